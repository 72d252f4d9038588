import SurveyProbability
import SurveyVocabulary

/// Glass's delta: the difference of two means in standard deviations of one group, usually the control.
///
/// The unit is that of the untreated, so that a treatment that changes the spread does not change the
/// unit. The interval is Bonett's (2008): the variances may differ.
///
/// Reference: Glass (1976), doi:10.3102/0013189X005010003; Bonett (2008),
/// doi:10.1037/1082-989X.13.2.99.
public struct GlassDelta: Finding {
  /// The method and the version of its definition.
  public static let methodID = "glass-delta/1"

  /// The group whose spread is the unit.
  public enum Standardizer: String, Hashable, Sendable, Codable, CaseIterable {
    /// The group that is compared with.
    case baseline
    /// The first group.
    case group
  }

  /// The first mean minus the second over the standard deviation of one group.
  public let delta: Estimate
  /// Whose standard deviation is the unit.
  public let standardizer: Standardizer
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
  ///   - standardizer: The group whose standard deviation is the unit.
  ///   - alternative: `.greater` gives lower limits only, `.less` upper limits only.
  ///   - bootstrap: Resamples each group for the interval, in place of the formula.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if a group has fewer than two observations or a value that is not finite, or if
  ///   the group whose spread is the unit does not vary.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    standardizer: Standardizer = .baseline,
    alternative: Alternative = .twoSided, bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let samples = try TwoSamples(group, baseline)
    let usesBaseline = standardizer == .baseline
    let pair = (samples.moments.first, samples.moments.second)
    let (unit, other) = usesBaseline ? (pair.1, pair.0) : pair
    guard let deviation = unit.standardDeviation, deviation > 0 else {
      throw .constant(
        usesBaseline ? "baseline" : "group",
        remedy: "its standard deviation is the unit: choose another effect")
    }
    let value = samples.moments.difference / deviation
    self.bootstrap = try samples.bootstrap(
      bootstrap, around: value, alternative: alternative, confidence: confidence
    ) {
      let variance = usesBaseline ? $1.variance : $0.variance
      return variance > 0 ? ($0.mean - $1.mean) / variance.squareRoot() : nil
    }
    let (own, its) = (Double(unit.count) - 1, Double(other.count) - 1)
    let ratio = (other.standardDeviation ?? 0) / deviation
    delta = try self.bootstrap.estimate(value) { () throws(InputError) in
      try NoncentralLimits.normal(
        value, (value * value / (2 * own) + ratio * ratio / its + 1 / own).squareRoot(),
        alternative: alternative, confidence: confidence, method: "Bonett")
    }
    self.standardizer = standardizer
    groups = [samples.moments.first, samples.moments.second]
    self.alternative = alternative
    context = samples.moments.context
  }
}

extension GlassDelta {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Glass's delta", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [.init("denominator", .text("SD of \(context.part(standardizer == .baseline ? 1 : 0))"))]
          + alternative.optionOfSide + (bootstrap?.options ?? []), seed: bootstrap?.plan.seed,
        citation: Citation(
          "Glass", 1976, "Educational Researcher 5(10), 3-8", doi: "10.3102/0013189X005010003")),
      rows: [.init("Glass's delta", delta)],
      facts: groups.facts, cases: context.cases,
      notes: bootstrap == nil ? ["The interval assumes normal groups; their variances may differ."] : [],
      warnings: bootstrap?.warnings ?? [])
  }
}
