import SurveyVocabulary

/// The lognormal distribution: the exponential of a normal number.
public struct LogNormalDistribution: ContinuousDistribution, Hashable {
  /// The mean of the logarithm.
  public let logMean: Double
  /// The standard deviation of the logarithm.
  public let logDeviation: Double

  /// Makes a lognormal distribution.
  ///
  /// - Throws: `InputError` if the mean of the logarithm is not finite or its standard deviation is not a
  ///   positive finite number.
  public init(logMean: Double = 0, logDeviation: Double = 1) throws(InputError) {
    try checkFinite(logMean, "mean of the logarithm")
    try checkPositive(logDeviation, "standard deviation of the logarithm")
    self.logMean = logMean
    self.logDeviation = logDeviation
  }

  /// The mean.
  public var mean: Double? { libmExp(logMean + 0.5 * logDeviation * logDeviation) }

  /// The variance.
  public var variance: Double? {
    let square = logDeviation * logDeviation
    return libmExpm1(square) * libmExp(2 * logMean + square)
  }

  /// The positive real numbers with zero.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  private func standardized(_ x: Double) -> DoubleDouble {
    if x.isNaN { return DoubleDouble(.nan) }
    if x <= 0 || x == .infinity { return DoubleDouble(x <= 0 ? -.infinity : .infinity) }
    return Standardization.quotient(DoubleDouble(x).log() - logMean, logDeviation)
  }

  /// The density at x.
  public func density(_ x: Double) -> Double { libmExp(logDensity(x)) }

  /// The logarithm of the density at x.
  public func logDensity(_ x: Double) -> Double {
    let z = standardized(x)
    if z.high.magnitude > 1e150 { return -.infinity }
    if z.high.isNaN { return .nan }
    let square = z * z
    let exponent = DoubleDouble(-0.5 * square.high, -0.5 * square.low) - DoubleDouble(x).log()
    return (exponent - DoubleDouble.halfLog2Pi - DoubleDouble(logDeviation).log()).value
  }

  /// P(X ≤ x).
  public func lowerTail(_ x: Double) -> Double { NormalDistribution.upperTail(-standardized(x)) }
  /// P(X > x).
  public func upperTail(_ x: Double) -> Double { NormalDistribution.upperTail(standardized(x)) }
  /// log P(X ≤ x).
  public func logLowerTail(_ x: Double) -> Double { NormalDistribution.logUpperTail(-standardized(x).value) }
  /// log P(X > x).
  public func logUpperTail(_ x: Double) -> Double { NormalDistribution.logUpperTail(standardized(x).value) }

  /// The x with P(X ≤ x) = p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(lowerTail p: Double) throws(InputError) -> Double {
    try checkProbability(p)
    return libmExp(logMean - logDeviation * NormalDistribution.upperQuantile(p))
  }

  /// The x with P(X > x) = p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(upperTail p: Double) throws(InputError) -> Double {
    try checkProbability(p)
    return libmExp(logMean + logDeviation * NormalDistribution.upperQuantile(p))
  }

  /// A random number of this distribution.
  public func sample(using stream: inout RandomStream) -> Double {
    PortableFunctions.exp(logMean + logDeviation * stream.normal())
  }
}
