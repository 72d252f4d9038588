import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct SpearmanCorrelationTests {
  static let mood = [3.1, 4.5, 2.2, 5.0, 4.1, 3.7, 2.9, 4.8]
  static let sleep = [6.0, 7.5, 5.5, 8.0, 7.0, 7.5, 6.5, 7.0]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("SpearmanCorrelation"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (x, y) = try reference.pairs()
    let confidence = try reference.options["conf_level"].number()
    let found = try SpearmanCorrelation(x, with: y, confidence: confidence)
    let expected = reference.expected
    try expectAgreement(found.correlation.value, expected["rho"], digits: 10, "rho")
    try expectAgreement(found.statistic.value, expected["t_approx"], digits: 10, "t")
    try expectAgreement(found.pValue, expected["p_t_approx"], digits: 10, "p")
    try expectAgreement(found.pValue, expected["p_r_exact_false"], digits: 10, "p of cor.test")
    try expectAgreement(found.sumOfSquaredRankDifferences, expected["S"], digits: 10, "S")
    let interval = try #require(found.correlation.interval)
    try expectAgreement(
      [interval.lower, interval.upper], expected["fisher_ci_bonett_wright"], digits: 10, "interval")
  }

  // MARK: Laws

  @Test func itIsPearsonsCorrelationOfTheRanks() throws {
    let found = try SpearmanCorrelation([10, 20, 20, 40, 50], with: [3, 1, 4, 5, 5])
    let ranks = try PearsonCorrelation([1, 2.5, 2.5, 4, 5], with: [2, 1, 3, 4.5, 4.5])
    #expect(found.correlation.value == ranks.correlation.value && found.pValue == ranks.pValue)
  }

  @Test func risingTransformationsChangeNothing() throws {
    let plain = try SpearmanCorrelation(Self.mood, with: Self.sleep)
    let moved = try SpearmanCorrelation(Self.mood.map { $0 * $0 * $0 }, with: Self.sleep.map { -1 / $0 })
    #expect(moved.correlation == plain.correlation && moved.pValue == plain.pValue)
  }

  @Test func itIsSymmetricAndTurns() throws {
    let plain = try SpearmanCorrelation(Self.mood, with: Self.sleep, method: .exact, alternative: .greater)
    let other = try SpearmanCorrelation(Self.sleep, with: Self.mood, method: .exact, alternative: .greater)
    let turned = try SpearmanCorrelation(
      Self.mood.map { -$0 }, with: Self.sleep, method: .exact, alternative: .less)
    expectAgreement(other.correlation.value, plain.correlation.value, digits: 15)
    expectAgreement(turned.correlation.value, -plain.correlation.value, digits: 15)
    expectAgreement(other.pValue, plain.pValue, digits: 14)
    expectAgreement(turned.pValue, plain.pValue, digits: 14)
  }

  @Test func withoutTiesTheSumIsThatOfSquaredRankDifferences() throws {
    let found = try SpearmanCorrelation([1, 2, 3, 4, 5], with: [2, 1, 4, 5, 3])
    expectAgreement(found.sumOfSquaredRankDifferences, 1 + 1 + 1 + 1 + 4, digits: 14)
  }

  /// All orders of one variable against the other, one by one, with heavy ties.
  @Test func exactIsTheEnumerationOfAllOrders() throws {
    var numbers = FixedNumbers(seed: 29)
    for count in 3...7 {
      for levels in [3, 10] {
        let x = numbers.integers(count, from: 0, below: levels)
        let y = numbers.integers(count, from: 0, below: levels)
        guard Set(x).count > 1, Set(y).count > 1 else { continue }
        let observed = try SpearmanCorrelation(x, with: y).correlation.value
        let all = try Self.orders(y).map { try SpearmanCorrelation(x, with: $0).correlation.value }
        let share = { (extreme: (Double) -> Bool) in Double(all.filter(extreme).count) / Double(all.count) }
        for (alternative, p) in [
          (Alternative.twoSided, share { $0.magnitude >= observed.magnitude - 1e-12 }),
          (.greater, share { $0 >= observed - 1e-12 }), (.less, share { $0 <= observed + 1e-12 }),
        ] {
          let found = try SpearmanCorrelation(x, with: y, method: .exact, alternative: alternative)
          expectAgreement(found.pValue, p, digits: 13, "\(x) \(y) \(alternative)")
        }
      }
    }
  }

  private static func orders(_ values: [Double]) -> [[Double]] {
    guard values.count > 1 else { return [values] }
    return values.indices.flatMap { index -> [[Double]] in
      var rest = values
      let first = rest.remove(at: index)
      return orders(rest).map { [first] + $0 }
    }
  }

  @Test func randomOrdersApproachAllOrders() throws {
    for definition in [TwoSidedDefinition.distance, .doubled] {
      for side in Alternative.allCases {
        let exact = try SpearmanCorrelation(
          Self.mood, with: Self.sleep, method: .exact, alternative: side, twoSided: definition)
        let random = try SpearmanCorrelation(
          Self.mood, with: Self.sleep, method: .monteCarlo(permutations: 4_000, seed: 3), alternative: side,
          twoSided: definition)
        #expect((random.pValue - exact.pValue).magnitude < 0.012)
        #expect(exact.pValueInterval == nil && random.pValueInterval?.level == 0.95)
      }
    }
  }

  @Test func theDoubledTailIsTwiceTheSmallerOne() throws {
    let p = { (side: Alternative, definition: TwoSidedDefinition) in
      try SpearmanCorrelation(
        [1, 1, 1, 2, 5, 3], with: [1, 2, 3, 3, 3, 9], method: .exact, alternative: side, twoSided: definition
      ).pValue
    }
    let (lower, upper) = (try p(.less, .doubled), try p(.greater, .distance))
    expectAgreement(try p(.twoSided, .doubled), min(1, 2 * min(lower, upper)), digits: 14)
  }

  // MARK: Edges and refusals

  @Test func perfectOrderHasNoInterval() throws {
    let found = try SpearmanCorrelation([1, 2, 3, 4, 5, 6], with: [1, 4, 9, 16, 25, 36], method: .exact)
    #expect(found.correlation.value == 1 && found.correlation.interval == nil)
    expectAgreement(found.pValue, 2.0 / 720, digits: 14)
    let approximate = try SpearmanCorrelation([1, 2, 3, 4], with: [1, 2, 3, 4])
    #expect(approximate.pValue == 0 && approximate.report.notes.last?.contains("exact test") == true)
    try checkFinding { try SpearmanCorrelation([1, 2, 3, 4], with: [1, 2, 3, 4]) }
    try checkFinding { try SpearmanCorrelation([1, 2, 3], with: [3, 1, 2], method: .exact) }
  }

  @Test func tenPairsAreCounted() throws {
    let x = (1...10).map(Double.init)
    let found = try SpearmanCorrelation(x, with: x.reversed(), method: .exact, alternative: .less)
    expectAgreement(found.pValue, 1 / 3_628_800, digits: 13)
  }

  @Test func refusesWhatHasNoCorrelation() {
    expectRefusal(.tooFew) { try SpearmanCorrelation([], with: []) }
    expectRefusal(.tooFew) { try SpearmanCorrelation([1, 2], with: [1, 2]) }
    expectRefusal(.lengthMismatch) { try SpearmanCorrelation([1, 2, 3], with: [1, 2]) }
    expectRefusal(.notFinite) { try SpearmanCorrelation([1, .nan, 3], with: [1, 2, 3]) }
    expectRefusal(.constant) { try SpearmanCorrelation([1, 1, 1], with: [1, 2, 3]) }
    expectRefusal(.constant) { try SpearmanCorrelation([1, 2, 3], with: [1, 1, 1]) }
    expectRefusal(.outOfRange) { try SpearmanCorrelation([1, 2, 3], with: [1, 3, 2], confidence: 0) }
    let many = (1...13).map(Double.init)
    expectRefusal(.infeasible) { try SpearmanCorrelation(many, with: many, method: .exact) }
    expectRefusal(.tooFew) {
      try SpearmanCorrelation(many, with: many, method: .monteCarlo(permutations: .min, seed: 1))
    }
    expectRefusal(.outOfRange) {
      try SpearmanCorrelation(many, with: many, method: .monteCarlo(permutations: .max, seed: 1))
    }
  }

  // MARK: Conformance and page

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ alternative: Alternative) throws {
    for method in [SpearmanCorrelation.Method.tApproximation, .exact, .monteCarlo(permutations: 99, seed: 2)]
    {
      try checkFinding {
        try SpearmanCorrelation(Self.mood, with: Self.sleep, method: method, alternative: alternative)
      }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("SpearmanCorrelation") { print in
      // page
      let mood = [3.1, 4.5, 2.2, 5.0, 4.1, 3.7, 2.9, 4.8]
      let sleep = [6.0, 7.5, 5.5, 8.0, 7.0, 7.5, 6.5, 7.0]
      let correlation = try SpearmanCorrelation(mood, with: sleep, method: .exact)
      print(correlation.named("a diary week", "mood", "hours of sleep"))
      // end
    }
  }
}
