import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MoodMedianTestTests {
  // Reference

  @Test(arguments: try Fixture.cases("MoodMedianTest", method: "Mood median test"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    for (name, ties) in [("below", MoodMedianTest.TieRule.below), ("above", .above), ("ignore", .ignored)] {
      for corrects in [true, false] {
        let expected = reference.expected["\(name)_\(corrects ? "cc" : "nocc")"]
        let test = try MoodMedianTest(
          first, against: second, ties: ties, method: .chiSquare(continuityCorrection: corrects))
        try expectAgreement(test.grandMedian, expected["grand_median"], digits: 15, "median")
        try expectAgreement(test.statistic.value, expected["stat"], digits: 10, "χ² \(name)")
        try expectAgreement(test.pValue, expected["p"], digits: 10, "p \(name)")
        let rows = try expected["table"].array().map { try $0.numbers() }
        // The reference has the groups in its columns.
        #expect(test.table.counts.map { Double($0[0]) } == rows[0])
        #expect(test.table.counts.map { Double($0[1]) } == rows[1])
      }
    }
  }

  @Test(arguments: try Fixture.cases("MoodMedianTest", method: "median test of several groups"))
  func severalGroupsAgreeWithReference(_ reference: Fixture.Case) throws {
    let groups = try reference.spreadGroups()
    let rule = try #require(MoodMedianTest.TieRule(rawValue: reference.options["ties"].string()))
    let exact = try MoodMedianTest(groups, ties: rule)
    try expectAgreement(exact.grandMedian, reference.expected["grand_median"], digits: 16, "median")
    try expectAgreement(exact.table.counts.map { Double($0[0]) }, reference.expected["above"], digits: 16)
    try expectAgreement(exact.pValue, reference.expected["p_exact"], digits: 9, "exact")
    let normal = try MoodMedianTest(groups, ties: rule, method: .chiSquare())
    try expectAgreement(normal.statistic.value, reference.expected["chi2"], digits: 11, "χ²")
    try expectAgreement(normal.pValue, reference.expected["p_chi2"], digits: 11, "p")
  }

  // Laws

  @Test(arguments: 0..<30)
  func exactIsTheEnumerationOfAllDivisions(_ run: Int) throws {
    let sizes = (2 + run % 4, 2 + run / 4 % 5)
    let (first, second) = tiedGroups(sizes.0, sizes.1, levels: 3 + run % 4, seed: UInt64(run))
    let pool = first + second
    let median = medianOf(pool)
    let isAbove = pool.map { $0 > median }
    guard isAbove.contains(true) else {
      expectRefusal(.constant) { try MoodMedianTest(first, against: second) }
      return
    }
    let counts = subsets(of: pool.count, choosing: sizes.0).map { $0.count { isAbove[$0] } }
    func frequency(_ count: Int) -> Int { counts.count { $0 == count } }
    let observed = frequency(isAbove[..<sizes.0].count { $0 })
    let beyond = counts.count { frequency($0) <= observed }
    let test = try MoodMedianTest(first, against: second)
    expectAgreement(test.pValue, Double(beyond) / Double(counts.count), digits: 13)
  }

  @Test func exactIsFishersTestOfTheTable() throws {
    let test = try MoodMedianTest(moods)
    #expect(try FisherExactTest(test.table).pValue == test.pValue)
    #expect(test.difference == nil && test.cramersV != nil)
    let pair = try MoodMedianTest(calm, against: restless)
    #expect(try FisherExactTest(pair.table).pValue == pair.pValue)
    #expect(pair.cramersV == nil)
    #expect(pair.difference == (try RiskDifference(pair.table, interval: .mee)).difference)
  }

  @Test func onlyTheOrderOfTheScoresMatters() throws {
    let one = try MoodMedianTest(moods)
    let cubes = try MoodMedianTest(ScoreGroups(moods.values.map { $0.reversed().map { $0 * $0 * $0 } }))
    // The scores have an odd number, so that their median is one of them.
    #expect(one.statistic == cubes.statistic && one.table.counts == cubes.table.counts)
    let swapped = try MoodMedianTest(restless, against: calm)
    let pair = try MoodMedianTest(calm, against: restless)
    expectAgreement(pair.pValue, swapped.pValue, digits: 14)
    #expect(try #require(pair.difference).value == -(try #require(swapped.difference).value))
  }

  @Test func turningTheScoresTurnsTheRuleForTies() throws {
    let turned = ScoreGroups(moods.values.map { $0.map { -$0 } })
    let (one, other) = (try MoodMedianTest(moods), try MoodMedianTest(turned, ties: .above))
    expectAgreement(one.pValue, other.pValue, digits: 14)
    #expect(one.table.counts == other.table.counts.map { $0.reversed() })
  }

  @Test func randomTablesComeNearTheExactProbability() throws {
    let exact = try MoodMedianTest(moods).pValue
    let sampled = try MoodMedianTest(moods, method: .monteCarlo(seed: 4))
    #expect(try #require(sampled.pValueInterval).contains(exact))
  }

  @Test func labelsAndArraysGiveTheSame() throws {
    let scores = moods.values.flatMap { $0 }
    let labels = moods.values.enumerated().flatMap { index, group in group.map { _ in "group \(index + 1)" } }
    #expect(try MoodMedianTest(scores, by: labels).report == MoodMedianTest(moods).report)
  }

  // Edges and refusals

  @Test func refusesWhatHasNoTwoSides() throws {
    expectRefusal(.tooFew) { try MoodMedianTest([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try MoodMedianTest([[1, 2, 3], []]) }
    expectRefusal(.notFinite) { try MoodMedianTest([[1, 2, 3], [2, .nan]]) }
    expectRefusal(.notFinite) { try MoodMedianTest([1, 2, 3], against: [2, .infinity]) }
    expectRefusal(.constant) { try MoodMedianTest([[2, 2], [2, 2, 2]]) }
    expectRefusal(.tooFew) { try MoodMedianTest([[2, 2], [2, 2, 2]], ties: .ignored) }
    // The median is the largest score.
    expectRefusal(.constant) { try MoodMedianTest([1, 5, 5], against: [5, 5, 2]) }
    #expect(try MoodMedianTest([1, 5, 5], against: [5, 5, 2], ties: .above).pValue == 1)
    expectRefusal(.tooFew) { try MoodMedianTest([1, 2, 8], against: [3, 3], ties: .ignored) }
    expectRefusal(.definition) { try MoodMedianTest(moods, method: .chiSquare(continuityCorrection: true)) }
    expectRefusal(.definition) { try MoodMedianTest(calm, against: restless, method: .monteCarlo()) }
    expectRefusal(.tooFew) { try MoodMedianTest(moods, method: .monteCarlo(tables: 0)) }
    expectRefusal(.outOfRange) { try MoodMedianTest(moods, confidence: .nan) }
  }

  @Test func smallSeparatedAndHugeGroupsHaveAFinding() throws {
    #expect(try MoodMedianTest([2], against: [1]).pValue == 1)
    let test = try MoodMedianTest([1e200, 2e200, 3e200], against: [-1.7e308, -1e308, -1])
    #expect(test.difference?.value == 1)
    expectAgreement(test.pValue, 0.1, digits: 14)
    #expect(try MoodMedianTest([1.7e308], against: [1.5e308]).grandMedian == 1.6e308)
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try MoodMedianTest([5, 7, 8, 8, 9], against: [2, 5, 4, 6]).description == """
        Mood's median test: first - second
          difference in shares  .80  95% CI [.16, .96]  above = 4.00, exact p = .048
          group   above  not above  share above
          first       4          1         .800
          second      0          4         .000
          median of all = 6.00   equal to it = 1
          all 9 cases used
          scores equal to the median: below; method: exact given the margins; two-sided p: minimum
          likelihood; interval: Mee score
        """)
    #expect(
      try MoodMedianTest(moods, ties: .ignored, method: .chiSquare()).description == """
        Mood's median test
          Cramér's V  .85  95% CI [.00, 1.00]  χ²(2) = 7.22, p = .027
          group    above  below  share above
          group 1      0      4         .000
          group 2      1      2         .333
          group 3      3      0        1.000
          median of all = 6.00   equal to it = 3
          all 13 cases used
          scores equal to the median: ignored; method: chi-square distribution; continuity correction: none
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try MoodMedianTest(moods) }
    try checkFinding { try MoodMedianTest(calm, against: restless, method: .exact(twoSided: .doubled)) }
    try checkFinding { try MoodMedianTest(calm, against: restless, ties: .above, method: .chiSquare()) }
    try checkFinding { try MoodMedianTest(moods, method: .monteCarlo(tables: 99)) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MoodMedianTest") { print in
      // page
      let participants = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75]
      let trust = try MoodMedianTest(participants, against: others, ties: .below)
      print(trust.named("generalized trust", "participant", "other"))
      // end
    }
  }
}
