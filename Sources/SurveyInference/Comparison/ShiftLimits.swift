import SurveyProbability
import SurveyVocabulary

/// The shift between two groups: Hodges and Lehmann's estimate, with limits that are two of the differences.
///
/// The limits hold the shifts that the rank-sum test does not reject. If fewer than k of the differences lie
/// below a shift too rarely, the k-th difference is the lower limit, and the k-th from above the upper one;
/// k comes from the distribution of U without ties. With ties the closed interval keeps at least its level:
/// breaking all ties at random gives data without ties whose differences are as near as one likes to those at
/// hand, and the limits of differences follow them (Noether 1967).
struct ShiftLimits {
  /// How the rank of the limits is found.
  enum Distribution {
    case exact
    case normal(continuityCorrection: Bool)

    fileprivate var name: String {
      switch self {
      case .exact: "ordered differences, exact"
      case .normal: "ordered differences, asymptotic"
      }
    }
  }

  let differences: PairwiseDifferences

  /// The median of the differences; without an interval where the level is out of reach or the exact
  /// distribution too large.
  func estimate(
    _ distribution: Distribution, _ alternative: Alternative, confidence: Double
  ) throws(InputError) -> Estimate {
    let median = differences.median
    guard median.isFinite else {
      throw InputError(
        .outOfRange, "group", "the differences exceed the range of Double", remedy: "rescale the values")
    }
    let tail = alternative.tailArea(confidence: confidence)
    guard let rank = try rank(distribution, tail), rank >= 1 else { return Estimate(median) }
    let (lower, upper) = (
      differences.orderStatistic(rank - 1), differences.orderStatistic(differences.count - rank)
    )
    guard lower.isFinite, upper.isFinite else { return Estimate(median) }
    return Estimate(
      median,
      interval: alternative.interval(lower, upper, level: confidence, method: distribution.name))
  }

  /// The number of differences from each end to the limit; `nil` where it is not counted.
  ///
  /// - Parameters:
  ///   - distribution: Where the rank comes from.
  ///   - tail: The probability that the limit leaves outside, below one half.
  ///   - isOpen: Whether what lies outside has less than this probability, not at most as much. The ends of the
  ///     interval are then shifts that a test with p < `tail` does not reject.
  /// - Returns: The rank of the limit, counted from 1 from either end; 0 where there is none.
  /// - Throws: `InputError` as the normal distribution does.
  func rank(_ distribution: Distribution, _ tail: Double, isOpen: Bool = false) throws(InputError) -> Int? {
    let (first, second) = differences.sizes
    switch distribution {
    case .exact:
      let sums = UntiedRankSums(first, second)
      return isOpen ? sums?.values(below: tail) : sums?.values(within: tail)
    case .normal(let corrects):
      let pairs = Double(first) * Double(second)
      let deviation = (pairs * (Double(first) + Double(second) + 1) / 12).squareRoot()
      let z = try NormalDistribution.standard.quantile(upperTail: tail)
      // P(U ≤ k - 1) is at most the tail as long as k - 1 + c ≤ n₁n₂/2 - z·σ.
      let largest = (pairs / 2 - z * deviation - (corrects ? 0.5 : 0)).rounded(.down) + 1
      // At most half of the differences, which is below the range of whole numbers of a Double.
      return Int(max(0, min(largest, (pairs / 2).rounded(.up))))
    }
  }
}
