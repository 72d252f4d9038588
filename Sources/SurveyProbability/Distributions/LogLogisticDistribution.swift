import SurveyVocabulary

/// The log-logistic distribution: the exponential of a logistic number.
public struct LogLogisticDistribution: ContinuousDistribution, Hashable {
  /// The shape; the inverse of the scale of the logarithm.
  public let shape: Double
  /// The scale, the median.
  public let scale: Double

  /// Makes a log-logistic distribution.
  ///
  /// - Throws: `InputError` if the shape or the scale is not a positive finite number.
  public init(shape: Double, scale: Double = 1) throws(InputError) {
    try checkPositive(shape, "shape")
    try checkPositive(scale, "scale")
    self.shape = shape
    self.scale = scale
  }

  /// The mean; `nil` for a shape of 1 or less.
  public var mean: Double? {
    guard shape > 1 else { return nil }
    let angle = Double.pi / shape
    return scale * (angle / libmSin(angle))
  }

  /// The variance; `nil` for a shape of 2 or less.
  public var variance: Double? {
    guard shape > 2 else { return nil }
    let angle = Double.pi / shape
    // b (2/sin 2b - b/sin² b): the difference is about b²/3 of each part for a large shape.
    if angle < 1e-3 { return scale * scale * angle * angle / 3 * (1 + 1.2 * angle * angle) }
    let sine = libmSin(angle)
    let cosine = libmSin(0.5 * .pi - angle)
    return scale * scale * angle * (sine - angle * cosine) / (cosine * sine * sine)
  }

  /// The positive real numbers with zero.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  private func tails(_ x: Double) -> TailPair {
    if x.isNaN { return .invalid }
    if x <= 0 { return .none }
    return Standardization.logisticTails(Standardization.logRatio(x, to: scale, power: shape))
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
    let z = Standardization.logRatio(x, to: scale, power: shape)
    let size = z.high < 0 ? z : -z
    let outer = size - DoubleDouble(x).log() + DoubleDouble(shape).log()
    return Standardization.bounded((outer - 2 * libmLog1p(size.exponential)).value)
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
    return p == 1 ? .infinity : scale * libmExp(Standardization.logit(p) / shape)
  }

  /// The x with P(X > x) = p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(upperTail p: Double) throws(InputError) -> Double {
    try checkProbability(p)
    return p == 0 ? .infinity : scale * libmExp(-Standardization.logit(p) / shape)
  }

  /// A random number of this distribution, by inversion.
  public func sample(using stream: inout RandomStream) -> Double {
    let u = stream.openUniform()
    let logit = PortableFunctions.log(u) - PortableFunctions.log(1 - u)
    return scale * PortableFunctions.exp(logit / shape)
  }
}
