import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyInference

@Suite struct PearsonCorrelationTests {
  static let mood = [3.1, 4.5, 2.2, 5.0, 4.1, 3.7, 2.9, 4.8]
  static let sleep = [6.0, 7.5, 5.5, 8.0, 7.0, 7.5, 6.5, 7.0]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("PearsonCorrelation"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (x, y) = try reference.pairs()
    let confidence = try reference.options["conf_level"].number()
    let found = try PearsonCorrelation(
      x, with: y, alternative: referenceAlternative(reference), confidence: confidence)
    let expected = reference.expected
    #expect(found.variables[0].count == (try expected["n"].integer()))
    try expectAgreement(found.correlation.value, expected["estimate"], digits: 11, "r")
    try expectAgreement(found.statistic.value, expected["statistic"], digits: 11, "t")
    try expectAgreement(found.pValue, expected["p"], digits: 11, "p")
    try expectAgreement(found.correlation.interval?.lower, expected["ci_low"], digits: 11, "lower")
    try expectAgreement(found.correlation.interval?.upper, expected["ci_high"], digits: 11, "upper")
  }

  // MARK: Laws

  @Test func itIsSymmetric() throws {
    let one = try PearsonCorrelation(Self.mood, with: Self.sleep)
    let other = try PearsonCorrelation(Self.sleep, with: Self.mood)
    #expect(one.correlation == other.correlation && one.pValue == other.pValue)
  }

  @Test func turningOneVariableNegates() throws {
    let plain = try PearsonCorrelation(Self.mood, with: Self.sleep, alternative: .greater)
    let turned = try PearsonCorrelation(Self.mood, with: Self.sleep.map { -$0 }, alternative: .less)
    #expect(turned.correlation.value == -plain.correlation.value)
    #expect(turned.pValue == plain.pValue)
    expectAgreement(
      turned.correlation.interval?.upper ?? .nan, -(plain.correlation.interval?.lower ?? .nan), digits: 15)
  }

  @Test func shiftAndScaleChangeNothing() throws {
    let plain = try PearsonCorrelation(Self.mood, with: Self.sleep).correlation.value
    let moved = try PearsonCorrelation(Self.mood.map { 1e6 + $0 }, with: Self.sleep).correlation.value
    expectAgreement(moved, plain, digits: 9)
    for factor in [1e-140, 1e-5, 1e7, 1e140] {
      let scaled = try PearsonCorrelation(Self.mood.map { $0 * factor }, with: Self.sleep)
      expectAgreement(scaled.correlation.value, plain, digits: 13)
    }
  }

  @Test func theOrderOfCasesDoesNotMatter() throws {
    let plain = try PearsonCorrelation(Self.mood, with: Self.sleep).correlation.value
    let turned = try PearsonCorrelation(Self.mood.reversed(), with: Self.sleep.reversed())
    expectAgreement(turned.correlation.value, plain, digits: 15)
  }

  @Test func duplicatedCasesKeepTheCorrelation() throws {
    let plain = try PearsonCorrelation(Self.mood, with: Self.sleep).correlation.value
    let twice = try PearsonCorrelation(Self.mood + Self.mood, with: Self.sleep + Self.sleep)
    expectAgreement(twice.correlation.value, plain, digits: 15)
  }

  @Test func oneSidedProbabilitiesComplementEachOther() throws {
    let greater = try PearsonCorrelation(Self.mood, with: Self.sleep, alternative: .greater).pValue
    let less = try PearsonCorrelation(Self.mood, with: Self.sleep, alternative: .less).pValue
    let both = try PearsonCorrelation(Self.mood, with: Self.sleep).pValue
    expectAgreement(greater + less, 1, digits: 14)
    expectAgreement(both, 2 * min(greater, less), digits: 14)
  }

