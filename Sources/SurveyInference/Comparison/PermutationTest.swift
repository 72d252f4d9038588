import SurveyProbability
import SurveyVocabulary

/// A permutation test of two independent groups.
///
/// The observed statistic is set against those of divisions of the pooled values into groups of the
/// same sizes. Permuting Welch's t keeps close to its level where the variances differ (Janssen 1997);
/// permuting the difference in means tests that both groups have the same distribution, and rejects for
/// unequal variances too.
///
/// Reference: Janssen (1997), doi:10.1016/S0167-7152(97)00043-6; Phipson & Smyth (2010),
/// doi:10.2202/1544-6115.1585.
public struct PermutationTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "permutation-test/1"

  /// What is computed for each division.
  public enum Statistic: String, Hashable, Sendable, Codable, CaseIterable {
    /// Welch's t. A division in which neither group varies has an infinite t with the sign of its
    /// difference, or 0 where there is no difference.
    case welchT = "Welch's t"
    /// The difference in means.
    case meanDifference = "difference in means"
    /// The difference in medians; the median of an even number of values is the mean of the two in the middle.
    case medianDifference = "difference in medians"
  }

  /// How the null distribution is found.
  public enum Method: Hashable, Sendable {
    /// By going through all divisions, of which there may be at most 20,000,000; for medians and for
    /// statistics of one's own at most 2,000,000.
    case exact
    /// By counting sums, for the difference in means of values that are whole multiples of `unit` apart,
    /// such as 0.25 for the means of four items.
    case grid(unit: Double)
    /// By random divisions, at most 100,000,000, from a seed; for medians and for statistics of one's own
    /// at most 10,000,000.
    case monteCarlo(permutations: Int, seed: UInt64)
  }

  /// First mean minus second, in the units of the data.
  public let difference: Estimate
  /// The difference in units of the root mean of the two variances, with Bonett's interval; `nil` where
  /// neither group varies, and for statistics other than means and Welch's t.
  public let effect: Estimate?
  /// The observed statistic with its null distribution.
  public let statistic: TestStatistic
  /// What was permuted; `nil` for a statistic of one's own.
  public let permuted: Statistic?
  /// The name of what was permuted.
  public let statisticName: String
  /// The side on which a difference was looked for.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme under the null hypothesis.
  public let pValue: Double
  /// Where the probability of all divisions lies, given the random ones (Clopper & Pearson); `nil` for
  /// an exact probability.
  public let pValueInterval: ConfidenceInterval?
  /// The divisions that were left out because the statistic is undefined for them.
  public let undefinedCount: Int
  /// How the null distribution was found.
  public let method: Method
  /// Size, mean and variance of the two groups, in the order given.
  public let groups: [Moments]
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares two groups by 9,999 random divisions, or as `method` says.
  ///
  /// - Parameters:
  ///   - group: The values whose mean is the minuend.
  ///   - baseline: The values whose mean is subtracted.
  ///   - statistic: What is computed for each division.
  ///   - alternative: The side on which a difference is looked for.
  ///   - method: All divisions, a grid of sums, or random divisions.
  ///   - twoSided: How a two-sided probability is defined; the centre for the distance is zero.
  ///   - tieTolerance: Statistics closer than this count as equal, relative to their size where that
  ///     exceeds 1; differences are taken in units of the largest deviation from the median.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a group has fewer than two observations or a value that is not finite; if
  ///   the method is not feasible at this size or does not fit the statistic or the values; or if random
  ///   divisions are to be judged by minimum likelihood or mid-p.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    statistic: Statistic = .welchT, alternative: Alternative = .twoSided,
    method: Method = .monteCarlo(permutations: 9_999, seed: 1), twoSided: TwoSidedDefinition = .distance,
    tieTolerance: Double = 1e-12, confidence: Double = 0.95
  ) throws(InputError) {
    let pair = try PermutedGroups(group, baseline, method, twoSided, tieTolerance, confidence)
    let null: PermutedGroups.Null
    switch statistic {
    case .welchT, .meanDifference: null = try pair.null(isT: statistic == .welchT)
    case .medianDifference: null = try pair.nullOfMedians(statistic.rawValue)
    }
    try self.init(pair, null, statistic, statistic.rawValue, alternative)
  }

  /// Compares two groups by a statistic of one's own.
  ///
  /// The statistic must not depend on the order of the values in a group, and is zero where the groups do
  /// not differ if the two-sided probability goes by distance. Divisions for which it is `nil` or NaN are
  /// left out of the null distribution and counted in ``undefinedCount``.
  ///
  /// - Parameters:
  ///   - group: The values of the first group.
  ///   - baseline: The values of the second group.
  ///   - name: The name of the statistic, for print.
  ///   - alternative: The side on which a difference is looked for.
  ///   - method: All divisions or random ones.
  ///   - twoSided: How a two-sided probability is defined; the centre for the distance is zero.
  ///   - tieTolerance: Statistics closer than this count as equal, relative to their size where that
  ///     exceeds 1.
  ///   - confidence: The level of the interval of a sampled probability.
  ///   - statistic: What is computed from the values of both groups of a division.
  /// - Throws: `InputError` as the initializer with a statistic of this library does; or if the statistic
  ///   of the observed groups is undefined or infinite; or for a grid.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>, named name: String,
    alternative: Alternative = .twoSided,
    method: Method = .monteCarlo(permutations: 9_999, seed: 1), twoSided: TwoSidedDefinition = .distance,
    tieTolerance: Double = 1e-12, confidence: Double = 0.95,
    statistic: (_ group: [Double], _ baseline: [Double]) -> Double?
  ) throws(InputError) {
    let pair = try PermutedGroups(group, baseline, method, twoSided, tieTolerance, confidence)
    try self.init(pair, try pair.null(named: name, statistic), nil, name, alternative)
  }

  private init(
    _ pair: PermutedGroups, _ null: PermutedGroups.Null, _ permuted: Statistic?, _ name: String,
    _ alternative: Alternative
  ) throws(InputError) {
    let moments = pair.moments
    let isOfMeans = permuted == .welchT || permuted == .meanDifference
    difference = Estimate(moments.difference)
    effect =
      isOfMeans
      ? try AverageVarianceD.estimate(
        moments.first, moments.second, alternative: alternative, confidence: pair.confidence) : nil
    statistic = null.statistic
    self.permuted = permuted
    statisticName = name
    self.alternative = alternative
    pValue = statistic.pValue(alternative)
    pValueInterval = try null.counts.map { counts throws(InputError) in
      try counts.interval(alternative, pair.twoSided, confidence: pair.confidence)
    }
    undefinedCount = null.undefined
    method = pair.method
    groups = [moments.first, moments.second]
    context = moments.context
  }

  /// Compares two groups by random divisions.
  ///
  /// - Parameters:
  ///   - group: The values whose mean is the minuend.
  ///   - baseline: The values whose mean is subtracted.
  ///   - statistic: What is computed for each division.
  ///   - alternative: The side on which a difference is looked for.
  ///   - permutations: The number of random divisions.
  ///   - seed: The seed of the random numbers; the same seed gives the same finding everywhere.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as the initializer with a method does.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    statistic: Statistic = .welchT, alternative: Alternative = .twoSided, permutations: Int, seed: UInt64,
    confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      group, against: baseline, statistic: statistic, alternative: alternative,
      method: .monteCarlo(permutations: permutations, seed: seed), confidence: confidence)
  }
}
