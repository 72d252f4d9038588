import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct UniformDistributionTests {
  // No fixture: the tails are ratios of lengths.
  @Test func keepsTheContract() throws {
    try checkInversion(
      UniformDistribution(from: -2, to: 5), at: [-1.9, 0, 3.5, 4.999])
  }

  @Test func refusesParametersOutOfRange() {
    expectRefusal(.outOfRange) { try UniformDistribution(from: 1, to: 1) }
    expectRefusal(.outOfRange) { try UniformDistribution(from: 0, to: .infinity) }
  }
}
