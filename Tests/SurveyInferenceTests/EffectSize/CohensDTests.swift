import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CohensDTests {
  private static let treated = [3.2, 4.1, 5.0, 4.4, 3.9, 4.8]
  private static let control = [2.9, 3.1, 4.9, 2.2]

  private func limits(_ estimate: Estimate) -> [Double] {
    estimate.interval.map { [$0.lower, $0.upper] } ?? []
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("CohensD"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let level = try reference.options["conf_level"].number()
    let expected = reference.expected
    let found = try CohensD(first, against: second, confidence: level)
    try expectAgreement(found.d.value, expected["cohen_d"], digits: 11, "d")
    try expectAgreement(limits(found.d), expected["d_ci"], digits: 8, "limits")
    try expectAgreement(found.d.standardError, expected["d_asymptotic_se"], digits: 11, "SE")
    try expectAgreement(found.equivalentCorrelation, expected["r_equivalent"], digits: 11, "r")
  }

  // MARK: Laws

  @Test func itIsTheDOfHedgesG() throws {
    let found = try CohensD(Self.treated, against: Self.control)
    let twin = try HedgesG(Self.treated, against: Self.control)
    expectAgreement(found.d.value, twin.d.value, digits: 15)
    for (mine, theirs) in zip(limits(found.d), limits(twin.d)) { expectAgreement(mine, theirs, digits: 11) }
  }

  @Test func theEquivalentCorrelationIsThatOfGroupAndValue() throws {
    let found = try CohensD(Self.treated, against: Self.control)
    let group = [1.0, 1, 1, 1, 1, 1, 0, 0, 0, 0]
    let r = try PearsonCorrelation(group, with: Self.treated + Self.control)
    expectAgreement(found.equivalentCorrelation, r.correlation.value, digits: 13)
  }

  @Test func swappingMirrorsAndScaleDoesNotMatter() throws {
    let found = try CohensD(Self.treated, against: Self.control)
    let swapped = try CohensD(Self.control, against: Self.treated)
    expectAgreement(swapped.d.value, -found.d.value, digits: 13)
    let moved = try CohensD(
      Self.treated.reversed().map { 8 * $0 }, against: Self.control.reversed().map { 8 * $0 })
    expectAgreement(moved.d.value, found.d.value, digits: 12)
  }

  @Test func resamplesOfEachGroupGiveLimits() throws {
    let plan = BootstrapPlan.bca(resamples: 400, seed: 5)
    let found = try CohensD(Self.treated, against: Self.control, bootstrap: plan)
    let twin = try CohensD(Self.treated, against: Self.control)
    #expect(found.d.value == twin.d.value)
    let ends = limits(found.d)
    #expect(ends[0] <= found.d.value && found.d.value <= ends[1] && ends[0] < ends[1])
    #expect(found.bootstrap?.plan == plan && twin.bootstrap == nil)
    #expect(found.report.method?.seed == 5)
    expectRefusal(.tooFew) { try CohensD(Self.treated, against: Self.control, bootstrap: .bca(resamples: 0)) }
    expectRefusal(.infeasible) {
      try CohensD(Self.treated, against: Self.control, bootstrap: .bca(resamples: .max))
    }
  }

  // MARK: Refusals

  @Test func refusesWhatItCannotCompare() throws {
    expectRefusal(.tooFew) { try CohensD([1.0], against: [1, 2]) }
    expectRefusal(.tooFew) { try CohensD([1.0, 2], against: []) }
    expectRefusal(.notFinite) { try CohensD([1, .infinity], against: [1, 2]) }
    expectRefusal(.outOfRange) { try CohensD([1, 2], against: [3, 5], confidence: .nan) }
    expectRefusal(.constant) { try CohensD([3, 3], against: [5, 5, 5]) }
    // A difference of so many standard errors is beyond the noncentral t distribution.
    expectRefusal(.outOfRange) { try CohensD([1, 1 + 1e-9], against: [3, 3 + 1e-9]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try CohensD(Self.treated, against: Self.control) }
    try checkFinding { try CohensD([1.0, 2], against: [2, 3.5], confidence: 0.2) }
    try checkFinding {
      try CohensD(Self.treated, against: Self.control, bootstrap: .percentile(resamples: 99))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CohensD") { print in
      // page
      let participants = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75]
      let trust = try CohensD(participants, against: others)
      print(trust.named("generalized trust", "participant", "other"))
      // end
    }
  }
}
