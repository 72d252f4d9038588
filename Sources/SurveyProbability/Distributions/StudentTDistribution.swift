import SurveyVocabulary

/// Student's t distribution.
public struct StudentTDistribution: ContinuousDistribution, Hashable {
  /// The degrees of freedom, not necessarily whole.
  public let degreesOfFreedom: Double

  /// Makes a t distribution.
  ///
  /// - Throws: `InputError` if the degrees of freedom are not between 1e-100 and 1e100.
  public init(degreesOfFreedom: Double) throws(InputError) {
    try checkShape(degreesOfFreedom, "degrees of freedom")
    self.degreesOfFreedom = degreesOfFreedom
  }

  private init(valid degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

  /// A t distribution whose degrees of freedom nobody checked: with a NaN or with degrees of freedom
  /// that are out of range all its functions give NaN.
  package static func unchecked(_ degreesOfFreedom: Double) -> StudentTDistribution {
    return StudentTDistribution(valid: shapeRange.contains(degreesOfFreedom) ? degreesOfFreedom : .nan)
  }

  /// Zero; `nil` for one degree of freedom or less.
  public var mean: Double? { degreesOfFreedom > 1 ? 0 : nil }
  /// The variance; `nil` for two degrees of freedom or less.
  public var variance: Double? { degreesOfFreedom > 2 ? degreesOfFreedom / (degreesOfFreedom - 2) : nil }
  /// All real numbers.
  public var support: ClosedRange<Double> { -.infinity ... .infinity }

  /// The density at x.
  public func density(_ x: Double) -> Double {
    if x.isInfinite { return 0 }
    return SpecialFunctions.betaLeading(0.5 * degreesOfFreedom, 0.5) * logKernel(x).exponential
  }

  /// The logarithm of the density at x.
  public func logDensity(_ x: Double) -> Double {
    if x.isInfinite { return -.infinity }
    return (logKernel(x) + libmLog(SpecialFunctions.betaLeading(0.5 * degreesOfFreedom, 0.5))).value
  }

  /// The derivative of the logarithm of the density.
  private func logDensitySlope(_ x: Double) -> Double {
    -((degreesOfFreedom + 1) / (degreesOfFreedom / x + x))
  }

  /// (ν+1)/2 (log(1 + 1/ν) - log(1 + x²/ν)): the density in units of the leading behaviour of
  /// 1/B(ν/2, 1/2).
  private func logKernel(_ x: Double) -> DoubleDouble {
    let n = degreesOfFreedom
    if x.isNaN || n.isNaN { return DoubleDouble(.nan) }
    let difference = SpecialFunctions.log1pDoubled(DoubleDouble(1) / n) - logOnePlusSquare(x)
    return difference * DoubleDouble.sum(n, 1) * 0.5
  }

  /// log(1 + x²/ν) in doubled precision.
  private func logOnePlusSquare(_ x: Double) -> DoubleDouble {
    if x.magnitude > 1e140 {
      return DoubleDouble(x.magnitude).log() * 2 - DoubleDouble(degreesOfFreedom).log()
    }
    return SpecialFunctions.log1pDoubled(DoubleDouble.product(x, x) / degreesOfFreedom)
  }

  /// The probability of more than |x| on both sides together, with its complement.
  private func bothTails(_ x: Double) -> TailPair {
    let n = degreesOfFreedom
    if x.isNaN || n.isNaN { return .invalid }
    let size = x.magnitude
    if size == .infinity { return .none }
    if size > 1e140 || size * size > 1e250 * n {
      // P(|T| > t) is its leading term (ν/t²)^(ν/2) / (ν/2 B(ν/2, 1/2)).
      let factor = libmExp(-libmLog(0.5 * n) - SpecialFunctions.logBeta(0.5 * n, 0.5))
      let exponent = (DoubleDouble(n).log() - DoubleDouble(size).log() * 2) * (0.5 * n)
      return TailPair(isLowerDirect: true, exponent: exponent, factor: factor)
    }
    let square = DoubleDouble.product(size, size)
    if n > 1e16 {
      let z = (logOnePlusSquare(size) * (n - 0.5)).value.squareRoot()
      return TailPair(
        isLowerDirect: true, exponent: DoubleDouble.product(z, z) * -0.5,
        factor: SpecialFunctions.erfcx(z * 0.7071067811865476))
    }
    let sum = square + n
    return SpecialFunctions.incompleteBeta(0.5 * n, 0.5, DoubleDouble(n) / sum, square / sum)
  }

  /// P(|T| > |x|).
  func twoSided(_ x: Double) -> Double { bothTails(x).lower }

  /// P(X ≤ x).
  public func lowerTail(_ x: Double) -> Double { upperTail(-x) }

  /// P(X > x).
  public func upperTail(_ x: Double) -> Double {
    let both = bothTails(x)
    return x > 0 ? 0.5 * both.lower : 0.5 + 0.5 * both.upper
  }

  /// log P(X ≤ x).
  public func logLowerTail(_ x: Double) -> Double { logUpperTail(-x) }

  /// log P(X > x).
  public func logUpperTail(_ x: Double) -> Double {
    let both = bothTails(x)
    return x > 0 ? both.logLower - 0.6931471805599453 : libmLog1p(-0.5 * both.lower)
  }

  /// The x with P(X ≤ x) = p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(lowerTail p: Double) throws(InputError) -> Double { -(try quantile(upperTail: p)) }

  /// The x with P(X > x) = p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(upperTail p: Double) throws(InputError) -> Double {
    try checkProbability(p)
    if p == 0.5 { return 0 }
    if p > 0.5 { return -(try quantile(upperTail: 1 - p)) }
    if p == 0 { return .infinity }
    let start = roughQuantile(p)
    let scale = libmLog(0.5)
    if p > 0.3 {
      // The distance from one half keeps the digits of a small quantile.
      return NewtonSearch.solve(
        support: 0 ... .infinity, start: start, goal: libmLog(0.5 - p), isLower: true, isPower: true,
        logTail: { bothTails($0).logUpper + scale }, logDensity: logDensity, logDensitySlope: logDensitySlope)
    }
    return NewtonSearch.solve(
      support: 0 ... .infinity, start: start, goal: libmLog(p), isLower: false, isPower: true,
      logTail: { bothTails($0).logLower + scale }, logDensity: logDensity, logDensitySlope: logDensitySlope)
  }

  /// Cornish and Fisher's expansion for p below one half (Abramowitz & Stegun 1964, 26.7.5), or the leading
  /// power of the tail.
  private func roughQuantile(_ p: Double) -> Double {
    let z = NormalDistribution.roughUpperQuantile(p)
    let n = degreesOfFreedom
    let square = z * z
    if square < n {
      let first = (square + 1) / 4
      let second = ((5 * square + 16) * square + 3) / 96
      let third = (((3 * square + 19) * square + 17) * square - 15) / 384
      return z * (1 + (first + (second + third / n) / n) / n)
    }
    let power = libmLog(p) + libmLog(n) + SpecialFunctions.logBeta(0.5 * n, 0.5)
    return n.squareRoot() * libmExp(-power / n)
  }
}
