import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct FriedmanTestTests {
  static let small = [[1.0, 2, 1, 3], [2, 2, 3, 3], [3, 1, 3, 4]]

  // Reference

  @Test(arguments: try Fixture.cases("FriedmanTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (conditions, expected) = (try reference.conditions(), reference.expected)
    let test = try FriedmanTest(conditions)
    try expectAgreement(test.statistic.value, expected["chi2"], digits: 11, "chi-square")
    try expectAgreement(test.pValue, expected["p"], digits: 10, "p")
    try expectAgreement(test.concordance, expected["kendall_W"], digits: 11, "W")
    let f = try #require(test.imanDavenport)
    try expectAgreement(f.value, expected["iman_davenport_F"], digits: 10, "F")
    try expectAgreement(f.pValue(), expected["iman_davenport_p"], digits: 9, "p of F")
    let n = Double(conditions[0].count)
    try expectAgreement(test.meanRanks.map { $0 * n }, expected["rank_sums"], digits: 13, "rank sums")
  }

  // Laws

  /// All arrangements of the scores within each case.
  static func arrangements(_ conditions: [[Double]]) -> [[[Double]]] {
    func orders(_ values: [Double]) -> [[Double]] {
      guard values.count > 1 else { return [values] }
      return values.indices.flatMap { place -> [[Double]] in
        var rest = values
        let first = rest.remove(at: place)
        return orders(rest).map { [first] + $0 }
      }
    }
    var found: [[[Double]]] = [[]]
    for row in conditions[0].indices {
      let all = orders(conditions.map { $0[row] })
      found = found.flatMap { blocks in all.map { blocks + [$0] } }
    }
    return found.map { blocks in conditions.indices.map { column in blocks.map { $0[column] } } }
  }

  @Test(arguments: [
    [[1.0, 2, 1, 3], [2, 2, 3, 3], [3, 1, 3, 4]], [[1, 1, 2], [2, 1, 2], [2, 2, 1]],
    [[1, 4, 2, 5, 7], [3, 2, 2, 6, 9]], [[1, 2], [2, 2], [2, 4], [3, 5]],
  ])
  func exactIsAnEnumeration(_ conditions: [[Double]]) throws {
    let exact = try FriedmanTest(conditions, method: .exact)
    let observed = exact.concordance
    let all = try Self.arrangements(conditions).map { try FriedmanTest($0).concordance }
    let beyond = all.count { $0 >= observed - 1e-12 }
    expectAgreement(exact.pValue, Double(beyond) / Double(all.count), digits: 12)
  }

  @Test func completeAgreementHasAConcordanceOfOne() throws {
    let test = try FriedmanTest([[1, 1, 1], [2, 3, 2], [3, 9, 7]])
    expectAgreement(test.concordance, 1, digits: 15)
    #expect(test.imanDavenport == nil)
    // 3! orders, of which all cases must have the same: (1/6)².
    let exact = try FriedmanTest([[1, 1, 1], [2, 3, 2], [3, 9, 7]], method: .exact)
    expectAgreement(exact.pValue, 1.0 / 36, digits: 13)
  }

  @Test func randomArrangementsComeNearTheExactProbability() throws {
    let exact = try FriedmanTest(Self.small, method: .exact).pValue
    let sampled = try FriedmanTest(Self.small, method: .monteCarlo(draws: 9_999, seed: 2))
    #expect(try #require(sampled.pValueInterval).contains(exact))
  }

  @Test func orderOfCasesAndConditionsDoesNotMatter() throws {
    let turned = Self.small.reversed().map { Array($0.reversed()) }
    expectAgreement(try FriedmanTest(Self.small).pValue, try FriedmanTest(turned).pValue, digits: 14)
  }

  // Refusals

  @Test func refusesWhatItCannotJudge() throws {
    expectRefusal(.tooFew) { try FriedmanTest([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try FriedmanTest([[], []]) }
    expectRefusal(.lengthMismatch) { try FriedmanTest([[1, 2, 3], [1, 2]]) }
    expectRefusal(.lengthMismatch) { try FriedmanTest([[1, 2], [1, 3]], names: ["a"]) }
    expectRefusal(.notFinite) { try FriedmanTest([[1, 2, 3], [1, 2, .infinity]]) }
    expectRefusal(.constant) { try FriedmanTest([[1, 2, 3], [1, 2, 3]]) }
    expectRefusal(.tooFew) { try FriedmanTest([[1, 2], [2, 3]], method: .monteCarlo(draws: 0, seed: 1)) }
    expectRefusal(.infeasible) {
      try FriedmanTest((0..<9).map { [Double($0), Double($0), 1] }, method: .exact)
    }
    expectRefusal(.tooFew) { try FriedmanTest([[1], [2]]) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try FriedmanTest([[1, 2, 1, 3], [2, 2, 3, 3], [3, 1, 3, 4]]).description == """
        Friedman test
          Kendall's W     .250  χ²(2) = 2.00, p = .368
          Iman-Davenport        F(2, 6) = 1.00, p = .422
          condition    mean rank
          condition 1       1.50
          condition 2       2.13
          condition 3       2.38
          n = 4
          all 4 cases used
          method: large-sample distribution
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try FriedmanTest(Self.small) }
    try checkFinding { try FriedmanTest(Self.small, method: .exact) }
    try checkFinding { try FriedmanTest(Self.small, method: .monteCarlo(draws: 99, seed: 1)) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("FriedmanTest") { print in
      // page
      let before = [2.0, 3, 2, 4, 3, 1, 2]
      let during = [3.0, 3, 4, 4, 5, 2, 3]
      let after = [4.0, 5, 3, 5, 4, 4, 3]
      let test = try FriedmanTest([before, during, after])
      print(test.named("well-being", "before", "during", "after"))
      // end
    }
  }
}
