import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct LogRatioOfMeansTests {
  private static let treated = [3.2, 4.1, 5.0, 4.4, 3.9, 4.8]
  private static let control = [2.9, 3.1, 4.9, 2.2]

  private func limits(_ estimate: Estimate) -> [Double] {
    estimate.interval.map { [$0.lower, $0.upper] } ?? []
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("LogRatioOfMeans"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let first = try reference.options["group"].numbers()
    let second = try reference.options["baseline"].numbers()
    for (correction, key) in [(LogRatioOfMeans.Correction.lajeunesse, "lajeunesse"), (.none, "plain")] {
      let found = try LogRatioOfMeans(first, against: second, correction: correction)
      let expected = reference.expected[key]
      try expectAgreement(found.logRatio.value, expected["estimate"], digits: 11, "log ratio")
      try expectAgreement(found.logRatio.standardError, expected["se"], digits: 11, "SE")
      try expectAgreement(limits(found.logRatio), expected["ci"], digits: 11, "limits")
      try expectAgreement(limits(found.ratio), expected["ratio_ci"], digits: 11, "limits of the ratio")
    }
  }

  // MARK: Laws

  @Test func theCorrectionIsLajeunesses() throws {
    let corrected = try LogRatioOfMeans(Self.treated, against: Self.control)
    let plain = try LogRatioOfMeans(Self.treated, against: Self.control, correction: .none)
    func share(_ x: [Double]) -> Double {
      let n = Double(x.count)
      let mean = x.reduce(0, +) / n
      return x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1) / n / mean / mean
    }
    let (a, b) = (share(Self.treated), share(Self.control))
    expectAgreement(corrected.logRatio.value - plain.logRatio.value, (a - b) / 2, digits: 11)
    let (e, f) = (try #require(corrected.logRatio.standardError), try #require(plain.logRatio.standardError))
    expectAgreement(f * f, a + b, digits: 13)
    expectAgreement(e * e, a + b + (a * a + b * b) / 2, digits: 13)
    expectAgreement(plain.ratio.value, (25.4 / 6) / (13.1 / 4), digits: 13)
  }

  @Test func orderAndScaleDoNotMatter() throws {
    let found = try LogRatioOfMeans(Self.treated, against: Self.control)
    let moved = try LogRatioOfMeans(
      Self.treated.reversed().map { 8 * $0 }, against: Self.control.reversed().map { 8 * $0 })
    expectAgreement(moved.logRatio.value, found.logRatio.value, digits: 12)
  }

  @Test func resamplesOfEachGroupGiveLimits() throws {
    let plan = BootstrapPlan.bca(resamples: 400, seed: 5)
    let found = try LogRatioOfMeans(Self.treated, against: Self.control, bootstrap: plan)
    let twin = try LogRatioOfMeans(Self.treated, against: Self.control)
    #expect(found.logRatio.value == twin.logRatio.value)
    let ends = limits(found.logRatio)
    #expect(ends[0] <= found.logRatio.value && found.logRatio.value <= ends[1] && ends[0] < ends[1])
    #expect(found.bootstrap?.plan == plan && twin.bootstrap == nil)
    #expect(found.report.method?.seed == 5)
    expectRefusal(.tooFew) {
      try LogRatioOfMeans(Self.treated, against: Self.control, bootstrap: .bca(resamples: 0))
    }
    expectRefusal(.infeasible) {
      try LogRatioOfMeans(Self.treated, against: Self.control, bootstrap: .bca(resamples: .max))
    }
  }

  // MARK: Refusals

  @Test func refusesWhatItCannotCompare() throws {
    expectRefusal(.tooFew) { try LogRatioOfMeans([1.0], against: [1, 2]) }
    expectRefusal(.tooFew) { try LogRatioOfMeans([1.0, 2], against: []) }
    expectRefusal(.notFinite) { try LogRatioOfMeans([1, .infinity], against: [1, 2]) }
    expectRefusal(.outOfRange) { try LogRatioOfMeans([1, 2], against: [3, 5], confidence: .nan) }
    expectRefusal(.constant) { try LogRatioOfMeans([3, 3], against: [5, 5, 5]) }
    expectRefusal(.outOfRange) { try LogRatioOfMeans([-1, 1], against: [3, 5]) }
    expectRefusal(.outOfRange) { try LogRatioOfMeans([1, 1.5], against: [3, -5]) }
    expectRefusal(.outOfRange) { try LogRatioOfMeans([1e150, 2e150], against: [1e-170, 2e-170]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try LogRatioOfMeans(Self.treated, against: Self.control) }
    try checkFinding { try LogRatioOfMeans([1.0, 2], against: [2, 3.5], confidence: 0.2) }
    try checkFinding {
      try LogRatioOfMeans(Self.treated, against: Self.control, bootstrap: .percentile(resamples: 99))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("LogRatioOfMeans") { print in
      // page
      let participants = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75]
      let trust = try LogRatioOfMeans(participants, against: others)
      print(trust.named("generalized trust", "participant", "other"))
      // end
    }
  }
}
