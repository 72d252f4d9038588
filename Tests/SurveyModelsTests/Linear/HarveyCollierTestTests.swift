import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct HarveyCollierTestTests {
  // Reference

  @Test(arguments: try Fixture.cases("HarveyCollierTest"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let fit = try LinearRegression(problem.outcome, on: problem.design)
    var order: [Double]?
    if let name = try? reference.options["order"].string() {
      let place = try #require(problem.design.columnNames.firstIndex(of: name))
      let matrix = problem.design.matrix
      order = (0..<matrix.rowCount).map { matrix[$0, place] }
    }
    let found = try HarveyCollierTest(of: fit, orderedBy: order)
    let expected = reference.expected
    #expect(try found.statistic.reference == .t(degreesOfFreedom: expected["df"].number()))
    // The reference gives the size of t alone.
    try expectAgreement(found.statistic.value.magnitude, expected["t"], digits: 9, "t")
    try expectAgreement(found.pValue, expected["p"], digits: 9, "p")
  }

  // Laws

  @Test(arguments: [nil, RegressionData.motivation])
  func aRecursiveResidualIsAScaledErrorOfPrediction(weights: [Double]?) throws {
    func fit(_ count: Int) throws -> LinearRegression {
      try LinearRegression(
        RegressionData.trust.prefix(count),
        on: Design(columns: [("age", Array(RegressionData.age.prefix(count)))]),
        weights: weights.map { Array($0.prefix(count)) })
    }
    let found = try HarveyCollierTest(of: fit(12)).recursiveResiduals
    #expect(found.count == 10)
    // The first two cases determine the line; a fit needs three.
    for index in 3..<12 {
      let before = try fit(index)
      let one = try ModelData(["age": .numbers([RegressionData.age[index]])])
      let mean = try RegressionPrediction(of: before, for: one).predictions[0].mean
      let relative = try #require(mean.standardError) / before.residualStandardDeviation
      let root = (weights?[index] ?? 1).squareRoot()
      let expected =
        (RegressionData.trust[index] - mean.value) * root
        / (1 + relative * relative * root * root).squareRoot()
      expectAgreement(found[index - 2], expected, digits: 10)
    }
  }

  @Test func theirSquaresAddUpToThoseOfTheResiduals() throws {
    for formula in [
      "trust ~ age", "trust ~ site * age", "trust ~ 0 + site", "trust ~ 1", "trust ~ status + site",
    ] {
      for order in [nil, RegressionData.age, RegressionData.site.map { $0 == "a" ? 1.0 : 2 }] {
        let fit = try RegressionData.fit(formula)
        let found = try HarveyCollierTest(of: fit, orderedBy: order).recursiveResiduals
        #expect(found.count == fit.residualDegreesOfFreedom)
        expectAgreement(found.reduce(0) { $0 + $1 * $1 }, fit.residualSumOfSquares, digits: 11)
      }
    }
  }

  @Test func scalesAndCodingDoNotMatter() throws {
    let plain = try HarveyCollierTest(of: RegressionData.fit("trust ~ age + site"))
    let other = try HarveyCollierTest(
      of: LinearRegression(
        RegressionData.trust.map { 1e6 - 2 * $0 },
        on: Design([
          .numeric("age", RegressionData.age.map { 1e6 + $0 }),
          .factor("site", RegressionData.site, contrasts: .sum),
        ]), standardErrors: .hc1))
    expectAgreement(plain.statistic.value, -other.statistic.value, digits: 8)
  }

  @Test func aBendUpwardsIsPositive() throws {
    let x = (1...20).map(Double.init)
    let y = x.map { 0.1 * $0 * $0 + Double(Int($0) * 7 % 5) }
    let fit = try LinearRegression(y, on: Design(columns: [("x", x)]))
    let greater = try HarveyCollierTest(of: fit, alternative: .greater)
    let less = try HarveyCollierTest(of: fit, alternative: .less)
    let both = try HarveyCollierTest(of: fit, confidence: 0.9)
    #expect(greater.pValue < 0.001 && greater.estimate.value > 0)
    expectAgreement(greater.pValue + less.pValue, 1, digits: 12)
    try expectAgreement(
      #require(greater.estimate.interval).lower, #require(both.estimate.interval).lower, digits: 11)
    #expect(greater.estimate.interval?.upper == .infinity && less.estimate.interval?.lower == -.infinity)
  }

  // Edges

  @Test func refusesWhatHasNoOrderOrNoResidual() throws {
    let fit = try RegressionData.fit("trust ~ age")
    expectRefusal(.lengthMismatch) { try HarveyCollierTest(of: fit, orderedBy: [1, 2]) }
    expectRefusal(.notFinite) {
      try HarveyCollierTest(of: fit, orderedBy: [.nan] + RegressionData.age.dropFirst())
    }
    expectRefusal(.outOfRange) { try HarveyCollierTest(of: fit, confidence: 1) }
    let x = Design.self
    expectRefusal(.tooFew) {
      try HarveyCollierTest(of: LinearRegression([1, 2, 4], on: x.init(columns: [("x", [1, 2, 3])])))
    }
    expectRefusal(.constant) {
      try HarveyCollierTest(of: LinearRegression([1, 2, 3, 4], on: x.init(columns: [("x", [1, 2, 3, 4])])))
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try HarveyCollierTest(of: RegressionData.fit("trust ~ age"), orderedBy: RegressionData.age).description
        == """
        Harvey-Collier test of linearity: trust
          mean recursive residual  -0.25  95% CI [-0.67, 0.18]  t(9) = -1.32, p = .219
          recursive residuals = 10
          all 12 cases used
          alternative: two-sided
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding {
      try HarveyCollierTest(of: RegressionData.fit("trust ~ motivation"), alternative: .less)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("HarveyCollierTest") { print in
      // page
      let age = [25.0, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33]
      let trust = [2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]
      let fit = try LinearRegression(trust, on: Design(columns: [("age", age)]))
      print(try HarveyCollierTest(of: fit, orderedBy: age).named("trust by age"))
      // end
    }
  }
}
