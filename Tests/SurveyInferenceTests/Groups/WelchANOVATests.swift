import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct WelchANOVATests {
  // Reference

  @Test(arguments: try Fixture.cases("WelchANOVA"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let test = try WelchANOVA(reference.scoreGroups())
    guard case .f(let numerator, let denominator) = test.statistic.reference else { return }
    try expectAgreement(test.statistic.value, reference.expected["F"], digits: 11, "F")
    try expectAgreement(numerator, reference.expected["df1"], digits: 15, "df1")
    try expectAgreement(denominator, reference.expected["df2"], digits: 11, "df2")
    try expectAgreement(test.pValue, reference.expected["p"], digits: 10, "p")
  }

  // Laws

  @Test func twoGroupsGiveTheSquareOfWelchsT() throws {
    let (x, y) = ([3.0, 4, 5, 4], [4.0, 6, 7, 5, 6, 12])
    let (test, welch) = (try WelchANOVA([x, y]), try WelchTest(x, against: y))
    expectAgreement(test.statistic.value, welch.statistic.value * welch.statistic.value, digits: 13)
    expectAgreement(test.pValue, welch.pValue, digits: 12)
  }

  @Test func neitherShiftNorScaleNorOrderMatters() throws {
    let test = try WelchANOVA(moods)
    let moved = try WelchANOVA(ScoreGroups(moods.values.reversed().map { $0.reversed().map { 7 - 4 * $0 } }))
    expectAgreement(test.statistic.value, moved.statistic.value, digits: 12)
    expectAgreement(test.omegaSquared.value, moved.omegaSquared.value, digits: 12)
    let tiny = try WelchANOVA(ScoreGroups(moods.values.map { $0.map { $0 * 1e-120 } }))
    expectAgreement(test.statistic.value, tiny.statistic.value, digits: 12)
  }

  // Refusals

  @Test func refusesWhatItCannotJudge() throws {
    expectRefusal(.tooFew) { try WelchANOVA([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try WelchANOVA([[1, 2, 3], []]) }
    expectRefusal(.notFinite) { try WelchANOVA([[1, 2, 3], [2, .nan]]) }
    expectRefusal(.constant) { try WelchANOVA([[2, 2], [2, 2, 2]]) }
    expectRefusal(.tooFew) { try WelchANOVA([[1], [2, 3]]) }
    expectRefusal(.constant) { try WelchANOVA([[1, 1], [2, 3]]) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try WelchANOVA(moods).description == """
        Welch's analysis of variance
          ω²  .579  90% CI [.147, .784]  F(2, 6.4) = 9.93, p = .011
          group    n  mean    SD
          group 1  4  4.00  0.82
          group 2  5  5.60  1.14
          group 3  4  7.50  1.29
          all 13 cases used
          Note: ω² and its interval follow from Welch's F; the interval takes it as a noncentral F, which
          holds approximately.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try WelchANOVA(moods) }
    try checkFinding { try WelchANOVA([[1, 3], [1, 3]]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("WelchANOVA") { print in
      // page
      let waiting = [3.1, 2.8, 3.9, 3.3]
      let online = [3.6, 4.2, 4.0, 4.9, 3.8]
      let group = [4.8, 4.4, 5.2, 4.1]
      let analysis = try WelchANOVA([waiting, online, group])
      print(analysis.named("well-being", "waiting list", "online", "group"))
      // end
    }
  }
}
