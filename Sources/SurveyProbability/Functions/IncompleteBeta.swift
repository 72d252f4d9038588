extension SpecialFunctions {
  /// The regularized incomplete beta function I_x(a, b) for a, b > 0 and x in [0, 1].
  public static func regularizedBetaLower(_ a: Double, _ b: Double, _ x: Double) -> Double {
    betaTails(a, b, x).lower
  }

  /// The complement 1 - I_x(a, b), a function of its own.
  public static func regularizedBetaUpper(_ a: Double, _ b: Double, _ x: Double) -> Double {
    betaTails(a, b, x).upper
  }

  /// log I_x(a, b), beyond the underflow too.
  public static func logRegularizedBetaLower(_ a: Double, _ b: Double, _ x: Double) -> Double {
    betaTails(a, b, x).logLower
  }

  /// log(1 - I_x(a, b)), beyond the underflow too.
  public static func logRegularizedBetaUpper(_ a: Double, _ b: Double, _ x: Double) -> Double {
    betaTails(a, b, x).logUpper
  }

  private static func betaTails(_ a: Double, _ b: Double, _ x: Double) -> TailPair {
    guard a > 0, b > 0, a < .infinity, b < .infinity, x >= 0, x <= 1 else { return .invalid }
    return incompleteBeta(a, b, DoubleDouble(x), DoubleDouble.sum(1, -x))
  }

  /// Both tails of the beta distribution at x, with y = 1 - x, both in doubled precision: a rounding of
  /// x or y is multiplied by a or b in the exponent.
  static func incompleteBeta(_ a: Double, _ b: Double, _ x: DoubleDouble, _ y: DoubleDouble) -> TailPair {
    if x.high <= 0 { return .none }
    if y.high <= 0 { return .all }
    if a <= 1, b <= 1 {
      return x.high <= 0.5 ? betaSeries(a, b, x, y) : betaSeries(b, a, y, x).mirrored
    }
    if a <= 1, b * x.high <= 1.5, x.high <= 0.7 { return betaSeries(a, b, x, y) }
    if b <= 1, a * y.high <= 1.5, y.high <= 0.7 { return betaSeries(b, a, y, x).mirrored }
    // The distance from the mean decides on the tail.
    let distance = (y * a - x * b).value
    return distance > 0 ? betaTail(a, b, x, y, distance) : betaTail(b, a, y, x, -distance).mirrored
  }

  /// The lower tail for x below the mean.
  private static func betaTail(
    _ a: Double, _ b: Double, _ x: DoubleDouble, _ y: DoubleDouble, _ distance: Double
  ) -> TailPair {
    let exponent = betaExponent(a, b, x, y)
    let leading = betaLeading(a, b)
    let factor: Double
    if min(a, b) > 2000, x.high > 0.5 * a / (a + b) {
      factor = betaIntegral(a, b, x, y) / x.high
    } else {
      factor = 1 / betaFraction(a, b, x.high, y.high, distance)
    }
    return TailPair(isLowerDirect: true, exponent: exponent, factor: leading * factor)
  }

  /// The logarithm of x^a y^b relative to its maximum at x = a/(a+b).
  static func betaExponent(_ a: Double, _ b: Double, _ x: DoubleDouble, _ y: DoubleDouble) -> DoubleDouble {
    let n = DoubleDouble.sum(max(a, b), min(a, b))
    return -(logRatio(DoubleDouble(a), n * x) * a + logRatio(DoubleDouble(b), n * y) * b)
  }

  private static func logRatio(_ one: DoubleDouble, _ other: DoubleDouble) -> DoubleDouble {
    let ratio = one / other
    return ratio.high > 1e-290 && ratio.high < 1e290 ? ratio.log() : one.log() - other.log()
  }

  /// What x^a y^b / B(a, b) is at its maximum.
  static func betaLeading(_ a: Double, _ b: Double) -> Double {
    inverseGammaRatio(max(a, b)) / inverseGammaRatio(a + b) * inverseGammaRatio(min(a, b))
  }

  /// The continued fraction of DiDonato & Morris (1992, eq. 9): I_x = x^a y^b / B(a, b) / fraction.
  private static func betaFraction(
    _ a: Double, _ b: Double, _ x: Double, _ y: Double, _ distance: Double
  ) -> Double {
    var f = a * (distance + 1) / (a + 1)
    if f == 0 { f = 1e-300 }
    var c = f
    var d = 0.0
    for n in 1..<5000 {
      let m = Double(n)
      let odd = a + 2 * m - 1
      let numerator = ((a + m - 1) / odd) * ((a + b + m - 1) / odd) * m * (b - m) * x * x
      let denominator = m + m * (b - m) * x / odd + (a + m) * (distance + 1 + m * (1 + y)) / (odd + 2)
      d = denominator + numerator * d
      if d.magnitude < 1e-300 { d = 1e-300 }
      c = denominator + numerator / c
      if c.magnitude < 1e-300 { c = 1e-300 }
      d = 1 / d
      let step = c * d
      f *= step
      if (step - 1).magnitude < 1e-16 { break }
    }
    return f
  }

  /// The lower tail of t^(a-1) (1-t)^(b-1) in units of its value at x times y, for large a and b.
  private static func betaIntegral(
    _ a: Double, _ b: Double, _ x: DoubleDouble, _ y: DoubleDouble
  ) -> Double {
    let slope = ((y * (a - 1) - x * (b - 1)) / (x * y)).value
    let curvature = (a - 1) / (x.high * x.high) + (b - 1) / (y.high * y.high)
    let width = 2 / (max(slope, 0) + (slope * slope + 2 * curvature).squareRoot())
    let (left, right) = (x.high, y.high)
    return GaussLegendre.decaying(limit: left, width: width) { s in
      slope * s + (a - 1) * log1pDeficit(-s / left) + (b - 1) * log1pDeficit(s / right)
    } / right
  }

  /// The power series for small a, where the upper tail can be as small as a.
  private static func betaSeries(
    _ a: Double, _ b: Double, _ x: DoubleDouble, _ y: DoubleDouble
  ) -> TailPair {
    // I_x = x^a Γ(a+b) / (Γ(a+1) Γ(b)) · (1 + a Σ (1-b)_n x^n / (n! (a+n)))
    var sum = 0.0
    var power = 1.0
    for n in 1..<400 {
      let m = Double(n)
      power *= (m - b) / m * x.high
      let term = power / (a + m)
      sum += term
      if term.magnitude <= sum.magnitude * 1e-17 { break }
    }
    let exponent = x.log() * a + logGammaGrowth(b, a) - logGamma1p(a)
    let lower = TailPair(isLowerDirect: true, exponent: exponent, factor: 1 + a * sum)
    if lower.lower < 0.7 { return lower }
    let upper = -libmExpm1(exponent.value) - exponent.exponential * a * sum
    return TailPair(isLowerDirect: false, exponent: .zero, factor: upper)
  }

  /// log Γ(b + a) - log Γ(b) for a ≤ 1, to full relative precision for tiny a.
  static func logGammaGrowth(_ b: Double, _ a: Double) -> DoubleDouble {
    if b < 1 {
      // Γ(b) = Γ(1+b)/b: the poles cancel in the ratio.
      let ratio = logRatio(DoubleDouble(b), DoubleDouble.sum(max(a, b), min(a, b)))
      return logGamma1pGrowth(b, a) + (a / b < 1e-12 ? DoubleDouble(-libmLog1p(a / b)) : ratio)
    }
    if a < 1e-9 * b || b > 1e25 { return DoubleDouble(a * digamma(b) + 0.5 * a * a * trigamma(b)) }
    return logGammaDoubled(DoubleDouble.sum(b, a)) - logGammaDoubled(DoubleDouble(b))
  }

  private static func logGamma1pGrowth(_ b: Double, _ a: Double) -> DoubleDouble {
    if a < 1e-9 { return DoubleDouble(a * digamma(1 + b) + 0.5 * a * a * trigamma(1 + b)) }
    return logGammaDoubled(DoubleDouble.sum(1, b) + a) - logGammaDoubled(DoubleDouble.sum(1, b))
  }
}
