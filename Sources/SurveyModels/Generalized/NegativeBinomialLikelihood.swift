import SurveyProbability

/// The log-likelihood of counts with mean μ and variance μ + μ²/θ, and its derivatives by θ.
///
/// Gamma functions of θ and y + θ as sums over the whole numbers below y, so that a large θ cancels nothing.
enum NegativeBinomialLikelihood {
  /// Counts up to this are summed.
  private static let summed = 1000.0

  /// The log-likelihood of one count.
  static func value(_ y: Double, mean: Double, theta: Double) -> Double {
    var rising = 0.0
    if y <= summed {
      for place in 0..<Int(y) { rising += logOfOneMore(Double(place) / theta) }
    } else {
      rising =
        SpecialFunctions.logGamma(y + theta) - SpecialFunctions.logGamma(theta) - y * naturalLog(theta)
    }
    let event = y > 0 ? y * naturalLog(mean) : 0
    return rising - SpecialFunctions.logGamma(y + 1) + event - (y + theta) * logOfOneMore(mean / theta)
  }

  /// The log-likelihood of one count of the Poisson distribution, the limit of a large θ.
  static func limit(_ y: Double, mean: Double) -> Double {
    (y > 0 ? y * naturalLog(mean) : 0) - mean - SpecialFunctions.logGamma(y + 1)
  }

  /// The derivative by θ.
  static func slope(_ y: Double, mean: Double, theta: Double) -> Double {
    var sum = 0.0
    if y <= summed {
      for place in 0..<Int(y) { sum += 1 / (theta + Double(place)) }
    } else {
      sum = SpecialFunctions.digamma(y + theta) - SpecialFunctions.digamma(theta)
    }
    return sum - logOfOneMore(mean / theta) + (mean - y) / (mean + theta)
  }

  /// Minus the second derivative by θ.
  static func information(_ y: Double, mean: Double, theta: Double) -> Double {
    var sum = 0.0
    if y <= summed {
      for place in 0..<Int(y) { sum += 1 / (theta + Double(place)) / (theta + Double(place)) }
    } else {
      sum = SpecialFunctions.trigamma(theta) - SpecialFunctions.trigamma(y + theta)
    }
    let total = mean + theta
    return sum - mean / theta / total + (mean - y) / total / total
  }
}
