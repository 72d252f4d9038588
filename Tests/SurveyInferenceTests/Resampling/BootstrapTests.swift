import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyInference

@Suite struct BootstrapTests {
  static let values: [Double] = [2.1, 3.4, 0.7, 9.8, 4.4, 5.1, 2.2, 3.9, 1.5, 14.2, 2.8, 6.0]

  static func mean(_ rows: UnsafeBufferPointer<Int>) -> Double? {
    rows.isEmpty ? nil : rows.reduce(0) { $0 + values[$1] } / Double(rows.count)
  }

  private func find(
    _ plan: BootstrapPlan, confidence: Double = 0.95,
    _ statistic: (UnsafeBufferPointer<Int>) -> Double? = BootstrapTests.mean
  ) throws -> BootstrapFinding {
    let all = Array(Self.values.indices)
    let estimate = all.withUnsafeBufferPointer { statistic($0) } ?? 0
    return try Bootstrap(cases: all.count, plan: plan)
      .interval(around: estimate, confidence: confidence, statistic)
  }

  // MARK: Reference: the definitions, written plainly

  @Test func percentileLimitsAreRanksOfTheValues() throws {
    // With 999 resamples the 2.5% and 97.5% points are the 25th and the 975th value, without interpolation.
    let plan = BootstrapPlan.percentile(resamples: 999, seed: 7)
    let sorted = try Bootstrap(cases: 12, plan: plan).values(Self.mean).sorted()
    let found = try find(plan)
    #expect(found.interval.lower == sorted[24] && found.interval.upper == sorted[974])
    let mean = sorted.reduce(0, +) / 999
    let variance = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 998
    expectAgreement(found.standardError, variance.squareRoot(), digits: 12)
    expectAgreement(found.bias, mean - Self.values.reduce(0, +) / 12, digits: 9)
    let basic = try find(.basic(resamples: 999, seed: 7)).interval
    let estimate = Self.values.reduce(0, +) / 12
    #expect(basic.lower == 2 * estimate - sorted[974] && basic.upper == 2 * estimate - sorted[24])
  }

  /// Efron's formula (1987) with the jackknife written out.
  @Test func bcaLimitsFollowEfronsFormula() throws {
    let plan = BootstrapPlan.bca(resamples: 4_999, seed: 3)
    let sorted = try Bootstrap(cases: 12, plan: plan).values(Self.mean).sorted()
    let (n, total) = (12.0, Self.values.reduce(0, +))
    let left = Self.values.map { (total - $0) / (n - 1) }
    let center = left.reduce(0, +) / n
    let squares = left.reduce(0) { $0 + (center - $1) * (center - $1) }
    let cubes = left.reduce(0) { $0 + (center - $1) * (center - $1) * (center - $1) }
    let a = cubes / (6 * squares * squares.squareRoot())
    let normal = NormalDistribution.standard
    let ties = Double(sorted.count { ($0 - total / n).magnitude < 1e-12 })
    let below = Double(sorted.count { $0 < total / n - 1e-12 })
    let shift = try normal.quantile(lowerTail: (below + ties / 2) / 4_999)
    func limit(_ z: Double) -> Double {
      let rank = 5_000 * normal.lowerTail(shift + (shift + z) / (1 - a * (shift + z)))
      let place = Int(rank)
      return sorted[place - 1] + (rank - Double(place)) * (sorted[place] - sorted[place - 1])
    }
    let z = try normal.quantile(upperTail: 0.025)
    let found = try find(plan).interval
    expectAgreement(found.lower, limit(-z), digits: 12)
    expectAgreement(found.upper, limit(z), digits: 12)
  }

  /// The mean's distribution over resamples has the variance of the data (n in the denominator) over n.
  @Test func theSpreadOfTheMeanIsThatOfTheory() throws {
    let found = try find(.percentile(resamples: 100_000, seed: 11))
    let mean = Self.values.reduce(0, +) / 12
    let variance = Self.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 12
    // The standard error of a standard deviation over 100,000 draws is below half a percent.
    #expect((found.standardError / (variance / 12).squareRoot() - 1).magnitude < 0.01)
    #expect(found.bias.magnitude < 4 * found.standardError / 316)
  }

  // MARK: Laws

  @Test func theSamePlanGivesTheSameLimits() throws {
    for plan in [BootstrapPlan.bca(), .percentile(), .basic()] {
      #expect(try find(plan) == find(plan))
      #expect(try find(plan) != find(BootstrapPlan(plan.interval, resamples: 2_000, seed: 2)))
    }
  }

