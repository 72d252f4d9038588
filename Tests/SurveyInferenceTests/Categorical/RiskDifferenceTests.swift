import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing
import Foundation

@Suite struct RiskDifferenceTests {
  @Test(arguments: try Fixture.cases("RiskDifference", method: "odds ratio, risk ratio, risk difference"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (table, expected) = (try reference.table(), reference.expected)
    let newcombe = try RiskDifference(table)
    try expectAgreement(newcombe.difference.value, expected["rd"], digits: 10)
    try expectAgreement(newcombe.cohensH, expected["cohen_h"], digits: 10)
    let limits = try #require(newcombe.difference.interval)
    try expectAgreement([limits.lower, limits.upper], expected["rd_newcombe_ci95"], digits: 10, "Newcombe")
    let wald = try #require(RiskDifference(table, interval: .wald).difference.interval)
    try expectAgreement([wald.lower, wald.upper], expected["rd_wald_ci95"], digits: 10, "Wald")
  }

  @Test(arguments: try Fixture.cases("RiskDifference").filter { !$0.method.hasPrefix("odds") })
  func scoreAgreesWithReference(_ reference: Fixture.Case) throws {
    let interval: RiskDifferenceInterval = reference.method == "score" ? .mee : .miettinenNurminen
    let limits = try #require(RiskDifference(reference.table(), interval: interval).difference.interval)
    try expectAgreement([limits.lower, limits.upper], reference.expected["ci"], digits: 11, floor: 1e-14)
  }

  @Test func agreesWithNewcombesTable() throws {
    // Newcombe (1998), table II, example (a): 56/70 against 48/80, to the digits printed.
    let published: [RiskDifferenceInterval: (Double, Double)] = [
      .wald: (0.0575, 0.3425), .mee: (0.0533, 0.3377), .miettinenNurminen: (0.0528, 0.3382),
      .newcombe: (0.0524, 0.3339),
    ]
    for (interval, limits) in published {
      let found = try #require(
        RiskDifference([[56, 14], [48, 32]], interval: interval).difference.interval)
      #expect((found.lower - limits.0).magnitude < 6e-5 && (found.upper - limits.1).magnitude < 6e-5)
    }
  }

  @Test func theScoreLimitsAreRootsOfTheScore() throws {
    // The most likely shares by a search of their own: the likelihood over a fine grid, then narrower ones.
    for table in [[12, 5, 7, 14], [0, 8, 3, 11], [6, 0, 2, 5], [0, 9, 0, 4]] {
      let (x, n) = (Double(table[0]), Double(table[0] + table[1]))
      let (y, m) = (Double(table[2]), Double(table[2] + table[3]))
      let found = try RiskDifference([[table[0], table[1]], [table[2], table[3]]], interval: .mee)
      let limits = try #require(found.difference.interval)
      for delta in [limits.lower, limits.upper] where delta.magnitude < 1 {
        func likelihood(_ p: Double) -> Double {
          let q = p - delta
          func part(_ k: Double, _ share: Double) -> Double { k == 0 ? 0 : k * log(max(share, 1e-300)) }
          return part(x, p) + part(n - x, 1 - p) + part(y, q) + part(m - y, 1 - q)
        }
        var (low, high) = (max(0, delta), min(1, 1 + delta))
        for _ in 0..<40 {
          let points = (0...20).map { low + (high - low) * Double($0) / 20 }
          let best = points.indices.max { likelihood(points[$0]) < likelihood(points[$1]) } ?? 0
          (low, high) = (points[max(best - 1, 0)], points[min(best + 1, 20)])
        }
        let p = (low + high) / 2
        let variance = p * (1 - p) / n + (p - delta) * (1 - p + delta) / m
        expectAgreement(
          ((x / n - y / m - delta) / variance.squareRoot()).magnitude, 1.959963984540054, digits: 6)
      }
    }
  }

  @Test func exchangingTheGroupsTurnsTheInterval() throws {
    for interval in RiskDifferenceInterval.allCases {
      for table in [
        treatment, [[0, 5], [3, 4]], [[5, 0], [0, 4]], [[0, 6], [0, 3]], [[1, 0], [1, 0]],
      ] {
        let one = try #require(RiskDifference(table, interval: interval).difference.interval)
        let other = try #require(
          RiskDifference([table[1], table[0]], interval: interval).difference.interval)
        expectAgreement(one.lower, -other.upper, digits: 12, floor: 1e-14)
        expectAgreement(one.upper, -other.lower, digits: 12, floor: 1e-14)
        #expect(one.lower <= one.upper)
        try checkFinding { try RiskDifference(table, interval: interval) }
      }
    }
  }

  @Test func noEventAtAllHasAnInterval() throws {
    let limits = try #require(
      RiskDifference([[0, 10], [0, 10]], interval: .miettinenNurminen).difference.interval)
    #expect(limits.lower < -0.2 && limits.upper > 0.2)
    let huge = try RiskDifference([[1 << 49, 1 << 49], [1 << 48, 1 << 50]], interval: .mee)
    expectAgreement(huge.difference.value, 0.3, digits: 14)
  }

  @Test func refusesWhatIsNoTable() throws {
    for table in [[], [[]], [[0, 0], [0, 0]]] { expectRefusal(.tooFew) { try RiskDifference(table) } }
    expectRefusal(.lengthMismatch) {
      let table = [[1, 2], [3]]; return try RiskDifference(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[1, -2], [3, 4]]; return try RiskDifference(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, 2], [3, 4]]; return try RiskDifference(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, Int.max], [Int.max, 4]]; return try RiskDifference(table)
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) { try RiskDifference(treatment, confidence: confidence) }
    }
  }

  @Test func refusesGroupsWithoutCases() throws {
    expectRefusal(.tooFew) { try RiskDifference([[0, 0], [1, 2]]) }
    expectRefusal(.definition) { try RiskDifference(jobSatisfaction) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RiskDifference") { print in
      // page
      let table = try ContingencyTable(
        [[12, 5], [7, 14]], rows: ["course", "waiting list"], columns: ["improved", "not"])
      print(try RiskDifference(table))
      // end
    }
  }
}
