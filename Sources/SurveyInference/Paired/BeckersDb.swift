import SurveyProbability
import SurveyVocabulary

/// The mean difference of pairs in standard deviations of the baseline: Becker's d, and g without its bias.
///
/// The unit is the spread before anything happened, so that a treatment that changes the spread does not
/// change the unit. The interval is that of the delta method for normal occasions, as Bonett (2008) has
/// it: the variances may differ.
///
/// Reference: Becker (1988), doi:10.1111/j.2044-8317.1988.tb00901.x; Bonett (2008),
/// doi:10.1037/1082-989X.13.2.99.
public struct BeckersDb: Finding {
  /// The method and the version of its definition.
  public static let methodID = "beckers-db/1"

  /// The mean difference over the standard deviation of the baseline.
  public let db: Estimate
  /// J times d and its limits, with J at n - 1 degrees of freedom.
  public let gb: Estimate
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
  ///   or the baseline does not vary.
  public init(
    _ values: some Collection<Double>, against baseline: some Collection<Double>,
    alternative: Alternative = .twoSided, bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let pairs = try StandardizedPairs(values, baseline)
    let moments = pairs.moments
    guard let value = Self.effect(moments) else {
      throw .constant("baseline", remedy: "Becker's d needs a baseline that varies; CohensDav does not")
    }
    self.bootstrap = try pairs.bootstrap(
      bootstrap, around: value, alternative: alternative, confidence: confidence, Self.effect)
    let variance = (moments.ofDifferences / moments.second + value * value / 2) / (moments.count - 1)
    let found = try self.bootstrap.estimate(value) { () throws(InputError) in
      try NoncentralLimits.normal(
        value, variance.squareRoot(), alternative: alternative, confidence: confidence, method: "Bonett")
    }
    let factor = HedgesG.factor(.exact, moments.count - 1)
    db = found
    gb = found.rising { factor * $0 }
    correctionFactor = factor
    occasions = pairs.occasions
    differences = pairs.differences
    correlation = moments.correlation
    self.alternative = alternative
    context = pairs.context
  }

  private static func effect(_ pairs: PairMoments) -> Double? {
    pairs.second > 0 ? pairs.difference / pairs.second.squareRoot() : nil
  }
}

extension BeckersDb {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Becker's d", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [.init("denominator", .text("SD of the baseline"))] + alternative.optionOfSide
          + (bootstrap?.options ?? []),
        seed: bootstrap?.plan.seed,
        citation: Citation(
          "Becker", 1988, "British Journal of Mathematical and Statistical Psychology 41, 257-278",
          doi: "10.1111/j.2044-8317.1988.tb00901.x")),
      rows: [.init("Becker's d", db), .init("Becker's g", gb)],
      facts: StandardizedPairs.facts(occasions, differences, correlation, context), cases: context.cases,
      notes: bootstrap == nil ? ["The interval assumes normal occasions; their variances may differ."] : [],
      warnings: bootstrap?.warnings ?? [])
  }
}
