import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CohensDavTests {
  static let before = [3.2, 4.1, 2.8, 3.9, 4.5, 3.3, 2.9, 4.0]
  static let after = [2.9, 3.6, 2.9, 3.1, 4.2, 3.0, 2.1, 3.8]

  private func limits(_ estimate: Estimate) -> [Double] {
    estimate.interval.map { [$0.lower, $0.upper] } ?? []
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("CohensDav"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (x, y) = try reference.pairs()
    let level = try reference.options["conf_level"].number()
    let expected = reference.expected
    let found = try CohensDav(x, against: y, confidence: level)
    try expectAgreement(found.correlation, expected["r"], digits: 11, "r")
    try expectAgreement(found.dav.value, expected["d_av_rms_sd"], digits: 11, floor: 1e-15, "rms")
    let mean = try CohensDav(x, against: y, denominator: .meanStandardDeviation, confidence: level)
    try expectAgreement(mean.dav.value, expected["d_av_mean_sd"], digits: 11, floor: 1e-15, "mean")
  }

  // MARK: Laws

  @Test func theIntervalIsBonetts() throws {
    let found = try CohensDav(Self.after, against: Self.before)
    let t = try PairedTTest(Self.after, against: Self.before)
    for (mine, theirs) in zip(limits(found.dav), limits(t.averageVarianceEffect)) {
      expectAgreement(mine, theirs, digits: 12)
    }
    let mean = try CohensDav(Self.after, against: Self.before, denominator: .meanStandardDeviation)
    #expect(mean.dav.interval?.method == "delta method" && found.dav.interval?.method == "Bonett")
  }

  /// The standard errors against the spread of the effect in many samples of normal pairs.
  @Test(arguments: CohensDav.Denominator.allCases)
  func theErrorIsTheSpreadOfManySamples(_ denominator: CohensDav.Denominator) throws {
    var numbers = FixedNumbers(seed: 12)
    var (values, errors): ([Double], [Double]) = ([], [])
    for _ in 0..<1_500 {
      let base = (0..<60).map { _ in numbers.bell() }
      let x = base.map { 1.1 + 1.5 * (0.8 * $0 + 0.6 * numbers.bell()) }
      let found = try CohensDav(x, against: base, denominator: denominator)
      values.append(found.dav.value)
      errors.append(try #require(found.dav.standardError))
    }
    let mean = errors.reduce(0, +) / 1_500
    expectAgreement(try #require(Moments(values).standardDeviation) / mean, 1, digits: 1.2)
  }

  @Test func swappingNegatesWhatHasOneUnit() throws {
    let x = Self.after.map { 8 * $0 + 3 }
    let y = Self.before.map { 8 * $0 + 3 }
    let one = try CohensDav(Self.after, against: Self.before)
    let moved = try CohensDav(x.reversed(), against: y.reversed())
    expectAgreement(one.dav.value, moved.dav.value, digits: 12)
    expectAgreement(limits(one.dav)[1], limits(moved.dav)[1], digits: 10)
  }

  @Test func resamplesOfPairsGiveLimits() throws {
    let plan = BootstrapPlan.bca(resamples: 500, seed: 3)
    let found = try CohensDav(Self.after, against: Self.before, bootstrap: plan)
    let twin = try CohensDav(Self.after, against: Self.before)
    #expect(found.dav.value == twin.dav.value)
    #expect(limits(found.dav)[0] < found.dav.value && found.dav.value < limits(found.dav)[1])
    #expect(found.bootstrap?.plan == plan && twin.bootstrap == nil)
    #expect(found.report.method?.seed == 3)
  }

  // MARK: Edges and refusals

  @Test func refusesWhatHasNoUnit() {
    expectRefusal(.tooFew) { try CohensDav([1], against: [2]) }
    expectRefusal(.lengthMismatch) { try CohensDav([1, 2], against: [2]) }
    expectRefusal(.notFinite) { try CohensDav([1, .infinity], against: [2, 3]) }
    expectRefusal(.constant) { try CohensDav([1, 1, 1], against: [2, 2, 2]) }
    expectRefusal(.outOfRange) { try CohensDav(Self.after, against: Self.before, confidence: 1) }
    expectRefusal(.tooFew) {
      try CohensDav(Self.after, against: Self.before, bootstrap: .bca(resamples: -1))
    }
  }

  @Test func sizesOfValuesDoNotMatter() throws {
    let plain = try CohensDav(Self.after, against: Self.before)
    let large = try CohensDav(Self.after.map { $0 * 0x1p480 }, against: Self.before.map { $0 * 0x1p480 })
    expectAgreement(plain.dav.value, large.dav.value, digits: 12)
    let small = try CohensDav(Self.after.map { $0 * 0x1p-400 }, against: Self.before.map { $0 * 0x1p-400 })
    expectAgreement(plain.dav.value, small.dav.value, digits: 12)
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try CohensDav(Self.after, against: Self.before) }
    try checkFinding { try CohensDav([1, 2, 4], against: [3, 2, 1.5], confidence: 0.5) }
    try checkFinding {
      try CohensDav(Self.after, against: Self.before, bootstrap: .percentile(resamples: 99))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CohensDav") { print in
      // page
      let before = [3.25, 4.00, 2.75, 4.50, 3.75, 3.00, 2.50, 4.25, 3.50, 4.75]
      let after = [3.75, 4.25, 2.75, 4.75, 3.50, 3.75, 3.50, 4.50, 4.00, 4.75]
      let trust = try CohensDav(after, against: before)
      print(trust.named("generalized trust"))
      // end
    }
  }
}
