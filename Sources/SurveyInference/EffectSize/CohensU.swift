import SurveyProbability
import SurveyVocabulary

/// Cohen's U₁, U₂ and U₃: how far two normal groups of equal variance lie apart, as shares of cases.
///
/// All three follow from Cohen's d, and their limits from its limits.
///
/// Reference: Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, section 2.2.
public struct CohensU: Finding {
  /// The method and the version of its definition.
  public static let methodID = "cohens-u/1"

  /// The share of the area of both groups that they do not have in common.
  public let u1: Estimate
  /// The share of the higher group that exceeds the same share of the lower one.
  public let u2: Estimate
  /// The share of the second group that lies below the mean of the first.
  public let u3: Estimate
  /// Cohen's d, which they follow from.
  public let d: Estimate
  /// Size, mean and variance of the two groups, in the order given.
  public let groups: [Moments]
  /// The side of one-sided limits: lower ones of all four quantities for `.greater`, upper ones for `.less`.
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
    // One-sided limits of a size are not those of its signed difference: all open two-sided ones.
    let level = try alternative.twoSidedLevel(confidence: confidence)
    let found = try PooledDifference(samples, bootstrap, .twoSided, level)
    func opened(_ estimate: Estimate, _ bounds: (lower: Double, upper: Double) = (0, 1)) -> Estimate {
      estimate.opened(alternative, level: confidence, bounds: bounds)
    }
    let normal = NormalDistribution.standard
    d = opened(found.d, (-.infinity, .infinity))
    // 2Φ(x) - 1 is the chi-square distribution of x², which keeps the digits of small differences.
    u1 = opened(
      found.d.ofSize {
        ChiSquareDistribution.unchecked(1).lowerTail($0 * $0 / 4) / normal.lowerTail($0 / 2)
      })
    u2 = opened(found.d.ofSize { normal.lowerTail($0 / 2) }, (0.5, 1))
    u3 = opened(found.d.rising { normal.lowerTail($0) })
    self.bootstrap = found.bootstrap?.opened(alternative, level: confidence)
    groups = [samples.moments.first, samples.moments.second]
    self.alternative = alternative
    context = samples.moments.context
  }
}

extension CohensU {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Cohen's U", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [.init("model", .text("normal, equal variances"))] + alternative.optionOfSide
          + (bootstrap?.options ?? []),
        seed: bootstrap?.plan.seed,
        citation: Citation(
          "Cohen", 1988, "Statistical Power Analysis for the Behavioral Sciences, 2nd edition")),
      rows: [
        .init("U₁", u1, style: .bounded(2)), .init("U₂", u2, style: .bounded(2)),
        .init("U₃", u3, style: .bounded(2)), .init("Cohen's d", d),
      ],
      facts: groups.facts, cases: context.cases,
      notes: ["The estimates assume normal groups of equal variance."], warnings: bootstrap?.warnings ?? [])
  }
}
