import SurveyProbability
import SurveyVocabulary

/// A permutation test of several independent groups by the F of the analysis of variance.
///
/// The observed F is set against those of divisions of the pooled scores into groups of the same sizes. The
/// null hypothesis is that all groups have the same distribution, variances included.
///
/// Reference: Pitman (1938), doi:10.1093/biomet/29.3-4.322; Phipson & Smyth (2010),
/// doi:10.2202/1544-6115.1585.
public struct PermutationF: Finding {
  /// The method and the version of its definition.
  public static let methodID = "permutation-f/1"

  /// How the null distribution is found.
  public enum Method: Hashable, Sendable {
    /// By going through all divisions, of which there may be at most 5,000,000.
    case exact
    /// By random divisions, at most 10,000,000, from a seed.
    case monteCarlo(permutations: Int, seed: UInt64)
  }

  /// Size, mean and variance of the groups, in their order.
  public let groups: [Moments]
  /// F with its null distribution.
  public let statistic: TestStatistic
  /// The probability of an F at least as large under the null hypothesis.
  public let pValue: Double
  /// ε², the share of the variance between the groups after a correction of the mean squares.
  public let epsilonSquared: Double
  /// Where the probability of all divisions lies, given the random ones; `nil` for an exact probability.
  public let pValueInterval: ConfidenceInterval?
  /// How the null distribution was found.
  public let method: Method
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares groups by 9,999 random divisions, or as `method` says.
  ///
  /// - Parameters:
  ///   - groups: The scores of each group.
  ///   - method: All divisions, or random ones.
  /// - Throws: `InputError` if there are fewer than two groups, a group is empty, a score is not finite, no
  ///   group varies, or there are too many divisions to go through.
  public init(
    _ groups: ScoreGroups, method: Method = .monteCarlo(permutations: 9_999, seed: 1)
  ) throws(InputError) {
    let scores = try groups.checked()
    let spread = try GroupSpread(scores)
    try spread.checkError()
    let arrangements = GroupArrangements(scores)
    let reference: TestStatistic.Reference
    var interval: ConfidenceInterval?
    switch method {
    case .exact: reference = try arrangements.enumerated().exactUpper
    case .monteCarlo(let permutations, let seed):
      let counts = try arrangements.sampled(permutations, seed: seed)
      reference = counts.sampledUpper(permutations, seed)
      interval = try counts.interval(count: counts.upper)
    }
    let between = spread.betweenDegreesOfFreedom
    let f = spread.between / between / spread.withinMeanSquare
    guard f.isFinite else {
      throw InputError(.outOfRange, "groups", "F exceeds the range of Double", remedy: "rescale the scores")
    }
    self.groups = spread.groups
    statistic = TestStatistic("F", f, reference: reference)
    pValue = statistic.pValue()
    epsilonSquared = (spread.between - between * spread.withinMeanSquare) / (spread.between + spread.within)
    pValueInterval = interval
    self.method = method
    context = groups.context
  }
}

extension PermutationF {
  /// The finding as rows, tables and choices for any renderer.
  public var report: Report {
    let (text, seed): (String, UInt64?) =
      switch method {
      case .exact: ("all divisions", nil)
      case .monteCarlo(let permutations, let seed):
        ("\(DecimalText.grouped(permutations)) random divisions", seed)
      }
    return Report(
      context.title("Permutation test of F"),
      method: .init(
        Self.methodID, options: [.init("method", .text(text))], seed: seed,
        citation: Citation("Pitman", 1938, "Biometrika 29, 322-335", doi: "10.1093/biomet/29.3-4.322")),
      rows: [
        .init("ε²", Estimate(epsilonSquared), style: .bounded(3), statistic: statistic, pValue: pValue)
      ],
      grids: [context.grid(of: groups)], facts: pValueInterval.map { [$0.factOfP] } ?? [],
      cases: context.cases,
      notes: ["Permuting F tests that all groups have the same distribution, variances included."])
  }
}
