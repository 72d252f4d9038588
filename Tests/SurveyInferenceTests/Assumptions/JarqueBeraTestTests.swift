import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct JarqueBeraTestTests {
  static let ages = [23.0, 25, 31, 34, 34, 38, 41, 44, 47, 52, 60, 75]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("JarqueBeraTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let values = try reference.data().numbers(reference.options["column"].string()).compactMap { $0 }
    let expected = reference.expected
    #expect(values.count == (try expected["n"].integer()))
    let found = try JarqueBeraTest(values)
    try expectAgreement(found.statistic.value, expected["jarque_bera"], digits: 9, "JB")
    try expectAgreement(found.pValue, expected["jarque_bera_p"], digits: 9, "p")
  }

  // MARK: Laws

  @Test func unitsAndOrderChangeNothing() throws {
    let plain = try JarqueBeraTest(Self.ages)
    for factor in [0x1p600, 0x1p-600, -3] {
      let moved = try JarqueBeraTest(Self.ages.reversed().map { $0 * factor })
      expectAgreement(moved.statistic.value, plain.statistic.value, digits: 12)
    }
    let shifted = try JarqueBeraTest(Self.ages.map { $0 + 1_000 })
    expectAgreement(shifted.statistic.value, plain.statistic.value, digits: 11)
    // The largest doubles differ from each other by more than a double holds.
    let far = try JarqueBeraTest(Self.ages.map { ($0 - 40) * 4e306 })
    expectAgreement(far.statistic.value, plain.statistic.value, digits: 11)
  }

  @Test func itsPartsAreTheShapeOfTheSample() throws {
    let found = try JarqueBeraTest(Self.ages)
    let shape = try Descriptives(Self.ages, shape: .one)
    expectAgreement(found.skewness, try #require(shape.skewness), digits: 12)
    expectAgreement(found.excessKurtosis, try #require(shape.kurtosis), digits: 12)
  }

  // MARK: Edges and refusals

  @Test func refusesWhatHasNoShape() {
    expectRefusal(.tooFew) { try JarqueBeraTest([Double]()) }
    expectRefusal(.tooFew) { try JarqueBeraTest(Self.ages.prefix(2)) }
    expectRefusal(.outOfRange) { try JarqueBeraTest([0, 0, .leastNonzeroMagnitude]) }
    expectRefusal(.constant) { try JarqueBeraTest([Double](repeating: 4, count: 12)) }
    expectRefusal(.notFinite) { try JarqueBeraTest(Self.ages + [.nan]) }
    expectRefusal(.notFinite) { try JarqueBeraTest(Self.ages + [-.infinity]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try JarqueBeraTest(Self.ages) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("JarqueBeraTest") { print in
      // page
      let ages = [23.0, 25, 31, 34, 34, 38, 41, 44, 47, 52, 60, 75]
      print(try JarqueBeraTest(ages).named("age"))
      // end
    }
  }
}
