import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CommonLanguageEffectTests {
  private static let treated = [3.2, 4.1, 5.0, 4.4, 3.9, 4.8]
  private static let control = [2.9, 3.1, 4.9, 2.2]

  private func limits(_ estimate: Estimate) -> [Double] {
    estimate.interval.map { [$0.lower, $0.upper] } ?? []
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("CommonLanguageEffect"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let level = try reference.options["conf_level"].number()
    let expected = reference.expected
    let found = try CommonLanguageEffect(first, against: second, confidence: level)
    try expectAgreement(found.superiority.value, expected["cles_normal"], digits: 11, "P")
    let pooled = try CommonLanguageEffect(first, against: second, variances: .pooled, confidence: level)
    let ends = try expected["d_ci"].numbers().map {
      NormalDistribution.standard.lowerTail($0 / 2.0.squareRoot())
    }
    for (mine, theirs) in zip(limits(pooled.superiority), ends) { expectAgreement(mine, theirs, digits: 8) }
  }

  // MARK: Laws

  @Test func separateVariancesAreMcGrawAndWongs() throws {
    let found = try CommonLanguageEffect(Self.treated, against: Self.control)
    let (a, b) = (try Moments(Self.treated), try Moments(Self.control))
    let spread = (try #require(a.variance) + #require(b.variance)).squareRoot()
    let normal = NormalDistribution.standard
    expectAgreement(found.superiority.value, normal.lowerTail((a.mean - b.mean) / spread), digits: 13)
    // Equal variances make both the same.
    let x = [1.0, 2, 4]
    let y = [2.0, 3, 5]
    expectAgreement(
      try CommonLanguageEffect(x, against: y).superiority.value,
      try CommonLanguageEffect(x, against: y, variances: .pooled).superiority.value, digits: 13)
  }

  @Test func equalMeansGiveOneHalf() throws {
    #expect(try CommonLanguageEffect([1, 2, 3], against: [0, 2, 4]).superiority.value == 0.5)
  }

  @Test func swappingMirrorsAndScaleDoesNotMatter() throws {
    let found = try CommonLanguageEffect(Self.treated, against: Self.control)
    let swapped = try CommonLanguageEffect(Self.control, against: Self.treated)
    expectAgreement(swapped.superiority.value, 1 - found.superiority.value, digits: 13)
    let moved = try CommonLanguageEffect(
      Self.treated.reversed().map { 8 * $0 }, against: Self.control.reversed().map { 8 * $0 })
    expectAgreement(moved.superiority.value, found.superiority.value, digits: 12)
  }

  @Test func resamplesOfEachGroupGiveLimits() throws {
    let plan = BootstrapPlan.bca(resamples: 400, seed: 5)
    let found = try CommonLanguageEffect(Self.treated, against: Self.control, bootstrap: plan)
    let twin = try CommonLanguageEffect(Self.treated, against: Self.control)
    #expect(found.superiority.value == twin.superiority.value)
    let ends = limits(found.superiority)
    #expect(ends[0] <= found.superiority.value && found.superiority.value <= ends[1] && ends[0] < ends[1])
    #expect(found.bootstrap?.plan == plan && twin.bootstrap == nil)
    #expect(found.report.method?.seed == 5)
    expectRefusal(.tooFew) {
      try CommonLanguageEffect(Self.treated, against: Self.control, bootstrap: .bca(resamples: 0))
    }
    expectRefusal(.infeasible) {
      try CommonLanguageEffect(Self.treated, against: Self.control, bootstrap: .bca(resamples: .max))
    }
  }

  // MARK: Refusals

  @Test func refusesWhatItCannotCompare() throws {
    expectRefusal(.tooFew) { try CommonLanguageEffect([1.0], against: [1, 2]) }
    expectRefusal(.tooFew) { try CommonLanguageEffect([1.0, 2], against: []) }
    expectRefusal(.notFinite) { try CommonLanguageEffect([1, .infinity], against: [1, 2]) }
    expectRefusal(.outOfRange) { try CommonLanguageEffect([1, 2], against: [3, 5], confidence: .nan) }
    expectRefusal(.constant) { try CommonLanguageEffect([3, 3], against: [5, 5, 5]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try CommonLanguageEffect(Self.treated, against: Self.control, variances: .pooled) }
    try checkFinding { try CommonLanguageEffect(Self.treated, against: Self.control) }
    try checkFinding { try CommonLanguageEffect([1.0, 2], against: [2, 3.5], confidence: 0.2) }
    try checkFinding {
      try CommonLanguageEffect(Self.treated, against: Self.control, bootstrap: .percentile(resamples: 99))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CommonLanguageEffect") { print in
      // page
      let participants = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75]
      let trust = try CommonLanguageEffect(participants, against: others)
      print(trust.named("generalized trust", "participant", "other"))
      // end
    }
  }
}
