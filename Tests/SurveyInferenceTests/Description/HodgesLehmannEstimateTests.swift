import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct HodgesLehmannEstimateTests {
  static let values = [3.0, 1, 4, 1.5, 9, 2, 6, 2, 5, 40]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("HodgesLehmannEstimate"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try HodgesLehmannEstimate(
      reference.columnValues(), confidence: reference.options["level"].number())
    try expectAgreement(found.pseudomedian.value, reference.expected["estimate"], digits: 13, "estimate")
    let interval = try #require(found.pseudomedian.interval)
    try expectAgreement(interval.lower, reference.expected["lower"], digits: 13, "lower")
    try expectAgreement(interval.upper, reference.expected["upper"], digits: 13, "upper")
  }

  // MARK: Laws

  @Test func itIsTheMedianOfAllAverages() throws {
    var numbers = FixedNumbers(seed: 9)
    for count in 1...25 {
      let x = numbers.integers(count, from: -6, below: 9)
      let averages = x.indices.flatMap { place in x[...place].map { ($0 + x[place]) / 2 } }
      #expect(try HodgesLehmannEstimate(x).pseudomedian.value == Descriptives(averages).median)
    }
  }

  @Test func itIsThatOfTheSignedRankTest() throws {
    let zeros = Self.values.map { _ in 0.0 }
    #expect(
      try HodgesLehmannEstimate(Self.values).pseudomedian
        == SignedRankTest(Self.values, against: zeros).pseudomedian)
    let method = SignedRankTest.Method.asymptotic()
    #expect(
      try HodgesLehmannEstimate(Self.values, method: method).pseudomedian
        == SignedRankTest(Self.values, against: zeros, method: method).pseudomedian)
  }

  @Test func shiftScaleOrderAndReversal() throws {
    let plain = try HodgesLehmannEstimate(Self.values).pseudomedian
    let moved = try HodgesLehmannEstimate(Self.values.reversed().map { 8 - 4 * $0 }).pseudomedian
    #expect(moved.value == 8 - 4 * plain.value)
    #expect(moved.interval?.lower == plain.interval.map { 8 - 4 * $0.upper })
  }

  // MARK: Edges and refusals

  @Test func edges() throws {
    #expect(try HodgesLehmannEstimate([7]).pseudomedian == Estimate(7))
    #expect(try HodgesLehmannEstimate([1, 4]).pseudomedian == Estimate(2.5))
    #expect(try HodgesLehmannEstimate([4, 4, 4, 4, 4, 4]).pseudomedian.interval?.width == 0)
    for values in [[7.0], [1, 4], [4, 4, 4, 4, 4, 4], [1.7e308, 1.6e308]] {
      try checkFinding { try HodgesLehmannEstimate(values) }
    }
  }

  @Test func refuses() {
    expectRefusal(.tooFew) { try HodgesLehmannEstimate([]) }
    expectRefusal(.notFinite) { try HodgesLehmannEstimate([1, .nan]) }
    expectRefusal(.infeasible) { try HodgesLehmannEstimate((0..<1_001).map(Double.init)) }
    expectRefusal(.outOfRange) { try HodgesLehmannEstimate([1, 2], confidence: 1) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try HodgesLehmannEstimate(Self.values) }
    try checkFinding { try HodgesLehmannEstimate(Self.values, method: .asymptotic()) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("HodgesLehmannEstimate") { print in
      // page
      let hours = [3.0, 1, 4, 1.5, 9, 2, 6, 2, 5, 40]
      print(try HodgesLehmannEstimate(hours).named("hours of help"))
      // end
    }
  }
}
