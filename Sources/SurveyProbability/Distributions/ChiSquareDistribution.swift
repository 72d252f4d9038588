import SurveyVocabulary

/// The chi-square distribution.
public struct ChiSquareDistribution: ContinuousDistribution, Hashable {
  /// The degrees of freedom, not necessarily whole.
  public let degreesOfFreedom: Double
  private let gamma: GammaDistribution

  /// Makes a chi-square distribution.
  ///
  /// - Throws: `InputError` if the degrees of freedom are not between 1e-100 and 1e100.
  public init(degreesOfFreedom: Double) throws(InputError) {
    try checkShape(degreesOfFreedom, "degrees of freedom")
    self.init(valid: degreesOfFreedom)
  }

  private init(valid degreesOfFreedom: Double) {
    self.degreesOfFreedom = degreesOfFreedom
    gamma = .unchecked(shape: 0.5 * degreesOfFreedom, rate: 0.5)
  }

  /// A chi-square distribution whose degrees of freedom nobody checked: with degrees of freedom that are
  /// not positive and finite its tails give NaN.
  package static func unchecked(_ degreesOfFreedom: Double) -> ChiSquareDistribution {
    ChiSquareDistribution(valid: shapeRange.contains(degreesOfFreedom) ? degreesOfFreedom : .nan)
  }

  /// The mean.
  public var mean: Double? { degreesOfFreedom }
  /// The variance.
  public var variance: Double? { 2 * degreesOfFreedom }
  /// The positive real numbers with zero.
  public var support: ClosedRange<Double> { 0 ... .infinity }
  /// The density at x.
  public func density(_ x: Double) -> Double { gamma.density(x) }
  /// The logarithm of the density at x.
  public func logDensity(_ x: Double) -> Double { gamma.logDensity(x) }
  /// P(X ≤ x).
  public func lowerTail(_ x: Double) -> Double { gamma.lowerTail(x) }
  /// P(X > x).
  public func upperTail(_ x: Double) -> Double { gamma.upperTail(x) }
  /// log P(X ≤ x).
  public func logLowerTail(_ x: Double) -> Double { gamma.logLowerTail(x) }
  /// log P(X > x).
  public func logUpperTail(_ x: Double) -> Double { gamma.logUpperTail(x) }
  /// The x with P(X ≤ x) = p; the ends of the support for 0 and 1.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(lowerTail p: Double) throws(InputError) -> Double { try gamma.quantile(lowerTail: p) }
  /// The x with P(X > x) = p; the ends of the support for 1 and 0.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(upperTail p: Double) throws(InputError) -> Double { try gamma.quantile(upperTail: p) }
}
