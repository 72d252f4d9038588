@testable import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// The limits of the shift, random divisions, and groups of one value.
@Suite struct MannWhitneyShiftTests {
  typealias Method = MannWhitneyTest.Method

  // Reference

  @Test(
    arguments: try Fixture.cases("MannWhitneyTest", method: "Hodges-Lehmann shift with exact limits, no ties")
  )
  func limitsAgreeWithReference(_ reference: Fixture.Case) throws {
    let (x, y) = (try reference.options["x"].numbers(), try reference.options["y"].numbers())
    let test = try MannWhitneyTest(
      x, against: y, alternative: reference.alternative(),
      confidence: reference.options["conf_level"].number())
    let expected = reference.expected
    try expectAgreement(test.u, expected["statistic"], digits: 16, "U")
    try expectAgreement(test.shift.value, expected["estimate"], digits: 13, "shift")
    let interval = try #require(test.shift.interval)
    if test.alternative == .less {
      #expect(interval.lower == -.infinity)
    } else {
      try expectAgreement(interval.lower, expected["low"], digits: 13, "lower")
    }
    if test.alternative == .greater {
      #expect(interval.upper == .infinity)
    } else {
      try expectAgreement(interval.upper, expected["high"], digits: 13, "upper")
    }
  }

  @Test func agreesWithPublishedProbabilities() throws {
    let x = (1...10).map(Double.init)
    let y = stride(from: 2, through: 24, by: 2).map(Double.init)
    let distance = try MannWhitneyTest(x, against: y)
    #expect((distance.pValue - 0.0118890398).magnitude < 5e-11)
    let doubled = try MannWhitneyTest(x, against: y, method: .exact(twoSided: .doubled))
    #expect((doubled.pValue - 0.0120034764).magnitude < 5e-11)
  }

