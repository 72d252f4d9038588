import SurveyVocabulary

/// The median of the absolute deviations from the median, raw and times 1.4826.
///
/// Times 1.4826 it estimates the standard deviation of normal data. Up to half of the values may be anything
/// before it breaks down.
///
/// Reference: Hampel (1974), doi:10.1080/01621459.1974.10482962.
public struct MedianAbsoluteDeviation: Finding {
  /// The stable name of the method.
  public static let methodID = "median-absolute-deviation/1"
  /// The factor that makes the raw deviation the standard deviation of normal data, as it is used everywhere;
  /// 1/Φ⁻¹(3/4) is 1.482602….
  public static let factor = 1.4826

  /// The median of the absolute deviations, in units of the data; its interval is the bootstrap's where that
  /// was asked for.
  public let raw: Estimate
  /// The raw deviation times 1.4826.
  public let scaled: Estimate
  /// The median from which deviations are taken.
  public let median: Double
  /// The number of values.
  public let count: Int
  /// What resampling found for the raw deviation; `nil` where it was not asked for.
  public let bootstrap: BootstrapFinding?
  /// The name of the variable for print, and the cases.
  public var context: DataContext

  /// Takes the median absolute deviation of values.
  ///
  /// - Parameters:
  ///   - values: The values.
  ///   - plan: Resamples the cases for an interval; `nil` gives none.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there is no value, one is not finite, the deviation exceeds the range of
  ///   `Double`, or as the bootstrap does.
  public init(
    _ values: some Collection<Double>, bootstrap plan: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let sorted = try finiteValues(values, "values", atLeast: 1).sorted()
    let value = try RobustScale.checked(Self.deviation(sorted))
    _ = try RobustScale.checked(value * Self.factor)
    let found = try RobustScale(value, of: sorted, plan, confidence: confidence, scale: Self.deviation)
    raw = found.estimate
    scaled = found.estimate.times(Self.factor)
    bootstrap = found.bootstrap
    median = Self.middle(sorted)
    count = sorted.count
    context = DataContext(parts: [], cases: CaseLedger(all: sorted.count))
  }

  /// The raw deviation of sorted values.
  private static func deviation(_ sorted: [Double]) -> Double {
    let center = middle(sorted)
    return middle(sorted.map { ($0 - center).magnitude }.sorted())
  }

  private static func middle(_ sorted: [Double]) -> Double { Quantiles.quantile(0.5, of: sorted, .seven) }
}

extension MedianAbsoluteDeviation {
  /// Both deviations and the median.
  public var report: Report {
    Report(
      context.title("Median absolute deviation"),
      method: .init(
        Self.methodID, options: bootstrap?.options ?? [], seed: bootstrap?.plan.seed,
        citation: Citation(
          "Hampel", 1974, "Journal of the American Statistical Association 69, 383-393",
          doi: "10.1080/01621459.1974.10482962")),
      rows: [.init("MAD", raw), .init("MAD × 1.4826", scaled)],
      facts: [.init("n", .count(count)), .init("median", .number(median))], cases: context.cases,
      notes: raw.value == 0 && count > 1
        ? ["At least half of the values are equal to the median, so that the deviation is 0."] : [],
      warnings: bootstrap?.warnings ?? [])
  }
}

extension Estimate {
  /// The estimate in units that are `factor` times smaller, above zero.
  func times(_ factor: Double) -> Estimate {
    Estimate(
      value * factor, standardError: standardError.map { $0 * factor },
      interval: interval.map {
        ConfidenceInterval(
          lower: $0.lower * factor, upper: $0.upper * factor, level: $0.level, method: $0.method)
      })
  }
}
