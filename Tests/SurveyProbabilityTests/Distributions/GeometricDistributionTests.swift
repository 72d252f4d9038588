import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct GeometricDistributionTests {
  @Test(arguments: try Fixture.cases("GeometricDistribution")) func agreesWithReference(
    _ reference: Fixture.Case
  ) throws {
    try checkColumns(reference, digits: 13, ["k", "probability"]) { row in
      columns(try GeometricDistribution(probability: row[1]), at: row[0])
    }
  }

  @Test func keepsTheContract() throws {
    try checkInversion(
      GeometricDistribution(probability: 0.15), at: [0, 3, 10, 400])
  }

  @Test func refusesParametersOutOfRange() {
    expectRefusal(.outOfRange) { try GeometricDistribution(probability: 0) }
    expectRefusal(.outOfRange) { try GeometricDistribution(probability: 1.5) }
  }
}
