import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BivariateNormalDistributionTests {
  @Test(arguments: try Fixture.cases("BivariateNormalDistribution"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    try checkColumns(reference, digits: 13, ["h", "k", "rho"]) { row in
      ["cdf": try BivariateNormalDistribution(correlation: row[2]).lowerTail(row[0], row[1])]
    }
  }

  @Test(arguments: [-1, -0.9999999, -0.5, 0, 0.3, 0.999, 1]) func theQuadrantsAddUp(_ correlation: Double)
    throws
  {
    let distribution = try BivariateNormalDistribution(correlation: correlation)
    let mirrored = try BivariateNormalDistribution(correlation: -correlation)
    for (x, y) in [(0.0, 0.0), (1, -0.5), (-2, 2.5), (0.7, 0.7), (-1, -0.0)] {
      let sum =
        distribution.lowerTail(x, y) + distribution.upperTail(x, y) + mirrored.lowerTail(x, -y)
        + mirrored.lowerTail(-x, y)
      expectAgreement(sum, 1, digits: 14, "\(correlation) at \(x), \(y)")
      #expect((distribution.lowerTail(x, y) - distribution.lowerTail(y, x)).magnitude < 1e-15)
    }
  }

  @Test func isAProductWithoutCorrelation() throws {
    let distribution = try BivariateNormalDistribution(correlation: 0)
    let normal = NormalDistribution.standard
    for (x, y) in [(-30.0, -8.0), (-3, 1), (2, 5)] {
      let wanted = normal.logLowerTail(x) + normal.logLowerTail(y)
      expectAgreement(distribution.logLowerTail(x, y), wanted, digits: 13, "\(x), \(y)")
    }
    #expect(distribution.logLowerTail(-1e5, -1e5) < -1e9)
    #expect(distribution.lowerTail(.infinity, 0) == 0.5)
    #expect(distribution.lowerTail(-.infinity, 0) == 0)
    #expect(distribution.lowerTail(.nan, 0).isNaN)
  }

  @Test func samplesHaveTheCorrelation() throws {
    let distribution = try BivariateNormalDistribution(correlation: -0.6)
    var stream = RandomStream(seed: 9)
    var sum = 0.0
    for _ in 0..<20_000 {
      let (x, y) = distribution.sample(using: &stream)
      sum += x * y
    }
    #expect((sum / 20_000 + 0.6).magnitude < 0.04)
  }

  @Test func refusesACorrelationOutOfRange() {
    expectRefusal(.outOfRange) { try BivariateNormalDistribution(correlation: 1.1) }
    expectRefusal(.outOfRange) { try BivariateNormalDistribution(correlation: .nan) }
  }

  @Test(arguments: try Fixture.cases("OwenT")) func owensTAgreesWithReference(_ reference: Fixture.Case)
    throws
  {
    try checkColumns(reference, digits: 13, ["h", "a"]) { row in
      ["value": SpecialFunctions.owenT(row[0], row[1])]
    }
    #expect(SpecialFunctions.owenT(1, -2) == -SpecialFunctions.owenT(1, 2))
    #expect(SpecialFunctions.owenT(.nan, 1).isNaN)
  }
}
