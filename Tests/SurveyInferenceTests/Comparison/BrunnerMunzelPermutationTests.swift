@testable import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// The studentized permutation test of Neubert and Brunner.
@Suite struct BrunnerMunzelPermutationTests {
  static let pain: ([Double], [Double]) = (
    [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 1, 1], [3, 3, 4, 3, 1, 2, 3, 1, 1, 5, 4]
  )

  // Reference

  @Test(arguments: try Fixture.cases("BrunnerMunzelPermutation"))
  func agreesWithAllDivisions(_ reference: Fixture.Case) throws {
    let (x, y) = (try reference.options["x"].numbers(), try reference.options["y"].numbers())
    for definition in [TwoSidedDefinition.distance, .doubled, .midP] {
      let test = try BrunnerMunzelTest(x, against: y, permutation: .exact(twoSided: definition))
      if test.statistic.value.isFinite {
        try expectAgreement(test.statistic.value, reference.expected["t"], digits: 12, "t")
      }
      try expectAgreement(test.pValue, reference.expected[definition.rawValue], digits: 12, "\(definition)")
    }
    for side in [Alternative.less, .greater] {
      let test = try BrunnerMunzelTest(x, against: y, alternative: side, permutation: .exact())
      try expectAgreement(test.pValue, reference.expected[side.rawValue], digits: 12, "\(side)")
    }
  }

  /// The pain scores of Brunner and Munzel (2000) and of the documentation of R's package brunnermunzel.
  @Test func agreesWithPublishedProbabilities() throws {
    let approximate = try BrunnerMunzelTest(Self.pain.0, against: Self.pain.1)
    #expect((approximate.pValue - 0.00578620867).magnitude < 5e-12)
    let exact = try BrunnerMunzelTest(Self.pain.0, against: Self.pain.1, permutation: .exact())
    #expect((exact.pValue - 0.00803765).magnitude < 5e-9)
  }

  // Laws

  @Test(arguments: 0..<24) func isTheEnumerationOfAllDivisions(_ run: Int) throws {
    let (x, y) = tiedGroups(2 + run % 4, 2 + run / 4 % 4, levels: 2 + run % 5, seed: UInt64(run) + 40)
    let all = x + y
    let values = subsets(of: all.count, choosing: x.count).map { chosen in
      let rest = all.indices.filter { !chosen.contains($0) }
      return naive(chosen.map { all[$0] }, rest.map { all[$0] })
    }
    let observed = naive(x, y)
    // Infinite statistics are equal to themselves; the naive shares take differences.
    let finite = { (value: Double) in value.isFinite ? value : (value < 0 ? -1e6 : 1e6) }
    for definition in TwoSidedDefinition.allCases {
      let test = try BrunnerMunzelTest(x, against: y, permutation: .exact(twoSided: definition))
      guard case .exact(let tails) = test.statistic.reference else { throw TestFailure("not exact") }
      let expected = TwoSidedDefinitionTests.naive(
        TwoSidedDefinitionTests.equallyLikely(values.map(finite)), finite(observed), center: 0, definition)
      for (found, wanted) in zip([tails.lower, tails.upper, tails.twoSided], expected) {
        expectAgreement(found, wanted, digits: 13, floor: 1e-16, "\(definition)")
      }
    }
  }

