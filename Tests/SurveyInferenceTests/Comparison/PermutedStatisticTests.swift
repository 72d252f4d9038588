import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Permutations of medians and of statistics of one's own.
@Suite struct PermutedStatisticTests {
  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  // Laws

  @Test(arguments: TwoSidedDefinition.allCases, 0..<12)
  func aStatisticOfOnesOwnIsThatOfTheLibrary(_ definition: TwoSidedDefinition, _ run: Int) throws {
    let (x, y) = tiedGroups(2 + run % 4, 2 + run / 4 % 4, levels: 3 + run % 4, seed: UInt64(run) + 60)
    for side in Alternative.allCases {
      let means = try PermutationTest(
        x, against: y, statistic: .meanDifference, alternative: side, method: .exact, twoSided: definition)
      let own = try PermutationTest(
        x, against: y, named: "difference", alternative: side, method: .exact, twoSided: definition
      ) { mean($0) - mean($1) }
      expectAgreement(own.pValue, means.pValue, digits: 15, "\(definition)")
      #expect(own.difference == means.difference && own.effect == nil && own.permuted == nil)
    }
  }

  @Test(arguments: TwoSidedDefinition.allCases, 0..<12)
  func mediansAreTheEnumerationOfAllDivisions(_ definition: TwoSidedDefinition, _ run: Int) throws {
    let (x, y) = tiedGroups(2 + run % 4, 3 + run / 4 % 3, levels: 3 + run % 4, seed: UInt64(run) + 80)
    let all = x + y
    let values = subsets(of: all.count, choosing: x.count).map { chosen in
      let rest = all.indices.filter { !chosen.contains($0) }
      return median(chosen.map { all[$0] }) - median(rest.map { all[$0] })
    }
    let observed = median(x) - median(y)
    let test = try PermutationTest(
      x, against: y, statistic: .medianDifference, method: .exact, twoSided: definition)
    #expect(test.statistic.value == observed)
    guard case .exact(let tails) = test.statistic.reference else { throw TestFailure("not exact") }
    let naive = TwoSidedDefinitionTests.naive(
      TwoSidedDefinitionTests.equallyLikely(values), observed, center: 0, definition)
    for (found, expected) in zip([tails.lower, tails.upper, tails.twoSided], naive) {
      expectAgreement(found, expected, digits: 14, floor: 1e-16)
    }
  }

