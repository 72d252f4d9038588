import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct TukeyKramerTests {
  // Reference

  @Test(arguments: try Fixture.cases("TukeyKramer"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (groups, expected) = (try reference.scoreGroups(), reference.expected)
    let test = try TukeyKramer(groups, confidence: reference.level())
    let found = test.comparisons
    let names = try expected["comparison"].array().map { try $0.string() }
    #expect(found.map { "\(groups.names[$0.first])-\(groups.names[$0.second])" } == names)
    try expectAgreement(
      found.map(\.difference.value), expected["diff"], digits: 10, floor: 1e-12, "difference")
    let intervals = found.compactMap(\.difference.interval)
    // The reference's limits hold relative to the half-width.
    let floor = 1e-6 * (intervals.map(\.width).max() ?? 0)
    try expectAgreement(intervals.map(\.lower), expected["ci_low"], digits: 6, floor: floor, "lower")
    try expectAgreement(intervals.map(\.upper), expected["ci_high"], digits: 6, floor: floor, "upper")
    // The reference's distribution is right to an absolute error of 1e-6.
    try expectAgreement(found.map(\.adjustedPValue), expected["p_adj"], digits: 16, floor: 1e-6, "p")
  }

  // Laws

  @Test func twoGroupsGiveStudentsTest() throws {
    let student = try StudentTest([4, 6, 7, 5, 6], against: [3, 4, 5, 4])
    let test = try TukeyKramer([[3, 4, 5, 4], [4, 6, 7, 5, 6]])
    expectAgreement(test.comparisons[0].adjustedPValue, student.pValue, digits: 10)
    expectAgreement(
      try #require(test.comparisons[0].difference.interval).lower,
      try #require(student.difference.interval).lower, digits: 9)
  }

  @Test func theProbabilityIsThatOfTheStudentizedRange() throws {
    // By another route: t of one pair times the root of two, at the pooled variance.
    let test = try TukeyKramer(moods)
    let range = try StudentizedRangeDistribution(groups: 3, degreesOfFreedom: 10)
    for comparison in test.comparisons {
      let q = comparison.statistic.magnitude * 2.0.squareRoot()
      expectAgreement(comparison.adjustedPValue, range.upperTail(q), digits: 13)
      let interval = try #require(comparison.difference.interval)
      #expect(interval.contains(0) == (comparison.adjustedPValue > 0.05))
    }
  }

  // Refusals

  @Test func refusesWhatItCannotJudge() throws {
    expectRefusal(.tooFew) { try TukeyKramer([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try TukeyKramer([[1, 2, 3], []]) }
    expectRefusal(.notFinite) { try TukeyKramer([[1, 2, 3], [2, .nan]]) }
    expectRefusal(.constant) { try TukeyKramer([[2, 2], [2, 2, 2]]) }
    expectRefusal(.constant) { try TukeyKramer([[1, 1], [2, 2, 2]]) }
    expectRefusal(.outOfRange) { try TukeyKramer(moods, confidence: 0) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try TukeyKramer(moods).description == """
        Tukey-Kramer comparisons
          group    n  mean    SD
          group 1  4  4.00  0.82
          group 2  5  5.60  1.14
          group 3  4  7.50  1.29
          comparison         difference    SE  95% CI            t  df  adjusted p
          group 2 - group 1        1.60  0.74  [-0.43, 3.63]  2.16  10        .127
          group 3 - group 1        3.50  0.78  [1.36, 5.64]   4.48  10        .003
          group 3 - group 2        1.90  0.74  [-0.13, 3.93]  2.56  10        .067
          all 13 cases used
          Note: The intervals hold together at their level, and p is adjusted for all pairs. One variance is
          assumed for all groups.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try TukeyKramer(moods) }
    try checkFinding { try TukeyKramer([[1], [2, 3]]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("TukeyKramer") { print in
      // page
      let waiting = [3.1, 2.8, 3.9, 3.3]
      let online = [3.6, 4.2, 4.0, 4.9, 3.8]
      let group = [4.8, 4.4, 5.2, 4.1]
      let comparisons = try TukeyKramer([waiting, online, group])
      print(comparisons.named("well-being", "waiting list", "online", "group"))
      // end
    }
  }
}
