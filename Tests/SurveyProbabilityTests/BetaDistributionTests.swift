import Foundation
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BetaDistributionTests {
  @Test(arguments: try Fixture.cases("BetaDistribution")) func agreesWithReference(_ reference: Fixture.Case)
    throws
  {
    try checkReference(reference, digits: 13) { row, columns in
      try BetaDistribution(alpha: columns["shape1"][row].number(), beta: columns["shape2"][row].number())
    }
  }

  @Test func aParameterOfOneGivesPowers() throws {
    for a in [1e-5, 0.5, 1, 40, 1e4] {
      let beta = try BetaDistribution(alpha: a, beta: 1)
      for x in [1e-100, 0.01, 0.5, 0.999] {
        expectAgreement(beta.logLowerTail(x), a * log(x), digits: 14, "\(a) at \(x)")
        expectAgreement(
          beta.logUpperTail(x), SpecialFunctions.log1mExp(a * log(x)), digits: 13, floor: 1e-300,
          "\(a) at \(x)")
      }
    }
  }

  @Test func exchangingTheParametersMirrors() throws {
    for (a, b) in [(0.3, 9.0), (57, 2), (3e3, 9e3)] {
      let one = try BetaDistribution(alpha: a, beta: b)
      let other = try BetaDistribution(alpha: b, beta: a)
      for x in [0.125, 0.25, 0.5, 0.875] {
        expectAgreement(one.logUpperTail(x), other.logLowerTail(1 - x), digits: 14, "\(a), \(b) at \(x)")
      }
    }
  }

  @Test func knowsItsMoments() throws {
    let beta = try BetaDistribution(alpha: 2, beta: 6)
    expectAgreement(try #require(beta.mean), 0.25, digits: 15)
    expectAgreement(try #require(beta.variance), 12.0 / (64 * 9), digits: 15)
  }

  @Test func refusesParametersOutOfRange() {
    for value in [0, -1, Double.nan, .infinity] {
      expectRefusal(.outOfRange) { try BetaDistribution(alpha: value, beta: 3) }
      expectRefusal(.outOfRange) { try BetaDistribution(alpha: 3, beta: value) }
    }
  }

  @Test func keepsTheContract() throws {
    let points = [-1, 0, 1e-300, 1e-9, 0.01, 0.3, 0.5, 0.7, 0.99, 1 - 1e-12, 1, 2]
    for (a, b) in [(1e-3, 0.1), (0.5, 0.5), (1, 1), (1, 57), (30, 0.5), (3e3, 5e3), (2.5, 1e8), (1e9, 1e9)] {
      try checkDistribution(try BetaDistribution(alpha: a, beta: b), at: points)
    }
  }
}
