import SurveyVocabulary

/// The noncentral F distribution: the ratio of a noncentral chi-square number to a chi-square number, each
/// divided by its degrees of freedom.
///
/// It is a Poisson mixture of beta distributions on another scale; each tail is a sum of positive terms.
public struct NoncentralFDistribution: ContinuousDistribution, Hashable {
  /// The degrees of freedom of the numerator, not necessarily whole.
  public let numerator: Double
  /// The degrees of freedom of the denominator, not necessarily whole.
  public let denominator: Double
  /// The noncentrality λ of the numerator.
  public let noncentrality: Double

  /// Makes a noncentral F distribution.
  ///
  /// - Throws: `InputError` if degrees of freedom are not between 10^-100 and 10^15, or if the
  ///   noncentrality is not between 0 and 10^10.
  public init(numerator: Double, denominator: Double, noncentrality: Double) throws(InputError) {
    try Self.check(numerator, denominator)
    try PoissonMixture.check(noncentrality)
    self.init(valid: numerator, denominator, noncentrality)
  }

  private init(valid numerator: Double, _ denominator: Double, _ noncentrality: Double) {
    self.numerator = numerator
    self.denominator = denominator
    self.noncentrality = noncentrality
  }

  private static func check(_ numerator: Double, _ denominator: Double) throws(InputError) {
    for (value, name) in [(numerator, "numerator"), (denominator, "denominator")] {
      guard value >= 1e-100, value <= 1e15 else {
        throw .outOfRange(
          "\(name) degrees of freedom", value: value, allowed: "a number from 1e-100 to 1e15")
      }
    }
  }

  /// The mean; `nil` for two or fewer degrees of freedom of the denominator.
  public var mean: Double? {
    denominator > 2 ? denominator / (denominator - 2) * (1 + noncentrality / numerator) : nil
  }

  /// The variance; `nil` for four or fewer degrees of freedom of the denominator.
  public var variance: Double? {
    guard denominator > 4 else { return nil }
    let ratio = denominator / (denominator - 2)
    let growth = 1 + noncentrality / numerator
    return 2 * ratio * ratio / (denominator - 4)
      * (growth * growth + (1 + 2 * noncentrality / numerator) * (denominator - 2) / numerator)
  }

  /// The positive real numbers with zero.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  private var beta: NoncentralBetaDistribution {
    NoncentralBetaDistribution(valid: 0.5 * numerator, 0.5 * denominator, noncentrality)
  }

  /// The share n₁x / (n₁x + n₂) and its complement.
  private func shares(_ x: Double) -> (DoubleDouble, DoubleDouble) {
    let ratio = DoubleDouble(numerator) / denominator
    // A product beyond the range of exact products is held there: the tail no longer depends on it.
    let odds = x > 1e150 || x < 1e-150 ? DoubleDouble(x * ratio.high) : ratio * x
    if odds.high == .infinity { return (.one, .zero) }
    let sum = odds + 1
    return (odds / sum, DoubleDouble.one / sum)
  }

  /// The density at x.
  public func density(_ x: Double) -> Double { libmExp(logDensity(x)) }

  /// The logarithm of the density at x.
  public func logDensity(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < 0 || x == .infinity { return -.infinity }
    if x == 0 {
      if numerator != 2 { return numerator < 2 ? .infinity : -.infinity }
      return -0.5 * noncentrality
    }
    let (share, rest) = shares(x)
    guard share.high > 0, rest.high > 0 else { return -.infinity }
    // dx/dshare = share · rest / x
    return (beta.logDensityProduct(share, rest) - DoubleDouble(x).log()).value
  }

  private func tails(_ x: Double) -> DirectTails {
    if x.isNaN { return .invalid }
    if x <= 0 { return .none }
    let (share, rest) = shares(x)
    if share.high <= 0 { return .none }
    if rest.high <= 0 { return .all }
    return beta.tails(share, rest)
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
    try searched(lowerTail: p, near: 1 + noncentrality / numerator)
  }

  /// The x with P(X > x) = p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(upperTail p: Double) throws(InputError) -> Double {
    try searched(upperTail: p, near: 1 + noncentrality / numerator)
  }

  /// A random number of this distribution, as the ratio of a noncentral and a central chi-square number.
  public func sample(using stream: inout RandomStream) -> Double {
    let further = Double(stream.poisson(mean: 0.5 * noncentrality))
    let one = stream.logGamma(shape: 0.5 * numerator + further)
    let other = stream.logGamma(shape: 0.5 * denominator)
    return PortableFunctions.exp(one - other) * (denominator / numerator)
  }
}

extension NoncentralFDistribution {
  /// The noncentrality λ for which P(X ≤ x) = p: the limits of intervals for explained variance. Zero where
  /// the central probability is no larger than p.
  ///
  /// - Throws: `InputError` if `p` is not strictly between 0 and 1, if `x` is negative or not finite, if the
  ///   degrees of freedom are not between 10^-100 and 10^15, or if λ would be above 10^10.
  public static func noncentrality(
    ofLowerTail p: Double, at x: Double, numerator: Double, denominator: Double
  ) throws(InputError) -> Double {
    try check(numerator, denominator)
    return try PoissonMixture.noncentrality(ofLowerTail: p, at: x, near: x * numerator) { value in
      NoncentralFDistribution(valid: numerator, denominator, value)
    }
  }
}
