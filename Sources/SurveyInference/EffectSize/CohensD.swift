import SurveyProbability
import SurveyVocabulary

/// Cohen's d: the difference of two means in units of their pooled standard deviation.
///
/// The interval inverts the noncentral t distribution; it assumes normal groups of equal variance. Small
/// samples make d too large: ``HedgesG`` corrects it. Where variances differ, ``AverageVarianceD`` is the
/// effect to report.
///
/// Reference: Cohen (1988), Statistical Power Analysis for the Behavioral Sciences.
public struct CohensD: Finding {
  /// The method and the version of its definition.
  public static let methodID = "cohens-d/1"

  /// The difference over the pooled standard deviation. Without resampling its standard error is the
  /// large-sample one.
  public let d: Estimate
  /// The correlation of group and value that belongs to the same t: t/√(t² + n₁ + n₂ - 2).
  public let equivalentCorrelation: Double
  /// The denominator, in the units of the data.
  public let pooledStandardDeviation: Double
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
    let found = try PooledDifference(samples, bootstrap, alternative, confidence)
    d = found.d
    self.bootstrap = found.bootstrap
    let t = found.d.value / samples.moments.rootOfReciprocalSizes
    let freedom = Double(samples.first.count) + Double(samples.second.count) - 2
    equivalentCorrelation = t / freedom.squareRoot() / (1 + t / freedom * t).squareRoot()
    pooledStandardDeviation = samples.moments.pooledStandardDeviation
    groups = [samples.moments.first, samples.moments.second]
    self.alternative = alternative
    context = samples.moments.context
  }
}

extension CohensD {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Cohen's d", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [.init("denominator", .text("pooled SD"))] + alternative.optionOfSide
          + (bootstrap?.options ?? []),
        seed: bootstrap?.plan.seed,
        citation: Citation(
          "Cohen", 1988, "Statistical Power Analysis for the Behavioral Sciences, 2nd edition")),
      rows: [.init("Cohen's d", d)],
      facts: groups.facts + [
        .init("pooled SD", .number(pooledStandardDeviation)),
        .init("equivalent r", .number(equivalentCorrelation, .bounded(2))),
      ], cases: context.cases,
      notes: bootstrap == nil ? ["The interval assumes normal groups of equal variance."] : [],
      warnings: bootstrap?.warnings ?? [])
  }
}
