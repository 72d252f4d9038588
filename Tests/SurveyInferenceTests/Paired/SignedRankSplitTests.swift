@testable import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Zeros split between the signs, random signs, and the limits of the pseudomedian with ties.
@Suite struct SignedRankSplitTests {
  typealias Method = SignedRankTest.Method
  static let differences = [-1.0, 0, 1, -2, -2, 0, -1, -3, -1, -1, 0, 4]
  static let zeros = [Double](repeating: 0, count: 12)

  @Test func splitZerosChangeTheSumsAndNotTheProbability() throws {
    for side in Alternative.allCases {
      for method in [Method.exact, .asymptotic(), .monteCarlo(permutations: 500, seed: 4)] {
        let split = try SignedRankTest(
          Self.differences, against: Self.zeros, zeros: .split, method: method, alternative: side)
        let pratt = try SignedRankTest(
          Self.differences, against: Self.zeros, zeros: .pratt, method: method, alternative: side)
        #expect(split.pValue == pratt.pValue && split.pseudomedian == pratt.pseudomedian)
        // Three zeros hold the ranks 1, 2 and 3: three for each sign.
        #expect(split.sumOfPositiveRanks == pratt.sumOfPositiveRanks + 3)
        #expect(split.sumOfNegativeRanks == pratt.sumOfNegativeRanks + 3)
        #expect(split.sumOfPositiveRanks + split.sumOfNegativeRanks == 78)
        expectAgreement(
          split.rankBiserial, (split.sumOfPositiveRanks - split.sumOfNegativeRanks) / 78, digits: 15)
        #expect(split.zeros == .split)
      }
    }
    let without = try SignedRankTest([1, -2, 3], against: [0, 0, 0], zeros: .split)
    #expect(without.rankBiserial == (try SignedRankTest([1, -2, 3], against: [0, 0, 0])).rankBiserial)
    expectRefusal(.constant) { try SignedRankTest([1, 2], against: [1, 2], zeros: .split) }
  }

  /// The probability that the limits hold the centre, summed over all samples of a symmetric distribution.
  @Test(arguments: [[0.25, 0.5, 0.25], [0.1, 0.8, 0.1], [0.5, 0, 0.5], [0.33, 0.34, 0.33]])
  func tiedLimitsKeepTheirLevel(_ chances: [Double]) throws {
    for method in [Method.exact, .asymptotic()] {
      for (alternative, level) in [(Alternative.twoSided, 0.9), (.less, 0.9), (.greater, 0.8)] {
        var covered = 0.0
        for sample in 0..<2_187 {
          var (rest, chance, values) = (sample, 1.0, [Double]())
          for _ in 0..<7 {
            chance *= chances[rest % 3]
            values.append(Double(rest % 3) - 1)
            rest /= 3
          }
          guard chance > 0 else { continue }
          let estimate = try Pseudomedian.estimate(values, method, alternative, level)
          if try #require(estimate.interval).contains(0) { covered += chance }
        }
        #expect(covered >= level, "\(chances) \(alternative) \(level): \(covered)")
      }
    }
  }

  @Test(arguments: Alternative.allCases, SignedRankTest.ZeroRule.allCases)
  func randomSignsComeNearTheExactProbability(
    _ side: Alternative, _ rule: SignedRankTest.ZeroRule
  ) throws {
    let exact = try SignedRankTest(Self.differences, against: Self.zeros, zeros: rule, alternative: side)
    for definition in [TwoSidedDefinition.distance, .doubled] {
      let drawn = try SignedRankTest(
        Self.differences, against: Self.zeros, zeros: rule,
        method: .monteCarlo(permutations: 20_000, seed: 2), alternative: side, twoSided: definition,
        confidence: 0.999)
      #expect(try #require(drawn.pValueInterval).contains(exact.pValue))
      #expect(drawn.statistic.value == exact.statistic.value && exact.pValueInterval == nil)
    }
  }

  @Test func randomSignsReachWhatCountingDoesNot() throws {
    let many = (0..<1_500).map { Double($0) - 700 }
    let test = try SignedRankTest(
      many, against: [Double](repeating: 0, count: 1_500), method: .monteCarlo(permutations: 300, seed: 1))
    #expect(test.pValue < 0.05)
    for (count, code) in [(0, InputError.Code.tooFew), (.min, .tooFew), (.max, .infeasible)] {
      expectRefusal(code) {
        try SignedRankTest([1, 2], against: [0, 0], method: .monteCarlo(permutations: count, seed: 1))
      }
    }
    expectRefusal(.infeasible) {
      try SignFlipTest(
        (1...24).map(Double.init), against: [Double](repeating: 0, count: 24), method: .exact,
        twoSided: .minimumLikelihood)
    }
  }

  @Test func printsSplitZerosAndRandomSigns() throws {
    let test = try SignedRankTest(
      Self.differences, against: Self.zeros, zeros: .split, method: .monteCarlo(permutations: 999, seed: 4),
      twoSided: .doubled)
    #expect(
      test.description == """
        Signed-rank test: after - before
          pseudomedian of the differences  -0.50  95% CI [-1.50, 0.50]  V = 21.00, Monte Carlo p = .186
          rank-biserial r                   -.46
          positive = 2   negative = 7   zero = 3   sum of positive ranks = 21.00   of negative ranks = 57.00
          95% CI of p = [.1498, .2235]
          all 12 cases used
          zeros: split between the signs; null distribution: 999 random assignments of signs; two-sided p:
          doubled; seed: 4
        """)
  }

  @Test(arguments: Alternative.allCases, TwoSidedDefinition.allCases)
  func keepsTheContract(_ side: Alternative, _ definition: TwoSidedDefinition) throws {
    try checkFinding {
      try SignedRankTest(
        Self.differences, against: Self.zeros, zeros: .split, alternative: side, twoSided: definition)
    }
    try checkFinding {
      try SignFlipTest(
        Self.differences, against: Self.zeros, method: .exact, alternative: side, twoSided: definition)
    }
  }
}
