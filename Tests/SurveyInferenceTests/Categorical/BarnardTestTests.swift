import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BarnardTestTests {
  @Test(arguments: try Fixture.cases("BarnardTest")) func agreesWithReference(_ reference: Fixture.Case)
    throws
  {
    let table = try reference.table()
    for alternative in Alternative.allCases {
      let key = alternative == .twoSided ? "two_sided" : alternative.rawValue
      let p = try BarnardTest(table, alternative: alternative).pValue
      try expectAgreement(p, reference.expected[key], digits: 10, key)
    }
    let scipy = try reference.expected["scipy_two_sided"].number()
    // scipy's search can miss the maximum, never exceed it.
    #expect(try BarnardTest(table).pValue >= scipy - 1e-9)
    expectAgreement(try BarnardTest(table).pValue, scipy, digits: 3, "scipy")
  }

  @Test func noGridPointIsHigher() throws {
    // The slow and obvious maximum over 2,000 proportions.
    for table in [[[3, 1], [1, 4]], [[0, 6], [3, 2]], [[5, 1], [2, 2]]] {
      let test = try BarnardTest(table, variance: .unpooled)
      let (n, m) = (table[0][0] + table[0][1], table[1][0] + table[1][1])
      func z(_ x: Int, _ y: Int) -> Double {
        let (p, q) = (Double(x) / Double(n), Double(y) / Double(m))
        let variance = p * (1 - p) / Double(n) + q * (1 - q) / Double(m)
        return p == q ? 0 : variance > 0 ? (p - q) / variance.squareRoot() : (p > q ? 1e9 : -1e9)
      }
      let limit = z(table[0][0], table[1][0]).magnitude - 1e-9
      let best =
        try (0...2_000).map { step -> Double in
          let share = Double(step) / 2_000
          let one = try BinomialDistribution(trials: n, probability: share)
          let two = try BinomialDistribution(trials: m, probability: share)
          return (0...n).reduce(0) { sum, x in
            sum + (0...m).filter { z(x, $0).magnitude >= limit }.reduce(0) { $0 + one.mass(x) * two.mass($1) }
          }
        }.max() ?? 0
      #expect(test.pValue >= best - 1e-12 && test.pValue < best + 1e-4)
    }
  }

  @Test func exchangingGroupsOrAnswersTurnsTheSides() throws {
    let one = try BarnardTest([[7, 8], [12, 3]], alternative: .less)
    let other = try BarnardTest([[12, 3], [7, 8]], alternative: .greater)
    let answers = try BarnardTest([[8, 7], [3, 12]], alternative: .greater)
    expectAgreement(one.pValue, other.pValue, digits: 10)
    expectAgreement(one.pValue, answers.pValue, digits: 10)
  }

  @Test func noEventAtAllHasProbabilityOne() throws {
    #expect(try BarnardTest([[0, 5], [0, 6]]).pValue == 1)
    #expect(try BarnardTest([[1, 0], [1, 0]]).pValue == 1)
    try checkFinding { try BarnardTest([[0, 5], [0, 6]]) }
    try checkFinding { try BarnardTest([[5, 0], [0, 6]], alternative: .greater, variance: .unpooled) }
  }

  @Test func refusesWhatIsTooLarge() throws {
    expectRefusal(.infeasible) { try BarnardTest([[600, 1], [500, 3]]) }
    expectRefusal(.infeasible) { try BarnardTest([[1 << 50, 1], [1 << 50, 3]]) }
    expectRefusal(.tooFew) { try BarnardTest([[0, 0], [1, 2]]) }
    expectRefusal(.definition) { try BarnardTest(jobSatisfaction) }
  }

  @Test func refusesWhatIsNoTable() throws {
    for table in [[], [[]], [[0, 0], [0, 0]]] { expectRefusal(.tooFew) { try BarnardTest(table) } }
    expectRefusal(.lengthMismatch) {
      let table = [[1, 2], [3]]; return try BarnardTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[1, -2], [3, 4]]; return try BarnardTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, 2], [3, 4]]; return try BarnardTest(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, Int.max], [Int.max, 4]]; return try BarnardTest(table)
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) { try BarnardTest(treatment, confidence: confidence) }
    }
  }

  @Test func keepsTheContract() throws { try checkFinding { try BarnardTest([[3, 1], [1, 4]]) } }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BarnardTest") { print in
      // page
      let table = try ContingencyTable(
        [[7, 8], [12, 3]], rows: ["course", "waiting list"], columns: ["dropped out", "stayed"])
      print(try BarnardTest(table))
      // end
    }
  }
}
