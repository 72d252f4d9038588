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

  /// The score interval of the difference of two shares of the same cases, such as top minus bottom; `rest` is
  /// the share of the others.
  ///
  /// The limits are the differences Δ for which (d - Δ)² = z²(2q + Δ(1 - Δ))/n, where q is the most likely
  /// second share if the difference is Δ.
  ///
  /// Reference: Tango (1998), Statistics in Medicine 17, 891-908.
  package static func score(
    _ first: Double, minus second: Double, rest: Double, size: Double, confidence: Double
  ) throws(InputError) -> ConfidenceInterval {
    let z = try quantile(confidence)
    return ConfidenceInterval(
      lower: try netLimit(first, second, rest, z * z / size),
      upper: -(try netLimit(second, first, rest, z * z / size)), level: confidence, method: "score")
  }

  /// The interval of the difference of two shares of the same cases by its estimated variance,
  /// (p + q - (p - q)²)/n; `nil` where that is zero.
  package static func wald(
    _ first: Double, minus second: Double, rest: Double, size: Double, confidence: Double
  ) throws(InputError) -> ConfidenceInterval? {
    let error = netError(first, second, rest: rest, size: size)
    guard error > 0 else { return nil }
    let reach = try quantile(confidence) * error
    return ConfidenceInterval(
      lower: max(first - second - reach, -1), upper: min(first - second + reach, 1), level: confidence,
      method: "Wald")
  }

  /// The standard error of the difference of two shares of the same cases.
  package static func netError(_ first: Double, _ second: Double, rest: Double, size: Double) -> Double {
    // p + q - (p - q)² without a difference, since the three shares add up to one.
    ((4 * first * second + rest * (first + second)) / size).squareRoot()
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

  /// The lower limit of the difference, sought as its distance u from -1.
  private static func netLimit(
    _ first: Double, _ second: Double, _ rest: Double, _ term: Double
  ) throws(InputError) -> Double {
    // Where all cases are in one box the variance at the estimate is zero, and the limits are closed.
    if second >= 1 { return -1 }
    if first >= 1 { return (1 - term) / (1 + term) }
    if first <= 0, second <= 0 { return -term / (1 + term) }
    // 1 + d, without the difference of numbers that are nearly equal.
    let reach = 2 * first + rest
    let distance = try RootFinding.solve(in: 0...reach, "limit of the net share") { u in
      let variance = u < 1 ? variance(u, first, rest) : variance(max(2 - u, 0), second, rest)
      return reach - u - (term * variance).squareRoot()
    }
    return distance - 1
  }

  /// n times the variance of the difference, if its size is 1 - w: 2q + w(1 - w), where q is the most likely value
  /// of the share that is then the smaller one and was observed as `share`.
  private static func variance(_ w: Double, _ share: Double, _ rest: Double) -> Double {
    let linear = 2 * (share + rest) - w * (1 + 2 * share + rest)
    let product = share * w * (1 - w)
    let root = (linear * linear + 8 * product).squareRoot()
    // Of the two forms of the root of 2q² + linear·q - product = 0, the one that adds.
    let likely = linear <= 0 ? (root - linear) / 4 : 2 * product / (root + linear)
    return 2 * likely + w * (1 - w)
  }
}
