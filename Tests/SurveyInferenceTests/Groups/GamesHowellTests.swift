import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct GamesHowellTests {
  // Reference

  @Test(arguments: try Fixture.cases("GamesHowell"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let found = try GamesHowell(reference.scoreGroups(), confidence: reference.level()).comparisons
    try expectAgreement(
      found.map(\.difference.value), expected["diff"], digits: 10, floor: 1e-12, "difference")
    try expectAgreement(found.compactMap(\.difference.standardError), expected["se"], digits: 11, "SE")
    try expectAgreement(found.map(\.statistic), expected["t"], digits: 10, floor: 1e-12, "t")
    try expectAgreement(found.compactMap(\.degreesOfFreedom), expected["df"], digits: 11, "df")
    let intervals = found.compactMap(\.difference.interval)
    let floor = 1e-6 * (intervals.map(\.width).max() ?? 0)
    try expectAgreement(intervals.map(\.lower), expected["ci_low"], digits: 6, floor: floor, "lower")
    try expectAgreement(intervals.map(\.upper), expected["ci_high"], digits: 6, floor: floor, "upper")
    try expectAgreement(found.map(\.adjustedPValue), expected["p_adj"], digits: 16, floor: 1e-6, "p")
  }

  // Laws

  @Test func twoGroupsGiveWelchsTest() throws {
    let welch = try WelchTest([4, 6, 7, 5, 6], against: [3, 4, 5, 4])
    let test = try GamesHowell([[3, 4, 5, 4], [4, 6, 7, 5, 6]])
    expectAgreement(test.comparisons[0].adjustedPValue, welch.pValue, digits: 10)
    expectAgreement(
      try #require(test.comparisons[0].difference.interval).lower,
      try #require(welch.difference.interval).lower, digits: 9)
  }

  // Refusals

  @Test func refusesWhatItCannotJudge() throws {
    expectRefusal(.tooFew) { try GamesHowell([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try GamesHowell([[1, 2, 3], []]) }
    expectRefusal(.notFinite) { try GamesHowell([[1, 2, 3], [2, .nan]]) }
    expectRefusal(.constant) { try GamesHowell([[2, 2], [2, 2, 2]]) }
    expectRefusal(.tooFew) { try GamesHowell([[1], [2, 3]]) }
    expectRefusal(.constant) { try GamesHowell([[1, 1], [2, 3]]) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try GamesHowell(moods).description == """
        Games-Howell comparisons
          group    n  mean    SD
          group 1  4  4.00  0.82
          group 2  5  5.60  1.14
          group 3  4  7.50  1.29
          comparison         difference    SE  95% CI            t   df  adjusted p
          group 2 - group 1        1.60  0.65  [-0.33, 3.53]  2.45  7.0        .099
          group 3 - group 1        3.50  0.76  [1.03, 5.97]   4.58  5.1        .013
          group 3 - group 2        1.90  0.82  [-0.61, 4.41]  2.31  6.1        .129
          all 13 cases used
          Note: The intervals hold together at their level approximately, and p is adjusted for all pairs.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try GamesHowell(moods) }
    try checkFinding { try GamesHowell([[1, 3], [1, 3]]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("GamesHowell") { print in
      // page
      let waiting = [3.1, 2.8, 3.9, 3.3]
      let online = [3.6, 4.2, 4.0, 4.9, 3.8]
      let group = [4.8, 4.4, 5.2, 4.1]
      let comparisons = try GamesHowell([waiting, online, group])
      print(comparisons.named("well-being", "waiting list", "online", "group"))
      // end
    }
  }
}
