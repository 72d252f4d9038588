import SurveyProbability
import SurveyVocabulary

/// The mean difference of pairs in standard deviations of the differences, put on the scale of one
/// occasion by the correlation: d_rm, for repeated measures.
///
/// It is d_z·√(2(1 - r)). With equal variances the unit is the common standard deviation of the
/// occasions. The interval is the noncentral t interval of d_z times √(2(1 - r)), with r taken as known.
///
/// Reference: Morris & DeShon (2002), doi:10.1037/1082-989X.7.1.105; Lakens (2013),
/// doi:10.3389/fpsyg.2013.00863.
public struct CohensDrm: Finding {
  /// The method and the version of its definition.
  public static let methodID = "cohens-drm/1"

  /// The mean difference over s_diff/√(2(1 - r)).
  public let drm: Estimate
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
  ///   - alternative: `.greater` gives lower limits only, `.less` upper limits only.
  ///   - bootstrap: Draws pairs for the interval, in place of the formula.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than two pairs, the lengths differ, a value is not finite,
  ///   an occasion does not vary, all differences are equal, or the occasions are perfectly correlated.
  public init(
    _ values: some Collection<Double>, against baseline: some Collection<Double>,
    alternative: Alternative = .twoSided, bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let pairs = try StandardizedPairs(values, baseline)
    let moments = pairs.moments
    let r = try pairs.correlation("use CohensDz, which needs none")
    guard moments.ofDifferences > 0 else {
      throw .constant("differences", remedy: "d_rm needs differences that vary")
    }
    guard 1 - r > 1e-12, let value = Self.effect(moments) else {
      throw InputError(
        .outOfRange, "values", "the occasions are perfectly correlated, and d_rm is not defined",
        remedy: "use CohensDav")
    }
    self.bootstrap = try pairs.bootstrap(
      bootstrap, around: value, alternative: alternative, confidence: confidence, Self.effect)
    let root = moments.count.squareRoot()
    drm = try self.bootstrap.estimate(value) { () throws(InputError) in
      try Estimate(
        value,
        interval: NoncentralLimits.interval(
          moments.difference / moments.ofDifferences.squareRoot() * root,
          degreesOfFreedom: moments.count - 1, scale: (2 * (1 - r)).squareRoot() / root,
          alternative: alternative, confidence: confidence, method: "noncentral t, r as known"))
    }
    occasions = pairs.occasions
    differences = pairs.differences
    correlation = moments.correlation
    self.alternative = alternative
    context = pairs.context
  }

  private static func effect(_ pairs: PairMoments) -> Double? {
    guard let r = pairs.correlation, 1 - r > 1e-12, pairs.ofDifferences > 0 else { return nil }
    return pairs.difference * (2 * (1 - r) / pairs.ofDifferences).squareRoot()
  }
}

extension CohensDrm {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Repeated-measures d", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [.init("denominator", .text("SD of the differences over √(2(1 - r))"))]
          + alternative.optionOfSide + (bootstrap?.options ?? []), seed: bootstrap?.plan.seed,
        citation: Citation(
          "Morris & DeShon", 2002, "Psychological Methods 7, 105-125", doi: "10.1037/1082-989X.7.1.105")),
      rows: [.init("d_rm", drm)],
      facts: StandardizedPairs.facts(occasions, differences, correlation, context), cases: context.cases,
      notes: bootstrap == nil
        ? ["The interval assumes normal differences and takes the correlation as known."] : [],
      warnings: bootstrap?.warnings ?? [])
  }
}
