import SurveyVocabulary

/// The gamma distribution.
public struct GammaDistribution: SearchedDistribution, Hashable {
  /// The shape.
  public let shape: Double
  /// The rate, the inverse of the scale.
  public let rate: Double

  /// Makes a gamma distribution.
  ///
  /// - Throws: `InputError` if the shape is not between 1e-100 and 1e100 or the rate not a
  ///   positive finite number.
  public init(shape: Double, rate: Double = 1) throws(InputError) {
    try checkShape(shape, "shape")
    try checkPositive(rate, "rate")
    self.init(valid: shape, rate: rate)
  }

  private init(valid shape: Double, rate: Double) {
    self.shape = shape
    self.rate = rate
  }

  /// A distribution whose parameters nobody checked; its functions give NaN where they are invalid.
  static func unchecked(shape: Double, rate: Double) -> GammaDistribution {
    GammaDistribution(valid: shape, rate: rate)
  }

  /// The mean.
  public var mean: Double? { shape / rate }
  /// The variance.
  public var variance: Double? { shape / rate / rate }
  /// The positive real numbers with zero.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  private func scaled(_ x: Double) -> DoubleDouble {
    let product = DoubleDouble.product(x, rate)
    // A product that leaves the range is held at its ends: the tails there differ from 0 and 1 by nothing
    // that a double could show.
    return product.high == 0 ? DoubleDouble(.leastNonzeroMagnitude) : product
  }

  private func tails(_ x: Double) -> TailPair {
    if x.isNaN || !(shape > 0 && shape < .infinity) { return .invalid }
    if x <= 0 { return .none }
    return SpecialFunctions.incompleteGamma(shape, scaled(x))
  }

  /// The density at x.
  public func density(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < 0 || x == .infinity { return 0 }
    if x == 0 { return shape < 1 ? .infinity : (shape == 1 ? rate : 0) }
    let exponent = SpecialFunctions.gammaExponent(shape, scaled(x)) - DoubleDouble(x).log()
    return TailPair.product(SpecialFunctions.inverseGammaRatio(shape), exponent)
  }

  /// The logarithm of the density at x.
  public func logDensity(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < 0 || x == .infinity { return -.infinity }
    if x == 0 { return libmLog(density(0)) }
    let exponent = SpecialFunctions.gammaExponent(shape, scaled(x))
    return (exponent - DoubleDouble(x).log() + libmLog(SpecialFunctions.inverseGammaRatio(shape))).value
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

extension GammaDistribution {
  /// Wilson & Hilferty's cube root, or the leading power for small shapes.
  func roughQuantile(_ p: Double, isLower: Bool) -> Double {
    let z = NormalDistribution.upperQuantile(p) * (isLower ? -1 : 1)
    let root = 1 - 1 / (9 * shape) + z / (3 * shape.squareRoot())
    if shape > 0.3, root > 0.15 { return shape * root * root * root / rate }
    if !isLower { return (shape - libmLog(p)) / rate }
    return libmExp((libmLog(p) + SpecialFunctions.logGamma1p(shape).value) / shape) / rate
  }

  func isPowerTail(isLower: Bool) -> Bool { isLower }
}
