import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// Intervals and tests of functions of a fit's parameters, by their standard errors.
struct DeltaInference {
  let confidence: Double
  let degreesOfFreedom: Double?
  private let quantile: Double

  init(_ outcomes: ExpectedOutcomes, confidence: Double) throws(InputError) {
    try checkConfidence(confidence)
    self.confidence = confidence
    degreesOfFreedom = outcomes.degreesOfFreedom
    let tail = (1 - confidence) / 2
    if let degreesOfFreedom {
      quantile = try StudentTDistribution(degreesOfFreedom: degreesOfFreedom).quantile(upperTail: tail)
    } else {
      quantile = try NormalDistribution.standard.quantile(upperTail: tail)
    }
  }

  /// A value with its standard error and Wald's interval.
  ///
  /// - Throws: `InputError` if one of the numbers leaves the range of `Double`.
  func estimate(_ value: Double, variance: Double) throws(InputError) -> Estimate {
    let error = variance.squareRoot()
    let reach = quantile * error
    guard value.isFinite, reach.isFinite else { throw Self.range }
    return Estimate(
      value, standardError: error,
      interval: ConfidenceInterval(
        lower: value - reach, upper: value + reach, level: confidence, method: "Wald, delta method"))
  }

  /// The exponential of a value with that of its limits; the standard error is that of the exponential.
  func ratio(_ logarithm: Double, variance: Double) throws(InputError) -> Estimate {
    let error = variance.squareRoot()
    let ratio = exponential(logarithm)
    let (lower, upper) = (
      exponential(logarithm - quantile * error), exponential(logarithm + quantile * error)
    )
    guard ratio > 0, ratio.isFinite, (ratio * error).isFinite, upper.isFinite else { throw Self.range }
    return Estimate(
      ratio, standardError: ratio * error,
      interval: ConfidenceInterval(
        lower: lower, upper: upper, level: confidence, method: "Wald on the logarithm, delta method"))
  }

  /// The value over its standard error; `nil` where that is zero.
  func statistic(_ value: Double, variance: Double) -> TestStatistic? {
    let ratio = value / variance.squareRoot()
    guard ratio.isFinite else { return nil }
    guard let degreesOfFreedom else { return TestStatistic("z", ratio, reference: .normal) }
    return TestStatistic("t", ratio, reference: .t(degreesOfFreedom: degreesOfFreedom))
  }

  private static let range = InputError(
    .outOfRange, "cases", "an effect or its standard error leaves the range of Double",
    remedy: "rescale the variable")
}
