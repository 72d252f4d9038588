import SurveyProbability
import SurveyVocabulary

/// A permutation test of two groups whose cases come in clusters.
///
/// Where whole clusters were assigned to the groups, whole clusters are exchanged between them; where cases were
/// assigned within clusters, cases are exchanged within each cluster. Cases are never exchanged between
/// clusters, so that what cases of a cluster have in common stays together.
///
/// Reference: Gail, Mark, Carroll, Green & Pee (1996); Janssen (1997), doi:10.1016/S0167-7152(97)00043-6;
/// Phipson & Smyth (2010), doi:10.2202/1544-6115.1585.
public struct ClusterPermutationTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "cluster-permutation-test/1"

  /// What is exchanged between the groups.
  public enum Scheme: String, Hashable, Sendable, Codable, CaseIterable {
    /// Whole clusters, each of which lies in one group; both groups keep their numbers of clusters.
    case wholeClusters = "whole clusters"
    /// Cases of the same cluster; each cluster keeps its numbers of cases in both groups.
    case withinClusters = "cases within clusters"
  }

  /// What is computed for each arrangement.
  public enum Statistic: String, Hashable, Sendable, Codable, CaseIterable {
    /// The difference in means over its CR2 standard error, the t of ``ClusteredWelchTest``. Where no
    /// cluster varies it is infinite with the sign of the difference, or 0 where there is no difference.
    case clusteredT = "cluster-robust t"
    /// The mean of the clusters' means of the first group minus that of the second: each cluster weighs
    /// alike, however many cases it has.
    case clusterMeans = "difference in means of clusters"
  }

  /// How the null distribution is found.
  public enum Method: Hashable, Sendable {
    /// By going through all arrangements.
    case exact
    /// By random arrangements, from a seed.
    case monteCarlo(permutations: Int, seed: UInt64)
  }

  /// First minus second, in the units of the data: the means of all cases, or for ``Statistic/clusterMeans``
  /// the means of the clusters' means.
  public let difference: Estimate
  /// The difference in means of all cases in units of the root of the mean of the two variances, with the
  /// interval of ``ClusteredWelchTest``; `nil` where that does not exist.
  public let effect: Estimate?
  /// The observed statistic with its null distribution.
  public let statistic: TestStatistic
  /// What was computed.
  public let permuted: Statistic
  /// What was exchanged.
  public let scheme: Scheme
  /// The number of arrangements there are; it grows beyond what a whole number holds.
  public let arrangementCount: Double
  /// The side on which a difference was looked for.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme under the null hypothesis.
  public let pValue: Double
  /// Where the probability of all arrangements lies, given the random ones (Clopper & Pearson); `nil` for an
  /// exact probability.
  public let pValueInterval: ConfidenceInterval?
  /// How the null distribution was found.
  public let method: Method
  /// Size, mean and variance of the two groups, in the order given.
  public let groups: [Moments]
  /// The number of clusters with cases in each group.
  public let clusterCounts: [Int]
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares two groups of clustered cases.
  ///
  /// - Parameters:
  ///   - group: The values whose mean is the minuend.
  ///   - clusters: The cluster of each value of `group`.
  ///   - baseline: The values whose mean is subtracted.
  ///   - baselineClusters: The cluster of each value of `baseline`; a label of the other group is the same
  ///     cluster.
  ///   - scheme: What is exchanged between the groups.
  ///   - statistic: What is computed for each arrangement.
  ///   - alternative: The side on which a difference is looked for.
  ///   - method: All arrangements, or random ones.
  ///   - twoSided: How a two-sided probability is defined; the centre for the distance is zero.
  ///   - tieTolerance: Statistics closer than this count as equal, relative to their size where that exceeds
  ///     1; differences are taken in units of the largest deviation from the median.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a group has fewer than two clusters, holds a value that is not finite or has
  ///   not one cluster for each value; if clusters do not fit the scheme; or if the method is not feasible.
  public init<Label: Hashable>(
    _ group: some Collection<Double>, clusters: some Collection<Label>,
    against baseline: some Collection<Double>, clusters baselineClusters: some Collection<Label>,
    permuting scheme: Scheme = .wholeClusters, statistic: Statistic = .clusteredT,
    alternative: Alternative = .twoSided, method: Method = .monteCarlo(permutations: 9_999, seed: 1),
    twoSided: TwoSidedDefinition = .distance, tieTolerance: Double = 1e-12, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard tieTolerance >= 0, tieTolerance < 1 else {
      throw .outOfRange("tie tolerance", value: tieTolerance, allowed: "a number from 0 to below 1")
    }
    let data = try ClusteredGroups(group, clusters, baseline, baselineClusters)
    let arrangements = try ClusterArrangements(data, scheme, statistic, tolerance: tieTolerance)
    let reference: TestStatistic.Reference
    var interval: ConfidenceInterval?
    switch method {
    case .exact:
      let counts = try arrangements.enumerated()
      reference = .exact(
        try counts.tails(twoSided, adding: 0, uncounted: "is not counted for arrangements of clusters"))
    case .monteCarlo(let permutations, let seed):
      let drawn = try arrangements.sampled(permutations, seed: seed)
      // The observed arrangement is one of them, which keeps the probability from being zero.
      reference = .monteCarlo(try drawn.tails(twoSided, adding: 1), draws: permutations, seed: seed)
      interval = try drawn.interval(alternative, twoSided, confidence: confidence)
    }
    switch statistic {
    case .clusteredT:
      difference = Estimate(data.moments.difference)
      self.statistic = TestStatistic("t", arrangements.observed, reference: reference)
    case .clusterMeans:
      difference = Estimate(arrangements.observed * arrangements.unit)
      self.statistic = TestStatistic("difference", difference.value, reference: reference)
    }
    effect = try? ClusteredWelchTest(data, alternative, .separate, confidence: confidence).effect
    permuted = statistic
    self.scheme = scheme
    arrangementCount = arrangements.count
    self.alternative = alternative
    pValue = self.statistic.pValue(alternative)
    pValueInterval = interval
    self.method = method
    groups = [data.moments.first, data.moments.second]
    clusterCounts = [data.sums.first.clusterCount, data.sums.second.clusterCount]
    context = data.moments.context
  }
}