  /// From the pairs themselves: mean and variance of the shares of the other group below each value.
  private func naive(_ x: [Double], _ y: [Double]) -> Double {
    func shares(_ own: [Double], _ other: [Double]) -> [Double] {
      own.map { value in
        other.reduce(0) { $0 + ($1 < value ? 1 : $1 == value ? 0.5 : 0) } / Double(other.count)
      }
    }
    func error(_ values: [Double]) -> Double {
      let n = Double(values.count)
      let mean = values.reduce(0, +) / n
      return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1) / n
    }
    let first = shares(x, y)
    let distance = first.reduce(0, +) / Double(x.count) - 0.5
    let variance = error(first) + error(shares(y, x))
    if variance > 1e-14 { return distance / variance.squareRoot() }
    return distance.magnitude < 1e-9 ? 0 : distance < 0 ? -.infinity : .infinity
  }

  @Test func theStatisticIsThatOfTheApproximation() throws {
    let (x, y) = tiedGroups(8, 13, levels: 6, seed: 2)
    let one = try BrunnerMunzelTest(x, against: y)
    let other = try BrunnerMunzelTest(x, against: y, permutation: .monteCarlo(permutations: 99, seed: 1))
    expectAgreement(one.statistic.value, other.statistic.value, digits: 13)
    #expect(one.effect.value == other.effect.value)
    #expect(one.effect.standardError == other.effect.standardError)
    #expect(other.degreesOfFreedom == nil && one.permutation == nil)
  }

  /// By doubled tails the limits hold one half as long as the test does not reject.
  @Test(arguments: 0..<30) func theIntervalInvertsTheTest(_ run: Int) throws {
    let (x, y) = tiedGroups(4 + run % 3, 5, levels: 5, seed: UInt64(run) + 9)
    for level in [0.5, 0.8, 0.95] {
      let test = try BrunnerMunzelTest(
        x, against: y, permutation: .exact(twoSided: .doubled), confidence: level)
      guard let interval = test.effect.interval, interval.lower != 0.5, interval.upper != 0.5 else {
        continue
      }
      #expect(interval.contains(0.5) == (test.pValue > 1 - level + 1e-12), "\(x) \(y) \(level)")
      #expect(interval.lower >= 0 && interval.upper <= 1 && interval.contains(test.effect.value))
    }
  }

  @Test func swapAndMonotoneTransformationsKeepTheTest() throws {
    let (x, y) = tiedGroups(5, 7, levels: 6, seed: 2)
    let one = try BrunnerMunzelTest(x, against: y, alternative: .greater, permutation: .exact())
    let other = try BrunnerMunzelTest(
      y.reversed().map { $0 * $0 * $0 - 5 }, against: x.map { $0 * $0 * $0 - 5 }, alternative: .less,
      permutation: .exact())
    #expect(one.statistic.value == -other.statistic.value)
    expectAgreement(one.pValue, other.pValue, digits: 14)
    let negated = try BrunnerMunzelTest(
      y.map { -$0 }, against: x.map { -$0 }, alternative: .greater, permutation: .exact())
    expectAgreement(one.pValue, negated.pValue, digits: 14)
  }

  @Test(arguments: Alternative.allCases, [TwoSidedDefinition.distance, .doubled])
  func randomDivisionsComeNearTheExactProbability(
    _ side: Alternative, _ definition: TwoSidedDefinition
  ) throws {
    for (n, m) in [(6, 9), (10, 4)] {
      let (x, y) = tiedGroups(n, m, levels: 7, seed: 33)
      let exact = try BrunnerMunzelTest(
        x, against: y, alternative: side, permutation: .exact(twoSided: definition))
      let drawn = try BrunnerMunzelTest(
        x, against: y, alternative: side,
        permutation: .monteCarlo(permutations: 20_000, seed: 3, twoSided: definition), confidence: 0.999)
      #expect(try #require(drawn.pValueInterval).contains(exact.pValue))
      let near = try BrunnerMunzelTest(
        x, against: y, alternative: side,
        permutation: .monteCarlo(permutations: 20_000, seed: 3, twoSided: definition))
      let (a, b) = (try #require(near.effect.interval), try #require(exact.effect.interval))
      #expect((a.lower - b.lower).magnitude < 0.05 && (a.upper - b.upper).magnitude < 0.05)
    }
  }

  // Edges and refusals

  @Test func separatedAndEqualGroupsAreDecided() throws {
    let apart = try BrunnerMunzelTest([7.0, 8, 9], against: [1, 2, 3, 3], permutation: .exact())
    #expect(apart.statistic.value == .infinity && apart.effect.value == 1 && apart.effect.interval == nil)
    // No other division is without an overlap: the fourth lowest value ties with the third.
    expectAgreement(apart.pValue, 1.0 / 35, digits: 14)
    let drawn = try BrunnerMunzelTest(
      [1, 2, 3], against: [7.0, 8, 9, 9.5], permutation: .monteCarlo(permutations: 9_999, seed: 1))
    #expect(drawn.statistic.value == -.infinity && (drawn.pValue - 2.0 / 35).magnitude < 0.02)
    let equal = try BrunnerMunzelTest([2.0, 2], against: [2, 2, 2], permutation: .exact())
    #expect(equal.statistic.value == 0 && equal.pValue == 1 && equal.effect.interval == nil)
    // A nearly separated pair of groups: the critical values are infinite, and the limits those of the range.
    let wide = try BrunnerMunzelTest([3.0, 5], against: [1, 2, 4], permutation: .exact())
    #expect(wide.effect.interval.map { [$0.lower, $0.upper] } == [0, 1])
  }

  @Test func theApproximationNamesThePermutation() {
    for (x, y) in [([4.0, 5], [1.0, 2, 3]), ([2, 2], [2, 2])] {
      #expect {
        try BrunnerMunzelTest(x, against: y)
      } throws: { "\($0)".contains("permutation: .exact()") }
    }
  }

  @Test func refusesWhatIsTooMuch() {
    let many = (0..<30).map { Double($0) }
    expectRefusal(.infeasible) {
      try BrunnerMunzelTest(many, against: many.map { $0 + 0.5 }, permutation: .exact())
    }
    let large = (0..<1_200).map { Double($0 % 3) }
    expectRefusal(.infeasible) { try BrunnerMunzelTest(large, against: large, permutation: .exact()) }
    let huge = [Double](repeating: 1, count: 40_000)
    expectRefusal(.infeasible) {
      try BrunnerMunzelTest(huge, against: huge, permutation: .monteCarlo(permutations: 9, seed: 1))
    }
    for (count, code) in [(0, InputError.Code.tooFew), (.min, .tooFew), (.max, .outOfRange)] {
      expectRefusal(code) {
        try BrunnerMunzelTest(
          [1, 2], against: [2, 3], permutation: .monteCarlo(permutations: count, seed: 1))
      }
    }
    expectRefusal(.tooFew) { try BrunnerMunzelTest([1.0], against: [1, 2], permutation: .exact()) }
    expectRefusal(.notFinite) { try BrunnerMunzelTest([1, .nan], against: [1, 2], permutation: .exact()) }
    expectRefusal(.outOfRange) {
      try BrunnerMunzelTest([1, 2], against: [1, 2], permutation: .exact(), confidence: 0)
    }
  }

  // Print and conformance

  @Test func printsItsFinding() throws {
    let test = try BrunnerMunzelTest([3.0, 4, 4, 5, 6], against: [1, 2, 4, 3], permutation: .exact())
    #expect(
      test.description == """
        Brunner-Munzel test: first against second
          probability of superiority  .88  95% CI [.50, 1.00]  t = 3.21, exact p = .079
          n = 5, 4
          all 9 cases used
          studentized permutation: all divisions; alternative: two-sided; two-sided p: distance
        """)
  }

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ side: Alternative) throws {
    for permutation in [BrunnerMunzelTest.Permutation.exact(), .monteCarlo(permutations: 99, seed: 2)] {
      for (x, y) in [([3.0, 4, 4, 5, 6], [1.0, 2, 4, 3]), ([4, 5], [1, 2]), ([2, 2], [2, 2])] {
        try checkFinding { try BrunnerMunzelTest(x, against: y, alternative: side, permutation: permutation) }
        try checkFinding {
          try BrunnerMunzelTest(x, against: y, alternative: side, permutation: permutation, confidence: 0.01)
        }
      }
    }
  }
}
