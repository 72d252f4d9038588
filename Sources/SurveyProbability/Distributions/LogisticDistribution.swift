import SurveyVocabulary

/// The logistic distribution.
public struct LogisticDistribution: ContinuousDistribution, Hashable {
  /// The location, the mean and the median.
  public let location: Double
  /// The scale; the standard deviation is π/√3 times the scale.
  public let scale: Double

  /// Makes a logistic distribution.
  ///
  /// - Throws: `InputError` if the location is not finite or the scale is not a positive finite number.
  public init(location: Double = 0, scale: Double = 1) throws(InputError) {
    try checkFinite(location, "location")
    try checkPositive(scale, "scale")
    self.location = location
    self.scale = scale
  }

  /// The mean.
  public var mean: Double? { location }
  /// The variance.
  public var variance: Double? { 3.289868133696453 * scale * scale }
  /// All real numbers.
  public var support: ClosedRange<Double> { -.infinity ... .infinity }

  private func tails(_ x: Double) -> TailPair {
    Standardization.logisticTails(Standardization.distance(x, from: location, in: scale))
  }

  /// The density at x.
  public func density(_ x: Double) -> Double { libmExp(logDensity(x)) }

  /// The logarithm of the density at x.
  public func logDensity(_ x: Double) -> Double {
    if x.isInfinite { return -.infinity }
    let z = Standardization.distance(x, from: location, in: scale).value.magnitude
    return -z - 2 * libmLog1p(libmExp(-z)) - libmLog(scale)
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
    return p == 0 || p == 1 ? (p == 0 ? -.infinity : .infinity) : location + scale * Standardization.logit(p)
  }

  /// The x with P(X > x) = p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(upperTail p: Double) throws(InputError) -> Double {
    try checkProbability(p)
    return p == 0 || p == 1 ? (p == 0 ? .infinity : -.infinity) : location - scale * Standardization.logit(p)
  }

  /// The x with log P(X ≤ x) as given.
  ///
  /// - Throws: `InputError` if the logarithm is above zero or NaN.
  public func quantile(logLowerTail logarithm: Double) throws(InputError) -> Double {
    try checkLogProbability(logarithm)
    return location + scale * Standardization.logit(logarithm: logarithm)
  }

  /// The x with log P(X > x) as given.
  ///
  /// - Throws: `InputError` if the logarithm is above zero or NaN.
  public func quantile(logUpperTail logarithm: Double) throws(InputError) -> Double {
    try checkLogProbability(logarithm)
    return location - scale * Standardization.logit(logarithm: logarithm)
  }

  /// A random number of this distribution, by inversion.
  public func sample(using stream: inout RandomStream) -> Double {
    let u = stream.openUniform()
    return location + scale * (PortableFunctions.log(u) - PortableFunctions.log(1 - u))
  }
}

/// Refuses a parameter that is not a finite number.
func checkFinite(_ value: Double, _ subject: String) throws(InputError) {
  guard value.isFinite else { throw .outOfRange(subject, value: value, allowed: "a finite number") }
}
