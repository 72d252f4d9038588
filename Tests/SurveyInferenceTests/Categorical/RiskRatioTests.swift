import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RiskRatioTests {
  @Test(arguments: try Fixture.cases("RiskRatio", method: "odds ratio, risk ratio, risk difference"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try RiskRatio(reference.table(), interval: .katz)
    try expectAgreement(found.ratio?.value, reference.expected["rr"], digits: 10)
    let limits = try #require(found.interval)
    try expectAgreement([limits.lower, limits.upper], reference.expected["rr_ci95"], digits: 10)
  }

  @Test(arguments: try Fixture.cases("RiskRatio").filter { !$0.method.hasPrefix("odds") })
  func scoreAgreesWithReference(_ reference: Fixture.Case) throws {
    let interval: RiskRatio.Interval = reference.method == "score" ? .koopman : .miettinenNurminen
    let limits = try #require(RiskRatio(reference.table(), interval: interval).interval)
    try expectAgreement([limits.lower, limits.upper], reference.expected["ci"], digits: 7)
  }

  @Test func koopmansIntervalHoldsOneExactlyWhereThePooledTestDoesNotReject() throws {
    var stream = RandomStream(seed: 9)
    for _ in 0..<60 {
      let table = (0..<2).map { _ in [1 + stream.index(below: 12), 1 + stream.index(below: 12)] }
      let level = 0.5 + 0.49 * stream.uniform()
      let p = try TwoProportionsTest(table).pValue
      #expect(try #require(RiskRatio(table, confidence: level).interval).contains(1) == (p > 1 - level))
    }
  }

  @Test func exchangingTheGroupsInvertsTheRatio() throws {
    for interval in RiskRatio.Interval.allCases {
      let one = try #require(RiskRatio(treatment, interval: interval).interval)
      let other = try #require(RiskRatio([treatment[1], treatment[0]], interval: interval).interval)
      expectAgreement(one.lower, 1 / other.upper, digits: 12)
      expectAgreement(one.upper, 1 / other.lower, digits: 12)
    }
  }

  @Test func zeroCellsAreDecided() throws {
    let zero = try RiskRatio([[0, 8], [3, 5]])
    #expect(zero.ratio?.value == 0 && zero.interval?.lower == 0)
    let infinite = try RiskRatio([[3, 5], [0, 8]])
    #expect(infinite.ratio == nil && infinite.interval?.upper == .infinity)
    let none = try RiskRatio([[0, 5], [0, 8]])
    #expect(none.ratio == nil && none.interval?.lower == 0 && none.interval?.upper == .infinity)
    #expect(try RiskRatio([[0, 8], [3, 5]], interval: .katz).interval == nil)
    for interval in RiskRatio.Interval.allCases {
      for table in [
        [[0, 8], [3, 5]], [[3, 5], [0, 8]], [[0, 5], [0, 8]], [[5, 0], [8, 0]], [[1, 0], [0, 1]],
      ] {
        try checkFinding { try RiskRatio(table, interval: interval) }
      }
      try checkFinding { try RiskRatio([[1 << 49, 3], [2, 1 << 48]], interval: interval) }
    }
  }

  @Test func refusesWhatIsNoTable() throws {
    for table in [[], [[]], [[0, 0], [0, 0]]] { expectRefusal(.tooFew) { try RiskRatio(table) } }
    expectRefusal(.lengthMismatch) {
      let table = [[1, 2], [3]]; return try RiskRatio(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[1, -2], [3, 4]]; return try RiskRatio(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, 2], [3, 4]]; return try RiskRatio(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, Int.max], [Int.max, 4]]; return try RiskRatio(table)
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) { try RiskRatio(treatment, confidence: confidence) }
    }
  }

  @Test func refusesGroupsWithoutCases() throws {
    expectRefusal(.tooFew) { try RiskRatio([[0, 0], [1, 2]]) }
    expectRefusal(.definition) { try RiskRatio(jobSatisfaction) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RiskRatio") { print in
      // page
      let table = try ContingencyTable(
        [[12, 5], [7, 14]], rows: ["course", "waiting list"], columns: ["improved", "not"])
      print(try RiskRatio(table))
      // end
    }
  }
}
