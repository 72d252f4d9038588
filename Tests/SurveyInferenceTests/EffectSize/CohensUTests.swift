import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CohensUTests {
  private static let treated = [3.2, 4.1, 5.0, 4.4, 3.9, 4.8]
  private static let control = [2.9, 3.1, 4.9, 2.2]

  private func limits(_ estimate: Estimate) -> [Double] {
    estimate.interval.map { [$0.lower, $0.upper] } ?? []
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("CohensU"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let level = try reference.options["conf_level"].number()
    let expected = reference.expected
    let found = try CohensU(first, against: second, confidence: level)
    try expectAgreement(found.u3.value, expected["U3"], digits: 11, "U₃")
    let d = try expected["cohen_d"].number().magnitude
    let upper = NormalDistribution.standard.lowerTail(d / 2)
    expectAgreement(found.u2.value, upper, digits: 11)
    expectAgreement(found.u1.value, (2 * upper - 1) / upper, digits: 10)
    // The overlap and U₁ describe the same area: U₁ = (2 - 2·overlap)/(2 - overlap).
    let overlap = try expected["overlap"].number()
    expectAgreement(found.u1.value, (2 - 2 * overlap) / (2 - overlap), digits: 10)
  }

  // MARK: Laws

  @Test func groupsThatDoNotDifferHaveTheirLimitsFromZero() throws {
    let found = try CohensU([1, 2, 3], against: [0, 2, 4])
    #expect(found.u1.value == 0 && found.u2.value == 0.5 && found.u3.value == 0.5)
    #expect(limits(found.u1)[0] == 0 && limits(found.u2)[0] == 0.5)
    #expect(limits(found.u3)[0] < 0.5 && limits(found.u3)[1] > 0.5)
  }

  @Test func swappingMirrorsAndScaleDoesNotMatter() throws {
    let found = try CohensU(Self.treated, against: Self.control)
    let swapped = try CohensU(Self.control, against: Self.treated)
    expectAgreement(swapped.u3.value, 1 - found.u3.value, digits: 13)
    let moved = try CohensU(
      Self.treated.reversed().map { 8 * $0 }, against: Self.control.reversed().map { 8 * $0 })
    expectAgreement(moved.u3.value, found.u3.value, digits: 12)
  }

  @Test func resamplesOfEachGroupGiveLimits() throws {
    let plan = BootstrapPlan.bca(resamples: 400, seed: 5)
    let found = try CohensU(Self.treated, against: Self.control, bootstrap: plan)
    let twin = try CohensU(Self.treated, against: Self.control)
    #expect(found.u3.value == twin.u3.value)
    let ends = limits(found.u3)
    #expect(ends[0] <= found.u3.value && found.u3.value <= ends[1] && ends[0] < ends[1])
    #expect(found.bootstrap?.plan == plan && twin.bootstrap == nil)
    #expect(found.report.method?.seed == 5)
    expectRefusal(.tooFew) { try CohensU(Self.treated, against: Self.control, bootstrap: .bca(resamples: 0)) }
    expectRefusal(.infeasible) {
      try CohensU(Self.treated, against: Self.control, bootstrap: .bca(resamples: .max))
    }
  }

  // MARK: Refusals

  @Test func refusesWhatItCannotCompare() throws {
    expectRefusal(.tooFew) { try CohensU([1.0], against: [1, 2]) }
    expectRefusal(.tooFew) { try CohensU([1.0, 2], against: []) }
    expectRefusal(.notFinite) { try CohensU([1, .infinity], against: [1, 2]) }
    expectRefusal(.outOfRange) { try CohensU([1, 2], against: [3, 5], confidence: .nan) }
    expectRefusal(.constant) { try CohensU([3, 3], against: [5, 5, 5]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try CohensU(Self.treated, against: Self.control) }
    try checkFinding { try CohensU([1.0, 2], against: [2, 3.5], confidence: 0.2) }
    try checkFinding {
      try CohensU(Self.treated, against: Self.control, bootstrap: .percentile(resamples: 99))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CohensU") { print in
      // page
      let participants = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75]
      let trust = try CohensU(participants, against: others)
      print(trust.named("generalized trust", "participant", "other"))
      // end
    }
  }
}
