import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BrownForsytheANOVATests {
  // Reference

  @Test(arguments: try Fixture.cases("BrownForsytheANOVA"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let test = try BrownForsytheANOVA(reference.scoreGroups())
    guard case .f(let numerator, let denominator) = test.statistic.reference else { return }
    try expectAgreement(test.statistic.value, reference.expected["F"], digits: 11, "F")
    try expectAgreement(numerator, reference.expected["df1"], digits: 15, "df1")
    try expectAgreement(denominator, reference.expected["df2"], digits: 11, "df2")
    try expectAgreement(test.pValue, reference.expected["p"], digits: 10, "p")
  }

  // Laws

  @Test func twoGroupsGiveTheSquareOfWelchsT() throws {
    let (x, y) = ([3.0, 4, 5, 4], [4.0, 6, 7, 5, 6, 12])
    let (test, welch) = (try BrownForsytheANOVA([x, y]), try WelchTest(x, against: y))
    expectAgreement(test.statistic.value, welch.statistic.value * welch.statistic.value, digits: 13)
    expectAgreement(test.pValue, welch.pValue, digits: 12)
  }

  @Test func equalSizesGiveTheUsualF() throws {
    let groups: ScoreGroups = [[1, 2, 4], [3, 3, 7], [2, 8, 9]]
    expectAgreement(
      try BrownForsytheANOVA(groups).statistic.value, try OneWayANOVA(groups).statistic.value, digits: 13)
  }

  @Test func aGroupMayBeConstant() throws {
    #expect(try BrownForsytheANOVA([[1, 1], [2, 3, 4]]).pValue < 1)
  }

  // Refusals

  @Test func refusesWhatItCannotJudge() throws {
    expectRefusal(.tooFew) { try BrownForsytheANOVA([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try BrownForsytheANOVA([[1, 2, 3], []]) }
    expectRefusal(.notFinite) { try BrownForsytheANOVA([[1, 2, 3], [2, .nan]]) }
    expectRefusal(.constant) { try BrownForsytheANOVA([[2, 2], [2, 2, 2]]) }
    expectRefusal(.tooFew) { try BrownForsytheANOVA([[1], [2, 3]]) }
    expectRefusal(.constant) { try BrownForsytheANOVA([[1, 1], [2, 2]]) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try BrownForsytheANOVA(moods).description == """
        Brown-Forsythe analysis of variance
          ω²  .585  F*(2, 8.6) = 10.17, p = .005
          group    n  mean    SD
          group 1  4  4.00  0.82
          group 2  5  5.60  1.14
          group 3  4  7.50  1.29
          all 13 cases used
          Note: ω² follows from F*; it has no interval, because F* is no noncentral F where the means
          differ.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try BrownForsytheANOVA(moods) }
    try checkFinding { try BrownForsytheANOVA([[1, 3], [1, 3]]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BrownForsytheANOVA") { print in
      // page
      let waiting = [3.1, 2.8, 3.9, 3.3]
      let online = [3.6, 4.2, 4.0, 4.9, 3.8]
      let group = [4.8, 4.4, 5.2, 4.1]
      let analysis = try BrownForsytheANOVA([waiting, online, group])
      print(analysis.named("well-being", "waiting list", "online", "group"))
      // end
    }
  }
}
