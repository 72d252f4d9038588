import SurveyVocabulary

/// The noncentral chi-square distribution: the sum of squares of normal numbers with variance 1, λ the sum
/// of the squares of their means.
///
/// It is a Poisson mixture of chi-square distributions; each tail is a sum of positive terms, right
/// relative to itself however small it is.
public struct NoncentralChiSquareDistribution: ContinuousDistribution, Hashable {
  /// The degrees of freedom, not necessarily whole.
  public let degreesOfFreedom: Double
  /// The noncentrality λ.
  public let noncentrality: Double

  /// Makes a noncentral chi-square distribution.
  ///
  /// - Throws: `InputError` if the degrees of freedom are not between 10^-100 and 10^15, or if the
  ///   noncentrality is not between 0 and 10^10.
  public init(degreesOfFreedom: Double, noncentrality: Double) throws(InputError) {
    try PoissonMixture.check(degreesOfFreedom, "degrees of freedom")
    try PoissonMixture.check(noncentrality)
    self.init(valid: degreesOfFreedom, noncentrality)
  }

  private init(valid degreesOfFreedom: Double, _ noncentrality: Double) {
    self.degreesOfFreedom = degreesOfFreedom
    self.noncentrality = noncentrality
  }

  /// The mean.
  public var mean: Double? { degreesOfFreedom + noncentrality }
  /// The variance.
  public var variance: Double? { 2 * degreesOfFreedom + 4 * noncentrality }
  /// The positive real numbers with zero.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  /// The index of the peak where the mixed functions fall off as powers of x do.
  private func peak(_ y: Double) -> Double {
    let a = 0.5 * degreesOfFreedom
    return 2 * noncentrality * y / 2 / (a + (a * a + 2 * noncentrality * y).squareRoot())
  }

  /// The density at x.
  public func density(_ x: Double) -> Double { libmExp(logDensity(x)) }

  /// The logarithm of the density at x.
  public func logDensity(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x < 0 || x == .infinity { return -.infinity }
    if x > 1e200 { return -0.5 * x }
    let a = 0.5 * degreesOfFreedom
    if x == 0 {
      return a < 1 ? .infinity : (a == 1 ? -0.5 * noncentrality - 0.6931471805599453 : -.infinity)
    }
    let y = DoubleDouble(max(0.5 * x, .leastNonzeroMagnitude))
    let sum = PoissonMixture.logSum(mean: 0.5 * noncentrality, start: peak(y.high), offset: a) { j in
      (SpecialFunctions.inverseGammaRatio(a + j), SpecialFunctions.gammaExponent(a + j, y))
    }
    return (sum - DoubleDouble(x).log()).value
  }

  private func tails(_ x: Double) -> DirectTails {
    if x.isNaN { return .invalid }
    if x <= 0 { return .none }
    if x == .infinity { return .all }
    // There the exponent is all that a double shows.
    if x > 1e200 { return .known(0, -0.5 * x) }
    let (a, mean, y) = (
      0.5 * degreesOfFreedom, 0.5 * noncentrality, DoubleDouble(max(0.5 * x, .leastNonzeroMagnitude))
    )
    let peak = peak(y.high)
    return DirectTails(
      directLogLower: {
        PoissonMixture.logSum(mean: mean, start: min(mean, peak), offset: a) { j in
          SpecialFunctions.incompleteGamma(a + j, y).lowerParts
        }
      },
      directLogUpper: {
        PoissonMixture.logSum(mean: mean, start: max(mean, peak), offset: a) { j in
          SpecialFunctions.incompleteGamma(a + j, y).upperParts
        }
      })
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
    try searched(lowerTail: p, near: degreesOfFreedom + noncentrality)
  }

  /// The x with P(X > x) = p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(upperTail p: Double) throws(InputError) -> Double {
    try searched(upperTail: p, near: degreesOfFreedom + noncentrality)
  }

  /// A random number of this distribution: chi-square with a Poisson number of further degrees of freedom.
  public func sample(using stream: inout RandomStream) -> Double {
    let further = stream.poisson(mean: 0.5 * noncentrality)
    return stream.chiSquare(degreesOfFreedom: degreesOfFreedom + 2 * Double(further))
  }
}

extension NoncentralChiSquareDistribution {
  /// The noncentrality λ for which P(X ≤ x) = p; zero where the central probability is no larger than p.
  ///
  /// - Throws: `InputError` if `p` is not strictly between 0 and 1, if `x` is negative or not finite, if the
  ///   degrees of freedom are not a positive finite number, or if λ would be above 10^10.
  public static func noncentrality(
    ofLowerTail p: Double, at x: Double, degreesOfFreedom: Double
  ) throws(InputError) -> Double {
    try PoissonMixture.check(degreesOfFreedom, "degrees of freedom")
    return try PoissonMixture.noncentrality(ofLowerTail: p, at: x, near: x) { value in
      NoncentralChiSquareDistribution(valid: degreesOfFreedom, value)
    }
  }
}

extension PoissonMixture {
  static let largestNoncentrality = 1e10

  /// Refuses a parameter of a mixed distribution whose powers would leave the range of exponents.
  static func check(_ parameter: Double, _ subject: String) throws(InputError) {
    guard parameter >= 1e-100, parameter <= 1e15 else {
      throw .outOfRange(subject, value: parameter, allowed: "a number from 1e-100 to 1e15")
    }
  }

  /// Refuses a noncentrality that is negative, too large or NaN.
  static func check(_ noncentrality: Double) throws(InputError) {
    guard noncentrality >= 0, noncentrality <= largestNoncentrality else {
      throw .outOfRange("noncentrality", value: noncentrality, allowed: "a number from 0 to 10^10")
    }
  }

  /// The noncentrality at which the lower tail at x is p.
  static func noncentrality(
    ofLowerTail p: Double, at x: Double, near guess: Double, _ make: (Double) -> some ContinuousDistribution
  ) throws(InputError) -> Double {
    guard p > 0, p < 1 else {
      throw .outOfRange("probability", value: p, allowed: "a number above 0 and below 1")
    }
    guard x >= 0, x < .infinity else {
      throw .outOfRange("value", value: x, allowed: "a finite number not below 0")
    }
    // The lower tail falls as the noncentrality grows; the smaller tail is the finer measure.
    let (goal, complement) = (libmLog(p), libmLog1p(-p))
    func excess(_ noncentrality: Double) -> Double {
      let distribution = make(noncentrality)
      return p < 0.5
        ? goal - distribution.logLowerTail(x) : distribution.logUpperTail(x) - complement
    }
    if excess(0) >= 0 { return 0 }
    guard excess(largestNoncentrality) >= 0 else {
      throw InputError(.notConverged, "noncentrality", "is above 10^10")
    }
    return QuantileSearch.root(in: 0...largestNoncentrality, near: guess, of: excess)
  }
}
