import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct LogNormalDistributionTests {
  @Test(arguments: try Fixture.cases("LogNormalDistribution")) func agreesWithReference(
    _ reference: Fixture.Case
  ) throws {
    try checkColumns(reference, digits: 13, ["x", "logMean", "logDeviation"]) { row in
      columns(try LogNormalDistribution(logMean: row[1], logDeviation: row[2]), at: row[0])
    }
  }

  @Test func keepsTheContract() throws {
    try checkInversion(
      LogNormalDistribution(logMean: 0.5, logDeviation: 0.4), at: [0.01, 0.8, 1.6, 4, 1000])
  }

  @Test func refusesParametersOutOfRange() {
    expectRefusal(.outOfRange) { try LogNormalDistribution(logMean: .nan, logDeviation: 1) }
    expectRefusal(.outOfRange) { try LogNormalDistribution(logMean: 0, logDeviation: 0) }
  }
}