extension ClusterPermutationTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Permutation test of clustered cases", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID, options: options, seed: seed,
        citation: Citation("Gail, Mark, Carroll, Green & Pee", 1996, "Statistics in Medicine 15, 1069-1092")),
      rows: [
        .init(
          permuted == .clusteredT ? "difference in means" : permuted.rawValue, difference,
          statistic: statistic, pValue: pValue, alternative: alternative)
      ] + (effect.map { [.init("average-variance d", $0)] } ?? []),
      facts: groups.facts + [.init("clusters", .counts(clusterCounts)), arrangements]
        + (pValueInterval.map {
          [.init("\(DecimalText.level($0.level)) CI of p", .interval($0, .bounded(4)))]
        } ?? []),
      cases: context.cases,
      notes: effect == nil
        ? ["The clusters vary too little or not at all: the effect has no interval and is left out."] : [])
  }

  private var arrangements: Report.Fact {
    .init(
      "arrangements",
      Int(exactly: arrangementCount).flatMap { $0 < 1 << 52 ? .count($0) : nil }
        ?? .text("more than 4,503,599,627,370,495"))
  }

  private var seed: UInt64? {
    guard case .monteCarlo(_, let seed) = method else { return nil }
    return seed
  }

  private var options: [Report.Fact] {
    let how: String =
      switch method {
      case .exact: "all arrangements"
      case .monteCarlo(let permutations, _): "\(DecimalText.grouped(permutations)) random arrangements"
      }
    let definition: String =
      switch statistic.reference {
      case .exact(let tails), .monteCarlo(let tails, _, _): tails.definition
      default: ""
      }
    return [
      .init("exchanged", .text(scheme.rawValue)), .init("statistic", .text(permuted.rawValue)),
      .init("method", .text(how)), .init("alternative", .text(alternative.rawValue)),
      .init("two-sided p", .text(definition)),
    ]
  }
}
