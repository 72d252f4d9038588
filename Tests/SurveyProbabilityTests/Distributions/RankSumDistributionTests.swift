import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RankSumDistributionTests {
  @Test(arguments: try Fixture.cases("RankSumDistribution")) func agreesWithReference(
    _ reference: Fixture.Case
  ) throws {
    try checkColumns(reference, digits: 13, ["u", "m", "n"]) { row in
      columns(try RankSumDistribution(first: Int(row[1]), second: Int(row[2])), at: row[0])
    }
  }

  @Test func givenTiesIsTheEnumeration() throws {
    let ranks = [2, 5, 5, 9, 9, 9, 14]
    let distribution = try ConditionalRankSumDistribution(doubledRanks: ranks, choosing: 3)
    var counts: [Int: Double] = [:]
    for a in 0..<7 {
      for b in 0..<a { for c in 0..<b { counts[ranks[a] + ranks[b] + ranks[c], default: 0] += 1 } }
    }
    for s in distribution.support { expectAgreement(distribution.mass(s), (counts[s] ?? 0) / 35, digits: 14) }
    try checkInversion(distribution, at: [12, 19, 23, 30])
  }

  @Test func keepsTheContract() throws {
    try checkInversion(
      RankSumDistribution(first: 12, second: 9), at: [0, 30, 54, 80, 107])
  }

  @Test func refusesParametersOutOfRange() {
    expectRefusal(.tooFew) { try RankSumDistribution(first: 0, second: 3) }
    expectRefusal(.infeasible) { try RankSumDistribution(first: 4000, second: 4000) }
    expectRefusal(.outOfRange) { try ConditionalRankSumDistribution(doubledRanks: [2, 4], choosing: 3) }
    expectRefusal(.outOfRange) { try ConditionalRankSumDistribution(doubledRanks: [2, -4], choosing: 1) }
  }
}
