import SurveyProbability
import SurveyVocabulary

/// How wide Fisher's interval of a correlation will be, or how many cases make it as narrow as wanted.
///
/// It is the interval around a correlation that is observed as it was planned. It is not symmetric; its
/// half-width is half the distance of its limits.
///
/// Reference: Fisher (1921); Bonett & Wright (2000), doi:10.1007/BF02294183.
public struct CorrelationPrecision: Finding {
  /// The method and the version of its definition.
  public static let methodID = "correlation-precision/1"

  /// The planned correlation with its interval at this number of cases.
  public let correlation: Estimate
  /// Half the distance of the limits.
  public let halfWidth: Double
  /// The number of cases.
  public let count: Int
  /// The number of cases before it was rounded up, where it was solved for.
  public let exactCount: Double
  /// The half-width that was asked for; `nil` where the number of cases was given.
  public let wantedHalfWidth: Double?
  /// The level of the interval.
  public let confidence: Double
  /// What was measured.
  public var context: DataContext

  /// The interval with a number of cases.
  ///
  /// - Parameters:
  ///   - correlation: The planned correlation, above -1 and below 1.
  ///   - cases: The number of cases, at least 4.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if a number is outside its range.
  public init(_ correlation: Double, cases: Int, confidence: Double = 0.95) throws(InputError) {
    let z = try Self.critical(correlation, confidence)
    guard cases >= 4 else { throw .tooFew("cases", found: cases, needed: 4) }
    guard Double(cases) <= PlannedTest.largestSize else {
      throw .outOfRange("cases", value: Double(cases), allowed: "a number up to 10^15")
    }
    self.init(correlation, Double(cases), nil, z, confidence)
  }

  /// The smallest number of cases with a half-width that is no larger than wanted.
  ///
  /// - Parameters:
  ///   - correlation: The planned correlation; 0 needs the most cases.
  ///   - halfWidth: The wanted half-width, above 0 and below 1.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if a number is outside its range, or if no number up to 10^15 suffices.
  public init(_ correlation: Double, halfWidth: Double, confidence: Double = 0.95) throws(InputError) {
    let z = try Self.critical(correlation, confidence)
    guard halfWidth > 0, halfWidth < 1 else {
      throw .outOfRange("half-width", value: halfWidth, allowed: "a number above 0 and below 1")
    }
    let search = try SizeSearch(nil, count: 1, least: 4, subject: "a correlation")
    let found = try search.sizes { sizes throws(InputError) in
      halfWidth - Self.halfWidth(correlation, sizes[0], z)
    }
    guard let found else {
      throw .infeasible("cases", "no number up to 10^15 suffices", remedy: "ask for a wider interval")
    }
    self.init(correlation, found[0], halfWidth, z, confidence)
  }

  private init(_ r: Double, _ exact: Double, _ wanted: Double?, _ z: Double, _ confidence: Double) {
    count = SizeSearch.whole([exact])[0]
    exactCount = exact
    let (center, reach) = (libmAtanh(r), z / (Double(count) - 3).squareRoot())
    correlation = Estimate(
      r,
      interval: ConfidenceInterval(
        lower: libmTanh(center - reach), upper: libmTanh(center + reach), level: confidence, method: "Fisher")
    )
    halfWidth = Self.halfWidth(r, Double(count), z)
    wantedHalfWidth = wanted
    self.confidence = confidence
    context = DataContext(parts: [], cases: CaseLedger(all: 0))
  }
}

extension CorrelationPrecision {
  private static func critical(_ r: Double, _ confidence: Double) throws(InputError) -> Double {
    try checkConfidence(confidence)
    guard r.magnitude < 1 else {
      throw .outOfRange("correlation", value: r, allowed: "a number above -1 and below 1")
    }
    return try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
  }

  /// (tanh(c + h) - tanh(c - h))/2 = t (1 - r²)/(1 - r²t²) with t = tanh h, which cancels no digits.
  private static func halfWidth(_ r: Double, _ n: Double, _ z: Double) -> Double {
    let t = libmTanh(z / (n - 3).squareRoot())
    return t * ((1 - r) * (1 + r)) / ((1 - r * t) * (1 + r * t))
  }

  /// The interval, its half-width and what they rest on.
  public var report: Report {
    let wanted: [Report.Fact] =
      wantedHalfWidth.map {
        [.init("wanted", .number($0, .halfWidth($0))), .init("n exactly", .number(exactCount, .decimals(2)))]
      } ?? []
    return Report(
      context.title("Precision of a correlation"),
      method: .init(
        Self.methodID,
        options: [.init("interval", .text("Fisher's z, \(DecimalText.level(confidence))"))],
        citation: Citation("Bonett & Wright", 2000, "Psychometrika 65, 23-28", doi: "10.1007/BF02294183")),
      rows: [
        .init("planned r", correlation, style: .bounded(2)),
        .init("half-width", Estimate(halfWidth), style: .halfWidth(halfWidth)),
      ], facts: wanted + [.init(wantedHalfWidth == nil ? "n" : "n (solved)", .count(count))], cases: nil)
  }
}
