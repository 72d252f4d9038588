import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BenjaminiYekutieliAdjustmentTests {
  static let pValues = [0.04, 0.001, 0.2, 0.04, 0.013]

  // MARK: Reference

  /// The reference leaves a missing p-value out of the family; here it is refused, so that it must be
  /// left out before.
  @Test(arguments: try Fixture.cases("BenjaminiYekutieliAdjustment"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let given = try reference.options["p"].numbers()
    let expected = try reference.expected["BY"].numbers().filter { !$0.isNaN }
    let found = try BenjaminiYekutieliAdjustment(given.filter { !$0.isNaN }).adjusted
    #expect(found.count == expected.count)
    for (one, other) in zip(found, expected) { expectAgreement(one, other, digits: 13) }
  }

  // MARK: Laws

  @Test func itIsTheOtherAdjustmentTimesTheHarmonicSum() throws {
    let plain = try BenjaminiHochbergAdjustment(Self.pValues).adjusted
    let harmonic = 1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0 + 1 / 5.0
    for (one, other) in zip(try BenjaminiYekutieliAdjustment(Self.pValues).adjusted, plain) {
      expectAgreement(one, min(1, harmonic * other), digits: 14)
    }
  }

  @Test func theOrderOfTheTestsIsKept() throws {
    let plain = try BenjaminiYekutieliAdjustment(Self.pValues)
    let turned = try BenjaminiYekutieliAdjustment(Self.pValues.reversed())
    #expect(turned.adjusted == plain.adjusted.reversed())
    #expect(plain.pValues == Self.pValues)
    #expect(plain.adjusted[0] == plain.adjusted[3], "equal p-values are adjusted alike")
  }

  // MARK: Edges and refusals

  @Test func oneTestIsNotAdjustedAndNoneExceedsOne() throws {
    expectAgreement(try BenjaminiYekutieliAdjustment([0.03]).adjusted[0], 0.03, digits: 15)
    #expect(try BenjaminiYekutieliAdjustment([1, 1, 1]).adjusted == [1, 1, 1])
    #expect(try BenjaminiYekutieliAdjustment([0, 1]).adjusted == [0, 1])
    #expect(
      try BenjaminiYekutieliAdjustment([0.97, 0.98, 0.99]).adjusted.allSatisfy { $0 <= 1 && $0 >= 0.97 })
  }

  @Test func refusesWhatIsNoProbability() {
    expectRefusal(.tooFew) { try BenjaminiYekutieliAdjustment([]) }
    for p in [-0.01, 1.01, .nan, .infinity] {
      expectRefusal(.outOfRange) { try BenjaminiYekutieliAdjustment([0.5, p]) }
    }
    expectRefusal(.lengthMismatch) { try BenjaminiYekutieliAdjustment([0.5], names: ["a", "b"]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try BenjaminiYekutieliAdjustment(Self.pValues) }
    try checkFinding { try BenjaminiYekutieliAdjustment(Self.pValues, names: ["a", "b", "c", "d", "e"]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BenjaminiYekutieliAdjustment") { print in
      // page
      let family = try BenjaminiYekutieliAdjustment(
        [0.013, 0.040, 0.001], names: ["motivation", "generalized trust", "municipal trust"])
      print(family.named("group comparisons"))
      // end
    }
  }
}
