import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct FisherExactTestTests {
  @Test(arguments: try Fixture.cases("FisherExactTest", method: "Fisher exact"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (table, expected) = (try reference.table(), reference.expected)
    try expectAgreement(FisherExactTest(table).pValue, expected["p"], digits: 10, "p")
    guard reference.has("p_less") else { return }
    try expectAgreement(FisherExactTest(table, alternative: .less).pValue, expected["p_less"], digits: 10)
    try expectAgreement(
      FisherExactTest(table, alternative: .greater).pValue, expected["p_greater"], digits: 10)
    let mid = try FisherExactTest(table, alternative: .less, midP: true)
    try expectAgreement(mid.pValue, expected["p_mid_two_sided_less"], digits: 10, "mid-p")
  }

  @Test(
    arguments: try Fixture.cases(
      "FisherExactTest", method: "Fisher exact 2x2: exact p, conditional MLE OR, exact CI"))
  func agreesWithArbitraryPrecision(_ reference: Fixture.Case) throws {
    let (table, expected) = (try reference.table(), reference.expected)
    let test = try FisherExactTest(table)
    try expectAgreement(test.pValue, expected["p_two_sided"], digits: 11, "p")
    try expectAgreement(FisherExactTest(table, alternative: .less).pValue, expected["p_less"], digits: 11)
    try expectAgreement(
      FisherExactTest(table, alternative: .greater).pValue, expected["p_greater"], digits: 11)
    try expectAgreement(test.oddsRatio?.value, expected["or_conditional_mle"], digits: 11, "odds ratio")
    let interval = try #require(test.oddsRatioInterval)
    try expectAgreement([interval.lower, interval.upper], expected["ci"], digits: 11, "limits")
  }

  @Test(arguments: try Fixture.cases("FisherExactTest", method: "exact, more rows or columns"))
  func largerTablesAgreeWithEnumeration(_ reference: Fixture.Case) throws {
    try expectAgreement(FisherExactTest(reference.table()).pValue, reference.expected["p"], digits: 12)
  }

  @Test(arguments: 0..<40) func isTheSumOverAllTables(_ run: Int) throws {
    let table = smallTable(2 + run % 2, 2 + run / 2 % 3, cases: 3 + run % 8, seed: UInt64(200 + run))
    guard let test = try? FisherExactTest(table) else { return }
    let all = allTables(like: table)
    let own = all.first { $0.table == table }?.probability ?? 0
    let p = all.filter { $0.probability <= own * (1 + 1e-9) }.reduce(0) { $0 + $1.probability }
    expectAgreement(test.pValue, min(p, 1), digits: 11)
    let ties = all.filter { ($0.probability - own).magnitude <= own * 1e-9 }.reduce(0) { $0 + $1.probability }
    expectAgreement(try FisherExactTest(table, midP: true).pValue, min(p, 1) - ties / 2, digits: 11)
    guard table.count == 2, table[0].count == 2 else { return }
    let x = table[0][0]
    let lower = all.filter { $0.table[0][0] <= x }.reduce(0) { $0 + $1.probability }
    let upper = all.filter { $0.table[0][0] >= x }.reduce(0) { $0 + $1.probability }
    expectAgreement(try FisherExactTest(table, alternative: .less).pValue, lower, digits: 11)
    expectAgreement(try FisherExactTest(table, alternative: .greater).pValue, upper, digits: 11)
    expectAgreement(
      try FisherExactTest(table, twoSided: .doubled).pValue, min(1, 2 * min(lower, upper)), digits: 11)
  }

  @Test func theLimitsAreWhereTheTestsReachTheirArea() throws {
    let interval = try #require(FisherExactTest(treatment, midP: true).oddsRatioInterval)
    let null = { (odds: Double) in
      try NoncentralHypergeometricDistribution(marked: 19, population: 38, draws: 17, oddsRatio: odds)
    }
    let (low, high) = (try null(interval.lower), try null(interval.upper))
    expectAgreement(low.upperTail(12) + low.mass(12) / 2, 0.025, digits: 12)
    expectAgreement(high.lowerTail(11) + high.mass(12) / 2, 0.025, digits: 12)
    let exact = try #require(FisherExactTest(treatment).oddsRatioInterval)
    #expect(exact.lower < interval.lower && interval.upper < exact.upper)
    expectAgreement(try null(#require(FisherExactTest(treatment).oddsRatio).value).mean, 12, digits: 13)
  }

  @Test func turningTheTableKeepsTheOddsRatio() throws {
    let (one, other) = (try FisherExactTest(treatment), try FisherExactTest(transposed(treatment)))
    expectAgreement(one.pValue, other.pValue, digits: 13)
    try expectAgreement(
      #require(one.oddsRatio).value, #require(other.oddsRatio).value, digits: 12)
    let swapped = try FisherExactTest([[7, 14], [12, 5]])
    try expectAgreement(#require(swapped.oddsRatio).value, 1 / #require(one.oddsRatio).value, digits: 12)
  }

  @Test func zeroCellsOpenTheInterval() throws {
    let infinite = try FisherExactTest([[5, 0], [2, 6]])
    #expect(infinite.oddsRatio == nil && infinite.oddsRatioInterval?.upper == .infinity)
    #expect(infinite.report.text.contains("infinite"))
    let zero = try FisherExactTest([[0, 5], [6, 2]])
    #expect(zero.oddsRatio?.value == 0 && zero.oddsRatioInterval?.lower == 0)
    let sided = try FisherExactTest(treatment, alternative: .greater)
    #expect(sided.oddsRatioInterval?.upper == .infinity)
    try checkFinding { try FisherExactTest([[5, 0], [2, 6]]) }
    try checkFinding { try FisherExactTest([[1, 0], [0, 1]]) }
  }

  @Test func largeTablesAreExactToo() throws {
    let test = try FisherExactTest([[100_000_000, 100_010_000], [100_000_000, 99_990_000]])
    #expect(test.pValue > 0 && test.pValue < 1)
    let chi = try ChiSquareTest([[100_000_000, 100_010_000], [100_000_000, 99_990_000]])
    expectAgreement(test.pValue, chi.pValue, digits: 3)
    let tiny = try FisherExactTest([[2_000, 0], [0, 2_000]])
    #expect(tiny.pValue == 0)
  }

  @Test func randomTablesComeNear() throws {
    let table = [[3, 1, 0], [1, 2, 3], [0, 1, 4]]
    let random = try FisherExactTest(table, method: .monteCarlo(tables: 20_000, seed: 5), confidence: 0.999)
    #expect(try #require(random.pValueInterval).contains(FisherExactTest(table).pValue))
    try checkFinding { try FisherExactTest(table, method: .monteCarlo(tables: 99, seed: 5)) }
  }

  @Test func refusesWhatIsNotDefined() throws {
    expectRefusal(.definition) { try FisherExactTest(jobSatisfaction, alternative: .less) }
    expectRefusal(.definition) { try FisherExactTest(jobSatisfaction, twoSided: .doubled) }
    expectRefusal(.definition) { try FisherExactTest(treatment, method: .monteCarlo()) }
    expectRefusal(.definition) { try FisherExactTest(jobSatisfaction, method: .asymptotic) }
    expectRefusal(.definition) { try FisherExactTest(jobSatisfaction, midP: true, method: .monteCarlo()) }
    expectRefusal(.outOfRange) { try FisherExactTest([[1 << 50, 5], [1 << 50, 3]]) }
    expectRefusal(.infeasible) { try FisherExactTest([[1 << 40, 5, 1], [1, 3, 2]]) }
  }

  @Test func refusesWhatIsNoTable() throws {
    for table in [[], [[]], [[0, 0], [0, 0]]] { expectRefusal(.tooFew) { try FisherExactTest(table) } }
    expectRefusal(.lengthMismatch) {
      let table = [[1, 2], [3]]; return try FisherExactTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[1, -2], [3, 4]]; return try FisherExactTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, 2], [3, 4]]; return try FisherExactTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, Int.max], [Int.max, 4]]; return try FisherExactTest(table)
    }
    for table in [[[3, 4]], [[3], [4]], [[3, 4], [0, 0]], [[3, 0], [4, 0]], [[9, 0], [0, 0]]] {
      expectRefusal(.constant) { try FisherExactTest(table) }
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) { try FisherExactTest(treatment, confidence: confidence) }
    }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try FisherExactTest(treatment) }
    try checkFinding { try FisherExactTest([[3, 1, 0], [1, 2, 3]]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("FisherExactTest") { print in
      // page
      let table = try ContingencyTable(
        [[12, 5], [7, 14]], rows: ["course", "waiting list"], columns: ["improved", "not"])
      print(try FisherExactTest(table))
      // end
    }
  }
}
