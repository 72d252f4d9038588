import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct FDistributionTests {
  @Test(arguments: try Fixture.cases("FDistribution")) func agreesWithReference(_ reference: Fixture.Case)
    throws
  {
    try checkReference(reference, digits: 13) { row, columns in
      try FDistribution(numerator: columns["df1"][row].number(), denominator: columns["df2"][row].number())
    }
  }

  @Test func exchangingTheDegreesOfFreedomInverts() throws {
    for (a, b) in [(1.0, 9.5), (3, 57), (0.4, 2e3)] {
      let one = try FDistribution(numerator: a, denominator: b)
      let other = try FDistribution(numerator: b, denominator: a)
      for x in [0.125, 0.5, 1, 4, 64] {
        expectAgreement(one.upperTail(x), other.lowerTail(1 / x), digits: 13, "\(a), \(b) at \(x)")
      }
    }
  }

  @Test func momentsExistWhereTheyExist() throws {
    #expect(try FDistribution(numerator: 3, denominator: 2).mean == nil)
    #expect(try FDistribution(numerator: 3, denominator: 4).mean == 2)
    #expect(try FDistribution(numerator: 3, denominator: 4).variance == nil)
    expectAgreement(
      try #require(try FDistribution(numerator: 3, denominator: 10).variance), 2 * 100 * 11 / (3 * 64 * 6.0),
      digits: 15)
  }

  @Test func refusesParametersOutOfRange() {
    for value in [0, -1, Double.nan, .infinity] {
      expectRefusal(.outOfRange) { try FDistribution(numerator: value, denominator: 3) }
      expectRefusal(.outOfRange) { try FDistribution(numerator: 3, denominator: value) }
    }
  }

  @Test func keepsTheContract() throws {
    let points = [-1, 0, 1e-300, 1e-9, 0.3, 0.99, 1, 1.02, 9, 40, 1e4, 1e20, 1e300, .infinity]
    for (a, b) in [(0.1, 0.1), (1, 1), (2, 57), (30, 0.5), (3e3, 5e3), (1e6, 2), (1e9, 1e9)] {
      try checkDistribution(try FDistribution(numerator: a, denominator: b), at: points)
    }
  }
}
