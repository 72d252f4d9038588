import SurveyVocabulary

/// The noncentral t distribution: (Z + δ) / √(V/ν) with Z standard normal and V chi-square with ν
/// degrees of freedom.
///
/// Both tails and the density are integrals of positive terms over the distribution of √(V/ν), so that
/// each is right relative to itself however small it is; see `NoncentralMixture`.
public struct NoncentralTDistribution: SearchedDistribution, Hashable {
  /// The degrees of freedom, not necessarily whole.
  public let degreesOfFreedom: Double
  /// The noncentrality δ.
  public let noncentrality: Double

  /// The largest noncentrality in absolute value.
  static let largestNoncentrality = 1e4

  /// Makes a noncentral t distribution.
  ///
  /// - Throws: `InputError` if the degrees of freedom are not between 1e-100 and 1e100, or if the
  ///   noncentrality is not between -10000 and 10000.
  public init(degreesOfFreedom: Double, noncentrality: Double) throws(InputError) {
    try checkShape(degreesOfFreedom, "degrees of freedom")
    guard noncentrality.magnitude <= Self.largestNoncentrality else {
      throw .outOfRange("noncentrality", value: noncentrality, allowed: "a number from -10000 to 10000")
    }
    self.init(valid: degreesOfFreedom, noncentrality)
  }

  private init(valid degreesOfFreedom: Double, _ noncentrality: Double) {
    self.degreesOfFreedom = degreesOfFreedom
    self.noncentrality = noncentrality
  }

  /// The mean; `nil` for one degree of freedom or less.
  public var mean: Double? { degreesOfFreedom > 1 ? noncentrality * inverseMean : nil }

  /// The variance; `nil` for two degrees of freedom or less.
  public var variance: Double? {
    guard degreesOfFreedom > 2 else { return nil }
    let (n, square) = (degreesOfFreedom, noncentrality * noncentrality)
    return n / (n - 2) + square * (n / (n - 2) - inverseMean * inverseMean)
  }

  /// The mean of 1/√(V/ν): √(ν/2) Γ((ν-1)/2) / Γ(ν/2).
  private var inverseMean: Double {
    let half = DoubleDouble(0.5 * degreesOfFreedom)
    if half.high > 1e15 { return 1 }
    let growth = SpecialFunctions.logGammaDoubled(half) - SpecialFunctions.logGammaDoubled(half - 0.5)
    return half.high.squareRoot() * (-growth).exponential
  }

  /// All real numbers.
  public var support: ClosedRange<Double> { -.infinity ... .infinity }

  /// The density at x.
  public func density(_ x: Double) -> Double { libmExp(logDensity(x)) }

  /// The logarithm of the density at x.
  public func logDensity(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x.isInfinite { return -.infinity }
    return NoncentralMixture(degreesOfFreedom, noncentrality, x).logDensity
  }

  /// P(X ≤ x).
  public func lowerTail(_ x: Double) -> Double {
    let small = smallerTail(x)
    return small.isLower ? libmExp(small.logarithm) : -libmExpm1(small.logarithm)
  }
  /// P(X > x).
  public func upperTail(_ x: Double) -> Double {
    let small = smallerTail(x)
    return small.isLower ? -libmExpm1(small.logarithm) : libmExp(small.logarithm)
  }
  /// log P(X ≤ x).
  public func logLowerTail(_ x: Double) -> Double {
    let small = smallerTail(x)
    return small.isLower ? small.logarithm : SpecialFunctions.log1mExp(small.logarithm)
  }
  /// log P(X > x).
  public func logUpperTail(_ x: Double) -> Double {
    let small = smallerTail(x)
    return small.isLower ? SpecialFunctions.log1mExp(small.logarithm) : small.logarithm
  }

  /// The logarithm of the tail that is not close to 1.
  private func smallerTail(_ x: Double) -> (isLower: Bool, logarithm: Double) {
    if x.isNaN { return (true, .nan) }
    if x.isInfinite { return (x < 0, -.infinity) }
    let isLower = x < noncentrality
    let first = logTail(x, isLower: isLower)
    // In a skewed distribution the side of δ is a guess; the other integral is the small one then.
    return first < -0.3 ? (isLower, first) : (!isLower, logTail(x, isLower: !isLower))
  }

  private func logTail(_ x: Double, isLower: Bool) -> Double {
    // P(T ≤ x; δ) = P(T > -x; -δ)
    let sign = isLower ? -1.0 : 1.0
    return min(0, NoncentralMixture(degreesOfFreedom, sign * noncentrality, sign * x).logUpperTail)
  }

  func roughQuantile(_ p: Double, isLower: Bool) -> Double {
    let z = NormalDistribution.upperQuantile(p) * (isLower ? -1 : 1)
    return noncentrality + z * (1 + 0.5 * noncentrality * noncentrality / degreesOfFreedom).squareRoot()
  }

  func isPowerTail(isLower: Bool) -> Bool { false }
}

extension NoncentralTDistribution {
  /// The noncentrality δ for which P(T ≤ t) = p: the limits of intervals for effect sizes.
  ///
  /// - Throws: `InputError` if `p` is not strictly between 0 and 1, if `t` is not between -5000 and
  ///   5000, if the degrees of freedom are not between 1e-100 and 1e100, or if the solution lies beyond
  ///   a noncentrality of 10000.
  public static func noncentrality(
    ofLowerTail p: Double, at t: Double, degreesOfFreedom: Double
  ) throws(InputError) -> Double {
    try checkShape(degreesOfFreedom, "degrees of freedom")
    guard p > 0, p < 1 else {
      throw .outOfRange("probability", value: p, allowed: "a number above 0 and below 1")
    }
    guard t.magnitude <= 5000 else {
      throw .outOfRange("t", value: t, allowed: "a number from -5000 to 5000")
    }
    // The lower tail falls as the noncentrality grows; the smaller tail is the finer measure.
    let (goal, complement) = (libmLog(p), libmLog1p(-p))
    func excess(_ noncentrality: Double) -> Double {
      let distribution = NoncentralTDistribution(valid: degreesOfFreedom, noncentrality)
      return p < 0.5 ? distribution.logLowerTail(t) - goal : complement - distribution.logUpperTail(t)
    }
    // The normal approximation is close; the bracket grows from there.
    let spread = (1 + 0.5 * t * t / degreesOfFreedom).squareRoot()
    let limit = largestNoncentrality
    let center = min(max(t + NormalDistribution.upperQuantile(p) * min(spread, 100), -limit), limit)
    var step = 0.05 * min(spread, 100)
    var (low, high) = (max(center - step, -limit), min(center + step, limit))
    while low > -limit, excess(low) < 0 {
      step *= 4
      (low, high) = (max(low - step, -limit), low)
    }
    step = 0.05 * min(spread, 100)
    while high < limit, excess(high) > 0 {
      step *= 4
      (low, high) = (high, min(high + step, limit))
    }
    return try RootFinding.solve(
      in: low...high, "noncentrality", tolerance: 1e-15, absoluteTolerance: 1e-16, excess)
  }
}
