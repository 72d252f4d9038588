import SurveyLinearAlgebra
import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BreuschPaganTestTests {
  // Reference

  @Test(arguments: try Fixture.cases("BreuschPaganTest"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let fit = try LinearRegression(problem.outcome, on: problem.design, weights: problem.weights)
    let expected = reference.expected
    if reference.method == "by the fitted values" {
      let found = try BreuschPaganTest(of: fit, by: .fitted)
      let original = try BreuschPaganTest(of: fit, by: .fitted, form: .original)
      try expectAgreement(found.statistic.value, expected["stat"], digits: 9, "statistic")
      try expectAgreement(found.pValue, expected["p"], digits: 9, "p")
      try expectAgreement(original.statistic.value, expected["original"], digits: 9, "original")
      try expectAgreement(original.pValue, expected["original_p"], digits: 9, "original p")
      return
    }
    let koenker = expected["breusch_pagan_koenker"]
    let original = expected["breusch_pagan_original"]
    guard reference.id != "lm.mtcars_noint.diagnostics" else {
      // The reference regresses the squares' distances from their mean on the two columns without a constant,
      // and counts one degree of freedom. Its numbers are those, but they have no chi-square distribution:
      // here the constant is always there, and both columns count.
      let naive = try Self.withoutConstant(problem.outcome, problem.design)
      try expectAgreement(naive.koenker, koenker["stat"], digits: 9, "statistic of the reference")
      try expectAgreement(naive.original, original["stat"], digits: 9, "original of the reference")
      #expect(try BreuschPaganTest(of: fit).statistic.reference == .chiSquare(degreesOfFreedom: 2))
      return
    }
    let found = try BreuschPaganTest(of: fit)
    #expect(
      try found.statistic.reference == .chiSquare(degreesOfFreedom: koenker["df"].number()))
    try expectAgreement(found.statistic.value, koenker["stat"], digits: 9, "statistic")
    try expectAgreement(found.pValue, koenker["p"], digits: 9, "p")
    let plain = try BreuschPaganTest(of: fit, form: .original)
    try expectAgreement(plain.statistic.value, original["stat"], digits: 9, "original")
    try expectAgreement(plain.pValue, original["p"], digits: 9, "original p")
  }

  private static func withoutConstant(
    _ outcome: [Double], _ design: Design
  ) throws -> (koenker: Double, original: Double) {
    let residuals = try LinearRegression(outcome, on: design).residuals
    let n = Double(residuals.count)
    let mean = residuals.reduce(0) { $0 + $1 * $1 / n }
    let squares = residuals.map { $0 * $0 / mean - 1 }
    let fit = try LinearRegression(squares, on: design)
    let total = squares.reduce(0) { $0 + $1 * $1 }
    return (n * fit.explainedSumOfSquares / total, fit.explainedSumOfSquares / 2)
  }

  // Laws

  @Test(arguments: [nil, RegressionData.motivation])
  func itIsTheShareOfTheSquaredResidualsThatIsExplained(weights: [Double]?) throws {
    let design = try Design(columns: [("age", RegressionData.age), ("motivation", RegressionData.motivation)])
    let fit = try LinearRegression(RegressionData.trust, on: design, weights: weights)
    let squares = fit.residuals.indices.map { fit.residuals[$0] * fit.residuals[$0] * (weights?[$0] ?? 1) }
    let auxiliary = try LinearRegression(squares, on: design)
    let found = try BreuschPaganTest(of: fit)
    expectAgreement(found.statistic.value, 12 * auxiliary.rSquared, digits: 11)
    let mean = fit.residualSumOfSquares / 12
    let original = try BreuschPaganTest(of: fit, form: .original)
    expectAgreement(
      original.statistic.value, auxiliary.explainedSumOfSquares / (2 * mean * mean), digits: 11)
    // Both forms differ by the kurtosis of the residuals alone.
    let spread = squares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 12
    expectAgreement(
      found.statistic.value / original.statistic.value, 2 * mean * mean / spread, digits: 11)
  }

  @Test func itsOwnColumnsAreThePredictors() throws {
    let fit = try RegressionData.fit("trust ~ age + motivation")
    let columns = try Design(columns: [
      ("motivation", RegressionData.motivation.map { 5 - $0 }), ("age", RegressionData.age.map { 1e5 * $0 }),
    ])
    let one = try BreuschPaganTest(of: fit)
    let other = try BreuschPaganTest(of: fit, by: .columns(columns))
    expectAgreement(one.statistic.value, other.statistic.value, digits: 11)
    let without = try BreuschPaganTest(
      of: fit, by: .columns(Design(columns: [("age", RegressionData.age)], intercept: false)))
    let with = try BreuschPaganTest(of: fit, by: .columns(Design(columns: [("age", RegressionData.age)])))
    #expect(without.statistic == with.statistic)
  }

  @Test func withOnePredictorTheFittedValuesAreThePredictor() throws {
    let fit = try RegressionData.fit("trust ~ age", .hc3)
    let one = try BreuschPaganTest(of: fit)
    let other = try BreuschPaganTest(of: fit, by: .fitted)
    expectAgreement(one.statistic.value, other.statistic.value, digits: 10)
  }

  @Test func scaleAndOrderOfCasesDoNotMatter() throws {
    let order = [5, 0, 11, 3, 8, 1, 10, 2, 9, 4, 7, 6]
    let plain = try BreuschPaganTest(of: RegressionData.fit("trust ~ age"), form: .original)
    let other = try BreuschPaganTest(
      of: LinearRegression(
        order.map { 1e150 * RegressionData.trust[$0] },
        on: Design(columns: [("age", order.map { RegressionData.age[$0] })])), form: .original)
    expectAgreement(plain.statistic.value, other.statistic.value, digits: 10)
  }

  // Edges

  @Test func aFactorWithoutAnInterceptCountsItsLevelsLessOne() throws {
    let full = try BreuschPaganTest(of: RegressionData.fit("trust ~ 0 + site"))
    let plain = try BreuschPaganTest(of: RegressionData.fit("trust ~ site"))
    expectAgreement(full.statistic.value, plain.statistic.value, digits: 10)
    #expect(full.statistic.reference == .chiSquare(degreesOfFreedom: 2))
  }

  @Test func residualsOfOneSizeHaveNoSpreadToExplain() throws {
    let fit = try LinearRegression(
      [1, 3, 5, 7], on: Design(columns: [("x", [0, 0, 1, 1])]))
    expectRefusal(.constant) { try BreuschPaganTest(of: fit) }
    let original = try BreuschPaganTest(of: fit, form: .original)
    expectAgreement(original.statistic.value, 0, digits: 14)
    expectAgreement(original.pValue, 1, digits: 7)
  }

  @Test func refusesWhatSaysNothingOfVariances() throws {
    let fit = try RegressionData.fit("trust ~ age")
    expectRefusal(.tooFew) { try BreuschPaganTest(of: RegressionData.fit("trust ~ 1")) }
    expectRefusal(.tooFew) { try BreuschPaganTest(of: RegressionData.fit("trust ~ 1"), by: .fitted) }
    let x = Design.self
    expectRefusal(.tooFew) {
      try BreuschPaganTest(of: fit, by: .columns(x.init(interceptFor: RegressionData.trust)))
    }
    expectRefusal(.lengthMismatch) {
      try BreuschPaganTest(of: fit, by: .columns(x.init(columns: [("x", [1, 2])])))
    }
    expectRefusal(.notFinite) {
      try BreuschPaganTest(
        of: fit, by: .columns(x.init(columns: [("x", [.nan] + RegressionData.age.dropFirst())])))
    }
    expectRefusal(.constant) {
      try BreuschPaganTest(of: LinearRegression([1, 2, 3, 4], on: x.init(columns: [("x", [1, 2, 3, 4])])))
    }
    expectRefusal(.tooFew) {
      try BreuschPaganTest(
        of: LinearRegression(
          [1, 2, 4], on: x.init(columns: [("x", [1, 2, 3]), ("z", [1, 0, 2])], intercept: false)))
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try BreuschPaganTest(of: RegressionData.fit("trust ~ motivation + age"), form: .original).description
        == """
        Breusch-Pagan test of equal variances: trust
          equal variances  χ²(2) = 0.0029, p = .999
          all 12 cases used
          form: original; variance by: the predictors
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try BreuschPaganTest(of: RegressionData.fit("trust ~ motivation"), by: .fitted) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BreuschPaganTest") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "motivation": .numbers([1, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]),
        "age": .numbers([25, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33]),
      ])
      let fit = try LinearRegression("trust ~ motivation + age", in: data)
      print(try BreuschPaganTest(of: fit))
      // end
    }
  }
}
