import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct HochbergAdjustmentTests {
  static let pValues = [0.04, 0.001, 0.2, 0.04, 0.013]

  // MARK: Reference

  /// The reference leaves a missing p-value out of the family; here it is refused, so that it must be
  /// left out before.
  @Test(arguments: try Fixture.cases("HochbergAdjustment"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let given = try reference.options["p"].numbers()
    let expected = try reference.expected["hochberg"].numbers().filter { !$0.isNaN }
    let found = try HochbergAdjustment(given.filter { !$0.isNaN }).adjusted
    #expect(found.count == expected.count)
    for (one, other) in zip(found, expected) { expectAgreement(one, other, digits: 13) }
  }

  // MARK: Laws

  /// The procedure as Hochberg stated it: all up to the largest p-value that is small enough for its rank.
  @Test func rejectsWhereTheStepwiseProcedureDoes() throws {
    var numbers = FixedNumbers(seed: 12)
    for _ in 0..<50 {
      let pValues = (0..<6).map { _ in numbers.uniform() * numbers.uniform() * 0.2 }
      let adjusted = try HochbergAdjustment(pValues).adjusted
      let holm = try HolmAdjustment(pValues).adjusted
      #expect(zip(adjusted, holm).allSatisfy { $0 <= $1 })
      for level in [0.01, 0.05, 0.1, 0.3] {
        let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
        let last = order.indices.last { pValues[order[$0]] <= level / Double(6 - $0) }
        let rejected = Set(order.prefix((last ?? -1) + 1))
        #expect(Set(adjusted.indices.filter { adjusted[$0] <= level }) == rejected)
      }
    }
  }

  @Test func theOrderOfTheTestsIsKept() throws {
    let plain = try HochbergAdjustment(Self.pValues)
    let turned = try HochbergAdjustment(Self.pValues.reversed())
    #expect(turned.adjusted == plain.adjusted.reversed())
    #expect(plain.pValues == Self.pValues)
    #expect(plain.adjusted[0] == plain.adjusted[3], "equal p-values are adjusted alike")
  }

  // MARK: Edges and refusals

  @Test func oneTestIsNotAdjustedAndNoneExceedsOne() throws {
    expectAgreement(try HochbergAdjustment([0.03]).adjusted[0], 0.03, digits: 15)
    #expect(try HochbergAdjustment([1, 1, 1]).adjusted == [1, 1, 1])
    #expect(try HochbergAdjustment([0, 1]).adjusted == [0, 1])
    #expect(try HochbergAdjustment([0.97, 0.98, 0.99]).adjusted.allSatisfy { $0 <= 1 && $0 >= 0.97 })
  }

  @Test func refusesWhatIsNoProbability() {
    expectRefusal(.tooFew) { try HochbergAdjustment([]) }
    for p in [-0.01, 1.01, .nan, .infinity] {
      expectRefusal(.outOfRange) { try HochbergAdjustment([0.5, p]) }
    }
    expectRefusal(.lengthMismatch) { try HochbergAdjustment([0.5], names: ["a", "b"]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try HochbergAdjustment(Self.pValues) }
    try checkFinding { try HochbergAdjustment(Self.pValues, names: ["a", "b", "c", "d", "e"]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("HochbergAdjustment") { print in
      // page
      let family = try HochbergAdjustment(
        [0.013, 0.040, 0.001], names: ["motivation", "generalized trust", "municipal trust"])
      print(family.named("group comparisons"))
      // end
    }
  }
}
