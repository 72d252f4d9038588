import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct QuadeTestTests {
  static let small = FriedmanTestTests.small

  // Reference

  @Test(arguments: try Fixture.cases("QuadeTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let test = try QuadeTest(reference.conditions())
    guard case .f(let numerator, let denominator) = test.statistic.reference else { return }
    try expectAgreement(test.statistic.value, reference.expected["F"], digits: 11, "F")
    try expectAgreement(numerator, reference.expected["df1"], digits: 15, "df1")
    try expectAgreement(denominator, reference.expected["df2"], digits: 15, "df2")
    try expectAgreement(test.pValue, reference.expected["p"], digits: 11, "p")
  }

  // Laws

  @Test(arguments: [
    [[1.0, 2, 1, 3], [2, 2, 3, 3], [3, 1, 3, 4]], [[1, 4, 2, 5, 7], [3, 2, 2, 6, 9]],
    [[1, 2], [2, 2], [2, 4], [3, 5]],
  ])
  func exactIsAnEnumeration(_ conditions: [[Double]]) throws {
    let exact = try QuadeTest(conditions, method: .exact)
    let all = try FriedmanTestTests.arrangements(conditions).map {
      try QuadeTest($0, method: .monteCarlo(draws: 1, seed: 1)).share
    }
    let beyond = all.count { $0 >= exact.share - 1e-12 }
    expectAgreement(exact.pValue, Double(beyond) / Double(all.count), digits: 12)
  }

  @Test func twoConditionsGiveTheSignedRankTest() throws {
    let (x, y) = ([1.0, 4, 2, 5, 7, 3], [3.0, 2, 5.5, 6, 9.5, 8])
    let quade = try QuadeTest([x, y], method: .exact)
    expectAgreement(quade.pValue, try SignedRankTest(y, against: x).pValue, digits: 12)
  }

  @Test func randomArrangementsComeNearTheExactProbability() throws {
    let exact = try QuadeTest(Self.small, method: .exact).pValue
    let sampled = try QuadeTest(Self.small, method: .monteCarlo(draws: 9_999, seed: 2))
    #expect(try #require(sampled.pValueInterval).contains(exact))
  }

  // Refusals

  @Test func refusesWhatItCannotJudge() throws {
    expectRefusal(.tooFew) { try QuadeTest([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try QuadeTest([[], []]) }
    expectRefusal(.lengthMismatch) { try QuadeTest([[1, 2, 3], [1, 2]]) }
    expectRefusal(.lengthMismatch) { try QuadeTest([[1, 2], [1, 3]], names: ["a"]) }
    expectRefusal(.notFinite) { try QuadeTest([[1, 2, 3], [1, 2, .infinity]]) }
    expectRefusal(.constant) { try QuadeTest([[1, 2, 3], [1, 2, 3]]) }
    expectRefusal(.tooFew) { try QuadeTest([[1, 2], [2, 3]], method: .monteCarlo(draws: 0, seed: 1)) }
    expectRefusal(.infeasible) {
      try QuadeTest((0..<9).map { [Double($0), Double($0), 1] }, method: .exact)
    }
    expectRefusal(.outOfRange) { try QuadeTest([[1, 2, 3], [2, 3, 4]]) }
    expectRefusal(.outOfRange) { try QuadeTest([[-1e308, 1], [1e308, 2]]) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try QuadeTest([[1, 2, 1, 3], [2, 2, 3, 3], [3, 1, 3, 4]]).description == """
        Quade test
          share between conditions  .401  F(2, 6) = 2.01, p = .215
          condition    weighted mean rank
          condition 1                1.30
          condition 2                2.18
          condition 3                2.53
          n = 4
          all 4 cases used
          method: large-sample distribution
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try QuadeTest(Self.small) }
    try checkFinding { try QuadeTest([[1, 2, 3], [2, 3, 4]], method: .exact) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("QuadeTest") { print in
      // page
      let before = [2.0, 3, 2, 4, 3, 1, 2]
      let during = [3.0, 3, 4, 4, 5, 2, 3]
      let after = [4.0, 5, 3, 5, 4, 4, 3]
      let test = try QuadeTest([before, during, after])
      print(test.named("well-being", "before", "during", "after"))
      // end
    }
  }
}
