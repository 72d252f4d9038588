import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct SidakAdjustmentTests {
  static let pValues = [0.04, 0.001, 0.2, 0.04, 0.013]

  // MARK: Reference

  /// The reference is 1 - (1 - p)ᵐ as it stands, which is known to a few units of rounding of 1 only: the floor.
  /// It leaves a missing p-value out of the family; here it is refused, so that it must be
  /// left out before.
  @Test(arguments: try Fixture.cases("SidakAdjustment"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let given = try reference.options["p"].numbers()
    let expected = try reference.expected["sidak"].numbers().filter { !$0.isNaN }
    let found = try SidakAdjustment(given.filter { !$0.isNaN }).adjusted
    #expect(found.count == expected.count)
    for (one, other) in zip(found, expected) { expectAgreement(one, other, digits: 13, floor: 3.4e-16) }
  }

  /// The reference's smallest p-value lost its 13th digit to cancellation; the binomial series has all.
  @Test func smallPValuesAgreeWithTheBinomialSeries() throws {
    let p = 0.0004
    let series = [7.0, -21, 35, -35, 21, -7, 1].reversed().reduce(0) { ($0 + $1) * p }
    let found = try SidakAdjustment([0.001, 0.2, 0.04, 0.04, 0.9, 0.013, p]).adjusted[6]
    expectAgreement(found, series, digits: 15)
    #expect(correctDigits(0.002796642239103919, series) < 13)
  }

  // MARK: Laws

  @Test func theSmallestOfIndependentPValuesIsUniform() throws {
    // Two independent p-values exceed p both with probability (1 - p)².
    expectAgreement(try SidakAdjustment([0.3, 1]).adjusted[0], 1 - 0.7 * 0.7, digits: 15)
    // Tiny values keep their digits: m p to first order.
    expectAgreement(try SidakAdjustment([1e-20, 0.5, 1]).adjusted[0], 3e-20, digits: 15)
    let bonferroni = try BonferroniAdjustment(Self.pValues).adjusted
    #expect(zip(try SidakAdjustment(Self.pValues).adjusted, bonferroni).allSatisfy { $0 <= $1 })
  }

  @Test func theOrderOfTheTestsIsKept() throws {
    let plain = try SidakAdjustment(Self.pValues)
    let turned = try SidakAdjustment(Self.pValues.reversed())
    #expect(turned.adjusted == plain.adjusted.reversed())
    #expect(plain.pValues == Self.pValues)
    #expect(plain.adjusted[0] == plain.adjusted[3], "equal p-values are adjusted alike")
  }

  // MARK: Edges and refusals

  @Test func oneTestIsNotAdjustedAndNoneExceedsOne() throws {
    expectAgreement(try SidakAdjustment([0.03]).adjusted[0], 0.03, digits: 15)
    #expect(try SidakAdjustment([1, 1, 1]).adjusted == [1, 1, 1])
    #expect(try SidakAdjustment([0, 1]).adjusted == [0, 1])
    #expect(try SidakAdjustment([0.97, 0.98, 0.99]).adjusted.allSatisfy { $0 <= 1 && $0 >= 0.97 })
  }

  @Test func refusesWhatIsNoProbability() {
    expectRefusal(.tooFew) { try SidakAdjustment([]) }
    for p in [-0.01, 1.01, .nan, .infinity] { expectRefusal(.outOfRange) { try SidakAdjustment([0.5, p]) } }
    expectRefusal(.lengthMismatch) { try SidakAdjustment([0.5], names: ["a", "b"]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try SidakAdjustment(Self.pValues) }
    try checkFinding { try SidakAdjustment(Self.pValues, names: ["a", "b", "c", "d", "e"]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("SidakAdjustment") { print in
      // page
      let family = try SidakAdjustment(
        [0.013, 0.040, 0.001], names: ["motivation", "generalized trust", "municipal trust"])
      print(family.named("group comparisons"))
      // end
    }
  }
}
