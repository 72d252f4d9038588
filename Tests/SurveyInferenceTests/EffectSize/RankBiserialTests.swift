import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RankBiserialTests {
  private static let treated = [3.2, 4.1, 5.0, 4.4, 3.9, 4.8]
  private static let control = [2.9, 3.1, 4.9, 2.2]

  private func limits(_ estimate: Estimate) -> [Double] {
    estimate.interval.map { [$0.lower, $0.upper] } ?? []
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("RankBiserial"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let level = try reference.options["conf_level"].number()
    let expected = reference.expected
    let found = try RankBiserial(first, against: second, confidence: level)
    try expectAgreement(found.r.value, expected["rank_biserial"], digits: 11, "r")
    try expectAgreement(limits(found.r), expected["ci_cliff_asymmetric"], digits: 11, "limits")
  }

  // MARK: Laws

  @Test func itFollowsFromMannAndWhitneysU() throws {
    let found = try RankBiserial(Self.treated, against: Self.control)
    // 24 pairs, U of the first group among them.
    expectAgreement(found.r.value, 2 * found.u / 24 - 1, digits: 15)
    #expect(found.u == 19)
  }

  @Test func fishersIntervalIsNamed() throws {
    let found = try RankBiserial(Self.treated, against: Self.control, interval: .fisher)
    let r = found.r.value
    // tanh(atanh r ± 1.96·√(11/72)), written with the ratio (1 + r)/(1 - r).
    let ratio = (1 + r) / (1 - r)
    let square = limits(found.r).map { (1 + $0) / (1 - $0) / ratio }
    expectAgreement(square[0] * square[1], 1, digits: 12)
    expectAgreement(square[1], 4.628_229, digits: 6)
    #expect(found.r.interval?.method == "Fisher z")
    let whole = try RankBiserial([3, 4], against: [1, 2], interval: .fisher)
    #expect(whole.r.value == 1 && whole.r.interval == nil && whole.report.notes.count == 1)
  }

  @Test func swappingMirrorsAndScaleDoesNotMatter() throws {
    let found = try RankBiserial(Self.treated, against: Self.control)
    let swapped = try RankBiserial(Self.control, against: Self.treated)
    expectAgreement(swapped.r.value, -found.r.value, digits: 13)
    let moved = try RankBiserial(
      Self.treated.reversed().map { 8 * $0 }, against: Self.control.reversed().map { 8 * $0 })
    expectAgreement(moved.r.value, found.r.value, digits: 12)
  }

  @Test func resamplesOfEachGroupGiveLimits() throws {
    let plan = BootstrapPlan.bca(resamples: 400, seed: 5)
    let found = try RankBiserial(Self.treated, against: Self.control, bootstrap: plan)
    let twin = try RankBiserial(Self.treated, against: Self.control)
    #expect(found.r.value == twin.r.value)
    let ends = limits(found.r)
    #expect(ends[0] <= found.r.value && found.r.value <= ends[1] && ends[0] < ends[1])
    #expect(found.bootstrap?.plan == plan && twin.bootstrap == nil)
    #expect(found.report.method?.seed == 5)
    expectRefusal(.tooFew) {
      try RankBiserial(Self.treated, against: Self.control, bootstrap: .bca(resamples: 0))
    }
    expectRefusal(.infeasible) {
      try RankBiserial(Self.treated, against: Self.control, bootstrap: .bca(resamples: .max))
    }
  }

  // MARK: Refusals

  @Test func refusesWhatItCannotCompare() throws {
    expectRefusal(.tooFew) { try RankBiserial([1.0], against: [1, 2]) }
    expectRefusal(.tooFew) { try RankBiserial([1.0, 2], against: []) }
    expectRefusal(.notFinite) { try RankBiserial([1, .infinity], against: [1, 2]) }
    expectRefusal(.outOfRange) { try RankBiserial([1, 2], against: [3, 5], confidence: .nan) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try RankBiserial(Self.treated, against: Self.control) }
    try checkFinding { try RankBiserial([1.0, 2], against: [2, 3.5], confidence: 0.2) }
    try checkFinding {
      try RankBiserial(Self.treated, against: Self.control, bootstrap: .percentile(resamples: 99))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RankBiserial") { print in
      // page
      let participants = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75]
      let trust = try RankBiserial(participants, against: others)
      print(trust.named("generalized trust", "participant", "other"))
      // end
    }
  }
}
