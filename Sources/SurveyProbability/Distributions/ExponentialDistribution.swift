import SurveyVocabulary

/// The exponential distribution: the waiting time for an event that comes at a constant rate.
public struct ExponentialDistribution: ContinuousDistribution, Hashable {
  /// The rate, the inverse of the mean.
  public let rate: Double

  /// Makes an exponential distribution.
  ///
  /// - Throws: `InputError` if the rate is not a positive finite number.
  public init(rate: Double = 1) throws(InputError) {
    try checkPositive(rate, "rate")
    self.rate = rate
  }

  /// The mean.
  public var mean: Double? { 1 / rate }
  /// The variance.
  public var variance: Double? { 1 / rate / rate }
  /// The positive real numbers with zero.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  private func scaled(_ x: Double) -> DoubleDouble { DoubleDouble.product(rate, x) }

  /// The density at x.
  public func density(_ x: Double) -> Double {
    let exponent = scaled(x)
    return x < 0 || exponent.high == .infinity ? 0 : TailPair.product(rate, -exponent)
  }

  /// The logarithm of the density at x.
  public func logDensity(_ x: Double) -> Double {
    let exponent = scaled(x)
    return x < 0 || exponent.high == .infinity ? -.infinity : (DoubleDouble(rate).log() - exponent).value
  }

  private func tails(_ x: Double) -> TailPair {
    if x.isNaN { return .invalid }
    if x <= 0 { return .none }
    let exponent = scaled(x)
    if exponent.high == .infinity { return .all }
    // Up to log 2 the lower tail is the smaller one.
    if exponent.high < 0.6931471805599453 { return .lower(-libmExpm1(-exponent.value)) }
    return TailPair(isLowerDirect: false, exponent: -exponent, factor: 1)
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
    return p == 1 ? .infinity : -libmLog1p(-p) / rate
  }

  /// The x with P(X > x) = p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(upperTail p: Double) throws(InputError) -> Double {
    try checkProbability(p)
    return p == 0 ? .infinity : (p == 1 ? 0 : -libmLog(p) / rate)
  }

  /// A random number of this distribution, by inversion.
  public func sample(using stream: inout RandomStream) -> Double { stream.exponential() / rate }
}
