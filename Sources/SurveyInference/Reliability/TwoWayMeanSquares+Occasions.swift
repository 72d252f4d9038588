import SurveyProbability
import SurveyVocabulary

extension TwoWayMeanSquares {
  /// ICC(2,1) with Shrout and Fleiss's interval (1979, p. 424), or without one where it is undefined.
  func agreementOfTwo(confidence: Double) throws(InputError) -> Estimate {
    let (n, k) = (Double(subjects), Double(raters))
    let scale = max(betweenSubjects, betweenRaters, residual)
    let (rows, columns, error) = (betweenSubjects / scale, betweenRaters / scale, residual / scale)
    let divisor = rows + (k - 1) * error + k * (columns - error) / n
    let value = divisor > 0 ? (rows - error) / divisor : 0
    let tail = (1 - confidence) / 2
    let weight = value < 1 ? k * value / (n * (1 - value)) : .infinity
    let rest = 1 + weight * (n - 1)
    let top = weight * columns + rest * error
    let bottom =
      weight * columns * (weight * columns) / (k - 1)
      + rest * error * (rest * error) / ((n - 1) * (k - 1))
    let freedom = top * top / bottom
    // At perfect agreement, and where Satterthwaite's degrees of freedom do not exist, there are no limits.
    guard error > 0, freedom.isFinite, freedom > 1e-6 else { return Estimate(value) }
    let high = try FDistribution(numerator: n - 1, denominator: freedom).quantile(upperTail: tail)
    let low = try FDistribution(numerator: freedom, denominator: n - 1).quantile(upperTail: tail)
    let spread = k * columns + (k * n - k - n) * error
    let lower = n * (rows - high * error) / (high * spread + n * rows)
    let upper = n * (low * rows - error) / (spread + n * low * rows)
    guard lower.isFinite, upper.isFinite, lower <= upper else { return Estimate(value) }
    return Estimate(
      value,
      interval: ConfidenceInterval(lower: lower, upper: upper, level: confidence, method: "Shrout-Fleiss"))
  }

  /// ICC(3,1) with its exact interval for normal scores.
  func consistencyOfTwo(confidence: Double) throws(InputError) -> Estimate {
    let (n, k) = (Double(subjects), Double(raters))
    let scale = max(betweenSubjects, residual)
    let (rows, error) = (betweenSubjects / scale, residual / scale)
    let value = (rows - error) / (rows + (k - 1) * error)
    guard error > 0 else { return Estimate(value) }
    let tail = (1 - confidence) / 2
    let freedom = (n - 1) * (k - 1)
    let high = try FDistribution(numerator: n - 1, denominator: freedom).quantile(upperTail: tail)
    let low = try FDistribution(numerator: freedom, denominator: n - 1).quantile(upperTail: tail)
    // In the form (MSR - F·MSE)/(MSR + (k - 1)F·MSE), which has no quotient of the mean squares.
    let limit = { (f: Double) in (rows - f * error) / (rows + (k - 1) * f * error) }
    return Estimate(
      value,
      interval: ConfidenceInterval(
        lower: limit(high), upper: limit(1 / low), level: confidence, method: "Shrout-Fleiss"))
  }
}
