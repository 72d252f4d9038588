import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct QuantileIntervalTests {
  static let values = [3.0, 1, 4, 1.5, 9, 2, 6, 2, 5, 40]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("QuantileInterval"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let found = try QuantileInterval(
      reference.columnValues(), at: reference.options["p"].number(),
      confidence: reference.options["level"].number())
    if expected["coverage"] == .null {
      #expect(found.quantile.interval == nil && found.coverage == nil)
    } else {
      #expect(found.lowerRank == (try expected["lower_rank"].integer()))
      #expect(found.upperRank == (try expected["upper_rank"].integer()))
      #expect(found.quantile.interval?.lower == (try expected["lower"].number()))
      #expect(found.quantile.interval?.upper == (try expected["upper"].number()))
      try expectAgreement(found.coverage, expected["coverage"], digits: 12, "coverage")
    }
    if expected["se"] == .null {
      #expect(found.quantile.standardError == nil)
    } else {
      try expectAgreement(found.quantile.standardError, expected["se"], digits: 11, "SE")
    }
  }

  // MARK: Laws

  /// For odd numbers the error of the median is that of all n to the power of n resamples.
  @Test func theErrorIsThatOfAllResamples() throws {
    for x in [[1.0, 4, 2], [1, 2, 2], [3, 1, 4, 1.5, 9]] {
      let count = x.count
      var medians: [Double] = []
      var rows = [Int](repeating: 0, count: count)
      for number in 0..<[Int](repeating: count, count: count).reduce(1, *) {
        var rest = number
        for place in rows.indices {
          rows[place] = rest % count
          rest /= count
        }
        medians.append(rows.map { x[$0] }.sorted()[count / 2])
      }
      let mean = medians.reduce(0, +) / Double(medians.count)
      let variance = medians.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(medians.count)
      expectAgreement(
        try QuantileInterval(x, confidence: 0.5).quantile.standardError ?? .nan, variance.squareRoot(),
        digits: 13)
    }
  }

  /// Ranks at a wider interval would not be needed, and narrower ones would not keep the level.
  @Test func ranksAreTheInnermostThatKeepTheLevel() throws {
    let median = try QuantileInterval(Self.values)
    #expect(median.lowerRank == 2 && median.upperRank == 9)
    // 1 - 2 (1 + 10)/1024.
    expectAgreement(median.coverage ?? .nan, 1 - 22.0 / 1_024, digits: 14)
    #expect(median.quantile.interval?.lower == 1.5 && median.quantile.interval?.upper == 9)
    let wide = try QuantileInterval(Self.values, confidence: 0.99)
    #expect(wide.lowerRank == 1 && wide.upperRank == 10)
  }

  @Test func theMedianHasTheLimitsOfTheSignTest() throws {
    let test = try SignTest(Self.values, against: Self.values.map { _ in 0 })
    let found = try QuantileInterval(Self.values)
    #expect(test.median.interval?.lower == found.quantile.interval?.lower)
    #expect(test.median.interval?.upper == found.quantile.interval?.upper)
    expectAgreement(test.coverage ?? .nan, found.coverage ?? .nan, digits: 14)
  }

  @Test func turningTheValuesTurnsTheLimits() throws {
    for p in [0.25, 0.5, 0.625] {
      let plain = try QuantileInterval(Self.values, at: p, confidence: 0.8)
      let turned = try QuantileInterval(Self.values.map { 3 - 2 * $0 }, at: 1 - p, confidence: 0.8)
      expectAgreement(turned.quantile.value, 3 - 2 * plain.quantile.value, digits: 14)
      #expect(turned.quantile.interval?.lower == plain.quantile.interval.map { 3 - 2 * $0.upper })
      expectAgreement(turned.coverage ?? .nan, plain.coverage ?? .nan, digits: 14)
      expectAgreement(
        turned.quantile.standardError ?? .nan, 2 * (plain.quantile.standardError ?? .nan), digits: 13)
    }
  }

  // MARK: Edges and refusals

  @Test func edges() throws {
    let one = try QuantileInterval([3])
    #expect(one.quantile == Estimate(3) && one.coverage == nil)
    let two = try QuantileInterval([3, 5])
    #expect(two.quantile.interval == nil && two.quantile.standardError != nil)
    let constant = try QuantileInterval([0.1, 0.1, 0.1, 0.1, 0.1, 0.1])
    #expect(constant.quantile.standardError == 0 && constant.quantile.interval?.width == 0)
    for values in [[3.0], [3, 5], [0.1, 0.1, 0.1, 0.1, 0.1, 0.1], [-1e308, 0, 1e308]] {
      for confidence in [1e-9, 0.95, 1 - 1e-12] {
        for p in [1e-12, 0.5, 0.9] {
          try checkFinding { try QuantileInterval(values, at: p, confidence: confidence) }
        }
      }
    }
  }

  @Test func refuses() {
    expectRefusal(.tooFew) { try QuantileInterval([]) }
    expectRefusal(.notFinite) { try QuantileInterval([1, .nan]) }
    for p in [0, 1, -0.5, 2, .nan] { expectRefusal(.outOfRange) { try QuantileInterval([1, 2], at: p) } }
    expectRefusal(.outOfRange) { try QuantileInterval([1, 2], confidence: 1) }
  }

  // MARK: Conformance and page

  @Test(arguments: Quantiles.Definition.allCases)
  func keepsTheContract(_ type: Quantiles.Definition) throws {
    try checkFinding { try QuantileInterval(Self.values, type: type) }
    #expect(
      try QuantileInterval(Self.values, at: 0.3, type: type).quantile.value
        == Quantiles(Self.values, at: [0.3], type: type).values[0])
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("QuantileInterval") { print in
      // page
      let hours = [3.0, 1, 4, 1.5, 9, 2, 6, 2, 5, 40]
      print(try QuantileInterval(hours).named("hours of help"))
      // end
    }
  }
}
