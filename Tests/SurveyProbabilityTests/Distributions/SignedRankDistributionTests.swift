import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct SignedRankDistributionTests {
  @Test(arguments: try Fixture.cases("SignedRankDistribution")) func agreesWithReference(
    _ reference: Fixture.Case
  ) throws {
    try checkColumns(reference, digits: 13, ["v", "n"]) { row in
      columns(try SignedRankDistribution(count: Int(row[1])), at: row[0])
    }
  }

  @Test func givenTiesIsTheEnumeration() throws {
    let ranks = [2, 5, 5, 8, 10]
    let distribution = try ConditionalSignedRankDistribution(doubledRanks: ranks)
    var counts: [Int: Double] = [:]
    for set in 0..<32 { counts[(0..<5).reduce(0) { $0 + (set >> $1 & 1) * ranks[$1] }, default: 0] += 1 }
    for s in distribution.support { expectAgreement(distribution.mass(s), (counts[s] ?? 0) / 32, digits: 14) }
    try checkInversion(distribution, at: [0, 7, 15, 25])
  }

  @Test func keepsTheContract() throws {
    try checkInversion(
      SignedRankDistribution(count: 20), at: [0, 50, 104, 150, 209])
    try checkInversion(
      SignedRankDistribution(count: 0), at: [0])
  }

  @Test func refusesParametersOutOfRange() {
    expectRefusal(.outOfRange) { try SignedRankDistribution(count: -1) }
    expectRefusal(.outOfRange) { try SignedRankDistribution(count: 1001) }
    expectRefusal(.outOfRange) { try ConditionalSignedRankDistribution(doubledRanks: [2, 0]) }
  }
}
