import SurveyProbability
import SurveyVocabulary

/// What a significant result of a study would be worth: the probability that its sign is wrong (type S)
/// and how much it exaggerates the effect on average (type M), beside the power.
///
/// The effect is a true one that is plausible for reasons outside the data at hand, such as a review. All
/// three numbers are expectations by formula or quadrature, not simulations.
///
/// Reference: Gelman & Carlin (2014), doi:10.1177/1745691614551642.
public struct DesignErrors: Finding {
  /// The method and the version of its definition.
  public static let methodID = "design-errors/1"

  /// How an estimate varies around the effect.
  public enum Model: Hashable, Sendable {
    /// Normal with a known standard error.
    case normal(standardError: Double)
    /// The effect plus a standard error times a t number, the model of Gelman and Carlin's `retrodesign`:
    /// the standard error that the estimate varies with is the one it is divided by.
    case shiftedT(standardError: Double, degreesOfFreedom: Double)
    /// The mean difference of two groups in a Student test, whose standard error is estimated.
    case student(sizes: [Int])
    /// The mean difference of pairs in a paired t test.
    case paired(pairs: Int)
  }

  /// The probability of a significant result.
  public let power: Double
  /// The probability that the estimate has the wrong sign, given that it is significant.
  public let typeS: Double
  /// The mean size of a significant estimate, in units of the true effect: the exaggeration, type M.
  public let exaggeration: Double
  /// The true effect that was named.
  public let effect: Double
  /// How the estimate varies.
  public let model: Model
  /// The level of the two-sided test.
  public let level: Double
  /// What was measured.
  public var context: DataContext

  /// The errors of a normal estimate with a known standard error.
  ///
  /// - Parameters:
  ///   - effect: The true effect, in any unit; not zero.
  ///   - standardError: The standard error of its estimate in the same unit.
  ///   - level: The level of the two-sided test.
  /// - Throws: `InputError` if the effect is zero or not finite, if the standard error is not positive, if
  ///   the level is outside its range, or if the exaggeration exceeds the range of `Double`.
  public init(effect: Double, standardError: Double, level: Double = 0.05) throws(InputError) {
    let lambda = try Self.standardized(effect, standardError, level)
    let z = try PowerTails.criticalZ(level, oneSided: false)
    try self.init(effect, .normal(standardError: standardError), level, lambda, Rejection(lambda, beyond: z))
  }

  /// The errors under Gelman and Carlin's model of an estimate with a t distribution around the effect.
  ///
  /// - Parameters:
  ///   - effect: The true effect, in any unit; not zero.
  ///   - standardError: The standard error of its estimate in the same unit.
  ///   - degreesOfFreedom: The degrees of freedom, above 1.
  ///   - level: The level of the two-sided test.
  /// - Throws: `InputError` as for a normal estimate, or if the degrees of freedom are not above 1, where
  ///   the estimate has no mean size.
  public init(
    effect: Double, standardError: Double, degreesOfFreedom: Double, level: Double = 0.05
  ) throws(InputError) {
    guard degreesOfFreedom > 1, degreesOfFreedom <= 1e15 else {
      throw .outOfRange(
        "degrees of freedom", value: degreesOfFreedom, allowed: "a number above 1 and up to 1e15")
    }
    let lambda = try Self.standardized(effect, standardError, level)
    let critical = try PowerTails.criticalT(degreesOfFreedom, level, oneSided: false)
    let t = try StudentTDistribution(degreesOfFreedom: degreesOfFreedom)
    let (up, down) = (t.upperTail(critical - lambda), t.upperTail(critical + lambda))
    let size =
      lambda * (up - down) + Self.meanBeyond(critical - lambda, t) + Self.meanBeyond(critical + lambda, t)
    try self.init(
      effect, .shiftedT(standardError: standardError, degreesOfFreedom: degreesOfFreedom), level, lambda,
      Rejection(up: up, down: down, size: size))
  }

  /// The errors of Student's test of two groups, the effect in standard deviations.
  ///
  /// - Parameters:
  ///   - d: The true difference over the standard deviation; not zero.
  ///   - first: The size of the first group.
  ///   - second: The size of the second group.
  ///   - level: The level of the two-sided test.
  /// - Throws: `InputError` as for a normal estimate, or if a group has fewer than two cases.
  public init(d: Double, _ first: Int, against second: Int, level: Double = 0.05) throws(InputError) {
    let sizes = [Double(first), Double(second)]
    try PlannedTest.student().check(sizes)
    let unit = 1 / PlannedTest.harmonic(sizes).squareRoot()
    let lambda = try Self.standardized(d, unit, level)
    try self.init(
      d, .student(sizes: [first, second]), level, lambda,
      Self.estimated(lambda, sizes[0] + sizes[1] - 2, level))
  }

