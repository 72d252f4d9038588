import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ShapiroWilkTestTests {
  static let ages = [23.0, 25, 31, 34, 34, 38, 41, 44, 47, 52, 60, 75]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("ShapiroWilkTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let values = try reference.data().numbers(reference.options["column"].string()).compactMap { $0 }
    let expected = reference.expected
    #expect(values.count == (try expected["n"].integer()))
    let found = try ShapiroWilkTest(values)
    try expectAgreement(found.w, expected["shapiro_W"], digits: 6, "W")
    try expectAgreement(found.pValue, expected["shapiro_p"], digits: 5, "p")
  }

  // MARK: Laws

  @Test func unitsAndOrderChangeNothing() throws {
    let plain = try ShapiroWilkTest(Self.ages)
    for factor in [0x1p600, 0x1p-600, -3] {
      let moved = try ShapiroWilkTest(Self.ages.reversed().map { $0 * factor })
      expectAgreement(moved.w, plain.w, digits: 12)
    }
    let shifted = try ShapiroWilkTest(Self.ages.map { $0 + 1_000 })
    expectAgreement(shifted.w, plain.w, digits: 11)
    // The largest doubles differ from each other by more than a double holds.
    let far = try ShapiroWilkTest(Self.ages.map { ($0 - 40) * 4e306 })
    expectAgreement(far.w, plain.w, digits: 11)
  }

  /// Shapiro and Wilk's weights for three values are (-√½, 0, √½): W is half the squared range over the squares.
  @Test func threeValuesAreJudgedExactly() throws {
    let found = try ShapiroWilkTest([1, 2, 4])
    let squares = 16.0 / 9 + 1.0 / 9 + 25.0 / 9
    expectAgreement(found.w, 9 / 2 / squares, digits: 14)
    // Evenly spaced values have W = 1; two equal ones 3/4, the least that is possible.
    #expect(try ShapiroWilkTest([1, 2, 3]).pValue > 0.9999)
    #expect(try ShapiroWilkTest([1, 1, 2]).pValue < 1e-7)
  }

  @Test func normalQuantilesLookNormalAndOutliersDoNot() throws {
    #expect(try ShapiroWilkTest(Self.ages.dropLast() + [500]).pValue < 0.001)
    var numbers = FixedNumbers(seed: 3)
    let many = (0..<5_000).map { _ in numbers.bell() }
    #expect(try ShapiroWilkTest(many).w > 0.999)
  }

  // MARK: Edges and refusals

  @Test func refusesWhatHasNoShape() {
    expectRefusal(.tooFew) { try ShapiroWilkTest([Double]()) }
    expectRefusal(.tooFew) { try ShapiroWilkTest(Self.ages.prefix(2)) }
    expectRefusal(.outOfRange) { try ShapiroWilkTest([0, 0, .leastNonzeroMagnitude]) }
    expectRefusal(.constant) { try ShapiroWilkTest([Double](repeating: 4, count: 12)) }
    expectRefusal(.notFinite) { try ShapiroWilkTest(Self.ages + [.nan]) }
    expectRefusal(.notFinite) { try ShapiroWilkTest(Self.ages + [-.infinity]) }
    expectRefusal(.infeasible) { try ShapiroWilkTest((0...5_000).map(Double.init)) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    for count in [3, 4, 5, 6, 11, 12] { try checkFinding { try ShapiroWilkTest(Self.ages.prefix(count)) } }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ShapiroWilkTest") { print in
      // page
      let ages = [23.0, 25, 31, 34, 34, 38, 41, 44, 47, 52, 60, 75]
      print(try ShapiroWilkTest(ages).named("age"))
      // end
    }
  }
}
