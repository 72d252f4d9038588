import SurveyProbability
import SurveyVocabulary

/// What correlations share.
package enum CorrelationTest {
  /// t = r √((n - 2) / (1 - r²)).
  package static func statistic(_ r: Double, count: Int) -> TestStatistic {
    let freedom = Double(count - 2)
    // 1 - r² from its factors keeps the digits of a correlation near one.
    return TestStatistic(
      "t", r * (freedom / ((1 - r) * (1 + r))).squareRoot(), reference: .t(degreesOfFreedom: freedom))
  }

  /// tanh(artanh r ± z √(factor / (n - 3))); `nil` for three pairs, where the variance is undefined.
  package static func fisherInterval(
    _ r: Double, count: Int, varianceFactor: Double, method: String, alternative: Alternative,
    confidence: Double
  ) throws(InputError) -> ConfidenceInterval? {
    guard count >= 4 else { return nil }
    let z = try NormalDistribution.standard.quantile(upperTail: alternative.tailArea(confidence: confidence))
    let reach = z * (varianceFactor / Double(count - 3)).squareRoot()
    let center = libmAtanh(r)
    return alternative.interval(
      libmTanh(center - reach), libmTanh(center + reach), level: confidence, method: method,
      bounds: (-1, 1))
  }

  /// A correlation with an interval on Fisher's z, to which its standard error is carried over; without both
  /// where there is no standard error or the value is not between -1 and 1.
  static func deltaEstimate(
    _ r: Double, standardError: Double?, alternative: Alternative = .twoSided, confidence: Double
  ) throws(InputError) -> Estimate {
    guard let standardError, r.magnitude < 1 else { return Estimate(r) }
    let z = try NormalDistribution.standard.quantile(upperTail: alternative.tailArea(confidence: confidence))
    let reach = z * standardError / ((1 - r) * (1 + r))
    let center = libmAtanh(r)
    return Estimate(
      r, standardError: standardError,
      interval: alternative.interval(
        libmTanh(center - reach), libmTanh(center + reach), level: confidence,
        method: "Fisher z, delta method", bounds: (-1, 1)))
  }
}

extension PairSums {
  /// The sums of two variables, checked: finite, equally long, at least three pairs.
  package static func checked(
    _ first: some Collection<Double>, _ second: some Collection<Double>
  ) throws(InputError) -> PairSums {
    let x = try finiteValues(first, "first variable")
    let y = try finiteValues(second, "second variable")
    try checkEqualLength(x.count, "first variable", y.count, "second variable")
    guard x.count >= 3 else { throw .tooFew("pairs", found: x.count, needed: 3) }
    return try PairSums(x, y)
  }
}
