import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct KendallsWTests {
  static let judges: [[Double]] = [
    [9, 6, 8, 7, 10, 6], [2, 1, 4, 1, 5, 2], [5, 3, 6, 2, 6, 4], [8, 2, 8, 6, 9, 7],
  ]
  static let ranks: [[Double]] = [[1, 2, 3, 4, 5], [2, 1, 3, 5, 4], [1, 3, 2, 4, 5]]

  // MARK: Reference

  /// Friedman's blocks are the raters: the columns of the data are the subjects.
  @Test(arguments: try Fixture.cases("KendallsW").filter { $0.id.hasPrefix("friedman.") })
  func agreesWithFriedmansTest(_ reference: Fixture.Case) throws {
    let columns = try reference.data().complete(reference.options["columns"].strings())
    let raters = columns[0].indices.map { row in columns.map { $0[row] } }
    let found = try KendallsW(raters, bootstrap: nil)
    let expected = reference.expected
    #expect(found.raterCount == (try expected["n"].integer()))
    #expect(found.subjectCount == (try expected["k"].integer()))
    try expectAgreement(found.concordance.value, expected["kendall_W"], digits: 10, "W")
    try expectAgreement(found.statistic.value, expected["chi2"], digits: 10, "chi-square")
    try expectAgreement(found.pValue, expected["p"], digits: 10, "p")
    try expectAgreement(found.rankSums, expected["rank_sums"], digits: 15, "rank sums")
  }

  @Test(arguments: try Fixture.cases("KendallsW").filter { $0.id.hasPrefix("kendall.") })
  func agreesWithAllOrders(_ reference: Fixture.Case) throws {
    let raters = try reference.options["raters"].array().map { try $0.numbers() }
    let found = try KendallsW(raters, method: .exact, bootstrap: nil)
    try expectAgreement(found.concordance.value, reference.expected["w"], digits: 12, "W")
    try expectAgreement(found.sumOfSquares, reference.expected["s"], digits: 12, "S")
    try expectAgreement(found.pValue, reference.expected["p_exact"], digits: 12, "p")
    try expectAgreement(found.meanSpearman, reference.expected["mean_spearman"], digits: 12, "ρ")
  }

  /// The tables of three raters and three subjects that text books print: .028, .194, .361, .528, .944, 1.
  @Test func givesTheTabledProbabilities() throws {
    let printed = [18: 0.028, 14: 0.194, 8: 0.361, 6: 0.528, 2: 0.944, 0: 1]
    var seen: Set<Int> = []
    let orders: [[Double]] = [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]]
    for one in orders {
      for other in orders {
        let found = try KendallsW([[1, 2, 3], one, other], method: .exact, bootstrap: nil)
        let sum = Int(found.sumOfSquares)
        seen.insert(sum)
        #expect((found.pValue - (printed[sum] ?? -1)).magnitude <= 0.0005, "S = \(sum)")
      }
    }
    #expect(seen == Set(printed.keys))
  }

  // MARK: Laws

  @Test func withoutTiesTheMeanSpearmanFollowsFromW() throws {
    let found = try KendallsW(Self.ranks, bootstrap: nil)
    let m = 3.0
    expectAgreement(
      try #require(found.meanSpearman), (m * found.concordance.value - 1) / (m - 1), digits: 13)
    var sum = 0.0
    for (first, second) in [(0, 1), (0, 2), (1, 2)] {
      sum += try SpearmanCorrelation(Self.ranks[first], with: Self.ranks[second]).correlation.value
    }
    expectAgreement(try #require(found.meanSpearman), sum / 3, digits: 13)
    #expect(!found.hasTies)
  }

  @Test func monotoneChangesAndOrderChangeNothing() throws {
    let plain = try KendallsW(Self.judges, bootstrap: nil)
    let changed = try KendallsW(
      Self.judges.reversed().map { $0.reversed().map { $0 * $0 * 1e100 } }, bootstrap: nil)
    expectAgreement(changed.concordance.value, plain.concordance.value, digits: 14)
    #expect(changed.pValue == plain.pValue && plain.hasTies)
  }

  @Test func drawnOrdersComeCloseToAllOrders() throws {
    let exact = try KendallsW(Self.ranks, method: .exact, bootstrap: nil)
    let drawn = try KendallsW(
      Self.ranks, method: .monteCarlo(permutations: 20_000, seed: 4), bootstrap: nil, confidence: 0.999)
    #expect(try #require(drawn.pValueInterval).contains(exact.pValue))
    let again = try KendallsW(Self.ranks, method: .monteCarlo(permutations: 20_000, seed: 4), bootstrap: nil)
    #expect(drawn.pValue == again.pValue)
  }

  /// Every order of every rater, the slow way.
  @Test func countsWhatANaiveCountFinds() throws {
    var stream = RandomStream(seed: 12)
    for _ in 0..<20 {
      let raters = (0..<3).map { _ in (0..<4).map { _ in Double(stream.index(below: 3)) } }
      guard let found = try? KendallsW(raters, method: .exact, bootstrap: nil) else { continue }
      let orders = Self.permutations([0, 1, 2, 3])
      var (hits, all) = (0, 0)
      for one in orders {
        for other in orders {
          let trial = [raters[0], one.map { raters[1][$0] }, other.map { raters[2][$0] }]
          let sum = try KendallsW(trial, bootstrap: nil).sumOfSquares
          hits += sum >= found.sumOfSquares ? 1 : 0
          all += 1
        }
      }
      expectAgreement(found.pValue, Double(hits) / Double(all), digits: 13)
    }
  }

  private static func permutations(_ items: [Int]) -> [[Int]] {
    guard items.count > 1 else { return [items] }
    return items.indices.flatMap { index -> [[Int]] in
      var rest = items
      let item = rest.remove(at: index)
      return permutations(rest).map { [item] + $0 }
    }
  }

  @Test func theBootstrapResamplesSubjects() throws {
    let plan = BootstrapPlan.percentile(resamples: 200, seed: 6)
    let found = try KendallsW(Self.judges, bootstrap: plan)
    let interval = try #require(found.concordance.interval)
    #expect(interval.lower < found.concordance.value && interval.upper <= 1)
    #expect(found.bootstrap?.plan == plan && found.concordance.standardError != nil)
    #expect(try KendallsW(Self.judges, bootstrap: nil).concordance.interval == nil)
  }

  // MARK: Edges and refusals

  @Test func perfectAgreementIsOne() throws {
    let raters: [[Double]] = [[1, 2, 3, 4], [10, 20, 30, 40], [0, 0.1, 0.2, 0.3]]
    let found = try KendallsW(raters, method: .exact, bootstrap: .percentile(resamples: 100))
    #expect(found.concordance.value == 1 && found.meanSpearman == 1)
    expectAgreement(found.pValue, 1.0 / 576, digits: 13)
    let tied = try KendallsW([[1, 1, 2], [3, 3, 5]], bootstrap: nil)
    #expect(tied.concordance.value == 1)
    try checkFinding { try KendallsW(raters, bootstrap: .bca(resamples: 100)) }
  }

  @Test func oppositeOrdersAreZero() throws {
    let found = try KendallsW([[1, 2, 3], [3, 2, 1]], method: .exact, bootstrap: nil)
    #expect(found.concordance.value == 0 && found.pValue == 1)
    expectAgreement(try #require(found.meanSpearman), -1, digits: 14)
    try checkFinding { try KendallsW([[1, 2], [2, 1]], bootstrap: .percentile(resamples: 100)) }
  }

  @Test func aRaterWithoutOrderLeavesW() throws {
    let found = try KendallsW([[1, 2, 3], [2, 2, 2]], bootstrap: nil)
    expectAgreement(found.concordance.value, 0.5, digits: 14)
    #expect(found.meanSpearman == nil)
    try checkFinding { try KendallsW([[1, 2, 3], [2, 2, 2]], bootstrap: nil) }
  }

  @Test func refusesWhatHasNoConcordance() {
    expectRefusal(.tooFew) { try KendallsW([]) }
    expectRefusal(.tooFew) { try KendallsW([[1, 2]]) }
    expectRefusal(.tooFew) { try KendallsW([[1], [2]]) }
    expectRefusal(.lengthMismatch) { try KendallsW([[1, 2], [2]]) }
    expectRefusal(.lengthMismatch) { try KendallsW(Self.ranks, names: ["a"]) }
    expectRefusal(.notFinite) { try KendallsW([[1, .nan], [2, 3]]) }
    expectRefusal(.constant) { try KendallsW([[1, 1], [2, 2]]) }
    expectRefusal(.outOfRange) { try KendallsW(Self.ranks, confidence: 0) }
    let long = (0..<12).map(Double.init)
    expectRefusal(.infeasible) { try KendallsW([long, long], method: .exact, bootstrap: nil) }
    for count in [0, -1, Int.min] {
      expectRefusal(.tooFew) {
        try KendallsW(Self.ranks, method: .monteCarlo(permutations: count, seed: 1), bootstrap: nil)
      }
    }
    expectRefusal(.infeasible) {
      try KendallsW(Self.ranks, method: .monteCarlo(permutations: .max, seed: 1), bootstrap: nil)
    }
    expectRefusal(.infeasible) {
      try KendallsW([[Double]](repeating: [1, 2], count: 10_001), bootstrap: nil)
    }
    expectRefusal(.infeasible) { try KendallsW(Self.ranks, bootstrap: .percentile(resamples: .max)) }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding {
      try KendallsW(Self.judges, names: ["a", "b", "c", "d"], bootstrap: .basic(resamples: 100))
    }
    try checkFinding {
      try KendallsW(Self.ranks, method: .monteCarlo(permutations: 99, seed: 1), bootstrap: nil)
    }
    try checkFinding { try KendallsW(Self.ranks, method: .exact, bootstrap: nil) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("KendallsW") { print in
      // page
      let judges: [[Double]] = [
        [9, 6, 8, 7, 10, 6],
        [2, 1, 4, 1, 5, 2],
        [5, 3, 6, 2, 6, 4],
        [8, 2, 8, 6, 9, 7],
      ]
      let concordance = try KendallsW(judges, method: .monteCarlo(permutations: 9_999, seed: 1))
      print(concordance)
      // end
    }
  }
}
