import SurveyVocabulary

/// The Weibull distribution: a power of an exponential number.
public struct WeibullDistribution: ContinuousDistribution, Hashable {
  /// The shape, the inverse of that power.
  public let shape: Double
  /// The scale.
  public let scale: Double

  /// Makes a Weibull distribution.
  ///
  /// - Throws: `InputError` if the shape or the scale is not a positive finite number.
  public init(shape: Double, scale: Double = 1) throws(InputError) {
    try checkPositive(shape, "shape")
    try checkPositive(scale, "scale")
    self.shape = shape
    self.scale = scale
  }

  /// The mean.
  public var mean: Double? { scale * SpecialFunctions.gamma(1 + 1 / shape) }

  /// The variance.
  public var variance: Double? {
    // Γ(1 + 2/k) - Γ(1 + 1/k)², as a factor of the second term so that a large shape loses nothing.
    let one = 1 / shape
    guard one < 80 else { return .infinity }
    let growth =
      SpecialFunctions.logGammaDoubled(DoubleDouble(one) * 2 + 1)
      - SpecialFunctions.logGammaDoubled(DoubleDouble(one) + 1) * 2
    let mean = scale * SpecialFunctions.gamma(1 + one)
    if one < 1e-6 { return mean * mean * 1.6449340668482264 * one * one }
    return mean * mean * libmExpm1(growth.value)
  }

  /// The positive real numbers with zero.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  /// log (x/λ)^k.
  private func logHazard(_ x: Double) -> DoubleDouble {
    Standardization.logRatio(x, to: scale, power: shape)
  }

  /// The density at x.
  public func density(_ x: Double) -> Double {
    if x == 0 { return shape < 1 ? .infinity : (shape == 1 ? 1 / scale : 0) }
    return libmExp(logDensity(x))
  }

  /// The logarithm of the density at x.
  public func logDensity(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < 0 || x == .infinity { return -.infinity }
    if x == 0 { return libmLog(density(0)) }
    let logarithm = logHazard(x)
    let leading = logarithm - DoubleDouble(x).log() + DoubleDouble(shape).log()
    return Standardization.bounded((leading - logarithm.exponential).value)
  }

  private func tails(_ x: Double) -> TailPair {
    if x.isNaN { return .invalid }
    if x <= 0 { return .none }
    let logarithm = logHazard(x)
    let hazard = logarithm.exponential
    if hazard == .infinity { return .all }
    if logarithm.high == -.infinity { return .none }
    if hazard < 1e-17 { return TailPair(isLowerDirect: true, exponent: logarithm, factor: 1) }
    if hazard < 0.6931471805599453 { return .lower(-libmExpm1(-hazard)) }
    return TailPair(isLowerDirect: false, exponent: DoubleDouble(-hazard), factor: 1)
  }

  /// P(X ≤ x).
  public func lowerTail(_ x: Double) -> Double { tails(x).lower }
  /// P(X > x).
  public func upperTail(_ x: Double) -> Double { tails(x).upper }
  /// log P(X ≤ x).
  public func logLowerTail(_ x: Double) -> Double { tails(x).logLower }
  /// log P(X > x).
  public func logUpperTail(_ x: Double) -> Double { tails(x).logUpper }

  /// The x with P(X ≤ x) = p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(lowerTail p: Double) throws(InputError) -> Double {
    try checkProbability(p)
    return p == 1 ? .infinity : scale * libmPow(-libmLog1p(-p), 1 / shape)
  }

  /// The x with P(X > x) = p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(upperTail p: Double) throws(InputError) -> Double {
    try checkProbability(p)
    return p == 0 ? .infinity : (p == 1 ? 0 : scale * libmPow(-libmLog(p), 1 / shape))
  }

  /// A random number of this distribution, by inversion.
  public func sample(using stream: inout RandomStream) -> Double {
    scale * PortableFunctions.exp(PortableFunctions.log(stream.exponential()) / shape)
  }
}
