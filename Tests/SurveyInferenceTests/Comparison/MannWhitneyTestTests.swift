import Foundation
import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MannWhitneyTestTests {
  // Reference

  @Test(
    arguments: try Fixture.cases(
      "MannWhitneyTest", method: "Mann-Whitney exact conditional on ties (midranks)"))
  func exactAgreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let expected = reference.expected
    func p(_ alternative: Alternative) throws -> Double {
      try MannWhitneyTest(first, against: second, alternative: alternative).pValue
    }
    for program in ["coin", "exactRankTests"] {
      try expectAgreement(p(.twoSided), expected["p_two_sided_\(program)"], digits: 9, "two-sided")
      try expectAgreement(p(.less), expected["p_less_\(program)"], digits: 9, "less")
      try expectAgreement(p(.greater), expected["p_greater_\(program)"], digits: 9, "greater")
    }
    let normal = try MannWhitneyTest(
      first, against: second, method: .asymptotic(continuityCorrection: false))
    try expectAgreement(normal.u, expected["W"], digits: 16, "U")
    try expectAgreement(normal.statistic.value, expected["z_coin"], digits: 9, "z")
  }

  @Test(
    arguments: try Fixture.cases(
      "MannWhitneyTest", method: "Mann-Whitney normal approximation with tie correction"))
  func normalApproximationAgreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let test = try MannWhitneyTest(
      first, against: second, alternative: reference.alternative(),
      method: .asymptotic(continuityCorrection: reference.options["correct"].bool()))
    try expectAgreement(test.u, reference.expected["statistic"], digits: 16, "U")
    try expectAgreement(test.pValue, reference.expected["p"], digits: 11, "p")
  }

  @Test(
    arguments: try Fixture.cases(
      "MannWhitneyTest", method: "Hodges-Lehmann median of pairwise differences and R asymptotic CI"))
  func shiftAgreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let shift = try MannWhitneyTest(
      first, against: second, method: .asymptotic(continuityCorrection: true)
    ).shift.value
    try expectAgreement(
      shift, reference.expected["hl_median_of_differences"], digits: 13, floor: 1e-14, "median")
    let rough = try reference.expected["r_asymptotic_estimate"].number()
    #expect((shift - rough).magnitude <= 0.5 * shift.magnitude + 0.5)
  }

  @Test func distributionOfUAgreesWithIntegerCounts() throws {
    let reference = try #require(
      Fixture.cases("MannWhitneyTest").first { $0.id == "dist.ranksum" })
    let table = reference.expected
    let (m, n) = (try table["m"].numbers(), try table["n"].numbers())
    let (u, pmf) = (try table["u"].numbers(), try table["pmf"].numbers())
    let (cdf, sf) = (try table["cdf"].numbers(), try table["sf"].numbers())
    for row in u.indices {
      let (size, other) = (Int(m[row]), Int(n[row]))
      // Without ties the rank sum is U and the smallest rank sum.
      let sum = Int(u[row]) + size * (size + 1) / 2
      let ranks = Array(1...(size + other))
      let distribution = try #require(SubsetSumDistribution(of: ranks, choosing: size))
      let name = "U = \(u[row]) of \(size), \(other)"
      expectAgreement(distribution.probability(sum), pmf[row], digits: 14, name)
      expectAgreement(distribution.lowerTail(sum), cdf[row], digits: 14, name)
      expectAgreement(distribution.upperTail(sum + 1), sf[row], digits: 14, name)
    }
  }

  // Laws

  @Test(arguments: 0..<40)
  func exactIsTheEnumerationOfAllDivisions(_ run: Int) throws {
    let sizes = (2 + run % 4, 2 + run / 4 % 5)
    let (first, second) = tiedGroups(sizes.0, sizes.1, levels: 2 + run % 5, seed: UInt64(run))
    let midranks = Midranks(first + second).ranks
    let mean = Double(sizes.0 * (sizes.0 + sizes.1 + 1)) / 2
    let observed = midranks[..<sizes.0].reduce(0, +)
    let sums = subsets(of: midranks.count, choosing: sizes.0).map { chosen in
      chosen.reduce(0) { $0 + midranks[$1] }
    }
    func share(_ holds: (Double) -> Bool) -> Double { Double(sums.count(where: holds)) / Double(sums.count) }
    let test = try MannWhitneyTest(first, against: second)
    guard case .exact(let tails) = test.statistic.reference else { throw TestFailure("not exact") }
    expectAgreement(tails.lower, share { $0 <= observed }, digits: 14, "lower")
    expectAgreement(tails.upper, share { $0 >= observed }, digits: 14, "upper")
    expectAgreement(
      test.pValue, share { ($0 - mean).magnitude >= (observed - mean).magnitude }, digits: 14, "distance")
    let doubled = try MannWhitneyTest(first, against: second, method: .exact(twoSided: .doubled))
    expectAgreement(
      doubled.pValue, min(1, 2 * min(share { $0 <= observed }, share { $0 >= observed })), digits: 14)
    #expect(test.u == observed - Double(sizes.0 * (sizes.0 + 1)) / 2)
  }

  @Test func swappingTheGroupsSwapsTheTails() throws {
    let (first, second) = tiedGroups(9, 23, levels: 6, seed: 5)
    let one = try MannWhitneyTest(first, against: second, alternative: .greater)
    let other = try MannWhitneyTest(second, against: first, alternative: .less)
    #expect(one.u + other.u == 9 * 23)
    expectAgreement(one.pValue, other.pValue, digits: 15)
    expectAgreement(one.effect.value, 1 - other.effect.value, digits: 15)
    #expect(one.shift.value == -other.shift.value)
    #expect(one.effect.interval?.upper == 1)
    #expect(other.effect.interval?.lower == 0)
  }

  @Test func onlyTheOrderOfTheValuesMatters() throws {
    let (first, second) = tiedGroups(12, 15, levels: 7, seed: 11)
    let one = try MannWhitneyTest(first, against: second)
    let other = try MannWhitneyTest(
      first.reversed().map { $0 * $0 * $0 - 7 }, against: second.map { $0 * $0 * $0 - 7 })
    #expect(one.statistic == other.statistic)
    #expect(one.effect == other.effect)
  }

  @Test func theMedianOfDifferencesIsThatOfTheSortedList() throws {
    for seed in 0..<20 as Range<UInt64> {
      var (first, second) = tiedGroups(3 + Int(seed % 5), 4, levels: 9, seed: seed)
      first = first.map { $0 / 7 - 0.5 }
      second = second.map { $0 / 3 }
      let sorted = first.flatMap { a in second.map { a - $0 } }.sorted()
      let middle = sorted.count / 2
      let median = sorted.count % 2 == 0 ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
      expectAgreement(try MannWhitneyTest(first, against: second).shift.value, median, digits: 15)
    }
  }

  @Test func halvesOfOneLargeGroupAreAlike() throws {
    // Far beyond 2^53 divisions, and beyond the range of Double: C(1100, 550) is about 10^329.
    let values = (0..<550).map { Double($0 % 2) }
    let test = try MannWhitneyTest(values, against: values)
    #expect(test.pValue == 1)
    guard case .exact(let tails) = test.statistic.reference else { throw TestFailure("not exact") }
    expectAgreement(tails.lower, tails.upper, digits: 12)
    // With two levels the test is Fisher's, whose hypergeometric tail is a sum of binomial coefficients.
    let moved = (0..<550).map { $0 % 7 == 0 ? 0 : values[$0] }
    let ones = (Int(moved.reduce(0, +)), Int((values + moved).reduce(0, +)))
    let all = SpecialFunctions.logBinomial(1_100, 550)
    let tail = (0...ones.0).reduce(0.0) { sum, count in
      let logarithm =
        SpecialFunctions.logBinomial(Double(ones.1), Double(count))
        + SpecialFunctions.logBinomial(Double(1_100 - ones.1), Double(550 - count)) - all
      return sum + exp(logarithm)
    }
    let lower = try MannWhitneyTest(moved, against: values, alternative: .less)
    expectAgreement(lower.pValue, tail, digits: 11)
  }

  // Edges and refusals

  @Test func equalValuesGiveAProbabilityOfOne() throws {
    for alternative in Alternative.allCases {
      #expect(try MannWhitneyTest([2.0, 2], against: [2, 2, 2], alternative: alternative).pValue == 1)
    }
    expectRefusal(.constant) {
      try MannWhitneyTest([2.0, 2], against: [2, 2], method: .asymptotic(continuityCorrection: true))
    }
  }

  @Test func groupsThatDoNotOverlapHaveAFiniteInterval() throws {
    let test = try MannWhitneyTest([4.0, 5, 6], against: [1, 2, 3])
    expectAgreement(test.pValue, 0.1, digits: 15)
    #expect(test.effect.value == 1)
    #expect(test.effect.interval?.upper == 1)
    #expect(try #require(test.effect.interval).lower > 0.3)
    // Neither group varies beyond the other, and the level is out of reach for the shift.
    #expect(test.report.notes.count == 2)
  }

  @Test func refusesWhatItCannotRank() throws {
    expectRefusal(.tooFew) { try MannWhitneyTest([], against: [1, 2]) }
    expectRefusal(.tooFew) { try MannWhitneyTest([1.0, 2], against: []) }
    expectRefusal(.notFinite) { try MannWhitneyTest([1, 2], against: [.nan, 2]) }
    expectRefusal(.outOfRange) { try MannWhitneyTest([1, 2], against: [2, 3], confidence: 2) }
    expectRefusal(.outOfRange) { try MannWhitneyTest([1e308, 1.5e308], against: [-1e308, 3]) }
  }

  @Test func refusesATableThatIsTooLarge() throws {
    let values = (0..<2_000).map { Double($0) }
    expectRefusal(.infeasible) { try MannWhitneyTest(values, against: values) }
    let normal = try MannWhitneyTest(
      values, against: values, method: .asymptotic(continuityCorrection: false))
    #expect(normal.pValue == 1)
  }

  // Print

  @Test func printsItsFinding() throws {
    let test = try MannWhitneyTest([3.0, 4, 4, 5, 6], against: [1, 2, 4, 3], alternative: .greater)
    #expect(
      test.description == """
        Mann-Whitney test: first against second
          probability of superiority   .88  95% CI [.62, 1.00]  U = 17.50, exact one-sided p = .056
          Hodges-Lehmann shift        2.00  95% CI [0.00, ∞]
          n = 5, 4   U = 17.5
          all 9 cases used
          method: exact given the ties; alternative: greater; two-sided p: distance
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try MannWhitneyTest([3.0, 4, 4, 5, 6], against: [1, 2, 4, 3]) }
    try checkFinding { try MannWhitneyTest([1.0, 1], against: [1, 1]) }
    try checkFinding {
      try MannWhitneyTest([3.0, 4], against: [1, 2], method: .asymptotic(continuityCorrection: true))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MannWhitneyTest") { print in
      // page
      let participants = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75]
      let trust = try MannWhitneyTest(participants, against: others)
      print(trust.named("generalized trust", "participant", "other"))
      // end
    }
  }
}
