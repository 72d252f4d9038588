import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct NoncentralChiSquareDistributionTests {
  @Test(arguments: try Fixture.cases("NoncentralChiSquareDistribution")) func agreesWithReference(
    _ reference: Fixture.Case
  ) throws {
    try checkColumns(reference, digits: 12, ["x", "df", "ncp"]) { row in
      columns(
        try NoncentralChiSquareDistribution(degreesOfFreedom: row[1], noncentrality: row[2]), at: row[0])
    }
  }

  @Test func isCentralWithoutNoncentrality() throws {
    let central = try ChiSquareDistribution(degreesOfFreedom: 7.5)
    let twin = try NoncentralChiSquareDistribution(degreesOfFreedom: 7.5, noncentrality: 0)
    for x in [0.01, 2, 7, 40, 300] {
      expectAgreement(twin.lowerTail(x), central.lowerTail(x), digits: 14)
      expectAgreement(twin.upperTail(x), central.upperTail(x), digits: 14)
      expectAgreement(twin.density(x), central.density(x), digits: 13)
    }
  }

  @Test func findsTheNoncentralityOfATail() throws {
    for (x, p) in [(20.0, 0.025), (20, 0.975), (500, 1e-10), (0.5, 0.4)] {
      let found = try NoncentralChiSquareDistribution.noncentrality(
        ofLowerTail: p, at: x, degreesOfFreedom: 3)
      let back = try NoncentralChiSquareDistribution(degreesOfFreedom: 3, noncentrality: found)
      if found > 0 { expectAgreement(back.lowerTail(x), p, digits: 12) }
    }
  }

  @Test func keepsTheContract() throws {
    try checkInversion(
      NoncentralChiSquareDistribution(degreesOfFreedom: 2.5, noncentrality: 6), at: [1e-8, 0.5, 4, 8, 20, 90])
    try checkInversion(
      NoncentralChiSquareDistribution(degreesOfFreedom: 40, noncentrality: 3000),
      at: [2000, 2900, 3040, 3500])
    try checkInversion(
      NoncentralChiSquareDistribution(degreesOfFreedom: 3, noncentrality: 0), at: [0.1, 3, 50])
  }

  @Test func refusesParametersOutOfRange() {
    expectRefusal(.outOfRange) { try NoncentralChiSquareDistribution(degreesOfFreedom: 0, noncentrality: 1) }
    expectRefusal(.outOfRange) { try NoncentralChiSquareDistribution(degreesOfFreedom: 1, noncentrality: -1) }
    expectRefusal(.outOfRange) {
      try NoncentralChiSquareDistribution(degreesOfFreedom: 1, noncentrality: .nan)
    }
    expectRefusal(.outOfRange) {
      try NoncentralChiSquareDistribution.noncentrality(ofLowerTail: 0, at: 1, degreesOfFreedom: 1)
    }
  }
}
