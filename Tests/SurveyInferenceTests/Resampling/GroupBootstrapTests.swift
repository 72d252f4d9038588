@testable import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct GroupBootstrapTests {
  private static let first = [3.2, 4.1, 5.0, 4.4, 3.9, 4.8, 2.7]
  private static let second = [2.9, 3.1, 4.9, 2.2]

  private func d(_ x: [Double], _ y: [Double]) -> Double? {
    guard let a = try? Moments(finite: x), let b = try? Moments(finite: y) else { return nil }
    let squares = a.sumOfSquares + b.sumOfSquares
    guard squares > 0 else { return nil }
    return (a.mean - b.mean) / (squares / Double(x.count + y.count - 2)).squareRoot()
  }

  /// The sums that are kept while drawing, against the moments of the listed cases.
  @Test(arguments: BootstrapPlan.Interval.allCases.filter { $0 != .studentized })
  func momentsOfDrawsAgreeWithListsOfCases(_ kind: BootstrapPlan.Interval) throws {
    let plan = BootstrapPlan(kind, resamples: 1_000, seed: 7)
    let samples = try TwoSamples(Self.first, Self.second)
    let value = try #require(d(Self.first, Self.second))
    let fast = try #require(
      try samples.bootstrap(plan, around: value, confidence: 0.9, PooledDifference.d))
    let slow = try #require(
      try samples.bootstrapOfValues(plan, around: value, confidence: 0.9) { d($0, $1) })
    expectAgreement(fast.interval.lower, slow.interval.lower, digits: 11)
    expectAgreement(fast.interval.upper, slow.interval.upper, digits: 11)
    expectAgreement(fast.standardError, slow.standardError, digits: 11)
    #expect(fast.undefinedCount == slow.undefinedCount)
  }

  /// Each group keeps its size, and only its own cases are drawn.
  @Test func groupsKeepTheirSizes() throws {
    let engine = try GroupBootstrap(7, 4, plan: .percentile(resamples: 200, seed: 1))
    _ = try engine.interval(around: 0, confidence: 0.9) { one, other in
      #expect(one.count == 7 && other.count == 4)
      #expect(one.allSatisfy { (0..<7).contains($0) } && other.allSatisfy { (0..<4).contains($0) })
      return 1
    }
  }

  /// For a difference of means the influences are known, and with them the acceleration: the limits are
  /// the quantiles at Efron's areas.
  @Test func theAccelerationIsThatOfTwoSamples() throws {
    let plan = BootstrapPlan.bca(resamples: 4_000, seed: 2)
    let samples = try TwoSamples(Self.first, Self.second)
    let value = samples.moments.difference
    let found = try #require(
      try samples.bootstrapOfValues(plan, around: value, confidence: 0.9) {
        $0.reduce(0, +) / Double($0.count) - $1.reduce(0, +) / Double($1.count)
      })
    var resampled: [Double] = []
    _ = try samples.bootstrapOfValues(
      .percentile(resamples: 4_000, seed: 2), around: value, confidence: 0.9
    ) {
      resampled.append($0.reduce(0, +) / Double($0.count) - $1.reduce(0, +) / Double($1.count))
      return resampled.last
    }
    resampled.sort()
    let (a, b) = (samples.moments.first, samples.moments.second)
    let (n, m) = (Double(a.count), Double(b.count))
    let cubes =
      Self.first.reduce(0.0) { $0 + ($1 - a.mean) * ($1 - a.mean) * ($1 - a.mean) } / (n * n * n)
      - Self.second.reduce(0.0) { $0 + ($1 - b.mean) * ($1 - b.mean) * ($1 - b.mean) } / (m * m * m)
    let squares = a.sumOfSquares / (n * n) + b.sumOfSquares / (m * m)
    let acceleration = cubes / (6 * squares * squares.squareRoot())
    let normal = NormalDistribution.standard
    let margin = 1e-12 * max(1, value.magnitude)
    let below = Double(resampled.count { $0 < value - margin })
    let above = Double(resampled.count { $0 > value + margin })
    let shift = try normal.quantile(lowerTail: 0.5 + (below - above) / 8_000)
    for (z, limit) in [
      (-1.6448536269514722, found.interval.lower), (1.6448536269514722, found.interval.upper),
    ] {
      let area = normal.lowerTail(shift + (shift + z) / (1 - acceleration * (shift + z)))
      let rank = 4_001 * area
      let place = Int(rank)
      let (low, high) = (resampled[place - 1], resampled[place])
      expectAgreement(limit, low + (rank - Double(place)) * (high - low), digits: 9)
    }
  }

  @Test func theSameSeedGivesTheSameLimits() throws {
    let samples = try TwoSamples(Self.first, Self.second)
    func limits(_ seed: UInt64) throws -> ConfidenceInterval? {
      try samples.bootstrap(
        .bca(resamples: 500, seed: seed), around: 0.7, confidence: 0.9, PooledDifference.d)?.interval
    }
    #expect(try limits(1) == limits(1))
    #expect(try limits(1) != limits(2))
  }

  @Test func theCorrectionOfGIsInItsLimits() throws {
    let plan = BootstrapPlan.percentile(resamples: 999, seed: 4)
    let g = try HedgesG(Self.first, against: Self.second, bootstrap: plan)
    let d = try CohensD(Self.first, against: Self.second, bootstrap: plan)
    let (mine, its) = (try #require(g.g.interval), try #require(d.d.interval))
    expectAgreement(mine.lower, g.correctionFactor * its.lower, digits: 12)
    expectAgreement(mine.upper, g.correctionFactor * its.upper, digits: 12)
    try checkFinding { try HedgesG(Self.first, against: Self.second, bootstrap: plan) }
    expectRefusal(.definition) {
      try HedgesG(Self.first, against: Self.second, alternative: .less, bootstrap: plan)
    }
  }

  @Test func refusesWhatCannotBeDrawn() throws {
    expectRefusal(.tooFew) { try GroupBootstrap(1, 4, plan: .bca()) }
    expectRefusal(.tooFew) { try GroupBootstrap(.min, .min, plan: .bca()) }
    expectRefusal(.infeasible) { try GroupBootstrap(.max, .max, plan: .bca()) }
    expectRefusal(.infeasible) { try GroupBootstrap(4, 4, plan: .bca(resamples: .max)) }
    // Two pairs of equal values: without one of them nothing varies.
    expectRefusal(.infeasible) { try CohensD([1, 1], against: [2, 3], bootstrap: .bca(resamples: 99)) }
  }
}