  /// R's coin 1.4.2: `midpvalue(wilcox_test(v ~ g, distribution = "exact"))`; the distribution is symmetric.
  @Test func midPAgreesWithCoin() throws {
    let x = [1.83, 0.5, 1.62, 2.48, 1.68]
    let y = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.07, 3.14]
    expectAgreement(try MannWhitneyTest(x, against: y).pValue, 0.523698523698524, digits: 14)
    let mid = try MannWhitneyTest(x, against: y, method: .exact(twoSided: .midP))
    expectAgreement(mid.pValue, 0.479409479409479, digits: 14)
  }

  /// The exact test of tied data by R's package exactRankTests has the limits -3.6 and 0.1 here.
  @Test func limitsOfTiedDataAreDifferences() throws {
    let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    let interval = try #require(try MannWhitneyTest(first, against: second).shift.interval)
    expectAgreement(interval.lower, -3.6, digits: 14)
    expectAgreement(interval.upper, 0.1, digits: 13)
  }

  // Laws

  /// The probability that the limits hold the true shift, summed over all samples of a discrete distribution.
  @Test(
    arguments: [
      [0.5, 0.3, 0.2], [0.1, 0.8, 0.1], [0.34, 0.33, 0.33], [0.9, 0.05, 0.05], [0.5, 0.0, 0.5],
    ],
    [(4, 4), (3, 5)])
  func tiedLimitsKeepTheirLevel(_ chances: [Double], _ sizes: (first: Int, second: Int)) throws {
    let count = sizes.first + sizes.second
    let samples = (0..<count).reduce(1) { product, _ in product * 3 }
    for alternative in Alternative.allCases {
      for level in [0.8, 0.9] {
        var covered = 0.0
        for sample in 0..<samples {
          var (rest, chance, values) = (sample, 1.0, [Double]())
          for _ in 0..<count {
            chance *= chances[rest % 3]
            values.append(Double(rest % 3))
            rest /= 3
          }
          guard chance > 0 else { continue }
          let differences = PairwiseDifferences(
            Array(values[..<sizes.first]), minus: Array(values[sizes.first...]))
          let shift = try ShiftLimits(differences: differences)
            .estimate(.exact, alternative, confidence: level)
          if try #require(shift.interval).contains(0) { covered += chance }
        }
        #expect(covered >= level, "\(chances) \(alternative) \(level): \(covered)")
      }
    }
  }

  @Test(arguments: [Method.exact(), .asymptotic(continuityCorrection: true)])
  func theIntervalHoldsTheShiftsThatTheTestDoesNotReject(_ method: Method) throws {
    let x = [1.83, 0.5, 1.62, 2.48, 1.68, 3.9, 2.27]
    let y = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.07, 3.14, 0.12]
    let interval = try #require(try MannWhitneyTest(x, against: y, method: method).shift.interval)
    for (limit, side) in [(interval.lower, 1.0), (interval.upper, -1.0)] {
      let inside = try MannWhitneyTest(x.map { $0 - (limit + side * 1e-6) }, against: y, method: method)
      let outside = try MannWhitneyTest(x.map { $0 - (limit - side * 1e-6) }, against: y, method: method)
      #expect(inside.pValue > 0.05 && outside.pValue <= 0.05)
    }
  }

  @Test func untiedCountsAreThoseOfTheRankSumDistribution() throws {
    for (first, second) in [(1, 1), (1, 4), (2, 3), (5, 5), (4, 9), (18, 60), (30, 31)] {
      let counts = try #require(UntiedRankSums(first, second))
      let distribution = try RankSumDistribution(first: first, second: second)
      for tail in [0.0001, 0.005, 0.0249, 0.05, 0.1, 0.333, 0.45] {
        var number = 0
        while distribution.lowerTail(number) <= tail * (1 + 1e-12) { number += 1 }
        #expect(counts.values(within: tail) == number, "\(first), \(second), \(tail)")
      }
    }
    #expect(UntiedRankSums(.max, 2) == nil)
    #expect(UntiedRankSums(1_000, 1_000) == nil)
  }

  @Test func swapShiftAndScaleMoveTheLimits() throws {
    let (x, y) = tiedGroups(9, 13, levels: 30, seed: 5)
    for method in [Method.exact(), .asymptotic(continuityCorrection: false)] {
      let one = try #require(try MannWhitneyTest(x, against: y, method: method).shift.interval)
      let swapped = try #require(try MannWhitneyTest(y, against: x, method: method).shift.interval)
      #expect(one.lower == -swapped.upper && one.upper == -swapped.lower)
      let moved = try #require(
        try MannWhitneyTest(x.reversed().map { 4 * $0 + 8 }, against: y.map { 4 * $0 }, method: method)
          .shift.interval)
      #expect(moved.lower == 4 * one.lower + 8 && moved.upper == 4 * one.upper + 8)
    }
  }

  // Random divisions

  @Test(arguments: Alternative.allCases, [TwoSidedDefinition.distance, .doubled])
  func randomDivisionsComeNearTheExactProbability(
    _ side: Alternative, _ definition: TwoSidedDefinition
  ) throws {
    for (n, m) in [(8, 11), (12, 5), (1, 9)] {
      let (x, y) = tiedGroups(n, m, levels: 6, seed: 12)
      let exact = try MannWhitneyTest(
        x, against: y, alternative: side, method: .exact(twoSided: definition))
      func drawn(_ seed: UInt64) throws -> MannWhitneyTest {
        try MannWhitneyTest(
          x, against: y, alternative: side,
          method: .monteCarlo(divisions: 20_000, seed: seed, twoSided: definition), confidence: 0.999)
      }
      let test = try drawn(4)
      let interval = try #require(test.pValueInterval)
      #expect(interval.contains(exact.pValue), "\(exact.pValue) in \(interval)")
      #expect(test.pValue == (try drawn(4)).pValue && exact.pValueInterval == nil)
      #expect(test.u == exact.u)
    }
  }

  @Test func randomDivisionsReachWhatCountingDoesNot() throws {
    let values = (0..<2_000).map { Double($0) }
    let test = try MannWhitneyTest(
      values, against: values.map { $0 - 40 }, method: .monteCarlo(divisions: 200, seed: 1))
    #expect(test.pValue < 0.2 && test.shift.value == 40)
    try checkFinding {
      try MannWhitneyTest([2, 2], against: [2], method: .monteCarlo(divisions: 9, seed: 1))
    }
    expectRefusal(.tooFew) {
      try MannWhitneyTest([1, 2], against: [3], method: .monteCarlo(divisions: 0, seed: 1))
    }
    expectRefusal(.outOfRange) {
      try MannWhitneyTest([1, 2], against: [3], method: .monteCarlo(divisions: .max, seed: 1))
    }
    expectRefusal(.infeasible) {
      try MannWhitneyTest(values, against: values, method: .monteCarlo(divisions: 100_000_000, seed: 1))
    }
  }

  // Edges

  @Test func aGroupOfOneValueHasATest() throws {
    let test = try MannWhitneyTest([9.0], against: [1, 2, 4, 3])
    expectAgreement(test.pValue, 0.4, digits: 15)
    #expect(test.effect.value == 1 && test.effect.interval == nil)
    #expect(test.shift.value == 6.5 && test.shift.interval == nil)
    #expect(test.report.notes.count == 2)
    for method in [Method.exact(), .asymptotic(continuityCorrection: true)] {
      try checkFinding { try MannWhitneyTest([1.0], against: [2.0], method: method) }
      try checkFinding { try MannWhitneyTest([1.0, 3, 3], against: [2.0], method: method) }
    }
    #expect(try MannWhitneyTest([2.0], against: [2.0]).pValue == 1)
  }

  @Test func theLevelDecidesWhetherThereIsAnInterval() throws {
    // Three against three: each end of U has the probability 1/20.
    let reached = try MannWhitneyTest([4.0, 5, 6], against: [1, 2, 3], confidence: 0.9)
    #expect(reached.shift.interval.map { [$0.lower, $0.upper] } == [1, 5])
    #expect(try MannWhitneyTest([4.0, 5, 6], against: [1, 2, 3]).shift.interval == nil)
    let constant = try MannWhitneyTest([3, 3, 3, 3, 3], against: [1, 1, 1, 1, 1])
    #expect(constant.shift.interval.map { [$0.lower, $0.upper] } == [2, 2])
  }

  @Test func printsRandomDivisions() throws {
    let test = try MannWhitneyTest(
      [3.0, 4, 4, 5, 6], against: [1, 2, 4, 3], method: .monteCarlo(divisions: 999, seed: 7))
    #expect(
      test.description == """
        Mann-Whitney test: first against second
          probability of superiority   .88  95% CI [.56, .97]    U = 17.50, Monte Carlo p = .073
          Hodges-Lehmann shift        2.00  95% CI [0.00, 4.00]
          n = 5, 4   U = 17.5   95% CI of p = [.0568, .0899]
          all 9 cases used
          method: 999 random divisions; alternative: two-sided; two-sided p: distance; interval of the
          shift: normal approximation; seed: 7
        """)
  }
}
