import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BoschlooTestTests {
  @Test(arguments: try Fixture.cases("BoschlooTest")) func agreesWithReference(_ reference: Fixture.Case)
    throws
  {
    let table = try reference.table()
    for alternative in Alternative.allCases {
      let key = alternative == .twoSided ? "two_sided" : alternative.rawValue
      let p = try BoschlooTest(table, alternative: alternative).pValue
      try expectAgreement(p, reference.expected[key], digits: 10, key)
    }
    let scipy = try reference.expected["scipy_two_sided_doubled"].number()
    #expect(try BoschlooTest(table, twoSided: .doubled).pValue >= scipy - 1e-9)
    expectAgreement(try BoschlooTest(table, twoSided: .doubled).pValue, scipy, digits: 3, "scipy")
  }

  @Test func isNeverAboveFishers() throws {
    for seed in 0..<15 as Range<UInt64> {
      let table = smallTable(2, 2, cases: 8 + Int(seed), seed: 500 + seed)
      guard let fisher = try? FisherExactTest(table) else { continue }
      for alternative in Alternative.allCases {
        let conditional = try FisherExactTest(table, alternative: alternative)
        let test = try BoschlooTest(table, alternative: alternative)
        #expect(test.pValue <= conditional.pValue + 1e-12)
        if alternative != .twoSided { expectAgreement(test.statistic.value, conditional.pValue, digits: 11) }
      }
      expectAgreement(try BoschlooTest(table).statistic.value, fisher.pValue, digits: 11)
    }
  }

  @Test func exchangingGroupsTurnsTheSides() throws {
    let one = try BoschlooTest([[7, 8], [12, 3]], alternative: .less)
    let other = try BoschlooTest([[12, 3], [7, 8]], alternative: .greater)
    expectAgreement(one.pValue, other.pValue, digits: 10)
  }

  @Test func noEventAtAllHasProbabilityOne() throws {
    #expect(try BoschlooTest([[0, 5], [0, 6]]).pValue == 1)
    try checkFinding { try BoschlooTest([[0, 5], [0, 6]]) }
    try checkFinding { try BoschlooTest([[1, 0], [0, 1]], alternative: .greater) }
  }

  @Test func refusesWhatIsTooLarge() throws {
    expectRefusal(.infeasible) { try BoschlooTest([[600, 1], [500, 3]]) }
    expectRefusal(.tooFew) { try BoschlooTest([[0, 0], [1, 2]]) }
    expectRefusal(.definition) { try BoschlooTest(jobSatisfaction) }
  }

  @Test func refusesWhatIsNoTable() throws {
    for table in [[], [[]], [[0, 0], [0, 0]]] { expectRefusal(.tooFew) { try BoschlooTest(table) } }
    expectRefusal(.lengthMismatch) {
      let table = [[1, 2], [3]]; return try BoschlooTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[1, -2], [3, 4]]; return try BoschlooTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, 2], [3, 4]]; return try BoschlooTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, Int.max], [Int.max, 4]]; return try BoschlooTest(table)
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) { try BoschlooTest(treatment, confidence: confidence) }
    }
  }

  @Test func keepsTheContract() throws { try checkFinding { try BoschlooTest([[3, 1], [1, 4]]) } }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BoschlooTest") { print in
      // page
      let table = try ContingencyTable(
        [[7, 8], [12, 3]], rows: ["course", "waiting list"], columns: ["dropped out", "stayed"])
      print(try BoschlooTest(table))
      // end
    }
  }
}
