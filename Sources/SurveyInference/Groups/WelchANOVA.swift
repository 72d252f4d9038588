import SurveyProbability
import SurveyVocabulary

/// Welch's analysis of variance: the comparison of several means whose groups may differ in variance.
///
/// Reference: Welch (1951), doi:10.1093/biomet/38.3-4.330. Agrees with R's `oneway.test` to 11 digits.
public struct WelchANOVA: Finding {
  /// The method and the version of its definition.
  public static let methodID = "welch-anova/1"

  /// Size, mean and variance of the groups, in their order.
  public let groups: [Moments]
  /// Welch's F with k - 1 and estimated degrees of freedom.
  public let statistic: TestStatistic
  /// The probability of an F at least as large if all means are equal.
  public let pValue: Double
  /// ω² from Welch's F: (k - 1)(F - 1)/((k - 1)(F - 1) + N), below zero where F is below 1.
  ///
  /// The interval is that of λ/(λ + N), with λ the noncentrality of Welch's F, whose distribution is a
  /// noncentral F approximately.
  public let omegaSquared: Estimate
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares the means of groups.
  ///
  /// - Parameters:
  ///   - groups: The scores of each group, at least two in each.
  ///   - confidence: The level of the interval of the explained share. At 0.90 its lower limit is above
  ///     zero exactly where p is below .05.
  /// - Throws: `InputError` if there are fewer than two groups, a group has fewer than two scores or does not
  ///   vary, a score is not finite, or F is so large that the interval is out of reach.
  public init(_ groups: ScoreGroups, confidence: Double = 0.90) throws(InputError) {
    try checkConfidence(confidence)
    let spread = try GroupSpread(groups.checked(atLeast: 2))
    try spread.checkVariances(groups.names)
    // Weights as shares of the largest, so that no product leaves the range of Double.
    let precisions = spread.groups.map { Double($0.count) / ($0.variance ?? 1) }
    let largest = precisions.max() ?? 1
    let weights = precisions.map { $0 / largest }
    let total = weights.reduce(0, +)
    let mean = zip(weights, spread.shiftedMeans).reduce(0) { $0 + $1.0 * $1.1 } / total
    let k = Double(weights.count)
    let scatter = zip(weights, spread.shiftedMeans).reduce(0) { sum, pair in
      sum + pair.0 * (pair.1 - mean) * (pair.1 - mean)
    }
    let lack = zip(weights, spread.groups).reduce(0) { sum, pair in
      let rest = 1 - pair.0 / total
      return sum + rest * rest / Double(pair.1.count - 1)
    }
    let f = scatter * largest / (k - 1) / (1 + 2 * (k - 2) / (k * k - 1) * lack)
    guard f.isFinite else {
      throw InputError(.outOfRange, "groups", "F exceeds the range of Double", remedy: "rescale the scores")
    }
    let freedom = (k * k - 1) / (3 * lack)
    let gain = (k - 1) * (f - 1)
    self.groups = spread.groups
    statistic = TestStatistic("F", f, reference: .f(numerator: k - 1, denominator: freedom))
    pValue = statistic.pValue()
    omegaSquared = Estimate(
      gain / (gain + Double(spread.cases)),
      interval: try ExplainedShare.interval(
        f: f, numerator: k - 1, denominator: freedom, cases: spread.cases, confidence: confidence))
    context = groups.context
  }
}

extension WelchANOVA {
  /// The finding as rows, tables and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Welch's analysis of variance"),
      method: .init(
        Self.methodID,
        citation: Citation("Welch", 1951, "Biometrika 38, 330-336", doi: "10.1093/biomet/38.3-4.330")),
      rows: [.init("ω²", omegaSquared, style: .bounded(3), statistic: statistic, pValue: pValue)],
      grids: [context.grid(of: groups)], cases: context.cases,
      notes: [
        "ω² and its interval follow from Welch's F; the interval takes it as a noncentral F, which holds "
          + "approximately."
      ])
  }
}
