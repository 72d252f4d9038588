import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct LogisticDistributionTests {
  @Test(arguments: try Fixture.cases("LogisticDistribution")) func agreesWithReference(
    _ reference: Fixture.Case
  ) throws {
    try checkColumns(reference, digits: 13, ["x", "location", "scale"]) { row in
      columns(try LogisticDistribution(location: row[1], scale: row[2]), at: row[0])
    }
  }

  @Test func keepsTheContract() throws {
    try checkInversion(
      LogisticDistribution(location: -1, scale: 2), at: [-900, -5, -1, 0.5, 60])
  }

  @Test func refusesParametersOutOfRange() {
    expectRefusal(.outOfRange) { try LogisticDistribution(location: .infinity, scale: 1) }
    expectRefusal(.outOfRange) { try LogisticDistribution(location: 0, scale: -1) }
  }
}
