import SurveyVocabulary

/// The F distribution.
public struct FDistribution: SearchedDistribution, Hashable {
  /// The degrees of freedom of the numerator, not necessarily whole.
  public let numerator: Double
  /// The degrees of freedom of the denominator, not necessarily whole.
  public let denominator: Double

  /// Makes an F distribution.
  ///
  /// - Throws: `InputError` if degrees of freedom are not between 1e-100 and 1e100.
  public init(numerator: Double, denominator: Double) throws(InputError) {
    try checkShape(numerator, "numerator degrees of freedom")
    try checkShape(denominator, "denominator degrees of freedom")
    self.init(valid: numerator, denominator)
  }

  private init(valid numerator: Double, _ denominator: Double) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// An F distribution whose degrees of freedom nobody checked: with degrees of freedom that are not
  /// positive and finite its tails give NaN.
  package static func unchecked(_ numerator: Double, _ denominator: Double) -> FDistribution {
    let isValid = shapeRange.contains(numerator) && shapeRange.contains(denominator)
    return isValid ? FDistribution(valid: numerator, denominator) : FDistribution(valid: .nan, .nan)
  }

  /// The mean; `nil` for two or fewer degrees of freedom of the denominator.
  public var mean: Double? { denominator > 2 ? denominator / (denominator - 2) : nil }
  /// The variance; `nil` for four or fewer degrees of freedom of the denominator.
  public var variance: Double? {
    guard denominator > 4, let mean else { return nil }
    return 2 * mean * mean * (numerator + denominator - 2) / (numerator * (denominator - 4))
  }
  /// The positive real numbers with zero.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  /// The share n₁x/(n₁x + n₂) and its complement.
  private func shares(_ x: Double) -> (DoubleDouble, DoubleDouble) {
    let odds = DoubleDouble.product(numerator, x) / denominator
    return (odds / (odds + 1), .one / (odds + 1))
  }

  private func tails(_ x: Double) -> TailPair {
    if x.isNaN || numerator.isNaN { return .invalid }
    if x <= 0 { return .none }
    if x == .infinity { return .all }
    let (a, b) = (0.5 * numerator, 0.5 * denominator)
    let odds = numerator / denominator * x
    if odds > 1e250 || odds < 1e-250 || numerator * x > 1e290 {
      // The share or its complement is out of range: the leading power of the tail there.
      let logOdds = DoubleDouble(numerator).log() + DoubleDouble(x).log() - DoubleDouble(denominator).log()
      let isLower = logOdds.high < 0
      let power = isLower ? a : b
      let scale = libmLog(power) + SpecialFunctions.logBeta(a, b)
      return TailPair(isLowerDirect: isLower, exponent: logOdds * (isLower ? a : -b) - scale, factor: 1)
    }
    let (share, rest) = shares(x)
    return SpecialFunctions.incompleteBeta(a, b, share, rest)
  }

  /// The density at x.
  public func density(_ x: Double) -> Double { logDensityParts(x).exponential }

  /// The logarithm of the density at x.
  public func logDensity(_ x: Double) -> Double { logDensityParts(x).value }

  private func logDensityParts(_ x: Double) -> DoubleDouble {
    if x.isNaN { return DoubleDouble(.nan) }
    if x < 0 || x == .infinity { return DoubleDouble(-.infinity) }
    if x == 0 { return DoubleDouble(numerator < 2 ? .infinity : (numerator == 2 ? 0 : -.infinity)) }
    let (share, rest) = shares(x)
    guard share.high > 0, rest.high > 0 else { return DoubleDouble(-.infinity) }
    let (a, b) = (0.5 * numerator, 0.5 * denominator)
    return SpecialFunctions.betaExponent(a, b, share, rest) - DoubleDouble(x).log()
      + DoubleDouble(SpecialFunctions.betaLeading(a, b)).log()
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

extension FDistribution {
  func roughQuantile(_ p: Double, isLower: Bool) -> Double {
    let (a, b) = (0.5 * numerator, 0.5 * denominator)
    if a <= 1 || b <= 1, !isLower {
      // The leading power of the upper tail, through the complement of the share.
      let rest = BetaDistribution.roughQuantile(b, a, p, isLower: true)
      return b / a * (1 / rest - (rest < 1 ? 1 : 0))
    }
    let share = BetaDistribution.roughQuantile(a, b, p, isLower: isLower)
    return b / a * (share / (1 - min(share, 0.999999)))
  }

  func isPowerTail(isLower: Bool) -> Bool { true }
}
