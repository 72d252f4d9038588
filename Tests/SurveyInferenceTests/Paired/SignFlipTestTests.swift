import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct SignFlipTestTests {
  typealias Method = SignFlipTest.Method

  // MARK: Reference

  @Test(
    arguments: try Fixture.cases(
      "SignFlipTest", method: "exact sign-flip permutation test of the mean difference"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (x, y) = try reference.pairs()
    for method in [Method.exact, .grid(unit: 0.1)] {
      let found = try SignFlipTest(x, against: y, method: method)
      try expectAgreement(found.pValue, reference.expected["p_two_sided"], digits: 9, "\(method)")
    }
  }

  @Test(arguments: try Fixture.cases("SignFlipTest", method: "sign flips, all"))
  func agreesWithPermutationsOfSamples(_ reference: Fixture.Case) throws {
    let x = try reference.options["differences"].numbers()
    for (side, key) in [(Alternative.twoSided, "two-sided"), (.greater, "greater"), (.less, "less")] {
      for method in [Method.exact, .grid(unit: 0.01)] {
        let found = try flip(x, method, side)
        try expectAgreement(found.pValue, reference.expected[key], digits: 12, "\(key) \(method)")
      }
    }
  }

  private func flip(_ x: [Double], _ method: Method, _ side: Alternative = .twoSided) throws -> SignFlipTest {
    try SignFlipTest(x, against: [Double](repeating: 0, count: x.count), method: method, alternative: side)
  }

  // MARK: Laws

  /// All assignments of signs, one by one, with heavy ties and zeros.
  @Test func exactAndGridAreTheEnumerationOfAllSigns() throws {
    var numbers = FixedNumbers(seed: 17)
    for count in 1...10 {
      for _ in 0..<5 {
        let x = numbers.integers(count, from: -3, below: 4)
        guard x.contains(where: { $0 != 0 }) else { continue }
        let observed = x.reduce(0, +)
        let sums = (0..<(1 << count)).map { signs in
          x.indices.reduce(0.0) { $0 + (signs & (1 << $1) != 0 ? x[$1] : -x[$1]) }
        }
        let naive: [(Alternative, Int)] = [
          (.twoSided, sums.count { abs($0) >= abs(observed) }), (.greater, sums.count { $0 >= observed }),
          (.less, sums.count { $0 <= observed }),
        ]
        for (side, hits) in naive {
          let p = Double(hits) / Double(sums.count)
          #expect(try flip(x, .exact, side).pValue == p)
          expectAgreement(try flip(x, .grid(unit: 1), side).pValue, p, digits: 14)
          expectAgreement(try flip(x.map { $0 * 0.1 }, .exact, side).pValue, p, digits: 14, "decimals")
        }
      }
    }
  }

  @Test func theHalvesReachFortyDifferencesAndTheGridFurther() throws {
    var numbers = FixedNumbers(seed: 3)
    let x = numbers.integers(24, from: -7, below: 11)
    for side in Alternative.allCases {
      expectAgreement(
        try flip(x, .exact, side).pValue, try flip(x, .grid(unit: 1), side).pValue, digits: 12)
    }
    // Forty equal differences: all signs alike, twice 2⁻⁴⁰.
    let ones = [Double](repeating: 1, count: 40)
    expectAgreement(try flip(ones, .grid(unit: 1)).pValue, 2 * 9.094947017729282e-13, digits: 14)
    let many = (0..<300).map { Double($0 % 7) - 2 }
    let normal = many.reduce(0, +) / many.reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect(normal > 4)
    #expect(try flip(many, .grid(unit: 1)).pValue < 1e-4)
    expectRefusal(.infeasible) { try flip(many, .exact) }
  }

  @Test func theStatisticCouldBeT() throws {
    // The squares do not change with the signs: t and the mean order all assignments alike.
    let x = [0.4, 1.3, -0.2, 0.9, 2.1, -0.6]
    let t = { (x: [Double]) throws -> Double in
      try PairedTTest(x, against: [0, 0, 0, 0, 0, 0]).statistic.value
    }
    let observed = try t(x)
    var hits = 0
    for signs in 0..<64 {
      let flipped = x.indices.map { signs & (1 << $0) != 0 ? x[$0] : -x[$0] }
      if try t(flipped) >= observed - 1e-12 { hits += 1 }
    }
    #expect(try flip(x, .exact, .greater).pValue == Double(hits) / 64)
  }

  @Test(arguments: Alternative.allCases) func randomSignsEstimateAllSigns(_ side: Alternative) throws {
    let x = [0.31, -1.17, 2.23, 0.42, 1.93, -0.28, 0.77, 1.51, -0.63, 0.94]
    let exact = try flip(x, .exact, side)
    let drawn = try flip(x, .monteCarlo(permutations: 20_000, seed: 11), side)
    let interval = try #require(drawn.pValueInterval)
    #expect(interval.contains(exact.pValue))
    #expect(exact.pValueInterval == nil)
    #expect(drawn.pValue == (try flip(x, .monteCarlo(permutations: 20_000, seed: 11), side)).pValue)
    #expect(drawn.pValue != (try flip(x, .monteCarlo(permutations: 20_000, seed: 12), side)).pValue)
  }

  @Test func swappingScaleAndOrderKeepTheProbability() throws {
    let x = [0.31, -1.17, 2.23, 0.42, 1.93, -0.28, 0.77, 1.51, -0.63, 0.94]
    let one = try flip(x, .exact, .greater)
    let other = try flip(x.reversed().map { -8e150 * $0 }, .exact, .less)
    #expect(one.pValue == other.pValue)
  }

  // MARK: Edges and refusals

  @Test func onePairHasTwoSigns() throws {
    #expect(try flip([3], .exact).pValue == 1)
    #expect(try flip([3], .exact, .greater).pValue == 0.5)
    #expect(try flip([3], .exact).effect == nil)
    #expect(try flip([3, 3], .exact).effect == nil)
  }

  @Test func refusesWhatHasNoTest() {
    expectRefusal(.tooFew) { try SignFlipTest([], against: []) }
    expectRefusal(.constant) { try SignFlipTest([1, 2], against: [1, 2]) }
    expectRefusal(.lengthMismatch) { try SignFlipTest([1, 2], against: [1]) }
    expectRefusal(.notFinite) { try SignFlipTest([1, .nan], against: [1, 2]) }
    expectRefusal(.outOfRange) { try SignFlipTest([1], against: [2], tieTolerance: 1) }
    expectRefusal(.outOfRange) { try SignFlipTest([1], against: [2], confidence: .nan) }
    expectRefusal(.tooFew) { try flip([1, 2], .monteCarlo(permutations: .min, seed: 1)) }
    expectRefusal(.infeasible) { try flip([1, 2], .monteCarlo(permutations: .max, seed: 1)) }
    expectRefusal(.outOfRange) { try flip([1, 2.5], .grid(unit: 1)) }
    expectRefusal(.outOfRange) { try flip([1, 2], .grid(unit: 0)) }
    expectRefusal(.outOfRange) { try flip([1e-9, 2e-9], .grid(unit: 1)) }
    expectRefusal(.infeasible) { try flip([1, 2], .grid(unit: 1e-300)) }
    expectRefusal(.infeasible) { try flip([4e7, 1], .grid(unit: 1)) }
    expectRefusal(.outOfRange) { try flip([1e200, 2e200], .exact) }
  }

  // MARK: Conformance and page

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ side: Alternative) throws {
    for method in [Method.exact, .grid(unit: 0.5), .monteCarlo(permutations: 99, seed: 1)] {
      try checkFinding { try flip([1, 2.5, -0.5, 0, 3], method, side) }
    }
    try checkFinding { try flip([4], .exact, side) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("SignFlipTest") { print in
      // page
      let before = [3.25, 4.00, 2.75, 4.50, 3.75, 3.00, 2.50, 4.25, 3.50, 4.75]
      let after = [3.75, 4.25, 2.75, 4.75, 3.50, 3.75, 3.50, 4.50, 4.00, 4.75]
      let trust = try SignFlipTest(after, against: before, method: .exact)
      print(trust.named("generalized trust"))
      // end
    }
  }
}
