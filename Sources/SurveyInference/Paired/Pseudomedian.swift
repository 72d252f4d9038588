import SurveyProbability
import SurveyVocabulary

/// Hodges and Lehmann's estimate of the centre of symmetric differences, with its interval.
enum Pseudomedian {
  /// The median of the Walsh averages; the limits are two of these averages.
  ///
  /// The ranks of the limits come from the null distribution without ties. With ties the closed
  /// interval keeps at least its level (Noether 1967).
  static func estimate(
    _ differences: [Double], _ method: SignedRankTest.Method, _ alternative: Alternative,
    _ confidence: Double
  ) throws(InputError) -> Estimate {
    let averages = WalshAverages(differences)
    let tail = alternative.tailArea(confidence: confidence)
    guard let rank = try lowerRank(differences.count, averages.count, tail, method) else {
      return Estimate(averages.median)
    }
    let lower = averages.value(rank: rank)
    let upper = averages.value(rank: averages.count + 1 - rank)
    return Estimate(
      averages.median,
      interval: alternative.interval(
        lower, upper, level: confidence,
        method: method == .exact ? "Walsh averages, exact" : "Walsh averages, asymptotic"))
  }

  /// The rank of the lower limit among the averages; `nil` if the level is out of reach.
  private static func lowerRank(
    _ count: Int, _ averages: Int, _ tail: Double, _ method: SignedRankTest.Method
  ) throws(InputError) -> Int? {
    if method == .exact {
      let distribution = try SignedRankCounts(untied: count)
      return distribution.largest(below: tail).map { $0 / 2 + 1 }
    }
    let size = Double(count)
    let deviation = (size * (size + 1) * (2 * size + 1) / 24).squareRoot()
    let z = try NormalDistribution.standard.quantile(upperTail: tail)
    let rank = (Double(averages) / 2 - z * deviation).rounded(.down)
    // Finite and at most half the averages; below one where the level is out of reach.
    return rank >= 1 ? Int(rank) : nil
  }
}
