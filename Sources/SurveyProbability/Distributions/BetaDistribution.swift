import SurveyVocabulary

/// The beta distribution.
public struct BetaDistribution: ContinuousDistribution, Hashable {
  /// The exponent of x, plus 1.
  public let alpha: Double
  /// The exponent of 1 - x, plus 1.
  public let beta: Double

  /// Makes a beta distribution.
  ///
  /// - Throws: ``InputError`` if a parameter is not a positive finite number.
  public init(alpha: Double, beta: Double) throws(InputError) {
    try checkPositive(alpha, "alpha")
    try checkPositive(beta, "beta")
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
