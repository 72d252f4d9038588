import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct HolmSidakAdjustmentTests {
  static let pValues = [0.04, 0.001, 0.2, 0.04, 0.013]

  // MARK: Reference

  /// The reference leaves a missing p-value out of the family; here it is refused, so that it must be
  /// left out before.
  @Test(arguments: try Fixture.cases("HolmSidakAdjustment"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let given = try reference.options["p"].numbers()
    let expected = try reference.expected["holm-sidak"].numbers().filter { !$0.isNaN }
    let found = try HolmSidakAdjustment(given.filter { !$0.isNaN }).adjusted
    #expect(found.count == expected.count)
    for (one, other) in zip(found, expected) { expectAgreement(one, other, digits: 13) }
  }

  // MARK: Laws

  @Test func liesBetweenNothingAndHolm() throws {
    let adjusted = try HolmSidakAdjustment(Self.pValues).adjusted
    let holm = try HolmAdjustment(Self.pValues).adjusted
    #expect(
      zip(adjusted, holm).allSatisfy { $0 <= $1 } && zip(Self.pValues, adjusted).allSatisfy { $0 <= $1 })
    // The smallest is Šidák's, the largest is not adjusted unless one before it is larger.
    #expect(adjusted[1] == (try SidakAdjustment(Self.pValues).adjusted[1]))
    #expect(adjusted[2] == 0.2)
  }

  @Test func theOrderOfTheTestsIsKept() throws {
    let plain = try HolmSidakAdjustment(Self.pValues)
    let turned = try HolmSidakAdjustment(Self.pValues.reversed())
    #expect(turned.adjusted == plain.adjusted.reversed())
    #expect(plain.pValues == Self.pValues)
    #expect(plain.adjusted[0] == plain.adjusted[3], "equal p-values are adjusted alike")
  }

  // MARK: Edges and refusals

  @Test func oneTestIsNotAdjustedAndNoneExceedsOne() throws {
    expectAgreement(try HolmSidakAdjustment([0.03]).adjusted[0], 0.03, digits: 15)
    #expect(try HolmSidakAdjustment([1, 1, 1]).adjusted == [1, 1, 1])
    #expect(try HolmSidakAdjustment([0, 1]).adjusted == [0, 1])
    #expect(try HolmSidakAdjustment([0.97, 0.98, 0.99]).adjusted.allSatisfy { $0 <= 1 && $0 >= 0.97 })
  }

  @Test func refusesWhatIsNoProbability() {
    expectRefusal(.tooFew) { try HolmSidakAdjustment([]) }
    for p in [-0.01, 1.01, .nan, .infinity] {
      expectRefusal(.outOfRange) { try HolmSidakAdjustment([0.5, p]) }
    }
    expectRefusal(.lengthMismatch) { try HolmSidakAdjustment([0.5], names: ["a", "b"]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try HolmSidakAdjustment(Self.pValues) }
    try checkFinding { try HolmSidakAdjustment(Self.pValues, names: ["a", "b", "c", "d", "e"]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("HolmSidakAdjustment") { print in
      // page
      let family = try HolmSidakAdjustment(
        [0.013, 0.040, 0.001], names: ["motivation", "generalized trust", "municipal trust"])
      print(family.named("group comparisons"))
      // end
    }
  }
}
