import SurveyProbability
import SurveyVocabulary

/// The sign test of paired differences: how many went up, against how many went down.
///
/// The differences are the first argument minus the second. If both directions are equally likely, the
/// number of positive differences is binomial with probability one half; the probability is exact. The
/// estimate is the median difference, with limits that are two of the ordered differences.
///
/// Reference: Dixon & Mood (1946), doi:10.1080/01621459.1946.10501898.
public struct SignTest: Finding {
  /// The stable name of the method.
  public static let methodID = "sign-test/1"

  /// What becomes of differences of zero.
  public enum TieRule: String, Hashable, Sendable, Codable, CaseIterable {
    /// Zeros are left out.
    case dropped
    /// Half of the zeros count as positive, half as negative; of an odd number one is left out.
    case split
  }

  /// The median of all differences, zeros included, in units of the data; without an interval where there
  /// are too few pairs for the level.
  public let median: Estimate
  /// The probability with which limits of these ranks hold the median, at least the level asked for; `nil`
  /// without an interval.
  public let coverage: Double?
  /// The share of positive differences among those counted, with Clopper and Pearson's interval.
  public let positiveShare: Estimate
  /// The number of positive differences counted, with its binomial distribution.
  public let statistic: TestStatistic
  /// The number of differences counted.
  public let counted: Int
  /// The side that was tested.
  public let alternative: Alternative
  /// The probability of a number at least as extreme if both directions are equally likely.
  public let pValue: Double
  /// How many differences are positive, negative and zero.
  public let signs: SignedRankTest.Signs
  /// What became of differences of zero.
  public let ties: TieRule
  /// The names of the two occasions for print, and the cases.
  public var context: DataContext

  /// Tests the differences of pairs, `values` minus `baseline`.
  ///
  /// - Parameters:
  ///   - values: The later or first-named values.
  ///   - baseline: The values they are compared with, in the same order of cases.
  ///   - ties: What becomes of differences of zero.
  ///   - tieTolerance: Differences no larger than this are zeros, in units of the data.
  ///   - alternative: The side to test.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there is no pair, the lengths differ, a value is not finite, or no
  ///   difference is left to count.
  public init(
    _ values: some Collection<Double>, against baseline: some Collection<Double>, ties: TieRule = .dropped,
    tieTolerance: Double = 0, alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard tieTolerance >= 0, tieTolerance.isFinite else {
      throw .outOfRange("tie tolerance", value: tieTolerance, allowed: "a finite number of at least 0")
    }
    let differences = try pairedDifferences(values, baseline, atLeast: 1)
    let positive = differences.count { $0 > tieTolerance }
    let negative = differences.count { $0 < -tieTolerance }
    signs = SignedRankTest.Signs(
      positive: positive, negative: negative, zero: differences.count - positive - negative)
    let half = ties == .split ? signs.zero / 2 : 0
    let share = ExactShare(hits: positive + half, trials: positive + negative + 2 * half)
    guard share.trials > 0 else {
      throw InputError(
        .constant, "differences", "none is left to count, because all of them are zero",
        remedy: "there is no direction to test")
    }
    counted = share.trials
    let distribution = try BinomialDistribution(trials: share.trials, probability: 0.5)
    let lower = distribution.lowerTail(share.hits)
    let upper = distribution.lowerTail(share.trials - share.hits)
    statistic = TestStatistic(
      "positive", Double(share.hits),
      reference: .exact(
        TailProbabilities(
          lower: lower, upper: upper, twoSided: min(1, 2 * min(lower, upper)),
          definition: "distance from the mean, here the same as the doubled smaller tail")))
    pValue = statistic.pValue(alternative)
    positiveShare = try share.estimate(alternative, confidence: confidence)
    (median, coverage) = try Self.median(differences.sorted(), alternative, confidence)
    self.ties = ties
    self.alternative = alternative
    context = DataContext(parts: ["after", "before"], cases: CaseLedger(all: differences.count))
  }

  /// The median, and the innermost ordered differences with at most the error asked for outside each.
  private static func median(
    _ sorted: [Double], _ alternative: Alternative, _ confidence: Double
  ) throws(InputError) -> (Estimate, Double?) {
    let count = sorted.count
    let (low, high) = (sorted[(count - 1) / 2], sorted[count / 2])
    let median = low == high ? low : low / 2 + high / 2
    let distribution = try BinomialDistribution(trials: count, probability: 0.5)
    let tail = alternative.tailArea(confidence: confidence)
    // The largest rank k for which fewer than k of the differences lie below the median too rarely.
    var rank = try distribution.quantile(lowerTail: tail)
    while rank > 0, distribution.lowerTail(rank - 1) > tail { rank -= 1 }
    guard rank >= 1 else { return (Estimate(median), nil) }
    let error = distribution.lowerTail(rank - 1)
    return (
      Estimate(
        median,
        interval: alternative.interval(
          sorted[rank - 1], sorted[count - rank], level: confidence, method: "ordered differences")),
      alternative == .twoSided ? 1 - 2 * error : 1 - error
    )
  }
}

extension SignTest {
  /// The median with its interval and the test, and the share of positive differences.
  public var report: Report {
    var facts = [
      Report.Fact("positive", .count(signs.positive)), Report.Fact("negative", .count(signs.negative)),
      Report.Fact("zero", .count(signs.zero)), Report.Fact("counted", .count(counted)),
    ]
    if let coverage { facts.append(.init("coverage of the limits", .number(coverage, .bounded(3)))) }
    return Report(
      context.title("Sign test", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID, options: [.init("zeros", .text(ties.rawValue))],
        citation: Citation(
          "Dixon & Mood", 1946, "Journal of the American Statistical Association 41, 557-566",
          doi: "10.1080/01621459.1946.10501898")),
      rows: [
        .init("median difference", median, statistic: statistic, pValue: pValue, alternative: alternative),
        .init("share of positive differences", positiveShare, style: .bounded(2)),
      ],
      facts: facts, cases: context.cases,
      notes: coverage == nil
        ? ["There are too few pairs for an interval of the median difference at this level."] : [])
  }
}
