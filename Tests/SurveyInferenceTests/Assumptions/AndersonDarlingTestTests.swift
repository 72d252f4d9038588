import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct AndersonDarlingTestTests {
  static let ages = [23.0, 25, 31, 34, 34, 38, 41, 44, 47, 52, 60, 75]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("AndersonDarlingTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let values = try reference.data().numbers(reference.options["column"].string()).compactMap { $0 }
    let expected = reference.expected
    #expect(values.count == (try expected["n"].integer()))
    guard expected.keys.contains("anderson_darling_A") else {
      expectRefusal(.tooFew) { try AndersonDarlingTest(values) }
      return
    }
    let found = try AndersonDarlingTest(values)
    try expectAgreement(found.aSquared, expected["anderson_darling_A"], digits: 9, "A²")
    try expectAgreement(found.pValue, expected["anderson_darling_p"], digits: 5, "p")
  }

  // MARK: Laws

  @Test func unitsAndOrderChangeNothing() throws {
    let plain = try AndersonDarlingTest(Self.ages)
    for factor in [0x1p600, 0x1p-600, -3] {
      let moved = try AndersonDarlingTest(Self.ages.reversed().map { $0 * factor })
      expectAgreement(moved.aSquared, plain.aSquared, digits: 12)
    }
    let shifted = try AndersonDarlingTest(Self.ages.map { $0 + 1_000 })
    expectAgreement(shifted.aSquared, plain.aSquared, digits: 11)
    // The largest doubles differ from each other by more than a double holds.
    let far = try AndersonDarlingTest(Self.ages.map { ($0 - 40) * 4e306 })
    expectAgreement(far.aSquared, plain.aSquared, digits: 11)
  }

  /// The probabilities stay between 0 and 1 and fall as A² rises, over all pieces of the approximation.
  @Test func probabilitiesFall() throws {
    var last = 1.0
    for distance in stride(from: 60.0, through: 200_000, by: 400) {
      let found = try AndersonDarlingTest(Self.ages + [distance, distance])
      #expect(found.pValue >= 0 && found.pValue <= 1)
      if distance > 80 { #expect(found.pValue <= last + 1e-12) }
      last = found.pValue
    }
  }

  // MARK: Edges and refusals

  @Test func refusesWhatHasNoShape() {
    expectRefusal(.tooFew) { try AndersonDarlingTest([Double]()) }
    expectRefusal(.tooFew) { try AndersonDarlingTest(Self.ages.prefix(7)) }
    expectRefusal(.constant) { try AndersonDarlingTest([Double](repeating: 4, count: 12)) }
    expectRefusal(.notFinite) { try AndersonDarlingTest(Self.ages + [.nan]) }
    expectRefusal(.notFinite) { try AndersonDarlingTest(Self.ages + [-.infinity]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try AndersonDarlingTest(Self.ages) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("AndersonDarlingTest") { print in
      // page
      let ages = [23.0, 25, 31, 34, 34, 38, 41, 44, 47, 52, 60, 75]
      print(try AndersonDarlingTest(ages).named("age"))
      // end
    }
  }
}
