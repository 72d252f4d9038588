@testable import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Every exact test against all its outcomes, one by one, by each definition of a two-sided probability.
@Suite struct TwoSidedDefinitionTests {
  /// The lower, upper and two-sided probability among outcomes with weights.
  static func naive(
    _ outcomes: [(value: Double, weight: Double)], _ observed: Double, center: Double,
    _ definition: TwoSidedDefinition
  ) -> [Double] {
    let all = outcomes.reduce(0) { $0 + $1.weight }
    func share(_ holds: (Double) -> Bool) -> Double {
      outcomes.reduce(0) { holds($1.value) ? $0 + $1.weight : $0 } / all
    }
    func own(_ value: Double) -> Double { share { ($0 - value).magnitude < 1e-9 } }
    let half = definition == .midP ? own(observed) / 2 : 0
    let (lower, upper) = (share { $0 <= observed + 1e-9 } - half, share { $0 >= observed - 1e-9 } - half)
    let twoSided: Double =
      switch definition {
      case .distance:
        share { ($0 - center).magnitude >= (observed - center).magnitude - 1e-9 }
      case .doubled, .midP: min(1, 2 * min(lower, upper))
      case .minimumLikelihood:
        outcomes.reduce(0) { own($1.value) <= own(observed) * (1 + 1e-9) ? $0 + $1.weight : $0 } / all
      }
    return [lower, upper, twoSided]
  }

  static func equallyLikely(_ values: [Double]) -> [(value: Double, weight: Double)] {
    values.map { ($0, 1) }
  }

  private func expect(
    _ statistic: TestStatistic, _ naive: [Double], digits: Double = 13, _ what: String
  ) throws {
    guard case .exact(let tails) = statistic.reference else { throw TestFailure("not exact") }
    for (found, expected) in zip([tails.lower, tails.upper, tails.twoSided], naive) {
      expectAgreement(found, expected, digits: digits, floor: 1e-16, what)
    }
  }

  @Test(arguments: TwoSidedDefinition.allCases, 0..<24)
  func ofRankSumsAndPermutations(_ definition: TwoSidedDefinition, _ run: Int) throws {
    let (x, y) = tiedGroups(2 + run % 4, 3 + run / 4 % 3, levels: 2 + run % 5, seed: UInt64(run) + 70)
    let all = x + y
    let divisions = subsets(of: all.count, choosing: x.count)
    let ranks = Midranks(all).ranks
    let sums = divisions.map { $0.reduce(0.0) { $0 + ranks[$1] } }
    try expect(
      MannWhitneyTest(x, against: y, method: .exact(twoSided: definition)).statistic,
      Self.naive(
        Self.equallyLikely(sums), ranks.prefix(x.count).reduce(0, +),
        center: Double(x.count * (all.count + 1)) / 2, definition), "rank sum")
    let total = all.reduce(0, +)
    func difference(_ sum: Double) -> Double { sum / Double(x.count) - (total - sum) / Double(y.count) }
    let differences = divisions.map { difference($0.reduce(0.0) { $0 + all[$1] }) }
    for method in [PermutationTest.Method.exact, .grid(unit: 1)] {
      try expect(
        PermutationTest(x, against: y, statistic: .meanDifference, method: method, twoSided: definition)
          .statistic,
        Self.naive(Self.equallyLikely(differences), difference(x.reduce(0, +)), center: 0, definition),
        "difference, \(method)")
    }
  }

  @Test(arguments: TwoSidedDefinition.allCases) func ofSigns(_ definition: TwoSidedDefinition) throws {
    var numbers = FixedNumbers(seed: 29)
    for count in 1...9 {
      let differences = numbers.integers(count, from: -3, below: 5).map { $0 == 0 ? 1 : $0 }
      let zeros = [Double](repeating: 0, count: count)
      let ranks = Midranks(differences.map(\.magnitude)).ranks
      let signs = (0..<(1 << count)).map { bits in (0..<count).map { bits & (1 << $0) != 0 } }
      let sums = signs.map { sign in ranks.indices.reduce(0.0) { sign[$1] ? $0 + ranks[$1] : $0 } }
      let observed = ranks.indices.reduce(0.0) { differences[$1] > 0 ? $0 + ranks[$1] : $0 }
      try expect(
        SignedRankTest(differences, against: zeros, twoSided: definition).statistic,
        Self.naive(
          Self.equallyLikely(sums), observed, center: ranks.reduce(0, +) / 2, definition), "signed ranks")
      let flips = signs.map { sign in
        differences.indices.reduce(0.0) { $0 + (sign[$1] ? 1 : -1) * differences[$1] }
      }
      for method in [SignFlipTest.Method.exact, .grid(unit: 1)] {
        try expect(
          SignFlipTest(differences, against: zeros, method: method, twoSided: definition).statistic,
          Self.naive(Self.equallyLikely(flips), differences.reduce(0, +), center: 0, definition),
          "sign flips, \(method)")
      }
    }
  }

