import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct NegativeBinomialDistributionTests {
  @Test(arguments: try Fixture.cases("NegativeBinomialDistribution")) func agreesWithReference(
    _ reference: Fixture.Case
  ) throws {
    try checkColumns(reference, digits: 13, ["k", "successes", "probability"]) { row in
      columns(try NegativeBinomialDistribution(successes: row[1], probability: row[2]), at: row[0])
    }
  }

  @Test func keepsTheContract() throws {
    try checkInversion(
      NegativeBinomialDistribution(successes: 2.5, probability: 0.3), at: [0, 2, 6, 15, 90])
  }

  @Test func refusesParametersOutOfRange() {
    expectRefusal(.outOfRange) { try NegativeBinomialDistribution(successes: 0, probability: 0.5) }
    expectRefusal(.outOfRange) { try NegativeBinomialDistribution(successes: 1, probability: 0) }
  }
}
