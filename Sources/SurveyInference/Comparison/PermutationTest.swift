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
  }

  /// How the null distribution is found.
  public enum Method: Hashable, Sendable {
    /// By going through all divisions, of which there may be at most 20,000,000.
    case exact
    /// By counting sums, for the difference in means of values that are whole multiples of `unit` apart,
    /// such as 0.25 for the means of four items.
    case grid(unit: Double)
    /// By random divisions, at most 100,000,000, from a seed.
    case monteCarlo(permutations: Int, seed: UInt64)
  }

  /// First mean minus second, in the units of the data.
  public let difference: Estimate
  /// The difference in units of the root mean of the two variances, with Bonett's interval; `nil` where
  /// neither group varies.
  public let effect: Estimate?
  /// The observed statistic with its null distribution.
  public let statistic: TestStatistic
  /// What was permuted.
  public let permuted: Statistic
  /// The side on which a difference was looked for.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme under the null hypothesis.
  public let pValue: Double
  /// Where the probability of all divisions lies, given the random ones (Clopper & Pearson); `nil` for
  /// an exact probability.
  public let pValueInterval: ConfidenceInterval?
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
  ///     exceeds 1; differences in means are taken in units of the largest deviation from the median.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a group has fewer than two observations or a value that is not finite; if
  ///   the method is not feasible at this size or does not fit the statistic or the values.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    statistic: Statistic = .welchT, alternative: Alternative = .twoSided,
    method: Method = .monteCarlo(permutations: 9_999, seed: 1), twoSided: TwoSidedDefinition = .distance,
    tieTolerance: Double = 1e-12, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard tieTolerance >= 0, tieTolerance < 1 else {
      throw .outOfRange("tie tolerance", value: tieTolerance, allowed: "a number from 0 to below 1")
    }
    let first = try finiteValues(group, "group", atLeast: 2)
    let second = try finiteValues(baseline, "baseline", atLeast: 2)
    let moments = try GroupMoments(Moments(finite: first), Moments(finite: second))
    let divisions = GroupDivisions(first, second, statistic, tolerance: tieTolerance)
    let reference: TestStatistic.Reference
    var counts: GroupDivisions.Counts?
    switch method {
    case .exact:
      let all = try divisions.enumerated()
      reference = .exact(all.tails(twoSided, adding: 0))
    case .grid(let unit):
      guard statistic == .meanDifference else {
        throw InputError(
          .definition, "method", "a grid counts sums, and Welch's t is not a function of the sum",
          remedy: "use .exact or .monteCarlo, or permute .meanDifference")
      }
      reference = .exact(try GridDivisions(first, second, unit: unit).tails(twoSided))
    case .monteCarlo(let permutations, let seed):
      let drawn = try divisions.sampled(permutations, seed: seed)
      // The observed division is one of them, which keeps the probability from being zero.
      reference = .monteCarlo(drawn.tails(twoSided, adding: 1), draws: permutations, seed: seed)
      counts = drawn
    }
    difference = Estimate(moments.difference)
    effect = try AverageVarianceD.estimate(
      moments.first, moments.second, alternative: alternative, confidence: confidence)
    self.statistic =
      statistic == .welchT
      ? TestStatistic("t", divisions.observed, reference: reference)
      : TestStatistic("difference", moments.difference, reference: reference)
    permuted = statistic
    self.alternative = alternative
    pValue = self.statistic.pValue(alternative)
    pValueInterval = try counts.map { counts throws(InputError) in
      try counts.interval(alternative, twoSided, confidence: confidence)
    }
    self.method = method
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

extension PermutationTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Permutation test", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID, options: options, seed: seed,
        citation: permuted == .welchT
          ? Citation(
            "Janssen", 1997, "Statistics & Probability Letters 36, 9-21",
            doi: "10.1016/S0167-7152(97)00043-6")
          : Citation("Pitman", 1937, "Supplement to the Journal of the Royal Statistical Society 4, 119-130")),
      rows: [
        .init(
          "difference in means", difference, statistic: statistic, pValue: pValue, alternative: alternative)
      ] + (effect.map { [.init("average-variance d", $0)] } ?? []),
      facts: groups.facts
        + (pValueInterval.map {
          [.init("\(DecimalText.level($0.level)) CI of p", .interval($0, .bounded(4)))]
        } ?? []),
      cases: context.cases,
      notes: permuted == .welchT
        ? []
        : [
          "Permuting the difference in means tests that both groups have the same distribution, variances "
            + "included."
        ])
  }

  private var seed: UInt64? {
    guard case .monteCarlo(_, let seed) = method else { return nil }
    return seed
  }

  private var options: [Report.Fact] {
    let how: String =
      switch method {
      case .exact: "all divisions"
      case .grid(let unit): "all divisions, counted on a grid of \(unit)"
      case .monteCarlo(let permutations, _): "\(DecimalText.grouped(permutations)) random divisions"
      }
    let definition: String =
      switch statistic.reference {
      case .exact(let tails), .monteCarlo(let tails, _, _): tails.definition
      default: ""
      }
    return [
      .init("permuted", .text(permuted.rawValue)), .init("method", .text(how)),
      .init("alternative", .text(alternative.rawValue)), .init("two-sided p", .text(definition)),
    ]
  }
}
