import SurveyProbability
import SurveyVocabulary

/// The logarithm of the ratio of two positive means, and the ratio: the log response ratio.
///
/// It suits quantities with a true zero, such as times, counts and amounts, whose effects multiply. The
/// interval is that of the delta method; Lajeunesse's (2015) correction takes the bias of small samples
/// from the estimate and adds to its variance.
///
/// Reference: Hedges, Gurevitch & Curtis (1999), doi:10.1890/0012-9658(1999)080[1150:TMAORR]2.0.CO;2;
/// Lajeunesse (2015), doi:10.1890/14-2402.1.
public struct LogRatioOfMeans: Finding {
  /// The method and the version of its definition.
  public static let methodID = "log-ratio-of-means/1"

  /// The correction for small samples.
  public enum Correction: String, Hashable, Sendable, Codable, CaseIterable {
    /// Adds ½(s₁²/(n₁m₁²) - s₂²/(n₂m₂²)) to the estimate and ½(s₁⁴/(n₁²m₁⁴) + s₂⁴/(n₂²m₂⁴)) to its
    /// variance.
    case lajeunesse = "Lajeunesse"
    /// None.
    case none
  }

  /// The natural logarithm of the first mean over the second.
  public let logRatio: Estimate
  /// The ratio: the exponential of the logarithm and of its limits.
  public let ratio: Estimate
  /// The correction for small samples.
  public let correction: Correction
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
  ///   - correction: The correction for small samples.
  ///   - alternative: `.greater` gives lower limits only, `.less` upper limits only.
  ///   - bootstrap: Resamples each group for the interval, in place of the formula.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if a group has fewer than two observations or a value that is not finite, if a
  ///   mean is not above zero, or if neither group varies.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    correction: Correction = .lajeunesse,
    alternative: Alternative = .twoSided, bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let samples = try TwoSamples(group, baseline)
    let (first, second) = (samples.moments.first, samples.moments.second)
    for (moments, name) in [(first, "group"), (second, "baseline")] where !(moments.mean > 0) {
      throw .outOfRange("mean of \(name)", value: moments.mean, allowed: "a mean above 0")
    }
    guard first.sumOfSquares + second.sumOfSquares > 0 else {
      throw InputError(
        .constant, "group and baseline", "neither group varies", remedy: "take the ratio itself")
    }
    let (a, b) = (Self.relativeError(first), Self.relativeError(second))
    let corrects = correction == .lajeunesse
    let plain = libmLog(first.mean) - libmLog(second.mean)
    let value = corrects ? plain + (a - b) / 2 : plain
    let variance = corrects ? a + b + (a * a + b * b) / 2 : a + b
    self.bootstrap = try samples.bootstrap(
      bootstrap, around: value, alternative: alternative, confidence: confidence
    ) {
      guard $0.mean > 0, $1.mean > 0 else { return nil }
      let plain = libmLog($0.mean / $1.mean)
      guard corrects else { return plain }
      let one = $0.variance / $0.count / $0.mean / $0.mean
      let other = $1.variance / $1.count / $1.mean / $1.mean
      return plain + (one - other) / 2
    }
    logRatio = try self.bootstrap.estimate(value) { () throws(InputError) in
      try NoncentralLimits.normal(
        value, variance.squareRoot(), alternative: alternative, confidence: confidence, method: "delta method"
      )
    }
    let quotient = libmExp(value)
    guard quotient.isFinite else {
      throw InputError(
        .outOfRange, "group and baseline", "the ratio exceeds the range of Double",
        remedy: "rescale the values")
    }
    ratio = Estimate(
      quotient,
      interval: logRatio.interval.map {
        ConfidenceInterval(
          lower: libmExp($0.lower), upper: libmExp($0.upper), level: confidence, method: $0.method)
      })
    self.correction = correction
    groups = [samples.moments.first, samples.moments.second]
    self.alternative = alternative
    context = samples.moments.context
  }

  /// The squared standard error of the mean over the squared mean.
  private static func relativeError(_ moments: Moments) -> Double {
    let error = (moments.standardErrorOfMean ?? 0) / moments.mean
    return error * error
  }
}

extension LogRatioOfMeans {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Ratio of means", "\(context.part(0)) / \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [.init("correction", .text(correction.rawValue))] + alternative.optionOfSide
          + (bootstrap?.options ?? []),
        seed: bootstrap?.plan.seed,
        citation: Citation("Lajeunesse", 2015, "Ecology 96, 2056-2063", doi: "10.1890/14-2402.1")),
      rows: [.init("ratio of means", ratio), .init("log ratio", logRatio)],
      facts: groups.facts, cases: context.cases, notes: [], warnings: bootstrap?.warnings ?? [])
  }
}
