import SurveyProbability
import SurveyVocabulary

/// Dunn's comparisons of mean ranks between all pairs of groups, after ``KruskalWallisTest``.
///
/// The ranks are those of all groups together, and the variance is corrected for ties. Counted or random
/// arrangements of the ranks take the place of the normal distribution on request: their null hypothesis is that
/// all groups have the same distribution.
///
/// Reference: Dunn (1964), doi:10.1080/00401706.1964.10490181.
public struct DunnTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "dunn-test/1"

  /// The sizes of the groups, in their order.
  public let sizes: [Int]
  /// The mean of the midranks of each group.
  public let meanRanks: [Double]
  /// Every pair, the later group minus the earlier: the difference in mean ranks, with z.
  public let comparisons: [GroupComparison]
  /// How the probabilities were found.
  public let method: NullDistributionMethod
  /// Where the probability of all arrangements lies for each comparison alone, given the random ones; empty for
  /// other methods.
  public let pValueIntervals: [ConfidenceInterval]
  /// How the probabilities were adjusted.
  public let adjustment: PAdjustment
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares all pairs of groups by their mean ranks.
  ///
  /// - Parameters:
  ///   - groups: The scores of each group.
  ///   - method: The normal distribution, a complete count, or random arrangements.
  ///   - adjustment: How the probabilities are adjusted for the number of pairs.
  ///   - confidence: The level of the intervals of sampled probabilities.
  /// - Throws: `InputError` if there are fewer than two groups, a group is empty, a score is not finite, all
  ///   scores are equal, or the method is not feasible at this size.
  public init(
    _ groups: ScoreGroups, method: NullDistributionMethod = .asymptotic, adjustment: PAdjustment = .holm,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let scores = try groups.checked()
    let midranks = Midranks(scores.flatMap { $0 })
    guard midranks.tieSizes.count > 1 else { throw .constant("groups") }
    let sizes = scores.map(\.count)
    var means: [Double] = []
    var start = 0
    for size in sizes {
      means.append(Double(midranks.doubled[start..<(start + size)].reduce(0, +)) / 2 / Double(size))
      start += size
    }
    let n = Double(midranks.doubled.count)
    let variance = n * (n + 1) / 12 - midranks.tieCorrection / (12 * (n - 1))
    let pairs = GroupSpread.pairs(sizes.count)
    let counts = try PairedRankSums(midranks.doubled, sizes, pairs).counts(method)
    var extra = 0.0
    if case .monteCarlo = method { extra = 1 }
    let alone = pairs.enumerated().map { place, pair in
      let (first, second) = pair
      let difference = means[first] - means[second]
      let error = (variance * (1 / Double(sizes[first]) + 1 / Double(sizes[second]))).squareRoot()
      // The observed arrangement is one of the random ones.
      let p =
        counts.map { min(1, ($0[place].upper + extra) / ($0[place].all + extra)) }
        ?? TestStatistic("z", difference / error, reference: .normal).pValue()
      return GroupComparison(
        first: first, second: second, difference: Estimate(difference, standardError: error),
        statistic: difference / error, degreesOfFreedom: nil, pValue: p, adjustedPValue: p)
    }
    comparisons = try alone.adjusted(adjustment)
    var intervals: [ConfidenceInterval] = []
    if extra > 0, let counts {
      for one in counts { intervals.append(try one.interval(count: one.upper, confidence: confidence)) }
    }
    pValueIntervals = intervals
    self.method = method
    self.sizes = sizes
    meanRanks = means
    self.adjustment = adjustment
    context = groups.context
  }
}

extension DunnTest {
  /// The comparisons as a table for any renderer.
  public var report: Report {
    Report(
      context.title("Dunn's test"),
      method: .init(
        Self.methodID,
        options: (method == .asymptotic ? [] : [method.option])
          + [.init("adjustment", .text(adjustment.rawValue))], seed: method.seed,
        citation: Citation("Dunn", 1964, "Technometrics 6, 241-252", doi: "10.1080/00401706.1964.10490181")),
      grids: [
        Report.Grid(
          columns: ["group", "n", "mean rank"],
          lines: sizes.indices.map { [.text(context.part($0)), .count(sizes[$0]), .number(meanRanks[$0])] }),
        context.grid(
          of: comparisons, measure: "difference in mean ranks", symbol: "z",
          adjustedName: adjustment == .none ? "p" : "\(adjustment.rawValue) p",
          showsRaw: adjustment != .none),
      ], cases: context.cases)
  }
}
