import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct OverlapCoefficientTests {
  private static let treated = [3.2, 4.1, 5.0, 4.4, 3.9, 4.8]
  private static let control = [2.9, 3.1, 4.9, 2.2]

  private func limits(_ estimate: Estimate) -> [Double] {
    estimate.interval.map { [$0.lower, $0.upper] } ?? []
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("OverlapCoefficient"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let level = try reference.options["conf_level"].number()
    let expected = reference.expected
    let found = try OverlapCoefficient(first, against: second, confidence: level)
    try expectAgreement(found.overlap.value, expected["overlap"], digits: 11, "overlap")
  }

  // MARK: Laws

  @Test func theSharesAreCountedOnce() throws {
    let found = try OverlapCoefficient([1, 1, 2, 3], against: [1, 2, 2, 2, 5], model: .shares)
    // ¹⁄₅ of the ones and ¼ of the twos.
    expectAgreement(found.overlap.value, 0.45, digits: 15)
    #expect(found.overlap.interval == nil && found.report.notes.count == 1)
    #expect(try OverlapCoefficient([1, 1], against: [2, 2], model: .shares).overlap.value == 0)
    #expect(try OverlapCoefficient([4, 4], against: [4, 4, 4], model: .shares).overlap.value == 1)
  }

  @Test func theKernelSeesEqualAndSeparateGroups() throws {
    let same = try OverlapCoefficient(Self.treated, against: Self.treated, model: .kernel)
    expectAgreement(same.overlap.value, 1, digits: 2.5)
    let apart = try OverlapCoefficient([1, 2, 3], against: [1001, 1002, 1003], model: .kernel)
    #expect(apart.overlap.value < 1e-9)
    expectRefusal(.constant) { try OverlapCoefficient([1, 1], against: [1, 2], model: .kernel) }
    let resampled = try OverlapCoefficient(
      Self.treated, against: Self.control, model: .kernel, bootstrap: .percentile(resamples: 50))
    #expect(resampled.overlap.interval != nil)
    expectRefusal(.infeasible) {
      try OverlapCoefficient(
        Self.treated, against: Self.control, model: .kernel, bootstrap: .bca(resamples: 20_000_000))
    }
  }

  /// Large normal groups: the kernel comes near the model.
  @Test func theKernelAgreesWithTheModelWhereItHolds() throws {
    var state = RandomStream(seed: 2)
    let x = (0..<2_000).map { _ in state.normal() + 1 }
    let y = (0..<2_000).map { _ in state.normal() }
    let model = try OverlapCoefficient(x, against: y)
    let kernel = try OverlapCoefficient(x, against: y, model: .kernel)
    expectAgreement(kernel.overlap.value, model.overlap.value, digits: 1.3)
  }

  @Test func swappingMirrorsAndScaleDoesNotMatter() throws {
    let found = try OverlapCoefficient(Self.treated, against: Self.control)
    let swapped = try OverlapCoefficient(Self.control, against: Self.treated)
    expectAgreement(swapped.overlap.value, found.overlap.value, digits: 13)
    let moved = try OverlapCoefficient(
      Self.treated.reversed().map { 8 * $0 }, against: Self.control.reversed().map { 8 * $0 })
    expectAgreement(moved.overlap.value, found.overlap.value, digits: 12)
  }

  @Test func resamplesOfEachGroupGiveLimits() throws {
    let plan = BootstrapPlan.bca(resamples: 400, seed: 5)
    let found = try OverlapCoefficient(Self.treated, against: Self.control, bootstrap: plan)
    let twin = try OverlapCoefficient(Self.treated, against: Self.control)
    #expect(found.overlap.value == twin.overlap.value)
    let ends = limits(found.overlap)
    #expect(ends[0] <= found.overlap.value && found.overlap.value <= ends[1] && ends[0] < ends[1])
    #expect(found.bootstrap?.plan == plan && twin.bootstrap == nil)
    #expect(found.report.method?.seed == 5)
    expectRefusal(.tooFew) {
      try OverlapCoefficient(Self.treated, against: Self.control, bootstrap: .bca(resamples: 0))
    }
    expectRefusal(.infeasible) {
      try OverlapCoefficient(Self.treated, against: Self.control, bootstrap: .bca(resamples: .max))
    }
  }

  // MARK: Refusals

  @Test func refusesWhatItCannotCompare() throws {
    expectRefusal(.tooFew) { try OverlapCoefficient([1.0], against: [1, 2]) }
    expectRefusal(.tooFew) { try OverlapCoefficient([1.0, 2], against: []) }
    expectRefusal(.notFinite) { try OverlapCoefficient([1, .infinity], against: [1, 2]) }
    expectRefusal(.outOfRange) { try OverlapCoefficient([1, 2], against: [3, 5], confidence: .nan) }
    expectRefusal(.constant) { try OverlapCoefficient([3, 3], against: [5, 5, 5]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try OverlapCoefficient(Self.treated, against: Self.control) }
    try checkFinding { try OverlapCoefficient([1.0, 2], against: [2, 3.5], confidence: 0.2) }
    try checkFinding {
      try OverlapCoefficient(Self.treated, against: Self.control, bootstrap: .percentile(resamples: 99))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("OverlapCoefficient") { print in
      // page
      let participants = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75]
      let trust = try OverlapCoefficient(participants, against: others)
      print(trust.named("generalized trust", "participant", "other"))
      // end
    }
  }
}
