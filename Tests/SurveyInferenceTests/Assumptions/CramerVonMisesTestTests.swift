import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CramerVonMisesTestTests {
  static let ages = [23.0, 25, 31, 34, 34, 38, 41, 44, 47, 52, 60, 75]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("CramerVonMisesTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let values = try reference.data().numbers(reference.options["column"].string()).compactMap { $0 }
    let expected = reference.expected
    #expect(values.count == (try expected["n"].integer()))
    guard expected.keys.contains("cramer_von_mises_W") else {
      expectRefusal(.tooFew) { try CramerVonMisesTest(values) }
      return
    }
    let found = try CramerVonMisesTest(values)
    try expectAgreement(found.wSquared, expected["cramer_von_mises_W"], digits: 9, "W²")
    try expectAgreement(found.pValue, expected["cramer_von_mises_p"], digits: 5, "p")
  }

  // MARK: Laws

  @Test func unitsAndOrderChangeNothing() throws {
    let plain = try CramerVonMisesTest(Self.ages)
    for factor in [0x1p600, 0x1p-600, -3] {
      let moved = try CramerVonMisesTest(Self.ages.reversed().map { $0 * factor })
      expectAgreement(moved.wSquared, plain.wSquared, digits: 12)
    }
    let shifted = try CramerVonMisesTest(Self.ages.map { $0 + 1_000 })
    expectAgreement(shifted.wSquared, plain.wSquared, digits: 11)
    // The largest doubles differ from each other by more than a double holds.
    let far = try CramerVonMisesTest(Self.ages.map { ($0 - 40) * 4e306 })
    expectAgreement(far.wSquared, plain.wSquared, digits: 11)
  }

  // MARK: Edges and refusals

  @Test func refusesWhatHasNoShape() {
    expectRefusal(.tooFew) { try CramerVonMisesTest([Double]()) }
    expectRefusal(.tooFew) { try CramerVonMisesTest(Self.ages.prefix(7)) }
    expectRefusal(.constant) { try CramerVonMisesTest([Double](repeating: 4, count: 12)) }
    expectRefusal(.notFinite) { try CramerVonMisesTest(Self.ages + [.nan]) }
    expectRefusal(.notFinite) { try CramerVonMisesTest(Self.ages + [-.infinity]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try CramerVonMisesTest(Self.ages) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CramerVonMisesTest") { print in
      // page
      let ages = [23.0, 25, 31, 34, 34, 38, 41, 44, 47, 52, 60, 75]
      print(try CramerVonMisesTest(ages).named("age"))
      // end
    }
  }
}
