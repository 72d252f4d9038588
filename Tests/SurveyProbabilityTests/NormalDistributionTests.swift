import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct NormalDistributionTests {
  @Test(arguments: try Fixture.cases("NormalDistribution")) func agreesWithReference(
    _ reference: Fixture.Case
  ) throws {
    try checkReference(reference, digits: 13) { _, _ in NormalDistribution.standard }
  }

  @Test func shiftsAndScales() throws {
    let scaled = try NormalDistribution(mean: 100, standardDeviation: 15)
    expectAgreement(scaled.upperTail(130), NormalDistribution.standard.upperTail(2), digits: 15)
    expectAgreement(scaled.density(130), NormalDistribution.standard.density(2) / 15, digits: 15)
    expectAgreement(try scaled.quantile(lowerTail: 0.975), 100 + 15 * 1.959963984540054, digits: 15)
    #expect(scaled.mean == 100 && scaled.variance == 225)
  }

  @Test func refusesParametersOutOfRange() {
    for value in [0, -1, Double.nan, .infinity] {
      expectRefusal(.outOfRange) { try NormalDistribution(mean: 0, standardDeviation: value) }
    }
    for value in [Double.nan, .infinity, -.infinity] {
      expectRefusal(.outOfRange) { try NormalDistribution(mean: value, standardDeviation: 1) }
    }
  }

  @Test func keepsTheContract() throws {
    let points = [-1e300, -40, -37, -5, -1, -1e-10, 0, 0.5, 1.4, 6, 38, 41, .infinity, -.infinity]
    try checkDistribution(NormalDistribution.standard, at: points)
    try checkDistribution(try NormalDistribution(mean: -3, standardDeviation: 1e-3), at: points)
  }
}
