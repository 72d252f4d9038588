import SurveyProbability
import SurveyVocabulary

/// A difference of trimmed means with its error and degrees of freedom.
struct TrimmedMeansTest {
  let difference: Double
  let error: Double
  let degreesOfFreedom: Double

  /// Two independent groups.
  ///
  /// - Throws: `InputError` if fewer than two values of a group are left or neither varies.
  init(_ first: TrimmedSummary, _ second: TrimmedSummary) throws(InputError) {
    for (summary, name) in [(first, "group"), (second, "baseline")] where summary.effectiveCount < 2 {
      throw InputError(
        .tooFew, name,
        "trimming leaves \(summary.effectiveCount) of \(summary.count) observations, at least 2 needed",
        remedy: "trim a smaller share")
    }
    let (e1, e2) = (first.standardErrorOfMean ?? 0, second.standardErrorOfMean ?? 0)
    let largest = max(e1, e2)
    let (a, b) = (e1 / largest, e2 / largest)
    let sum = a * a + b * b
    let (f, g) = (a * a / sum, b * b / sum)
    try self.init(
      first.trimmedMean - second.trimmedMean, error: largest * sum.squareRoot(),
      degreesOfFreedom: 1
        / (f * f / Double(first.effectiveCount - 1) + g * g / Double(second.effectiveCount - 1)),
      varies: largest > 0)
  }

  /// - Throws: `InputError` if the winsorized values do not vary, or too little for the range of `Double`.
  init(_ difference: Double, error: Double, degreesOfFreedom: Double, varies: Bool) throws(InputError) {
    guard varies else {
      throw InputError(
        .constant, "group and baseline",
        "after trimming no value varies, or too little for the range of Double",
        remedy: "trim a smaller share, or rescale the values")
    }
    guard error > 1e-140, (difference / error).isFinite, difference.isFinite else {
      throw InputError(
        .outOfRange, "group and baseline", "the values exceed the range of Double, or vary too little for it",
        remedy: "rescale the values")
    }
    (self.difference, self.error, self.degreesOfFreedom) = (difference, error, degreesOfFreedom)
  }

  var statistic: TestStatistic {
    TestStatistic("t", difference / error, reference: .t(degreesOfFreedom: degreesOfFreedom))
  }

  func estimate(
    _ alternative: Alternative, confidence: Double, method: String
  ) throws(InputError) -> Estimate {
    let reach =
      error
      * (try StudentTDistribution(degreesOfFreedom: degreesOfFreedom)
        .quantile(upperTail: alternative.tailArea(confidence: confidence)))
    return Estimate(
      difference, standardError: error,
      interval: alternative.interval(
        difference - reach, difference + reach, level: confidence, method: method))
  }
}
