import SurveyProbability
import SurveyVocabulary

/// The rank-biserial correlation of group and value, the effect size of the Mann-Whitney test.
///
/// It is 2U₁/(n₁n₂) - 1, the same number as Cliff's delta: the favourable pairs less the unfavourable ones
/// (Kerby's difference). For pairs of values of the same cases see ``SignedRankTest``.
///
/// Reference: Glass (1966), doi:10.1177/001316446602600307; Wendt (1972), European Journal of Social
/// Psychology 2, 463-465.
public struct RankBiserial: Finding {
  /// The method and the version of its definition.
  public static let methodID = "rank-biserial/1"

  /// How the interval is found without resampling.
  public enum Interval: String, Hashable, Sendable, Codable, CaseIterable {
    /// Feng and Cliff's interval, which lets the shapes and the spreads differ.
    case fengCliff = "Feng-Cliff"
    /// Fisher's z with the standard error √((n₁ + n₂ + 1)/(3n₁n₂)) that r has if both groups have the same
    /// distribution without ties, as some programs do.
    case fisher = "Fisher z"
  }

  /// The correlation, between -1 and 1; without an interval by Fisher's z where it is -1 or 1.
  public let r: Estimate
  /// Mann and Whitney's U of the first group.
  public let u: Double
  /// How the interval is found without resampling.
  public let interval: Interval
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
  ///   - interval: How the interval is found without resampling.
  ///   - alternative: `.greater` gives lower limits only, `.less` upper limits only.
  ///   - bootstrap: Resamples each group for the interval, in place of the formula.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if a group has fewer than two observations or a value that is not finite, or if
  ///   the bootstrap does not exist, as for groups that do not overlap.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    interval: Interval = .fengCliff,
    alternative: Alternative = .twoSided, bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let samples = try TwoSamples(group, baseline)
    let dominance = Dominance(samples.first, over: samples.second)
    let value = dominance.delta
    u = dominance.u
    self.bootstrap = try samples.bootstrapOfValues(
      bootstrap, around: value, alternative: alternative, bounds: (-1, 1), confidence: confidence
    ) {
      Dominance($0, over: $1).delta
    }
    r = try self.bootstrap.estimate(value) { () throws(InputError) in
      switch interval {
      case .fengCliff:
        try ProbabilityOfSuperiority(
          samples.first, against: samples.second, alternative: alternative, confidence: confidence
        )
        .cliffsDelta
      case .fisher: try Self.fisher(value, dominance, alternative, confidence)
      }
    }
    self.interval = interval
    sizes = [samples.first.count, samples.second.count]
    self.alternative = alternative
    context = samples.moments.context
  }

  private static func fisher(
    _ r: Double, _ dominance: Dominance, _ alternative: Alternative, _ confidence: Double
  ) throws(InputError) -> Estimate {
    guard r.magnitude < 1 else { return Estimate(r) }
    let sizes = Double(dominance.first.count + dominance.second.count)
    let error = ((sizes + 1) / (3 * Double(dominance.pairs))).squareRoot()
    let area = alternative.tailArea(confidence: confidence)
    let reach = try NormalDistribution.standard.quantile(upperTail: area) * error
    return Estimate(
      r,
      interval: alternative.interval(
        libmTanh(libmAtanh(r) - reach), libmTanh(libmAtanh(r) + reach), level: confidence,
        method: "Fisher z", bounds: (-1, 1)))
  }
}

extension RankBiserial {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Rank-biserial correlation", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID, options: [] + alternative.optionOfSide + (bootstrap?.options ?? []),
        seed: bootstrap?.plan.seed,
        citation: Citation(
          "Glass", 1966, "Educational and Psychological Measurement 26, 623-631",
          doi: "10.1177/001316446602600307")),
      rows: [.init("rank-biserial r", r, style: .bounded(2))],
      facts: [.init("n", .counts(sizes)), .init("U", .number(u))]
        + (r.interval.map { [.init("interval", .text($0.method))] } ?? []), cases: context.cases,
      notes: r.interval == nil
        ? ["Fisher's z is infinite at -1 and 1: there is no interval of this kind."] : [],
      warnings: bootstrap?.warnings ?? [])
  }
}
