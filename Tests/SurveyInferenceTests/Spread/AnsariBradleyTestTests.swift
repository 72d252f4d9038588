import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct AnsariBradleyTestTests {
  // Reference

  @Test(arguments: try Fixture.cases("AnsariBradleyTest", method: "Ansari-Bradley exact without ties"))
  func exactAgreesWithReference(_ reference: Fixture.Case) throws {
    let groups = try reference.spreadGroups().values
    func p(_ alternative: Alternative) throws -> Double {
      try AnsariBradleyTest(
        groups[0], against: groups[1], alternative: alternative, method: .exact(twoSided: .doubled)
      ).pValue
    }
    let test = try AnsariBradleyTest(groups[0], against: groups[1])
    try expectAgreement(test.ab, reference.expected["AB"], digits: 16, "AB")
    try expectAgreement(p(.twoSided), reference.expected["p_two_sided_doubled"], digits: 11, "two-sided")
    try expectAgreement(p(.greater), reference.expected["p_greater"], digits: 11, "greater")
    try expectAgreement(p(.less), reference.expected["p_less"], digits: 11, "less")
  }

  @Test(arguments: try Fixture.cases("AnsariBradleyTest", method: "Ansari-Bradley of midranks"))
  func tiesAgreeWithReference(_ reference: Fixture.Case) throws {
    let groups = try reference.spreadGroups().values
    let normal = try AnsariBradleyTest(groups[0], against: groups[1], method: .asymptotic)
    try expectAgreement(normal.statistic.value, reference.expected["z"], digits: 11, "z")
    try expectAgreement(normal.pValue, reference.expected["p_asymptotic"], digits: 11, "p")
    let exact = try AnsariBradleyTest(groups[0], against: groups[1])
    try expectAgreement(exact.pValue, reference.expected["p_exact_distance"], digits: 11, "exact")
  }

  // Laws

  @Test(arguments: 0..<40)
  func exactIsTheEnumerationOfAllDivisions(_ run: Int) throws {
    let sizes = (2 + run % 4, 2 + run / 4 % 5)
    let (first, second) = tiedGroups(sizes.0, sizes.1, levels: 2 + run % 5, seed: UInt64(run))
    let pool = first + second
    // Twice the rank from below is the number of smaller values twice, the equal ones and one.
    let scores = pool.map { x -> Int in
      let below = pool.count { $0 < x }
      let equal = pool.count { $0 == x }
      let doubled = 2 * below + equal + 1
      return min(doubled, 2 * (pool.count + 1) - doubled)
    }
    let sums = subsets(of: pool.count, choosing: sizes.0).map { $0.reduce(0) { $0 + scores[$1] } }
    let observed = scores[..<sizes.0].reduce(0, +)
    let center = sizes.0 * scores.reduce(0, +)
    func share(_ holds: (Int) -> Bool) -> Double { Double(sums.count(where: holds)) / Double(sums.count) }
    func distance(_ sum: Int) -> Int { abs(sum * pool.count - center) }
    let test = try AnsariBradleyTest(first, against: second)
    guard case .exact(let tails) = test.statistic.reference else { throw TestFailure("not exact") }
    let (lower, upper) = (share { $0 <= observed }, share { $0 >= observed })
    expectAgreement(tails.lower, lower, digits: 14, "lower")
    expectAgreement(tails.upper, upper, digits: 14, "upper")
    expectAgreement(test.pValue, share { distance($0) >= distance(observed) }, digits: 14, "distance")
    let doubled = try AnsariBradleyTest(first, against: second, method: .exact(twoSided: .doubled))
    expectAgreement(doubled.pValue, min(1, 2 * min(lower, upper)), digits: 14, "doubled")
    #expect(test.ab == Double(observed) / 2)
    let wider = try AnsariBradleyTest(first, against: second, alternative: .greater)
    expectAgreement(wider.pValue, lower, digits: 14, "greater")
  }

  @Test func swappingTheGroupsSwapsTheSides() throws {
    let one = try AnsariBradleyTest(calm, against: restless, alternative: .less)
    let other = try AnsariBradleyTest(restless, against: calm, alternative: .greater)
    expectAgreement(one.pValue, other.pValue, digits: 14)
    #expect(one.pValue < 0.05)
    let (a, b) = (try #require(one.ratioOfDeviations), try #require(other.ratioOfDeviations))
    expectAgreement(a.value, 1 / b.value, digits: 14)
    expectAgreement(try #require(a.interval).upper, 1 / (try #require(b.interval).lower), digits: 13)
    #expect(a.interval?.lower == 0 && b.interval?.upper == .infinity)
    let normal = try AnsariBradleyTest(calm, against: restless, method: .asymptotic)
    let mirror = try AnsariBradleyTest(restless, against: calm, method: .asymptotic)
    expectAgreement(normal.statistic.value, -mirror.statistic.value, digits: 13)
  }

  @Test func onlyTheOrderOfTheValuesMatters() throws {
    let one = try AnsariBradleyTest(calm, against: restless)
    let cubes = try AnsariBradleyTest(
      calm.reversed().map { $0 * $0 * $0 - 7 }, against: restless.map { $0 * $0 * $0 - 7 })
    #expect(one.statistic == cubes.statistic)
    let mirrored = try AnsariBradleyTest(calm.map { -$0 }, against: restless.map { -$0 })
    #expect(one.statistic == mirrored.statistic)
  }

  @Test func randomDivisionsComeNearTheExactProbability() throws {
    for alternative in Alternative.allCases {
      let exact = try AnsariBradleyTest(calm, against: restless, alternative: alternative).pValue
      let sampled = try AnsariBradleyTest(
        calm, against: restless, alternative: alternative, method: .monteCarlo(draws: 9_999, seed: 8))
      #expect(try #require(sampled.pValueInterval).contains(exact), "\(alternative)")
    }
  }

  // Edges and refusals

  @Test func equalValuesGiveAProbabilityOfOne() throws {
    let test = try AnsariBradleyTest([2, 2], against: [2, 2, 2])
    #expect(test.pValue == 1 && test.ratioOfDeviations == nil)
    #expect(test.report.notes.count == 3)
    expectRefusal(.constant) { try AnsariBradleyTest([2, 2], against: [2, 2], method: .asymptotic) }
  }

  @Test func refusesWhatItCannotRank() throws {
    expectRefusal(.tooFew) { try AnsariBradleyTest([], against: [1, 2]) }
    expectRefusal(.tooFew) { try AnsariBradleyTest([1], against: [1, 2]) }
    expectRefusal(.notFinite) { try AnsariBradleyTest([1, 2], against: [.nan, 2]) }
    expectRefusal(.notFinite) { try AnsariBradleyTest([1, .infinity], against: [1, 2]) }
    expectRefusal(.outOfRange) { try AnsariBradleyTest([1, 2], against: [2, 3], confidence: 2) }
    expectRefusal(.outOfRange) { try AnsariBradleyTest([1e200, 2e200], against: [1e-200, 2e-200]) }
    for draws in [Int.min, 0] {
      expectRefusal(.tooFew) {
        try AnsariBradleyTest(calm, against: restless, method: .monteCarlo(draws: draws, seed: 1))
      }
    }
    expectRefusal(.outOfRange) {
      try AnsariBradleyTest(calm, against: restless, method: .monteCarlo(draws: .max, seed: 1))
    }
    let many = (0..<3_000).map(Double.init)
    expectRefusal(.infeasible) { try AnsariBradleyTest(many, against: many) }
    #expect(try AnsariBradleyTest(many, against: many, method: .asymptotic).pValue == 1)
  }

  @Test func separatedAndHugeGroupsHaveAFinding() throws {
    let test = try AnsariBradleyTest([1e200, 2e200, 3e200], against: [-1e200, -4e200, -9e200])
    #expect(test.ratioOfDeviations?.value == 2e200 / 8e200)
    #expect(test.pValue == 1)
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try AnsariBradleyTest(restless, against: calm, alternative: .greater).description == """
        Ansari-Bradley test of spread: first against second
          ratio of mean absolute deviations  4.20  95% CI [1.81, ∞]  AB = 20.50, exact one-sided p = .010
          n = 7, 8   medians = 5.00, 5.00   AB = 20.5   expected = 32.7
          all 15 cases used
          method: exact given the ties; alternative: greater; two-sided p: distance
          Note: The test assumes equal medians: a difference in location can look like one in spread, or
          hide it.
          Note: Do not choose between Student's and Welch's test by this test.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try AnsariBradleyTest(calm, against: restless) }
    try checkFinding { try AnsariBradleyTest([1, 1], against: [1, 1]) }
    try checkFinding { try AnsariBradleyTest(calm, against: restless, method: .asymptotic) }
    try checkFinding {
      try AnsariBradleyTest(calm, against: restless, method: .monteCarlo(draws: 99, seed: 2))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("AnsariBradleyTest") { print in
      // page
      let online = [3.1, 4.4, 2.2, 5.3, 3.9, 1.7, 4.8, 2.9]
      let inPerson = [3.4, 3.9, 3.1, 4.2, 3.6, 3.8, 3.3]
      let spread = try AnsariBradleyTest(online, against: inPerson)
      print(spread.named("well-being", "online", "in person"))
      // end
    }
  }
}
