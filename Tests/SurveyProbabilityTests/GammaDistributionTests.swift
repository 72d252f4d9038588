import Foundation
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct GammaDistributionTests {
  @Test(arguments: try Fixture.cases("GammaDistribution")) func agreesWithReference(_ reference: Fixture.Case)
    throws
  {
    try checkReference(reference, digits: 13) { row, columns in
      try GammaDistribution(shape: columns["shape"][row].number(), rate: columns["rate"][row].number())
    }
  }

  @Test func aShapeOfOneIsExponential() throws {
    let gamma = try GammaDistribution(shape: 1, rate: 0.25)
    for x in [1e-200, 0.01, 3, 100, 5000] {
      expectAgreement(gamma.logUpperTail(x), -x / 4, digits: 15, "\(x)")
      expectAgreement(gamma.lowerTail(x), -expm1(-x / 4), digits: 15, "\(x)")
      expectAgreement(gamma.logDensity(x), log(0.25) - x / 4, digits: 14, "\(x)")
    }
    #expect(gamma.density(0) == 0.25 && gamma.mean == 4 && gamma.variance == 16)
  }

  @Test func refusesParametersOutOfRange() {
    for value in [0, -1, Double.nan, .infinity] {
      expectRefusal(.outOfRange) { try GammaDistribution(shape: value, rate: 3) }
      expectRefusal(.outOfRange) { try GammaDistribution(shape: 3, rate: value) }
    }
  }

  @Test func keepsTheContract() throws {
    let points = [-1, 0, 1e-300, 1e-9, 0.3, 2, 9, 40, 100, 1e4, 1e9, .infinity]
    for (shape, rate) in [(1e-4, 1), (0.5, 3), (1, 1e-4), (1.7, 1e3), (90, 2), (2500, 30), (1e8, 1e4)] {
      try checkDistribution(try GammaDistribution(shape: shape, rate: rate), at: points)
    }
  }
}
