import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ChiSquareDistributionTests {
  @Test(arguments: try Fixture.cases("ChiSquareDistribution")) func agreesWithReference(
    _ reference: Fixture.Case
  ) throws {
    try checkReference(reference, digits: 13) { row, columns in
      try ChiSquareDistribution(degreesOfFreedom: columns["df"][row].number())
    }
  }

  @Test func oneDegreeOfFreedomIsASquaredNormal() throws {
    let chiSquare = try ChiSquareDistribution(degreesOfFreedom: 1)
    for z in [1e-8, 0.2, 1.96, 7, 36] {
      expectAgreement(
        chiSquare.upperTail(z * z), 2 * NormalDistribution.standard.upperTail(z), digits: 12, "\(z)")
    }
  }

  @Test func knowsItsMoments() throws {
    let chiSquare = try ChiSquareDistribution(degreesOfFreedom: 7)
    #expect(chiSquare.mean == 7 && chiSquare.variance == 14)
  }

  @Test func refusesParametersOutOfRange() {
    for value in [0, -1, Double.nan, .infinity] {
      expectRefusal(.outOfRange) { try ChiSquareDistribution(degreesOfFreedom: value) }
    }
  }

  @Test func keepsTheContract() throws {
    let points = [-1, 0, 1e-300, 1e-9, 0.3, 2, 9, 40, 100, 1e4, 1e9, .infinity]
    for df in [1e-8, 0.2, 1, 2, 3.7, 40, 1000, 1e6, 1e12] {
      try checkDistribution(try ChiSquareDistribution(degreesOfFreedom: df), at: points)
    }
  }
}
