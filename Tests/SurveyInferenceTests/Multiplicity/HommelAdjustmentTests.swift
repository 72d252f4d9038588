import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct HommelAdjustmentTests {
  static let pValues = [0.04, 0.001, 0.2, 0.04, 0.013]

  // MARK: Reference

  /// The reference leaves a missing p-value out of the family; here it is refused, so that it must be
  /// left out before.
  @Test(arguments: try Fixture.cases("HommelAdjustment"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let given = try reference.options["p"].numbers()
    let expected = try reference.expected["hommel"].numbers().filter { !$0.isNaN }
    let found = try HommelAdjustment(given.filter { !$0.isNaN }).adjusted
    #expect(found.count == expected.count)
    for (one, other) in zip(found, expected) { expectAgreement(one, other, digits: 13) }
  }

  // MARK: Laws

  /// The closed procedure: the largest Simes p-value of all families that hold a test.
  @Test func itIsTheClosedProcedureOfSimesTest() throws {
    var numbers = FixedNumbers(seed: 13)
    for round in 0..<60 {
      let count = 1 + round % 7
      let pValues = (0..<count).map { _ in (numbers.uniform() * 40).rounded() / 40 }
      var expected = [Double](repeating: 0, count: count)
      for family in 1..<(1 << count) {
        let members = (0..<count).filter { family & (1 << $0) != 0 }
        let sorted = members.map { pValues[$0] }.sorted()
        let simes = sorted.enumerated().map { Double(sorted.count) * $1 / Double($0 + 1) }.min() ?? 1
        for member in members { expected[member] = max(expected[member], simes) }
      }
      for (one, other) in zip(try HommelAdjustment(pValues).adjusted, expected) {
        expectAgreement(one, other, digits: 14)
      }
    }
  }

  @Test func refusesMoreTestsThanItsStepsAllow() {
    expectRefusal(.infeasible) { try HommelAdjustment([Double](repeating: 0.5, count: 20_001)) }
  }

  @Test func theOrderOfTheTestsIsKept() throws {
    let plain = try HommelAdjustment(Self.pValues)
    let turned = try HommelAdjustment(Self.pValues.reversed())
    #expect(turned.adjusted == plain.adjusted.reversed())
    #expect(plain.pValues == Self.pValues)
    #expect(plain.adjusted[0] == plain.adjusted[3], "equal p-values are adjusted alike")
  }

  // MARK: Edges and refusals

  @Test func oneTestIsNotAdjustedAndNoneExceedsOne() throws {
    expectAgreement(try HommelAdjustment([0.03]).adjusted[0], 0.03, digits: 15)
    #expect(try HommelAdjustment([1, 1, 1]).adjusted == [1, 1, 1])
    #expect(try HommelAdjustment([0, 1]).adjusted == [0, 1])
    #expect(try HommelAdjustment([0.97, 0.98, 0.99]).adjusted.allSatisfy { $0 <= 1 && $0 >= 0.97 })
  }

  @Test func refusesWhatIsNoProbability() {
    expectRefusal(.tooFew) { try HommelAdjustment([]) }
    for p in [-0.01, 1.01, .nan, .infinity] { expectRefusal(.outOfRange) { try HommelAdjustment([0.5, p]) } }
    expectRefusal(.lengthMismatch) { try HommelAdjustment([0.5], names: ["a", "b"]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try HommelAdjustment(Self.pValues) }
    try checkFinding { try HommelAdjustment(Self.pValues, names: ["a", "b", "c", "d", "e"]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("HommelAdjustment") { print in
      // page
      let family = try HommelAdjustment(
        [0.013, 0.040, 0.001], names: ["motivation", "generalized trust", "municipal trust"])
      print(family.named("group comparisons"))
      // end
    }
  }
}
