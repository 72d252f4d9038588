import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BlandAltmanTests {
  // Bland and Altman's (1986) peak flow of 17 persons, first measurements with two meters.
  static let large: [Double] = [
    494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427,
  ]
  static let mini: [Double] = [
    512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451,
  ]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("BlandAltman"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let options = reference.options
    let (x, y): ([Double], [Double])
    if reference.dataset == nil {
      (x, y) = (try options["x"].numbers(), try options["y"].numbers())
    } else {
      let columns = try reference.data().complete(options["columns"].strings())
      (x, y) = (columns[0], columns[1])
    }
    let scale: BlandAltman.Scale =
      switch try options["scale"].string() {
      case "percent": .percent
      case "ratio": .ratio
      default: .difference
      }
    let expected = reference.expected
    for (limits, suffix) in [(BlandAltman.LimitInterval.exact, "exact"), (.approximate, "approximate")] {
      let found = try BlandAltman(
        x, against: y, scale: scale, limits: limits, coverage: options["coverage"].number(),
        confidence: options["conf_level"].number())
      #expect(found.points.count == (try expected["n"].integer()))
      func check(_ value: Double?, _ key: String) throws {
        guard expected[key] != .null else { return }
        try expectAgreement(value, expected[key], digits: 10, key)
      }
      func check(_ interval: ConfidenceInterval?, _ key: String) throws {
        guard expected[key] != .null else { return }
        let interval = try #require(interval)
        try expectAgreement([interval.lower, interval.upper], expected[key], digits: 10, key)
      }
      try check(found.bias.value, "bias")
      try check(found.bias.interval, "bias_ci")
      try check(found.standardDeviation, "sd")
      try check(found.lowerLimit.value, "lower")
      try check(found.upperLimit.value, "upper")
      try check(found.lowerLimit.interval, "lower_\(suffix)")
      try check(found.upperLimit.interval, "upper_\(suffix)")
      try check(found.trend?.slope.value, "slope")
      try check(found.trend?.slope.interval, "slope_ci")
      try check(found.trend?.correlation, "r")
      try check(found.trend?.statistic.value, "t")
      try check(found.trend?.pValue, "p")
    }
  }

  /// The paper of 1986 prints -2.1, 38.8, -79.7 and 75.5 with limits of two standard deviations.
  @Test func givesWhatBlandAndAltmanPublished() throws {
    let two = NormalDistribution.standard
    let found = try BlandAltman(
      Self.large, against: Self.mini, coverage: two.lowerTail(2) - two.lowerTail(-2))
    #expect((found.bias.value + 2.1).magnitude < 0.05)
    #expect((found.standardDeviation - 38.8).magnitude < 0.05)
    #expect((found.lowerLimit.value + 79.7).magnitude < 0.1)
    #expect((found.upperLimit.value - 75.5).magnitude < 0.1)
  }

  // MARK: Laws

  @Test(arguments: BlandAltman.LimitInterval.allCases)
  func swappingTheMeasurementsMirrorsTheLimits(_ limits: BlandAltman.LimitInterval) throws {
    let plain = try BlandAltman(Self.large, against: Self.mini, limits: limits)
    let swapped = try BlandAltman(Self.mini, against: Self.large, limits: limits)
    expectAgreement(swapped.bias.value, -plain.bias.value, digits: 14)
    expectAgreement(swapped.lowerLimit.value, -plain.upperLimit.value, digits: 14)
    let (one, other) = (try #require(swapped.lowerLimit.interval), try #require(plain.upperLimit.interval))
    expectAgreement(one.lower, -other.upper, digits: 13)
    expectAgreement(one.upper, -other.lower, digits: 13)
    let ratio = try BlandAltman(Self.large, against: Self.mini, scale: .ratio)
    let inverse = try BlandAltman(Self.mini, against: Self.large, scale: .ratio)
    expectAgreement(inverse.lowerLimit.value * ratio.upperLimit.value, 1, digits: 13)
  }

  /// The bounds of the limit are the means that a test of the quantile does not reject.
  @Test func theExactIntervalInvertsTheNoncentralT() throws {
    let found = try BlandAltman(Self.large, against: Self.mini)
    let (n, s) = (17.0, found.standardDeviation)
    let z = (found.upperLimit.value - found.bias.value) / s
    let t = try NoncentralTDistribution(degreesOfFreedom: n - 1, noncentrality: z * n.squareRoot())
    let interval = try #require(found.upperLimit.interval)
    expectAgreement(
      t.lowerTail((interval.lower - found.bias.value) / s * n.squareRoot()), 0.025, digits: 10)
    expectAgreement(
      t.upperTail((interval.upper - found.bias.value) / s * n.squareRoot()), 0.025, digits: 10)
  }

  @Test func approximateAndExactMeetInLargeSamples() throws {
    var stream = RandomStream(seed: 8)
    let x = (0..<4_000).map { _ in stream.normal() }
    let y = (0..<4_000).map { _ in stream.normal() }
    let exact = try #require(try BlandAltman(x, against: y).upperLimit.interval)
    let near = try #require(try BlandAltman(x, against: y, limits: .approximate).upperLimit.interval)
    expectAgreement(near.lower, exact.lower, digits: 2.5)
    expectAgreement(near.upper, exact.upper, digits: 2.5)
  }

  /// Pitman (1939): sum and difference correlate as the variances differ.
  @Test func theTrendIsPitmansTest() throws {
    let trend = try #require(try BlandAltman(Self.large, against: Self.mini).trend)
    let (x, y) = (try Moments(Self.large), try Moments(Self.mini))
    let r = try PearsonCorrelation(Self.large, with: Self.mini).correlation.value
    let (a, b) = (try #require(x.variance), try #require(y.variance))
    let ratio = a / b
    let t = (ratio - 1) * 15.0.squareRoot() / (2 * (ratio * (1 - r * r)).squareRoot())
    expectAgreement(trend.statistic.value, t, digits: 11)
  }

  @Test func shiftsAndUnitsMoveTheLimitsWithThem() throws {
    let plain = try BlandAltman(Self.large, against: Self.mini)
    let moved = try BlandAltman(Self.large.map { 3 * $0 + 12 }, against: Self.mini.map { 3 * $0 + 2 })
    expectAgreement(moved.lowerLimit.value, 3 * plain.lowerLimit.value + 10, digits: 12)
    expectAgreement(
      try #require(moved.trend).slope.value, try #require(plain.trend).slope.value, digits: 11)
    let percent = try BlandAltman(Self.large, against: Self.mini, scale: .percent)
    let scaled = try BlandAltman(
      Self.large.map { 7 * $0 }, against: Self.mini.map { 7 * $0 }, scale: .percent)
    expectAgreement(scaled.upperLimit.value, percent.upperLimit.value, digits: 12)
  }

  @Test func thePointsAreThoseOfThePlot() throws {
    let found = try BlandAltman([10, 20], against: [8, 24])
    #expect(found.points.map(\.mean) == [9, 22] && found.points.map(\.difference) == [2, -4])
    let ratio = try BlandAltman([2, 8], against: [8, 2], scale: .ratio)
    expectAgreement(ratio.points[0].mean, 4, digits: 14)
    expectAgreement(ratio.points[1].difference, 4, digits: 14)
    #expect(found.trend == nil && found.skewness == nil)
  }

  // MARK: Edges and refusals

  @Test func equalDifferencesHaveLimitsWithoutWidth() throws {
    let found = try BlandAltman([1.1, 2.1, 3.1], against: [0.1, 1.1, 2.1])
    #expect(found.standardDeviation < 1e-15)
    let same = try BlandAltman([1, 2, 3], against: [1, 2, 3])
    #expect(same.lowerLimit.value == 0 && same.upperLimit.interval?.width == 0 && same.trend == nil)
    #expect(same.report.notes.count == 1)
    try checkFinding { try BlandAltman([1, 2, 3], against: [1, 2, 3]) }
    try checkFinding { try BlandAltman([1, 2, 3], against: [3, 2, 1]) }
  }

  @Test func takesHugeAndTinyValues() throws {
    let huge = try BlandAltman([1e150, 3e150, 2e150], against: [2e150, 1e150, 2.5e150])
    #expect(huge.upperLimit.value.isFinite && huge.trend != nil)
    let tiny = try BlandAltman([1e-150, 3e-150, 2e-150], against: [2e-150, 1e-150, 2.5e-150])
    expectAgreement(tiny.upperLimit.value * 1e150 * 1e150, huge.upperLimit.value, digits: 12)
    try checkFinding { try BlandAltman([1e140, 1e-300, 1], against: [1e-300, 1e140, 2], scale: .percent) }
  }

  @Test func refusesWhatHasNoLimits() {
    expectRefusal(.tooFew) { try BlandAltman([], against: []) }
    expectRefusal(.tooFew) { try BlandAltman([1], against: [2]) }
    expectRefusal(.lengthMismatch) { try BlandAltman([1, 2], against: [2]) }
    expectRefusal(.notFinite) { try BlandAltman([1, .nan], against: [2, 3]) }
    expectRefusal(.outOfRange) { try BlandAltman([1, 1.5e308], against: [2, -1.5e308]) }
    expectRefusal(.outOfRange) { try BlandAltman([1, 1e200], against: [2, 3]) }
    expectRefusal(.outOfRange) { try BlandAltman([1, 0], against: [2, 3], scale: .ratio) }
    expectRefusal(.outOfRange) { try BlandAltman([1, 2], against: [-2, 3], scale: .percent) }
    expectRefusal(.outOfRange) { try BlandAltman([1e300, 1e-300], against: [1e-300, 1e300], scale: .ratio) }
    let ones = [Double](repeating: 1, count: 200)
    expectRefusal(.outOfRange) { try BlandAltman([1e308] + ones, against: [1e-308] + ones, scale: .ratio) }
    for level in [0, 1, -1, .nan] {
      expectRefusal(.outOfRange) { try BlandAltman([1, 2], against: [2, 5], coverage: level) }
      expectRefusal(.outOfRange) { try BlandAltman([1, 2], against: [2, 5], confidence: level) }
    }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    for scale in BlandAltman.Scale.allCases {
      for limits in BlandAltman.LimitInterval.allCases {
        try checkFinding { try BlandAltman(Self.large, against: Self.mini, scale: scale, limits: limits) }
      }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BlandAltman") { print in
      // page
      let large: [Double] = [
        494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427,
      ]
      let mini: [Double] = [
        512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451,
      ]
      let agreement = try BlandAltman(large, against: mini).named("peak flow", "large meter", "mini meter")
      print(agreement)
      // end
    }
  }
}
