import SurveyProbability
import SurveyVocabulary

/// The difference of two means in units of the root mean of their variances.
///
/// The interval is Bonett's (2008): it lets the variances differ. With equal sizes or equal variances the
/// effect is Cohen's d.
///
/// Reference: Bonett (2008), doi:10.1037/1082-989X.13.2.99, with two groups and weights 1 and -1.
public struct AverageVarianceD: Finding {
  /// The method and the version of its definition.
  public static let methodID = "average-variance-d/1"

  /// The difference over the root of the mean of the two variances.
  public let d: Estimate
  /// Size, mean and variance of the two groups, in the order given.
  public let groups: [Moments]
  /// The side of one-sided limits.
  public let alternative: Alternative
  /// What resampling found, where it was asked for.
  public let bootstrap: BootstrapFinding?
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares two groups of values.
  ///
  /// - Parameters:
  ///   - group: The first group.
  ///   - baseline: The group it is compared with.
  ///   - alternative: `.greater` gives lower limits only, `.less` upper limits only.
  ///   - bootstrap: Resamples each group for the interval, in place of the formula.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if a group has fewer than two observations or a value that is not finite, or if
  ///   neither group varies.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    alternative: Alternative = .twoSided, bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let samples = try TwoSamples(group, baseline)
    guard
      let found = try Self.estimate(
        samples.moments.first, samples.moments.second, alternative: alternative, confidence: confidence)
    else {
      throw InputError(
        .constant, "group and baseline", "neither group varies, or too little for the range of Double",
        remedy: "compare the two values themselves: there is no spread to judge their difference by")
    }
    self.bootstrap = try samples.bootstrap(
      bootstrap, around: found.value, alternative: alternative, confidence: confidence
    ) {
      let variance = ($0.variance + $1.variance) / 2
      return variance > 0 ? ($0.mean - $1.mean) / variance.squareRoot() : nil
    }
    d = self.bootstrap?.estimate(found.value) ?? found
    groups = [samples.moments.first, samples.moments.second]
    self.alternative = alternative
    context = samples.moments.context
  }
}

extension AverageVarianceD {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Average-variance d", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [.init("denominator", .text("root mean variance"))] + alternative.optionOfSide
          + (bootstrap?.options ?? []),
        seed: bootstrap?.plan.seed,
        citation: Citation(
          "Bonett", 2008, "Psychological Methods 13, 99-109", doi: "10.1037/1082-989X.13.2.99")),
      rows: [.init("average-variance d", d)],
      facts: groups.facts, cases: context.cases,
      notes: bootstrap == nil ? ["The interval assumes normal groups; their variances may differ."] : [],
      warnings: bootstrap?.warnings ?? [])
  }
}

extension AverageVarianceD {
  /// The effect of two groups known by their moments.
  ///
  /// - Returns: `nil` where neither group varies, because then there is no unit.
  static func estimate(
    _ first: Moments, _ second: Moments, alternative: Alternative, confidence: Double
  ) throws(InputError) -> Estimate? {
    guard let v1 = first.variance, let v2 = second.variance, max(v1, v2) > 0 else { return nil }
    // Shares of the larger variance, so that no square leaves the range of Double.
    let unit = max(v1, v2)
    let (a, b) = (v1 / unit, v2 / unit)
    let mean = (a + b) / 2
    let d = (first.mean - second.mean) / unit.squareRoot() / mean.squareRoot()
    let (f1, f2) = (Double(first.count - 1), Double(second.count - 1))
    let variance = d * d * (a * a / f1 + b * b / f2) / (8 * mean * mean) + (a / f1 + b / f2) / mean
    let error = variance.squareRoot()
    guard d.isFinite, error.isFinite else { return nil }
    let reach =
      error
      * (try NormalDistribution.standard.quantile(upperTail: alternative.tailArea(confidence: confidence)))
    return Estimate(
      d, standardError: error,
      interval: alternative.interval(d - reach, d + reach, level: confidence, method: "Bonett"))
  }
}
