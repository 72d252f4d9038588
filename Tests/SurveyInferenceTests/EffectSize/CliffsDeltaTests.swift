import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CliffsDeltaTests {
  private static let treated = [3.2, 4.1, 5.0, 4.4, 3.9, 4.8]
  private static let control = [2.9, 3.1, 4.9, 2.2]

  private func limits(_ estimate: Estimate) -> [Double] {
    estimate.interval.map { [$0.lower, $0.upper] } ?? []
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("CliffsDelta"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let level = try reference.options["conf_level"].number()
    let expected = reference.expected
    let found = try CliffsDelta(first, against: second, confidence: level)
    try expectAgreement(found.delta.value, expected["cliff_delta"], digits: 11, "delta")
    try expectAgreement(found.proportionGreater, expected["p_gt"], digits: 11, "greater")
    try expectAgreement(found.proportionEqual, expected["p_eq"], digits: 11, "equal")
    let error = try #require(found.delta.standardError)
    try expectAgreement(error * error, expected["var_unbiased"], digits: 11, "variance")
    try expectAgreement(limits(found.delta), expected["ci_cliff_asymmetric"], digits: 11, "limits")
  }

  // MARK: Laws

  @Test func separatedGroupsUseTheLargestVariancePossible() throws {
    let found = try CliffsDelta([5, 6, 7], against: [1, 2, 3])
    #expect(found.isSeparated && found.delta.value == 1 && limits(found.delta)[1] == 1)
    #expect(found.report.notes.count == 1)
    // All resamples are separated too: limits without width say nothing.
    let resampled = try CliffsDelta([5, 6, 7], against: [1, 2, 3], bootstrap: .bca(resamples: 50))
    #expect(limits(resampled.delta) == [1, 1])
  }

  @Test func swappingMirrorsAndScaleDoesNotMatter() throws {
    let found = try CliffsDelta(Self.treated, against: Self.control)
    let swapped = try CliffsDelta(Self.control, against: Self.treated)
    expectAgreement(swapped.delta.value, -found.delta.value, digits: 13)
    let moved = try CliffsDelta(
      Self.treated.reversed().map { 8 * $0 }, against: Self.control.reversed().map { 8 * $0 })
    expectAgreement(moved.delta.value, found.delta.value, digits: 12)
  }

  @Test func resamplesOfEachGroupGiveLimits() throws {
    let plan = BootstrapPlan.bca(resamples: 400, seed: 5)
    let found = try CliffsDelta(Self.treated, against: Self.control, bootstrap: plan)
    let twin = try CliffsDelta(Self.treated, against: Self.control)
    #expect(found.delta.value == twin.delta.value)
    let ends = limits(found.delta)
    #expect(ends[0] <= found.delta.value && found.delta.value <= ends[1] && ends[0] < ends[1])
    #expect(found.bootstrap?.plan == plan && twin.bootstrap == nil)
    #expect(found.report.method?.seed == 5)
    expectRefusal(.tooFew) {
      try CliffsDelta(Self.treated, against: Self.control, bootstrap: .bca(resamples: 0))
    }
    expectRefusal(.infeasible) {
      try CliffsDelta(Self.treated, against: Self.control, bootstrap: .bca(resamples: .max))
    }
  }

  // MARK: Refusals

  @Test func refusesWhatItCannotCompare() throws {
    expectRefusal(.tooFew) { try CliffsDelta([1.0], against: [1, 2]) }
    expectRefusal(.tooFew) { try CliffsDelta([1.0, 2], against: []) }
    expectRefusal(.notFinite) { try CliffsDelta([1, .infinity], against: [1, 2]) }
    expectRefusal(.outOfRange) { try CliffsDelta([1, 2], against: [3, 5], confidence: .nan) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try CliffsDelta(Self.treated, against: Self.control) }
    try checkFinding { try CliffsDelta([1.0, 2], against: [2, 3.5], confidence: 0.2) }
    try checkFinding {
      try CliffsDelta(Self.treated, against: Self.control, bootstrap: .percentile(resamples: 99))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CliffsDelta") { print in
      // page
      let participants = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75]
      let trust = try CliffsDelta(participants, against: others)
      print(trust.named("generalized trust", "participant", "other"))
      // end
    }
  }
}
