import Foundation
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct StudentTDistributionTests {
  @Test(arguments: try Fixture.cases("StudentTDistribution")) func agreesWithReference(
    _ reference: Fixture.Case
  ) throws {
    try checkReference(reference, digits: 13) { row, columns in
      try StudentTDistribution(degreesOfFreedom: columns["df"][row].number())
    }
  }

  @Test func oneDegreeOfFreedomIsCauchyAndTwoHaveAClosedForm() throws {
    let cauchy = try StudentTDistribution(degreesOfFreedom: 1)
    let two = try StudentTDistribution(degreesOfFreedom: 2)
    for x in [1e-5, 0.3, 1, 8, 1e4, 1e12] {
      expectAgreement(cauchy.upperTail(x), atan(1 / x) / .pi, digits: 14, "\(x)")
      let root = (2 + x * x).squareRoot()
      expectAgreement(two.upperTail(x), 1 / (root * (root + x)), digits: 14, "\(x)")
    }
  }

  @Test func itsSquareIsF() throws {
    for df in [0.7, 3, 24.7, 1e4] {
      let t = try StudentTDistribution(degreesOfFreedom: df)
      let f = try FDistribution(numerator: 1, denominator: df)
      for x in [0.01, 0.9, 2.1, 30] {
        expectAgreement(2 * t.upperTail(x), f.upperTail(x * x), digits: 13, "\(df) \(x)")
      }
    }
  }

  @Test func hugeDegreesOfFreedomAreNormal() throws {
    let t = try StudentTDistribution(degreesOfFreedom: 1e99)
    for x in [0.1, 2, 10, 37.5] {
      expectAgreement(t.upperTail(x), NormalDistribution.standard.upperTail(x), digits: 13, "\(x)")
    }
  }

  @Test func momentsExistWhereTheyExist() throws {
    #expect(try StudentTDistribution(degreesOfFreedom: 1).mean == nil)
    #expect(try StudentTDistribution(degreesOfFreedom: 2).mean == 0)
    #expect(try StudentTDistribution(degreesOfFreedom: 2).variance == nil)
    #expect(try StudentTDistribution(degreesOfFreedom: 4).variance == 2)
  }

  @Test func refusesParametersOutOfRange() {
    for value in [0, -1, Double.nan, .infinity] {
      expectRefusal(.outOfRange) { try StudentTDistribution(degreesOfFreedom: value) }
    }
  }

  @Test func keepsTheContract() throws {
    let points = [
      -.infinity, -1e200, -1e20, -50, -3, -0.5, -1e-12, 0, 1e-300, 0.1, 2, 40, 1e8, 1e160, .infinity,
    ]
    for df in [0.05, 0.9, 1, 2.5, 30, 76.4, 5000, 1e9, 1e17, 1e99] {
      try checkDistribution(try StudentTDistribution(degreesOfFreedom: df), at: points)
    }
  }
}
