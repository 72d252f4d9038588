import SurveyProbability
import SurveyVocabulary

/// The interval of the odds ratio from the two-sided conditional test, whose outcomes are ordered by their
/// probability; it lies within the one from two one-sided tests.
///
/// As the odds ratio ω rises towards the observed table, one lower outcome after another becomes no more
/// probable than the observed one and joins the tail. Between two such places p is one minus the
/// probability of a run of outcomes, so that it crosses the area upwards once at most.
///
/// Reference: Baptista & Pike (1977), doi:10.2307/2346822.
struct BaptistaPike {
  static let mostOutcomes = 100_000

  let conditional: ConditionalOddsRatio
  let midP: Bool

  /// The smallest odds ratio at which p is above the area; 0 where the table sets no limit.
  ///
  /// - Throws: `InputError` if the table is too large.
  func lowerLimit(_ area: Double) throws(InputError) -> Double {
    let (support, x) = (conditional.support, conditional.observed)
    guard support.count <= Self.mostOutcomes else {
      throw .infeasible("interval", "the table has too many outcomes", remedy: "use .woolf or .score")
    }
    guard x > support.lowerBound else { return 0 }
    let null = try HypergeometricDistribution(
      marked: conditional.marked, population: conditional.population, draws: conditional.draws)
    let top = null.logMass(x)
    // Where outcome k becomes as probable as x.
    func joining(_ k: Int) -> Double { (null.logMass(k) - top) / Double(x - k) }
    _ = try conditional.distribution(0)
    func p(_ logarithm: Double, with last: Int) -> Double {
      guard let distribution = try? conditional.distribution(logarithm) else { return .nan }
      let half = midP ? distribution.mass(x) / 2 : 0
      let lower = last >= support.lowerBound ? distribution.lowerTail(last) : 0
      return distribution.upperTail(x - 1) - half + lower
    }
    var left = -460.0
    for next in support.lowerBound..<x {
      // From `left` on the outcomes below `next` are in the tail.
      let right = min(max(joining(next), -460), 460)
      if p(right, with: next - 1) > area {
        return libmExp(
          try RootFinding.solve(in: left...right, "limit of the odds ratio") { p($0, with: next - 1) - area })
      }
      if p(right, with: next) > area { return libmExp(right) }
      left = right
    }
    return libmExp(left)
  }
}
