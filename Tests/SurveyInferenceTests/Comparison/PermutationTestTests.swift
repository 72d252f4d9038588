import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct PermutationTestTests {
  // Reference

  @Test(
    arguments: try Fixture.cases(
      "PermutationTest", method: "exact permutation test on the mean (integer counting)"))
  func gridAgreesWithIntegerCounts(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let unit = 1 / (try reference.options["scale"].number())
    let expected = reference.expected
    func p(_ alternative: Alternative, _ definition: TwoSidedDefinition) throws -> Double {
      try PermutationTest(
        first, against: second, statistic: .meanDifference, alternative: alternative,
        method: .grid(unit: unit), twoSided: definition
      ).pValue
    }
    try expectAgreement(p(.less, .distance), expected["p_less"], digits: 13, "less")
    try expectAgreement(p(.greater, .distance), expected["p_greater"], digits: 13, "greater")
    try expectAgreement(p(.twoSided, .distance), expected["p_two_sided_symmetric"], digits: 13, "distance")
    try expectAgreement(p(.twoSided, .doubled), expected["p_two_sided_doubled"], digits: 13, "doubled")
  }

  @Test(
    arguments: try Fixture.cases("PermutationTest", method: "exact permutation test on the mean difference"))
  func gridAgreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let expected = reference.expected
    func test(_ alternative: Alternative) throws -> PermutationTest {
      // Every data set of the reference has at most two decimals.
      try PermutationTest(
        first, against: second, statistic: .meanDifference, alternative: alternative,
        method: .grid(unit: 0.01))
    }
    try expectAgreement(test(.twoSided).difference.value, expected["mean_diff"], digits: 11, "difference")
    try expectAgreement(test(.less).pValue, expected["p_less"], digits: 8, "less")
    try expectAgreement(test(.greater).pValue, expected["p_greater"], digits: 8, "greater")
    try expectAgreement(test(.twoSided).pValue, expected["p_two_sided"], digits: 8, "two-sided")
  }

  // Laws

  @Test(arguments: 0..<24)
  func exactIsTheEnumerationOfAllDivisions(_ run: Int) throws {
    let (first, second) = tiedGroups(2 + run % 4, 2 + run / 4 % 5, levels: 2 + run % 4, seed: UInt64(run))
    let all = first + second
    for statistic in PermutationTest.Statistic.allCases {
      let divisions = subsets(of: all.count, choosing: first.count).map { chosen in
        let rest = all.indices.filter { !chosen.contains($0) }
        return naive(chosen.map { all[$0] }, rest.map { all[$0] }, statistic)
      }
      let observed = naive(first, second, statistic)
      // Statistics of these whole numbers that differ do so by far more than 1e-9.
      func share(_ holds: (Double) -> Bool) -> Double {
        Double(divisions.count(where: holds)) / Double(divisions.count)
      }
      let test = try PermutationTest(first, against: second, statistic: statistic, method: .exact)
      guard case .exact(let tails) = test.statistic.reference else { throw TestFailure("not exact") }
      expectAgreement(tails.lower, share { $0 <= observed + 1e-9 }, digits: 15, "lower")
      expectAgreement(tails.upper, share { $0 >= observed - 1e-9 }, digits: 15, "upper")
      expectAgreement(
        tails.twoSided, share { $0.magnitude >= observed.magnitude - 1e-9 }, digits: 15, "distance")
    }
  }

  private func naive(_ x: [Double], _ y: [Double], _ statistic: PermutationTest.Statistic) -> Double {
    if statistic == .medianDifference { return median(x) - median(y) }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    func error(_ values: [Double]) -> Double {
      let n = Double(values.count)
      guard values.min() != values.max() else { return 0 }
      return values.reduce(0) { $0 + ($1 - mean(values)) * ($1 - mean(values)) } / (n * (n - 1))
    }
    let difference = mean(x) - mean(y)
    if statistic == .meanDifference || difference.magnitude < 1e-12 {
      return difference.magnitude < 1e-12 ? 0 : difference
    }
    return difference / (error(x) + error(y)).squareRoot()
  }

  private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  @Test func gridAndEnumerationAgree() throws {
    let x = [3.25, 2.5, 4.0, 3.75, 4.25, 1.5, 3.0]
    let y = [2.25, 2.5, 1.75, 3.0, 2.0, 2.75]
    for alternative in Alternative.allCases {
      for definition in TwoSidedDefinition.allCases {
        let one = try PermutationTest(
          x, against: y, statistic: .meanDifference, alternative: alternative, method: .grid(unit: 0.25),
          twoSided: definition)
        let other = try PermutationTest(
          x, against: y, statistic: .meanDifference, alternative: alternative, method: .exact,
          twoSided: definition)
        expectAgreement(one.pValue, other.pValue, digits: 14)
      }
    }
  }

  @Test func equalSumsCountAsEqualWhateverTheirRounding() throws {
    // Thirds are not exact in binary, so that equal sums in another order differ in the last bit.
    let x = [1, 2, 3, 5, 4, 3].map { $0 / 3.0 }
    let y = [2, 3, 1, 2, 2].map { $0 / 3.0 }
    let thirds = try PermutationTest(x, against: y, statistic: .meanDifference, method: .exact)
    let whole = try PermutationTest(
      x.map { ($0 * 3).rounded() }, against: y.map { ($0 * 3).rounded() }, statistic: .meanDifference,
      method: .exact)
    #expect(thirds.pValue == whole.pValue)
    let t = try PermutationTest(x, against: y, method: .exact)
    let wholeT = try PermutationTest(
      x.map { ($0 * 3).rounded() }, against: y.map { ($0 * 3).rounded() }, method: .exact)
    #expect(t.pValue == wholeT.pValue)
  }

  @Test func randomDivisionsComeNearTheExactProbability() throws {
    let (x, y) = tiedGroups(7, 9, levels: 6, seed: 21)
    for statistic in PermutationTest.Statistic.allCases {
      let exact = try PermutationTest(x, against: y, statistic: statistic, method: .exact)
      let drawn = try PermutationTest(
        x, against: y, statistic: statistic, permutations: 20_000, seed: 4, confidence: 0.999)
      let interval = try #require(drawn.pValueInterval)
      #expect(interval.contains(exact.pValue), "\(exact.pValue) in \(interval)")
      #expect(interval.contains(drawn.pValue))
    }
  }

  @Test func theSeedIsTheOnlyChance() throws {
    let (x, y) = tiedGroups(10, 12, levels: 5, seed: 8)
    let one = try PermutationTest(x, against: y, permutations: 999, seed: 1)
    #expect(one.report == (try PermutationTest(x, against: y, permutations: 999, seed: 1)).report)
    #expect(one.pValue != (try PermutationTest(x, against: y, permutations: 999, seed: 2)).pValue)
    // The probability is a whole number of thousandths, the observed division counted with the others.
    expectAgreement((one.pValue * 1000).rounded(), one.pValue * 1000, digits: 12)
  }

  @Test func swappingTheGroupsSwapsTheTails() throws {
    let (x, y) = tiedGroups(4, 7, levels: 5, seed: 8)
    let one = try PermutationTest(x, against: y, alternative: .greater, method: .exact)
    let other = try PermutationTest(y, against: x, alternative: .less, method: .exact)
    #expect(one.pValue == other.pValue)
    expectAgreement(one.statistic.value, -other.statistic.value, digits: 14)
  }

  @Test func theStatisticIsWelchsT() throws {
    let (x, y) = tiedGroups(14, 7, levels: 50, seed: 18)
    let test = try PermutationTest(x, against: y, permutations: 99, seed: 1)
    let welch = try WelchTest(x, against: y)
    expectAgreement(test.statistic.value, welch.statistic.value, digits: 13)
    #expect(test.effect == welch.effect)
  }

  @Test func shiftAndScaleChangeNothing() throws {
    let (x, y) = tiedGroups(6, 7, levels: 9, seed: 30)
    for statistic in PermutationTest.Statistic.allCases {
      let one = try PermutationTest(x, against: y, statistic: statistic, method: .exact)
      let other = try PermutationTest(
        x.map { 1e6 + 3 * $0 }, against: y.map { 1e6 + 3 * $0 }, statistic: statistic, method: .exact)
      #expect(one.pValue == other.pValue)
    }
  }

  // Edges

  @Test func groupsWithoutVarianceAreDecided() throws {
    // Welch's t is infinite for the observed division and its mirror image only.
    let apart = try PermutationTest([3, 3, 3], against: [5, 5, 5], method: .exact)
    #expect(apart.statistic.value == -.infinity)
    expectAgreement(apart.pValue, 0.1, digits: 15)
    #expect(apart.effect == nil)
    for method in [PermutationTest.Method.exact, .monteCarlo(permutations: 50, seed: 3)] {
      let equal = try PermutationTest([2, 2], against: [2, 2, 2], method: method)
      #expect(equal.statistic.value == 0)
      #expect(equal.pValue == 1)
    }
    let grid = try PermutationTest(
      [2, 2], against: [2, 2, 2], statistic: .meanDifference, method: .grid(unit: 1))
    #expect(grid.pValue == 1)
  }

  @Test func refusesWhatItCannotDivide() throws {
    expectRefusal(.tooFew) { try PermutationTest([1.0], against: [1, 2]) }
    expectRefusal(.tooFew) { try PermutationTest([1.0, 2], against: []) }
    expectRefusal(.notFinite) { try PermutationTest([1, 2], against: [.nan, 2]) }
    expectRefusal(.tooFew) { try PermutationTest([1, 2], against: [2, 3], permutations: 0, seed: 1) }
    expectRefusal(.outOfRange) { try PermutationTest([1, 2], against: [2, 3], permutations: .max, seed: 1) }
    expectRefusal(.outOfRange) { try PermutationTest([1, 2], against: [2, 3], confidence: 1) }
    expectRefusal(.outOfRange) { try PermutationTest([1, 2], against: [2, 3], tieTolerance: .nan) }
    let many = (0..<40).map { Double($0) }
    expectRefusal(.infeasible) { try PermutationTest(many, against: many, method: .exact) }
  }

  @Test func refusesAGridThatDoesNotFit() throws {
    func grid(_ x: [Double], _ unit: Double) throws -> PermutationTest {
      try PermutationTest(x, against: [1, 2], statistic: .meanDifference, method: .grid(unit: unit))
    }
    expectRefusal(.definition) { try PermutationTest([1, 2], against: [2, 3], method: .grid(unit: 1)) }
    expectRefusal(.outOfRange) { try grid([1, 2.5], 1) }
    expectRefusal(.outOfRange) { try grid([1, 2], 0) }
    expectRefusal(.outOfRange) { try grid([1, 2], .nan) }
    expectRefusal(.infeasible) { try grid([1, 2e9, 3e9], 1) }
    expectRefusal(.infeasible) { try grid([1, 2], 1e-300) }
  }

  // Print

  @Test func printsItsFinding() throws {
    let test = try PermutationTest([3.0, 4, 4, 5, 6], against: [1, 2, 4, 3], permutations: 999, seed: 7)
    #expect(
      test.description == """
        Permutation test: first - second
          difference in means  1.90                        t = 2.31, Monte Carlo p = .073
          average-variance d   1.56  95% CI [-0.17, 3.29]
          n = 5, 4   means = 4.40, 2.50   SDs = 1.14, 1.29   95% CI of p = [.0568, .0899]
          all 9 cases used
          permuted: Welch's t; method: 999 random divisions; alternative: two-sided; two-sided p: distance;
          seed: 7
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try PermutationTest([3.0, 4, 4, 5, 6], against: [1, 2, 4, 3]) }
    try checkFinding { try PermutationTest([3, 3, 3], against: [5, 5, 5], method: .exact) }
    try checkFinding {
      try PermutationTest(
        [3.0, 4, 4, 5, 6], against: [1, 2, 4, 3], statistic: .meanDifference, alternative: .less,
        method: .grid(unit: 1), twoSided: .doubled)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("PermutationTest") { print in
      // page
      let participants = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75]
      let trust = try PermutationTest(participants, against: others, permutations: 9_999, seed: 1)
      print(trust.named("generalized trust", "participant", "other"))
      // end
    }
  }
}
