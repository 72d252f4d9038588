import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct AverageVarianceDTests {
  private static let treated = [3.2, 4.1, 5.0, 4.4, 3.9, 4.8]
  private static let control = [2.9, 3.1, 4.9, 2.2]

  private func limits(_ estimate: Estimate) -> [Double] {
    estimate.interval.map { [$0.lower, $0.upper] } ?? []
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("AverageVarianceD"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let level = try reference.options["conf_level"].number()
    let expected = reference.expected
    let found = try AverageVarianceD(first, against: second, confidence: level)
    try expectAgreement(found.d.value, expected["d_average_variance"], digits: 11, "d")
  }

  // MARK: Laws

  @Test func itIsTheEffectOfWelchsTest() throws {
    let found = try AverageVarianceD(Self.treated, against: Self.control)
    #expect(found.d == (try WelchTest(Self.treated, against: Self.control).effect))
    #expect(found.d.interval?.method == "Bonett")
  }

  @Test func swappingMirrorsAndScaleDoesNotMatter() throws {
    let found = try AverageVarianceD(Self.treated, against: Self.control)
    let swapped = try AverageVarianceD(Self.control, against: Self.treated)
    expectAgreement(swapped.d.value, -found.d.value, digits: 13)
    let moved = try AverageVarianceD(
      Self.treated.reversed().map { 8 * $0 }, against: Self.control.reversed().map { 8 * $0 })
    expectAgreement(moved.d.value, found.d.value, digits: 12)
  }

  @Test func resamplesOfEachGroupGiveLimits() throws {
    let plan = BootstrapPlan.bca(resamples: 400, seed: 5)
    let found = try AverageVarianceD(Self.treated, against: Self.control, bootstrap: plan)
    let twin = try AverageVarianceD(Self.treated, against: Self.control)
    #expect(found.d.value == twin.d.value)
    let ends = limits(found.d)
    #expect(ends[0] <= found.d.value && found.d.value <= ends[1] && ends[0] < ends[1])
    #expect(found.bootstrap?.plan == plan && twin.bootstrap == nil)
    #expect(found.report.method?.seed == 5)
    expectRefusal(.tooFew) {
      try AverageVarianceD(Self.treated, against: Self.control, bootstrap: .bca(resamples: 0))
    }
    expectRefusal(.infeasible) {
      try AverageVarianceD(Self.treated, against: Self.control, bootstrap: .bca(resamples: .max))
    }
  }

  // MARK: Refusals

  @Test func refusesWhatItCannotCompare() throws {
    expectRefusal(.tooFew) { try AverageVarianceD([1.0], against: [1, 2]) }
    expectRefusal(.tooFew) { try AverageVarianceD([1.0, 2], against: []) }
    expectRefusal(.notFinite) { try AverageVarianceD([1, .infinity], against: [1, 2]) }
    expectRefusal(.outOfRange) { try AverageVarianceD([1, 2], against: [3, 5], confidence: .nan) }
    expectRefusal(.constant) { try AverageVarianceD([3, 3], against: [5, 5, 5]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try AverageVarianceD(Self.treated, against: Self.control) }
    try checkFinding { try AverageVarianceD([1.0, 2], against: [2, 3.5], confidence: 0.2) }
    try checkFinding {
      try AverageVarianceD(Self.treated, against: Self.control, bootstrap: .percentile(resamples: 99))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("AverageVarianceD") { print in
      // page
      let participants = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75]
      let trust = try AverageVarianceD(participants, against: others)
      print(trust.named("generalized trust", "participant", "other"))
      // end
    }
  }
}
