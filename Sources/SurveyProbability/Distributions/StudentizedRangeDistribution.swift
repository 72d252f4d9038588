import SurveyVocabulary

/// The studentized range distribution: the range of k normal numbers over an independent estimate of their
/// standard deviation.
///
/// Each tail is an integral of positive terms over the distribution of that estimate, so that it is right
/// relative to itself however small it is.
public struct StudentizedRangeDistribution: ContinuousDistribution, Hashable {
  /// The number of normal numbers, in a comparison of groups the number of groups.
  public let groups: Int
  /// The degrees of freedom of the standard deviation, not necessarily whole; infinite where it is known.
  public let degreesOfFreedom: Double

  /// Makes a studentized range distribution.
  ///
  /// - Throws: `InputError` if there are fewer than 2 or more than 1,000 groups, or if the degrees of
  ///   freedom are below 0.1 (infinity is allowed).
  public init(groups: Int, degreesOfFreedom: Double) throws(InputError) {
    guard groups >= 2, groups <= 1000 else {
      throw .outOfRange("groups", value: Double(groups), allowed: "a whole number from 2 to 1000")
    }
    guard degreesOfFreedom >= 0.1 else {
      throw .outOfRange(
        "degrees of freedom", value: degreesOfFreedom, allowed: "a number from 0.1 or infinity")
    }
    self.groups = groups
    self.degreesOfFreedom = degreesOfFreedom
  }

  private var isNormal: Bool { degreesOfFreedom > 1e15 }

  /// The positive real numbers with zero.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  /// P(Q ≤ q).
  public func lowerTail(_ q: Double) -> Double {
    let logarithm = directLogLower(q)
    return logarithm < -0.5 ? libmExp(logarithm) : -libmExpm1(directLogUpper(q))
  }
  /// P(Q > q).
  public func upperTail(_ q: Double) -> Double {
    let logarithm = directLogUpper(q)
    return logarithm < -0.5 ? libmExp(logarithm) : -libmExpm1(directLogLower(q))
  }
  /// log P(Q ≤ q).
  public func logLowerTail(_ q: Double) -> Double {
    let logarithm = directLogLower(q)
    return logarithm < -0.5 ? logarithm : libmLog1p(-libmExp(directLogUpper(q)))
  }
  /// log P(Q > q).
  public func logUpperTail(_ q: Double) -> Double {
    let logarithm = directLogUpper(q)
    return logarithm < -0.5 ? logarithm : libmLog1p(-libmExp(directLogLower(q)))
  }

  private func directLogLower(_ q: Double) -> Double {
    if q.isNaN { return .nan }
    if q <= 0 { return -.infinity }
    if q == .infinity { return 0 }
    let range = NormalRange(count: groups)
    if isNormal { return range.logLower(q) }
    // Where q is small the range adds its own power of s to the density of s.
    let power = Double(groups - 1)
    let shift = q > 3 ? 0 : 0.5 * libmLog1p(power / degreesOfFreedom)
    return min(0, mixture(start: shift, power: power) { s in range.logLower(q * s) })
  }

  private func directLogUpper(_ q: Double) -> Double {
    if q.isNaN { return .nan }
    if q <= 0 { return 0 }
    if q == .infinity { return -.infinity }
    let range = NormalRange(count: groups)
    if isNormal { return range.logUpper(q) }
    return min(0, mixture(start: tailPeak(q), power: 0) { s in range.logUpper(q * s) })
  }

  /// The maximum of n u - (n/2 + q²/4) exp(2u).
  private func tailPeak(_ q: Double) -> Double {
    let root = q / (2 * degreesOfFreedom).squareRoot()
    return root > 1e8 ? -libmLog(root) : -0.5 * libmLog1p(root * root)
  }

  /// The density at q.
  public func density(_ q: Double) -> Double { libmExp(logDensity(q)) }

  /// The logarithm of the density at q.
  public func logDensity(_ q: Double) -> Double {
    if q.isNaN { return .nan }
    if q < 0 || q == .infinity { return -.infinity }
    let range = NormalRange(count: groups)
    // P(W ≤ w) begins as √k (w/√2π)^(k-1) does.
    if q == 0 {
      if groups > 2 { return -.infinity }
      return isNormal ? -0.5723649429247001 : logMean - 0.5723649429247001
    }
    if isNormal { return range.logDensity(q) }
    let power = Double(groups - 1)
    return mixture(start: tailPeak(q), power: power) { s in range.logDensity(q * s) + libmLog(s) }
  }

