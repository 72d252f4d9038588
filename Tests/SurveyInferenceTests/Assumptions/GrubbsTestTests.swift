import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct GrubbsTestTests {
  static let ages = [23.0, 25, 31, 34, 34, 38, 41, 44, 47, 52, 60, 99]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("GrubbsTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let values = try reference.data().numbers(reference.options["column"].string()).compactMap { $0 }
    let side = try #require(Alternative(rawValue: reference.options["alternative"].string()))
    let found = try GrubbsTest(values, alternative: side)
    try expectAgreement(found.g, reference.expected["G"], digits: 10, "G")
    try expectAgreement(found.pValue, reference.expected["p"], digits: 10, "p")
  }

  // MARK: Laws

  /// Three values: G of the farthest one is exact, and the t of one value against the other two.
  @Test func itIsTheTestOfOneValueAgainstTheRest() throws {
    let found = try GrubbsTest(Self.ages, alternative: .greater)
    #expect(found.value == 99 && found.index == 11)
    let rest = try Moments(Self.ages.dropLast())
    let n = Double(rest.count)
    // Student's t of two groups, one of which has a single value.
    let t = (99 - rest.mean) / ((rest.sumOfSquares / (n - 1)) * (1 + 1 / n)).squareRoot()
    let tail = TestStatistic("t", t, reference: .t(degreesOfFreedom: n - 1)).pValue(.greater)
    expectAgreement(found.pValue, 12 * tail, digits: 12)
    expectAgreement(try GrubbsTest(Self.ages).pValue, 24 * tail, digits: 12)
  }

  @Test func unitsChangeNothing() throws {
    let plain = try GrubbsTest(Self.ages)
    for factor in [0x1p600, 0x1p-600, -1] {
      let moved = try GrubbsTest(Self.ages.map { $0 * factor })
      expectAgreement(moved.g, plain.g, digits: 13)
      #expect(moved.index == plain.index)
    }
    let turned = try GrubbsTest(Self.ages.map { -$0 }, alternative: .less)
    expectAgreement(turned.pValue, try GrubbsTest(Self.ages, alternative: .greater).pValue, digits: 12)
  }

  // MARK: Edges and refusals

  @Test func oneValueAgainstEqualOnesIsAsFarAsCanBe() throws {
    let found = try GrubbsTest([2, 2, 2, 2, 7])
    expectAgreement(found.g, 4 / 5.0.squareRoot(), digits: 14)
    #expect(found.pValue == 0)
    try checkFinding { try GrubbsTest([2, 2, 2, 2, 7]) }
    #expect(try GrubbsTest([1, 2, 3]).pValue == 1)
  }

  @Test func refusesWhatHasNoOutlier() {
    expectRefusal(.tooFew) { try GrubbsTest([1, 2]) }
    expectRefusal(.outOfRange) { try GrubbsTest([0, 0, .leastNonzeroMagnitude]) }
    expectRefusal(.constant) { try GrubbsTest([3, 3, 3]) }
    expectRefusal(.notFinite) { try GrubbsTest([1, .nan, 3]) }
  }

  // MARK: Conformance and page

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ side: Alternative) throws {
    try checkFinding { try GrubbsTest(Self.ages, alternative: side) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("GrubbsTest") { print in
      // page
      let ages = [23.0, 25, 31, 34, 34, 38, 41, 44, 47, 52, 60, 99]
      print(try GrubbsTest(ages).named("age"))
      // end
    }
  }
}
