import SurveyVocabulary

/// The noncentral beta distribution: the share X / (X + Y) of a noncentral chi-square number X with 2α
/// degrees of freedom and noncentrality λ, and a chi-square number Y with 2β.
///
/// It is a Poisson mixture of beta distributions; each tail is a sum of positive terms.
public struct NoncentralBetaDistribution: ContinuousDistribution, Hashable {
  /// Half the degrees of freedom of the noncentral part.
  public let alpha: Double
  /// Half the degrees of freedom of the central part.
  public let beta: Double
  /// The noncentrality λ.
  public let noncentrality: Double

  /// Makes a noncentral beta distribution.
  ///
  /// - Throws: `InputError` if `alpha` or `beta` is not between 10^-100 and 10^15, or if the noncentrality
  ///   is not between 0 and 10^10.
  public init(alpha: Double, beta: Double, noncentrality: Double) throws(InputError) {
    try PoissonMixture.check(alpha, "alpha")
    try PoissonMixture.check(beta, "beta")
    try PoissonMixture.check(noncentrality)
    self.init(valid: alpha, beta, noncentrality)
  }

  init(valid alpha: Double, _ beta: Double, _ noncentrality: Double) {
    self.alpha = alpha
    self.beta = beta
    self.noncentrality = noncentrality
  }

  /// The mean.
  public var mean: Double? {
    PoissonMixture.nodes(mean: 0.5 * noncentrality).reduce(0) { $0 + $1.weight * share($1.j) }
  }

  /// The variance.
  public var variance: Double? {
    let nodes = PoissonMixture.nodes(mean: 0.5 * noncentrality)
    let mean = nodes.reduce(0) { $0 + $1.weight * share($1.j) }
    // The mean of the variances and the variance of the means.
    return nodes.reduce(0) { sum, node in
      let total = alpha + beta + node.j
      let own = share(node.j) * (beta / total) / (total + 1)
      return sum + node.weight * (own + (share(node.j) - mean) * (share(node.j) - mean))
    }
  }

  private func share(_ j: Double) -> Double { (alpha + j) / (alpha + beta + j) }

  /// From 0 to 1.
  public var support: ClosedRange<Double> { 0...1 }

  /// The index of the peak where the mixed functions fall off as the density does.
  private func peak(_ x: Double) -> Double {
    let mean = 0.5 * noncentrality * x
    let b = alpha - mean
    return 0.5 * ((b * b + 4 * mean * (alpha + beta)).squareRoot() - b)
  }

  /// The density at x.
  public func density(_ x: Double) -> Double { libmExp(logDensity(x)) }

  /// The logarithm of the density at x.
  public func logDensity(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < 0 || x > 1 { return -.infinity }
    if x == 0 {
      if alpha != 1 { return alpha < 1 ? .infinity : -.infinity }
      return libmLog(beta) - 0.5 * noncentrality
    }
    if x == 1 {
      if beta != 1 { return beta < 1 ? .infinity : -.infinity }
      return libmLog(alpha + 0.5 * noncentrality)
    }
    let (left, right) = (DoubleDouble(x), DoubleDouble.sum(1, -x))
    return (logDensityProduct(left, right) - left.log() - right.log()).value
  }

  /// A share that is kept above the underflow of its products, and the logarithm of what that took away:
  /// near an end a tail is a power of the distance from it.
  private static func held(_ share: DoubleDouble) -> (share: DoubleDouble, log: DoubleDouble) {
    guard share.high < 1e-180 else { return (share, .zero) }
    return (DoubleDouble(1e-180), DoubleDouble(share.high).log() - DoubleDouble(1e-180).log())
  }

  /// The logarithm of the density at x, with y = 1 - x, times x and y.
  func logDensityProduct(_ x: DoubleDouble, _ y: DoubleDouble) -> DoubleDouble {
    let (left, right) = (Self.held(x), Self.held(y))
    let sum = PoissonMixture.logSum(mean: 0.5 * noncentrality, start: peak(x.high), offset: alpha) { j in
      (
        SpecialFunctions.betaLeading(alpha + j, beta),
        SpecialFunctions.betaExponent(alpha + j, beta, left.share, right.share)
      )
    }
    return sum + left.log * alpha + right.log * beta
  }

  /// Both tails at x, with y = 1 - x, both strictly between 0 and 1.
  func tails(_ x: DoubleDouble, _ y: DoubleDouble) -> DirectTails {
    let mean = 0.5 * noncentrality
    let peak = peak(x.high)
    let (left, right) = (Self.held(x), Self.held(y))
    return DirectTails(
      directLogLower: {
        let sum = PoissonMixture.logSum(mean: mean, start: min(mean, peak), offset: alpha) { j in
          SpecialFunctions.incompleteBeta(alpha + j, beta, left.share, right.share).lowerParts
        }
        return sum + left.log * alpha
      },
      directLogUpper: {
        let sum = PoissonMixture.logSum(mean: mean, start: max(mean, peak), offset: alpha) { j in
          SpecialFunctions.incompleteBeta(alpha + j, beta, left.share, right.share).upperParts
        }
        return sum + right.log * beta
      })
  }

  private func tails(_ x: Double) -> DirectTails {
    if x.isNaN { return .invalid }
    if x <= 0 { return .none }
    if x >= 1 { return .all }
    return tails(DoubleDouble(x), DoubleDouble.sum(1, -x))
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
    try searched(lowerTail: p, near: share(0.5 * noncentrality))
  }

  /// The x with P(X > x) = p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(upperTail p: Double) throws(InputError) -> Double {
    try searched(upperTail: p, near: share(0.5 * noncentrality))
  }

  /// A random number of this distribution: beta with a Poisson number added to α.
  public func sample(using stream: inout RandomStream) -> Double {
    stream.beta(alpha: alpha + Double(stream.poisson(mean: 0.5 * noncentrality)), beta: beta)
  }
}
