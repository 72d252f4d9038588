import SurveyVocabulary

/// The noncentral t distribution: (Z + δ) / √(V/ν) with Z standard normal and V chi-square with ν
/// degrees of freedom.
///
/// Both tails are integrals of positive terms over the distribution of √(V/ν), so that each is right
/// relative to itself however small it is.
public struct NoncentralTDistribution: ContinuousDistribution, Hashable {
  /// The degrees of freedom, not necessarily whole.
  public let degreesOfFreedom: Double
  /// The noncentrality δ.
  public let noncentrality: Double

  /// Makes a noncentral t distribution.
  ///
  /// - Throws: ``InputError`` if the degrees of freedom are below 0.01 or not finite, or if the absolute
  ///   noncentrality is above 10^6.
  public init(degreesOfFreedom: Double, noncentrality: Double) throws(InputError) {
    try Self.check(degreesOfFreedom)
    guard noncentrality.magnitude <= 1e6 else {
      throw .outOfRange("noncentrality", value: noncentrality, allowed: "a number from -1000000 to 1000000")
    }
    self.init(valid: degreesOfFreedom, noncentrality)
  }

  private init(valid degreesOfFreedom: Double, _ noncentrality: Double) {
    self.degreesOfFreedom = degreesOfFreedom
    self.noncentrality = noncentrality
  }

  private static func check(_ degreesOfFreedom: Double) throws(InputError) {
    guard degreesOfFreedom >= 0.01, degreesOfFreedom < .infinity else {
      throw .outOfRange("degrees of freedom", value: degreesOfFreedom, allowed: "a finite number from 0.01")
    }
  }

  /// The mean; `nil` for one degree of freedom or less.
  public var mean: Double? { degreesOfFreedom > 1 ? noncentrality * ratio : nil }

  /// The variance; `nil` for two degrees of freedom or less.
  public var variance: Double? {
    guard degreesOfFreedom > 2 else { return nil }
    let n = degreesOfFreedom
    return n / (n - 2) * (1 + noncentrality * noncentrality) - noncentrality * noncentrality * ratio * ratio
  }

  /// The mean of 1/√(V/ν).
  private var ratio: Double {
    let half = 0.5 * degreesOfFreedom
    let growth =
      SpecialFunctions.logGammaDoubled(DoubleDouble(half))
      - SpecialFunctions.logGammaDoubled(DoubleDouble(half) - 0.5)
    return half.squareRoot() * (-growth).exponential
  }

  /// All real numbers.
  public var support: ClosedRange<Double> { -.infinity ... .infinity }

  /// The density at x.
  public func density(_ x: Double) -> Double { libmExp(logDensity(x)) }

  /// The logarithm of the density at x.
  public func logDensity(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x.isInfinite { return -.infinity }
    return mixture { u in
      let z = x * libmExp(u) - noncentrality
      return u - 0.5 * z * z
    } - 0.9189385332046728
  }

  /// P(X ≤ x).
  public func lowerTail(_ x: Double) -> Double {
    let logarithm = directLogLower(x)
    return logarithm < -0.5 ? libmExp(logarithm) : -libmExpm1(directLogUpper(x))
  }
  /// P(X > x).
  public func upperTail(_ x: Double) -> Double {
    let logarithm = directLogUpper(x)
    return logarithm < -0.5 ? libmExp(logarithm) : -libmExpm1(directLogLower(x))
  }
  /// log P(X ≤ x).
  public func logLowerTail(_ x: Double) -> Double {
    let logarithm = directLogLower(x)
    return logarithm < -0.5 ? logarithm : libmLog1p(-libmExp(directLogUpper(x)))
  }
  /// log P(X > x).
  public func logUpperTail(_ x: Double) -> Double {
    let logarithm = directLogUpper(x)
    return logarithm < -0.5 ? logarithm : libmLog1p(-libmExp(directLogLower(x)))
  }

  private func directLogLower(_ x: Double) -> Double {
    NoncentralTDistribution(valid: degreesOfFreedom, -noncentrality).directLogUpper(-x)
  }

