import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct PageTestTests {
  static let small = FriedmanTestTests.small

  // Reference

  @Test(arguments: try Fixture.cases("PageTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let conditions = try reference.conditions()
    let exact = try PageTest(conditions, alternative: .greater, method: .exact)
    try expectAgreement(exact.l, reference.expected["L"], digits: 15, "L")
    try expectAgreement(exact.pValue, reference.expected["p_exact"], digits: 10, "exact p")
    let asymptotic = try PageTest(conditions, alternative: .greater)
    try expectAgreement(asymptotic.pValue, reference.expected["p_asymptotic"], digits: 10, "p")
  }

  // Laws

  @Test(arguments: [
    [[1.0, 2, 1, 3], [2, 2, 3, 3], [3, 1, 3, 4]], [[1, 4, 2, 5, 7], [3, 2, 2, 6, 9]],
    [[1, 2], [2, 2], [2, 4], [3, 5]],
  ])
  func exactIsAnEnumeration(_ conditions: [[Double]]) throws {
    let all = try FriedmanTestTests.arrangements(conditions).map { try PageTest($0).l }
    let center = all.reduce(0, +) / Double(all.count)
    let exact = { (alternative: Alternative) in
      try PageTest(conditions, alternative: alternative, method: .exact)
    }
    let l = try exact(.greater).l
    func share(_ count: Int) -> Double { Double(count) / Double(all.count) }
    expectAgreement(try exact(.greater).pValue, share(all.count { $0 >= l - 1e-9 }), digits: 12)
    expectAgreement(try exact(.less).pValue, share(all.count { $0 <= l + 1e-9 }), digits: 12)
    let far = all.count { ($0 - center).magnitude >= (l - center).magnitude - 1e-9 }
    expectAgreement(try exact(.twoSided).pValue, share(far), digits: 12)
    // The variance with ties is that of all arrangements.
    let variance = all.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(all.count)
    expectAgreement(
      try PageTest(conditions).statistic.value, (l - center) / variance.squareRoot(), digits: 11)
  }

  @Test func casesInTheSupposedOrderHaveACorrelationOfOne() throws {
    expectAgreement(try PageTest([[1, 1], [2, 3], [5, 4]]).meanCorrelation, 1, digits: 15)
    expectAgreement(try PageTest([[5, 4], [2, 3], [1, 1]]).meanCorrelation, -1, digits: 15)
  }

  @Test func randomArrangementsComeNearTheExactProbability() throws {
    let exact = try PageTest(Self.small, method: .exact).pValue
    // Nine of ten intervals at 95 % hold it, or more.
    let hits = try (1...20).count { seed in
      let sampled = try PageTest(Self.small, method: .monteCarlo(draws: 499, seed: UInt64(seed)))
      return try #require(sampled.pValueInterval).contains(exact)
    }
    #expect(hits >= 18)
  }

  // Refusals

  @Test func refusesWhatItCannotJudge() throws {
    expectRefusal(.tooFew) { try PageTest([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try PageTest([[], []]) }
    expectRefusal(.lengthMismatch) { try PageTest([[1, 2, 3], [1, 2]]) }
    expectRefusal(.lengthMismatch) { try PageTest([[1, 2], [1, 3]], names: ["a"]) }
    expectRefusal(.notFinite) { try PageTest([[1, 2, 3], [1, 2, .infinity]]) }
    expectRefusal(.constant) { try PageTest([[1, 2, 3], [1, 2, 3]]) }
    expectRefusal(.tooFew) { try PageTest([[1, 2], [2, 3]], method: .monteCarlo(draws: 0, seed: 1)) }
    expectRefusal(.infeasible) {
      try PageTest((0..<9).map { [Double($0), Double($0), 1] }, method: .exact)
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try PageTest([[1, 2, 1, 3], [2, 2, 3, 3], [3, 1, 3, 4]], method: .exact).description == """
        Page's test: condition 1 < condition 2 < condition 3
          mean rank correlation  .44  L = 51.50, exact p = .247
          condition    mean rank
          condition 1       1.50
          condition 2       2.13
          condition 3       2.38
          n = 4   L = 51.5
          all 4 cases used
          method: exact given the ties; alternative: two-sided
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try PageTest(Self.small) }
    try checkFinding { try PageTest(Self.small, method: .exact) }
    try checkFinding { try PageTest([[1], [2]], method: .monteCarlo(draws: 99, seed: 1)) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("PageTest") { print in
      // page
      let before = [2.0, 3, 2, 4, 3, 1, 2]
      let during = [3.0, 3, 4, 4, 5, 2, 3]
      let after = [4.0, 5, 3, 5, 4, 4, 3]
      let trend = try PageTest([before, during, after], alternative: .greater, method: .exact)
      print(trend.named("well-being", "before", "during", "after"))
      // end
    }
  }
}
