import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BeckersDbTests {
  static let before = [3.2, 4.1, 2.8, 3.9, 4.5, 3.3, 2.9, 4.0]
  static let after = [2.9, 3.6, 2.9, 3.1, 4.2, 3.0, 2.1, 3.8]

  private func limits(_ estimate: Estimate) -> [Double] {
    estimate.interval.map { [$0.lower, $0.upper] } ?? []
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("BeckersDb"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (x, y) = try reference.pairs()
    let level = try reference.options["conf_level"].number()
    let expected = reference.expected
    let found = try BeckersDb(x, against: y, confidence: level)
    try expectAgreement(found.correlation, expected["r"], digits: 11, "r")
    try expectAgreement(found.db.value, expected["d_pre_sd"], digits: 11, floor: 1e-15, "d")
    let d = try expected["d_pre_sd"].number()
    expectAgreement(found.gb.value, found.correctionFactor * d, digits: 11, floor: 1e-15, "g")
  }

  // MARK: Laws

  @Test func theErrorIsTheSpreadOfManySamples() throws {
    var numbers = FixedNumbers(seed: 12)
    var (values, errors): ([Double], [Double]) = ([], [])
    for _ in 0..<1_500 {
      let base = (0..<60).map { _ in numbers.bell() }
      let x = base.map { 1.1 + 1.5 * (0.8 * $0 + 0.6 * numbers.bell()) }
      let found = try BeckersDb(x, against: base)
      values.append(found.db.value)
      errors.append(try #require(found.db.standardError))
    }
    let mean = errors.reduce(0, +) / 1_500
    expectAgreement(try #require(Moments(values).standardDeviation) / mean, 1, digits: 1.2)
  }

  @Test func theUnitIsTheBaselineAlone() throws {
    let found = try BeckersDb([1, 5, 9, 20], against: [2, 3, 4, 7])
    // SD of the baseline: √(14/3).
    expectAgreement(found.db.value, 4.75 / (14.0 / 3).squareRoot(), digits: 14)
  }

  @Test func swappingNegatesWhatHasOneUnit() throws {
    let x = Self.after.map { 8 * $0 + 3 }
    let y = Self.before.map { 8 * $0 + 3 }
    let one = try BeckersDb(Self.after, against: Self.before)
    let moved = try BeckersDb(x.reversed(), against: y.reversed())
    expectAgreement(one.db.value, moved.db.value, digits: 12)
    expectAgreement(limits(one.db)[1], limits(moved.db)[1], digits: 10)
  }

  @Test func resamplesOfPairsGiveLimits() throws {
    let plan = BootstrapPlan.bca(resamples: 500, seed: 3)
    let found = try BeckersDb(Self.after, against: Self.before, bootstrap: plan)
    let twin = try BeckersDb(Self.after, against: Self.before)
    #expect(found.db.value == twin.db.value)
    #expect(limits(found.db)[0] < found.db.value && found.db.value < limits(found.db)[1])
    #expect(found.bootstrap?.plan == plan && twin.bootstrap == nil)
    #expect(found.report.method?.seed == 3)
  }

  // MARK: Edges and refusals

  @Test func refusesWhatHasNoUnit() {
    expectRefusal(.tooFew) { try BeckersDb([1], against: [2]) }
    expectRefusal(.lengthMismatch) { try BeckersDb([1, 2], against: [2]) }
    expectRefusal(.notFinite) { try BeckersDb([1, .infinity], against: [2, 3]) }
    expectRefusal(.constant) { try BeckersDb([1, 1, 1], against: [2, 2, 2]) }
    expectRefusal(.outOfRange) { try BeckersDb(Self.after, against: Self.before, confidence: 1) }
    expectRefusal(.tooFew) {
      try BeckersDb(Self.after, against: Self.before, bootstrap: .bca(resamples: -1))
    }
    expectRefusal(.constant) { try BeckersDb([1, 2, 3], against: [4, 4, 4]) }
  }

  @Test func sizesOfValuesDoNotMatter() throws {
    let plain = try BeckersDb(Self.after, against: Self.before)
    let large = try BeckersDb(Self.after.map { $0 * 0x1p480 }, against: Self.before.map { $0 * 0x1p480 })
    expectAgreement(plain.db.value, large.db.value, digits: 12)
    let small = try BeckersDb(Self.after.map { $0 * 0x1p-400 }, against: Self.before.map { $0 * 0x1p-400 })
    expectAgreement(plain.db.value, small.db.value, digits: 12)
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try BeckersDb(Self.after, against: Self.before) }
    try checkFinding { try BeckersDb([1, 2, 4], against: [3, 2, 1.5], confidence: 0.5) }
    try checkFinding {
      try BeckersDb(Self.after, against: Self.before, bootstrap: .percentile(resamples: 99))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BeckersDb") { print in
      // page
      let before = [3.25, 4.00, 2.75, 4.50, 3.75, 3.00, 2.50, 4.25, 3.50, 4.75]
      let after = [3.75, 4.25, 2.75, 4.75, 3.50, 3.75, 3.50, 4.50, 4.00, 4.75]
      let trust = try BeckersDb(after, against: before)
      print(trust.named("generalized trust"))
      // end
    }
  }
}
