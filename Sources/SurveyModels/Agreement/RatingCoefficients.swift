import SurveyVocabulary

/// Intraclass correlations from ratios of variances, with intervals on the logarithm of their odds.
///
/// The odds of a coefficient are its subject variance over its error: for the mean of m ratings, m times
/// those of one. The variance of their logarithm follows from that of the ratios' logarithms.
struct RatingCoefficients {
  let averagedCount: Double
  let z: Double
  let confidence: Double

  /// Odds a: raters are not in the error.
  func consistency(_ search: RatingSearch) -> RatingVarianceComponents.Coefficient {
    coefficient(odds: search.ratios[0], variance: search.logCovariance[0][0])
  }

  /// Odds a/(1 + b).
  func agreement(_ search: RatingSearch) -> RatingVarianceComponents.Coefficient {
    let share = search.ratios[1] / (1 + search.ratios[1])
    let covariance = search.logCovariance
    return coefficient(
      odds: search.ratios[0] / (1 + search.ratios[1]),
      variance: covariance[0][0] - 2 * share * covariance[0][1] + share * share * covariance[1][1])
  }

  private func coefficient(odds: Double, variance: Double) -> RatingVarianceComponents.Coefficient {
    let make = { (odds: Double) -> Estimate in
      guard odds > 0, variance > 0, variance.isFinite else { return Estimate(odds / (1 + odds)) }
      let error = variance.squareRoot()
      // Written so that neither a tiny nor a huge factor of the odds gives infinity over infinity.
      let limit = { (factor: Double) in 1 / (1 + 1 / (odds * factor)) }
      return Estimate(
        odds / (1 + odds), standardError: error * odds / ((1 + odds) * (1 + odds)),
        interval: ConfidenceInterval(
          lower: limit(exponential(-z * error)), upper: limit(exponential(z * error)), level: confidence,
          method: "delta, logit"))
    }
    return RatingVarianceComponents.Coefficient(single: make(odds), average: make(averagedCount * odds))
  }
}