  @Test(arguments: TwoSidedDefinition.allCases, 0..<6)
  func ofOrderedGroups(_ definition: TwoSidedDefinition, _ run: Int) throws {
    let (x, rest) = tiedGroups(2, 5, levels: 2 + run, seed: UInt64(run) + 3)
    let groups = [x, Array(rest[..<3]), Array(rest[3...])]
    func j(_ groups: [[Double]]) -> Double {
      var sum = 0.0
      for later in groups.indices {
        for earlier in 0..<later {
          for a in groups[earlier] { for b in groups[later] { sum += a < b ? 1 : a == b ? 0.5 : 0 } }
        }
      }
      return sum
    }
    let all = x + rest
    guard Set(all).count > 1 else { return }
    var outcomes: [Double] = []
    for first in subsets(of: 7, choosing: 2) {
      let left = (0..<7).filter { !first.contains($0) }
      for second in subsets(of: 5, choosing: 3) {
        let third = left.indices.filter { !second.contains($0) }.map { all[left[$0]] }
        outcomes.append(j([first.map { all[$0] }, second.map { all[left[$0]] }, third]))
      }
    }
    try expect(
      JonckheereTerpstraTest(ScoreGroups(groups), method: .exact, twoSided: definition).statistic,
      Self.naive(Self.equallyLikely(outcomes), j(groups), center: 8, definition), digits: 12, "J")
  }

  @Test(arguments: TwoSidedDefinition.allCases) func ofTrends(_ definition: TwoSidedDefinition) throws {
    let table = try ContingencyTable([[3, 2, 1, 1], [1, 1, 2, 4]])
    let scores = [0.0, 1, 2, 5]
    let columns = [4, 3, 3, 5]
    // The sum of scores in the first row over all ways to draw its seven cases.
    var outcomes: [(value: Double, weight: Double)] = []
    for a in 0...4 {
      for b in 0...3 {
        for c in 0...3 where (0...5).contains(7 - a - b - c) {
          let cells = [a, b, c, 7 - a - b - c]
          let ways = zip(columns, cells).reduce(1.0) {
            $0 * SpecialFunctions.binomialCoefficient($1.0, $1.1)
          }
          outcomes.append((-zip(cells, scores).reduce(0) { $0 + Double($1.0) * $1.1 }, ways))
        }
      }
    }
    let mean = -7 * zip(columns, scores).reduce(0) { $0 + Double($1.0) * $1.1 } / 15
    let found = try LinearByLinearTest(
      table, columnScores: scores, method: .exact(twoSided: definition))
    var naive = Self.naive(outcomes, -(0 * 3 + 1 * 2 + 2 * 1 + 5 * 1), center: mean, definition)
    // Rows rise from the first to the second, so that a low sum in the first is a high association.
    if found.statistic.value < 0 { naive.swapAt(0, 1) }
    try expect(found.statistic, naive, digits: 12, "trend")
  }

  @Test(arguments: TwoSidedDefinition.allCases, [(3, 10, 0.3), (5, 10, 0.3), (0, 7, 0.2), (4, 9, 0.5)])
  func ofCounts(_ definition: TwoSidedDefinition, _ data: (count: Int, total: Int, share: Double)) throws {
    let outcomes = (0...data.total).map { k -> (value: Double, weight: Double) in
      let ways = SpecialFunctions.binomialCoefficient(data.total, k)
      let chance = (0..<data.total).reduce(1.0) { $0 * ($1 < k ? data.share : 1 - data.share) }
      return (Double(k), ways * chance)
    }
    try expect(
      BinomialTest(
        data.count, of: data.total, against: data.share, method: .exact(twoSided: definition)
      ).statistic,
      Self.naive(outcomes, Double(data.count), center: Double(data.total) * data.share, definition), "count")
  }

