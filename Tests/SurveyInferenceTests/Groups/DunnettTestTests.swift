import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct DunnettTestTests {
  // Reference

  @Test(arguments: try Fixture.cases("DunnettTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (groups, expected) = (try reference.scoreGroups(), reference.expected)
    let alternative: Alternative =
      switch try reference.options["alternative"].string() {
      case "greater": .greater
      case "less": .less
      default: .twoSided
      }
    let test = try DunnettTest(groups, against: groups.names[0], alternative: alternative)
    try expectAgreement(test.comparisons.map(\.statistic), expected["t"], digits: 11, "t")
    try expectAgreement(test.comparisons.map(\.adjustedPValue), expected["p"], digits: 8, floor: 1e-12, "p")
    for comparison in test.comparisons {
      let interval = try #require(comparison.difference.interval)
      let limit = alternative == .less ? interval.upper : interval.lower
      let reach = (limit - comparison.difference.value).magnitude / (comparison.difference.standardError ?? 0)
      try expectAgreement(reach, expected["critical"], digits: 8, "critical value")
    }
  }

  // Laws

  @Test func oneComparisonIsStudentsTest() throws {
    for alternative in Alternative.allCases {
      let student = try StudentTest([4, 6, 7, 5, 6], against: [3, 4, 5, 4], alternative: alternative)
      let test = try DunnettTest([[3, 4, 5, 4], [4, 6, 7, 5, 6]], alternative: alternative)
      expectAgreement(test.comparisons[0].adjustedPValue, student.pValue, digits: 10)
      let (one, other) = (test.comparisons[0].difference.interval, student.difference.interval)
      expectAgreement(try #require(one).lower, try #require(other).lower, digits: 9)
      expectAgreement(try #require(one).upper, try #require(other).upper, digits: 9)
    }
  }

  @Test func theProbabilityLiesBetweenThatOfOneTestAndBonferronis() throws {
    let test = try DunnettTest(moods)
    let alone = try PairwiseTTests(moods, variances: .pooled, adjustment: .none)
    for (dunnett, student) in zip(test.comparisons, alone.comparisons) {
      let p = try #require(student.pValue)
      #expect(dunnett.adjustedPValue > p && dunnett.adjustedPValue < 2 * p)
    }
  }

  @Test func theControlMayBeAnyGroup() throws {
    let reordered = ScoreGroups([moods.values[1], moods.values[0], moods.values[2]], names: ["b", "a", "c"])
    let test = try DunnettTest(reordered, against: "a")
    let usual = try DunnettTest(moods)
    #expect(test.comparisons.map(\.difference.value) == usual.comparisons.map(\.difference.value))
    for (one, other) in zip(test.comparisons, usual.comparisons) {
      expectAgreement(one.adjustedPValue, other.adjustedPValue, digits: 12)
    }
  }

  // Refusals

  @Test func refusesWhatItCannotJudge() throws {
    expectRefusal(.tooFew) { try DunnettTest([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try DunnettTest([[1, 2, 3], []]) }
    expectRefusal(.notFinite) { try DunnettTest([[1, 2, 3], [2, .nan]]) }
    expectRefusal(.constant) { try DunnettTest([[2, 2], [2, 2, 2]]) }
    expectRefusal(.unknownName) { try DunnettTest(moods, against: "placebo") }
    expectRefusal(.constant) { try DunnettTest([[1, 1], [2, 2, 2]]) }
    expectRefusal(.infeasible) { try DunnettTest(ScoreGroups([[1]] + [(0..<10_001).map(Double.init)])) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try DunnettTest(moods).description == """
        Dunnett's test: against group 1
          group    n  mean    SD
          group 1  4  4.00  0.82
          group 2  5  5.60  1.14
          group 3  4  7.50  1.29
          comparison         difference    SE  95% CI            t  df  adjusted p
          group 2 - group 1        1.60  0.74  [-0.30, 3.50]  2.16  10        .097
          group 3 - group 1        3.50  0.78  [1.50, 5.50]   4.48  10        .002
          all 13 cases used
          alternative: two-sided
          Note: The intervals hold together at their level, and p is adjusted for all comparisons with the
          control. One variance is assumed for all groups.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try DunnettTest(moods) }
    try checkFinding { try DunnettTest(moods, alternative: .less) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("DunnettTest") { print in
      // page
      let waiting = [3.1, 2.8, 3.9, 3.3]
      let online = [3.6, 4.2, 4.0, 4.9, 3.8]
      let group = [4.8, 4.4, 5.2, 4.1]
      let comparisons = try DunnettTest([waiting, online, group])
      print(comparisons.named("well-being", "waiting list", "online", "group"))
      // end
    }
  }
}
