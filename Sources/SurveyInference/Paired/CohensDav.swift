import SurveyProbability
import SurveyVocabulary

/// The mean difference of pairs in units of the average spread of the two occasions: d_av.
///
/// The unit does not depend on the correlation of the occasions, so that the effect compares with that of
/// two independent groups. The interval depends on the correlation: Bonett's (2008) for the root mean
/// variance; for the mean standard deviation, the same by the delta method.
///
/// Reference: Bonett (2008), doi:10.1037/1082-989X.13.2.99; Cumming (2012), Understanding the New Statistics.
public struct CohensDav: Finding {
  /// The method and the version of its definition.
  public static let methodID = "cohens-dav/1"

  /// What the average of the two spreads is.
  public enum Denominator: String, Hashable, Sendable, Codable, CaseIterable {
    /// The root of the mean of the two variances.
    case rootMeanVariance = "root mean variance"
    /// The mean of the two standard deviations.
    case meanStandardDeviation = "mean SD"
  }

  /// The mean difference over the average spread.
  public let dav: Estimate
  /// What the average is.
  public let denominator: Denominator
  /// The moments of the two occasions, in the order given, in the units of the data.
  public let occasions: [Moments]
  /// The moments of the differences.
  public let differences: Moments
  /// The correlation of the two occasions; `nil` where one does not vary.
  public let correlation: Double?
  /// The side of one-sided limits.
  public let alternative: Alternative
  /// What resampling found, where it was asked for.
  public let bootstrap: BootstrapFinding?
  /// The names of the two occasions for print, and the cases.
  public var context: DataContext

  /// Standardizes the mean difference of pairs, `values` minus `baseline`.
  ///
  /// - Parameters:
  ///   - values: The later or first-named values.
  ///   - baseline: The values they are compared with, in the same order of cases.
  ///   - denominator: What the average of the two spreads is.
  ///   - alternative: `.greater` gives lower limits only, `.less` upper limits only.
  ///   - bootstrap: Draws pairs for the interval, in place of the formula.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than two pairs, the lengths differ, a value is not finite,
  ///   or no value varies.
  public init(
    _ values: some Collection<Double>, against baseline: some Collection<Double>,
    denominator: Denominator = .rootMeanVariance,
    alternative: Alternative = .twoSided, bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let pairs = try StandardizedPairs(values, baseline)
    let moments = pairs.moments
    guard let value = Self.effect(moments, denominator) else {
      throw InputError(
        .outOfRange, "values", "their variance is below the range of Double", remedy: "rescale the values")
    }
    self.bootstrap = try pairs.bootstrap(
      bootstrap, around: value, alternative: alternative, confidence: confidence
    ) {
      Self.effect($0, denominator)
    }
    dav = try self.bootstrap.estimate(value) { () throws(InputError) in
      try NoncentralLimits.normal(
        value, Self.variance(moments, value, denominator).squareRoot(), alternative: alternative,
        confidence: confidence,
        method: denominator == .rootMeanVariance ? "Bonett" : "delta method")
    }
    self.denominator = denominator
    occasions = pairs.occasions
    differences = pairs.differences
    correlation = moments.correlation
    self.alternative = alternative
    context = pairs.context
  }

  private static func unit(_ pairs: PairMoments, _ denominator: Denominator) -> Double {
    switch denominator {
    case .rootMeanVariance: ((pairs.first + pairs.second) / 2).squareRoot()
    case .meanStandardDeviation: (pairs.first.squareRoot() + pairs.second.squareRoot()) / 2
    }
  }

  private static func effect(_ pairs: PairMoments, _ denominator: Denominator) -> Double? {
    let unit = unit(pairs, denominator)
    return unit > 0 ? pairs.difference / unit : nil
  }

  /// The large-sample variance under normality, in which the variances have the covariance
  /// 2 s₁²s₂²r²/(n - 1) and the standard deviations s₁s₂r²/(2(n - 1)).
  private static func variance(_ pairs: PairMoments, _ d: Double, _ denominator: Denominator) -> Double {
    let unit = unit(pairs, denominator)
    let (a, b) = (pairs.first / unit / unit, pairs.second / unit / unit)
    let r = pairs.correlation ?? 0
    let change = pairs.ofDifferences / unit / unit
    let ofUnit: Double =
      switch denominator {
      case .rootMeanVariance: a * a + b * b + 2 * r * r * a * b
      case .meanStandardDeviation: a + b + 2 * r * r * a.squareRoot() * b.squareRoot()
      }
    return (d * d * ofUnit / 8 + change) / (pairs.count - 1)
  }
}

extension CohensDav {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Average-variance d of pairs", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [.init("denominator", .text(denominator.rawValue))] + alternative.optionOfSide
          + (bootstrap?.options ?? []),
        seed: bootstrap?.plan.seed,
        citation: Citation(
          "Bonett", 2008, "Psychological Methods 13, 99-109", doi: "10.1037/1082-989X.13.2.99")),
      rows: [.init("d_av", dav)],
      facts: StandardizedPairs.facts(occasions, differences, correlation, context), cases: context.cases,
      notes: bootstrap == nil ? ["The interval assumes normal occasions; their variances may differ."] : [],
      warnings: bootstrap?.warnings ?? [])
  }
}
