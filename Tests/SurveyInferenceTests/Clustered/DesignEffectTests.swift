import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct DesignEffectTests {
  private static let values = [3.2, 4.1, 5.0, 4.4, 3.9, 4.8, 2.9, 3.3, 4.2]
  private static let clusters = ["a", "a", "a", "b", "b", "b", "c", "c", "d"]

  // Reference

  @Test(arguments: try Fixture.cases("DesignEffect", method: "ANOVA"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try DesignEffect(
      reference.options["y"].numbers(), clusters: reference.options["clusters"].strings(),
      confidence: reference.options["level"].number())
    let expected = reference.expected
    try expectAgreement(found.intraclassCorrelation.value, expected["icc"], digits: 10, "ICC")
    try expectAgreement(found.intraclassCorrelation.interval?.lower, expected["lower"], digits: 10, "lower")
    try expectAgreement(found.intraclassCorrelation.interval?.upper, expected["upper"], digits: 10, "upper")
    try expectAgreement(found.statistic.value, expected["F"], digits: 10, "F")
    try expectAgreement(found.pValue, expected["p"], digits: 10, "p")
    try expectAgreement(found.analysisSize, expected["n0"], digits: 13, "n0")
    try expectAgreement(found.designEffect.value, expected["deff"], digits: 10, "design effect")
    try expectAgreement(found.effectiveSize?.value, expected["neff"], digits: 10, "effective cases")
  }

  // Laws

  @Test func clustersOfOneSizeGiveTheOneWayCorrelationOfRaters() throws {
    let table = [[3.0, 5, 2, 6, 4], [4, 5, 1, 6, 2], [3, 4, 2, 5, 5]]
    let raters = try IntraclassCorrelation(table)
    let found = try DesignEffect(
      table.flatMap { $0 }, clusters: table.flatMap { Array($0.indices) })
    let single = try #require(raters.oneWay.single)
    expectAgreement(found.intraclassCorrelation.value, single.value, digits: 14)
    expectAgreement(
      try #require(found.intraclassCorrelation.interval).lower, try #require(single.interval).lower,
      digits: 12)
    expectAgreement(
      try #require(found.intraclassCorrelation.interval).upper, try #require(single.interval).upper,
      digits: 12)
    expectAgreement(found.pValue, raters.oneWay.pValue, digits: 13)
    #expect(found.weightedSize == 3)
    expectAgreement(found.designEffect.value, 1 + 2 * single.value, digits: 14)
  }

  @Test func fIsThatOfTheAnalysisOfVariance() throws {
    let found = try DesignEffect(Self.values, clusters: Self.clusters)
    let anova = try OneWayANOVA(Self.values, by: Self.clusters)
    expectAgreement(found.statistic.value, anova.statistic.value, digits: 13)
    expectAgreement(found.pValue, anova.pValue, digits: 13)
  }

  @Test func shiftScaleAndOrderChangeNothing() throws {
    let one = try DesignEffect(Self.values, clusters: Self.clusters)
    let moved = try DesignEffect(
      Self.values.reversed().map { 100 - 8 * $0 }, clusters: Array(Self.clusters.reversed()))
    expectAgreement(moved.intraclassCorrelation.value, one.intraclassCorrelation.value, digits: 11)
    expectAgreement(moved.designEffect.value, one.designEffect.value, digits: 12)
    let tiny = try DesignEffect(Self.values.map { $0 * 0x1p-300 }, clusters: Self.clusters)
    #expect(tiny.intraclassCorrelation == one.intraclassCorrelation)
  }

  @Test func theLimitsOfTheEffectiveCasesAreThoseOfTheDesignEffect() throws {
    let found = try DesignEffect(Self.values, clusters: Self.clusters, confidence: 0.8)
    let effect = try #require(found.designEffect.interval)
    let cases = try #require(found.effectiveSize?.interval)
    expectAgreement(cases.lower, 9 / effect.upper, digits: 14)
    #expect(effect.lower > 0 ? cases.upper == 9 / effect.lower : cases.upper == .infinity)
  }

  // Edges

  @Test func casesAllEqualWithinClustersCorrelatePerfectly() throws {
    let found = try DesignEffect([1, 1, 4, 4, 4, 2], clusters: ["a", "a", "b", "b", "b", "c"])
    #expect(found.intraclassCorrelation.value == 1 && found.statistic.value == .infinity)
    #expect(found.pValue == 0)
    expectAgreement(found.designEffect.value, 14.0 / 6, digits: 14)
    expectAgreement(try #require(found.effectiveSize).value, 36.0 / 14, digits: 14)
  }

  @Test func clustersLessAlikeThanChanceHaveNoEffectiveNumber() throws {
    let found = try DesignEffect(
      [1, 3, 1, 3, 1, 3, 2, 2, 2.0], clusters: ["a", "a", "b", "b", "c", "c", "a", "a", "a"])
    #expect(found.intraclassCorrelation.value < 0)
    #expect(found.effectiveSize == nil && found.designEffect.value <= 0)
    #expect(found.report.notes.contains { $0.contains("no effective number") })
  }

  @Test func refusesWhatHasNoClustering() throws {
    expectRefusal(.tooFew) { try DesignEffect([], clusters: [Int]()) }
    expectRefusal(.tooFew) { try DesignEffect([1], clusters: [1]) }
    expectRefusal(.tooFew) { try DesignEffect([1, 2], clusters: [1, 2]) }
    expectRefusal(.tooFew) { try DesignEffect([1, 2, 3], clusters: [1, 1, 1]) }
    expectRefusal(.tooFew) { try DesignEffect([1, 2, 3], clusters: [1, 2, 3]) }
    expectRefusal(.lengthMismatch) { try DesignEffect([1, 2, 3], clusters: [1, 2]) }
    expectRefusal(.notFinite) { try DesignEffect([1, .nan, 3], clusters: [1, 1, 2]) }
    expectRefusal(.constant) { try DesignEffect([3, 3, 3], clusters: [1, 1, 2]) }
    expectRefusal(.outOfRange) { try DesignEffect([1e200, 2e200, 3], clusters: [1, 1, 2]) }
    expectRefusal(.outOfRange) { try DesignEffect([1e-170, 2e-170, 3e-170], clusters: [1, 1, 2]) }
    expectRefusal(.outOfRange) { try DesignEffect([1, 2, 3], clusters: [1, 1, 2], confidence: 1) }
  }

  // Print

  @Test func printsItsFinding() throws {
    let text = try DesignEffect(Self.values, clusters: Self.clusters).named("trust").description
    #expect(
      text == """
        Design effect: trust
          intraclass correlation   .23  95% CI [-.58, .92]   F(3, 5) = 1.65, p = .290
          design effect           1.36  95% CI [0.10, 2.43]
          effective cases          6.6  95% CI [3.7, 89.7]
          n = 9   clusters = 4   smallest and largest = 1, 3   m = 2.56   n₀ = 2.15
          all 9 cases used
          estimator: analysis of variance; design effect: 1 + (m - 1) ICC, m = Σn²/Σn
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try DesignEffect(Self.values, clusters: Self.clusters) }
    try checkFinding { try DesignEffect([1, 1, 4, 4, 2], clusters: [1, 1, 2, 2, 3]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("DesignEffect") { print in
      // page
      let trust = [3.75, 4.00, 3.25, 4.50, 4.25, 2.75, 3.00, 5.00, 4.75, 4.25, 3.50]
      let site = [
        "bakery", "bakery", "bakery", "clinic", "clinic", "depot", "depot", "farm", "farm", "farm", "inn",
      ]
      print(try DesignEffect(trust, clusters: site).named("trust"))
      // end
    }
  }
}
