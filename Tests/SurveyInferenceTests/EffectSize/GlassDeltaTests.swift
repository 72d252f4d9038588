import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct GlassDeltaTests {
  private static let treated = [3.2, 4.1, 5.0, 4.4, 3.9, 4.8]
  private static let control = [2.9, 3.1, 4.9, 2.2]

  private func limits(_ estimate: Estimate) -> [Double] {
    estimate.interval.map { [$0.lower, $0.upper] } ?? []
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("GlassDelta"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let level = try reference.options["conf_level"].number()
    let expected = reference.expected
    let found = try GlassDelta(first, against: second, confidence: level)
    try expectAgreement(found.delta.value, expected["glass_delta_group2sd"], digits: 11, "by baseline")
    let other = try GlassDelta(first, against: second, standardizer: .group)
    try expectAgreement(other.delta.value, expected["glass_delta_group1sd"], digits: 11, "by group")
  }

  // MARK: Laws

  @Test func theErrorIsTheSpreadOfManySamples() throws {
    var state = RandomStream(seed: 9)
    var (values, errors): ([Double], [Double]) = ([], [])
    for _ in 0..<1_500 {
      let x = (0..<40).map { _ in 0.8 + 2 * state.normal() }
      let y = (0..<70).map { _ in state.normal() }
      let found = try GlassDelta(x, against: y)
      values.append(found.delta.value)
      errors.append(try #require(found.delta.standardError))
    }
    let mean = errors.reduce(0, +) / 1_500
    expectAgreement(try #require(Moments(values).standardDeviation) / mean, 1, digits: 1.2)
  }

  @Test func theOtherStandardizerSwapsTheRoles() throws {
    let one = try GlassDelta(Self.treated, against: Self.control, standardizer: .group)
    let other = try GlassDelta(Self.control, against: Self.treated)
    expectAgreement(one.delta.value, -other.delta.value, digits: 15)
    expectAgreement(limits(one.delta)[0], -limits(other.delta)[1], digits: 13)
  }

  @Test func orderAndScaleDoNotMatter() throws {
    let found = try GlassDelta(Self.treated, against: Self.control)
    let moved = try GlassDelta(
      Self.treated.reversed().map { 8 * $0 }, against: Self.control.reversed().map { 8 * $0 })
    expectAgreement(moved.delta.value, found.delta.value, digits: 12)
  }

  @Test func resamplesOfEachGroupGiveLimits() throws {
    let plan = BootstrapPlan.bca(resamples: 400, seed: 5)
    let found = try GlassDelta(Self.treated, against: Self.control, bootstrap: plan)
    let twin = try GlassDelta(Self.treated, against: Self.control)
    #expect(found.delta.value == twin.delta.value)
    let ends = limits(found.delta)
    #expect(ends[0] <= found.delta.value && found.delta.value <= ends[1] && ends[0] < ends[1])
    #expect(found.bootstrap?.plan == plan && twin.bootstrap == nil)
    #expect(found.report.method?.seed == 5)
    expectRefusal(.tooFew) {
      try GlassDelta(Self.treated, against: Self.control, bootstrap: .bca(resamples: 0))
    }
    expectRefusal(.infeasible) {
      try GlassDelta(Self.treated, against: Self.control, bootstrap: .bca(resamples: .max))
    }
  }

  // MARK: Refusals

  @Test func refusesWhatItCannotCompare() throws {
    expectRefusal(.tooFew) { try GlassDelta([1.0], against: [1, 2]) }
    expectRefusal(.tooFew) { try GlassDelta([1.0, 2], against: []) }
    expectRefusal(.notFinite) { try GlassDelta([1, .infinity], against: [1, 2]) }
    expectRefusal(.outOfRange) { try GlassDelta([1, 2], against: [3, 5], confidence: .nan) }
    expectRefusal(.constant) { try GlassDelta([1, 2], against: [3, 3]) }
    expectRefusal(.constant) { try GlassDelta([3, 3], against: [1, 2], standardizer: .group) }
    #expect(throws: Never.self) { try GlassDelta([3, 3], against: [1, 2]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try GlassDelta(Self.treated, against: Self.control) }
    try checkFinding { try GlassDelta([1.0, 2], against: [2, 3.5], confidence: 0.2) }
    try checkFinding {
      try GlassDelta(Self.treated, against: Self.control, bootstrap: .percentile(resamples: 99))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("GlassDelta") { print in
      // page
      let participants = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75]
      let trust = try GlassDelta(participants, against: others)
      print(trust.named("generalized trust", "participant", "other"))
      // end
    }
  }
}
