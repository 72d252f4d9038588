import SurveyProbability
import SurveyVocabulary

/// The Bayes factor of a t test: how much more probable the data are if there is an effect than if there
/// is none (Jeffreys, Zellner & Siow's prior).
///
/// The effect δ is the difference in means in standard deviations. Under the alternative its prior is a
/// Cauchy distribution about 0 with the scale r; with a side, the half of it on that side. The prior of
/// the variance is Jeffreys', the same under both hypotheses. A factor above 1 speaks for the alternative.
///
/// Reference: Rouder, Speckman, Sun, Morey & Iverson (2009), doi:10.3758/PBR.16.2.225; sides: Morey &
/// Rouder (2011), doi:10.1037/a0024377.
public struct BayesFactorTTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "bayes-factor-t-test/1"

  /// The prior's scale √2/2: half of the prior lies within effects of that size.
  public static let mediumScale = 0.7071067811865476

  /// The Bayes factor for another scale of the prior.
  public struct Robustness: Hashable, Sendable {
    /// The scale of the Cauchy prior.
    public let priorScale: Double
    /// The natural logarithm of the Bayes factor.
    public let logBayesFactor: Double
    /// The Bayes factor; `nil` where it is beyond the range of `Double`.
    public var bayesFactor: Double? { BayesFactorTTest.factor(logBayesFactor) }
  }

  /// The natural logarithm of the Bayes factor of the alternative against no effect (BF₁₀).
  public let logBayesFactor: Double
  /// The estimated error of the numerical integration, relative to the Bayes factor.
  public let integrationError: Double
  /// The scale r of the Cauchy prior of δ.
  public let priorScale: Double
  /// The Bayes factor over several scales of the prior.
  public let robustness: [Robustness]
  /// The posterior median of δ under the alternative, with the credible interval of equal tails.
  public let effect: Estimate
  /// Student's t with its degrees of freedom.
  public let statistic: TestStatistic
  /// The sizes of the groups; one number for pairs and for one sample.
  public let sizes: [Int]
  /// The side on which the prior of the alternative lies.
  public let alternative: Alternative
  /// The names of the data and the cases behind them.
  public var context: DataContext
  /// The number that one sample is compared with.
  let reference: Double?

  /// The Bayes factor; `nil` where it is beyond the range of `Double`, and only its logarithm is known.
  public var bayesFactor: Double? { Self.factor(logBayesFactor) }

  /// The Bayes factor of no effect against the alternative (BF₀₁); `nil` beyond the range of `Double`.
  public var inverseBayesFactor: Double? { Self.factor(-logBayesFactor) }

  static func factor(_ logarithm: Double) -> Double? {
    let factor = libmExp(logarithm)
    return factor.isFinite && factor > 0 ? factor : nil
  }

  /// Compares the means of two independent groups, whose variances are assumed to be equal.
  ///
  /// - Parameters:
  ///   - group: The first group.
  ///   - baseline: The group that is subtracted.
  ///   - priorScale: The scale r of the Cauchy prior, from 0.001 to 1,000.
  ///   - alternative: Where the prior of the alternative lies: on both sides, above 0 or below.
  ///   - scales: Scales for which the factor is given too, at most 100.
  ///   - credibility: The level of the credible interval.
  /// - Throws: `InputError` if a group has fewer than two observations or a value that is not finite, if
  ///   neither group varies, or if a scale is out of range.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    priorScale: Double = mediumScale, alternative: Alternative = .twoSided,
    scales: [Double] = standardScales, credibility: Double = 0.95
  ) throws(InputError) {
    let moments = try GroupMoments(group, baseline)
    let t = try moments.statistic(
      standardError: moments.pooledStandardDeviation * moments.rootOfReciprocalSizes)
    try self.init(
      t, [moments.first.count, moments.second.count], priorScale, alternative, scales, credibility,
      moments.context)
  }

  /// Tests whether the mean difference of pairs is zero; δ is in standard deviations of the differences.
  ///
  /// - Throws: `InputError` if there are fewer than two pairs, the lengths differ, a value is not finite,
  ///   all differences are equal, or a scale is out of range.
  public init(
    _ values: some Collection<Double>, pairedWith baseline: some Collection<Double>,
    priorScale: Double = mediumScale, alternative: Alternative = .twoSided,
    scales: [Double] = standardScales, credibility: Double = 0.95
  ) throws(InputError) {
    let moments = try Moments(finite: pairedDifferences(values, baseline, atLeast: 2))
    try self.init(
      moments, priorScale, alternative, scales, credibility,
      DataContext(parts: ["after", "before"], cases: CaseLedger(all: moments.count)))
  }

  /// Tests whether the mean of one sample is a given number.
  ///
  /// - Throws: `InputError` if there are fewer than two values, one is not finite, all are equal, or a
  ///   scale is out of range.
  public init(
    _ values: some Collection<Double>, against reference: Double,
    priorScale: Double = mediumScale, alternative: Alternative = .twoSided,
    scales: [Double] = standardScales, credibility: Double = 0.95
  ) throws(InputError) {
    let moments = try Moments(finite: differencesFrom(reference, values))
    try self.init(
      moments, priorScale, alternative, scales, credibility,
      DataContext(parts: ["values"], cases: CaseLedger(all: moments.count)), reference: reference)
  }

  /// The Bayes factor of a published t statistic of two independent groups.
  ///
  /// - Parameters:
  ///   - t: Student's t, with the sign of the difference.
  ///   - sizes: The number of observations of each group; one number for pairs and for one sample.
  ///   - priorScale: The scale r of the Cauchy prior, from 0.001 to 1,000.
  ///   - alternative: Where the prior of the alternative lies: on both sides, above 0 or below.
  ///   - scales: Scales for which the factor is given too, at most 100.
  ///   - credibility: The level of the credible interval.
  /// - Throws: `InputError` if there are neither one nor two sizes of at least 2, if t is not between
  ///   -1e50 and 1e50, or if a scale is out of range.
  public init(
    t: Double, sizes: Int..., priorScale: Double = mediumScale, alternative: Alternative = .twoSided,
    scales: [Double] = standardScales, credibility: Double = 0.95
  ) throws(InputError) {
    let total = sizes.reduce(0) { sum, size in
      let (all, overflow) = sum.addingReportingOverflow(size)
      return overflow ? .max : all
    }
    try self.init(
      t, sizes, priorScale, alternative, scales, credibility,
      DataContext(parts: sizes.count > 1 ? ["first", "second"] : [], cases: CaseLedger(all: total)))
  }

  private init(
    _ differences: Moments, _ priorScale: Double, _ alternative: Alternative, _ scales: [Double],
    _ credibility: Double, _ context: DataContext, reference: Double? = nil
  ) throws(InputError) {
    guard differences.minimum != differences.maximum else {
      throw .constant("differences", remedy: "a t test needs values that vary")
    }
    guard let error = differences.standardErrorOfMean, error > 1e-140, (differences.mean / error).isFinite
    else {
      throw InputError(
        .outOfRange, "differences", "they vary too little for the range of Double",
        remedy: "rescale the values")
    }
    try self.init(
      differences.mean / error, [differences.count], priorScale, alternative, scales, credibility, context,
      reference: reference)
  }

  private init(
    _ t: Double, _ sizes: [Int], _ priorScale: Double, _ alternative: Alternative, _ scales: [Double],
    _ credibility: Double, _ context: DataContext, reference: Double? = nil
  ) throws(InputError) {
    try checkConfidence(credibility)
    let evidence = try JZSIntegral(t: t, sizes: sizes)
    for scale in [priorScale] + scales { try JZSIntegral.check(scale: scale) }
    guard scales.count <= 100 else {
      throw .infeasible("scales", "\(scales.count) are too many", remedy: "at most 100")
    }
    let found = try evidence.bayesFactor(scale: priorScale, alternative)
    logBayesFactor = found.logarithm
    integrationError = found.error
    var robustness: [Robustness] = []
    for scale in scales {
      let logarithm = try evidence.bayesFactor(scale: scale, alternative).logarithm
      robustness.append(Robustness(priorScale: scale, logBayesFactor: logarithm))
    }
    self.robustness = robustness
    let posterior = try EffectPosterior(evidence, scale: priorScale, alternative)
    // The posterior integrates the same product in another way: both must agree, or neither is known.
    let twin = posterior.logEvidence + (alternative == .twoSided ? 0 : 0.6931471805599453)
    guard (twin - logBayesFactor).magnitude <= 1e-6 * max(1, logBayesFactor.magnitude) else {
      throw InputError(
        .notConverged, "Bayes factor",
        "two ways to integrate give the logarithms \(logBayesFactor) and \(twin)")
    }
    let tail = (1 - credibility) / 2
    effect = Estimate(
      try posterior.quantile(0.5),
      interval: ConfidenceInterval(
        lower: try posterior.quantile(tail), upper: try posterior.quantile(1 - tail), level: credibility,
        method: "credible, equal tails"))
    statistic = TestStatistic("t", t, reference: .t(degreesOfFreedom: evidence.degreesOfFreedom))
    self.priorScale = priorScale
    self.sizes = sizes
    self.alternative = alternative
    self.context = context
    self.reference = reference
  }
}
