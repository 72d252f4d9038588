import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct GTestTests {
  @Test(arguments: try Fixture.cases("GTest", method: "chi-square tests, G, association"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let test = try GTest(reference.table())
    try expectAgreement(test.statistic.value, reference.expected["G"], digits: 10, "G")
    try expectAgreement(test.pValue, reference.expected["G_p"], digits: 10, "p")
  }

  @Test(arguments: try Fixture.cases("GTest", method: "exact"))
  func exactAgreesWithEnumeration(_ reference: Fixture.Case) throws {
    let test = try GTest(reference.table(), method: .exact)
    try expectAgreement(test.pValue, reference.expected["p"], digits: 12)
  }

  @Test(arguments: 0..<20) func exactIsTheSumOverAllTables(_ run: Int) throws {
    let table = smallTable(2 + run % 2, 2 + run / 2 % 3, cases: 4 + run % 7, seed: UInt64(100 + run))
    guard let test = try? GTest(table, method: .exact) else { return }
    let observed = try GTest(table).statistic.value
    let p = try allTables(like: table).reduce(0) { sum, other in
      try sum + (GTest(other.table).statistic.value >= observed - 1e-9 ? other.probability : 0)
    }
    expectAgreement(test.pValue, p, digits: 11)
  }

  @Test func smallDeviationsKeepTheirDigits() throws {
    // G is χ² to the first order of a deviation: 4·(1000/2^49)²·2^49 here.
    let half = 1 << 49
    let table = [[half + 1_000_000, half - 1_000_000], [half - 1_000_000, half + 1_000_000]]
    expectAgreement(try GTest(table).statistic.value, try ChiSquareTest(table).statistic.value, digits: 8)
    #expect(try GTest([[2, 4], [3, 6]]).statistic.value < 1e-14)
  }

  @Test func turningTheTableChangesNothing() throws {
    let (one, other) = (try GTest(jobSatisfaction), try GTest(transposed(jobSatisfaction)))
    expectAgreement(one.statistic.value, other.statistic.value, digits: 13)
  }

  @Test func refusesWhatIsNoTable() throws {
    for table in [[], [[]], [[0, 0], [0, 0]]] { expectRefusal(.tooFew) { try GTest(table) } }
    expectRefusal(.lengthMismatch) {
      let table = [[1, 2], [3]]; return try GTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[1, -2], [3, 4]]; return try GTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, 2], [3, 4]]; return try GTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, Int.max], [Int.max, 4]]; return try GTest(table)
    }
    for table in [[[3, 4]], [[3], [4]], [[3, 4], [0, 0]], [[3, 0], [4, 0]], [[9, 0], [0, 0]]] {
      expectRefusal(.constant) { try GTest(table) }
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) { try GTest(treatment, confidence: confidence) }
    }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try GTest(jobSatisfaction) }
    try checkFinding { try GTest([[1, 0], [0, 1]]) }
    try checkFinding { try GTest(treatment, method: .monteCarlo(tables: 99, seed: 1)) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("GTest") { print in
      // page
      let table = try ContingencyTable(
        [[12, 5], [7, 14]], rows: ["course", "waiting list"], columns: ["improved", "not"])
      print(try GTest(table))
      // end
    }
  }
}
