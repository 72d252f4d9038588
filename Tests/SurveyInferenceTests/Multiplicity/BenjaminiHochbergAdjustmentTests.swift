import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BenjaminiHochbergAdjustmentTests {
  static let pValues = [0.04, 0.001, 0.2, 0.04, 0.013]

  // MARK: Reference

  /// The reference leaves a missing p-value out of the family; here it is refused, so that it must be
  /// left out before.
  @Test(arguments: try Fixture.cases("BenjaminiHochbergAdjustment"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let given = try reference.options["p"].numbers()
    let expected = try reference.expected["BH"].numbers().filter { !$0.isNaN }
    let found = try BenjaminiHochbergAdjustment(given.filter { !$0.isNaN }).adjusted
    #expect(found.count == expected.count)
    for (one, other) in zip(found, expected) { expectAgreement(one, other, digits: 13) }
  }

  // MARK: Laws

  /// The procedure as it was stated: all up to the largest p-value that is at most its rank's share.
  @Test func rejectsWhereTheStepwiseProcedureDoes() throws {
    var numbers = FixedNumbers(seed: 14)
    for _ in 0..<50 {
      let pValues = (0..<7).map { _ in numbers.uniform() * numbers.uniform() * 0.3 }
      let adjusted = try BenjaminiHochbergAdjustment(pValues).adjusted
      for level in [0.011, 0.051, 0.1, 0.3] {
        let order = pValues.indices.sorted { pValues[$0] < pValues[$1] }
        let last = order.indices.last { pValues[order[$0]] <= level * Double($0 + 1) / 7 }
        let rejected = Set(order.prefix((last ?? -1) + 1))
        #expect(Set(adjusted.indices.filter { adjusted[$0] <= level }) == rejected)
      }
    }
  }

  @Test func theOrderOfTheTestsIsKept() throws {
    let plain = try BenjaminiHochbergAdjustment(Self.pValues)
    let turned = try BenjaminiHochbergAdjustment(Self.pValues.reversed())
    #expect(turned.adjusted == plain.adjusted.reversed())
    #expect(plain.pValues == Self.pValues)
    #expect(plain.adjusted[0] == plain.adjusted[3], "equal p-values are adjusted alike")
  }

  // MARK: Edges and refusals

  @Test func oneTestIsNotAdjustedAndNoneExceedsOne() throws {
    expectAgreement(try BenjaminiHochbergAdjustment([0.03]).adjusted[0], 0.03, digits: 15)
    #expect(try BenjaminiHochbergAdjustment([1, 1, 1]).adjusted == [1, 1, 1])
    #expect(try BenjaminiHochbergAdjustment([0, 1]).adjusted == [0, 1])
    #expect(
      try BenjaminiHochbergAdjustment([0.97, 0.98, 0.99]).adjusted.allSatisfy { $0 <= 1 && $0 >= 0.97 })
  }

  @Test func refusesWhatIsNoProbability() {
    expectRefusal(.tooFew) { try BenjaminiHochbergAdjustment([]) }
    for p in [-0.01, 1.01, .nan, .infinity] {
      expectRefusal(.outOfRange) { try BenjaminiHochbergAdjustment([0.5, p]) }
    }
    expectRefusal(.lengthMismatch) { try BenjaminiHochbergAdjustment([0.5], names: ["a", "b"]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try BenjaminiHochbergAdjustment(Self.pValues) }
    try checkFinding { try BenjaminiHochbergAdjustment(Self.pValues, names: ["a", "b", "c", "d", "e"]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BenjaminiHochbergAdjustment") { print in
      // page
      let family = try BenjaminiHochbergAdjustment(
        [0.013, 0.040, 0.001], names: ["motivation", "generalized trust", "municipal trust"])
      print(family.named("group comparisons"))
      // end
    }
  }
}
