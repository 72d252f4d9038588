import SurveyProbability
import SurveyVocabulary

/// The mean difference of pairs in standard deviations of the differences: d_z, and g_z without its bias.
///
/// It is t over √n: it says how well a change can be found in this design, and grows with the correlation
/// of the occasions. For comparison with two independent groups take ``CohensDav``. The interval inverts
/// the noncentral t distribution; it assumes normal differences.
///
/// Reference: Cohen (1988), Statistical Power Analysis; Lakens (2013), doi:10.3389/fpsyg.2013.00863.
public struct CohensDz: Finding {
  /// The method and the version of its definition.
  public static let methodID = "cohens-dz/1"

  /// The mean difference over the standard deviation of the differences.
  public let dz: Estimate
  /// J times d_z and its limits, with J at n - 1 degrees of freedom.
  public let gz: Estimate
  /// J.
  public let correctionFactor: Double
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
  ///   all differences are equal, or the difference is beyond the noncentral t distribution.
  public init(
    _ values: some Collection<Double>, against baseline: some Collection<Double>,
    alternative: Alternative = .twoSided, bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let pairs = try StandardizedPairs(values, baseline)
    let moments = pairs.moments
    guard moments.ofDifferences > 0 else {
      throw .constant("differences", remedy: "d_z needs differences that vary")
    }
    let root = moments.count.squareRoot()
    let value = Self.effect(moments) ?? 0
    let factor = HedgesG.factor(.exact, moments.count - 1)
    self.bootstrap = try pairs.bootstrap(
      bootstrap, around: value, alternative: alternative, confidence: confidence, Self.effect)
    let found = try self.bootstrap.estimate(value) { () throws(InputError) in
      try Estimate(
        value,
        interval: NoncentralLimits.interval(
          value * root, degreesOfFreedom: moments.count - 1, scale: 1 / root, alternative: alternative,
          confidence: confidence))
    }
    dz = found
    gz = found.rising { factor * $0 }
    correctionFactor = factor
    occasions = pairs.occasions
    differences = pairs.differences
    correlation = moments.correlation
    self.alternative = alternative
    context = pairs.context
  }

  private static func effect(_ pairs: PairMoments) -> Double? {
    pairs.ofDifferences > 0 ? pairs.difference / pairs.ofDifferences.squareRoot() : nil
  }
}

extension CohensDz {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Cohen's d_z", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [.init("denominator", .text("SD of the differences"))] + alternative.optionOfSide
          + (bootstrap?.options ?? []),
        seed: bootstrap?.plan.seed,
        citation: Citation("Lakens", 2013, "Frontiers in Psychology 4, 863", doi: "10.3389/fpsyg.2013.00863")),
      rows: [.init("d_z", dz), .init("g_z", gz)],
      facts: StandardizedPairs.facts(occasions, differences, correlation, context), cases: context.cases,
      notes: bootstrap == nil ? ["The interval assumes normal differences."] : [],
      warnings: bootstrap?.warnings ?? [])
  }
}
