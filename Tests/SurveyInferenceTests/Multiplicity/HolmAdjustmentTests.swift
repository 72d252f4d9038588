import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct HolmAdjustmentTests {
  static let pValues = [0.04, 0.001, 0.2, 0.04, 0.013]

  // MARK: Reference

  /// The reference leaves a missing p-value out of the family; here it is refused, so that it must be
  /// left out before.
  @Test(arguments: try Fixture.cases("HolmAdjustment"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let given = try reference.options["p"].numbers()
    let expected = try reference.expected["holm"].numbers()
    let found = try HolmAdjustment(given.filter { !$0.isNaN }).adjusted
    for (one, other) in zip(found, expected.filter { !$0.isNaN }) { expectAgreement(one, other, digits: 13) }
    #expect(found.count == expected.filter { !$0.isNaN }.count)
  }

  // MARK: Laws

  /// A test is rejected at a level when it and all smaller ones are: the procedure as Holm stated it.
  @Test func rejectsWhereTheStepwiseProcedureDoes() throws {
    var numbers = FixedNumbers(seed: 11)
    for _ in 0..<50 {
      let pValues = (0..<6).map { _ in numbers.uniform() * numbers.uniform() * 0.2 }
      let adjusted = try HolmAdjustment(pValues).adjusted
      for level in [0.01, 0.05, 0.1, 0.3] {
        var rejected = Set<Int>()
        for (step, index) in pValues.indices.sorted(by: { pValues[$0] < pValues[$1] }).enumerated() {
          guard pValues[index] <= level / Double(6 - step) else { break }
          rejected.insert(index)
        }
        #expect(Set(adjusted.indices.filter { adjusted[$0] <= level }) == rejected)
      }
    }
  }

  @Test func theOrderOfTheTestsIsKept() throws {
    let plain = try HolmAdjustment(Self.pValues)
    let turned = try HolmAdjustment(Self.pValues.reversed())
    #expect(turned.adjusted == plain.adjusted.reversed())
    #expect(plain.pValues == Self.pValues)
    #expect(plain.adjusted[0] == plain.adjusted[3], "equal p-values are adjusted alike")
  }

  @Test func oneTestIsNotAdjustedAndNoneExceedsOne() throws {
    #expect(try HolmAdjustment([0.03]).adjusted == [0.03])
    #expect(try HolmAdjustment([0.9, 1, 0.8]).adjusted == [1, 1, 1])
    #expect(try HolmAdjustment([0, 0.5]).adjusted == [0, 0.5])
  }

  // MARK: Refusals

  @Test func refusesWhatIsNoProbability() {
    expectRefusal(.tooFew) { try HolmAdjustment([]) }
    for p in [-0.01, 1.01, .nan, .infinity] { expectRefusal(.outOfRange) { try HolmAdjustment([0.5, p]) } }
    expectRefusal(.lengthMismatch) { try HolmAdjustment([0.5], names: ["a", "b"]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try HolmAdjustment(Self.pValues) }
    try checkFinding { try HolmAdjustment(Self.pValues, names: ["a", "b", "c", "d", "e"]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("HolmAdjustment") { print in
      // page
      let family = try HolmAdjustment(
        [0.013, 0.040, 0.001], names: ["motivation", "generalized trust", "municipal trust"])
      print(family.named("group comparisons"))
      // end
    }
  }
}
