import SurveyProbability
import SurveyVocabulary

/// All pairwise differences of means with simultaneous intervals where variances may differ, by Games and
/// Howell's use of the studentized range.
///
/// Each pair has its own standard error and Welch's degrees of freedom. The family's error rate is held
/// approximately.
///
/// Reference: Games & Howell (1976), doi:10.3102/10769986001002113.
public struct GamesHowell: Finding {
  /// The method and the version of its definition.
  public static let methodID = "games-howell/1"

  /// Size, mean and variance of the groups, in their order.
  public let groups: [Moments]
  /// Every pair, the later group minus the earlier, with simultaneous intervals and adjusted probabilities.
  public let comparisons: [GroupComparison]
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares all pairs of groups.
  ///
  /// - Parameters:
  ///   - groups: The scores of each group, at least two in each.
  ///   - confidence: The level at which all intervals hold together.
  /// - Throws: `InputError` if there are fewer than two groups, a group has fewer than two scores or does not
  ///   vary, or a score is not finite.
  public init(_ groups: ScoreGroups, confidence: Double = 0.95) throws(InputError) {
    try checkConfidence(confidence)
    let spread = try GroupSpread(groups.checked(atLeast: 2))
    try spread.checkVariances(groups.names)
    let count = spread.groups.count
    comparisons = try spread.comparisons(GroupSpread.pairs(count)) {
      spread.separateError($0, $1)
    } judge: { t, df throws(InputError) in
      let range = try StudentizedRangeDistribution(groups: count, degreesOfFreedom: df)
      let reach = try range.quantile(upperTail: 1 - confidence) / 2.0.squareRoot()
      return (reach, "studentized range", confidence, nil, range.upperTail(t.magnitude * 2.0.squareRoot()))
    }
    self.groups = spread.groups
    context = groups.context
  }
}

extension GamesHowell {
  /// The comparisons as a table for any renderer.
  public var report: Report {
    Report(
      context.title("Games-Howell comparisons"),
      method: .init(
        Self.methodID,
        citation: Citation(
          "Games & Howell", 1976, "Journal of Educational Statistics 1, 113-125",
          doi: "10.3102/10769986001002113")),
      grids: [context.grid(of: groups), context.grid(of: comparisons)], cases: context.cases,
      notes: ["The intervals hold together at their level approximately, and p is adjusted for all pairs."])
  }
}
