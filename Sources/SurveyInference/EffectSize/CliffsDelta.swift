import SurveyProbability
import SurveyVocabulary

/// Cliff's delta: how much more often a value of one group exceeds a value of the other than the reverse.
///
/// No assumption about the shape or the spread of the groups is made. The interval is Feng and Cliff's
/// (2004) with Cliff's unbiased variance. ``ProbabilityOfSuperiority`` is the same on the scale from 0 to 1.
///
/// Reference: Cliff (1993), doi:10.1037/0033-2909.114.3.494; Feng & Cliff (2004),
/// doi:10.22237/jmasm/1099267560.
public struct CliffsDelta: Finding {
  /// The method and the version of its definition.
  public static let methodID = "cliffs-delta/1"

  /// P(first > second) - P(first < second), between -1 and 1.
  public let delta: Estimate
  /// The proportion of pairs in which the first value is greater.
  public let proportionGreater: Double
  /// The proportion of pairs of equal values.
  public let proportionEqual: Double
  /// Whether no value of one group lies within the range of the other, so that the data give no estimate
  /// of the variance and the formula uses the largest variance possible.
  public let isSeparated: Bool
  /// The sizes of the two groups.
  public let sizes: [Int]
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
  ///   the bootstrap does not exist, as for groups that do not overlap.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    alternative: Alternative = .twoSided, bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let samples = try TwoSamples(group, baseline)
    let found = try ProbabilityOfSuperiority(
      samples.first, against: samples.second, alternative: alternative, confidence: confidence)
    let value = found.cliffsDelta.value
    self.bootstrap = try samples.bootstrapOfValues(
      bootstrap, around: value, alternative: alternative, bounds: (-1, 1), confidence: confidence
    ) {
      Dominance($0, over: $1).delta
    }
    delta = self.bootstrap?.estimate(value) ?? found.cliffsDelta
    proportionGreater = found.proportionGreater
    proportionEqual = found.proportionEqual
    isSeparated = found.isSeparated
    sizes = [samples.first.count, samples.second.count]
    self.alternative = alternative
    context = samples.moments.context
  }
}

extension CliffsDelta {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Cliff's delta", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID, options: [] + alternative.optionOfSide + (bootstrap?.options ?? []),
        seed: bootstrap?.plan.seed,
        citation: Citation(
          "Cliff", 1993, "Psychological Bulletin 114, 494-509", doi: "10.1037/0033-2909.114.3.494")),
      rows: [.init("Cliff's delta", delta, style: .bounded(2))],
      facts: [
        .init("n", .counts(sizes)),
        .init("pairs greater", .number(proportionGreater, .bounded(2))),
        .init("pairs equal", .number(proportionEqual, .bounded(2))),
      ], cases: context.cases,
      notes: isSeparated && bootstrap == nil
        ? [
          "The groups do not overlap: the data give no variance of delta, and its interval uses the largest "
            + "variance possible at these sizes."
        ] : [], warnings: bootstrap?.warnings ?? [])
  }
}
