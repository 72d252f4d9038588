import SurveyProbability
import SurveyVocabulary

extension PlannedTest {
  /// Welch's test of two independent groups; the effect is the difference in means, in the units of the
  /// standard deviations.
  ///
  /// The power is exact for normal data. Given the share w of the two sample variances in their weighted
  /// sum, which is a beta number, the statistic is noncentral t with n₁ + n₂ - 2 degrees of freedom against
  /// a critical value that depends on w; the mean over w is an integral. The test holds its level only
  /// nearly, so that the power at no difference is not quite the level.
  ///
  /// Reference: Lee & Gurland (1975).
  ///
  /// - Parameters:
  ///   - first: The standard deviation of the first group.
  ///   - second: The standard deviation of the second group.
  ///   - oneSided: Whether only a positive difference is looked for.
  /// - Returns: The test, for a plan.
  /// - Throws: `InputError` if a standard deviation is not between 1e-100 and 1e100.
  public static func welch(
    standardDeviations first: Double, _ second: Double, oneSided: Bool = false
  ) throws(InputError) -> PlannedTest {
    for deviation in [first, second] where !(deviation >= 1e-100 && deviation <= 1e100) {
      throw .outOfRange("standard deviation", value: deviation, allowed: "a number from 1e-100 to 1e100")
    }
    return PlannedTest(
      "Welch's test of two groups", effect: "difference in means", sizes: ["first group", "second group"],
      least: 2, oneSided: oneSided, computation: "integral over the ratio of the variances",
      options: [
        Report.Fact("standard deviations", .list([.number(first, .automatic), .number(second, .automatic)]))
      ],
      critical: "smallest observed difference that reaches the level at these standard deviations",
      criticalRule: { (sizes, level) throws(InputError) in
        let design = WelchDesign(first, second, sizes)
        let df = design.degreesOfFreedom(design.shares.0, design.shares.1)
        return try PowerTails.criticalT(df, level, oneSided: oneSided) * design.standardError
      },
      powerRule: { (effect, sizes, level) throws(InputError) in
        try WelchDesign(first, second, sizes).power(of: effect, level, oneSided: oneSided)
      })
  }
}

/// The sampling distribution of Welch's t.
private struct WelchDesign {
  /// The degrees of freedom of the two variances.
  private let nu: (Double, Double)
  /// The shares of the two groups in the variance of the difference.
  let shares: (Double, Double)
  /// The true standard error of the difference.
  let standardError: Double

  init(_ first: Double, _ second: Double, _ sizes: [Double]) {
    nu = (sizes[0] - 1, sizes[1] - 1)
    let unit = max(first, second)
    let (a, b) = (first / unit * (first / unit) / sizes[0], second / unit * (second / unit) / sizes[1])
    shares = (a / (a + b), b / (a + b))
    standardError = unit * (a + b).squareRoot()
  }

  /// Welch and Satterthwaite's degrees of freedom for estimated squared standard errors.
  func degreesOfFreedom(_ a: Double, _ b: Double) -> Double {
    let (p, q) = (a / (a + b), b / (a + b))
    return 1 / (p * p / nu.0 + q * q / nu.1)
  }

  func power(of difference: Double, _ level: Double, oneSided: Bool) throws(InputError) -> Double {
    let (df, delta) = (nu.0 + nu.1, difference / standardError)
    let share = try ShareDensity(nu)
    // With w = sin²φ the density of the share is smooth at both ends.
    let mode = libmAsin((nu.0 / df).squareRoot())
    let (spread, end) = (1 / (2 * df).squareRoot(), libmAsin(1))
    let (low, high) = (max(0, mode - 40 * spread), min(end, mode + 40 * spread))
    let splits = [-8, -3, 0, 3, 8].map { mode + $0 * spread }.filter { $0 > low && $0 < high }
    var failure: InputError?
    let integral = try Quadrature.adaptive(
      over: low...high, splitAt: splits, tolerance: 1e-11, evaluations: 20_000
    ) { angle in
      let (sine, cosine) = (libmSin(angle), libmSin(end - angle))
      guard sine > 0, cosine > 0 else { return 0 }
      let density = share.density(sine, cosine)
      guard density > 1e-30 else { return 0 }
      let (w, rest) = (sine * sine, cosine * cosine)
      let (a, b) = (shares.0 * w / nu.0, shares.1 * rest / nu.1)
      do throws(InputError) {
        let critical = try PowerTails.criticalT(degreesOfFreedom(a, b), level, oneSided: oneSided)
        return density
          * (try PowerTails.t(delta, beyond: critical * (df * (a + b)).squareRoot(), df, oneSided: oneSided))
      } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    return try PowerTails.value(of: integral)
  }
}

/// The density of the angle whose squared sine is a beta number with ν₁/2 and ν₂/2.
private struct ShareDensity {
  private let nu: (Double, Double)
  private let beta: BetaDistribution
  private let logConstant: Double

  init(_ nu: (Double, Double)) throws(InputError) {
    self.nu = nu
    beta = try BetaDistribution(alpha: nu.0 / 2, beta: nu.1 / 2)
    logConstant = SpecialFunctions.logBeta(nu.0 / 2, nu.1 / 2)
  }

  func density(_ sine: Double, _ cosine: Double) -> Double {
    // Far from the ends the beta density keeps the digits that large powers lose; near them, where it can
    // be infinite, the powers are small.
    guard min(nu.0, nu.1) < 1_000 else { return 2 * beta.density(sine * sine) * sine * cosine }
    let logSine = sine > cosine ? libmLog1p(-cosine * cosine) / 2 : libmLog(sine)
    let logCosine = sine > cosine ? libmLog(cosine) : libmLog1p(-sine * sine) / 2
    return 2 * libmExp((nu.0 - 1) * logSine + (nu.1 - 1) * logCosine - logConstant)
  }
}
