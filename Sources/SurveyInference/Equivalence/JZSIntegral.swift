import SurveyProbability
import SurveyVocabulary

/// A t statistic as evidence about a standardized effect δ whose prior is a Cauchy distribution about 0.
///
/// Under the alternative t is noncentral with δ√N, where N is the number of observations of one sample, or
/// n₁n₂/(n₁ + n₂). The Cauchy prior is a normal one with the variance r²g, where 1/g is chi-square with one
/// degree of freedom (Zellner & Siow 1980; Rouder et al. 2009): given g, all but g integrates in closed form.
struct JZSIntegral {
  let t: Double
  let degreesOfFreedom: Double
  let effectiveSize: Double

  /// The largest size of t, and the range of the prior's scale.
  static let largestT = 1e50
  static let scales = 1e-3...1e3

  struct Value: Hashable, Sendable {
    /// The natural logarithm of the Bayes factor.
    let logarithm: Double
    /// The estimated error of the integration, relative to the Bayes factor.
    let error: Double
  }

  static func check(scale: Double) throws(InputError) {
    guard scales.contains(scale) else {
      throw .outOfRange("prior scale", value: scale, allowed: "a number from 0.001 to 1000")
    }
  }

  /// The Bayes factor of δ ≠ 0, δ > 0 or δ < 0 against δ = 0.
  ///
  /// - Throws: `InputError` if the quadrature does not reach its tolerance.
  func bayesFactor(scale: Double, _ alternative: Alternative) throws(InputError) -> Value {
    let side = alternative == .less ? -1.0 : 1.0
    let student = try StudentTDistribution(degreesOfFreedom: degreesOfFreedom + 1)
    let growth = effectiveSize * scale * scale
    let square = t * t
    /// The logarithm of the integrand over s = log g.
    func exponent(_ s: Double) -> Double {
      let g = libmExp(s)
      let shrunk = growth * g
      // (1 + G)^(-1/2) ((1 + t²/ν)/(1 + t²/(ν(1 + G))))^((ν + 1)/2), and the prior of g with its Jacobian.
      let rest = degreesOfFreedom * (1 + shrunk) + square
      var sum = -0.5 * libmLog1p(shrunk) - 0.9189385332046727 - 0.5 * s - 0.5 / g
      sum += 0.5 * (degreesOfFreedom + 1) * libmLog1p(square * (shrunk / rest))
      guard alternative != .twoSided else { return sum }
      // Twice the probability of the side given g and the data: δ/(its deviation) is t with ν + 1.
      let part = shrunk / (1 + shrunk)
      let deviate =
        side * t * (part * (degreesOfFreedom + 1) / (degreesOfFreedom + square / (1 + shrunk))).squareRoot()
      return sum + 0.6931471805599453 + student.logLowerTail(deviate)
    }
    // Below -10 the prior of g is less than exp(-11000). The end lies 80 units above the point from which the
    // integrand falls by e for each unit.
    let last = max(0, libmLog(1 + square) - libmLog(growth)) + max(0, -libmLog(growth)) + 80
    let step = (last + 10) / 1_000
    let grid = (1..<1_000).map { -10 + step * Double($0) }
    var (peak, height) = (0.0, -Double.infinity)
    for s in grid {
      let value = exponent(s)
      if value > height { (peak, height) = (s, value) }
    }
    let splits = [-3, -1, -0.25, 0, 0.25, 1, 3].map { peak + 4 * $0 }.filter { $0 > -10 && $0 < last }
    let integral = try Quadrature.adaptive(
      over: -10...last, splitAt: splits, tolerance: 1e-13, evaluations: 200_000
    ) { libmExp(exponent($0) - height) }
    // What rounding leaves is reported with the result; more than this is not an answer.
    guard integral.value > 0, integral.errorEstimate <= 1e-9 * integral.value else {
      throw InputError(
        .notConverged, "Bayes factor", "the integral over the prior did not reach its tolerance")
    }
    return Value(
      logarithm: height + libmLog(integral.value), error: integral.errorEstimate / integral.value)
  }
}
