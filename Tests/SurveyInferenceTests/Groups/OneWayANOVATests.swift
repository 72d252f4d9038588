import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct OneWayANOVATests {
  // Reference

  @Test(arguments: try Fixture.cases("OneWayANOVA", method: "one-way ANOVA with effect sizes"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let groups = try reference.scoreGroups()
    for (key, confidence) in [("eta2_ci90_ncF", 0.90), ("eta2_ci95_ncF", 0.95)] {
      let test = try OneWayANOVA(groups, confidence: confidence)
      try expectAgreement(test.groups.map(\.mean), expected["means"], digits: 11, "means")
      try expectAgreement(test.groups.compactMap(\.standardDeviation), expected["sds"], digits: 11, "SDs")
      try expectAgreement(test.betweenSumOfSquares, expected["ss_between"], digits: 11, "between")
      try expectAgreement(test.withinSumOfSquares, expected["ss_within"], digits: 11, "within")
      try expectAgreement(test.statistic.value, expected["F"], digits: 11, "F")
      try expectAgreement(test.pValue, expected["p"], digits: 9, "p")
      try expectAgreement(test.etaSquared.value, expected["eta2"], digits: 11, "eta")
      try expectAgreement(test.omegaSquared.value, expected["omega2"], digits: 9, "omega")
      try expectAgreement(test.epsilonSquared.value, expected["epsilon2"], digits: 9, "epsilon")
      let interval = try #require(test.etaSquared.interval)
      try expectAgreement([interval.lower, interval.upper], expected[key], digits: 7, key)
    }
  }

  @Test(arguments: try Fixture.cases("OneWayANOVA", method: "NIST StRD one-way ANOVA certified values"))
  func agreesWithCertifiedValues(_ reference: Fixture.Case) throws {
    let table = try reference.data()
    let (y, labels) = (try table.numbers("response"), try table.column("treatment"))
    let test = try OneWayANOVA(y.compactMap { $0 }, by: labels.compactMap { $0 })
    let expected = reference.expected
    // What rounding the data to doubles leaves: thirteen digits where they are near 1, nine near 10^6, and two
    // or three near 10^12.
    let large = test.groups[0].mean > 1e11
    let digits: Double = large ? 2 : test.groups[0].mean > 1e5 ? 8.5 : 12.5
    try expectAgreement(test.statistic.value, expected["F"], digits: digits, "F")
    try expectAgreement(test.betweenSumOfSquares, expected["between_ss"], digits: digits, "between")
    try expectAgreement(test.withinSumOfSquares, expected["within_ss"], digits: digits, "within")
    try expectAgreement(test.etaSquared.value, expected["r_squared"], digits: digits, "eta")
  }

  // Laws

  @Test func twoGroupsGiveTheSquareOfStudentsT() throws {
    let test = try OneWayANOVA([[3, 4, 5, 4], [4, 6, 7, 5, 6]])
    let student = try StudentTest([3, 4, 5, 4], against: [4, 6, 7, 5, 6])
    expectAgreement(test.statistic.value, student.statistic.value * student.statistic.value, digits: 13)
    expectAgreement(test.pValue, student.pValue, digits: 12)
  }

  @Test func neitherShiftNorScaleNorOrderMatters() throws {
    let test = try OneWayANOVA(moods)
    let moved = try OneWayANOVA(
      ScoreGroups(moods.values.reversed().map { $0.reversed().map { 1e6 - 4 * $0 } }))
    expectAgreement(test.statistic.value, moved.statistic.value, digits: 12)
    expectAgreement(test.etaSquared.value, moved.etaSquared.value, digits: 12)
  }

  @Test func theLowerLimitIsAboveZeroExactlyWhereTheTestRejects() throws {
    for shift in stride(from: 0.0, through: 3, by: 0.1) {
      let test = try OneWayANOVA([[3, 4, 5, 4], [3 + shift, 5 + shift, 4, 3]])
      #expect(((try #require(test.etaSquared.interval)).lower > 0) == (test.pValue < 0.05), "\(shift)")
    }
  }

  @Test func aGroupMayHaveOneScore() throws {
    let test = try OneWayANOVA([[5], [1, 2, 3]])
    expectAgreement(test.statistic.value, 6.75, digits: 14)
    #expect(test.groups[0].standardDeviation == nil)
  }

  // Refusals

  @Test func refusesWhatItCannotJudge() throws {
    expectRefusal(.tooFew) { try OneWayANOVA([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try OneWayANOVA([[1, 2, 3], []]) }
    expectRefusal(.notFinite) { try OneWayANOVA([[1, 2, 3], [2, .nan]]) }
    expectRefusal(.constant) { try OneWayANOVA([[2, 2], [2, 2, 2]]) }
    expectRefusal(.constant) { try OneWayANOVA([[1, 1], [2, 2, 2]]) }
    expectRefusal(.tooFew) { try OneWayANOVA([[1], [2]]) }
    expectRefusal(.outOfRange) { try OneWayANOVA([[1, 2], [2, 3]], confidence: 1) }
    expectRefusal(.outOfRange) { try OneWayANOVA([[1e200, 2e200], [2e200, 3e200]]) }
    expectRefusal(.outOfRange) { try OneWayANOVA([[1e-160, 2e-160], [2e-160, 3e-160]]) }
    expectRefusal(.outOfRange) { try OneWayANOVA([[1, 1 + 1e-9], [2e6, 2e6]]) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try OneWayANOVA(moods).description == """
        One-way analysis of variance
          η²  .668  90% CI [.215, .772]  F(2, 10) = 10.07, p = .004
          ω²  .583
          ε²  .602
          group    n  mean    SD
          group 1  4  4.00  0.82
          group 2  5  5.60  1.14
          group 3  4  7.50  1.29
          all 13 cases used
          Note: The test and the interval assume that all groups have the same variance. The interval is
          that of λ/(λ + N), with λ the noncentrality of F: the share in the population that η², ω² and ε²
          estimate.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try OneWayANOVA(moods) }
    try checkFinding { try OneWayANOVA([[5], [1, 2, 3]]) }
    try checkFinding { try OneWayANOVA([[1, 3], [1, 3]]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("OneWayANOVA") { print in
      // page
      let waiting = [3.1, 2.8, 3.9, 3.3]
      let online = [3.6, 4.2, 4.0, 4.9, 3.8]
      let group = [4.8, 4.4, 5.2, 4.1]
      let analysis = try OneWayANOVA([waiting, online, group])
      print(analysis.named("well-being", "waiting list", "online", "group"))
      // end
    }
  }
}