  @Test func shiftScaleAndOrderKeepTheMedians() throws {
    let (x, y) = tiedGroups(6, 7, levels: 9, seed: 30)
    for scale in [3.0, 1e-13, 1e150] {
      for method in [PermutationTest.Method.exact, .monteCarlo(permutations: 500, seed: 3)] {
        func p(_ x: [Double], _ y: [Double]) throws -> Double {
          try PermutationTest(x, against: y, statistic: .medianDifference, method: method).pValue
        }
        #expect(try p(x, y) == p(x.map { scale * $0 + scale * 8 }, y.map { scale * $0 + scale * 8 }))
        if method == .exact { #expect(try p(x, y) == p(x.reversed(), y.reversed())) }
      }
    }
  }

  @Test func randomDivisionsComeNearTheExactProbability() throws {
    for (n, m) in [(5, 8), (9, 4)] {
      let (x, y) = tiedGroups(n, m, levels: 12, seed: 21)
      let exact = try PermutationTest(x, against: y, statistic: .medianDifference, method: .exact)
      let drawn = try PermutationTest(
        x, against: y, statistic: .medianDifference, permutations: 20_000, seed: 4, confidence: 0.999)
      #expect(try #require(drawn.pValueInterval).contains(exact.pValue))
      let again = try PermutationTest(
        x, against: y, statistic: .medianDifference, permutations: 20_000, seed: 4)
      #expect(drawn.pValue == again.pValue)
    }
  }

  /// The variance ratio is undefined where the second group does not vary.
  @Test func undefinedDivisionsAreLeftOut() throws {
    let (x, y) = ([1.0, 1, 4], [1.0, 2, 1])
    func spread(_ values: [Double]) -> Double { (values.max() ?? 0) - (values.min() ?? 0) }
    func ratio(_ x: [Double], _ y: [Double]) -> Double? { spread(y) > 0 ? spread(x) / spread(y) : nil }
    let test = try PermutationTest(
      x, against: y, named: "ratio of ranges", alternative: .greater, method: .exact, statistic: ratio)
    let all = x + y
    let values = subsets(of: 6, choosing: 3).compactMap { chosen in
      ratio(chosen.map { all[$0] }, all.indices.filter { !chosen.contains($0) }.map { all[$0] })
    }
    #expect(test.undefinedCount == 20 - values.count && test.undefinedCount > 0)
    expectAgreement(
      test.pValue, Double(values.count { $0 >= 3 - 1e-9 }) / Double(values.count), digits: 15)
    #expect(test.report.notes.count == 2)
    let drawn = try PermutationTest(
      x, against: y, named: "ratio of ranges", alternative: .greater,
      method: .monteCarlo(permutations: 2_000, seed: 1), statistic: ratio)
    #expect(try #require(drawn.pValueInterval).contains(test.pValue))
    let rare = try PermutationTest(
      x, against: y, named: "once", method: .monteCarlo(permutations: 20, seed: 1)
    ) { first, _ in first == x ? 1 : .nan }
    #expect(rare.undefinedCount > 0 && rare.pValue > 0)
  }

  // Refusals

  @Test func refusesWhatItCannotPermute() throws {
    let (x, y) = tiedGroups(6, 7, levels: 9, seed: 30)
    func own(
      _ value: Double?, _ method: PermutationTest.Method = .exact, _ x: [Double] = [1, 2, 3]
    ) throws -> PermutationTest {
      try PermutationTest(x, against: y, named: "own", method: method) { _, _ in value }
    }
    expectRefusal(.definition) { try own(nil) }
    expectRefusal(.definition) { try own(.nan) }
    expectRefusal(.outOfRange) { try own(.infinity) }
    expectRefusal(.definition) { try own(1, .grid(unit: 1)) }
    expectRefusal(.definition) {
      try PermutationTest(x, against: y, statistic: .medianDifference, method: .grid(unit: 1))
    }
    expectRefusal(.tooFew) { try own(1, .monteCarlo(permutations: 0, seed: 1)) }
    expectRefusal(.outOfRange) { try own(1, .monteCarlo(permutations: .max, seed: 1)) }
    expectRefusal(.tooFew) { try own(1, .exact, [1]) }
    expectRefusal(.notFinite) { try own(1, .exact, [1, .nan]) }
    expectRefusal(.infeasible) { try own(1, .exact, (0..<40).map { Double($0) }) }
    let many = (0..<16).map { Double($0) }
    expectRefusal(.infeasible) {
      try PermutationTest(many, against: many, method: .exact, twoSided: .minimumLikelihood)
    }
    #expect(try own(1).pValue == 1)
    #expect(
      try PermutationTest([2, 2], against: [2, 2], statistic: .medianDifference, method: .exact).pValue == 1)
  }

  // Print and conformance

  @Test func printsMediansAndOwnStatistics() throws {
    let (x, y) = ([3.0, 4, 4, 5, 6], [1.0, 2, 4, 3])
    let medians = try PermutationTest(x, against: y, statistic: .medianDifference, method: .exact)
    #expect(
      medians.description == """
        Permutation test: first - second
          difference in medians  1.50  difference = 1.50, exact p = .206
          difference in means    1.90
          n = 5, 4   means = 4.40, 2.50   SDs = 1.14, 1.29
          all 9 cases used
          permuted: difference in medians; method: all divisions; alternative: two-sided; two-sided p:
          distance
          Note: Permuting the difference in medians tests that both groups have the same distribution,
          variances included.
        """)
    let maxima = try PermutationTest(
      x, against: y, named: "difference of maxima", method: .monteCarlo(permutations: 99, seed: 1)
    ) { ($0.max() ?? 0) - ($1.max() ?? 0) }
    #expect(
      maxima.description == """
        Permutation test: first - second
          difference of maxima  2.00  statistic = 2.00, Monte Carlo p = .400
          difference in means   1.90
          n = 5, 4   means = 4.40, 2.50   SDs = 1.14, 1.29   95% CI of p = [.2972, .4972]
          all 9 cases used
          permuted: difference of maxima; method: 99 random divisions; alternative: two-sided; two-sided p:
          distance; seed: 1
          Note: Permuting the difference of maxima tests that both groups have the same distribution,
          variances included.
        """)
  }

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ side: Alternative) throws {
    for method in [PermutationTest.Method.exact, .monteCarlo(permutations: 50, seed: 2)] {
      try checkFinding {
        try PermutationTest(
          [3.0, 4, 4, 5, 6], against: [1, 2, 4, 3], statistic: .medianDifference, alternative: side,
          method: method)
      }
      try checkFinding {
        try PermutationTest([3.0, 4], against: [1, 2], named: "own", alternative: side, method: method) {
          $0[0] > $1[0] ? 1 : nil
        }
      }
    }
  }
}
