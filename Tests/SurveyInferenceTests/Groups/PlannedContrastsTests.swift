import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct PlannedContrastsTests {
  // Reference

  @Test(arguments: try Fixture.cases("PlannedContrasts"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let groups = try reference.scoreGroups()
    let contrasts = try reference.options["contrasts"].array().map {
      GroupContrast("contrast", try $0.numbers())
    }
    for (key, variances) in [("pooled", PairwiseTTests.Variances.pooled), ("separate", .separate)] {
      let test = try PlannedContrasts(groups, contrasts: contrasts, variances: variances)
      for (found, all) in zip(test.contrasts, try reference.expected["contrasts"].array()) {
        let expected = all[key]
        try expectAgreement(found.estimate.value, all["estimate"], digits: 10, "estimate")
        try expectAgreement(found.estimate.standardError, expected["se"], digits: 11, "SE")
        guard case .t(let df) = found.statistic.reference else { return }
        try expectAgreement(df, expected["df"], digits: 11, "df")
        try expectAgreement(found.statistic.value, expected["t"], digits: 10, "t")
        try expectAgreement(found.adjustedPValue, expected["p"], digits: 10, "p")
        try expectAgreement(found.effect?.value, expected["d"], digits: 10, "d")
        guard variances == .pooled else { continue }
        try expectAgreement(found.estimate.interval?.lower, expected["low"], digits: 9, "lower")
        try expectAgreement(found.estimate.interval?.upper, expected["high"], digits: 9, "upper")
        try expectAgreement(found.effect?.interval?.lower, expected["d_low"], digits: 7, "lower of d")
        try expectAgreement(found.effect?.interval?.upper, expected["d_high"], digits: 7, "upper of d")
      }
    }
  }

  // Laws

  @Test func twoGroupsGiveTheTTests() throws {
    let (x, y) = ([3.0, 4, 5, 4], [4.0, 6, 7, 5, 6, 12])
    let contrast = [GroupContrast("first - second", [1, -1])]
    let welch = try WelchTest(x, against: y)
    let separate = try PlannedContrasts([x, y], contrasts: contrast).contrasts[0]
    expectAgreement(separate.adjustedPValue, welch.pValue, digits: 12)
    expectAgreement(try #require(separate.effect).value, welch.effect.value, digits: 12)
    expectAgreement(
      try #require(separate.effect?.interval).lower, try #require(welch.effect.interval).lower, digits: 11)
    let student = try StudentTest(x, against: y)
    let pooled = try PlannedContrasts([x, y], contrasts: contrast, variances: .pooled).contrasts[0]
    expectAgreement(pooled.adjustedPValue, student.pValue, digits: 12)
  }

  @Test func theSquaresOfOrthogonalContrastsAddUp() throws {
    let groups: ScoreGroups = [[1, 2, 4], [3, 3, 7], [2, 8, 9]]
    let contrasts = [GroupContrast("a", [1, -1, 0]), GroupContrast("b", [0.5, 0.5, -1])]
    let test = try PlannedContrasts(groups, contrasts: contrasts, variances: .pooled)
    let sum = test.contrasts.reduce(0) { $0 + $1.statistic.value * $1.statistic.value }
    expectAgreement(sum / 2, try OneWayANOVA(groups).statistic.value, digits: 12)
  }

  @Test func bonferroniMultiplies() throws {
    let contrasts = [GroupContrast("a", [1, -1, 0]), GroupContrast("b", [0.5, 0.5, -1])]
    for found in try PlannedContrasts(moods, contrasts: contrasts, adjustment: .bonferroni).contrasts {
      expectAgreement(found.adjustedPValue, min(1, 2 * (try #require(found.pValue))), digits: 14)
    }
  }

  // Refusals

  @Test func refusesWhatItCannotJudge() throws {
    let pair = [GroupContrast("second - first", [-1, 1])]
    expectRefusal(.tooFew) { try PlannedContrasts([[1, 2, 3]], contrasts: pair) }
    expectRefusal(.tooFew) { try PlannedContrasts([[1, 2, 3], []], contrasts: pair) }
    expectRefusal(.notFinite) { try PlannedContrasts([[1, 2, 3], [2, .nan]], contrasts: pair) }
    expectRefusal(.constant) { try PlannedContrasts([[2, 2], [2, 2, 2]], contrasts: pair) }
    expectRefusal(.tooFew) { try PlannedContrasts(moods, contrasts: []) }
    expectRefusal(.tooFew) { try PlannedContrasts([[1], [2, 3]], contrasts: pair) }
    expectRefusal(.constant) {
      try PlannedContrasts([[1, 1], [2, 2], [1, 4]], contrasts: [GroupContrast("c", [1, -1, 0])])
    }
    expectRefusal(.definition) { try PlannedContrasts(moods, contrasts: [GroupContrast("c", [1, 1, -1])]) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try PlannedContrasts(moods, contrasts: [GroupContrast("others - first", [-1, 0.5, 0.5])]).description
        == """
        Planned contrasts
          group    n  mean    SD
          group 1  4  4.00  0.82
          group 2  5  5.60  1.14
          group 3  4  7.50  1.29
          contrast        estimate    SE  95% CI           t   df     p     d  95% CI of d
          others - first      2.55  0.58  [1.22, 3.88]  4.40  8.1  .002  2.32  [0.71, 3.92]
          all 13 cases used
          variances: separate; adjustment: none
          Note: Each interval holds for its contrast alone. d is the contrast over the root of the mean of
          the groups' variances.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try PlannedContrasts(moods, contrasts: [GroupContrast("c", [1, -1, 0])]) }
    try checkFinding {
      try PlannedContrasts(
        moods, contrasts: [GroupContrast("c", [1, -1, 0])], variances: .pooled, adjustment: .holm)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("PlannedContrasts") { print in
      // page
      let waiting = [3.1, 2.8, 3.9, 3.3]
      let online = [3.6, 4.2, 4.0, 4.9, 3.8]
      let group = [4.8, 4.4, 5.2, 4.1]
      let planned = try PlannedContrasts(
        [waiting, online, group],
        contrasts: [
          GroupContrast("treated - waiting list", [-1, 0.5, 0.5]),
          GroupContrast("group - online", [0, -1, 1]),
        ])
      print(planned.named("well-being", "waiting list", "online", "group"))
      // end
    }
  }
}
