import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct LinearByLinearTestTests {
  @Test(arguments: try Fixture.cases("LinearByLinearTest", method: "linear-by-linear"))
  func agreesWithArbitraryPrecision(_ reference: Fixture.Case) throws {
    let (test, expected) = (try LinearByLinearTest(reference.table()), reference.expected)
    try expectAgreement(test.correlation.value, expected["r"], digits: 11)
    try expectAgreement(test.correlation.standardError, expected["ase"], digits: 11)
    try expectAgreement(test.chiSquare, expected["m2"], digits: 11)
    try expectAgreement(test.pValue, expected["p"], digits: 11)
  }

  @Test(arguments: try Fixture.cases("LinearByLinearTest", method: "chi-square tests, G, association"))
  func ofTwoRowsAndColumnsIsTheChiSquareOfNMinusOne(_ reference: Fixture.Case) throws {
    try expectAgreement(
      LinearByLinearTest(reference.table()).pValue, reference.expected["p_n_minus_1"], digits: 10)
  }

  @Test(arguments: try Fixture.cases("LinearByLinearTest", method: "exact"))
  func exactAgreesWithEnumeration(_ reference: Fixture.Case) throws {
    func p(_ alternative: Alternative) throws -> Double {
      try LinearByLinearTest(reference.table(), alternative: alternative, method: .exact()).pValue
    }
    try expectAgreement(p(.less), reference.expected["less"], digits: 12)
    try expectAgreement(p(.greater), reference.expected["greater"], digits: 12)
    try expectAgreement(p(.twoSided), reference.expected["distance"], digits: 12)
  }

  @Test(arguments: 0..<20) func exactIsTheSumOverAllTables(_ run: Int) throws {
    let table = smallTable(2 + run % 3, 2 + run / 3 % 2, cases: 4 + run % 7, seed: UInt64(300 + run))
    let scores = (
      rows: table.indices.map { Double($0 * $0) }, columns: table[0].indices.map { Double(3 * $0) }
    )
    guard
      let test = try? LinearByLinearTest(
        table, rowScores: scores.rows, columnScores: scores.columns, method: .exact())
    else { return }
    func sum(_ table: [[Int]]) -> Double {
      table.indices.reduce(0) { total, row in
        total
          + table[row].indices.reduce(0) {
            $0 + scores.rows[row] * scores.columns[$1] * Double(table[row][$1])
          }
      }
    }
    let all = allTables(like: table)
    let mean = all.reduce(0) { $0 + sum($1.table) * $1.probability }
    let reach = (sum(table) - mean).magnitude - 1e-9
    let p = all.filter { (sum($0.table) - mean).magnitude >= reach }.reduce(0) { $0 + $1.probability }
    expectAgreement(test.pValue, p, digits: 10)
  }

  @Test func onlyTheSpacingOfScoresMatters() throws {
    let one = try LinearByLinearTest(jobSatisfaction)
    let other = try LinearByLinearTest(
      jobSatisfaction, rowScores: [-10, -8, -6, -4], columnScores: [100, 103, 106, 109])
    expectAgreement(one.statistic.value, other.statistic.value, digits: 12)
    let turned = try LinearByLinearTest(jobSatisfaction, rowScores: [4, 3, 2, 1])
    expectAgreement(turned.statistic.value, -one.statistic.value, digits: 13)
  }

  @Test func anEmptyRowCountsOnlyByItsScore() throws {
    let one = try LinearByLinearTest([[3, 1], [0, 0], [1, 4]], method: .exact())
    let other = try LinearByLinearTest([[3, 1], [1, 4]], rowScores: [1, 3], method: .exact())
    #expect(one.pValue == other.pValue)
  }

  @Test func refusesScoresThatAreNone() throws {
    expectRefusal(.lengthMismatch) { try LinearByLinearTest(treatment, rowScores: [1]) }
    expectRefusal(.notFinite) { try LinearByLinearTest(treatment, rowScores: [1, .nan]) }
    expectRefusal(.constant) { try LinearByLinearTest(treatment, columnScores: [1, 1]) }
    expectRefusal(.outOfRange) { try LinearByLinearTest(treatment, columnScores: [1, 1e200]) }
    expectRefusal(.outOfRange) { try LinearByLinearTest(treatment, columnScores: [1e-200, 2e-200]) }
    expectRefusal(.infeasible) {
      try LinearByLinearTest([[4_000, 3_000], [2_000, 1_000]], method: .exact())
    }
  }

  @Test func refusesWhatIsNoTable() throws {
    for table in [[], [[]], [[0, 0], [0, 0]]] { expectRefusal(.tooFew) { try LinearByLinearTest(table) } }
    expectRefusal(.lengthMismatch) {
      let table = [[1, 2], [3]]; return try LinearByLinearTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[1, -2], [3, 4]]; return try LinearByLinearTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, 2], [3, 4]]; return try LinearByLinearTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, Int.max], [Int.max, 4]]; return try LinearByLinearTest(table)
    }
    for table in [[[3, 4]], [[3], [4]], [[3, 4], [0, 0]], [[3, 0], [4, 0]], [[9, 0], [0, 0]]] {
      expectRefusal(.constant) { try LinearByLinearTest(table) }
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) { try LinearByLinearTest(treatment, confidence: confidence) }
    }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try LinearByLinearTest(jobSatisfaction) }
    try checkFinding { try LinearByLinearTest([[1, 0], [0, 1]], method: .exact(twoSided: .doubled)) }
    try checkFinding { try LinearByLinearTest([[1 << 50, 1], [1, 1 << 50]], alternative: .less) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("LinearByLinearTest") { print in
      // page
      let table = try ContingencyTable(
        [[8, 5, 2], [3, 9, 6], [1, 4, 11]], rows: ["school", "college", "university"],
        columns: ["never", "sometimes", "often"])
      print(try LinearByLinearTest(table))
      // end
    }
  }
}
