import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct KolmogorovLimitDistributionTests {
  // No fixture: the reference values stand with those of the exact distribution.
  @Test func agreesWithReference() throws {
    let columns = try #require(try Fixture.cases("KolmogorovDistribution").first).expected
    for row in 0..<7 {
      let n = try columns["n"][row].number()
      let found = KolmogorovLimitDistribution().lowerTail(n.squareRoot() * (try columns["d"][row].number()))
      expectAgreement(found, try columns["limit_cdf"][row].number(), digits: 13, "row \(row)")
    }
  }

  @Test func keepsTheContract() throws {
    try checkInversion(
      KolmogorovLimitDistribution(), at: [0.05, 0.3, 0.8, 1.2, 6])
  }

  @Test func refusesParametersOutOfRange() {
  }
}
