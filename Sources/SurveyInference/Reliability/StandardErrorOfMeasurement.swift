import SurveyProbability
import SurveyVocabulary

/// How far an observed score lies from the true one: the standard error of measurement, and what follows
/// from it for one score, for two scores and for a change.
///
/// SD·√(1 - ρ), in the units of the score. The coefficient ρ decides which error is meant: alpha gives
/// that of the items, a test-retest coefficient that of occasions too.
///
/// Reference: Lord & Novick (1968), Statistical Theories of Mental Test Scores, chapter 3.
public struct StandardErrorOfMeasurement: Finding {
  /// The stable name of the method.
  public static let methodID = "standard-error-of-measurement/1"

  /// The standard error of measurement, SD·√(1 - ρ), in the units of the score.
  public let value: Double
  /// What the limits of the reliability make of it, the standard deviation taken as known; `nil` where the
  /// reliability has no limits.
  public let valueInterval: ConfidenceInterval?
  /// The standard error of the difference of two scores with this error, √2 times ``value``.
  public let ofDifference: Double
  /// The standard error of estimating a true score by regression, SD·√(ρ(1 - ρ)) (Kelley).
  public let ofEstimation: Double
  /// The change of one person that errors alone exceed with the probability 1 - level: z·√2·SEM.
  public let smallestDetectableChange: Double
  /// The standard deviation of the scores.
  public let standardDeviation: Double
  /// The reliability of the scores.
  public let reliability: Double
  /// The level of the intervals.
  public let confidence: Double
  private let quantile: Double
  /// The names for print.
  public var context: DataContext

  /// The standard error of measurement of scores with a known reliability.
  ///
  /// - Parameters:
  ///   - standardDeviation: The standard deviation of the scores in the group the score is judged in.
  ///   - reliability: Any coefficient of reliability of these scores, 0 to 1.
  ///   - confidence: The level of the intervals and of the smallest detectable change.
  /// - Throws: `InputError` if the standard deviation is not a finite number of at least 0, or the
  ///   reliability is not between 0 and 1.
  public init(
    standardDeviation: Double, reliability: Double, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      standardDeviation: standardDeviation, reliability: Estimate(reliability), confidence: confidence)
  }

  /// The standard error of measurement of scores with an estimated reliability, whose limits become those of
  /// the standard error.
  ///
  /// - Parameters:
  ///   - standardDeviation: The standard deviation of the scores in the group the score is judged in.
  ///   - estimate: A coefficient of reliability of these scores, such as ``CronbachAlpha/alpha``; limits
  ///     beyond 0 and 1 count as these.
  ///   - confidence: The level of the intervals of scores and of the smallest detectable change.
  /// - Throws: `InputError` as for a known reliability.
  public init(
    standardDeviation: Double, reliability estimate: Estimate, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let reliability = estimate.value
    guard standardDeviation >= 0, standardDeviation < 1e300 else {
      throw .outOfRange(
        "standard deviation", value: standardDeviation, allowed: "a number of at least 0 and below 1e300")
    }
    guard reliability >= 0, reliability <= 1 else {
      throw InputError(
        .outOfRange, "reliability", "is \(reliability), allowed is 0 to 1",
        remedy: "a negative coefficient is no share of variance: look at the keys of the items")
    }
    self.standardDeviation = standardDeviation
    self.reliability = reliability
    self.confidence = confidence
    quantile = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
    value = standardDeviation * (1 - reliability).squareRoot()
    valueInterval = estimate.interval.map { interval in
      let error = { (limit: Double) in standardDeviation * (1 - min(max(limit, 0), 1)).squareRoot() }
      return ConfidenceInterval(
        lower: error(interval.upper), upper: error(interval.lower), level: interval.level,
        method: "\(interval.method), SD as known")
    }
    ofDifference = value * 2.0.squareRoot()
    ofEstimation = standardDeviation * (reliability * (1 - reliability)).squareRoot()
    smallestDetectableChange = quantile * ofDifference
    context = DataContext(parts: [], cases: CaseLedger(all: 0))
  }

  /// The limits around an observed score, score ± z·SEM: they hold the true score of a person in this
  /// share of repeated measurements, for normal errors of equal size at all scores.
  ///
  /// - Throws: `InputError` if the score is not finite.
  public func interval(around score: Double) throws(InputError) -> ConfidenceInterval {
    try Self.check(score, "score")
    return limits(score, value)
  }

  /// The limits around the difference of two observed scores, first minus second.
  ///
  /// - Throws: `InputError` if a score is not finite.
  public func interval(ofDifference first: Double, from second: Double) throws(InputError)
    -> ConfidenceInterval
  {
    try Self.check(first, "first score")
    try Self.check(second, "second score")
    return limits(first - second, ofDifference)
  }

  /// Kelley's estimate of a true score: the mean of the group plus ρ times the deviation from it, with
  /// limits by the standard error of estimation.
  ///
  /// - Throws: `InputError` if a number is not finite.
  public func trueScore(of score: Double, mean: Double) throws(InputError) -> Estimate {
    try Self.check(score, "score")
    try Self.check(mean, "mean")
    let estimate = mean + reliability * (score - mean)
    return Estimate(estimate, standardError: ofEstimation, interval: limits(estimate, ofEstimation))
  }

  private func limits(_ center: Double, _ error: Double) -> ConfidenceInterval {
    ConfidenceInterval(
      lower: center - quantile * error, upper: center + quantile * error, level: confidence,
      method: "normal errors")
  }

  private static func check(_ value: Double, _ name: String) throws(InputError) {
    guard value.magnitude < 1e300 else {
      throw .outOfRange(name, value: value, allowed: "a number below 1e300 in size")
    }
  }
}

extension StandardErrorOfMeasurement {
  /// The standard error and what follows from it.
  public var report: Report {
    let level = NumberStyle.percent(confidence * 100 == (confidence * 100).rounded() ? 0 : 1).text(confidence)
    return Report(
      context.title("Standard error of measurement"),
      method: .init(
        Self.methodID, options: [Report.Fact("level", .text(level))],
        citation: Citation("Lord & Novick", 1968, "Statistical Theories of Mental Test Scores")),
      rows: [
        Report.Row("standard error of measurement", Estimate(value, interval: valueInterval)),
        Report.Row("of a difference of two scores", Estimate(ofDifference)),
        Report.Row("of an estimated true score", Estimate(ofEstimation)),
        Report.Row("smallest detectable change", Estimate(smallestDetectableChange)),
      ],
      facts: [
        Report.Fact("SD", .number(standardDeviation)),
        Report.Fact("reliability", .number(reliability, .bounded(2))),
      ],
      cases: context.cases.entered > 0 ? context.cases : nil, notes: ["All in the units of the score."])
  }
}
