import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CohensDrmTests {
  static let before = [3.2, 4.1, 2.8, 3.9, 4.5, 3.3, 2.9, 4.0]
  static let after = [2.9, 3.6, 2.9, 3.1, 4.2, 3.0, 2.1, 3.8]

  private func limits(_ estimate: Estimate) -> [Double] {
    estimate.interval.map { [$0.lower, $0.upper] } ?? []
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("CohensDrm"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (x, y) = try reference.pairs()
    let level = try reference.options["conf_level"].number()
    let expected = reference.expected
    let found = try CohensDrm(x, against: y, confidence: level)
    try expectAgreement(found.correlation, expected["r"], digits: 11, "r")
    try expectAgreement(found.drm.value, expected["d_rm"], digits: 11, floor: 1e-15, "d_rm")
    // The limits are those of d_z on the other scale.
    let scale = (2 * (1 - (try expected["r"].number()))).squareRoot()
    for (mine, theirs) in zip(limits(found.drm), try expected["d_z_ci"].numbers()) {
      expectAgreement(mine, scale * theirs, digits: 8, "limit")
    }
  }

  // MARK: Laws

  @Test func equalVariancesMakeItTheAverageVarianceEffect() throws {
    let y = [1.0, 2, 3, 4, 5, 6]
    let x = [2.0, 4, 1, 6, 3, 5].map { $0 + 2 }
    expectAgreement(
      try CohensDrm(x, against: y).drm.value, try CohensDav(x, against: y).dav.value, digits: 13)
  }

  @Test func swappingNegatesWhatHasOneUnit() throws {
    let x = Self.after.map { 8 * $0 + 3 }
    let y = Self.before.map { 8 * $0 + 3 }
    let one = try CohensDrm(Self.after, against: Self.before)
    let moved = try CohensDrm(x.reversed(), against: y.reversed())
    expectAgreement(one.drm.value, moved.drm.value, digits: 12)
    expectAgreement(limits(one.drm)[1], limits(moved.drm)[1], digits: 10)
  }

  @Test func resamplesOfPairsGiveLimits() throws {
    let plan = BootstrapPlan.bca(resamples: 500, seed: 3)
    let found = try CohensDrm(Self.after, against: Self.before, bootstrap: plan)
    let twin = try CohensDrm(Self.after, against: Self.before)
    #expect(found.drm.value == twin.drm.value)
    #expect(limits(found.drm)[0] < found.drm.value && found.drm.value < limits(found.drm)[1])
    #expect(found.bootstrap?.plan == plan && twin.bootstrap == nil)
    #expect(found.report.method?.seed == 3)
  }

  // MARK: Edges and refusals

  @Test func refusesWhatHasNoUnit() {
    expectRefusal(.tooFew) { try CohensDrm([1], against: [2]) }
    expectRefusal(.lengthMismatch) { try CohensDrm([1, 2], against: [2]) }
    expectRefusal(.notFinite) { try CohensDrm([1, .infinity], against: [2, 3]) }
    expectRefusal(.constant) { try CohensDrm([1, 1, 1], against: [2, 2, 2]) }
    expectRefusal(.outOfRange) { try CohensDrm(Self.after, against: Self.before, confidence: 1) }
    expectRefusal(.tooFew) {
      try CohensDrm(Self.after, against: Self.before, bootstrap: .bca(resamples: -1))
    }
    expectRefusal(.constant) { try CohensDrm([1, 2, 3], against: [4, 4, 4]) }
    expectRefusal(.constant) { try CohensDrm([2, 3, 4], against: [1, 2, 3]) }
    expectRefusal(.outOfRange) { try CohensDrm([2, 4, 6], against: [1, 2, 3]) }
  }

  @Test func sizesOfValuesDoNotMatter() throws {
    let plain = try CohensDrm(Self.after, against: Self.before)
    let large = try CohensDrm(Self.after.map { $0 * 0x1p480 }, against: Self.before.map { $0 * 0x1p480 })
    expectAgreement(plain.drm.value, large.drm.value, digits: 12)
    let small = try CohensDrm(Self.after.map { $0 * 0x1p-400 }, against: Self.before.map { $0 * 0x1p-400 })
    expectAgreement(plain.drm.value, small.drm.value, digits: 12)
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try CohensDrm(Self.after, against: Self.before) }
    try checkFinding { try CohensDrm([1, 2, 4], against: [3, 2, 1.5], confidence: 0.5) }
    try checkFinding {
      try CohensDrm(Self.after, against: Self.before, bootstrap: .percentile(resamples: 99))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CohensDrm") { print in
      // page
      let before = [3.25, 4.00, 2.75, 4.50, 3.75, 3.00, 2.50, 4.25, 3.50, 4.75]
      let after = [3.75, 4.25, 2.75, 4.75, 3.50, 3.75, 3.50, 4.50, 4.00, 4.75]
      let trust = try CohensDrm(after, against: before)
      print(trust.named("generalized trust"))
      // end
    }
  }
}
