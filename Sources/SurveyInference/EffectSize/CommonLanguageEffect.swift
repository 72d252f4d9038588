import SurveyProbability
import SurveyVocabulary

/// The common language effect size: the probability that a value drawn from one normal group exceeds one
/// from the other.
///
/// It is Φ((m₁ - m₂)/√(s₁² + s₂²)), which is Φ(d/√2) with the average-variance d, or with Cohen's d where the
/// variances are taken as equal. ``ProbabilityOfSuperiority`` estimates the same without normal groups.
///
/// Reference: McGraw & Wong (1992), doi:10.1037/0033-2909.111.2.361.
public struct CommonLanguageEffect: Finding {
  /// The method and the version of its definition.
  public static let methodID = "common-language-effect/1"

  /// How the two variances are taken.
  public enum Variances: String, Hashable, Sendable, Codable, CaseIterable {
    /// As they are: by the average-variance d and its limits, as McGraw and Wong have it.
    case separate
    /// As equal: by Cohen's d and its noncentral t limits.
    case pooled
  }

  /// The probability that a value of the first group exceeds one of the second.
  public let superiority: Estimate
  /// The standardized difference that it follows from.
  public let d: Estimate
  /// How the two variances are taken.
  public let variances: Variances
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
  ///   - variances: How the two variances are taken.
  ///   - alternative: `.greater` gives lower limits only, `.less` upper limits only.
  ///   - bootstrap: Resamples each group for the interval, in place of the formula.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if a group has fewer than two observations or a value that is not finite, or if
  ///   neither group varies.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    variances: Variances = .separate, alternative: Alternative = .twoSided, bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let samples = try TwoSamples(group, baseline)
    switch variances {
    case .separate:
      let found = try AverageVarianceD(
        samples.first, against: samples.second, alternative: alternative, bootstrap: bootstrap,
        confidence: confidence)
      (d, self.bootstrap) = (found.d, found.bootstrap)
    case .pooled:
      let found = try PooledDifference(samples, bootstrap, alternative, confidence)
      (d, self.bootstrap) = (found.d, found.bootstrap)
    }
    superiority = d.rising { NormalDistribution.standard.lowerTail($0 * 0.5.squareRoot()) }
    self.variances = variances
    groups = [samples.moments.first, samples.moments.second]
    self.alternative = alternative
    context = samples.moments.context
  }
}

extension CommonLanguageEffect {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Common language effect", "\(context.part(0)) over \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [.init("model", .text("normal, \(variances == .separate ? "separate" : "equal") variances"))]
          + alternative.optionOfSide + (bootstrap?.options ?? []),
        seed: bootstrap?.plan.seed,
        citation: Citation(
          "McGraw & Wong", 1992, "Psychological Bulletin 111, 361-365", doi: "10.1037/0033-2909.111.2.361")),
      rows: [
        .init("P(greater)", superiority, style: .bounded(2)),
        .init(variances == .separate ? "average-variance d" : "Cohen's d", d),
      ],
      facts: groups.facts, cases: context.cases,
      notes: [
        "The estimate assumes normal groups\(variances == .separate ? "; their variances may differ" : " of equal variance")."
      ], warnings: bootstrap?.warnings ?? [])
  }
}
