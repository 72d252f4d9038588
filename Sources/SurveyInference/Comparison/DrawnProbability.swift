import SurveyProbability
import SurveyVocabulary

extension ConfidenceInterval {
  /// Clopper and Pearson's interval of a probability that random draws estimate, or of a multiple of it up to 1.
  ///
  /// - Parameters:
  ///   - hits: The number of draws at or beyond the observed one.
  ///   - all: The number of draws.
  ///   - confidence: The level.
  ///   - factor: 2 for a doubled tail.
  /// - Returns: The limits, at most 1.
  /// - Throws: `InputError` as the beta distribution does.
  static func estimated(
    by hits: Double, of all: Double, confidence: Double, factor: Double
  ) throws(InputError) -> ConfidenceInterval {
    let area = (1 - confidence) / 2
    let low =
      hits == 0 ? 0 : try BetaDistribution(alpha: hits, beta: all - hits + 1).quantile(lowerTail: area)
    let high =
      hits == all ? 1 : try BetaDistribution(alpha: hits + 1, beta: all - hits).quantile(upperTail: area)
    return ConfidenceInterval(
      lower: min(factor * low, 1), upper: min(factor * high, 1), level: confidence, method: "Clopper-Pearson")
  }
}
