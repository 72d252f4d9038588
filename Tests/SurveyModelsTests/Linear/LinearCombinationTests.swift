import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct LinearCombinationTests {
  private let clusters = [1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5, 6]

  // Reference

  @Test(arguments: try Fixture.cases("LinearCombination", method: "weighted sum of coefficients"))
  func agreesWithClubSandwich(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let fit = try LinearRegression(problem.outcome, on: problem.design)
    let clusters = try reference.data().column(reference.options["cluster"].string()).compactMap { $0 }
    let numbers = try reference.options["weights"].numbers()
    let weights = Dictionary(uniqueKeysWithValues: zip(fit.coefficients.map(\.name), numbers))
    let found = try LinearCombination(of: ClusteredRegression(of: fit, clusters: clusters), weights)
    let expected = reference.expected
    try expectAgreement(found.estimate.value, expected["estimate"], digits: 9)
    try expectAgreement(found.estimate.standardError, expected["SE"], digits: 9, "SE")
    guard case .t(let freedom) = found.statistic?.reference else { return }
    try expectAgreement(freedom, expected["df"], digits: 9, "df")
    try expectAgreement(found.estimate.interval?.lower, expected["low"], digits: 9, "lower")
    try expectAgreement(found.estimate.interval?.upper, expected["high"], digits: 9, "upper")
    try expectAgreement(found.pValue, expected["p"], digits: 9, "p")
    let plain = try LinearCombination(
      of: ClusteredRegression(of: fit, clusters: clusters, estimator: .cr1s), weights)
    try expectAgreement(plain.estimate.standardError, expected["SE_CR1S"], digits: 9, "SE of CR1S")
  }

  // Laws

  @Test func oneCoefficientIsItself() throws {
    for errors in StandardErrors.allCases {
      let fit = try RegressionData.fit("trust ~ motivation + status", errors)
      let one = try LinearCombination(of: fit, ["motivation": 1])
      let own = try #require(fit["motivation"])
      #expect(one.estimate.value == own.value)
      expectAgreement(one.estimate.standardError ?? 0, own.standardError, digits: 14)
      try expectAgreement(#require(one.pValue), #require(own.pValue), digits: 12)
    }
  }

  @Test func theSlopeOfAGroupIsThatOfItsOwnDesign() throws {
    for errors in [StandardErrors.classical, .hc3] {
      let fit = try RegressionData.fit("trust ~ motivation * status", errors)
      let slope = try LinearCombination(of: fit, ["motivation": 1, "motivation × status: in": 1])
      let nested = try RegressionData.fit("trust ~ status / motivation", errors)
      let own = try #require(nested["status: in × motivation"])
      expectAgreement(slope.estimate.value, own.value, digits: 12)
      expectAgreement(slope.estimate.standardError ?? 0, own.standardError, digits: 12)
      try expectAgreement(#require(slope.pValue), #require(own.pValue), digits: 11)
    }
  }

  @Test func scalingTheWeightsScalesTheSumAndLeavesTheTest() throws {
    let fit = try RegressionData.fit("trust ~ motivation + age")
    let one = try LinearCombination(of: fit, ["motivation": 1, "age": -2], equals: 0.3)
    let ten = try LinearCombination(of: fit, ["motivation": -10, "age": 20], equals: -3)
    expectAgreement(ten.estimate.value, -10 * one.estimate.value, digits: 13)
    try expectAgreement(#require(ten.statistic?.value), -(#require(one.statistic?.value)), digits: 12)
    try expectAgreement(#require(ten.pValue), #require(one.pValue), digits: 12)
  }

  @Test func aOneSidedLimitIsThatOfATwoSidedIntervalAtTwiceTheError() throws {
    let fit = try RegressionData.fit("trust ~ motivation + age")
    let weights = ["motivation": 2.0, "age": 1]
    let both = try LinearCombination(of: fit, weights, confidence: 0.9).estimate.interval
    let above = try LinearCombination(of: fit, weights, alternative: .greater).estimate.interval
    let below = try LinearCombination(of: fit, weights, alternative: .less).estimate.interval
    try expectAgreement(#require(above).lower, #require(both).lower, digits: 12)
    try expectAgreement(#require(below).upper, #require(both).upper, digits: 12)
    #expect(above?.upper == .infinity && below?.lower == -.infinity)
  }

  @Test func ofClustersOneCoefficientIsItself() throws {
    let fit = try RegressionData.fit("trust ~ age + motivation")
    for estimator in ClusteredRegression.Estimator.allCases {
      let clustered = try ClusteredRegression(of: fit, clusters: clusters, estimator: estimator)
      let own = try #require(clustered["age"])
      let sum = try LinearCombination(of: clustered, ["age": 3])
      expectAgreement(sum.estimate.standardError ?? 0, 3 * own.standardError, digits: 13)
      try expectAgreement(#require(sum.pValue), #require(own.pValue), digits: 11)
      #expect(sum.standardErrors == nil && sum.errors.name == estimator.rawValue)
    }
  }

  @Test func ofClustersTheSlopeOfAGroupIsThatOfItsOwnDesign() throws {
    func clustered(_ formula: String) throws -> ClusteredRegression {
      try ClusteredRegression(of: RegressionData.fit(formula), clusters: clusters)
    }
    let slope = try LinearCombination(
      of: clustered("trust ~ motivation * status"), ["motivation": 1, "motivation × status: in": 1])
    let own = try #require(clustered("trust ~ status / motivation")["status: in × motivation"])
    expectAgreement(slope.estimate.standardError ?? 0, own.standardError, digits: 10)
    try expectAgreement(#require(slope.pValue), #require(own.pValue), digits: 10)
  }

  @Test func ofSeveralKindsOfClustersItTakesTheFewest() throws {
    let fit = try RegressionData.fit("trust ~ age")
    let kinds = [("workplace", clusters), ("month", (0..<12).map { $0 % 4 })]
    let several = try MultiwayClusteredRegression(of: fit, clusters: kinds)
    let sum = try LinearCombination(of: several, ["age": 10], alternative: .greater)
    try expectAgreement(sum.estimate.value, 10 * #require(several["age"]).value, digits: 13)
    #expect(sum.statistic?.reference == .t(degreesOfFreedom: 3))
    expectAgreement(
      sum.estimate.standardError ?? 0, 10 * (several["age"]?.standardError ?? 0), digits: 12)
  }

  @Test func aSumWithoutAVarianceHasNoTest() throws {
    let (fit, kinds) = try MultiwayCases.negative()
    let several = try MultiwayClusteredRegression(of: fit, clusters: kinds, estimator: .cr0)
    let name = try #require(several.coefficients.first { $0.standardError == nil }?.name)
    let sum = try LinearCombination(of: several, [name: 1])
    #expect(sum.estimate.standardError == nil && sum.statistic == nil && sum.pValue == nil)
    #expect(sum.report.text.contains("no variance above zero"))
    expectRefusal(.infeasible) { try JointTest(of: several, [name]) }
  }

  // Refusals

  @Test func refusesASumThatOneClusterDetermines() throws {
    let last = clusters.map { $0 == 6 ? 1.0 : 0 }
    let fit = try LinearRegression(
      RegressionData.trust, on: Design(columns: [("age", RegressionData.age), ("last", last)]))
    let clustered = try ClusteredRegression(of: fit, clusters: clusters)
    expectRefusal(.infeasible) {
      try LinearCombination(of: clustered, ["intercept": 1, "age": RegressionData.age[11], "last": 1])
    }
    expectRefusal(.unknownName) { try LinearCombination(of: clustered, ["site": 1]) }
    expectRefusal(.outOfRange) { try LinearCombination(of: clustered, ["age": 1], equals: .nan) }
    expectRefusal(.outOfRange) { try LinearCombination(of: clustered, ["age": 1], confidence: 2) }
    expectRefusal(.outOfRange) { try LinearCombination(of: clustered, ["age": 1e308]) }
    expectRefusal(.outOfRange) { try LinearCombination(of: clustered, ["age": 1e-300]) }
  }

  @Test func refusesWhatItCannotSum() throws {
    let fit = try RegressionData.fit("trust ~ motivation")
    expectRefusal(.definition) { try LinearCombination(of: fit, [:]) }
    expectRefusal(.definition) { try LinearCombination(of: fit, ["motivation": 0]) }
    expectRefusal(.unknownName) { try LinearCombination(of: fit, ["age": 1]) }
    expectRefusal(.notFinite) { try LinearCombination(of: fit, ["motivation": .nan]) }
    expectRefusal(.outOfRange) { try LinearCombination(of: fit, ["motivation": 1], equals: .infinity) }
    expectRefusal(.outOfRange) { try LinearCombination(of: fit, ["motivation": 1e308, "intercept": 1e308]) }
    expectRefusal(.outOfRange) { try LinearCombination(of: fit, ["motivation": 1], confidence: 1) }
  }

  @Test func anExactFitHasNothingToTest() throws {
    let fit = try LinearRegression([1, 2, 3, 4], on: Design(columns: [("x", [1, 2, 3, 4])]))
    let sum = try LinearCombination(of: fit, ["x": 1])
    #expect(sum.statistic == nil && sum.pValue == nil)
    #expect(sum.report.text.contains("nothing to test"))
  }

  // Print

  @Test func printsItsFinding() throws {
    let fit = try RegressionData.fit("trust ~ motivation + age", .hc3)
    #expect(
      try LinearCombination(of: fit, ["motivation": 1, "age": -10]).description == """
        Linear combination of coefficients: trust
          weighted sum  0.35  95% CI [-0.01, 0.70]  t(9) = 2.21, p = .054
          motivation = 1.00   age = -10.00
          all 12 cases used
          standard errors: HC3; alternative: two-sided
        """)
  }

  @Test func printsThatOfClusters() throws {
    let fit = try RegressionData.fit("trust ~ motivation + age")
    let clustered = try ClusteredRegression(of: fit, clusters: clusters)
    #expect(
      try LinearCombination(of: clustered, ["motivation": 1, "age": -10]).description == """
        Linear combination of coefficients: trust
          weighted sum  0.35  95% CI [-0.85, 1.54]  t(1.6) = 1.63, p = .276
          motivation = 1.00   age = -10.00
          all 12 cases used
          standard errors: CR2; alternative: two-sided
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding {
      try LinearCombination(
        of: RegressionData.fit("trust ~ motivation + age"), ["age": 10], alternative: .less)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("LinearCombination") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "motivation": .numbers([1, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]),
        "status": .labels(
          ["in", "in", "in", "in", "out", "in", "out", "out", "in", "out", "out", "in"],
          levels: ["out", "in"]),
      ])
      let fit = try LinearRegression("trust ~ motivation * status", in: data, standardErrors: .hc3)
      let slope = try LinearCombination(of: fit, ["motivation": 1, "motivation × status: in": 1])
      print(slope.named("slope of motivation among those in"))
      // end
    }
  }
}
