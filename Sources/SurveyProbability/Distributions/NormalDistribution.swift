import SurveyVocabulary

/// The normal distribution.
public struct NormalDistribution: ContinuousDistribution, Hashable {
  private let center: Double
  /// The standard deviation.
  public let standardDeviation: Double

  /// The normal distribution with mean 0 and standard deviation 1.
  public static let standard = NormalDistribution(center: 0, standardDeviation: 1)

  /// Makes a normal distribution.
  ///
  /// - Throws: `InputError` if the mean is not finite or the standard deviation is not a positive
  ///   finite number.
  public init(mean: Double, standardDeviation: Double) throws(InputError) {
    guard mean.isFinite else {
      throw .outOfRange("mean", value: mean, allowed: "a finite number")
    }
    try checkPositive(standardDeviation, "standard deviation")
    self.init(center: mean, standardDeviation: standardDeviation)
  }

  private init(center: Double, standardDeviation: Double) {
    self.center = center
    self.standardDeviation = standardDeviation
  }

  /// The mean.
  public var mean: Double? { center }
  /// The variance.
  public var variance: Double? { standardDeviation * standardDeviation }
  /// All real numbers.
  public var support: ClosedRange<Double> { -.infinity ... .infinity }

  private func standardized(_ x: Double) -> DoubleDouble {
    if x.isNaN || x.isInfinite { return DoubleDouble(x) }
    if center == 0, standardDeviation == 1 { return DoubleDouble(x) }
    let distance =
      center.magnitude > x.magnitude ? DoubleDouble.sum(-center, x) : DoubleDouble.sum(x, -center)
    if distance.high.magnitude > 1e290 { return DoubleDouble(distance.high / standardDeviation) }
    if standardDeviation > 1e290 || standardDeviation < 1e-290 {
      return DoubleDouble(distance.high / standardDeviation)
    }
    return distance / standardDeviation
  }

  /// The density at x.
  public func density(_ x: Double) -> Double {
    let z = standardized(x)
    if z.high.isInfinite { return 0 }
    return 0.3989422804014327 / standardDeviation * Self.bell(z)
  }

  /// The logarithm of the density at x.
  public func logDensity(_ x: Double) -> Double {
    let z = standardized(x).value
    return -0.5 * z * z - 0.9189385332046728 - libmLog(standardDeviation)
  }

  /// P(X ≤ x).
  public func lowerTail(_ x: Double) -> Double { Self.upperTail(-standardized(x)) }
  /// P(X > x).
  public func upperTail(_ x: Double) -> Double { Self.upperTail(standardized(x)) }
  /// log P(X ≤ x).
  public func logLowerTail(_ x: Double) -> Double { Self.logUpperTail(-standardized(x).value) }
  /// log P(X > x).
  public func logUpperTail(_ x: Double) -> Double { Self.logUpperTail(standardized(x).value) }

  /// The x with P(X ≤ x) = p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(lowerTail p: Double) throws(InputError) -> Double {
    try checkProbability(p)
    return center - standardDeviation * Self.upperQuantile(p)
  }

  /// The x with P(X > x) = p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(upperTail p: Double) throws(InputError) -> Double {
    try checkProbability(p)
    return center + standardDeviation * Self.upperQuantile(p)
  }
}

extension NormalDistribution {
  /// exp(-z²/2).
  static func bell(_ z: DoubleDouble) -> Double {
    if z.high.magnitude > 40 { return 0 }
    let square = z * z
    return DoubleDouble(-0.5 * square.high, -0.5 * square.low).exponential
  }

  /// P(Z > z) of the standard normal distribution.
  static func upperTail(_ z: DoubleDouble) -> Double {
    if z.high > 1.4 {
      return z.high > 40 ? 0 : 0.5 * SpecialFunctions.erfcx(z.value * 0.7071067811865476) * bell(z)
    }
    return 0.5 * libmErfc(z.value * 0.7071067811865476)
  }

  /// log P(Z > z) of the standard normal distribution.
  static func logUpperTail(_ z: Double) -> Double {
    if z < -1 { return libmLog1p(-0.5 * libmErfc(-z * 0.7071067811865476)) }
    if z < 1.4 { return libmLog(0.5 * libmErfc(z * 0.7071067811865476)) }
    if z == .infinity { return -.infinity }
    return libmLog(0.5 * SpecialFunctions.erfcx(z * 0.7071067811865476)) - 0.5 * z * z
  }

  /// The standard normal z with P(Z > z) = p, for p from 0 to 1, by Halley's steps.
  static func upperQuantile(_ p: Double) -> Double {
    if p > 0.5 { return -upperQuantile(1 - p) }
    if p == 0.5 { return 0 }
    if p <= 0 { return .infinity }
    var z = threeDigits(p)
    for _ in 0..<4 {
      // Newton's step, and the second derivative over the first for Halley's.
      let (error, bend): (Double, Double)
      if p > 0.2 {
        // Near the middle the distance from one half keeps the digits.
        error =
          ((0.5 - p) - 0.5 * libmErf(z * 0.7071067811865476)) / (0.3989422804014327 * bell(DoubleDouble(z)))
        bend = -z
      } else {
        // On the logarithm the steps are as good far out as near.
        let mills = 1.2533141373155003 * SpecialFunctions.erfcx(z * 0.7071067811865476)
        error = mills * libmLog1p((upperTail(DoubleDouble(z)) - p) / p)
        bend = 1 / mills - z
      }
      let step = error / (1 + 0.5 * bend * error)
      z += step
      // The error is of the order of the cube of the step.
      if step.magnitude <= 1e-6 * z.magnitude { break }
    }
    return z
  }

  /// The same to some ten digits, for p below one half: a start for searches.
  static func roughUpperQuantile(_ p: Double) -> Double {
    let z = threeDigits(p)
    let tail = 0.5 * libmErfc(z * 0.7071067811865476)
    let density = 0.3989422804014327 * libmExp(-0.5 * z * z)
    guard tail > 1e-300, density > 1e-300 else { return z }
    let error = tail / density * libmLog(tail / p)
    return z + error / (1 + 0.5 * (density / tail - z) * error)
  }

  /// The same to three digits (Abramowitz & Stegun 1964, 26.2.23).
  private static func threeDigits(_ p: Double) -> Double {
    let r = (-2 * libmLog(p)).squareRoot()
    return r
      - (2.515517 + r * (0.802853 + r * 0.010328)) / (1 + r * (1.432788 + r * (0.189269 + r * 0.001308)))
  }
}
