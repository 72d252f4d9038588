import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct PairwiseTTestsTests {
  // Reference

  @Test(arguments: try Fixture.cases("PairwiseTTests"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let groups = try reference.scoreGroups()
    let forms: [(String, PairwiseTTests.Variances, PAdjustment)] = [
      ("raw_pooled", .pooled, .none), ("holm_pooled", .pooled, .holm), ("holm_welch", .separate, .holm),
    ]
    for (key, variances, adjustment) in forms {
      let test = try PairwiseTTests(groups, variances: variances, adjustment: adjustment)
      let expected = reference.expected[key]
      // The reference is a triangle: later groups in rows, earlier ones in columns.
      for comparison in test.comparisons {
        try expectAgreement(
          comparison.adjustedPValue, expected["data"][comparison.first - 1][comparison.second], digits: 10,
          "\(key) \(comparison.first) \(comparison.second)")
      }
    }
  }

  // Laws

  @Test func separateVariancesGiveWelchsTests() throws {
    let test = try PairwiseTTests(moods, adjustment: .none)
    for comparison in test.comparisons {
      let welch = try WelchTest(moods.values[comparison.first], against: moods.values[comparison.second])
      expectAgreement(comparison.adjustedPValue, welch.pValue, digits: 12)
      expectAgreement(
        try #require(comparison.difference.interval).lower, try #require(welch.difference.interval).lower,
        digits: 11, floor: 1e-13)
    }
  }

  @Test func bonferroniMultiplies() throws {
    for comparison in try PairwiseTTests(moods, adjustment: .bonferroni).comparisons {
      expectAgreement(comparison.adjustedPValue, min(1, 3 * (try #require(comparison.pValue))), digits: 14)
    }
  }

  // Refusals

  @Test func refusesWhatItCannotJudge() throws {
    expectRefusal(.tooFew) { try PairwiseTTests([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try PairwiseTTests([[1, 2, 3], []]) }
    expectRefusal(.notFinite) { try PairwiseTTests([[1, 2, 3], [2, .nan]]) }
    expectRefusal(.constant) { try PairwiseTTests([[2, 2], [2, 2, 2]]) }
    expectRefusal(.tooFew) { try PairwiseTTests([[1], [2, 3]]) }
    expectRefusal(.constant) { try PairwiseTTests([[1, 1], [2, 2]], variances: .pooled) }
    expectRefusal(.constant) { try PairwiseTTests([[1, 1], [2, 3]]) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try PairwiseTTests(moods).description == """
        Pairwise t tests
          group    n  mean    SD
          group 1  4  4.00  0.82
          group 2  5  5.60  1.14
          group 3  4  7.50  1.29
          comparison         difference    SE  95% CI            t   df     p  Holm p
          group 2 - group 1        1.60  0.65  [0.05, 3.15]   2.45  7.0  .044    .089
          group 3 - group 1        3.50  0.76  [1.54, 5.46]   4.58  5.1  .006    .017
          group 3 - group 2        1.90  0.82  [-0.10, 3.90]  2.31  6.1  .059    .089
          all 13 cases used
          variances: separate; adjustment: Holm
          Note: Each interval holds for its comparison alone.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try PairwiseTTests(moods) }
    try checkFinding { try PairwiseTTests([[1], [2, 3]], variances: .pooled, adjustment: .none) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("PairwiseTTests") { print in
      // page
      let waiting = [3.1, 2.8, 3.9, 3.3]
      let online = [3.6, 4.2, 4.0, 4.9, 3.8]
      let group = [4.8, 4.4, 5.2, 4.1]
      let comparisons = try PairwiseTTests([waiting, online, group])
      print(comparisons.named("well-being", "waiting list", "online", "group"))
      // end
    }
  }
}
