import SurveyProbability
import SurveyVocabulary

/// Intervals of shares that hold near 0 and 1, where the normal approximation at the estimate does not.
package enum ShareIntervals {
  /// Wilson's score interval of a share of `size` cases, which need not be a whole number.
  ///
  /// Reference: Wilson (1927), doi:10.1080/01621459.1927.10502953.
  package static func wilson(
    _ share: Double, size: Double, confidence: Double
  ) throws(InputError) -> ConfidenceInterval {
    let z = try quantile(confidence)
    return ConfidenceInterval(
      lower: lowerLimit(share, size, z), upper: 1 - lowerLimit(1 - share, size, z), level: confidence,
      method: "Wilson")
  }

  /// The score interval of the difference of two shares of the same cases, such as top minus bottom.
  ///
  /// The limits are the differences Δ for which (d - Δ)² = z²(2q + Δ(1 - Δ))/n, where q is the most likely
  /// second share if the difference is Δ.
  ///
  /// Reference: Tango (1998), Statistics in Medicine 17, 891-908.
  package static func score(
    _ first: Double, minus second: Double, size: Double, confidence: Double
  ) throws(InputError) -> ConfidenceInterval {
    let z = try quantile(confidence)
    return ConfidenceInterval(
      lower: try netLimit(first, second, size, z), upper: -(try netLimit(second, first, size, z)),
      level: confidence, method: "score")
  }

  /// The interval of the difference of two shares of the same cases by its estimated variance,
  /// (p + q - (p - q)²)/n; `nil` where that is zero.
  package static func wald(
    _ first: Double, minus second: Double, size: Double, confidence: Double
  ) throws(InputError) -> ConfidenceInterval? {
    let error = netError(first, second, size)
    guard error > 0 else { return nil }
    let reach = try quantile(confidence) * error
    return ConfidenceInterval(
      lower: max(first - second - reach, -1), upper: min(first - second + reach, 1), level: confidence,
      method: "Wald")
  }

  /// The standard error of the difference of two shares of the same cases.
  package static func netError(_ first: Double, _ second: Double, _ size: Double) -> Double {
    let net = first - second
    return (max(first + second - net * net, 0) / size).squareRoot()
  }

  private static func quantile(_ confidence: Double) throws(InputError) -> Double {
    try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
  }

  /// The lower of the two roots of (1 + z²/n)x² - (2p + z²/n)x + p² = 0, from their product: the difference
  /// that the usual formula takes would lose digits.
  private static func lowerLimit(_ share: Double, _ size: Double, _ z: Double) -> Double {
    guard share > 0 else { return 0 }
    let term = z * z / size
    let root = (term * (4 * share * (1 - share) + term)).squareRoot()
    return 2 * share * share / (2 * share + term + root)
  }

  /// The lower limit of the difference.
  private static func netLimit(
    _ first: Double, _ second: Double, _ size: Double, _ z: Double
  ) throws(InputError) -> Double {
    let net = first - second
    let term = z * z / size
    // Where all cases are in one box the variance at the estimate is zero, and the limits are closed.
    if second >= 1 { return -1 }
    if first >= 1 { return (1 - term) / (1 + term) }
    if first <= 0, second <= 0 { return -term / (1 + term) }
    return try RootFinding.solve(in: -1...net, "limit of the net share") { difference in
      let linear = 2 * difference - first - second - net * difference
      let constant = second * difference * (1 - difference)
      let discriminant = max(linear * linear + 8 * constant, 0).squareRoot()
      // The root without a difference of numbers that are nearly equal.
      let likely =
        linear <= 0
        ? (discriminant - linear) / 4
        : (discriminant + linear > 0 ? 2 * constant / (discriminant + linear) : 0)
      let variance = max(2 * likely + difference * (1 - difference), 0)
      return net - difference - (term * variance).squareRoot()
    }
  }
}
