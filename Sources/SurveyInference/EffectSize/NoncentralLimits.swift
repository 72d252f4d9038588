import SurveyProbability
import SurveyVocabulary

/// The interval of a standardized difference whose t statistic has a noncentral t distribution.
enum NoncentralLimits {
  /// The noncentralities that put t at the ends of the level, times `scale`.
  ///
  /// Reference: Steiger & Fouladi (1997).
  static func interval(
    _ t: Double, degreesOfFreedom df: Double, scale: Double, confidence: Double,
    method: String = "noncentral t"
  ) throws(InputError) -> ConfidenceInterval {
    guard t.magnitude <= 5_000 else {
      throw InputError(
        .outOfRange, "values",
        "the difference is over 5,000 standard errors, which the noncentral t distribution does not reach",
        remedy: "ask for a bootstrap interval, or report the difference in the units of the data")
    }
    let area = (1 - confidence) / 2
    let lower = try NoncentralTDistribution.noncentrality(ofLowerTail: 1 - area, at: t, degreesOfFreedom: df)
    let upper = try NoncentralTDistribution.noncentrality(ofLowerTail: area, at: t, degreesOfFreedom: df)
    return ConfidenceInterval(lower: scale * lower, upper: scale * upper, level: confidence, method: method)
  }

  /// The normal interval of an estimate with a standard error.
  static func normal(
    _ value: Double, _ error: Double, confidence: Double, method: String
  ) throws(InputError) -> Estimate {
    guard value.isFinite, error.isFinite else {
      throw InputError(
        .outOfRange, "values", "the effect exceeds the range of Double",
        remedy: "report the difference in the units of the data")
    }
    let reach = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2) * error
    return Estimate(
      value, standardError: error,
      interval: ConfidenceInterval(
        lower: value - reach, upper: value + reach, level: confidence, method: method))
  }
}
