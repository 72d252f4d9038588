import SurveyProbability
import SurveyVocabulary

/// Bland and Altman's limits of agreement: how far two measurements of one subject may differ.
///
/// The difference is the first argument minus the second. The limits are the mean difference and the
/// normal quantiles of the stated coverage times the standard deviation of the differences; each has an
/// interval of its own.
///
/// Reference: Bland & Altman (1986), doi:10.1016/S0140-6736(86)90837-8, and Bland & Altman (1999),
/// doi:10.1177/096228029900800204; exact intervals: Carkeet (2015), doi:10.1097/OPX.0000000000000513.
public struct BlandAltman: Finding {
  /// The stable name of the method.
  public static let methodID = "bland-altman/1"

  /// What is compared.
  public enum Scale: String, Hashable, Sendable, Codable, CaseIterable {
    /// The difference, in units of the data.
    case difference
    /// The difference as a percentage of the mean of the two values.
    case percent = "percent of the mean"
    /// The ratio of the first value to the second, by differences of logarithms.
    case ratio
  }

  /// How the intervals of the limits are found.
  public enum LimitInterval: String, Hashable, Sendable, Codable, CaseIterable {
    /// From the noncentral t distribution: exact for normal differences (Carkeet 2015).
    case exact = "noncentral t"
    /// By the delta method with Student's t (Bland & Altman 1999).
    case approximate = "approximate t"
  }

  /// One subject on the plot of differences against means.
  public struct Point: Hashable, Sendable {
    /// The mean of the two values; on the scale of ratios their geometric mean.
    public let mean: Double
    /// The difference, percentage or ratio.
    public let difference: Double
  }

  /// The straight line of the differences on the means.
  public struct Trend: Hashable, Sendable {
    /// The change of the difference for each unit of the mean, with Student's interval.
    public let slope: Estimate
    /// The correlation of difference and mean.
    public let correlation: Double
    /// Student's t of the slope, which is Pitman's test of equal variances on the scale of differences.
    public let statistic: TestStatistic
    /// The two-sided probability of a slope at least as steep if there is none.
    public let pValue: Double
  }

  /// The mean difference, the mean percentage or the geometric mean ratio, with Student's interval.
  public let bias: Estimate
  /// The standard deviation of the differences, percentages or logarithms of ratios.
  public let standardDeviation: Double
  /// The lower limit of agreement with its interval, on the scale of ``bias``.
  public let lowerLimit: Estimate
  /// The upper limit of agreement with its interval, on the scale of ``bias``.
  public let upperLimit: Estimate
  /// The trend of the differences, on the scale of ratios in logarithms; `nil` for two pairs or where
  /// differences or means do not vary.
  public let trend: Trend?
  /// The skewness of the differences (type 2), for information; `nil` where it is undefined.
  public let skewness: Double?
  /// The excess kurtosis of the differences (type 2), for information; `nil` where it is undefined.
  public let excessKurtosis: Double?
  /// The points of the plot, in the order of the pairs.
  public let points: [Point]
  /// What is compared.
  public let scale: Scale
  /// How the intervals of the limits were found.
  public let limitInterval: LimitInterval
  /// The share of differences that the limits are to hold.
  public let coverage: Double
  /// The names of the two measurements for print, and the cases.
  public var context: DataContext

  /// Compares two measurements of the same subjects, `measurement` minus `reference`.
  ///
  /// - Parameters:
  ///   - measurement: The values whose difference is taken.
  ///   - reference: The values that are subtracted, in the same order of subjects.
  ///   - scale: What is compared; percentages and ratios ask for positive values.
  ///   - limits: How the intervals of the limits are found.
  ///   - coverage: The share of differences that the limits are to hold.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there are fewer than two pairs, the lengths differ, a value is not finite or
  ///   not positive where it must be, the coverage or the confidence is not between 0 and 1, there are too
  ///   many pairs for exact intervals, or differences leave the range of `Double`.
  public init(
    _ measurement: some Collection<Double>, against reference: some Collection<Double>,
    scale: Scale = .difference, limits: LimitInterval = .exact, coverage: Double = 0.95,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let pairs = try AgreementPairs(measurement, reference, scale: scale)
    let moments = try Moments(finite: pairs.differences)
    let spread = try AgreementSpread(moments, coverage: coverage, confidence: confidence)
    let back = pairs.back
    bias = back(try spread.bias())
    standardDeviation = spread.deviation
    (lowerLimit, upperLimit) = (
      back(try spread.limit(isUpper: false, limits)), back(try spread.limit(isUpper: true, limits))
    )
    for limit in [bias, lowerLimit, upperLimit] {
      guard limit.value.isFinite, limit.interval?.width.isFinite ?? true else {
        throw InputError(
          .outOfRange, "limits", "a limit of agreement exceeds the range of Double",
          remedy: "rescale the values")
      }
    }
    trend = try Self.trend(pairs, confidence: confidence)
    let shape = SampleShape(pairs.differences, moments, .two)
    (skewness, excessKurtosis) = (shape.skewness, shape.kurtosis)
    points = pairs.points
    self.scale = scale
    limitInterval = limits
    self.coverage = coverage
    context = DataContext(
      parts: ["measurement", "reference"], cases: CaseLedger(all: pairs.differences.count))
  }

  /// The regression of differences on means.
  private static func trend(_ pairs: AgreementPairs, confidence: Double) throws(InputError) -> Trend? {
    let count = pairs.differences.count
    guard count >= 3 else { return nil }
    let sums = try PairSums(pairs.differences, pairs.means)
    guard let r = sums.correlation, let rise = sums.first.standardDeviation,
      let run = sums.second.standardDeviation, run > 0, rise > 0
    else { return nil }
    let freedom = Double(count - 2)
    let ratio = rise / run
    let error = ratio * ((1 - r) * (1 + r) / freedom).squareRoot()
    let reach = try StudentTDistribution(degreesOfFreedom: freedom).quantile(upperTail: (1 - confidence) / 2)
    let statistic = CorrelationTest.statistic(r, count: count)
    guard ratio.isFinite else { return nil }
    return Trend(
      slope: Estimate(
        r * ratio, standardError: error,
        interval: ConfidenceInterval(
          lower: r * ratio - reach * error, upper: r * ratio + reach * error, level: confidence, method: "t")),
      correlation: r, statistic: statistic, pValue: statistic.pValue())
  }
}
