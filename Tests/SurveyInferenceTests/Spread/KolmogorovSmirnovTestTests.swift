import Foundation
import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct KolmogorovSmirnovTestTests {
  // Reference

  /// The probability of a distance of at least `size` over all divisions, by counting paths on the lattice of
  /// i values of the first group and j of the second: every path of a division that is ever that far.
  private func probability(
    _ first: [Double], _ second: [Double], _ isFar: (_ above: Int) -> Bool
  ) -> Double {
    let pool = (first + second).sorted()
    let (n, m) = (first.count, second.count)
    var all = [[Double]](repeating: [Double](repeating: 0, count: m + 1), count: n + 1)
    var far = all
    for i in 0...n {
      for j in 0...m {
        all[i][j] = i + j == 0 ? 1 : (i > 0 ? all[i - 1][j] : 0) + (j > 0 ? all[i][j - 1] : 0)
        let isEnd = i + j == n + m || (i + j > 0 && pool[i + j - 1] < pool[i + j])
        far[i][j] =
          isEnd && isFar(i * m - j * n)
          ? all[i][j] : (i > 0 ? far[i - 1][j] : 0) + (j > 0 ? far[i][j - 1] : 0)
      }
    }
    return far[n][m] / all[n][m]
  }

  /// The limit 2 Σ (-1)^(k-1) exp(-2k²x²), summed until nothing is added.
  private func limit(_ x: Double) -> Double {
    var sum = 0.0
    for k in 1...60 {
      let term = 2 * exp(-2 * Double(k * k) * x * x)
      sum += k % 2 == 1 ? term : -term
    }
    return sum
  }

  /// R 4.2.2 has three peculiarities, which the twins above show:
  /// - it takes 1 minus a probability, so that small ones are known to about 1e-13 only;
  /// - of "less" it judges D- by the distribution that D+ has given the ties, which is another one;
  /// - it breaks off the series of the limit, at about 1e-5.
  private func compare(
    _ first: [Double], _ second: [Double], exact: (Fixture.Value, above: Fixture.Value, below: Fixture.Value)
  ) throws {
    let (above, below) = distances(first, second)
    func p(_ side: KolmogorovSmirnovTest.Side) throws -> Double {
      try KolmogorovSmirnovTest(first, against: second, side: side).pValue
    }
    try expectAgreement(p(.twoSided), exact.0, digits: 9, floor: 1e-13, "two-sided of R")
    try expectAgreement(p(.firstAbove), exact.above, digits: 9, floor: 1e-13, "first above of R")
    let otherSide = probability(first, second) { $0 >= below }
    try expectAgreement(otherSide, exact.below, digits: 9, floor: 1e-13, "less of R")
    let size = max(above, below)
    expectAgreement(try p(.twoSided), probability(first, second) { abs($0) >= size }, digits: 12)
    expectAgreement(try p(.firstAbove), probability(first, second) { $0 >= above }, digits: 12)
    expectAgreement(try p(.secondAbove), probability(first, second) { -$0 >= below }, digits: 12)
  }

  @Test(arguments: try Fixture.cases("KolmogorovSmirnovTest", method: "two-sample Kolmogorov-Smirnov"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let expected = reference.expected
    let test = try KolmogorovSmirnovTest(first, against: second, method: .asymptotic)
    try expectAgreement(test.d.value, expected["D"], digits: 14, "D")
    try expectAgreement(test.firstAbove.value, expected["D_greater"], digits: 13, floor: 1e-15, "D+")
    try expectAgreement(test.secondAbove.value, expected["D_less"], digits: 13, floor: 1e-15, "D-")
    try compare(
      first, second,
      exact: (expected["p_exact"], above: expected["p_greater_exact"], below: expected["p_less_exact"]))
    let root = (Double(first.count * second.count) / Double(first.count + second.count)).squareRoot()
    expectAgreement(test.pValue, limit(root * test.d.value), digits: 13, "limit")
    try expectAgreement(test.pValue, expected["p_asymptotic"], digits: 9, floor: 1e-5, "limit of R")
  }

  @Test(arguments: try Fixture.cases("KolmogorovSmirnovTest", method: "Kolmogorov-Smirnov exact"))
  func furtherDataAgreeWithReference(_ reference: Fixture.Case) throws {
    let groups = try reference.spreadGroups().values
    let expected = reference.expected
    try compare(
      groups[0], groups[1], exact: (expected["p"], above: expected["p_greater"], below: expected["p_less"]))
  }

  @Test(arguments: try Fixture.cases("KolmogorovSmirnovTest", method: "Kolmogorov-Smirnov asymptotic"))
  func limitsAgreeWithReference(_ reference: Fixture.Case) throws {
    let groups = try reference.spreadGroups().values
    func p(_ side: KolmogorovSmirnovTest.Side) throws -> Double {
      try KolmogorovSmirnovTest(groups[0], against: groups[1], side: side, method: .asymptotic).pValue
    }
    try expectAgreement(p(.twoSided), reference.expected["p"], digits: 9, floor: 1e-5, "limit of R")
    try expectAgreement(p(.firstAbove), reference.expected["p_greater"], digits: 11, "first above")
    try expectAgreement(p(.secondAbove), reference.expected["p_less"], digits: 11, "second above")
  }

  // Laws

  /// The largest excess of the first distribution function and of the second, times both sizes, by definition.
  private func distances(_ first: [Double], _ second: [Double]) -> (above: Int, below: Int) {
    let differences = (first + second).map { x in
      first.count { $0 <= x } * second.count - second.count { $0 <= x } * first.count
    }
    return (max(0, differences.max() ?? 0), max(0, -(differences.min() ?? 0)))
  }

  @Test(arguments: 0..<48)
  func exactIsTheEnumerationOfAllDivisions(_ run: Int) throws {
    let sizes = (1 + run % 5, 1 + run / 5 % 5)
    let (first, second) = tiedGroups(sizes.0, sizes.1, levels: 2 + run % 6, seed: UInt64(run))
    let pool = first + second
    let all = subsets(of: pool.count, choosing: sizes.0).map { chosen in
      distances(
        chosen.map { pool[$0] }, pool.indices.filter { !chosen.contains($0) }.map { pool[$0] })
    }
    let observed = distances(first, second)
    func check(_ side: KolmogorovSmirnovTest.Side, _ size: ((above: Int, below: Int)) -> Int) throws {
      let test = try KolmogorovSmirnovTest(first, against: second, side: side)
      guard case .exact(let tails) = test.statistic?.reference else { throw TestFailure("not exact") }
      let (atLeast, atMost) = (
        all.count { size($0) >= size(observed) }, all.count { size($0) <= size(observed) }
      )
      expectAgreement(test.pValue, Double(atLeast) / Double(all.count), digits: 14, "\(side)")
      expectAgreement(tails.lower, Double(atMost) / Double(all.count), digits: 14, "\(side) lower")
    }
    try check(.twoSided) { max($0.above, $0.below) }
    try check(.firstAbove) { $0.above }
    try check(.secondAbove) { $0.below }
    let test = try KolmogorovSmirnovTest(first, against: second)
    #expect(test.firstAbove.value == Double(observed.above) / Double(sizes.0 * sizes.1))
    #expect(test.secondAbove.value == Double(observed.below) / Double(sizes.0 * sizes.1))
  }

  @Test func withTwoLevelsItIsFishersTest() throws {
    let first = (0..<300).map { Double($0 % 3 == 0 ? 1 : 0) }
    let second = (0..<300).map { Double($0 % 2) }
    let test = try KolmogorovSmirnovTest(first, against: second, side: .firstAbove)
    let fisher = try FisherExactTest([[200, 100], [150, 150]], alternative: .greater)
    expectAgreement(test.pValue, fisher.pValue, digits: 11)
    #expect(test.firstAbove.place == 0)
  }

  @Test func separatedGroupsHaveOneDivisionBeyond() throws {
    let test = try KolmogorovSmirnovTest((0..<20).map(Double.init), against: (100..<130).map(Double.init))
    #expect(test.d.value == 1)
    expectAgreement(test.pValue, 2 / SpecialFunctions.binomialCoefficient(50, 20), digits: 13)
    // Without ties and with equal sizes, P(D+ >= k/n) is C(2n, n - k)/C(2n, n) (Gnedenko & Korolyuk 1951).
    let x = (0..<300).map { Double(2 * $0) }
    let y = x.map { $0 + 61 }
    let large = try KolmogorovSmirnovTest(x, against: y, side: .firstAbove)
    #expect(large.firstAbove.value == 31.0 / 300)
    let logarithm = SpecialFunctions.logBinomial(600, 269) - SpecialFunctions.logBinomial(600, 300)
    expectAgreement(large.pValue, exp(logarithm), digits: 11)
  }

  @Test func swappingTheGroupsSwapsTheSides() throws {
    let one = try KolmogorovSmirnovTest(calm, against: restless, side: .firstAbove)
    let other = try KolmogorovSmirnovTest(restless, against: calm, side: .secondAbove)
    expectAgreement(one.pValue, other.pValue, digits: 14)
    #expect(one.firstAbove == other.secondAbove && one.secondAbove == other.firstAbove)
    #expect(one.d == other.d)
  }

  @Test func onlyTheOrderOfTheValuesMatters() throws {
    let one = try KolmogorovSmirnovTest(calm, against: restless)
    let other = try KolmogorovSmirnovTest(
      calm.reversed().map { $0 * $0 * $0 - 7 }, against: restless.map { $0 * $0 * $0 - 7 })
    #expect(one.statistic == other.statistic && one.d == other.d)
    let place = try #require(one.firstAbove.place)
    #expect(other.firstAbove.place == place * place * place - 7)
    let turned = try KolmogorovSmirnovTest(calm.map { -$0 }, against: restless.map { -$0 })
    expectAgreement(one.pValue, turned.pValue, digits: 14)
    #expect(one.firstAbove.value == turned.secondAbove.value)
  }

  @Test func theIntervalIsTheSumOfBothBands() throws {
    let x = (0..<200).map { Double($0 * 7 % 101) }
    let y = x.map { $0 * 0.8 + 12 }
    let test = try KolmogorovSmirnovTest(x, against: y)
    let interval = try #require(test.d.interval)
    let width = 2 * (-log((1 - 0.95.squareRoot()) / 2) / 400).squareRoot()
    expectAgreement(interval.upper, test.d.value + width, digits: 13)
    #expect(interval.lower == 0)
  }

  // Edges and refusals

  @Test func equalValuesGiveAProbabilityOfOne() throws {
    for method in KolmogorovSmirnovTest.Method.allCases {
      for side in KolmogorovSmirnovTest.Side.allCases {
        let test = try KolmogorovSmirnovTest([2, 2], against: [2, 2, 2], side: side, method: method)
        #expect(test.pValue == 1 && test.d.value == 0 && test.firstAbove.place == nil)
      }
    }
  }

  @Test func smallAndHugeGroupsHaveAFinding() throws {
    #expect(try KolmogorovSmirnovTest([1], against: [2]).pValue == 1)
    #expect(try KolmogorovSmirnovTest([1], against: [2], side: .firstAbove).pValue == 0.5)
    let test = try KolmogorovSmirnovTest([1e200, -1.7e308], against: [1.7e308])
    #expect(test.d.value == 1)
    expectAgreement(test.pValue, 2 / 3.0, digits: 15)
  }

  @Test func refusesWhatItCannotCompare() throws {
    expectRefusal(.tooFew) { try KolmogorovSmirnovTest([], against: [1, 2]) }
    expectRefusal(.tooFew) { try KolmogorovSmirnovTest([1], against: []) }
    expectRefusal(.notFinite) { try KolmogorovSmirnovTest([1, .nan], against: [1, 2]) }
    expectRefusal(.notFinite) { try KolmogorovSmirnovTest([1], against: [-.infinity]) }
    expectRefusal(.outOfRange) { try KolmogorovSmirnovTest([1], against: [2], confidence: 1.5) }
    let many = (0..<20_000).map(Double.init)
    expectRefusal(.infeasible) { try KolmogorovSmirnovTest(many, against: many) }
    #expect(try KolmogorovSmirnovTest(many, against: many, method: .asymptotic).pValue == 1)
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try KolmogorovSmirnovTest(calm, against: restless).description == """
        Kolmogorov-Smirnov test: first against second
          D  .429  95% CI [.000, 1.000]  D = 0.43, exact p = .273
          distribution function of  largest distance  first at
          first above second                    .304      6.00
          second above first                    .429      3.00
          n = 8, 7
          all 15 cases used
          method: exact given the ties; alternative: two-sided
        """)
    #expect(
      try KolmogorovSmirnovTest(calm, against: restless, side: .secondAbove, method: .asymptotic).description
        == """
        Kolmogorov-Smirnov test: first against second
          D   .429  95% CI [.000, 1.000]
          D-  .429                        one-sided p = .254
          distribution function of  largest distance  first at
          first above second                    .304      6.00
          second above first                    .429      3.00
          n = 8, 7
          all 15 cases used
          method: limit for large samples without ties; alternative: second distribution function above
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    for side in KolmogorovSmirnovTest.Side.allCases {
      try checkFinding { try KolmogorovSmirnovTest(calm, against: restless, side: side) }
      try checkFinding { try KolmogorovSmirnovTest([1], against: [1], side: side, method: .asymptotic) }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("KolmogorovSmirnovTest") { print in
      // page
      let participants = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75]
      let trust = try KolmogorovSmirnovTest(participants, against: others)
      print(trust.named("generalized trust", "participant", "other"))
      // end
    }
  }
}
