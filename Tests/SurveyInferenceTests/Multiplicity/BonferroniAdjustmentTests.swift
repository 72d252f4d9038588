import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BonferroniAdjustmentTests {
  static let pValues = [0.04, 0.001, 0.2, 0.04, 0.013]

  // MARK: Reference

  /// The reference leaves a missing p-value out of the family; here it is refused, so that it must be
  /// left out before.
  @Test(arguments: try Fixture.cases("BonferroniAdjustment"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let given = try reference.options["p"].numbers()
    let expected = try reference.expected["bonferroni"].numbers().filter { !$0.isNaN }
    let found = try BonferroniAdjustment(given.filter { !$0.isNaN }).adjusted
    #expect(found.count == expected.count)
    for (one, other) in zip(found, expected) { expectAgreement(one, other, digits: 13) }
  }

  // MARK: Laws

  /// The smallest level at which a test is rejected when each is tested at level / m.
  @Test func rejectsWhereEachTestAtItsShareDoes() throws {
    let adjusted = try BonferroniAdjustment(Self.pValues).adjusted
    for level in [0.004, 0.05, 0.1, 0.21, 0.9] {
      for (p, value) in zip(Self.pValues, adjusted) { #expect((value <= level) == (p <= level / 5)) }
    }
    let holm = try HolmAdjustment(Self.pValues).adjusted
    #expect(zip(adjusted, holm).allSatisfy { $0 >= $1 }, "Holm rejects no less")
  }

  @Test func theOrderOfTheTestsIsKept() throws {
    let plain = try BonferroniAdjustment(Self.pValues)
    let turned = try BonferroniAdjustment(Self.pValues.reversed())
    #expect(turned.adjusted == plain.adjusted.reversed())
    #expect(plain.pValues == Self.pValues)
    #expect(plain.adjusted[0] == plain.adjusted[3], "equal p-values are adjusted alike")
  }

  // MARK: Edges and refusals

  @Test func oneTestIsNotAdjustedAndNoneExceedsOne() throws {
    expectAgreement(try BonferroniAdjustment([0.03]).adjusted[0], 0.03, digits: 15)
    #expect(try BonferroniAdjustment([1, 1, 1]).adjusted == [1, 1, 1])
    #expect(try BonferroniAdjustment([0, 1]).adjusted == [0, 1])
    #expect(try BonferroniAdjustment([0.97, 0.98, 0.99]).adjusted.allSatisfy { $0 <= 1 && $0 >= 0.97 })
  }

  @Test func refusesWhatIsNoProbability() {
    expectRefusal(.tooFew) { try BonferroniAdjustment([]) }
    for p in [-0.01, 1.01, .nan, .infinity] {
      expectRefusal(.outOfRange) { try BonferroniAdjustment([0.5, p]) }
    }
    expectRefusal(.lengthMismatch) { try BonferroniAdjustment([0.5], names: ["a", "b"]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try BonferroniAdjustment(Self.pValues) }
    try checkFinding { try BonferroniAdjustment(Self.pValues, names: ["a", "b", "c", "d", "e"]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BonferroniAdjustment") { print in
      // page
      let family = try BonferroniAdjustment(
        [0.013, 0.040, 0.001], names: ["motivation", "generalized trust", "municipal trust"])
      print(family.named("group comparisons"))
      // end
    }
  }
}