  /// The logarithm of the mean of exp(kernel(s)) over the estimate s.
  ///
  /// In u = log s, with the density proportional to exp(n (u - exp(2u)/2)), the integrand is analytic where
  /// |Im u| < π/4, and the error of the trapezoidal rule with step h is |Γ(n/2 + iπ/h)/Γ(n/2)|, which the
  /// step below keeps under 1e-15.
  private func mixture(start: Double, power: Double, _ kernel: (Double) -> Double) -> Double {
    let n = degreesOfFreedom
    func height(_ u: Double) -> Double { -0.5 * n * SpecialFunctions.expm1Excess(2 * u) + kernel(libmExp(u)) }
    let step = 3.141592653589793 / (570 + 40 * (n + power)).squareRoot()
    let top = height(start)
    guard top > -.infinity else { return -.infinity }
    var sum = 1.0
    for direction in [1.0, -1.0] {
      var last = 1.0
      // To the left the terms fall at least as exp(n u), to the right as exp(-n exp(2u)/2): with n ≥ 0.1
      // and a step above 1e-9 (in units of which the peak is at most 60 wide), 10,000 steps reach 1e-17.
      for index in 1...10_000 {
        let term = libmExp(height(start + direction * Double(index) * step) - top)
        sum += term
        if term < 1e-17 * sum, term <= last { break }
        last = term
      }
    }
    return top + libmLog(sum * step * 2 * SpecialFunctions.inverseGammaRatio(0.5 * n))
  }

  /// The logarithm of the mean of s.
  private var logMean: Double {
    let half = 0.5 * degreesOfFreedom
    let growth =
      SpecialFunctions.logGammaDoubled(DoubleDouble(half) + 0.5)
      - SpecialFunctions.logGammaDoubled(DoubleDouble(half))
    return growth.value - 0.5 * libmLog(half)
  }

  /// The q with P(Q ≤ q) = p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(lowerTail p: Double) throws(InputError) -> Double {
    try searched(lowerTail: p, near: 3.5)
  }

  /// The q with P(Q > q) = p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(upperTail p: Double) throws(InputError) -> Double {
    try searched(upperTail: p, near: 3.5)
  }

  /// A random number of this distribution: the range of normal numbers over a chi number.
  public func sample(using stream: inout RandomStream) -> Double {
    var (least, largest) = (Double.infinity, -Double.infinity)
    for _ in 0..<groups {
      let z = stream.normal()
      (least, largest) = (min(least, z), max(largest, z))
    }
    if isNormal { return largest - least }
    let scale = stream.chiSquare(degreesOfFreedom: degreesOfFreedom) / degreesOfFreedom
    return (largest - least) / scale.squareRoot()
  }
}

extension StudentizedRangeDistribution {
  /// The mean; `nil` for one degree of freedom or less.
  public var mean: Double? {
    if isNormal { return rangeMoment(1) }
    guard degreesOfFreedom > 1 else { return nil }
    return inverseMoment * rangeMoment(1)
  }

  /// The variance; `nil` for two degrees of freedom or less.
  public var variance: Double? {
    if isNormal { return rangeMoment(2) - rangeMoment(1) * rangeMoment(1) }
    guard degreesOfFreedom > 2 else { return nil }
    let mean = inverseMoment * rangeMoment(1)
    return degreesOfFreedom / (degreesOfFreedom - 2) * rangeMoment(2) - mean * mean
  }

  /// The mean of 1/s.
  private var inverseMoment: Double {
    let half = 0.5 * degreesOfFreedom
    let growth =
      SpecialFunctions.logGammaDoubled(DoubleDouble(half))
      - SpecialFunctions.logGammaDoubled(DoubleDouble(half) - 0.5)
    return half.squareRoot() * (-growth).exponential
  }

  /// The mean of W^power for the range W of normal numbers, by the trapezoidal rule in log w.
  private func rangeMoment(_ power: Double) -> Double {
    let range = NormalRange(count: groups)
    var sum = 0.0
    // From w = exp(-20) to exp(4): the integrand is below 1e-17 of the whole outside.
    for index in -400...80 {
      let u = 0.05 * Double(index)
      sum += libmExp(range.logDensity(libmExp(u)) + (power + 1) * u)
    }
    return 0.05 * sum
  }
}
