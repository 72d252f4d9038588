import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct WeibullDistributionTests {
  @Test(arguments: try Fixture.cases("WeibullDistribution")) func agreesWithReference(
    _ reference: Fixture.Case
  ) throws {
    try checkColumns(reference, digits: 13, ["x", "shape", "scale"]) { row in
      columns(try WeibullDistribution(shape: row[1], scale: row[2]), at: row[0])
    }
  }

  @Test func keepsTheContract() throws {
    try checkInversion(
      WeibullDistribution(shape: 1.7, scale: 3), at: [1e-4, 1, 3, 9])
  }

  @Test func refusesParametersOutOfRange() {
    expectRefusal(.outOfRange) { try WeibullDistribution(shape: 0, scale: 1) }
    expectRefusal(.outOfRange) { try WeibullDistribution(shape: 1, scale: .nan) }
  }
}