  /// All orders of one variable against the other, one by one, with heavy ties and without.
  @Test func exactIsTheEnumerationOfAllOrders() throws {
    var numbers = FixedNumbers(seed: 43)
    for (count, levels) in [(3, 9), (4, 2), (5, 3), (6, 90), (7, 3), (8, 3)] {
      let x = numbers.integers(count, from: 0, below: levels + 1)
      let y = numbers.integers(count, from: -1, below: levels - 1).map { $0 * 0.1 }
      guard Set(x).count > 1, Set(y).count > 1 else { continue }
      let observed = try PearsonCorrelation(x, with: y).correlation.value
      let products = allOrders(y).map { z in
        zip(x, z).reduce(0) { $0 + ($1.0 - x.reduce(0, +) / Double(count)) * $1.1 }
      }
      let own = zip(x, y).reduce(0) { $0 + ($1.0 - x.reduce(0, +) / Double(count)) * $1.1 }
      let share = { (extreme: (Double) -> Bool) in
        Double(products.count(where: extreme)) / Double(products.count)
      }
      let (lower, upper) = (share { $0 <= own + 1e-9 }, share { $0 >= own - 1e-9 })
      let far = share { $0.magnitude >= own.magnitude - 1e-9 }
      for (side, definition, p) in [
        (Alternative.twoSided, TwoSidedDefinition.distance, far), (.greater, .distance, upper),
        (.less, .distance, lower), (.twoSided, .doubled, min(1, 2 * min(lower, upper))),
      ] {
        let found = try PearsonCorrelation(
          x, with: y, method: .exact, alternative: side, twoSided: definition)
        expectAgreement(found.pValue, p, digits: 13, "\(x) \(y) \(side)")
        #expect(found.correlation.value == observed && found.pValueInterval == nil)
      }
    }
  }

  @Test func ordersOfRanksAreThoseOfSpearman() throws {
    var numbers = FixedNumbers(seed: 47)
    let x = Midranks(numbers.integers(9, from: 0, below: 5)).ranks
    let y = Midranks(numbers.integers(9, from: 0, below: 6)).ranks
    for side in Alternative.allCases {
      let plain = try PearsonCorrelation(x, with: y, method: .exact, alternative: side)
      let ranks = try SpearmanCorrelation(x, with: y, method: .exact, alternative: side)
      expectAgreement(plain.pValue, ranks.pValue, digits: 13)
      let random = try PearsonCorrelation(
        x, with: y, method: .monteCarlo(permutations: 500, seed: 8), alternative: side)
      let ofRanks = try SpearmanCorrelation(
        x, with: y, method: .monteCarlo(permutations: 500, seed: 8), alternative: side)
      #expect(random.pValue == ofRanks.pValue && random.pValueInterval == ofRanks.pValueInterval)
    }
  }

  @Test func randomOrdersApproachAllOrders() throws {
    for definition in [TwoSidedDefinition.distance, .doubled] {
      let exact = try PearsonCorrelation(Self.mood, with: Self.sleep, method: .exact, twoSided: definition)
      let random = try PearsonCorrelation(
        Self.mood, with: Self.sleep, method: .monteCarlo(permutations: 4_000, seed: 3), twoSided: definition)
      #expect((random.pValue - exact.pValue).magnitude < 0.006)
      #expect(random.pValueInterval?.contains(exact.pValue) == true)
    }
  }

  /// Draws the same resamples and takes Pearson's formula of each.
  @Test func theBootstrapDrawsPairs() throws {
    let plan = BootstrapPlan.percentile(resamples: 199, seed: 6)
    let found = try PearsonCorrelation(Self.mood, with: Self.sleep, bootstrap: plan)
    let engine = try Bootstrap(cases: 8, plan: plan).interval(
      around: found.correlation.value, confidence: 0.95
    ) { rows in
      try? PearsonCorrelation(rows.map { Self.mood[$0] }, with: rows.map { Self.sleep[$0] }).correlation.value
    }
    #expect(found.correlation.interval == engine.interval && found.bootstrap == engine)
    #expect(found.pValue == (try PearsonCorrelation(Self.mood, with: Self.sleep).pValue))
    let scaled = try PearsonCorrelation(Self.mood.map { $0 * 4 - 1 }, with: Self.sleep, bootstrap: plan)
    expectAgreement(
      scaled.correlation.interval?.lower ?? .nan, found.correlation.interval?.lower ?? .nan, digits: 12)
  }

  @Test func oneSidedLimitsAreTwoSidedOnesOfTwiceTheArea() throws {
    for plan in [nil, BootstrapPlan.bca(resamples: 299, seed: 2), .percentile(resamples: 299, seed: 2)] {
      func interval(_ side: Alternative, _ level: Double) throws -> ConfidenceInterval {
        let found = try PearsonCorrelation(
          Self.mood, with: Self.sleep, alternative: side, bootstrap: plan, confidence: level)
        return try #require(found.correlation.interval)
      }
      let both = try interval(.twoSided, 0.9)
      let (greater, less) = (try interval(.greater, 0.95), try interval(.less, 0.95))
      expectAgreement(greater.lower, both.lower, digits: 12)
      expectAgreement(less.upper, both.upper, digits: 12)
      #expect(greater.upper == 1 && less.lower == -1)
    }
  }

  // MARK: Edges and refusals

