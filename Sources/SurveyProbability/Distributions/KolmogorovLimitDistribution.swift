import SurveyVocabulary

/// The limit of the distribution of √n D as the sample grows, D being Kolmogorov's statistic: the largest
/// absolute value of a Brownian bridge.
///
/// Reference: Kolmogorov (1933); both tails by the theta series that converges at once there.
public struct KolmogorovLimitDistribution: ContinuousDistribution, Hashable {
  /// Makes the distribution; it has no parameter.
  public init() {}

  /// √(π/2) log 2.
  public var mean: Double? { 0.8687311606361592 }
  /// π²/12 - (π/2) log² 2.
  public var variance: Double? { 0.06777320396386508 }
  /// The positive real numbers with zero.
  public var support: ClosedRange<Double> { 0 ... .infinity }

  private func tails(_ x: Double) -> TailPair {
    if x.isNaN { return .invalid }
    if x <= 0 { return .none }
    if x == .infinity { return .all }
    if x < 1 {
      // √(2π)/x Σ exp(-(2k-1)² π²/(8x²)): the second term is the eighth power of the first.
      let exponent = -Self.eighthOfPiSquared / DoubleDouble.product(x, x)
      guard exponent.high > -1e300 else { return .none }
      let ratio = libmExp(8 * exponent.high)
      let sum = 1 + ratio + ratio * ratio * ratio
      return TailPair(isLowerDirect: true, exponent: exponent, factor: 2.5066282746310002 / x * sum)
    }
    // 2 Σ (-1)^(k-1) exp(-2 k² x²): from 1 on the terms fall by exp(-6) and faster.
    let square = DoubleDouble.product(x, x)
    guard square.high < .infinity else { return .all }
    var sum = 1.0
    for k in 2...5 {
      let size = libmExp(-2 * Double(k * k - 1) * square.high)
      sum += k & 1 == 0 ? -size : size
    }
    return TailPair(isLowerDirect: false, exponent: square * -2, factor: 2 * sum)
  }

  /// π²/8.
  private static let eighthOfPiSquared = DoubleDouble(1.2337005501361697, 7.831619385924639e-17)

  /// The density at x.
  public func density(_ x: Double) -> Double { libmExp(logDensity(x)) }

  /// The logarithm of the density at x.
  public func logDensity(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x <= 0 || x.isInfinite { return -.infinity }
    if x < 1 {
      let a = 1.2337005501361697 / (x * x)
      guard a < 1e300 else { return -.infinity }
      let (second, third) = (libmExp(-8 * a), libmExp(-24 * a))
      let sum = (2 * a - 1) + second * (18 * a - 1) + third * (50 * a - 1)
      return 0.9189385332046728 - 2 * libmLog(x) - a + libmLog(sum)
    }
    let square = x * x
    guard square < .infinity else { return -.infinity }
    var sum = 1.0
    for k in 2...5 {
      let size = Double(k * k) * libmExp(-2 * Double(k * k - 1) * square)
      sum += k & 1 == 0 ? -size : size
    }
    return libmLog(8 * x * sum) - 2 * square
  }

  /// P(X ≤ x).
  public func lowerTail(_ x: Double) -> Double { tails(x).lower }
  /// P(X > x).
  public func upperTail(_ x: Double) -> Double { tails(x).upper }
  /// log P(X ≤ x).
  public func logLowerTail(_ x: Double) -> Double { tails(x).logLower }
  /// log P(X > x).
  public func logUpperTail(_ x: Double) -> Double { tails(x).logUpper }
}
