import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct OddsRatioTests {
  @Test(arguments: try Fixture.cases("OddsRatio", method: "odds ratio, risk ratio, risk difference"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (table, expected) = (try reference.table(), reference.expected)
    let woolf = try OddsRatio(table, interval: .woolf)
    try expectAgreement(woolf.oddsRatio?.value, expected["or"], digits: 10)
    try expectAgreement(woolf.yulesQ, expected["yules_q"], digits: 10)
    let limits = try #require(woolf.interval)
    try expectAgreement([limits.lower, limits.upper], expected["or_ci95_woolf"], digits: 10)
    let half = try OddsRatio(table, interval: .woolfHalf)
    try expectAgreement(half.oddsRatio?.value, expected["or_haldane"], digits: 10)
  }

  @Test(arguments: try Fixture.cases("OddsRatio").filter { !$0.method.hasPrefix("odds") })
  func intervalsAgreeWithReference(_ reference: Fixture.Case) throws {
    let interval =
      OddsRatio.Interval(rawValue: reference.method) ?? .score
    let limits = try #require(OddsRatio(reference.table(), interval: interval).interval)
    let expected = try reference.expected["ci"].array()
    let digits: Double = interval == .score ? 7 : 11
    try expectAgreement(limits.lower, expected[0], digits: digits, "lower")
    if limits.upper == .infinity {
      #expect(try expected[1].string() == "Inf")
    } else {
      try expectAgreement(limits.upper, expected[1], digits: digits, "upper")
    }
  }

  @Test func conditionalIsFishers() throws {
    let fisher = try FisherExactTest(treatment)
    let odds = try OddsRatio(treatment, interval: .conditional)
    #expect(odds.oddsRatio == fisher.oddsRatio)
    let mid = try OddsRatio(treatment, interval: .conditionalMidP)
    #expect(mid.oddsRatio == (try FisherExactTest(treatment, midP: true).oddsRatio))
  }

  @Test func theTwoSidedIntervalsLieWithinTheOneSidedOnes() throws {
    for table in [treatment, [[3, 1], [1, 3]], [[2, 15], [11, 3]]] {
      let wide = try #require(OddsRatio(table, interval: .conditional).interval)
      let narrow = try #require(OddsRatio(table, interval: .baptistaPike).interval)
      let mid = try #require(OddsRatio(table).interval)
      #expect(wide.lower <= narrow.lower && narrow.upper <= wide.upper)
      #expect(narrow.lower <= mid.lower && mid.upper <= narrow.upper)
    }
  }

  @Test func exchangingTheColumnsInvertsTheRatio() throws {
    for interval in OddsRatio.Interval.allCases {
      let one = try #require(OddsRatio(treatment, interval: interval).interval)
      let other = try #require(OddsRatio([[5, 12], [14, 7]], interval: interval).interval)
      expectAgreement(one.lower, 1 / other.upper, digits: 11)
      let turned = try #require(OddsRatio(transposed(treatment), interval: interval).interval)
      expectAgreement(one.upper, turned.upper, digits: 11)
    }
  }

  @Test func zeroCellsAreDecided() throws {
    for interval in OddsRatio.Interval.allCases {
      for table in [[[0, 8], [3, 5]], [[3, 0], [2, 8]], [[1, 0], [0, 1]], [[0, 1], [1, 0]]] {
        try checkFinding { try OddsRatio(table, interval: interval) }
      }
    }
    let infinite = try OddsRatio([[3, 0], [2, 8]])
    #expect(infinite.oddsRatio == nil && infinite.interval?.upper == .infinity && infinite.yulesQ == 1)
    #expect(try OddsRatio([[3, 0], [2, 8]], interval: .woolf).interval == nil)
    #expect(try OddsRatio([[3, 0], [2, 8]], interval: .score).interval?.upper == .infinity)
  }

  @Test func largeTablesAreBounded() throws {
    let large = [[1 << 40, 1 << 40], [1 << 40, 1 << 39]]
    expectRefusal(.infeasible) { try OddsRatio(large) }
    expectRefusal(.outOfRange) { try OddsRatio(large, interval: .conditional) }
    expectAgreement(try #require(OddsRatio(large, interval: .score).oddsRatio).value, 0.5, digits: 15)
    try checkFinding { try OddsRatio(large, interval: .woolf) }
  }

  @Test func refusesWhatIsNoTable() throws {
    for table in [[], [[]], [[0, 0], [0, 0]]] { expectRefusal(.tooFew) { try OddsRatio(table) } }
    expectRefusal(.lengthMismatch) {
      let table = [[1, 2], [3]]; return try OddsRatio(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[1, -2], [3, 4]]; return try OddsRatio(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, 2], [3, 4]]; return try OddsRatio(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, Int.max], [Int.max, 4]]; return try OddsRatio(table)
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) { try OddsRatio(treatment, confidence: confidence) }
    }
  }

  @Test func refusesWhatHasNoOddsRatio() throws {
    expectRefusal(.constant) { try OddsRatio([[0, 0], [1, 2]]) }
    expectRefusal(.constant) { try OddsRatio([[4, 0], [1, 0]]) }
    expectRefusal(.definition) { try OddsRatio(jobSatisfaction) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("OddsRatio") { print in
      // page
      let table = try ContingencyTable(
        [[12, 5], [7, 14]], rows: ["course", "waiting list"], columns: ["improved", "not"])
      print(try OddsRatio(table))
      // end
    }
  }
}
