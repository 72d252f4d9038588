import SurveyProbability
import SurveyVocabulary

/// Student's or Welch's t test of every pair of groups, with the probabilities adjusted for the family.
///
/// The intervals are those of each comparison alone: Holm's procedure has no simultaneous intervals of its own.
///
/// Reference: Holm (1979), Scandinavian Journal of Statistics 6, 65-70. Agrees with R's `pairwise.t.test`.
public struct PairwiseTTests: Finding {
  /// The method and the version of its definition.
  public static let methodID = "pairwise-t-tests/1"

  /// Whose variances a comparison uses.
  public enum Variances: String, Hashable, Sendable, Codable, CaseIterable {
    /// One variance, from all groups.
    case pooled = "pooled over all groups"
    /// Those of the groups compared, with Welch's or Satterthwaite's degrees of freedom.
    case separate
  }

  /// Size, mean and variance of the groups, in their order.
  public let groups: [Moments]
  /// Every pair, the later group minus the earlier; each interval holds for its comparison alone.
  public let comparisons: [GroupComparison]
  /// Whose variances were used.
  public let variances: Variances
  /// How the probabilities were adjusted.
  public let adjustment: PAdjustment
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares all pairs of groups.
  ///
  /// - Parameters:
  ///   - groups: The scores of each group; with separate variances at least two in each.
  ///   - variances: One variance for all groups, or those of the pair.
  ///   - adjustment: How the probabilities are adjusted for the number of pairs.
  ///   - confidence: The level of each interval alone.
  /// - Throws: `InputError` if there are fewer than two groups, a group is too small, a score is not finite,
  ///   no group varies, or with separate variances a group does not vary.
  public init(
    _ groups: ScoreGroups, variances: Variances = .separate, adjustment: PAdjustment = .holm,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let spread = try GroupSpread(groups.checked(atLeast: variances == .separate ? 2 : 1))
    if variances == .separate { try spread.checkVariances(groups.names) } else { try spread.checkError() }
    let alone = try spread.comparisons(GroupSpread.pairs(spread.groups.count)) {
      variances == .separate
        ? spread.separateError($0, $1) : (spread.pooledError($0, $1), spread.withinDegreesOfFreedom)
    } judge: { t, df throws(InputError) in
      let reach = try StudentTDistribution(degreesOfFreedom: df).quantile(upperTail: (1 - confidence) / 2)
      let p = TestStatistic("t", t, reference: .t(degreesOfFreedom: df)).pValue()
      return (reach, "Student t", confidence, p, p)
    }
    comparisons = try alone.adjusted(adjustment)
    self.groups = spread.groups
    self.variances = variances
    self.adjustment = adjustment
    context = groups.context
  }
}

extension [GroupComparison] {
  /// The comparisons with the probabilities adjusted for all of them.
  func adjusted(_ adjustment: PAdjustment) throws(InputError) -> [GroupComparison] {
    let adjusted = try adjustment.adjusted(map { $0.pValue ?? $0.adjustedPValue })
    return zip(self, adjusted).map { comparison, p in
      GroupComparison(
        first: comparison.first, second: comparison.second, difference: comparison.difference,
        statistic: comparison.statistic, degreesOfFreedom: comparison.degreesOfFreedom,
        pValue: comparison.pValue, adjustedPValue: p)
    }
  }
}

extension PairwiseTTests {
  /// The comparisons as a table for any renderer.
  public var report: Report {
    Report(
      context.title("Pairwise t tests"),
      method: .init(
        Self.methodID,
        options: [
          .init("variances", .text(variances.rawValue)), .init("adjustment", .text(adjustment.rawValue)),
        ],
        citation: Citation("Holm", 1979, "Scandinavian Journal of Statistics 6, 65-70")),
      grids: [
        context.grid(of: groups),
        context.grid(
          of: comparisons, adjustedName: adjustment == .none ? "p" : "\(adjustment.rawValue) p",
          showsRaw: adjustment != .none),
      ], cases: context.cases, notes: ["Each interval holds for its comparison alone."])
  }
}
