import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct StudentizedRangeDistributionTests {
  @Test(
    arguments: try Fixture.cases("StudentizedRangeDistribution").filter { $0.id != "dist.tukey.quantile" })
  func agreesWithReference(_ reference: Fixture.Case) throws {
    try checkColumns(reference, digits: 13, ["q", "k", "df"]) { row in
      columns(try StudentizedRangeDistribution(groups: Int(row[1]), degreesOfFreedom: row[2]), at: row[0])
    }
  }

  @Test func invertsItsReference() throws {
    let columns = try #require(
      try Fixture.cases("StudentizedRangeDistribution").first { $0.id == "dist.tukey.quantile" }
    ).expected
    for row in 0..<6 {
      let distribution = try StudentizedRangeDistribution(
        groups: columns["k"][row].integer(), degreesOfFreedom: columns["df"][row].number())
      let found = try distribution.quantile(lowerTail: columns["p"][row].number())
      expectAgreement(found, try columns["quantile"][row].number(), digits: 10, "row \(row)")
    }
  }

  @Test func reachesTheKnownFarTail() throws {
    let distribution = try StudentizedRangeDistribution(groups: 4, degreesOfFreedom: 60)
    expectAgreement(distribution.upperTail(9), 1.787012017839179e-7, digits: 13)
  }

  @Test(arguments: [0.1, 1, 2.5, 30, 1e6]) func isStudentsTForTwoGroups(_ n: Double) throws {
    let range = try StudentizedRangeDistribution(groups: 2, degreesOfFreedom: n)
    let t = try StudentTDistribution(degreesOfFreedom: n)
    for q in [0.01, 1, 4, 50] {
      expectAgreement(range.upperTail(q), 2 * t.upperTail(q / 2.0.squareRoot()), digits: 11.5, "\(q), \(n)")
    }
  }

  @Test func keepsTheContract() throws {
    try checkInversion(
      StudentizedRangeDistribution(groups: 3, degreesOfFreedom: 27), at: [0.001, 0.7, 2, 3.5, 9], digits: 10)
    try checkInversion(
      StudentizedRangeDistribution(groups: 12, degreesOfFreedom: 4.5), at: [0.5, 4, 40], digits: 10)
    try checkInversion(
      StudentizedRangeDistribution(groups: 5, degreesOfFreedom: .infinity), at: [0.02, 2, 4, 12], digits: 10)
  }

  @Test func refusesParametersOutOfRange() {
    expectRefusal(.outOfRange) { try StudentizedRangeDistribution(groups: 1, degreesOfFreedom: 10) }
    expectRefusal(.outOfRange) { try StudentizedRangeDistribution(groups: 1001, degreesOfFreedom: 10) }
    expectRefusal(.outOfRange) { try StudentizedRangeDistribution(groups: 3, degreesOfFreedom: .nan) }
    expectRefusal(.outOfRange) { try StudentizedRangeDistribution(groups: 3, degreesOfFreedom: 0) }
  }
}
