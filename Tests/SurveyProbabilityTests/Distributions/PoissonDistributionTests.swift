import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct PoissonDistributionTests {
  @Test(arguments: try Fixture.cases("PoissonDistribution")) func agreesWithReference(
    _ reference: Fixture.Case
  ) throws {
    try checkColumns(reference, digits: 13, ["k", "lambda"]) { row in
      columns(try PoissonDistribution(mean: row[1]), at: row[0])
    }
  }

  @Test func keepsTheContract() throws {
    try checkInversion(
      PoissonDistribution(mean: 3.2), at: [0, 1, 3, 8, 60])
    try checkInversion(
      PoissonDistribution(mean: 5000), at: [3000, 4950, 5000, 5100, 9000])
    try checkInversion(
      PoissonDistribution(mean: 0), at: [0, 1])
  }

  @Test func refusesParametersOutOfRange() {
    expectRefusal(.outOfRange) { try PoissonDistribution(mean: -1) }
    expectRefusal(.outOfRange) { try PoissonDistribution(mean: .nan) }
  }
}
