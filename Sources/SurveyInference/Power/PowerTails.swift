import SurveyProbability
import SurveyVocabulary

/// Probabilities of rejection under noncentral distributions, for any noncentrality.
enum PowerTails {
  /// The critical value of a t test.
  static func criticalT(_ df: Double, _ level: Double, oneSided: Bool) throws(InputError) -> Double {
    try StudentTDistribution(degreesOfFreedom: df).quantile(upperTail: oneSided ? level : level / 2)
  }

  /// The critical value of a z test.
  static func criticalZ(_ level: Double, oneSided: Bool) throws(InputError) -> Double {
    try NormalDistribution.standard.quantile(upperTail: oneSided ? level : level / 2)
  }

  /// P(T > critical), and for a two-sided test P(T < -critical) too, of the noncentral t distribution.
  static func t(
    _ noncentrality: Double, beyond critical: Double, _ df: Double, oneSided: Bool
  ) throws(InputError) -> Double {
    guard noncentrality.magnitude <= 1e4 else {
      if noncentrality < 0, oneSided, critical >= 0 { return 0 }
      let far = try farT(noncentrality.magnitude, noncentrality < 0 ? -critical : critical, df)
      return noncentrality < 0 && oneSided ? 1 - far : far
    }
    let t = try NoncentralTDistribution(degreesOfFreedom: df, noncentrality: noncentrality)
    return min(t.upperTail(critical) + (oneSided ? 0 : t.lowerTail(-critical)), 1)
  }

  /// P(Z + δ > t s) for δ above 10,000: the mean of P(s < (δ + Z)/t) over Z. Z is so small beside δ that
  /// three points of Gauss and Hermite give it to the last digit.
  private static func farT(_ delta: Double, _ t: Double, _ df: Double) throws(InputError) -> Double {
    guard t > 0 else { return 1 }
    let squares = try ChiSquareDistribution(degreesOfFreedom: df)
    func below(_ z: Double) -> Double {
      let ratio = (delta + z) / t
      return ratio > 1e100 ? 1 : squares.lowerTail(df * ratio * ratio)
    }
    let far = 3.0.squareRoot()
    return (below(-far) + 4 * below(0) + below(far)) / 6
  }

  /// P(F > critical) of the noncentral F distribution.
  static func f(
    _ noncentrality: Double, beyond critical: Double, _ df1: Double, _ df2: Double
  ) throws(InputError) -> Double {
    guard noncentrality <= 1e10 else {
      // The numerator no longer varies beside its mean.
      let ratio = (noncentrality + df1) / (df1 * critical)
      return ratio > 1e200 ? 1 : try ChiSquareDistribution(degreesOfFreedom: df2).lowerTail(df2 * ratio)
    }
    return try NoncentralFDistribution(numerator: df1, denominator: df2, noncentrality: noncentrality)
      .upperTail(critical)
  }

  /// P(X > critical) of the noncentral chi-square distribution.
  static func chiSquare(
    _ noncentrality: Double, beyond critical: Double, _ df: Double
  ) throws(InputError) -> Double {
    guard noncentrality <= 1e10 else {
      // Any larger noncentrality is as far away, and an infinite one has no distance.
      let noncentrality = min(noncentrality, 1e100)
      let mean = noncentrality + df
      return NormalDistribution.standard.upperTail(
        (critical - mean) / (2 * (noncentrality + mean)).squareRoot())
    }
    return try NoncentralChiSquareDistribution(degreesOfFreedom: df, noncentrality: noncentrality)
      .upperTail(critical)
  }

  /// P(Z + shift > critical), and for a two-sided test P(Z + shift < -critical) too.
  static func z(_ shift: Double, beyond critical: Double, oneSided: Bool) -> Double {
    let normal = NormalDistribution.standard
    return min(
      normal.upperTail(critical - shift) + (oneSided ? 0 : normal.lowerTail(-critical - shift)), 1)
  }

  /// The mean of a function of s = √(V/ν), V chi-square with ν degrees of freedom: the estimated standard
  /// deviation in units of the true one.
  ///
  /// - Parameters:
  ///   - df: The degrees of freedom.
  ///   - end: The function is zero beyond this.
  ///   - function: A bounded function.
  /// - Returns: The mean, by adaptive quadrature.
  /// - Throws: `InputError` if the function is not finite or the quadrature misses nine digits.
  static func mean(
    overScale df: Double, upTo end: Double = .infinity, _ function: (Double) -> Double
  ) throws(InputError) -> Double {
    let squares = try ChiSquareDistribution(degreesOfFreedom: df)
    let mode = (max(df - 1, 0) / df).squareRoot()
    let spread = 1 / (2 * df).squareRoot()
    // Beyond 40 standard deviations nothing is left that a double could hold.
    let last = min(end, mode + 40 * spread)
    let first = max(0, mode - 40 * spread)
    guard first < last else { return 0 }
    let splits = [-8, -3, 0, 3, 8].map { mode + $0 * spread }.filter { $0 > first && $0 < last }
    let integral = try Quadrature.adaptive(
      over: first...last, splitAt: splits, tolerance: 1e-12, evaluations: 20_000
    ) { s in
      let density = libmExp(squares.logDensity(df * s * s)) * 2 * df * s
      return density > 0 ? density * function(s) : 0
    }
    return try value(of: integral)
  }

  /// An integral whose last digits may be rounding, or an error where the digits that matter are missing.
  static func value(of integral: Integral) throws(InputError) -> Double {
    guard integral.errorEstimate <= 1e-9 * integral.value.magnitude else {
      return try integral.orNotConverged("power").value
    }
    return integral.value
  }
}
