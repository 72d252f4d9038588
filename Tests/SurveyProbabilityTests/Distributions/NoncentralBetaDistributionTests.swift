import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct NoncentralBetaDistributionTests {
  @Test(arguments: try Fixture.cases("NoncentralBetaDistribution")) func agreesWithReference(
    _ reference: Fixture.Case
  ) throws {
    try checkColumns(reference, digits: 12, ["x", "alpha", "beta", "ncp"]) { row in
      columns(try NoncentralBetaDistribution(alpha: row[1], beta: row[2], noncentrality: row[3]), at: row[0])
    }
  }

  @Test func keepsTheContract() throws {
    try checkInversion(
      NoncentralBetaDistribution(alpha: 2, beta: 5.5, noncentrality: 9), at: [1e-5, 0.2, 0.5, 0.75, 0.98])
  }

  @Test func refusesParametersOutOfRange() {
    expectRefusal(.outOfRange) { try NoncentralBetaDistribution(alpha: -1, beta: 1, noncentrality: 1) }
    expectRefusal(.outOfRange) { try NoncentralBetaDistribution(alpha: 1, beta: 1, noncentrality: .infinity) }
  }
}
