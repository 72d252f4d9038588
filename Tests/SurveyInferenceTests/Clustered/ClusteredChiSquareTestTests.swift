import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ClusteredChiSquareTestTests {
  private struct Cases {
    var groups: [String]
    var answers: [String]
    var clusters: [String]

    var reversed: Cases {
      Cases(groups: groups.reversed(), answers: answers.reversed(), clusters: clusters.reversed())
    }
  }

  private static let nested = Cases(
    groups: ["a", "a", "a", "a", "a", "a", "a", "b", "b", "b", "b", "b", "b"],
    answers: ["y", "y", "n", "y", "n", "n", "y", "n", "n", "y", "n", "n", "y"],
    clusters: ["1", "1", "1", "2", "2", "3", "3", "4", "4", "5", "5", "6", "6"])

  private static let crossing = Cases(
    groups: ["a", "b", "a", "b", "a", "b", "a", "b", "a", "b", "a", "b", "c", "c", "c"],
    answers: ["y", "n", "n", "m", "y", "y", "m", "n", "y", "m", "y", "n", "y", "n", "m"],
    clusters: ["1", "1", "1", "2", "2", "2", "3", "3", "3", "4", "4", "4", "1", "2", "3"])

  private func find(
    _ cases: Cases, _ adjustment: ClusteredChiSquareTest.Adjustment = .raoScott, confidence: Double = 0.95
  ) throws -> ClusteredChiSquareTest {
    try ClusteredChiSquareTest(
      cases.groups, by: cases.answers, clusters: cases.clusters, adjustment: adjustment,
      confidence: confidence)
  }

  private func cases(_ reference: Fixture.Case) throws -> Cases {
    Cases(
      groups: try reference.options["groups"].strings(), answers: try reference.options["answers"].strings(),
      clusters: try reference.options["clusters"].strings())
  }

  // Reference

  @Test(arguments: try Fixture.cases("ClusteredChiSquareTest", method: "raoScott"))
  func raoAndScottAgreesWithMatrices(_ reference: Fixture.Case) throws {
    let test = try find(cases(reference))
    let expected = reference.expected
    try expectAgreement(test.pearsonChiSquare, expected["chi"], digits: 12, "chi-square")
    try expectAgreement(test.statistic.value, expected["F"], digits: 11, "F")
    guard case .f(let df1, let df2) = test.statistic.reference else { throw TestFailure("no F") }
    try expectAgreement(df1, expected["df1"], digits: 11, "df1")
    try expectAgreement(df2, expected["df2"], digits: 11, "df2")
    try expectAgreement(test.pValue, expected["p"], digits: 10, "p")
    try expectAgreement(test.designEffect, expected["designEffect"], digits: 11, "design effect")
    try expectAgreement(test.cramersV.value, expected["v"], digits: 12, "V")
  }

  @Test(arguments: try Fixture.cases("ClusteredChiSquareTest", method: "donner"))
  func donnerAgreesWithHisFormula(_ reference: Fixture.Case) throws {
    let cases = try cases(reference)
    let test = try ClusteredChiSquareTest(
      cases.groups, by: cases.answers, clusters: cases.clusters, categoryLevels: ["a0", "a1"],
      adjustment: .donner)
    let expected = reference.expected
    try expectAgreement(test.statistic.value, expected["chi"], digits: 11, "chi-square")
    try expectAgreement(test.pValue, expected["p"], digits: 10, "p")
    try expectAgreement(test.intraclassCorrelation, expected["icc"], digits: 11, "ICC")
    try expectAgreement(test.groupFactors, expected["factors"], digits: 11, "factors")
  }

  // Laws

  @Test func casesThatAreClustersGivePearsonsChiSquareByDonner() throws {
    var cases = Self.nested
    cases.clusters = cases.groups.indices.map { "\($0)" }
    let test = try find(cases, .donner)
    let plain = try ChiSquareTest(ContingencyTable(cases.groups, by: cases.answers))
    expectAgreement(test.statistic.value, plain.statistic.value, digits: 13)
    expectAgreement(test.pValue, plain.pValue, digits: 13)
    expectAgreement(test.designEffect, 1, digits: 13)
    #expect(test.intraclassCorrelation == nil && test.groupFactors == [1, 1])
    expectAgreement(
      try #require(test.cramersV.interval).upper, try #require(plain.cramersV.interval).upper, digits: 11)
  }

  @Test func twoGroupsAndCategoriesAreTheDifferenceOfShares() throws {
    // With equal factors C Donner's chi-square is Pearson's over C.
    var cases = Self.nested
    cases.groups = ["a", "a", "a", "a", "a", "a", "b", "b", "b", "b", "b", "b"]
    cases.answers = ["y", "y", "n", "y", "y", "n", "n", "n", "y", "n", "n", "y"]
    cases.clusters = ["1", "1", "2", "2", "3", "3", "4", "4", "5", "5", "6", "6"]
    let test = try find(cases, .donner)
    expectAgreement(test.groupFactors[0], test.groupFactors[1], digits: 15)
    expectAgreement(test.statistic.value, test.pearsonChiSquare / test.groupFactors[0], digits: 13)
    expectAgreement(test.designEffect, test.groupFactors[0], digits: 13)
    let icc = try #require(test.intraclassCorrelation)
    expectAgreement(test.groupFactors[0], 1 + icc, digits: 13)
  }

  @Test func orderOfCasesGroupsAndCategoriesChangesNothing() throws {
    for (cases, adjustment) in [
      (Self.nested, ClusteredChiSquareTest.Adjustment.donner), (Self.nested, .raoScott),
      (Self.crossing, .raoScott),
    ] {
      let one = try find(cases, adjustment)
      let other = try find(cases.reversed, adjustment)
      expectAgreement(other.statistic.value, one.statistic.value, digits: 12)
      expectAgreement(other.pValue, one.pValue, digits: 11)
      expectAgreement(other.designEffect, one.designEffect, digits: 12)
      let (a, b) = (try #require(one.cramersV.interval), try #require(other.cramersV.interval))
      expectAgreement(a.upper, b.upper, digits: 9)
    }
  }

  @Test func copyingEveryCaseWithinItsClusterLeavesRaoAndScottAsItWas() throws {
    let cases = Self.crossing
    let twice = Cases(
      groups: cases.groups + cases.groups, answers: cases.answers + cases.answers,
      clusters: cases.clusters + cases.clusters)
    let (one, other) = (try find(cases), try find(twice))
    expectAgreement(other.statistic.value, one.statistic.value, digits: 13)
    expectAgreement(other.designEffect, 2 * one.designEffect, digits: 13)
    expectAgreement(other.cramersV.value, one.cramersV.value, digits: 13)
  }

  // Edges

  @Test func groupsWithoutADifferenceHaveNoChiSquare() throws {
    let cases = Cases(
      groups: ["a", "a", "a", "a", "b", "b", "b", "b"], answers: ["y", "y", "n", "n", "y", "n", "n", "y"],
      clusters: ["1", "1", "2", "2", "3", "3", "4", "4"])
    for adjustment in ClusteredChiSquareTest.Adjustment.allCases {
      let test = try find(cases, adjustment)
      #expect(test.statistic.value == 0 && test.pValue == 1 && test.designEffect > 0)
      #expect(test.cramersV.value == 0 && test.cramersV.interval?.lower == 0)
    }
  }

  @Test func refusesWhatItCannotJudge() throws {
    func find(
      _ groups: [String], _ answers: [String], _ clusters: [Int],
      _ adjustment: ClusteredChiSquareTest.Adjustment = .raoScott
    ) throws -> ClusteredChiSquareTest {
      try ClusteredChiSquareTest(groups, by: answers, clusters: clusters, adjustment: adjustment)
    }
    expectRefusal(.tooFew) { try find([], [], []) }
    expectRefusal(.constant) { try find(["a"], ["y"], [1]) }
    expectRefusal(.constant) { try find(["a", "b"], ["y", "y"], [1, 2]) }
    expectRefusal(.tooFew) { try find(["a", "b", "b"], ["y", "n", "y"], [1, 2, 3]) }
    expectRefusal(.tooFew) { try find(["a", "a", "b", "b"], ["y", "n", "y", "y"], [1, 1, 2, 3]) }
    expectRefusal(.lengthMismatch) { try find(["a", "b"], ["y"], [1, 2]) }
    expectRefusal(.lengthMismatch) { try find(["a", "b"], ["y", "n"], [1]) }
    expectRefusal(.definition) {
      try find(["a", "a", "b", "b"], ["y", "n", "m", "y"], [1, 2, 3, 4], .donner)
    }
    expectRefusal(.definition) {
      try find(["a", "a", "b", "b"], ["y", "n", "n", "y"], [1, 2, 1, 2], .donner)
    }
    // Every cluster has the same table.
    expectRefusal(.constant) {
      try find(
        ["a", "a", "b", "b", "a", "a", "b", "b"], ["y", "n", "y", "n", "y", "n", "y", "n"],
        [1, 1, 1, 1, 2, 2, 2, 2])
    }
    // Clusters far less alike than chance.
    expectRefusal(.outOfRange) {
      try find(
        ["a", "a", "a", "a", "b", "b", "b", "b"], ["y", "n", "y", "n", "y", "n", "n", "y"],
        [1, 1, 2, 2, 3, 3, 4, 4], .donner)
    }
    expectRefusal(.outOfRange) {
      try ClusteredChiSquareTest(
        ["a", "a", "b", "b"], by: ["y", "n", "y", "n"], clusters: [1, 2, 3, 4], confidence: 1)
    }
    expectRefusal(.unknownName) {
      try ClusteredChiSquareTest(
        ["a", "a", "b", "b"], by: ["y", "n", "y", "n"], clusters: [1, 2, 3, 4], levels: ["a"])
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    let text = try find(Self.nested, .donner).named("stayed", "group", "answer").description
    #expect(
      text == """
        Chi-square test of clustered cases: stayed, group by answer
          Cramér's V  .24  95% CI [.00, .54]  χ²(1) = 2.33, p = .127
             y  n
          a  4  3
          b  2  4
          clusters = 3, 3   in several groups = 0   χ² unadjusted = 0.74   design effect = 0.32   ICC = -.54
          factors = 0.23, 0.46
          all 13 cases used
          adjustment: Donner
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    for adjustment in ClusteredChiSquareTest.Adjustment.allCases {
      try checkFinding { try find(Self.nested, adjustment) }
    }
    try checkFinding { try find(Self.crossing) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ClusteredChiSquareTest") { print in
      // page
      let site = ["bakery", "bakery", "bakery", "clinic", "clinic", "depot", "depot", "depot", "farm"]
      let stayed = ["yes", "yes", "yes", "yes", "no", "yes", "yes", "no", "yes"]
      let otherSite = ["garage", "garage", "garage", "hotel", "hotel", "inn", "inn", "inn"]
      let otherStayed = ["no", "no", "no", "yes", "yes", "no", "no", "yes"]
      let group = site.map { _ in "coached" } + otherSite.map { _ in "waiting" }
      let test = try ClusteredChiSquareTest(
        group, by: stayed + otherStayed, clusters: site + otherSite)
      print(test.named("volunteers", "group", "stayed"))
      // end
    }
  }
}