  /// The errors of a paired t test, the effect in standard deviations of the differences.
  ///
  /// - Parameters:
  ///   - dz: The true mean difference over the standard deviation of the differences; not zero.
  ///   - pairs: The number of pairs.
  ///   - level: The level of the two-sided test.
  /// - Throws: `InputError` as for a normal estimate, or if there are fewer than two pairs.
  public init(dz: Double, pairs: Int, level: Double = 0.05) throws(InputError) {
    let n = Double(pairs)
    try PlannedTest.paired().check([n])
    let lambda = try Self.standardized(dz, 1 / n.squareRoot(), level)
    try self.init(dz, .paired(pairs: pairs), level, lambda, Self.estimated(lambda, n - 1, level))
  }

  private init(
    _ effect: Double, _ model: Model, _ level: Double, _ lambda: Double, _ rejection: Rejection
  ) throws(InputError) {
    power = min(rejection.up + rejection.down, 1)
    typeS = rejection.down / (rejection.up + rejection.down)
    exaggeration = rejection.size / (rejection.up + rejection.down) / lambda
    guard typeS.isFinite, exaggeration.isFinite else {
      throw .outOfRange(
        "effect", value: effect, allowed: "an effect that is not vanishingly small beside its standard error")
    }
    self.effect = effect
    self.model = model
    self.level = level
    context = DataContext(parts: [], cases: CaseLedger(all: 0))
  }
}

extension DesignErrors {
  /// The effect in standard errors, by its size.
  private static func standardized(
    _ effect: Double, _ error: Double, _ level: Double
  ) throws(InputError) -> Double {
    try PlannedTest.check(level: level)
    guard effect.isFinite else { throw .notFinite("effect", value: effect, at: 0) }
    guard effect != 0 else {
      throw .outOfRange("effect", value: 0, allowed: "an effect other than 0: it has no wrong sign")
    }
    guard error > 0, error.isFinite else {
      throw .outOfRange("standard error", value: error, allowed: "a finite number above 0")
    }
    let lambda = effect.magnitude / error
    guard lambda > 1e-300, lambda < 1e300 else {
      throw .outOfRange("effect", value: effect, allowed: "1e-300 to 1e300 standard errors")
    }
    return lambda
  }

  /// E(T; T > a) of a t number: f(a) (ν + a²)/(ν - 1).
  private static func meanBeyond(_ a: Double, _ t: StudentTDistribution) -> Double {
    let nu = t.degreesOfFreedom
    guard a.magnitude > 1 else { return t.density(a) * ((nu + a * a) / (nu - 1)) }
    // By logarithms: a² leaves the range before the product does.
    let logarithm = t.logDensity(a) + 2 * libmLog(a.magnitude) + libmLog1p(nu / a / a)
    return libmExp(logarithm - libmLog(nu - 1))
  }

  /// Given the estimated standard deviation the estimate is normal against a fixed bound; the means over it
  /// are integrals.
  private static func estimated(
    _ lambda: Double, _ df: Double, _ level: Double
  ) throws(InputError) -> Rejection {
    let critical = try PowerTails.criticalT(df, level, oneSided: false)
    let up = try PowerTails.t(lambda, beyond: critical, df, oneSided: true)
    let down = try PowerTails.t(-lambda, beyond: critical, df, oneSided: true)
    let size = try PowerTails.mean(overScale: df) { s in Rejection(lambda, beyond: critical * s).size }
    return Rejection(up: up, down: down, size: size)
  }
}

/// Rejections on the side of the effect and on the wrong side, and the mean of |estimate| over both, in
/// standard errors.
private struct Rejection {
  let up: Double
  let down: Double
  let size: Double

  init(up: Double, down: Double, size: Double) {
    self.up = up
    self.down = down
    self.size = size
  }

  /// Those of a normal number with mean λ and variance 1 beyond ± a bound.
  init(_ lambda: Double, beyond bound: Double) {
    let normal = NormalDistribution.standard
    up = normal.upperTail(bound - lambda)
    down = normal.upperTail(bound + lambda)
    size = lambda * (up - down) + normal.density(bound - lambda) + normal.density(bound + lambda)
  }
}
