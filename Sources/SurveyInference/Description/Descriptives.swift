import SurveyProbability
import SurveyVocabulary

/// The usual description of one variable: how many, where, how wide, what shape.
///
/// The interval of the mean is Student's; skewness and kurtosis are by default those of SPSS and SAS;
/// quartiles are of Hyndman and Fan's type 7.
public struct Descriptives: Finding {
  /// The stable name of the method.
  public static let methodID = "descriptives/1"

  /// Size, mean and variance, smallest and largest value.
  public let moments: Moments
  /// The mean with its standard error and Student's interval, both absent for a single observation.
  public let mean: Estimate
  /// The quantile at one half, which is the same by every symmetric definition.
  public let median: Double
  /// The quantile at one quarter, of type 7.
  public let lowerQuartile: Double
  /// The quantile at three quarters, of type 7.
  public let upperQuartile: Double
  /// The skewness; `nil` for a constant or too few observations.
  public let skewness: Double?
  /// The kurtosis in excess of the normal distribution's; `nil` for a constant or too few observations.
  public let kurtosis: Double?
  /// How skewness and kurtosis are defined.
  public let shape: ShapeDefinition
  /// The names for print, and the cases.
  public var context: DataContext

  /// Describes observations.
  ///
  /// - Parameters:
  ///   - values: The observations that are there.
  ///   - missing: The number of cases without one.
  ///   - shape: The definition of skewness and kurtosis.
  ///   - confidence: The level of the interval of the mean.
  /// - Throws: `InputError` if there is no observation, one is not finite, or the number missing is
  ///   negative.
  public init(
    _ values: some Collection<Double>, missing: Int = 0, shape: ShapeDefinition = .two,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let sorted = try finiteValues(values, "values", atLeast: 1).sorted()
    guard missing >= 0 else {
      throw .outOfRange("missing", value: Double(missing), allowed: "a number of at least 0")
    }
    moments = try Moments(finite: sorted)
    mean = try Self.estimate(moments, confidence)
    median = Quantiles.quantile(0.5, of: sorted, .seven)
    lowerQuartile = Quantiles.quantile(0.25, of: sorted, .seven)
    upperQuartile = Quantiles.quantile(0.75, of: sorted, .seven)
    let form = SampleShape(sorted, moments, shape)
    skewness = form.skewness
    kurtosis = form.kurtosis
    self.shape = shape
    context = DataContext(
      parts: [],
      cases: CaseLedger(used: sorted.count, exclusions: [CaseLedger.Exclusion("missing", count: missing)]))
  }

  /// The upper quartile minus the lower.
  public var interquartileRange: Double { upperQuartile - lowerQuartile }

  private static func estimate(_ moments: Moments, _ confidence: Double) throws(InputError) -> Estimate {
    guard let error = moments.standardErrorOfMean else { return Estimate(moments.mean) }
    let distribution = try StudentTDistribution(degreesOfFreedom: Double(moments.count - 1))
    let reach = try distribution.quantile(upperTail: (1 - confidence) / 2) * error
    return Estimate(
      moments.mean, standardError: error,
      interval: ConfidenceInterval(
        lower: moments.mean - reach, upper: moments.mean + reach, level: confidence, method: "t"))
  }
}

extension Descriptives {
  /// The mean with its interval, and everything else as facts.
  public var report: Report {
    var facts = [Report.Fact("n", .count(moments.count))]
    if context.cases.excluded > 0 { facts.append(Report.Fact("missing", .count(context.cases.excluded))) }
    if let deviation = moments.standardDeviation { facts.append(Report.Fact("SD", .number(deviation))) }
    if let error = mean.standardError { facts.append(Report.Fact("SE", .number(error))) }
    facts += [
      Report.Fact("median", .number(median)),
      Report.Fact("lower quartile", .number(lowerQuartile)),
      Report.Fact("upper quartile", .number(upperQuartile)),
    ]
    if let minimum = moments.minimum { facts.append(Report.Fact("minimum", .number(minimum))) }
    if let maximum = moments.maximum { facts.append(Report.Fact("maximum", .number(maximum))) }
    if let skewness { facts.append(Report.Fact("skewness", .number(skewness))) }
    if let kurtosis { facts.append(Report.Fact("excess kurtosis", .number(kurtosis))) }
    return Report(
      context.title("Descriptives"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("quartiles", .text("type 7")),
          Report.Fact("skewness and kurtosis", .text("type \(shape.rawValue)")),
        ]),
      rows: [Report.Row("mean", mean)], facts: facts, cases: context.cases)
  }
}
