import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct NoncentralTDistributionTests {
  @Test(arguments: try Fixture.cases("NoncentralTDistribution"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let columns = reference.expected
    if columns["t"] == .null {
      try checkReference(reference, digits: 12) { row, columns in
        try NoncentralTDistribution(
          degreesOfFreedom: columns["df"][row].number(), noncentrality: columns["ncp"][row].number())
      }
      return
    }
    for (row, t) in try columns["t"].numbers().enumerated() {
      let (p, df) = (try columns["p"][row].number(), try columns["df"][row].number())
      expectAgreement(
        try NoncentralTDistribution.noncentrality(ofLowerTail: p, at: t, degreesOfFreedom: df),
        try columns["ncp"][row].number(), digits: 12, "noncentrality of \(p) at \(t), \(df)")
    }
  }

  @Test func withoutNoncentralityItIsStudents() throws {
    for df in [0.3, 1, 4.5, 76, 1e5, 1e13] {
      let noncentral = try NoncentralTDistribution(degreesOfFreedom: df, noncentrality: 0)
      let central = try StudentTDistribution(degreesOfFreedom: df)
      for x in [-30, -2, -1e-3, 0, 0.4, 1.96, 12] {
        expectAgreement(noncentral.logUpperTail(x), central.logUpperTail(x), digits: 11.9, "\(df) at \(x)")
        expectAgreement(noncentral.logLowerTail(x), central.logLowerTail(x), digits: 11.9, "\(df) at \(x)")
        expectAgreement(
          noncentral.logDensity(x), central.logDensity(x), digits: 11.9, floor: 1e-13, "\(df) at \(x)")
      }
    }
  }

  @Test func negatingBothMirrors() throws {
    for (df, delta) in [(3.0, 1.5), (16, -4), (200, 0.2)] {
      let one = try NoncentralTDistribution(degreesOfFreedom: df, noncentrality: delta)
      let other = try NoncentralTDistribution(degreesOfFreedom: df, noncentrality: -delta)
      for x in [-3.0, -0.2, 0, 1, 7] {
        expectAgreement(one.upperTail(x), other.lowerTail(-x), digits: 14, "\(df), \(delta) at \(x)")
      }
    }
  }

  @Test func theNoncentralityOfATailGivesThatTail() throws {
    for df in [0.5, 2, 9, 76.4, 1e4] {
      for t in [-20, -1.3, 0, 0.01, 2.1, 40] {
        for p in [1e-6, 0.025, 0.5, 0.975, 0.999] {
          let delta = try NoncentralTDistribution.noncentrality(ofLowerTail: p, at: t, degreesOfFreedom: df)
          let distribution = try NoncentralTDistribution(degreesOfFreedom: df, noncentrality: delta)
          expectAgreement(distribution.lowerTail(t), p, digits: 11.5, "\(df), \(t), \(p): \(delta)")
        }
      }
    }
  }

  @Test func momentsExistWhereTheyExist() throws {
    #expect(try NoncentralTDistribution(degreesOfFreedom: 1, noncentrality: 2).mean == nil)
    #expect(try NoncentralTDistribution(degreesOfFreedom: 2, noncentrality: 2).variance == nil)
    // With 3 degrees of freedom the mean is δ √(3/2) Γ(1)/Γ(3/2) = δ √(6/π).
    let three = try NoncentralTDistribution(degreesOfFreedom: 3, noncentrality: 2)
    expectAgreement(try #require(three.mean), 2 * (6 / Double.pi).squareRoot(), digits: 15)
    expectAgreement(try #require(three.variance), 3 + 4 * (3 - 6 / Double.pi), digits: 15)
  }

  @Test func refusesParametersOutOfRange() {
    for value in [0, -1, Double.nan, .infinity] {
      expectRefusal(.outOfRange) { try NoncentralTDistribution(degreesOfFreedom: value, noncentrality: 1) }
      expectRefusal(.outOfRange) {
        try NoncentralTDistribution.noncentrality(ofLowerTail: 0.5, at: 1, degreesOfFreedom: value)
      }
    }
    for value in [1e5, -1e5, Double.nan, .infinity] {
      expectRefusal(.outOfRange) { try NoncentralTDistribution(degreesOfFreedom: 3, noncentrality: value) }
      expectRefusal(.outOfRange) {
        try NoncentralTDistribution.noncentrality(ofLowerTail: 0.5, at: value, degreesOfFreedom: 3)
      }
    }
    for p in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) {
        try NoncentralTDistribution.noncentrality(ofLowerTail: p, at: 1, degreesOfFreedom: 3)
      }
    }
  }

  @Test func keepsTheContract() throws {
    let points = [-.infinity, -1e200, -1e20, -50, -3, -0.5, 0, 1e-300, 0.1, 2, 40, 1e8, 1e160, .infinity]
    for (df, delta) in [(0.3, 1.0), (1, -2), (76.4, 11), (1e9, 3), (1e14, -2)] {
      try checkDistribution(
        try NoncentralTDistribution(degreesOfFreedom: df, noncentrality: delta), at: points)
    }
  }
}