  private func directLogUpper(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x == .infinity { return -.infinity }
    if x == -.infinity { return 0 }
    return mixture { u in NormalDistribution.logUpperTail(x * libmExp(u) - noncentrality) }
  }

  /// The logarithm of the mean of exp(kernel(log s)) over s = √(V/ν).
  ///
  /// In u = log s the integrand is analytic and falls off on both sides, so that the trapezoidal rule
  /// converges faster than any power of its step.
  private func mixture(_ kernel: (Double) -> Double) -> Double {
    let n = degreesOfFreedom
    // log of the density of u in units of its leading behaviour: ν u - ν (exp(2u) - 1)/2.
    func height(_ u: Double) -> Double { -0.5 * n * SpecialFunctions.expm1Excess(2 * u) + kernel(u) }
    let peak = maximum(of: height)
    let top = height(peak)
    let right = reach(from: peak, by: 1, top: top, height)
    let left = reach(from: peak, by: -1, top: top, height)
    let step = min(0.06, min(right, left) / 24)
    var sum = 1.0
    for direction in [-1.0, 1.0] {
      var u = peak
      for _ in 0..<200_000 {
        u += direction * step
        let term = libmExp(height(u) - top)
        sum += term
        if term < 1e-18 { break }
      }
    }
    return top + libmLog(sum * step * 2 * SpecialFunctions.inverseGammaRatio(0.5 * n))
  }

  /// The place of the maximum of a function with one maximum, by golden sections.
  private func maximum(of height: (Double) -> Double) -> Double {
    var (low, high) = (-60.0, 20.0)
    let golden = 0.6180339887498949
    var (left, right) = (high - golden * (high - low), low + golden * (high - low))
    var (atLeft, atRight) = (height(left), height(right))
    for _ in 0..<80 {
      if atLeft < atRight || atLeft.isNaN {
        (low, left, atLeft) = (left, right, atRight)
        right = low + golden * (high - low)
        atRight = height(right)
      } else {
        (high, right, atRight) = (right, left, atLeft)
        left = high - golden * (high - low)
        atLeft = height(left)
      }
      if high - low < 1e-9 { break }
    }
    return 0.5 * (low + high)
  }

  /// The distance from the peak at which the height has fallen by 40.
  private func reach(from peak: Double, by sign: Double, top: Double, _ height: (Double) -> Double) -> Double
  {
    var distance = 1e-7
    while distance < 1e5, top - height(peak + sign * distance) < 40 { distance *= 1.5 }
    return distance
  }
}

extension NoncentralTDistribution {
  /// The noncentrality δ for which P(T ≤ t) = p: the limits of intervals for effect sizes.
  ///
  /// - Throws: ``InputError`` if `p` is not strictly between 0 and 1, if `t` is not finite or beyond a
  ///   million, or if the degrees of freedom are below 0.01 or not finite.
  public static func noncentrality(
    ofLowerTail p: Double, at t: Double, degreesOfFreedom: Double
  ) throws(InputError) -> Double {
    try check(degreesOfFreedom)
    guard p > 0, p < 1 else {
      throw .outOfRange("probability", value: p, allowed: "a number above 0 and below 1")
    }
    guard t.magnitude <= 1e5 else {
      throw .outOfRange("t", value: t, allowed: "a number from -100000 to 100000")
    }
    // The lower tail falls as the noncentrality grows.
    let isSmall = p < 0.5
    let (goal, complement) = (libmLog(p), libmLog1p(-p))
    func excess(_ noncentrality: Double) -> Double {
      let distribution = NoncentralTDistribution(valid: degreesOfFreedom, noncentrality)
      return isSmall ? distribution.logLowerTail(t) - goal : complement - distribution.logUpperTail(t)
    }
    var step = 1.0
    var (low, high) = (t - step, t + step)
    while excess(low) < 0, step < 1e6 {
      step *= 2
      low -= step
    }
    step = 1
    while excess(high) > 0, step < 1e6 {
      step *= 2
      high += step
    }
    return try RootFinding.solve(
      in: low...high, "noncentrality", tolerance: 1e-15, absoluteTolerance: 1e-16, excess)
  }
}
