import SurveyProbability
import SurveyVocabulary

/// The standardized difference of two independent means: Hedges' g, and Cohen's d that it corrects.
///
/// The unit is the pooled standard deviation. The interval inverts the noncentral t distribution; it
/// assumes normal groups of equal variance. Where variances differ, the average-variance d of
/// ``WelchTest`` is the effect to report.
///
/// Reference: Hedges (1981), doi:10.3102/10769986006002107.
public struct HedgesG: Finding {
  /// The method and the version of its definition.
  public static let methodID = "hedges-g/1"

  /// The factor J that removes the bias of d.
  public enum Correction: String, Hashable, Sendable, Codable, CaseIterable {
    /// Γ(f/2) / (√(f/2) Γ((f - 1)/2)) at f degrees of freedom.
    case exact
    /// 1 - 3/(4f - 1), the usual approximation.
    case approximate
  }

  /// Hedges' g: J times d, with J times the limits of d.
  public let g: Estimate
  /// Cohen's d: the difference in means over the pooled standard deviation, with its noncentral-t
  /// interval and its large-sample standard error.
  public let d: Estimate
  /// J.
  public let correctionFactor: Double
  /// Which J.
  public let correction: Correction
  /// The denominator, in the units of the data.
  public let pooledStandardDeviation: Double
  /// Size, mean and variance of the two groups, in the order given.
  public let groups: [Moments]
  /// The side on which the intervals are closed: two-sided, or open towards the alternative.
  public let alternative: Alternative
  /// What resampling found about g, where it was asked for.
  public let bootstrap: BootstrapFinding?
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// The standardized difference of two groups.
  ///
  /// - Parameters:
  ///   - group: The values whose mean is the minuend.
  ///   - baseline: The values whose mean is subtracted.
  ///   - correction: The factor that removes the bias of d.
  ///   - alternative: `.greater` gives lower limits only, `.less` upper limits only.
  ///   - bootstrap: Resamples each group for the interval of g, in place of the formula; two-sided only.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a group has fewer than two observations, holds a value that is not
  ///   finite, or if neither group varies.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    correction: Correction = .exact, alternative: Alternative = .twoSided, bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    guard let bootstrap else {
      try self.init(GroupMoments(group, baseline), correction, alternative, confidence)
      return
    }
    guard alternative == .twoSided else {
      throw InputError(
        .definition, "alternative", "the limits of a bootstrap are two-sided",
        remedy: "ask for the formula, or for two-sided limits")
    }
    let samples = try TwoSamples(group, baseline)
    let df = Double(samples.first.count) + Double(samples.second.count) - 2
    let factor = Self.factor(correction, df)
    let difference = try samples.moments.statistic(
      standardError: samples.moments.pooledStandardDeviation)
    // The same J in every resample; without a case, that of one degree of freedom less.
    let shorter = df > 1 ? Self.factor(correction, df - 1) : factor
    let found = try samples.bootstrap(bootstrap, around: difference * factor, confidence: confidence) {
      one, other in
      PooledDifference.d(one, other).map { $0 * (one.count + other.count - 2 < df ? shorter : factor) }
    }
    try self.init(samples.moments, correction, alternative, confidence, resampled: found)
  }

  /// The standardized difference of two groups known only by their size, mean and variance.
  ///
  /// - Throws: `InputError` if a group has fewer than two observations or if neither group varies.
  public init(
    _ group: Moments, against baseline: Moments, correction: Correction = .exact,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(GroupMoments(group, baseline), correction, alternative, confidence)
  }

  private init(
    _ moments: GroupMoments, _ correction: Correction, _ alternative: Alternative, _ confidence: Double,
    resampled: BootstrapFinding? = nil
  ) throws(InputError) {
    try checkConfidence(confidence)
    let df = Double(moments.first.count + moments.second.count - 2)
    let pooled = moments.pooledStandardDeviation
    let root = moments.rootOfReciprocalSizes
    let t = try moments.statistic(standardError: pooled * root)
    guard t.magnitude <= 1e5 else {
      throw InputError(
        .outOfRange, "group and baseline",
        "the difference is over 100,000 standard errors, which the noncentral t distribution does not reach",
        remedy: "use WelchTest, whose effect has another interval")
    }
    let area = alternative.tailArea(confidence: confidence)
    // The noncentrality at which t has the upper tail `area` is the lower limit, and the reverse.
    func limit(_ lowerTail: Double) throws(InputError) -> Double {
      try NoncentralTDistribution.noncentrality(ofLowerTail: lowerTail, at: t, degreesOfFreedom: df)
    }
    let lower = alternative == .less ? -.infinity : root * (try limit(1 - area))
    let upper = alternative == .greater ? .infinity : root * (try limit(area))
    let value = t * root
    let factor = Self.factor(correction, df)
    func interval(_ scale: Double) -> ConfidenceInterval {
      ConfidenceInterval(
        lower: scale * lower, upper: scale * upper, level: confidence, method: "noncentral t")
    }
    let sizes = Double(moments.first.count + moments.second.count)
    d = Estimate(
      value, standardError: (root * root + value * value / (2 * sizes)).squareRoot(), interval: interval(1))
    g = resampled?.estimate(value * factor) ?? Estimate(value * factor, interval: interval(factor))
    bootstrap = resampled
    correctionFactor = factor
    self.correction = correction
    pooledStandardDeviation = pooled
    groups = [moments.first, moments.second]
    self.alternative = alternative
    context = moments.context
  }

  /// J at a number of degrees of freedom.
  static func factor(_ correction: Correction, _ df: Double) -> Double {
    switch correction {
    // Γ(a + ½)/Γ(a) = √π / B(a, ½), which stays in range where the gamma functions do not.
    case .exact:
      (1 + SpecialFunctions.expm1(-SpecialFunctions.logBeta((df - 1) / 2, 0.5)))
        * (2 * Double.pi / df).squareRoot()
    case .approximate: 1 - 3 / (4 * df - 1)
    }
  }
}

extension HedgesG {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Hedges' g", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [
          .init("denominator", .text("pooled SD")), .init("correction", .text(correction.rawValue)),
          .init("interval", .text(alternative.rawValue)),
        ]
          + (bootstrap.map { [.init("interval of g", .text($0.interval.method))] + $0.options.dropFirst() }
            ?? []),
        seed: bootstrap?.plan.seed,
        citation: Citation(
          "Hedges", 1981, "Journal of Educational Statistics 6, 107-128", doi: "10.3102/10769986006002107")),
      rows: [.init("Hedges' g", g), .init("Cohen's d", d)],
      facts: groups.facts + [
        .init("pooled SD", .number(pooledStandardDeviation)),
        .init("J", .number(correctionFactor, .bounded(3))),
      ],
      cases: context.cases,
      notes: bootstrap == nil
        ? ["The intervals assume normal groups of equal variance."]
        : ["The interval of d assumes normal groups of equal variance."],
      warnings: bootstrap?.warnings ?? [])
  }
}
