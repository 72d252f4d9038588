import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct NoncentralFDistributionTests {
  @Test(arguments: try Fixture.cases("NoncentralFDistribution").filter { $0.id != "dist.ncf.ncp" })
  func agreesWithReference(_ reference: Fixture.Case) throws {
    try checkColumns(reference, digits: 12, ["x", "df1", "df2", "ncp"]) { row in
      columns(
        try NoncentralFDistribution(numerator: row[1], denominator: row[2], noncentrality: row[3]), at: row[0]
      )
    }
  }

  @Test func findsTheNoncentralityOfATail() throws {
    let columns = try #require(try Fixture.cases("NoncentralFDistribution").first { $0.id == "dist.ncf.ncp" })
      .expected
    for row in 0..<6 {
      let found = try NoncentralFDistribution.noncentrality(
        ofLowerTail: columns["p"][row].number(), at: columns["F"][row].number(),
        numerator: columns["df1"][row].number(), denominator: columns["df2"][row].number())
      expectAgreement(found, try columns["ncp"][row].number(), digits: 12, "row \(row)")
    }
  }

  @Test func keepsTheContract() throws {
    try checkInversion(
      NoncentralFDistribution(numerator: 3, denominator: 20.5, noncentrality: 8), at: [1e-4, 0.5, 3, 6, 60])
    try checkInversion(
      NoncentralFDistribution(numerator: 40, denominator: 300, noncentrality: 2000), at: [20, 40, 50, 80])
  }

  @Test func refusesParametersOutOfRange() {
    expectRefusal(.outOfRange) { try NoncentralFDistribution(numerator: 0, denominator: 1, noncentrality: 1) }
    expectRefusal(.outOfRange) {
      try NoncentralFDistribution(numerator: 1, denominator: .infinity, noncentrality: 1)
    }
    expectRefusal(.outOfRange) {
      try NoncentralFDistribution(numerator: 1, denominator: 1, noncentrality: 1e11)
    }
  }
}
