import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ChiSquareTestTests {
  @Test(arguments: try Fixture.cases("ChiSquareTest", method: "chi-square tests, G, association"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (test, expected) = (try ChiSquareTest(reference.table()), reference.expected)
    try expectAgreement(test.statistic.value, expected["chi2"], digits: 10, "chi-square")
    try expectAgreement(test.degreesOfFreedom, expected["df"], digits: 16)
    try expectAgreement(test.pValue, expected["p"], digits: 10, "p")
    try expectAgreement(test.cramersV.value, expected["cramers_v"], digits: 10, "V")
    for row in test.expected.indices {
      try expectAgreement(test.expected[row], expected["expected"].array()[row], digits: 10)
      try expectAgreement(
        test.pearsonResiduals[row], expected["pearson_residuals"].array()[row], digits: 10, floor: 1e-13)
      try expectAgreement(
        test.adjustedResiduals[row], expected["std_residuals"].array()[row], digits: 10, floor: 1e-13)
    }
    guard reference.has("chi2_yates") else { return }
    let yates = try ChiSquareTest(reference.table(), continuityCorrection: true)
    try expectAgreement(yates.statistic.value, expected["chi2_yates"], digits: 10, "Yates")
    try expectAgreement(yates.pValue, expected["p_yates"], digits: 10, "p of Yates")
  }

  @Test(arguments: try Fixture.cases("ChiSquareTest", method: "two proportions"))
  func proportionsOfSeveralGroupsAreATable(_ reference: Fixture.Case) throws {
    let (x, n) = (try reference.options["x"].numbers(), try reference.options["n"].numbers())
    let test = try ChiSquareTest(zip(x, n).map { [Int($0), Int($1 - $0)] })
    try expectAgreement(test.statistic.value, reference.expected["chi2"], digits: 10)
    try expectAgreement(test.pValue, reference.expected["p"], digits: 10)
  }

  @Test(arguments: try Fixture.cases("ChiSquareTest", method: "exact"))
  func exactAgreesWithEnumeration(_ reference: Fixture.Case) throws {
    let test = try ChiSquareTest(reference.table(), method: .exact)
    try expectAgreement(test.pValue, reference.expected["p"], digits: 12)
  }

  @Test(arguments: 0..<30) func exactIsTheSumOverAllTables(_ run: Int) throws {
    let table = smallTable(2 + run % 3, 2 + run / 3 % 3, cases: 4 + run % 7, seed: UInt64(run))
    guard let test = try? ChiSquareTest(table, method: .exact) else { return }
    let observed = try ChiSquareTest(table).statistic.value
    let p = try allTables(like: table).reduce(0) { sum, other in
      try sum + (ChiSquareTest(other.table).statistic.value >= observed - 1e-9 ? other.probability : 0)
    }
    expectAgreement(test.pValue, p, digits: 11)
    let turned = try ChiSquareTest(transposed(table), method: .exact)
    expectAgreement(turned.pValue, p, digits: 11)
  }

  @Test func randomTablesComeNearTheExactProbability() throws {
    let table = [[3, 1, 0], [1, 2, 3], [0, 1, 4]]
    let exact = try ChiSquareTest(table, method: .exact).pValue
    let random = try ChiSquareTest(table, method: .monteCarlo(tables: 20_000, seed: 3), confidence: 0.999)
    #expect(try #require(random.pValueInterval).contains(exact))
    #expect(try ChiSquareTest(table, method: .monteCarlo(tables: 20_000, seed: 3)).pValue == random.pValue)
    try checkFinding { try ChiSquareTest(table, method: .monteCarlo(tables: 99, seed: 1)) }
  }

  @Test func labelsGiveWhatTheirCountsGive() throws {
    let rows = ["a", "b", "a", "b", "a", "b", "b"]
    let columns = ["x", "x", "y", "y", "y", "y", "x"]
    let table = try ContingencyTable(rows, by: columns)
    #expect(table.counts == [[1, 2], [2, 2]] && table.rows == ["a", "b"] && table.columns == ["x", "y"])
    #expect(try ChiSquareTest(table).statistic == ChiSquareTest([[1, 2], [2, 2]]).statistic)
    let declared = try ContingencyTable(rows, by: columns, rows: ["b", "a", "c"], columns: ["y", "x"])
    #expect(declared.counts == [[2, 2], [2, 1], [0, 0]])
    expectRefusal(.unknownName) { try ContingencyTable(rows, by: columns, rows: ["a"]) }
    expectRefusal(.definition) { try ContingencyTable(rows, by: columns, rows: ["a", "b", "a"]) }
    expectRefusal(.lengthMismatch) { try ContingencyTable(rows, by: ["x"]) }
    expectRefusal(.tooFew) { try ContingencyTable([String](), by: [String]()) }
    expectRefusal(.lengthMismatch) { try ContingencyTable([[1, 2]], rows: ["a", "b"]) }
    expectRefusal(.lengthMismatch) { try ContingencyTable([[1, 2]], columns: ["a"]) }
  }

  @Test func emptyRowsAndColumnsAreLeftOutAndNamed() throws {
    let test = try ChiSquareTest([[12, 0, 5], [0, 0, 0], [7, 0, 14]])
    #expect(test.statistic == (try ChiSquareTest(treatment).statistic))
    #expect(test.report.notes.count == 2 && test.degreesOfFreedom == 1)
  }

  @Test func hugeTablesKeepTheirDigits() throws {
    let half = 1 << 49
    let test = try ChiSquareTest([[half + 1000, half - 1000], [half - 1000, half + 1000]])
    expectAgreement(test.statistic.value, 4e6 / Double(half), digits: 12)
    let perfect = try ChiSquareTest([[half, 0], [0, half]])
    #expect(perfect.cramersV.value == 1 && perfect.pValue == 0)
    expectAgreement(try ChiSquareTest([[half, half], [half, half]]).pValue, 1, digits: 15)
    try checkFinding { try ChiSquareTest([[half, 0], [0, half]]) }
    try checkFinding { try ChiSquareTest([[1, 0], [0, 1]]) }
  }

  @Test func refusesWhatItCannotCompute() throws {
    expectRefusal(.definition) { try ChiSquareTest(jobSatisfaction, continuityCorrection: true) }
    expectRefusal(.definition) { try ChiSquareTest(treatment, continuityCorrection: true, method: .exact) }
    expectRefusal(.infeasible) { try ChiSquareTest([[4_000, 3_000], [2_000, 1_000]], method: .exact) }
    let large = (0..<14).map { row in (0..<14).map { 5 + (row * $0) % 7 } }
    expectRefusal(.infeasible) { try ChiSquareTest(large, method: .exact) }
    let wide = [[Int](repeating: 1, count: 2_000), [Int](repeating: 1, count: 2_000)]
    expectRefusal(.infeasible) { try ChiSquareTest(wide, method: .exact) }
    expectRefusal(.tooFew) { try ChiSquareTest(treatment, method: .monteCarlo(tables: 0, seed: 1)) }
    expectRefusal(.tooFew) { try ChiSquareTest(treatment, method: .monteCarlo(tables: -5, seed: 1)) }
    expectRefusal(.infeasible) { try ChiSquareTest(treatment, method: .monteCarlo(tables: .max, seed: 1)) }
    expectRefusal(.infeasible) {
      try ChiSquareTest([[1 << 40, 1], [3, 4]], method: .monteCarlo(tables: 9, seed: 1))
    }
  }

  @Test func refusesWhatIsNoTable() throws {
    for table in [[], [[]], [[0, 0], [0, 0]]] { expectRefusal(.tooFew) { try ChiSquareTest(table) } }
    expectRefusal(.lengthMismatch) {
      let table = [[1, 2], [3]]; return try ChiSquareTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[1, -2], [3, 4]]; return try ChiSquareTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, 2], [3, 4]]; return try ChiSquareTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, Int.max], [Int.max, 4]]; return try ChiSquareTest(table)
    }
    for table in [[[3, 4]], [[3], [4]], [[3, 4], [0, 0]], [[3, 0], [4, 0]], [[9, 0], [0, 0]]] {
      expectRefusal(.constant) { try ChiSquareTest(table) }
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) { try ChiSquareTest(treatment, confidence: confidence) }
    }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try ChiSquareTest(jobSatisfaction) }
    try checkFinding { try ChiSquareTest(treatment, method: .exact) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ChiSquareTest") { print in
      // page
      let table = try ContingencyTable(
        [[12, 5], [7, 14]], rows: ["course", "waiting list"], columns: ["improved", "not"])
      print(try ChiSquareTest(table))
      // end
    }
  }
}
