extension SpecialFunctions {
  /// The regularized lower incomplete gamma function P(a, x) for a > 0 and x ≥ 0.
  public static func regularizedGammaLower(_ a: Double, _ x: Double) -> Double { gammaTails(a, x).lower }

  /// The regularized upper incomplete gamma function Q(a, x) for a > 0 and x ≥ 0.
  public static func regularizedGammaUpper(_ a: Double, _ x: Double) -> Double { gammaTails(a, x).upper }

  /// log P(a, x), beyond the underflow of P too.
  public static func logRegularizedGammaLower(_ a: Double, _ x: Double) -> Double {
    gammaTails(a, x).logLower
  }

  /// log Q(a, x), beyond the underflow of Q too.
  public static func logRegularizedGammaUpper(_ a: Double, _ x: Double) -> Double {
    gammaTails(a, x).logUpper
  }

  private static func gammaTails(_ a: Double, _ x: Double) -> TailPair {
    guard a > 0, a < .infinity, x >= 0 else { return .invalid }
    return incompleteGamma(a, DoubleDouble(x))
  }

  /// Both tails of the gamma distribution with shape a > 0 at x, which comes in doubled precision
  /// because a rounding of x is multiplied by a in the exponent.
  static func incompleteGamma(_ a: Double, _ x: DoubleDouble) -> TailPair {
    let point = x.high
    if point <= 0 { return .none }
    if point == .infinity { return .all }
    let isLower = point < a
    if a < 1, point < 1.5 { return incompleteGammaSmall(a, x) }
    let exponent = gammaExponent(a, x)
    let leading = inverseGammaRatio(a)
    if a > 2000, (point - a).magnitude < 0.5 * a {
      let integral = incompleteGammaIntegral(a, x, isLower: isLower)
      return TailPair(isLowerDirect: isLower, exponent: exponent, factor: leading * integral / point)
    }
    if isLower {
      return TailPair(
        isLowerDirect: true, exponent: exponent, factor: leading / a * lowerGammaSeries(a, point))
    }
    return TailPair(
      isLowerDirect: false, exponent: exponent, factor: leading * upperGammaFraction(a, point))
  }

  /// a - x - a log(a/x): the logarithm of x^a exp(-x) relative to its maximum at x = a.
  static func gammaExponent(_ a: Double, _ x: DoubleDouble) -> DoubleDouble {
    let ratio = DoubleDouble(a) / x
    let logarithm =
      ratio.high > 1e-290 && ratio.high < 1e290 ? ratio.log() : DoubleDouble(a).log() - x.log()
    return DoubleDouble(a) - x - logarithm * a
  }

  /// 1 + x/(a+1) + x²/((a+1)(a+2)) + …, all terms positive.
  private static func lowerGammaSeries(_ a: Double, _ x: Double) -> Double {
    var sum = 1.0
    var term = 1.0
    var shifted = a
    for _ in 0..<5000 {
      shifted += 1
      term *= x / shifted
      sum += term
      if term < sum * 1e-17 { break }
    }
    return sum
  }

  /// Legendre's continued fraction of exp(x) x^-a Γ(a, x), by Lentz's method.
  private static func upperGammaFraction(_ a: Double, _ x: Double) -> Double {
    var b = x + 1 - a
    var c = 1e300
    var d = 1 / b
    var h = d
    for n in 1..<5000 {
      let m = Double(n)
      let coefficient = m * (a - m)
      b += 2
      d = coefficient * d + b
      if d.magnitude < 1e-300 { d = 1e-300 }
      c = b + coefficient / c
      if c.magnitude < 1e-300 { c = 1e-300 }
      d = 1 / d
      let step = c * d
      h *= step
      if (step - 1).magnitude < 1e-16 { break }
    }
    return h
  }

  /// The tail of t^(a-1) exp(-t) beyond x, in units of its value at x, for large a near the mode: an
  /// integral of positive terms only.
  private static func incompleteGammaIntegral(_ a: Double, _ x: DoubleDouble, isLower: Bool) -> Double {
    let point = x.high
    let slope = ((x - a + 1) / x).value
    let curvature = (a - 1) / (point * point)
    if isLower {
      let width = 2 / (max(-slope, 0) + (slope * slope + 2 * curvature).squareRoot())
      return GaussLegendre.decaying(limit: point, width: width) { s in
        -slope * s + (a - 1) * log1pDeficit(-s / point)
      }
    }
    let width = 2 / (max(slope, 0) + (slope * slope + 2 * curvature).squareRoot())
    return GaussLegendre.decaying(limit: .infinity, width: width) { s in
      slope * s + (a - 1) * log1pDeficit(s / point)
    }
  }

  /// The case a < 1, x < 1.5, where the upper tail can be as small as a.
  private static func incompleteGammaSmall(_ a: Double, _ x: DoubleDouble) -> TailPair {
    // P = x^a / Γ(1+a) · (1 + a Σ (-x)^n / (n! (a+n))), Q = 1 - P without cancellation.
    var sum = 0.0
    var power = 1.0
    for n in 1..<60 {
      power *= -x.high / Double(n)
      let term = power / (a + Double(n))
      sum += term
      if term.magnitude < sum.magnitude * 1e-17 { break }
    }
    let exponent = x.log() * a - logGamma1p(a)
    let lower = TailPair(isLowerDirect: true, exponent: exponent, factor: 1 + a * sum)
    if lower.lower < 0.7 { return lower }
    let upper = -libmExpm1(exponent.value) - exponent.exponential * a * sum
    return TailPair(isLowerDirect: false, exponent: .zero, factor: upper)
  }

  /// log Γ(1 + a) in doubled precision, to full relative precision for tiny a.
  static func logGamma1p(_ a: Double) -> DoubleDouble {
    if a < 1e-10 {
      // -γ a + ζ(2)/2 a²
      return DoubleDouble(-0.5772156649015329, 4.942915152430645e-18) * a + 0.8224670334241132 * a * a
    }
    return logGammaDoubled(DoubleDouble.sum(1, a))
  }
}
