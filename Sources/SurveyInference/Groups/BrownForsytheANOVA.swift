import SurveyProbability
import SurveyVocabulary

/// Brown and Forsythe's F*: the comparison of several means whose groups may differ in variance.
///
/// The numerator is that of the usual analysis of variance; the denominator has the same expectation if the
/// means are equal, whatever the variances. With two groups it is the square of Welch's t.
///
/// Reference: Brown & Forsythe (1974), doi:10.1080/00401706.1974.10489158.
public struct BrownForsytheANOVA: Finding {
  /// The method and the version of its definition.
  public static let methodID = "brown-forsythe-anova/1"

  /// Size, mean and variance of the groups, in their order.
  public let groups: [Moments]
  /// F* with k - 1 and Satterthwaite's degrees of freedom.
  public let statistic: TestStatistic
  /// The probability of an F* at least as large if all means are equal.
  public let pValue: Double
  /// ω² from F*: (k - 1)(F* - 1)/((k - 1)(F* - 1) + N), below zero where F* is below 1.
  ///
  /// There is no interval: with unequal variances F* does not follow a noncentral F where the means differ.
  public let omegaSquared: Estimate
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares the means of groups.
  ///
  /// - Parameter groups: The scores of each group, at least two in each.
  /// - Throws: `InputError` if there are fewer than two groups, a group has fewer than two scores, a score is
  ///   not finite, or no group varies.
  public init(_ groups: ScoreGroups) throws(InputError) {
    let spread = try GroupSpread(groups.checked(atLeast: 2))
    try spread.checkError()
    let n = Double(spread.cases)
    let parts = spread.groups.map { (1 - Double($0.count) / n) * ($0.variance ?? 0) }
    let denominator = parts.reduce(0, +)
    let f = spread.between / denominator
    guard f.isFinite else {
      throw InputError(.outOfRange, "groups", "F* exceeds the range of Double", remedy: "rescale the scores")
    }
    let inverse = zip(parts, spread.groups).reduce(0) { sum, pair in
      let share = pair.0 / denominator
      return sum + share * share / Double(pair.1.count - 1)
    }
    let between = spread.betweenDegreesOfFreedom
    let gain = between * (f - 1)
    self.groups = spread.groups
    statistic = TestStatistic("F*", f, reference: .f(numerator: between, denominator: 1 / inverse))
    pValue = statistic.pValue()
    omegaSquared = Estimate(gain / (gain + n))
    context = groups.context
  }
}

extension BrownForsytheANOVA {
  /// The finding as rows, tables and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Brown-Forsythe analysis of variance"),
      method: .init(
        Self.methodID,
        citation: Citation(
          "Brown & Forsythe", 1974, "Technometrics 16, 129-132", doi: "10.1080/00401706.1974.10489158")),
      rows: [.init("ω²", omegaSquared, style: .bounded(3), statistic: statistic, pValue: pValue)],
      grids: [context.grid(of: groups)], cases: context.cases,
      notes: ["ω² follows from F*; it has no interval, because F* is no noncentral F where the means differ."]
    )
  }
}
