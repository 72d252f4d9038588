import SurveyProbability
import SurveyVocabulary

/// The overlap of two distributions: the area that both have in common, 1 for equal and 0 for separate ones.
///
/// The normal model follows from Cohen's d; the other two look at the data themselves.
///
/// Reference: Inman & Bradley (1989), doi:10.1080/03610928908830127.
public struct OverlapCoefficient: Finding {
  /// The method and the version of its definition.
  public static let methodID = "overlap-coefficient/1"

  /// Where the two distributions come from.
  public enum Model: String, Hashable, Sendable, Codable, CaseIterable {
    /// Normal distributions of equal variance: 2Φ(-|d|/2).
    case normal
    /// Gaussian kernel densities with Silverman's bandwidth in each group, for continuous values.
    case kernel
    /// The shares of each value, for answers in few categories.
    case shares
  }

  /// The common area, between 0 and 1. The kernel and the shares have an interval by resampling only.
  public let overlap: Estimate
  /// Where the two distributions come from.
  public let model: Model
  /// Size, mean and variance of the two groups, in the order given.
  public let groups: [Moments]
  /// The side of one-sided limits: a lower one of the overlap for `.greater`.
  public let alternative: Alternative
  /// What resampling found, where it was asked for; by the normal model, about the difference.
  public let bootstrap: BootstrapFinding?
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares two groups of values.
  ///
  /// - Parameters:
  ///   - group: The first group.
  ///   - baseline: The group it is compared with.
  ///   - model: Where the two distributions come from.
  ///   - alternative: `.greater` gives lower limits only, `.less` upper limits only.
  ///   - bootstrap: Resamples each group for the interval, in place of the formula.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if a group has fewer than two observations or a value that is not finite, or if
  ///   no group varies where the model needs it.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    model: Model = .normal,
    alternative: Alternative = .twoSided, bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let samples = try TwoSamples(group, baseline)
    switch model {
    case .normal:
      let level = try alternative.twoSidedLevel(confidence: confidence)
      let found = try PooledDifference(samples, bootstrap, .twoSided, level)
      overlap = found.d.ofSize { 2 * NormalDistribution.standard.upperTail($0 / 2) }
        .opened(alternative, level: confidence, bounds: (0, 1))
      // Its limits are the two-sided ones of the difference.
      self.bootstrap = found.bootstrap
    case .kernel:
      guard let value = KernelOverlap.area(samples.first, samples.second) else {
        throw InputError(
          .constant, "group and baseline", "a group does not vary, so that it has no kernel density",
          remedy: "use .shares")
      }
      try KernelOverlap.check(samples.first.count + samples.second.count, bootstrap)
      self.bootstrap = try samples.bootstrapOfValues(
        bootstrap, around: value, alternative: alternative, bounds: (0, 1), confidence: confidence,
        KernelOverlap.area)
      overlap = self.bootstrap?.estimate(value) ?? Estimate(value)
    case .shares:
      let value = Self.common(samples.first, samples.second)
      self.bootstrap = try samples.bootstrapOfValues(
        bootstrap, around: value, alternative: alternative, bounds: (0, 1), confidence: confidence,
        Self.common)
      overlap = self.bootstrap?.estimate(value) ?? Estimate(value)
    }
    self.model = model
    groups = [samples.moments.first, samples.moments.second]
    self.alternative = alternative
    context = samples.moments.context
  }

  /// The sum of the smaller share of each value.
  private static func common(_ first: [Double], _ second: [Double]) -> Double {
    var counts: [Double: (Int, Int)] = [:]
    for value in first { counts[value, default: (0, 0)].0 += 1 }
    for value in second { counts[value, default: (0, 0)].1 += 1 }
    // Whole products over a common denominator: the order of the values does not matter.
    let products = counts.values.reduce(0.0) {
      $0 + min(Double($1.0) * Double(second.count), Double($1.1) * Double(first.count))
    }
    return products / (Double(first.count) * Double(second.count))
  }
}

extension OverlapCoefficient {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Overlap", "\(context.part(0)), \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [.init("model", .text(model.rawValue))] + alternative.optionOfSide
          + (bootstrap?.options ?? []),
        seed: bootstrap?.plan.seed,
        citation: Citation(
          "Inman & Bradley", 1989, "Communications in Statistics 18, 3851-3874",
          doi: "10.1080/03610928908830127")),
      rows: [.init("overlap", overlap, style: .bounded(2))],
      facts: groups.facts, cases: context.cases,
      notes: overlap.interval == nil
        ? ["The \(model.rawValue) model has an interval by resampling only: ask for a bootstrap."]
        : model == .normal ? ["The estimate assumes normal groups of equal variance."] : [],
      warnings: bootstrap?.warnings ?? [])
  }
}