  @Test func ordersAndResamplesAreBounded() throws {
    let many = (0..<13).map(Double.init)
    expectRefusal(.infeasible) { try PearsonCorrelation(many, with: many, method: .exact) }
    for count in [0, -5, .min] {
      expectRefusal(.tooFew) {
        try PearsonCorrelation(many, with: many, method: .monteCarlo(permutations: count, seed: 1))
      }
    }
    expectRefusal(.outOfRange) {
      try PearsonCorrelation(many, with: many, method: .monteCarlo(permutations: .max, seed: 1))
    }
    expectRefusal(.infeasible) {
      try PearsonCorrelation(Self.mood, with: Self.sleep, bootstrap: .bca(resamples: .max))
    }
    expectRefusal(.outOfRange) {
      try PearsonCorrelation(
        Self.mood, with: Self.sleep, alternative: .less, bootstrap: .percentile(), confidence: 0.5)
    }
    // Three pairs have orders, and pairs on a line have the most extreme one.
    let line = try PearsonCorrelation([1, 2, 4], with: [2, 3, 5], method: .exact, alternative: .greater)
    expectAgreement(line.pValue, 1.0 / 6, digits: 14)
    let twelve = (0..<12).map(Double.init)
    let found = try PearsonCorrelation(twelve, with: twelve, method: .exact)
    expectAgreement(found.pValue, 2 / 479_001_600.0, digits: 13)
  }

  @Test func pairsOnALineCorrelateFullyWithCertainty() throws {
    let up = try PearsonCorrelation([1, 2, 3, 4, 5], with: [2, 4, 6, 8, 10])
    #expect(up.correlation.value == 1 && up.pValue == 0 && up.statistic.value == .infinity)
    #expect(up.correlation.interval.map { [$0.lower, $0.upper] } == [1, 1])
    let down = try PearsonCorrelation([1, 2, 3, 4, 5], with: [5, 4, 3, 2, 1], alternative: .greater)
    #expect(down.correlation.value == -1 && down.pValue == 1)
    try checkFinding { try PearsonCorrelation([1, 2, 3, 4, 5], with: [2, 4, 6, 8, 10]) }
  }

  @Test func threePairsHaveATestButNoInterval() throws {
    let found = try PearsonCorrelation([1, 2, 4], with: [2, 1, 5])
    #expect(found.correlation.interval == nil)
    #expect(found.report.notes == ["Fisher's interval needs at least four pairs."])
    // With one degree of freedom t is Cauchy's: p is the share of the circle beyond r.
    try checkFinding { try PearsonCorrelation([1, 2, 4], with: [2, 1, 5]) }
  }

  @Test func refusesWhatHasNoCorrelation() {
    expectRefusal(.tooFew) { try PearsonCorrelation([], with: []) }
    expectRefusal(.tooFew) { try PearsonCorrelation([1, 2], with: [1, 3]) }
    expectRefusal(.lengthMismatch) { try PearsonCorrelation([1, 2, 3], with: [1, 2]) }
    expectRefusal(.notFinite) { try PearsonCorrelation([1, 2, .nan], with: [1, 2, 3]) }
    expectRefusal(.notFinite) { try PearsonCorrelation([1, 2, 3], with: [1, .infinity, 3]) }
    expectRefusal(.constant) { try PearsonCorrelation([0.1, 0.1, 0.1], with: [1, 2, 3]) }
    expectRefusal(.constant) { try PearsonCorrelation([1, 2, 3], with: [7, 7, 7]) }
    expectRefusal(.outOfRange) { try PearsonCorrelation(Self.mood, with: Self.sleep, confidence: 1) }
  }

  // MARK: Conformance and page

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ alternative: Alternative) throws {
    for method in [PearsonCorrelation.Method.studentT, .exact, .monteCarlo(permutations: 99, seed: 5)] {
      for plan in [nil, BootstrapPlan.percentile(resamples: 99, seed: 4)] {
        try checkFinding {
          try PearsonCorrelation(
            Self.mood, with: Self.sleep, method: method, alternative: alternative, bootstrap: plan)
        }
      }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("PearsonCorrelation") { print in
      // page
      let mood = [3.1, 4.5, 2.2, 5.0, 4.1, 3.7, 2.9, 4.8]
      let sleep = [6.0, 7.5, 5.5, 8.0, 7.0, 7.5, 6.5, 7.0]
      let correlation = try PearsonCorrelation(mood, with: sleep)
      print(correlation.named("a diary week", "mood", "hours of sleep"))
      // end
    }
  }
}

/// All orders of values, equal ones told apart.
func allOrders(_ values: [Double]) -> [[Double]] {
  guard values.count > 1 else { return [values] }
  return values.indices.flatMap { index -> [[Double]] in
    var rest = values
    let first = rest.remove(at: index)
    return allOrders(rest).map { [first] + $0 }
  }
}
