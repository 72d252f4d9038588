import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct JonckheereTerpstraTestTests {
  // Reference

  @Test(arguments: try Fixture.cases("JonckheereTerpstraTest"))
  func agreesWithEnumeration(_ reference: Fixture.Case) throws {
    let groups = try reference.scoreGroups()
    let test = { (alternative: Alternative) in
      try JonckheereTerpstraTest(groups, alternative: alternative, method: .exact)
    }
    try expectAgreement(test(.twoSided).j, reference.expected["J"], digits: 15, "J")
    try expectAgreement(test(.less).pValue, reference.expected["lower"], digits: 12, "lower")
    try expectAgreement(test(.greater).pValue, reference.expected["upper"], digits: 12, "upper")
    try expectAgreement(test(.twoSided).pValue, reference.expected["two_sided"], digits: 12, "two-sided")
  }

  // Laws

  @Test func twoGroupsGiveTheMannWhitneyTest() throws {
    let (x, y) = ([1.0, 4, 4, 6, 2], [4.0, 6, 7, 5, 6, 12])
    let mannWhitney = try MannWhitneyTest(y, against: x, alternative: .greater)
    let test = try JonckheereTerpstraTest([x, y], alternative: .greater, method: .exact)
    #expect(test.j == mannWhitney.u)
    expectAgreement(test.pValue, mannWhitney.pValue, digits: 12)
    let z = try MannWhitneyTest(y, against: x, method: .asymptotic(continuityCorrection: false))
    expectAgreement(
      try JonckheereTerpstraTest([x, y]).statistic.value, z.statistic.value, digits: 12)
  }

  @Test func reversingTheGroupsReversesTheTrend() throws {
    let up = try JonckheereTerpstraTest(tied, alternative: .greater, method: .exact)
    let down = try JonckheereTerpstraTest(
      ScoreGroups(tied.values.reversed()), alternative: .less, method: .exact)
    expectAgreement(up.pValue, down.pValue, digits: 13)
    expectAgreement(up.probability, 1 - down.probability, digits: 13)
  }

  @Test func theVarianceIsThatOfTheExactDistribution() throws {
    // The standardized J of many draws has the variance that the formula with ties gives.
    let test = try JonckheereTerpstraTest(tied)
    let pool = tied.values.flatMap { $0 }
    var (sum, squares, count) = (0.0, 0.0, 0.0)
    for deal in KruskalWallisTestTests.divisions([4, 3, 3]) {
      var groups: [[Double]] = [[], [], []]
      for (place, group) in deal.enumerated() { groups[group].append(pool[place]) }
      var j = 0.0
      for i in 0..<3 {
        for k in (i + 1)..<3 {
          for x in groups[i] { for y in groups[k] { j += y > x ? 1 : y == x ? 0.5 : 0 } }
        }
      }
      sum += j
      squares += j * j
      count += 1
    }
    let variance = squares / count - sum / count * sum / count
    expectAgreement(test.statistic.value, (test.j - sum / count) / variance.squareRoot(), digits: 10)
  }

  @Test func randomArrangementsComeNearTheExactProbability() throws {
    let exact = try JonckheereTerpstraTest(tied, method: .exact).pValue
    let sampled = try JonckheereTerpstraTest(tied, method: .monteCarlo(draws: 9_999, seed: 5))
    #expect(try #require(sampled.pValueInterval).contains(exact))
  }

  // Refusals

  @Test func refusesWhatItCannotJudge() throws {
    expectRefusal(.tooFew) { try JonckheereTerpstraTest([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try JonckheereTerpstraTest([[1, 2, 3], []]) }
    expectRefusal(.notFinite) { try JonckheereTerpstraTest([[1, 2, 3], [2, .nan]]) }
    expectRefusal(.constant) { try JonckheereTerpstraTest([[2, 2], [2, 2, 2]]) }
    expectRefusal(.infeasible) {
      try JonckheereTerpstraTest(
        ScoreGroups((0..<6).map { group in (0..<20).map { Double($0 * 6 + group) } }), method: .exact)
    }
    expectRefusal(.tooFew) { try JonckheereTerpstraTest(tied, method: .monteCarlo(draws: -1, seed: 1)) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try JonckheereTerpstraTest(tied, method: .exact).description == """
        Jonckheere-Terpstra test: group 1 < group 2 < group 3
          probability that the later is greater  .86  J = 28.50, exact p = .017
          n = 4, 3, 3   J = 28.5
          all 10 cases used
          method: exact given the ties; alternative: two-sided; two-sided p: distance
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try JonckheereTerpstraTest(moods) }
    try checkFinding { try JonckheereTerpstraTest(tied, method: .exact) }
    try checkFinding { try JonckheereTerpstraTest(tied, method: .monteCarlo(draws: 99, seed: 1)) }
    try checkFinding { try JonckheereTerpstraTest([[1], [2]]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("JonckheereTerpstraTest") { print in
      // page
      let none = [2.0, 3, 1, 2, 4]
      let weekly = [3.0, 2, 4, 4]
      let daily = [5.0, 3, 4, 5, 4]
      let trend = try JonckheereTerpstraTest([none, weekly, daily], alternative: .greater, method: .exact)
      print(trend.named("well-being", "no exercise", "weekly", "daily"))
      // end
    }
  }
}
