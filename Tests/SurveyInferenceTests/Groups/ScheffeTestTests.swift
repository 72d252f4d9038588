import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ScheffeTestTests {
  // Reference

  @Test(arguments: try Fixture.cases("ScheffeTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let contrasts = try reference.options["contrasts"].array().map {
      GroupContrast("contrast", try $0.numbers())
    }
    let test = try ScheffeTest(reference.scoreGroups(), contrasts: contrasts)
    for (found, expected) in zip(test.contrasts, try reference.expected["contrasts"].array()) {
      try expectAgreement(found.estimate.value, expected["estimate"], digits: 10, "estimate")
      try expectAgreement(found.estimate.standardError, expected["se"], digits: 11, "SE")
      try expectAgreement(found.adjustedPValue, expected["p"], digits: 10, "p")
      try expectAgreement(found.estimate.interval?.lower, expected["low"], digits: 10, "lower")
      try expectAgreement(found.estimate.interval?.upper, expected["high"], digits: 10, "upper")
    }
  }

  // Laws

  @Test func theContrastOfTheGroupsOwnMeansGivesTheAnalysisOfVariance() throws {
    // The contrast that is largest for its error has the F of the analysis of variance.
    let groups = moods.values
    let pool = groups.flatMap { $0 }
    let mean = pool.reduce(0, +) / Double(pool.count)
    let weights = groups.map { Double($0.count) * ($0.reduce(0, +) / Double($0.count) - mean) }
    let test = try ScheffeTest(moods, contrasts: [GroupContrast("largest", weights)])
    expectAgreement(test.contrasts[0].adjustedPValue, try OneWayANOVA(moods).pValue, digits: 10)
  }

  @Test func pairsAreJudgedWhereNoContrastIsGiven() throws {
    let test = try ScheffeTest(moods)
    #expect(
      test.contrasts.map(\.contrast.name) == ["group 2 - group 1", "group 3 - group 1", "group 3 - group 2"])
    let tukey = try TukeyKramer(moods)
    for (scheffe, comparison) in zip(test.contrasts, tukey.comparisons) {
      expectAgreement(scheffe.statistic.value, comparison.statistic, digits: 12)
      #expect(scheffe.adjustedPValue > comparison.adjustedPValue)
    }
  }

  // Refusals

  @Test func refusesWhatItCannotJudge() throws {
    expectRefusal(.tooFew) { try ScheffeTest([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try ScheffeTest([[1, 2, 3], []]) }
    expectRefusal(.notFinite) { try ScheffeTest([[1, 2, 3], [2, .nan]]) }
    expectRefusal(.constant) { try ScheffeTest([[2, 2], [2, 2, 2]]) }
    expectRefusal(.constant) { try ScheffeTest([[1, 1], [2, 2, 2]]) }
    expectRefusal(.definition) { try ScheffeTest(moods, contrasts: [GroupContrast("c", [1, 1, -1])]) }
    expectRefusal(.lengthMismatch) { try ScheffeTest(moods, contrasts: [GroupContrast("c", [1, -1])]) }
    expectRefusal(.definition) { try ScheffeTest(moods, contrasts: [GroupContrast("c", [0, 0, 0])]) }
    expectRefusal(.notFinite) { try ScheffeTest(moods, contrasts: [GroupContrast("c", [1, -1, .nan])]) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try ScheffeTest(moods).description == """
        Scheffé's test
          group    n  mean    SD
          group 1  4  4.00  0.82
          group 2  5  5.60  1.14
          group 3  4  7.50  1.29
          contrast           estimate    SE  95% CI            t  df  adjusted p
          group 2 - group 1      1.60  0.74  [-0.52, 3.72]  2.16  10        .148
          group 3 - group 1      3.50  0.78  [1.26, 5.74]   4.48  10        .004
          group 3 - group 2      1.90  0.74  [-0.22, 4.02]  2.56  10        .080
          all 13 cases used
          Note: The intervals of all possible contrasts hold together at their level. One variance is
          assumed for all groups.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try ScheffeTest(moods) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ScheffeTest") { print in
      // page
      let waiting = [3.1, 2.8, 3.9, 3.3]
      let online = [3.6, 4.2, 4.0, 4.9, 3.8]
      let group = [4.8, 4.4, 5.2, 4.1]
      let comparisons = try ScheffeTest([waiting, online, group])
      print(comparisons.named("well-being", "waiting list", "online", "group"))
      // end
    }
  }
}
