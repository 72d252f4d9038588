import SurveyProbability
import SurveyVocabulary

/// The standardized difference of two means in units of the root mean of their variances.
///
/// The interval is Bonett's (2008): it lets the variances differ. Source: Bonett (2008),
/// doi:10.1037/1082-989X.13.2.99, with two groups and weights 1 and -1.
enum AverageVarianceD {
  /// - Returns: `nil` where neither group varies, because then there is no unit.
  static func estimate(
    _ first: Moments, _ second: Moments, alternative: Alternative, confidence: Double
  ) throws(InputError) -> Estimate? {
    guard let v1 = first.variance, let v2 = second.variance, max(v1, v2) > 0 else { return nil }
    // Shares of the larger variance, so that no square leaves the range of Double.
    let unit = max(v1, v2)
    let (a, b) = (v1 / unit, v2 / unit)
    let mean = (a + b) / 2
    let d = (first.mean - second.mean) / unit.squareRoot() / mean.squareRoot()
    let (f1, f2) = (Double(first.count - 1), Double(second.count - 1))
    let variance = d * d * (a * a / f1 + b * b / f2) / (8 * mean * mean) + (a / f1 + b / f2) / mean
    let error = variance.squareRoot()
    guard d.isFinite, error.isFinite else { return nil }
    let reach =
      error
      * (try NormalDistribution.standard.quantile(upperTail: alternative.tailArea(confidence: confidence)))
    return Estimate(
      d, standardError: error,
      interval: alternative.interval(d - reach, d + reach, level: confidence, method: "Bonett"))
  }
}
