import SurveyProbability
import SurveyVocabulary

/// The largest of several t statistics that share a control group and a variance: a multivariate t
/// distribution whose correlations are products λᵢλⱼ.
///
/// Given the control's mean z and the estimate s of the standard deviation, the statistics are independent, so
/// that a double integral is left. Both are done by the trapezoidal rule, whose error falls faster than any
/// power of the step for such functions.
///
/// Reference: Dunnett (1955), doi:10.1080/01621459.1955.10501294.
package struct DunnettIntegral: Sendable {
  private let loadings: [Double]
  private let residuals: [Double]
  private let degreesOfFreedom: Double
  private let twoSided: Bool
  private let step: Double

  /// - Throws: `InputError` where the sizes differ by more than a factor of 10,000.
  init(control: Int, others: [Int], degreesOfFreedom: Double, twoSided: Bool) throws(InputError) {
    let c = Double(control)
    try self.init(
      loadings: others.map { (Double($0) / (Double($0) + c)).squareRoot() },
      residuals: others.map { (c / (Double($0) + c)).squareRoot() }, degreesOfFreedom: degreesOfFreedom,
      twoSided: twoSided)
  }

  /// - Parameters:
  ///   - loadings: The λ of each statistic.
  ///   - residuals: The root of 1 - λ² of each.
  ///   - degreesOfFreedom: Those of the variance; infinity for a known one.
  ///   - twoSided: Whether the size of the statistics is meant.
  /// - Throws: `InputError` where a residual is below 0.01, or if there are more than 200 statistics.
  package init(
    loadings: [Double], residuals: [Double], degreesOfFreedom: Double, twoSided: Bool
  ) throws(InputError) {
    self.loadings = loadings
    self.residuals = residuals
    self.degreesOfFreedom = degreesOfFreedom
    self.twoSided = twoSided
    let width = residuals.min() ?? 1
    guard width > 0.01, loadings.count <= 200 else {
      throw .infeasible(
        "groups",
        "a group is more than 9,998 times as large as the control, or there are more than 200 groups",
        remedy: "use PairwiseTTests")
    }
    step = min(0.2, width / 3)
  }

  /// The probability that a statistic exceeds `critical`, in size where the test is two-sided.
  package func upperTail(_ critical: Double) -> Double {
    let n = degreesOfFreedom
    guard n < 1e10 else { return min(1, exceeds(critical)) }
    let start = -0.5 * libmLog(1 + critical * critical / (4 * n))
    let width = 3.141592653589793 / (570 + 40 * n).squareRoot()
    // The density of log s is proportional to exp(n (u - exp(2u)/2)), taken from its peak at zero.
    func weight(_ u: Double) -> Double { libmExp(n * (u - (libmExp(2 * u) - 1) / 2)) }
    var mass = 0.0
    var tail = 0.0
    // Both sums use the same points, so that the weights need no constant.
    for direction in [1.0, -1.0] {
      var (lastMass, lastTail) = (0.0, 0.0)
      for index in (direction > 0 ? 0 : 1)...20_000 {
        let u = start + direction * Double(index) * width
        let w = weight(u)
        let term = w > 0 ? w * exceeds(critical * libmExp(u)) : 0
        mass += w
        tail += term
        let falls = w <= lastMass && term <= lastTail
        if index > 1, falls, w <= 1e-17 * mass, term <= 1e-17 * tail { break }
        (lastMass, lastTail) = (w, term)
      }
    }
    return min(1, tail / mass)
  }

  /// The probability for a known standard deviation: the integral over the control's mean.
  private func exceeds(_ d: Double) -> Double {
    let normal = NormalDistribution.standard
    var (total, mass) = (0.0, 0.0)
    let steps = Int((9 / step).rounded(.up))
    for index in -steps...steps {
      let z = Double(index) * step
      let density = libmExp(-0.5 * z * z)
      mass += density
      var logInside = 0.0
      var certain = false
      for (loading, residual) in zip(loadings, residuals) {
        var outside = normal.upperTail((d - loading * z) / residual)
        if twoSided { outside += normal.upperTail((d + loading * z) / residual) }
        if outside >= 1 {
          certain = true
          break
        }
        logInside += libmLog1p(-outside)
      }
      total += density * (certain ? 1 : -libmExpm1(logInside))
    }
    return total / mass
  }

  /// The value that is exceeded with the probability `p`.
  package func quantile(upperTail p: Double) throws(InputError) -> Double {
    var low = 0.0
    var high = 4.0
    if !twoSided {
      while upperTail(low) < p, low > -1e6 { low = low * 2 - 1 }
    }
    while upperTail(high) > p, high < 1e9 { high *= 2 }
    return try RootFinding.solve(in: low...high, "critical value", tolerance: 1e-11) { upperTail($0) - p }
  }
}