  @Test func percentileLimitsFollowAnIncreasingTransformation() throws {
    // With 999 resamples the ranks are whole numbers, so that nothing is interpolated.
    let plain = try find(.percentile(resamples: 999)).interval
    let cubed = try find(.percentile(resamples: 999)) { rows in
      Self.mean(rows).map { $0 * $0 * $0 }
    }.interval
    expectAgreement(cubed.lower, plain.lower * plain.lower * plain.lower, digits: 13)
    expectAgreement(cubed.upper, plain.upper * plain.upper * plain.upper, digits: 13)
  }

  @Test func allLimitsFollowAChangeOfUnits() throws {
    for plan in [BootstrapPlan.bca(), .percentile(), .basic()] {
      let plain = try find(plan)
      let other = try find(plan) { rows in Self.mean(rows).map { 100 - 3 * $0 } }
      expectAgreement(other.interval.lower, 100 - 3 * plain.interval.upper, digits: 11)
      expectAgreement(other.interval.upper, 100 - 3 * plain.interval.lower, digits: 11)
      expectAgreement(other.standardError, 3 * plain.standardError, digits: 11)
    }
  }

  @Test func aHigherLevelGivesAWiderInterval() throws {
    for plan in [BootstrapPlan.bca(), .percentile(), .basic()] {
      let narrow = try find(plan, confidence: 0.8).interval
      let wide = try find(plan, confidence: 0.99).interval
      #expect(wide.lower < narrow.lower && narrow.upper < wide.upper)
      #expect(narrow.level == 0.8 && narrow.method == "bootstrap \(plan.interval.rawValue)")
    }
  }

  // MARK: Edges and refusals

  @Test func aCoefficientThatNeverVariesHasOnePointAsItsInterval() throws {
    for plan in [BootstrapPlan.bca(), .percentile(), .basic()] {
      let found = try find(plan) { _ in 1 }
      #expect(found.interval.lower == 1 && found.interval.upper == 1 && found.standardError == 0)
    }
  }

  @Test func resamplesWithoutAValueAreCountedAndSaid() throws {
    let found = try find(.percentile()) { rows in rows.contains(0) ? Self.mean(rows) : nil }
    // A case stays out of a resample with probability (11/12)^12, about .35.
    #expect((600...820).contains(found.undefinedCount))
    #expect(found.warnings.count == 1 && found.warnings[0].contains("of 2,000 resamples have no value"))
    expectRefusal(.infeasible) { try find(.bca()) { rows in rows.contains(0) ? Self.mean(rows) : nil } }
    expectRefusal(.tooFew) { try find(.percentile()) { _ in nil } }
    expectRefusal(.tooFew) { try find(.percentile()) { _ in .nan } }
  }

  @Test func limitsAtTheEdgeOfAllResamplesAreSaid() throws {
    // 39 resamples are the fewest for 95%; BCa moves one of the limits outwards.
    #expect(try find(.percentile(resamples: 39)).isAtTheEdge == false)
    let found = try find(.bca(resamples: 39))
    #expect(
      found.isAtTheEdge
        && found.warnings == [
          "A limit is the most extreme value of all resamples: ask for more of them."
        ])
  }

  @Test func refusesWhatCannotBeDrawn() {
    for resamples in [0, -1, Int.min] {
      expectRefusal(.tooFew) { try find(.bca(resamples: resamples)) }
    }
    for resamples in [1_000_001, Int.max] {
      expectRefusal(.infeasible) { try find(.bca(resamples: resamples)) }
    }
    expectRefusal(.tooFew) { try find(.percentile(resamples: 38)) }
    expectRefusal(.tooFew) { try find(.percentile(), confidence: 1 - 1e-12) }
    for cases in [-1, 0, 1] {
      expectRefusal(.tooFew) { try Bootstrap(cases: cases, plan: .bca()) }
    }
    expectRefusal(.infeasible) { try Bootstrap(cases: .max, plan: .percentile()) }
    expectRefusal(.infeasible) { try Bootstrap(cases: 200_000, plan: .bca(resamples: 100)) }
    for confidence in [0, 1, .nan] {
      expectRefusal(.outOfRange) { try find(.percentile(), confidence: confidence) }
    }
    expectRefusal(.infeasible) {
      try Bootstrap(cases: 12, plan: .bca()).interval(around: 99, confidence: 0.95, Self.mean)
    }
  }
}
