import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CohensDzTests {
  static let before = [3.2, 4.1, 2.8, 3.9, 4.5, 3.3, 2.9, 4.0]
  static let after = [2.9, 3.6, 2.9, 3.1, 4.2, 3.0, 2.1, 3.8]

  private func limits(_ estimate: Estimate) -> [Double] {
    estimate.interval.map { [$0.lower, $0.upper] } ?? []
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("CohensDz"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (x, y) = try reference.pairs()
    let level = try reference.options["conf_level"].number()
    let expected = reference.expected
    let found = try CohensDz(x, against: y, confidence: level)
    try expectAgreement(found.correlation, expected["r"], digits: 11, "r")
    try expectAgreement(found.dz.value, expected["d_z"], digits: 11, floor: 1e-15, "d_z")
    try expectAgreement(limits(found.dz), expected["d_z_ci"], digits: 8, "limits")
    try expectAgreement(found.gz.value, expected["g_z_exact"], digits: 11, floor: 1e-15, "g_z")
  }

  // MARK: Laws

  @Test func itIsTOverTheRootOfThePairs() throws {
    let found = try CohensDz(Self.after, against: Self.before)
    let t = try PairedTTest(Self.after, against: Self.before)
    expectAgreement(found.dz.value, t.statistic.value / 8.0.squareRoot(), digits: 13)
    #expect(limits(found.dz).count == 2)
    for (mine, theirs) in zip(limits(found.dz), limits(t.effectOfDifferences)) {
      expectAgreement(mine, theirs, digits: 10)
    }
  }

  @Test func swappingNegatesWhatHasOneUnit() throws {
    let x = Self.after.map { 8 * $0 + 3 }
    let y = Self.before.map { 8 * $0 + 3 }
    let one = try CohensDz(Self.after, against: Self.before)
    let moved = try CohensDz(x.reversed(), against: y.reversed())
    expectAgreement(one.dz.value, moved.dz.value, digits: 12)
    expectAgreement(limits(one.dz)[1], limits(moved.dz)[1], digits: 10)
  }

  @Test func resamplesOfPairsGiveLimits() throws {
    let plan = BootstrapPlan.bca(resamples: 500, seed: 3)
    let found = try CohensDz(Self.after, against: Self.before, bootstrap: plan)
    let twin = try CohensDz(Self.after, against: Self.before)
    #expect(found.dz.value == twin.dz.value)
    #expect(limits(found.dz)[0] < found.dz.value && found.dz.value < limits(found.dz)[1])
    #expect(found.bootstrap?.plan == plan && twin.bootstrap == nil)
    #expect(found.report.method?.seed == 3)
  }

  // MARK: Edges and refusals

  @Test func refusesWhatHasNoUnit() {
    expectRefusal(.tooFew) { try CohensDz([1], against: [2]) }
    expectRefusal(.lengthMismatch) { try CohensDz([1, 2], against: [2]) }
    expectRefusal(.notFinite) { try CohensDz([1, .infinity], against: [2, 3]) }
    expectRefusal(.constant) { try CohensDz([1, 1, 1], against: [2, 2, 2]) }
    expectRefusal(.outOfRange) { try CohensDz(Self.after, against: Self.before, confidence: 1) }
    expectRefusal(.tooFew) {
      try CohensDz(Self.after, against: Self.before, bootstrap: .bca(resamples: -1))
    }
    expectRefusal(.constant) { try CohensDz([2, 3, 4], against: [1, 2, 3]) }
    expectRefusal(.outOfRange) { try CohensDz([2, 3, 4 + 1e-9], against: [1, 2, 3]) }
  }

  @Test func sizesOfValuesDoNotMatter() throws {
    let plain = try CohensDz(Self.after, against: Self.before)
    let large = try CohensDz(Self.after.map { $0 * 0x1p480 }, against: Self.before.map { $0 * 0x1p480 })
    expectAgreement(plain.dz.value, large.dz.value, digits: 12)
    let small = try CohensDz(Self.after.map { $0 * 0x1p-400 }, against: Self.before.map { $0 * 0x1p-400 })
    expectAgreement(plain.dz.value, small.dz.value, digits: 12)
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try CohensDz(Self.after, against: Self.before) }
    try checkFinding { try CohensDz([1, 2, 4], against: [3, 2, 1.5], confidence: 0.5) }
    try checkFinding {
      try CohensDz(Self.after, against: Self.before, bootstrap: .percentile(resamples: 99))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CohensDz") { print in
      // page
      let before = [3.25, 4.00, 2.75, 4.50, 3.75, 3.00, 2.50, 4.25, 3.50, 4.75]
      let after = [3.75, 4.25, 2.75, 4.75, 3.50, 3.75, 3.50, 4.50, 4.00, 4.75]
      let trust = try CohensDz(after, against: before)
      print(trust.named("generalized trust"))
      // end
    }
  }
}
