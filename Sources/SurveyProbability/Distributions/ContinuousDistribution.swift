import SurveyVocabulary

/// A distribution over the real numbers: density, both tails and their logarithms, quantiles.
///
/// The functions of a point never throw: NaN gives NaN, a point outside the support gives the value
/// that belongs there. Each tail is computed by itself, never as one minus a tail that is close to 1.
public protocol ContinuousDistribution: Sendable {
  /// The density at x.
  func density(_ x: Double) -> Double
  /// The logarithm of the density at x.
  func logDensity(_ x: Double) -> Double
  /// P(X ≤ x).
  func lowerTail(_ x: Double) -> Double
  /// P(X > x).
  func upperTail(_ x: Double) -> Double
  /// log P(X ≤ x), beyond the underflow of the probability.
  func logLowerTail(_ x: Double) -> Double
  /// log P(X > x), beyond the underflow of the probability.
  func logUpperTail(_ x: Double) -> Double
  /// The x with P(X ≤ x) = p; the ends of the support for 0 and 1.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  func quantile(lowerTail p: Double) throws(InputError) -> Double
  /// The x with P(X > x) = p; the ends of the support for 1 and 0.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  func quantile(upperTail p: Double) throws(InputError) -> Double
  /// The x with log P(X ≤ x) as given, for probabilities beyond the underflow too.
  ///
  /// - Throws: `InputError` if the logarithm is above zero or NaN.
  func quantile(logLowerTail logarithm: Double) throws(InputError) -> Double
  /// The x with log P(X > x) as given, for probabilities beyond the underflow too.
  ///
  /// - Throws: `InputError` if the logarithm is above zero or NaN.
  func quantile(logUpperTail logarithm: Double) throws(InputError) -> Double
  /// A random number of this distribution, from the next bits of a stream.
  func sample(using stream: inout RandomStream) -> Double
  /// The mean; `nil` where it does not exist.
  var mean: Double? { get }
  /// The variance; `nil` where it does not exist or is infinite.
  var variance: Double? { get }
  /// The smallest and largest possible value.
  var support: ClosedRange<Double> { get }
}

/// A distribution over the whole numbers.
public protocol DiscreteDistribution: Sendable {
  /// P(X = k).
  func mass(_ k: Int) -> Double
  /// log P(X = k).
  func logMass(_ k: Int) -> Double
  /// P(X ≤ k).
  func lowerTail(_ k: Int) -> Double
  /// P(X > k).
  func upperTail(_ k: Int) -> Double
  /// log P(X ≤ k), beyond the underflow of the probability.
  func logLowerTail(_ k: Int) -> Double
  /// log P(X > k), beyond the underflow of the probability.
  func logUpperTail(_ k: Int) -> Double
  /// The smallest k with P(X ≤ k) ≥ p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  func quantile(lowerTail p: Double) throws(InputError) -> Int
  /// The smallest k with P(X > k) ≤ p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  func quantile(upperTail p: Double) throws(InputError) -> Int
  /// The smallest k with log P(X ≤ k) at least as given, for probabilities beyond the underflow too.
  ///
  /// - Throws: `InputError` if the logarithm is above zero or NaN.
  func quantile(logLowerTail logarithm: Double) throws(InputError) -> Int
  /// The smallest k with log P(X > k) at most as given, for probabilities beyond the underflow too.
  ///
  /// - Throws: `InputError` if the logarithm is above zero or NaN.
  func quantile(logUpperTail logarithm: Double) throws(InputError) -> Int
  /// A random number of this distribution, from the next bits of a stream.
  func sample(using stream: inout RandomStream) -> Int
  /// The mean.
  var mean: Double { get }
  /// The variance.
  var variance: Double { get }
  /// The smallest and largest possible value.
  var support: ClosedRange<Int> { get }
}

/// Refuses a probability that is not between 0 and 1.
func checkProbability(_ p: Double) throws(InputError) {
  guard p >= 0, p <= 1 else {
    throw .outOfRange("probability", value: p, allowed: "a number from 0 to 1")
  }
}

/// Refuses a parameter that is not a positive finite number.
func checkPositive(_ value: Double, _ subject: String) throws(InputError) {
  guard value > 0, value < .infinity else {
    throw .outOfRange(subject, value: value, allowed: "a finite number above 0")
  }
}

/// Degrees of freedom, shapes and the like that the distributions take: far wider than any data, and
/// narrow enough that no product of two leaves the range of doubles.
let shapeRange = 1e-100...1e100

/// Refuses degrees of freedom or a shape out of range.
func checkShape(_ value: Double, _ subject: String) throws(InputError) {
  guard shapeRange.contains(value) else {
    throw .outOfRange(subject, value: value, allowed: "a number from 1e-100 to 1e100")
  }
}

extension ContinuousDistribution {
  /// The x with P(X ≤ x) = p; the ends of the support for 0 and 1.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(lowerTail p: Double) throws(InputError) -> Double {
    try checkProbability(p)
    if p == 0 { return support.lowerBound }
    if p == 1 { return support.upperBound }
    // 1 - p is exact from one half on; the smaller tail is the finer measure.
    if p > 0.5 { return OrderedSearch.first(in: support) { upperTail($0) <= 1 - p } }
    return OrderedSearch.first(in: support) { lowerTail($0) >= p }
  }

  /// The x with P(X > x) = p; the ends of the support for 1 and 0.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(upperTail p: Double) throws(InputError) -> Double {
    try checkProbability(p)
    if p == 0 { return support.upperBound }
    if p == 1 { return support.lowerBound }
    if p > 0.5 { return OrderedSearch.first(in: support) { lowerTail($0) >= 1 - p } }
    return OrderedSearch.first(in: support) { upperTail($0) <= p }
  }
}
