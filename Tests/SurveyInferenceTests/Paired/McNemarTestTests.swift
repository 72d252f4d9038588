import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct McNemarTestTests {
  typealias Method = McNemarTest.Method
  static let table = [[10, 5], [12, 33]]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("McNemarTest", method: "McNemar"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let cells = try reference.options["table_row_major"].numbers().map { Int($0) }
    let table = [[cells[0], cells[1]], [cells[2], cells[3]]]
    let expected = reference.expected
    for (method, suffix) in [(Method.asymptotic(), "_cc"), (.asymptotic(continuityCorrection: false), "")] {
      let found = try McNemarTest(table: table, method: method)
      try expectAgreement(found.chiSquare, expected["chi2" + suffix], digits: 11, "χ²")
      try expectAgreement(found.pValue, expected["p" + suffix], digits: 11, "p")
    }
    let exact = try McNemarTest(table: table)
    try expectAgreement(exact.pValue, expected["p_exact"], digits: 11, "exact")
    try expectAgreement(
      McNemarTest(table: table, method: .midP).pValue, expected["p_mid"], digits: 11, "mid-p")
    try expectAgreement(
      exact.oddsRatio?.value ?? .infinity, expected["odds_ratio"], digits: 11, "odds ratio")
    let interval = exact.oddsRatioInterval
    try expectAgreement([interval.lower, interval.upper], expected["or_ci_exact"], digits: 11, "limits")
  }

  @Test(arguments: try Fixture.cases("McNemarTest", method: "McNemar, difference of shares"))
  func differenceAgreesWithReference(_ reference: Fixture.Case) throws {
    let table = try reference.options["table"].array().map { try $0.numbers().map { Int($0) } }
    let found = try McNemarTest(table: table)
    let expected = reference.expected
    try expectAgreement(found.difference.value, expected["difference"], digits: 11, "difference")
    try expectAgreement(limits(found.difference), expected["ci"], digits: 11, "limits")
    try expectAgreement(found.pValue, expected["p_exact"], digits: 11, "p")
  }

  private func limits(_ estimate: Estimate) -> [Double] {
    estimate.interval.map { [$0.lower, $0.upper] } ?? []
  }

  // MARK: Laws

  @Test func exactIsTheEnumerationOfAllDirections() throws {
    for changed in 1...10 {
      for hits in 0...changed {
        let ways = (0..<(1 << changed)).map(\.nonzeroBitCount)
        let all = Double(1 << changed)
        let (up, down) = (ways.count { $0 >= hits }, ways.count { $0 <= hits })
        let same = ways.count { $0 == hits }
        let table = [[3, hits], [changed - hits, 1]]
        let two = min(1, 2 * Double(min(up, down)) / all)
        expectAgreement(try McNemarTest(table: table).pValue, two, digits: 13)
        let greater = try McNemarTest(table: table, alternative: .greater)
        expectAgreement(greater.pValue, Double(up) / all, digits: 13)
        let mid = try McNemarTest(table: table, method: .midP, alternative: .less)
        expectAgreement(mid.pValue, (Double(down) - Double(same) / 2) / all, digits: 12)
      }
    }
  }

  @Test func swappingTheOccasionsMirrorsEverything() throws {
    for method in [Method.exact, .midP, .asymptotic(), .asymptotic(continuityCorrection: false)] {
      let one = try McNemarTest(table: Self.table, method: method, alternative: .less)
      let other = try McNemarTest(table: [[10, 12], [5, 33]], method: method, alternative: .greater)
      expectAgreement(one.pValue, other.pValue, digits: 14)
      #expect(one.difference.value == -other.difference.value)
      expectAgreement(limits(one.difference)[1], -limits(other.difference)[0], digits: 13)
      expectAgreement(one.oddsRatioInterval.upper, 1 / other.oddsRatioInterval.lower, digits: 12)
    }
  }

  @Test func pairsGiveTheirTable() throws {
    let values = [true, true, false, false, true, false]
    let baseline = [true, false, true, false, false, false]
    let found = try McNemarTest(values, against: baseline)
    #expect(found.counts == [1, 2, 1, 2])
    #expect(found.shares == [0.5, 2.0 / 6])
  }

  // MARK: Edges and refusals

  @Test func oneDirectionHasAnInfiniteOddsRatio() throws {
    let found = try McNemarTest(table: [[5, 9], [0, 4]])
    #expect(found.oddsRatio == nil && found.oddsRatioInterval.upper == .infinity)
    #expect(found.report.notes.count == 1)
    let zero = try McNemarTest(table: [[5, 0], [9, 4]])
    #expect(zero.oddsRatio?.value == 0 && zero.oddsRatioInterval.lower == 0)
    let all = try McNemarTest(table: [[0, 9], [0, 0]])
    #expect(all.difference.value == 1 && limits(all.difference)[1] == 1)
  }

  @Test func refusesWhatHasNoTest() {
    expectRefusal(.constant) { try McNemarTest(table: [[5, 0], [0, 4]]) }
    expectRefusal(.tooFew) { try McNemarTest(table: [[0, 0], [0, 0]]) }
    expectRefusal(.tooFew) { try McNemarTest(table: []) }
    expectRefusal(.tooFew) { try McNemarTest([], against: []) }
    expectRefusal(.lengthMismatch) { try McNemarTest(table: [[1, 2], [3]]) }
    expectRefusal(.lengthMismatch) { try McNemarTest([true], against: []) }
    expectRefusal(.definition) { try McNemarTest(table: [[1, 2, 3], [3, 2, 1], [1, 1, 1]]) }
    expectRefusal(.outOfRange) { try McNemarTest(table: [[1, -2], [3, 2]]) }
    expectRefusal(.outOfRange) { try McNemarTest(table: [[.max, 2], [3, .max]]) }
    expectRefusal(.outOfRange) { try McNemarTest(table: Self.table, confidence: 0) }
  }

  // MARK: Conformance and page

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ side: Alternative) throws {
    for method in [Method.exact, .midP, .asymptotic(), .asymptotic(continuityCorrection: false)] {
      for table in [Self.table, [[0, 3], [0, 0]], [[0, 0], [1, 0]], [[1, 1], [1, 1]]] {
        try checkFinding { try McNemarTest(table: table, method: method, alternative: side) }
      }
    }
    try checkFinding { try McNemarTest(table: Self.table, alternative: side, confidence: 0.2) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("McNemarTest") { print in
      // page
      let approval = try McNemarTest(table: [[794, 86], [150, 570]])
      print(approval.named("approval", "second survey", "first survey"))
      // end
    }
  }
}
