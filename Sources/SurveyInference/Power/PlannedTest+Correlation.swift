import SurveyProbability
import SurveyVocabulary

extension PlannedTest {
  /// How the power of the test of a correlation is computed.
  public enum CorrelationDistribution: String, Hashable, Sendable, CaseIterable {
    /// Exactly for bivariate normal data: r given the values of x is a noncentral t number, and the mean
    /// over their sum of squares is an integral.
    case exact = "exact bivariate normal distribution"
    /// By Fisher's z with its bias r/(2(n - 1)), as Cohen (1988) and R's `pwr.r.test` do.
    case fisherZ = "Fisher's z with its bias"
  }

  /// The t test of Pearson's correlation against zero; the effect is the correlation r.
  ///
  /// Reference: Cohen (1988), chapter 3; Hotelling (1953), for the exact distribution.
  ///
  /// - Parameters:
  ///   - distribution: Exact, or Fisher's z.
  ///   - oneSided: Whether only a positive correlation is looked for.
  /// - Returns: The test, for a plan.
  public static func correlation(
    _ distribution: CorrelationDistribution = .exact, oneSided: Bool = false
  ) -> PlannedTest {
    PlannedTest(
      "test of a correlation", effect: "r", sizes: ["cases"], least: distribution == .exact ? 3 : 4,
      largestEffect: 1, oneSided: oneSided, computation: distribution.rawValue,
      criticalRule: { (sizes, level) throws(InputError) in
        try criticalCorrelation(sizes[0], level, oneSided)
      },
      powerRule: { (effect, sizes, level) throws(InputError) in
        let n = sizes[0]
        switch distribution {
        case .exact: return try exactCorrelation(effect, n, level, oneSided)
        case .fisherZ:
          let bound = libmAtanh(try criticalCorrelation(n, level, oneSided))
          guard effect.magnitude < 1 else { return effect < 0 && oneSided ? 0 : 1 }
          let z = libmAtanh(effect) + effect / (2 * (n - 1))
          let scale = (n - 3).squareRoot()
          return PowerTails.z(z * scale, beyond: bound * scale, oneSided: oneSided)
        }
      })
  }

  /// The correlation at which t = r √(n - 2)/√(1 - r²) reaches the level.
  private static func criticalCorrelation(
    _ n: Double, _ level: Double, _ oneSided: Bool
  ) throws(InputError) -> Double {
    let t = try PowerTails.criticalT(n - 2, level, oneSided: oneSided)
    let ratio = t / (n - 2).squareRoot()
    return ratio.magnitude > 1e8 ? (ratio < 0 ? -1 : 1) : ratio / (1 + ratio * ratio).squareRoot()
  }

  /// Given x, the noncentrality of t is r/√(1 - r²) times the root of the sum of squares of x in units of
  /// its variance, which is chi-square with n - 1 degrees of freedom.
  private static func exactCorrelation(
    _ r: Double, _ n: Double, _ level: Double, _ oneSided: Bool
  ) throws(InputError) -> Double {
    guard r.magnitude < 1 else { return r < 0 && oneSided ? 0 : 1 }
    let critical = try PowerTails.criticalT(n - 2, level, oneSided: oneSided)
    if r == 0 { return level }
    let slope = r / ((1 - r) * (1 + r)).squareRoot() * (n - 1).squareRoot()
    var failure: InputError?
    let power = try PowerTails.mean(overScale: n - 1) { s in
      do throws(InputError) {
        return try PowerTails.t(slope * s, beyond: critical, n - 2, oneSided: oneSided)
      } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    return power
  }
}
