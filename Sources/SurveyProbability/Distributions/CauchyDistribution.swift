import SurveyVocabulary

/// The Cauchy distribution: the t distribution with one degree of freedom, moved and scaled.
public struct CauchyDistribution: ContinuousDistribution, Hashable {
  /// The location, the median.
  public let location: Double
  /// The scale, half the distance of the quartiles.
  public let scale: Double

  /// Makes a Cauchy distribution.
  ///
  /// - Throws: `InputError` if the location is not finite or the scale is not a positive finite number.
  public init(location: Double = 0, scale: Double = 1) throws(InputError) {
    try checkFinite(location, "location")
    try checkPositive(scale, "scale")
    self.location = location
    self.scale = scale
  }

  /// There is no mean.
  public var mean: Double? { nil }
  /// There is no variance.
  public var variance: Double? { nil }
  /// All real numbers.
  public var support: ClosedRange<Double> { -.infinity ... .infinity }

  private func standardized(_ x: Double) -> Double {
    Standardization.distance(x, from: location, in: scale).value
  }

  /// The density at x.
  public func density(_ x: Double) -> Double { libmExp(logDensity(x)) }

  /// The logarithm of the density at x.
  public func logDensity(_ x: Double) -> Double {
    let z = standardized(x).magnitude
    let square = z > 1e150 ? 2 * libmLog(z) : libmLog1p(z * z)
    return -square - 1.1447298858494002 - libmLog(scale)
  }

  private func tails(_ x: Double) -> TailPair {
    let z = standardized(x)
    if z.isNaN { return .invalid }
    // The smaller tail is the angle of 1/|z|, which keeps its digits far out.
    let smaller = TailPair.lower(libmAtan2(1, z.magnitude) * 0.3183098861837907)
    return z < 0 ? smaller : smaller.mirrored
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
    return p <= 0.5 ? location - scale * Self.cotangent(p) : location + scale * Self.cotangent(1 - p)
  }

  /// The x with P(X > x) = p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(upperTail p: Double) throws(InputError) -> Double {
    try checkProbability(p)
    return p <= 0.5 ? location + scale * Self.cotangent(p) : location - scale * Self.cotangent(1 - p)
  }

  /// cot(πp) for p from 0 to 1/2.
  private static func cotangent(_ p: Double) -> Double {
    if p == 0 { return .infinity }
    return p > 0.25 ? libmTan(.pi * (0.5 - p)) : 1 / libmTan(.pi * p)
  }

  /// A random number of this distribution, as the ratio of two normal numbers.
  public func sample(using stream: inout RandomStream) -> Double {
    location + scale * (stream.normal() / stream.normal())
  }
}
