import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ExponentialDistributionTests {
  @Test(arguments: try Fixture.cases("ExponentialDistribution")) func agreesWithReference(
    _ reference: Fixture.Case
  ) throws {
    try checkColumns(reference, digits: 13, ["x", "rate"]) { row in
      columns(try ExponentialDistribution(rate: row[1]), at: row[0])
    }
  }

  @Test func keepsTheContract() throws {
    try checkInversion(
      ExponentialDistribution(rate: 0.3), at: [1e-9, 0.5, 3, 40, 2000])
  }

  @Test func refusesParametersOutOfRange() {
    expectRefusal(.outOfRange) { try ExponentialDistribution(rate: 0) }
    expectRefusal(.outOfRange) { try ExponentialDistribution(rate: .infinity) }
  }
}
