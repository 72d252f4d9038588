import SurveyProbability
import SurveyVocabulary

/// The interval of a standardized difference whose t statistic has a noncentral t distribution.
enum NoncentralLimits {
  /// The noncentralities that put t at the ends of the level, times `scale`; a one-sided interval is
  /// open on the other side.
  ///
  /// Reference: Steiger & Fouladi (1997).
  static func interval(
    _ t: Double, degreesOfFreedom df: Double, scale: Double, alternative: Alternative = .twoSided,
    confidence: Double, method: String = "noncentral t"
  ) throws(InputError) -> ConfidenceInterval {
    guard t.magnitude <= 5_000 else {
      throw InputError(
        .outOfRange, "values",
        "the difference is over 5,000 standard errors, which the noncentral t distribution does not reach",
        remedy: "ask for a bootstrap interval, or report the difference in the units of the data")
    }
    let area = alternative.tailArea(confidence: confidence)
    func limit(_ lowerTail: Double) throws(InputError) -> Double {
      scale * (try NoncentralTDistribution.noncentrality(ofLowerTail: lowerTail, at: t, degreesOfFreedom: df))
    }
    return ConfidenceInterval(
      lower: alternative == .less ? -.infinity : try limit(1 - area),
      upper: alternative == .greater ? .infinity : try limit(area), level: confidence, method: method)
  }

  /// The normal interval of an estimate with a standard error.
  static func normal(
    _ value: Double, _ error: Double, alternative: Alternative = .twoSided, confidence: Double,
    method: String
  ) throws(InputError) -> Estimate {
    guard value.isFinite, error.isFinite else {
      throw InputError(
        .outOfRange, "values", "the effect exceeds the range of Double",
        remedy: "report the difference in the units of the data")
    }
    let reach =
      error
      * (try NormalDistribution.standard.quantile(upperTail: alternative.tailArea(confidence: confidence)))
    return Estimate(
      value, standardError: error,
      interval: alternative.interval(value - reach, value + reach, level: confidence, method: method))
  }
}
