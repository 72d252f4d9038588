import SurveyProbability
import SurveyVocabulary

/// The one-way analysis of variance of independent groups.
///
/// The groups are assumed to have the same variance; ``WelchANOVA`` does without.
///
/// Reference: Fisher (1925), Statistical Methods for Research Workers. The interval of the explained share
/// is Steiger's (2004), doi:10.1037/1082-989X.9.2.164. Agrees with R's `aov` to 11 digits.
public struct OneWayANOVA: Finding {
  /// The method and the version of its definition.
  public static let methodID = "one-way-anova/1"

  /// Size, mean and variance of the groups, in their order.
  public let groups: [Moments]
  /// The sum of squares between groups, in squared units of the data.
  public let betweenSumOfSquares: Double
  /// The sum of squares within groups, in squared units of the data.
  public let withinSumOfSquares: Double
  /// F with k - 1 and N - k degrees of freedom.
  public let statistic: TestStatistic
  /// The probability of an F at least as large if all means are equal.
  public let pValue: Double
  /// η², the share of the sum of squares that lies between the groups.
  ///
  /// The interval is that of λ/(λ + N), the share in the population, where λ is the noncentrality of F.
  public let etaSquared: Estimate
  /// ω², the nearly unbiased estimate of the same share; below zero where F is below 1. The same interval.
  public let omegaSquared: Estimate
  /// ε², the share after a correction of the mean squares; below zero where F is below 1. The same interval.
  public let epsilonSquared: Estimate
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares the means of groups.
  ///
  /// - Parameters:
  ///   - groups: The scores of each group; a group may have a single score as long as another has two.
  ///   - confidence: The level of the interval of the explained share. At 0.90 its lower limit is above
  ///     zero exactly where p is below .05.
  /// - Throws: `InputError` if there are fewer than two groups, a group is empty, a score is not finite, no
  ///   group varies, or F is so large that the interval is out of reach.
  public init(_ groups: ScoreGroups, confidence: Double = 0.90) throws(InputError) {
    try checkConfidence(confidence)
    let spread = try GroupSpread(groups.checked())
    try spread.checkError()
    let (between, within) = (spread.betweenDegreesOfFreedom, spread.withinDegreesOfFreedom)
    let f = spread.between / between / spread.withinMeanSquare
    let interval = try ExplainedShare.interval(
      f: f, numerator: between, denominator: within, cases: spread.cases, confidence: confidence)
    let total = spread.between + spread.within
    let corrected = spread.between - between * spread.withinMeanSquare
    self.groups = spread.groups
    betweenSumOfSquares = spread.between
    withinSumOfSquares = spread.within
    statistic = TestStatistic("F", f, reference: .f(numerator: between, denominator: within))
    pValue = statistic.pValue()
    etaSquared = Estimate(spread.between / total, interval: interval)
    omegaSquared = Estimate(corrected / (total + spread.withinMeanSquare), interval: interval)
    epsilonSquared = Estimate(corrected / total, interval: interval)
    context = groups.context
  }
}

extension OneWayANOVA {
  /// The finding as rows, tables and choices for any renderer.
  public var report: Report {
    Report(
      context.title("One-way analysis of variance"),
      method: .init(
        Self.methodID,
        citation: Citation("Fisher", 1925, "Statistical Methods for Research Workers, Oliver & Boyd")),
      rows: [
        .init("η²", etaSquared, style: .bounded(3), statistic: statistic, pValue: pValue),
        .init("ω²", Estimate(omegaSquared.value), style: .bounded(3)),
        .init("ε²", Estimate(epsilonSquared.value), style: .bounded(3)),
      ],
      grids: [context.grid(of: groups)], cases: context.cases,
      notes: [
        "The test and the interval assume that all groups have the same variance. The interval is that of "
          + "λ/(λ + N), with λ the noncentrality of F: the share in the population that η², ω² and ε² estimate."
      ])
  }
}
