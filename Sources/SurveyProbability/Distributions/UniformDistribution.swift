import SurveyVocabulary

/// The continuous uniform distribution on an interval.
public struct UniformDistribution: ContinuousDistribution, Hashable {
  /// The lower end.
  public let lower: Double
  /// The upper end.
  public let upper: Double

  /// Makes a uniform distribution.
  ///
  /// - Throws: `InputError` if the ends are not finite, not in ascending order, or further apart than the
  ///   largest double.
  public init(from lower: Double = 0, to upper: Double = 1) throws(InputError) {
    try checkFinite(lower, "lower end")
    try checkFinite(upper, "upper end")
    guard upper > lower, upper - lower < .infinity else {
      throw .outOfRange("upper end", value: upper, allowed: "a number above the lower end, \(lower)")
    }
    self.lower = lower
    self.upper = upper
  }

  private var width: Double { upper - lower }
  /// The mean.
  public var mean: Double? { 0.5 * lower + 0.5 * upper }
  /// The variance.
  public var variance: Double? { width * width / 12 }
  /// The interval.
  public var support: ClosedRange<Double> { lower...upper }
  /// The density at x.
  public func density(_ x: Double) -> Double {
    x.isNaN ? .nan : (x >= lower && x <= upper ? 1 / width : 0)
  }
  /// The logarithm of the density at x.
  public func logDensity(_ x: Double) -> Double {
    x.isNaN ? .nan : (x >= lower && x <= upper ? -libmLog(width) : -.infinity)
  }

  private func tails(_ x: Double) -> TailPair {
    if x.isNaN { return .invalid }
    if x <= lower { return .none }
    if x >= upper { return .all }
    let span = DoubleDouble.sum(upper, -lower)
    let share = (DoubleDouble.sum(x, -lower) / span).value
    return share < 0.5 ? .lower(share) : TailPair.lower((DoubleDouble.sum(upper, -x) / span).value).mirrored
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
    return p <= 0.5 ? lower + p * width : upper - (1 - p) * width
  }

  /// The x with P(X > x) = p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(upperTail p: Double) throws(InputError) -> Double {
    try checkProbability(p)
    return p <= 0.5 ? upper - p * width : lower + (1 - p) * width
  }

  /// A random number of this distribution.
  public func sample(using stream: inout RandomStream) -> Double { lower + width * stream.uniform() }
}
