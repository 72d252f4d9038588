import SurveyProbability
import SurveyVocabulary

/// A share that was counted, with Clopper and Pearson's limits, which cover at least their level.
///
/// Reference: Clopper & Pearson (1934), doi:10.1093/biomet/26.4.404.
struct ExactShare {
  let hits: Int
  let trials: Int

  /// The share; `trials` is at least 1.
  var value: Double { Double(hits) / Double(trials) }

  /// The share with the interval of an alternative.
  func estimate(_ alternative: Alternative, confidence: Double) throws(InputError) -> Estimate {
    let (lower, upper) = try limits(tail: alternative.tailArea(confidence: confidence))
    return Estimate(
      value,
      interval: alternative.interval(
        lower.share, upper.share, level: confidence, method: "Clopper-Pearson", bounds: (0, 1)))
  }

  /// The limits of the odds of a hit: infinite where every trial was one.
  func odds(_ alternative: Alternative, confidence: Double) throws(InputError) -> ConfidenceInterval {
    let (lower, upper) = try limits(tail: alternative.tailArea(confidence: confidence))
    return alternative.interval(
      lower.share / lower.rest, upper.share / upper.rest, level: confidence, method: "Clopper-Pearson",
      bounds: (0, .infinity))
  }

  /// Each limit with its distance from 1, found by itself, so that neither loses digits.
  private func limits(
    tail: Double
  ) throws(InputError) -> (lower: (share: Double, rest: Double), upper: (share: Double, rest: Double)) {
    let misses = trials - hits
    return (
      (try Self.lower(hits, misses, tail), try Self.upper(misses, hits, tail)),
      (try Self.upper(hits, misses, tail), try Self.lower(misses, hits, tail))
    )
  }

  private static func lower(_ hits: Int, _ misses: Int, _ tail: Double) throws(InputError) -> Double {
    hits == 0
      ? 0 : try BetaDistribution(alpha: Double(hits), beta: Double(misses) + 1).quantile(lowerTail: tail)
  }

  private static func upper(_ hits: Int, _ misses: Int, _ tail: Double) throws(InputError) -> Double {
    misses == 0
      ? 1 : try BetaDistribution(alpha: Double(hits) + 1, beta: Double(misses)).quantile(upperTail: tail)
  }
}
