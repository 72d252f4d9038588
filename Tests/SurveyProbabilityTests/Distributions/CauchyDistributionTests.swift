import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CauchyDistributionTests {
  @Test(arguments: try Fixture.cases("CauchyDistribution")) func agreesWithReference(
    _ reference: Fixture.Case
  ) throws {
    try checkColumns(reference, digits: 13, ["x", "location", "scale"]) { row in
      columns(try CauchyDistribution(location: row[1], scale: row[2]), at: row[0])
    }
  }

  @Test func keepsTheContract() throws {
    try checkInversion(
      CauchyDistribution(location: 1, scale: 0.5), at: [-1e12, -3, 0.9, 1.5, 1e6])
  }

  @Test func refusesParametersOutOfRange() {
    expectRefusal(.outOfRange) { try CauchyDistribution(location: .nan, scale: 1) }
    expectRefusal(.outOfRange) { try CauchyDistribution(location: 0, scale: 0) }
  }
}
