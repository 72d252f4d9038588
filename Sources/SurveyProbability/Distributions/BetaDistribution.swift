import SurveyVocabulary

/// The beta distribution.
public struct BetaDistribution: SearchedDistribution, Hashable {
  /// The exponent of x, plus 1.
  public let alpha: Double
  /// The exponent of 1 - x, plus 1.
  public let beta: Double

  /// Makes a beta distribution.
  ///
  /// - Throws: `InputError` if a parameter is not between 1e-100 and 1e100.
  public init(alpha: Double, beta: Double) throws(InputError) {
    try checkShape(alpha, "alpha")
    try checkShape(beta, "beta")
    self.alpha = alpha
    self.beta = beta
  }

  /// The mean.
  public var mean: Double? { 1 / (1 + beta / alpha) }
  /// The variance.
  public var variance: Double? {
    let share = 1 / (1 + beta / alpha)
    return share * (1 / (1 + alpha / beta)) / (alpha + beta + 1)
  }
  /// From 0 to 1.
  public var support: ClosedRange<Double> { 0...1 }

  private func tails(_ x: Double) -> TailPair {
    if x.isNaN { return .invalid }
    if x <= 0 { return .none }
    if x >= 1 { return .all }
    return SpecialFunctions.incompleteBeta(alpha, beta, DoubleDouble(x), DoubleDouble.sum(1, -x))
  }

  /// The density at x.
  public func density(_ x: Double) -> Double { logDensityParts(x).exponential }

  /// The logarithm of the density at x.
  public func logDensity(_ x: Double) -> Double { logDensityParts(x).value }

  private func logDensityParts(_ x: Double) -> DoubleDouble {
    if x.isNaN { return DoubleDouble(.nan) }
    if x < 0 || x > 1 { return DoubleDouble(-.infinity) }
    let atEnd = x == 0 ? alpha : beta
    if x == 0 || x == 1 {
      let other = x == 0 ? beta : alpha
      return DoubleDouble(atEnd < 1 ? .infinity : (atEnd == 1 ? libmLog(other) : -.infinity))
    }
    let (left, right) = (DoubleDouble(x), DoubleDouble.sum(1, -x))
    let exponent = SpecialFunctions.betaExponent(alpha, beta, left, right)
    return exponent - left.log() - right.log() + DoubleDouble(SpecialFunctions.betaLeading(alpha, beta)).log()
  }

  /// P(X ≤ x).
  public func lowerTail(_ x: Double) -> Double { tails(x).lower }
  /// P(X > x).
  public func upperTail(_ x: Double) -> Double { tails(x).upper }
  /// log P(X ≤ x).
  public func logLowerTail(_ x: Double) -> Double { tails(x).logLower }
  /// log P(X > x).
  public func logUpperTail(_ x: Double) -> Double { tails(x).logUpper }
}

extension BetaDistribution {
  func roughQuantile(_ p: Double, isLower: Bool) -> Double {
    Self.roughQuantile(alpha, beta, p, isLower: isLower)
  }

  /// Abramowitz & Stegun 26.5.22, or the leading power where a parameter is small.
  static func roughQuantile(_ a: Double, _ b: Double, _ p: Double, isLower: Bool) -> Double {
    if a > 1, b > 1 {
      let z = NormalDistribution.upperQuantile(p) * (isLower ? 1 : -1)
      let (s, t) = (1 / (2 * a - 1), 1 / (2 * b - 1))
      let h = 2 / (s + t)
      let k = (z * z - 3) / 6
      let w = z * max(k + h, 0).squareRoot() / h - (t - s) * (k + 5.0 / 6 - 2 / (3 * h))
      return a / (a + b * libmExp(2 * w))
    }
    let logBeta = SpecialFunctions.logBeta(a, b)
    if isLower { return libmExp((libmLog(p) + libmLog(a) + logBeta) / a) }
    return -libmExpm1((libmLog(p) + libmLog(b) + logBeta) / b)
  }

  func isPowerTail(isLower: Bool) -> Bool { isLower }
}
