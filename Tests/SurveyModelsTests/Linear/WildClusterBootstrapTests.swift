@testable import SurveyModels
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct WildClusterBootstrapTests {
  private let clusters = [1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5, 6]

  private func clustered(
    _ formula: String = "trust ~ motivation", _ estimator: ClusteredRegression.Estimator = .cr1s
  ) throws -> ClusteredRegression {
    try ClusteredRegression(of: RegressionData.fit(formula), clusters: clusters, estimator: estimator)
  }

  // Reference

  @Test(arguments: try Fixture.cases("WildClusterBootstrap"))
  func agreesWithEverySampleFitted(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let (options, expected) = (reference.options, reference.expected)
    let fit = try LinearRegression(problem.outcome, on: problem.design)
    let labels = try reference.data().column(options["cluster"].string()).compactMap { $0 }
    let estimator = try #require(ClusteredRegression.Estimator(rawValue: options["estimator"].string()))
    let regression = try ClusteredRegression(of: fit, clusters: labels, estimator: estimator)
    let numbers = try options["weights"].numbers()
    let weights = Dictionary(uniqueKeysWithValues: zip(fit.coefficients.map(\.name), numbers))
    let level = try expected["level"] == .null ? 0.95 : expected["level"].number()
    func find(
      _ twoSided: TwoSidedDefinition, _ alternative: Alternative = .twoSided
    ) throws -> WildClusterBootstrap {
      try WildClusterBootstrap(
        of: regression, weights, equals: options["value"].number(),
        multipliers: #require(.init(rawValue: options["multipliers"].string())),
        null: options["null"] == .text("imposed") ? .imposed : .notImposed, draws: .all,
        alternative: alternative, twoSided: twoSided, confidence: level)
    }
    let found = try find(.distance)
    try expectAgreement(found.estimate.value, expected["estimate"], digits: 9)
    try expectAgreement(found.estimate.standardError, expected["SE"], digits: 9, "SE")
    try expectAgreement(found.statistic.value, expected["t"], digits: 9, "t")
    #expect(try found.possibleDraws == expected["draws"].integer() && found.undefinedCount == 0)
    try expectAgreement(found.pValue, expected["symmetric"], digits: 14, "symmetric")
    try expectAgreement(find(.doubled).pValue, expected["equal_tailed"], digits: 14, "equal-tailed")
    try expectAgreement(find(.distance, .less).pValue, expected["lower"], digits: 14, "lower")
    try expectAgreement(find(.distance, .greater).pValue, expected["upper"], digits: 14, "upper")
    guard expected["level"] != .null else { return }
    try expectAgreement(found.estimate.interval?.lower, expected["low"], digits: 9, "lower limit")
    try expectAgreement(found.estimate.interval?.upper, expected["high"], digits: 9, "upper limit")
  }

  // Laws

  @Test func theLimitsAreWhereTheTestTurns() throws {
    let regression = try clustered()
    for null in WildClusterBootstrap.Null.allCases {
      func p(_ value: Double) throws -> Double {
        try WildClusterBootstrap(of: regression, ["motivation": 1], equals: value, null: null, draws: .all)
          .pValue
      }
      let found = try WildClusterBootstrap(
        of: regression, ["motivation": 1], null: null, draws: .all, confidence: 0.9)
      let interval = try #require(found.estimate.interval)
      for (limit, outward) in [(interval.lower, -1e-7), (interval.upper, 1e-7)] where limit.isFinite {
        #expect(try p(limit + outward) <= 0.1 && p(limit - outward) > 0.1)
      }
    }
  }

  @Test func scaleSignAndTestedValueDoNotMatter() throws {
    let order = [5, 0, 11, 3, 8, 1, 10, 2, 9, 4, 7, 6]
    let fit = try LinearRegression(
      order.map { 7 - 1e100 * RegressionData.trust[$0] },
      on: Design(columns: [("x", order.map { 5 + 2 * RegressionData.motivation[$0] })]))
    let other = try WildClusterBootstrap(
      of: ClusteredRegression(of: fit, clusters: order.map { clusters[$0] }, estimator: .cr1s), ["x": 3],
      equals: -0.15e100, draws: .all, alternative: .less, confidence: 0.9)
    let own = try WildClusterBootstrap(
      of: clustered(), ["motivation": 1], equals: 0.1, draws: .all, alternative: .greater, confidence: 0.9)
    expectAgreement(other.pValue, own.pValue, digits: 13)
    try expectAgreement(
      #require(other.estimate.interval).upper / -1.5e100, #require(own.estimate.interval).lower, digits: 9)
  }

  @Test func manyRandomDrawsComeNearAllOfThem() throws {
    let regression = try clustered()
    for multipliers in [WildClusterBootstrap.Multipliers.rademacher, .webb] {
      let all = try WildClusterBootstrap(
        of: regression, ["motivation": 1], equals: 0.2, multipliers: multipliers, draws: .all)
      let some = try WildClusterBootstrap(
        of: regression, ["motivation": 1], equals: 0.2, multipliers: multipliers,
        draws: .random(resamples: 4_000, seed: 20_261_127))
      // Four standard errors of a share of 4,000.
      #expect((all.pValue - some.pValue).magnitude < 4 * 0.5 / 4_000.0.squareRoot())
      #expect((some.distinctDraws ?? 0) <= (all.distinctDraws ?? 0))
    }
  }

  @Test func multipliersHaveMeanZeroAndVarianceOne() {
    var stream = RandomStream(seed: 3)
    for multipliers in WildClusterBootstrap.Multipliers.allCases {
      let draws = (0..<20_000).map { _ in multipliers.values[multipliers.place(&stream)] }
      let mean = draws.reduce(0, +) / 20_000
      let square = draws.reduce(0) { $0 + $1 * $1 } / 20_000
      #expect(mean.magnitude < 0.03 && (square - 1).magnitude < 0.03, "\(multipliers)")
    }
  }

  @Test func eachCaseACluster() throws {
    let fit = try RegressionData.fit("trust ~ motivation", .hc3)
    let found = try WildClusterBootstrap(of: fit, ["motivation": 1], draws: .all)
    let own = try WildClusterBootstrap(
      of: ClusteredRegression(of: fit, clusters: Array(0..<12), estimator: .cr3), ["motivation": 1],
      draws: .all)
    #expect(found.pValue == own.pValue && found.estimate == own.estimate)
    #expect(found.possibleDraws == 4_096 && found.errors == .independent(.hc3))
    try expectAgreement(
      found.statistic.value, #require(fit["motivation"]?.statistic?.value), digits: 11)
    let hc1 = try RegressionData.fit("trust ~ motivation", .hc1)
    try expectAgreement(
      WildClusterBootstrap(of: hc1, ["motivation": 1], draws: .random(resamples: 9, seed: 1)).statistic.value,
      #require(hc1["motivation"]?.statistic?.value), digits: 11)
  }

  // Edges

  @Test func withFewVectorsNothingIsRejected() throws {
    // With four clusters two of sixteen vectors give the observed statistic: p is never below 1/8.
    let four = clusters.map { $0 % 4 }
    let regression = try ClusteredRegression(
      of: RegressionData.fit("trust ~ motivation"), clusters: four, estimator: .cr1s)
    let found = try WildClusterBootstrap(of: regression, ["motivation": 1], draws: .all)
    #expect(found.pValue >= 0.125 && found.distinctDraws == 16)
    #expect(found.estimate.interval?.lower == -.infinity && found.estimate.interval?.upper == .infinity)
    #expect(found.report.text.contains("too few different vectors"))
  }

  @Test func aTestOfTheEstimateItselfHasTheProbabilityOne() throws {
    let regression = try clustered()
    let value = try #require(regression["motivation"]).value
    let found = try WildClusterBootstrap(of: regression, ["motivation": 1], equals: value, draws: .all)
    #expect(found.pValue == 1 && found.statistic.value == 0)
  }

  // Refusals

  @Test func refusesWhatItCannotDraw() throws {
    let regression = try clustered()
    func refuse(
      _ code: InputError.Code, _ draws: WildClusterBootstrap.Draws,
      _ multipliers: WildClusterBootstrap.Multipliers = .rademacher,
      _ twoSided: TwoSidedDefinition = .distance
    ) {
      expectRefusal(code) {
        try WildClusterBootstrap(
          of: regression, ["motivation": 1], multipliers: multipliers, draws: draws, twoSided: twoSided)
      }
    }
    refuse(.definition, .all, .mammen)
    refuse(.outOfRange, .random(resamples: 0, seed: 1))
    refuse(.outOfRange, .random(resamples: .max, seed: 1))
    refuse(.outOfRange, .random(resamples: -1, seed: 1))
    refuse(.definition, .all, .rademacher, .midP)
    refuse(.definition, .random(resamples: 9, seed: 1), .rademacher, .minimumLikelihood)
    expectRefusal(.unknownName) { try WildClusterBootstrap(of: regression, ["age": 1]) }
    expectRefusal(.definition) { try WildClusterBootstrap(of: regression, [:]) }
    expectRefusal(.outOfRange) {
      try WildClusterBootstrap(of: regression, ["motivation": 1], equals: .infinity)
    }
    expectRefusal(.outOfRange) {
      try WildClusterBootstrap(of: regression, ["motivation": 1], confidence: 1)
    }
    expectRefusal(.definition) {
      try WildClusterBootstrap(of: RegressionData.fit("trust ~ motivation"), ["motivation": 1])
    }
    // Twelve cases have 6^12 vectors of six points.
    expectRefusal(.infeasible) {
      try WildClusterBootstrap(
        of: RegressionData.fit("trust ~ motivation", .hc2), ["motivation": 1], multipliers: .webb, draws: .all
      )
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try WildClusterBootstrap(of: clustered(), ["motivation": 1], equals: 0.2, draws: .all).description
        == """
        Wild cluster bootstrap: trust
          weighted sum  0.39  95% CI [-0.44, 0.63]  t = 1.82, exact p = .125
          motivation = 1.00   tested against = 0.20   clusters = 6   possible vectors = 64
          different ones used = 64
          all 12 cases used
          standard errors: CR1S; null hypothesis: imposed (WCR); multipliers: Rademacher; draws: all
          vectors; two-sided: distance; alternative: two-sided
          Note: exact: all vectors of multipliers were counted; the test itself remains approximate
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    for alternative in Alternative.allCases {
      try checkFinding {
        try WildClusterBootstrap(
          of: clustered("trust ~ motivation + age", .cr2), ["age": 10], multipliers: .mammen,
          draws: .random(resamples: 199, seed: 5), alternative: alternative, twoSided: .doubled)
      }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("WildClusterBootstrap") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "motivation": .numbers([1, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]),
        "workplace": .labels(["a", "a", "b", "b", "b", "c", "c", "d", "d", "d", "e", "f"]),
      ])
      let fit = try ClusteredRegression(
        "trust ~ motivation", in: data, clusters: "workplace", estimator: .cr1s)
      print(try WildClusterBootstrap(of: fit, ["motivation": 1], multipliers: .webb))
      // end
    }
  }
}