  @Test(arguments: TwoSidedDefinition.allCases) func ofFourfoldTables(_ definition: TwoSidedDefinition) throws
  {
    for cells in [[7, 2, 3, 9], [1, 9, 6, 4], [2, 0, 3, 8]] {
      let table = try ContingencyTable([Array(cells[..<2]), Array(cells[2...])])
      let (n, m, k) = (cells[0] + cells[1], cells[2] + cells[3], cells[0] + cells[2])
      let outcomes = (max(0, k - m)...min(n, k)).map { a -> (value: Double, weight: Double) in
        let ways =
          SpecialFunctions.binomialCoefficient(n, a) * SpecialFunctions.binomialCoefficient(m, k - a)
        return (Double(a), ways)
      }
      let center = Double(n * k) / Double(n + m)
      let naive = Self.naive(outcomes, Double(cells[0]), center: center, definition)
      try expect(FisherExactTest(table, twoSided: definition).statistic, naive, "Fisher")
      try expect(
        MantelHaenszelTest(strata: [table], method: .exact(twoSided: definition)).statistic, naive,
        "Mantel-Haenszel")
    }
  }

  @Test(arguments: TwoSidedDefinition.allCases, 0..<6)
  func ofRankCorrelations(_ definition: TwoSidedDefinition, _ run: Int) throws {
    let (x, y) = tiedGroups(5, 5, levels: 3 + run, seed: UInt64(run) + 11)
    guard Set(x).count > 1, Set(y).count > 1 else { return }
    let (a, b) = (Midranks(x).ranks, Midranks(y).ranks)
    let center = a.reduce(0, +) * b.reduce(0, +) / 5
    func product(_ order: [Int]) -> Double { (0..<5).reduce(0) { $0 + a[$1] * b[order[$1]] } }
    func concordance(_ order: [Int]) -> Double {
      var sum = 0.0
      for i in 0..<5 {
        for j in 0..<i {
          sum +=
            (a[i] < a[j] ? -1 : a[i] > a[j] ? 1 : 0)
            * (b[order[i]] < b[order[j]] ? -1 : b[order[i]] > b[order[j]] ? 1.0 : 0)
        }
      }
      return sum
    }
    var orders = [[Int]()]
    for _ in 0..<5 {
      orders = orders.flatMap { order in (0..<5).filter { !order.contains($0) }.map { order + [$0] } }
    }
    try expect(
      SpearmanCorrelation(x, with: y, method: .exact, twoSided: definition).statistic,
      Self.naive(
        Self.equallyLikely(orders.map(product)), product(Array(0..<5)), center: center, definition), "ρ")
    try expect(
      KendallCorrelation(x, with: y, method: .exact, twoSided: definition).statistic,
      Self.naive(
        Self.equallyLikely(orders.map(concordance)), concordance(Array(0..<5)), center: 0, definition), "τ")
  }

  @Test func randomDrawsHaveNoSingleOutcomes() throws {
    let (x, y) = tiedGroups(6, 7, levels: 4, seed: 3)
    for definition in [TwoSidedDefinition.minimumLikelihood, .midP] {
      expectRefusal(.definition) {
        try MannWhitneyTest(x, against: y, method: .monteCarlo(divisions: 99, seed: 1, twoSided: definition))
      }
      expectRefusal(.definition) { try PermutationTest(x, against: y, twoSided: definition) }
      expectRefusal(.definition) {
        try BrunnerMunzelTest(
          x, against: y, permutation: .monteCarlo(permutations: 99, seed: 1, twoSided: definition))
      }
      expectRefusal(.definition) { try SignFlipTest(x, against: y.dropLast(), twoSided: definition) }
      expectRefusal(.definition) {
        try SignedRankTest(
          x, against: y.dropLast(), method: .monteCarlo(permutations: 99, seed: 1), twoSided: definition)
      }
      expectRefusal(.definition) {
        try KendallCorrelation(
          x, with: y.dropLast(), method: .monteCarlo(permutations: 99, seed: 1), twoSided: definition)
      }
      expectRefusal(.definition) {
        try JonckheereTerpstraTest(
          ScoreGroups([x, y]), method: .monteCarlo(draws: 99, seed: 1), twoSided: definition)
      }
    }
  }

  @Test func boschlooTakesTheTwoThatOrderItsTables() throws {
    let table = try ContingencyTable([[7, 2], [3, 9]])
    expectRefusal(.definition) { try BoschlooTest(table, twoSided: .distance) }
    expectRefusal(.definition) { try BoschlooTest(table, twoSided: .midP) }
    #expect(throws: Never.self) { try BoschlooTest(table, twoSided: .doubled) }
  }
}
