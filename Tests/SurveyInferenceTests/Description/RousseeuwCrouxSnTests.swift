import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RousseeuwCrouxSnTests {
  static let values = [3.0, 1, 4, 1.5, 9, 2, 6, 2, 5, 40]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("RousseeuwCrouxSn"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try RousseeuwCrouxSn(reference.columnValues())
    try expectAgreement(found.raw, reference.expected["raw"], digits: 14, "raw")
    try expectAgreement(found.scale.value, reference.expected["corrected"], digits: 12, "corrected")
  }

  @Test func factorsAreThoseOfThePaper() throws {
    let small = [0.743, 1.851, 0.954, 1.351, 0.993, 1.198, 1.005, 1.131]
    for (place, factor) in small.enumerated() {
      #expect(try RousseeuwCrouxSn((0..<(place + 2)).map(Double.init)).sizeFactor == factor)
    }
    #expect(try RousseeuwCrouxSn((0..<10).map(Double.init)).sizeFactor == 1)
    #expect(try RousseeuwCrouxSn((0..<11).map(Double.init)).sizeFactor == 11 / (11 - 0.9))
  }

  // MARK: Laws

  /// From all distances, one by one.
  private func naive(_ x: [Double]) -> Double {
    let medians = x.map { value in x.map { ($0 - value).magnitude }.sorted()[x.count / 2] }
    return medians.sorted()[(x.count + 1) / 2 - 1]
  }

  @Test func itIsWhatAllDistancesSay() throws {
    var numbers = FixedNumbers(seed: 21)
    for round in 0..<400 {
      let count = 2 + round % 23
      let x =
        round.isMultiple(of: 2)
        ? numbers.integers(count, from: -5, below: 6) : (0..<count).map { _ in numbers.bell() }
      #expect(try RousseeuwCrouxSn(x).raw == naive(x), "\(x)")
    }
  }

  @Test func shiftScaleOrderAndReversal() throws {
    let plain = try RousseeuwCrouxSn(Self.values)
    let moved = try RousseeuwCrouxSn(Self.values.reversed().map { 8 - 4 * $0 })
    #expect(moved.scale.value == 4 * plain.scale.value)
    let far = Self.values.map { $0 == 40 ? 1e200 : $0 }
    #expect(try RousseeuwCrouxSn(far).scale.value == plain.scale.value)
  }

  /// The mean over normal samples of twenty is the standard deviation, but for chance.
  @Test func itEstimatesTheStandardDeviationOfNormalData() throws {
    var numbers = FixedNumbers(seed: 4)
    var sum = 0.0
    for _ in 0..<2_000 { sum += try RousseeuwCrouxSn((0..<20).map { _ in numbers.bell() }).scale.value }
    #expect((0.98...1.02).contains(sum / 2_000), "\(sum / 2_000)")
  }

  // MARK: Edges and refusals

  @Test func edges() throws {
    #expect(try RousseeuwCrouxSn([1, 4]).raw == 3)
    #expect(try RousseeuwCrouxSn([4, 4, 4, 4, 9]).scale.value == 0)
    #expect(try RousseeuwCrouxSn([0.1, 0.1]).scale.value == 0)
    for values in [[1.0, 4], [4, 4, 4, 4, 9], [1e200, -1e200, 0]] {
      try checkFinding { try RousseeuwCrouxSn(values) }
    }
  }

  @Test func refuses() {
    expectRefusal(.tooFew) { try RousseeuwCrouxSn([]) }
    expectRefusal(.tooFew) { try RousseeuwCrouxSn([1]) }
    expectRefusal(.notFinite) { try RousseeuwCrouxSn([1, .nan]) }
    expectRefusal(.outOfRange) { try RousseeuwCrouxSn([1.7e308, -1.7e308]) }
    expectRefusal(.outOfRange) { try RousseeuwCrouxSn([1, 2], confidence: 1) }
    expectRefusal(.tooFew) { try RousseeuwCrouxSn([1, 2], bootstrap: .percentile(resamples: 0, seed: 1)) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try RousseeuwCrouxSn(Self.values) }
    try checkFinding { try RousseeuwCrouxSn(Self.values, bootstrap: .percentile(resamples: 200, seed: 3)) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RousseeuwCrouxSn") { print in
      // page
      let hours = [3.0, 1, 4, 1.5, 9, 2, 6, 2, 5, 40]
      print(try RousseeuwCrouxSn(hours).named("hours of help"))
      // end
    }
  }
}
