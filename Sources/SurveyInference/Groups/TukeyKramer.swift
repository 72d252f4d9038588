import SurveyProbability
import SurveyVocabulary

/// All pairwise differences of means with simultaneous intervals, by Tukey's studentized range with Kramer's
/// standard error for unequal sizes.
///
/// The groups are assumed to have the same variance; ``GamesHowell`` does without.
///
/// Reference: Kramer (1956), doi:10.2307/3001469; Hayter (1984), doi:10.1214/aos/1176346392, who proved that
/// the family's error rate does not exceed its level.
public struct TukeyKramer: Finding {
  /// The method and the version of its definition.
  public static let methodID = "tukey-kramer/1"

  /// Size, mean and variance of the groups, in their order.
  public let groups: [Moments]
  /// Every pair, the later group minus the earlier, with simultaneous intervals and adjusted probabilities.
  public let comparisons: [GroupComparison]
  /// The variance within groups, in squared units of the data.
  public let withinMeanSquare: Double
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares all pairs of groups.
  ///
  /// - Parameters:
  ///   - groups: The scores of each group; a group may have a single score as long as another has two.
  ///   - confidence: The level at which all intervals hold together.
  /// - Throws: `InputError` if there are fewer than two groups, a group is empty, a score is not finite, or
  ///   no group varies.
  public init(_ groups: ScoreGroups, confidence: Double = 0.95) throws(InputError) {
    try checkConfidence(confidence)
    let spread = try GroupSpread(groups.checked())
    try spread.checkError()
    let df = spread.withinDegreesOfFreedom
    let range = try StudentizedRangeDistribution(groups: spread.groups.count, degreesOfFreedom: df)
    let reach = try range.quantile(upperTail: 1 - confidence) / 2.0.squareRoot()
    comparisons = try spread.comparisons(GroupSpread.pairs(spread.groups.count)) {
      (spread.pooledError($0, $1), df)
    } judge: { t, _ throws(InputError) in
      (reach, "studentized range", confidence, nil, range.upperTail(t.magnitude * 2.0.squareRoot()))
    }
    self.groups = spread.groups
    withinMeanSquare = spread.withinMeanSquare
    context = groups.context
  }
}

extension TukeyKramer {
  /// The comparisons as a table for any renderer.
  public var report: Report {
    Report(
      context.title("Tukey-Kramer comparisons"),
      method: .init(
        Self.methodID, citation: Citation("Kramer", 1956, "Biometrics 12, 307-310", doi: "10.2307/3001469")),
      grids: [context.grid(of: groups), context.grid(of: comparisons)], cases: context.cases,
      notes: [
        "The intervals hold together at their level, and p is adjusted for all pairs. One variance is assumed "
          + "for all groups."
      ])
  }
}
