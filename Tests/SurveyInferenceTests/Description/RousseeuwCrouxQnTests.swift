import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RousseeuwCrouxQnTests {
  static let values = [3.0, 1, 4, 1.5, 9, 2, 6, 2, 5, 40]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("RousseeuwCrouxQn"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try RousseeuwCrouxQn(reference.columnValues())
    try expectAgreement(found.raw, reference.expected["raw"], digits: 14, "raw")
  }

  @Test func factorsAreThoseOfThePaper() throws {
    let small = [0.399, 0.994, 0.512, 0.844, 0.611, 0.857, 0.669, 0.872]
    for (place, factor) in small.enumerated() {
      #expect(try RousseeuwCrouxQn((0..<(place + 2)).map(Double.init)).sizeFactor == factor)
    }
    #expect(try RousseeuwCrouxQn((0..<10).map(Double.init)).sizeFactor == 10 / 13.8)
    #expect(try RousseeuwCrouxQn((0..<11).map(Double.init)).sizeFactor == 11 / 12.4)
  }

  // MARK: Laws

  /// From all distances, one by one.
  private func naive(_ x: [Double]) -> Double {
    let distances = x.indices.flatMap { place in x[..<place].map { ($0 - x[place]).magnitude } }
    let half = x.count / 2 + 1
    return distances.sorted()[half * (half - 1) / 2 - 1]
  }

  @Test func itIsWhatAllDistancesSay() throws {
    var numbers = FixedNumbers(seed: 21)
    for round in 0..<400 {
      let count = 2 + round % 23
      let x =
        round.isMultiple(of: 2)
        ? numbers.integers(count, from: -5, below: 6) : (0..<count).map { _ in numbers.bell() }
      #expect(try RousseeuwCrouxQn(x).raw == naive(x), "\(x)")
    }
  }

  @Test func shiftScaleOrderAndReversal() throws {
    let plain = try RousseeuwCrouxQn(Self.values)
    let moved = try RousseeuwCrouxQn(Self.values.reversed().map { 8 - 4 * $0 })
    #expect(moved.scale.value == 4 * plain.scale.value)
    let far = Self.values.map { $0 == 40 ? 1e200 : $0 }
    #expect(try RousseeuwCrouxQn(far).scale.value == plain.scale.value)
  }

  /// The mean over normal samples of twenty is the standard deviation, but for chance.
  @Test func itEstimatesTheStandardDeviationOfNormalData() throws {
    var numbers = FixedNumbers(seed: 4)
    var sum = 0.0
    for _ in 0..<2_000 { sum += try RousseeuwCrouxQn((0..<20).map { _ in numbers.bell() }).scale.value }
    #expect((0.98...1.02).contains(sum / 2_000), "\(sum / 2_000)")
  }

  // MARK: Edges and refusals

  @Test func edges() throws {
    #expect(try RousseeuwCrouxQn([1, 4]).raw == 3)
    #expect(try RousseeuwCrouxQn([4, 4, 4, 4, 9]).scale.value == 0)
    #expect(try RousseeuwCrouxQn([0.1, 0.1]).scale.value == 0)
    for values in [[1.0, 4], [4, 4, 4, 4, 9], [1e200, -1e200, 0]] {
      try checkFinding { try RousseeuwCrouxQn(values) }
    }
  }

  @Test func refuses() {
    expectRefusal(.tooFew) { try RousseeuwCrouxQn([]) }
    expectRefusal(.tooFew) { try RousseeuwCrouxQn([1]) }
    expectRefusal(.notFinite) { try RousseeuwCrouxQn([1, .nan]) }
    expectRefusal(.outOfRange) { try RousseeuwCrouxQn([1.7e308, -1.7e308]) }
    expectRefusal(.outOfRange) { try RousseeuwCrouxQn([1, 2], confidence: 1) }
    expectRefusal(.tooFew) { try RousseeuwCrouxQn([1, 2], bootstrap: .percentile(resamples: 0, seed: 1)) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try RousseeuwCrouxQn(Self.values) }
    try checkFinding { try RousseeuwCrouxQn(Self.values, bootstrap: .percentile(resamples: 200, seed: 3)) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RousseeuwCrouxQn") { print in
      // page
      let hours = [3.0, 1, 4, 1.5, 9, 2, 6, 2, 5, 40]
      print(try RousseeuwCrouxQn(hours).named("hours of help"))
      // end
    }
  }
}
