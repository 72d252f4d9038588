import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct PermutationFTests {
  // Reference

  @Test(arguments: try Fixture.cases("PermutationF"))
  func agreesWithEnumeration(_ reference: Fixture.Case) throws {
    let test = try PermutationF(reference.scoreGroups(), method: .exact)
    try expectAgreement(test.statistic.value, reference.expected["F"], digits: 12, "F")
    try expectAgreement(test.pValue, reference.expected["p"], digits: 12, "p")
  }

  // Laws

  @Test func twoGroupsGiveTheTestOfTheDifferenceInMeans() throws {
    let (x, y) = ([1.0, 4, 4, 6, 2], [4.5, 6, 7, 5, 6, 12])
    let test = try PermutationF([x, y], method: .exact)
    let difference = try PermutationTest(x, against: y, statistic: .meanDifference, method: .exact)
    expectAgreement(test.pValue, difference.pValue, digits: 13)
  }

  @Test func neitherShiftNorScaleMatters() throws {
    let test = try PermutationF(moods)
    let moved = try PermutationF(ScoreGroups(moods.values.map { $0.map { 1e6 - 4 * $0 } }))
    #expect(test.pValue == moved.pValue)
  }

  @Test func randomDivisionsComeNearTheExactProbability() throws {
    let groups: ScoreGroups = [[1, 2, 2, 3], [2, 3, 3], [3, 4, 2]]
    let exact = try PermutationF(groups, method: .exact).pValue
    #expect(try #require(PermutationF(groups).pValueInterval).contains(exact))
  }

  // Refusals

  @Test func refusesWhatItCannotJudge() throws {
    expectRefusal(.tooFew) { try PermutationF([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try PermutationF([[1, 2, 3], []]) }
    expectRefusal(.notFinite) { try PermutationF([[1, 2, 3], [2, .nan]]) }
    expectRefusal(.constant) { try PermutationF([[2, 2], [2, 2, 2]]) }
    expectRefusal(.constant) { try PermutationF([[1, 1], [2, 2, 2]]) }
    expectRefusal(.infeasible) {
      try PermutationF(
        ScoreGroups([0, 1, 2].map { group in (0..<10).map { Double($0 + group) } }), method: .exact)
    }
    expectRefusal(.infeasible) {
      try PermutationF(ScoreGroups([(0..<3_000).map(Double.init), [1]]), method: .exact)
    }
    expectRefusal(.tooFew) { try PermutationF(moods, method: .monteCarlo(permutations: 0, seed: 1)) }
    expectRefusal(.outOfRange) { try PermutationF(moods, method: .monteCarlo(permutations: .max, seed: 1)) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try PermutationF([[1, 2, 2], [2, 3, 3], [3, 4, 4]], method: .exact).description == """
        Permutation test of F
          ε²  .667  F = 9.00, exact p = .032
          group    n  mean    SD
          group 1  3  1.67  0.58
          group 2  3  2.67  0.58
          group 3  3  3.67  0.58
          all 9 cases used
          method: all divisions
          Note: Permuting F tests that all groups have the same distribution, variances included.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try PermutationF(moods) }
    try checkFinding { try PermutationF(tied, method: .exact) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("PermutationF") { print in
      // page
      let waiting = [3.1, 2.8, 3.9, 3.3]
      let online = [3.6, 4.2, 4.0, 4.9, 3.8]
      let group = [4.8, 4.4, 5.2, 4.1]
      let test = try PermutationF([waiting, online, group])
      print(test.named("well-being", "waiting list", "online", "group"))
      // end
    }
  }
}
