import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

// No fixture: its reference values are among those of Descriptives, which this file reads.

@Suite struct MedianAbsoluteDeviationTests {
  static let values = [3.0, 1, 4, 1.5, 9, 2, 6, 2, 5, 40]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("Descriptives"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try MedianAbsoluteDeviation(reference.columnValues())
    try expectAgreement(found.raw.value, reference.expected["mad_raw"], digits: 12, "raw")
    try expectAgreement(found.scaled.value, reference.expected["mad_scaled"], digits: 12, "scaled")
    try expectAgreement(found.median, reference.expected["median"], digits: 12, "median")
  }

  // MARK: Laws

  @Test func shiftScaleOrderAndReversal() throws {
    let plain = try MedianAbsoluteDeviation(Self.values)
    let moved = try MedianAbsoluteDeviation(Self.values.reversed().map { 8 - 4 * $0 })
    #expect(moved.raw.value == 4 * plain.raw.value && moved.median == 8 - 4 * plain.median)
    let far = Self.values.map { $0 == 40 ? 1e200 : $0 }
    #expect(try MedianAbsoluteDeviation(far).raw == plain.raw)
  }

  /// Half of the values lie no further from the median than the deviation.
  @Test func halfOfTheValuesAreWithin() throws {
    var numbers = FixedNumbers(seed: 6)
    for count in 1...40 {
      let x = numbers.integers(count, from: -9, below: 10)
      let found = try MedianAbsoluteDeviation(x)
      #expect(2 * x.count { ($0 - found.median).magnitude <= found.raw.value } >= count)
      #expect(2 * x.count { ($0 - found.median).magnitude >= found.raw.value } >= count)
    }
  }

  @Test func theScaledIntervalIsTheRawOneScaled() throws {
    let found = try MedianAbsoluteDeviation(Self.values, bootstrap: .percentile(resamples: 300, seed: 2))
    let (raw, scaled) = (try #require(found.raw.interval), try #require(found.scaled.interval))
    #expect(scaled.lower == 1.4826 * raw.lower && scaled.upper == 1.4826 * raw.upper)
    #expect(raw.contains(found.raw.value) && found.raw.standardError == found.bootstrap?.standardError)
  }

  // MARK: Edges and refusals

  @Test func edges() throws {
    #expect(try MedianAbsoluteDeviation([7]).raw == Estimate(0))
    #expect(try MedianAbsoluteDeviation([1, 4]).raw.value == 1.5)
    #expect(try MedianAbsoluteDeviation([4, 4, 4, 9]).scaled.value == 0)
    for values in [[7.0], [1, 4], [4, 4, 9], [1e200, -1e200]] {
      try checkFinding { try MedianAbsoluteDeviation(values) }
    }
  }

  @Test func refuses() {
    expectRefusal(.tooFew) { try MedianAbsoluteDeviation([]) }
    expectRefusal(.notFinite) { try MedianAbsoluteDeviation([1, .nan]) }
    expectRefusal(.outOfRange) { try MedianAbsoluteDeviation([1.7e308, -1.7e308]) }
    expectRefusal(.outOfRange) { try MedianAbsoluteDeviation([1, 2], confidence: 1) }
    expectRefusal(.tooFew) {
      try MedianAbsoluteDeviation([1], bootstrap: .percentile(resamples: 99, seed: 1))
    }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try MedianAbsoluteDeviation(Self.values) }
    try checkFinding {
      try MedianAbsoluteDeviation(Self.values, bootstrap: .percentile(resamples: 200, seed: 3))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MedianAbsoluteDeviation") { print in
      // page
      let hours = [3.0, 1, 4, 1.5, 9, 2, 6, 2, 5, 40]
      print(try MedianAbsoluteDeviation(hours).named("hours of help"))
      // end
    }
  }
}
