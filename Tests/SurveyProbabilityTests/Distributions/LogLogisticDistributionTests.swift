import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct LogLogisticDistributionTests {
  @Test(arguments: try Fixture.cases("LogLogisticDistribution")) func agreesWithReference(
    _ reference: Fixture.Case
  ) throws {
    try checkColumns(reference, digits: 13, ["x", "shape", "scale"]) { row in
      columns(try LogLogisticDistribution(shape: row[1], scale: row[2]), at: row[0])
    }
  }

  @Test func keepsTheContract() throws {
    try checkInversion(
      LogLogisticDistribution(shape: 4.5, scale: 2), at: [1e-4, 1, 2, 3, 500])
  }

  @Test func refusesParametersOutOfRange() {
    expectRefusal(.outOfRange) { try LogLogisticDistribution(shape: 0, scale: 1) }
    expectRefusal(.outOfRange) { try LogLogisticDistribution(shape: 1, scale: 0) }
  }
}
