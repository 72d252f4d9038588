import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct KendallCorrelationTests {
  static let mood = [3.1, 4.5, 2.2, 5.0, 4.1, 3.7, 2.9, 4.8]
  static let sleep = [6.0, 7.5, 5.5, 8.0, 7.0, 7.5, 6.5, 7.0]
  static let methods: [KendallCorrelation.Method] = [
    .normalApproximation(continuityCorrection: false), .normalApproximation(continuityCorrection: true),
    .exact,
    .monteCarlo(permutations: 199, seed: 4),
  ]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("KendallCorrelation"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (x, y) = try reference.pairs()
    let expected = reference.expected
    let found = try KendallCorrelation(x, with: y)
    try expectAgreement(found.correlation.value, expected["tau_b"], digits: 10, "tau")
    #expect(found.concordant - found.discordant == (try expected["concordant_minus_discordant"].integer()))
    try expectAgreement(found.statistic.value, expected["z"], digits: 10, "z")
    try expectAgreement(found.pValue, expected["p_asymptotic"], digits: 10, "p")
    let corrected = try KendallCorrelation(
      x, with: y, method: .normalApproximation(continuityCorrection: true))
    try expectAgreement(corrected.pValue, expected["p_asymptotic_cc"], digits: 10, "corrected")
    guard expected.keys.contains("T") else { return }
    #expect(found.concordant == (try expected["T"].integer()))
    for (side, key) in [
      (Alternative.twoSided, "p_exact"), (.greater, "p_exact_greater"), (.less, "p_exact_less"),
    ] {
      let exact = try KendallCorrelation(x, with: y, method: .exact, alternative: side)
      try expectAgreement(exact.pValue, expected[key], digits: 10, key)
    }
  }

  // MARK: Laws

  /// Every pair of cases, one by one.
  @Test func pairsAreCountedAsByHand() throws {
    var numbers = FixedNumbers(seed: 31)
    for count in [3, 5, 8, 17, 40] {
      let x = numbers.integers(count, from: 0, below: 6) + [9]
      let y = numbers.integers(count, from: 0, below: 4) + [7]
      let found = try KendallCorrelation(x, with: y)
      var (same, opposite) = (0, 0)
      for one in x.indices {
        for other in 0..<one {
          let product = (x[one] - x[other]) * (y[one] - y[other])
          same += product > 0 ? 1 : 0
          opposite += product < 0 ? 1 : 0
        }
      }
      #expect(found.concordant == same && found.discordant == opposite)
    }
  }

  @Test func itIsSymmetricAndTurns() throws {
    for method in Self.methods.prefix(3) {
      let plain = try KendallCorrelation(Self.mood, with: Self.sleep, method: method, alternative: .greater)
      let other = try KendallCorrelation(Self.sleep, with: Self.mood, method: method, alternative: .greater)
      let turned = try KendallCorrelation(
        Self.mood.map { -$0 }, with: Self.sleep, method: method, alternative: .less)
      expectAgreement(other.pValue, plain.pValue, digits: 14)
      expectAgreement(turned.pValue, plain.pValue, digits: 14)
      expectAgreement(turned.correlation.value, -plain.correlation.value, digits: 15)
    }
  }

  @Test func risingTransformationsChangeNothing() throws {
    let plain = try KendallCorrelation(Self.mood, with: Self.sleep, method: .exact)
    let moved = try KendallCorrelation(
      Self.mood.map { $0 * $0 * 1e200 }, with: Self.sleep.map { -1e-200 / $0 }, method: .exact)
    #expect(moved.correlation == plain.correlation && moved.pValue == plain.pValue)
  }

  /// All distinct orders of the second variable, each equally likely, with heavy ties and without.
  @Test func exactIsTheEnumerationOfAllOrders() throws {
    var numbers = FixedNumbers(seed: 37)
    for (count, levels) in [(3, 9), (4, 2), (5, 3), (6, 4), (6, 90), (7, 3), (8, 3), (9, 2), (10, 2)] {
      let x = numbers.integers(count, from: 0, below: levels + 1)
      let y = numbers.integers(count, from: 0, below: levels)
      guard Set(x).count > 1, Set(y).count > 1 else { continue }
      let difference = { (z: [Double]) -> Int in
        var sum = 0.0
        for one in x.indices {
          for other in 0..<one where x[one] != x[other] && z[one] != z[other] {
            sum += (x[one] > x[other]) == (z[one] > z[other]) ? 1 : -1
          }
        }
        return Int(sum)
      }
      let observed = difference(y)
      let all = Self.orders(y.sorted()).map(difference)
      let share = { (extreme: (Int) -> Bool) in Double(all.filter(extreme).count) / Double(all.count) }
      for (side, p) in [
        (Alternative.twoSided, share { $0.magnitude >= observed.magnitude }),
        (.greater, share { $0 >= observed }),
        (.less, share { $0 <= observed }),
      ] {
        let found = try KendallCorrelation(x, with: y, method: .exact, alternative: side)
        expectAgreement(found.pValue, p, digits: 13, "\(x) \(y) \(side)")
      }
    }
  }

  /// The distinct orders of sorted values.
  private static func orders(_ values: [Double]) -> [[Double]] {
    guard values.count > 1 else { return [values] }
    var found: [[Double]] = []
    for index in values.indices where index == 0 || values[index] != values[index - 1] {
      var rest = values
      let first = rest.remove(at: index)
      for order in orders(rest) { found.append([first] + order) }
    }
    return found
  }

  @Test func randomOrdersApproachAllOrders() throws {
    let exact = try KendallCorrelation(Self.mood, with: Self.sleep, method: .exact)
    let random = try KendallCorrelation(
      Self.mood, with: Self.sleep, method: .monteCarlo(permutations: 4_000, seed: 2))
    #expect((random.pValue - exact.pValue).magnitude < 0.012)
    #expect(random.pValueInterval?.contains(exact.pValue) == true && exact.pValueInterval == nil)
  }

  @Test func theDoubledTailIsTwiceTheSmallerOne() throws {
    for method in [KendallCorrelation.Method.exact, .monteCarlo(permutations: 999, seed: 2)] {
      let p = { (side: Alternative, definition: TwoSidedDefinition) in
        try KendallCorrelation(
          [1, 1, 1, 2, 5, 3], with: [1, 2, 3, 3, 3, 9], method: method, alternative: side,
          twoSided: definition
        ).pValue
      }
      let (lower, upper) = (try p(.less, .doubled), try p(.greater, .distance))
      expectAgreement(try p(.twoSided, .doubled), min(1, 2 * min(lower, upper)), digits: 14)
    }
  }

  @Test func largeSamplesComeCloseToTheNormalDistribution() throws {
    var numbers = FixedNumbers(seed: 41)
    let x = (0..<120).map { _ in numbers.bell() }
    let y = x.map { 0.2 * $0 + numbers.bell() }
    let exact = try KendallCorrelation(x, with: y, method: .exact)
    let normal = try KendallCorrelation(x, with: y, method: .normalApproximation(continuityCorrection: true))
    #expect((exact.pValue - normal.pValue).magnitude < 0.002)
    let answers = numbers.integers(40, from: 1, below: 4)
    let others = numbers.integers(40, from: 1, below: 4)
    let tied = try KendallCorrelation(answers, with: others, method: .exact)
    let approximate = try KendallCorrelation(answers, with: others)
    #expect((tied.pValue - approximate.pValue).magnitude < 0.05)
  }

  // MARK: Edges and refusals

  @Test func perfectOrderHasNoInterval() throws {
    let x = (1...6).map(Double.init)
    let found = try KendallCorrelation(x, with: x, method: .exact)
    #expect(found.correlation.value == 1 && found.correlation.interval == nil)
    expectAgreement(found.pValue, 2.0 / 720, digits: 14)
    let less = try KendallCorrelation(x, with: x.reversed(), method: .exact, alternative: .less)
    expectAgreement(less.pValue, 1.0 / 720, digits: 14)
    try checkFinding { try KendallCorrelation([1, 2, 3], with: [1, 3, 2], method: .exact) }
  }

  @Test func zeroCorrelationHasProbabilityOne() throws {
    for method in Self.methods {
      let found = try KendallCorrelation([1, 2, 3, 4], with: [2, 4, 1, 3], method: method)
      #expect(found.correlation.value == 0)
      expectAgreement(found.pValue, 1, digits: 14)
    }
  }

  @Test func refusesWhatHasNoCorrelation() {
    expectRefusal(.tooFew) { try KendallCorrelation([], with: []) }
    expectRefusal(.tooFew) { try KendallCorrelation([1, 2], with: [1, 2]) }
    expectRefusal(.lengthMismatch) { try KendallCorrelation([1, 2, 3], with: [1, 2]) }
    expectRefusal(.notFinite) { try KendallCorrelation([1, .nan, 3], with: [1, 2, 3]) }
    expectRefusal(.notFinite) { try KendallCorrelation([1, 2, 3], with: [1, 2, .infinity]) }
    expectRefusal(.constant) { try KendallCorrelation([1, 1, 1], with: [1, 2, 3]) }
    expectRefusal(.constant) { try KendallCorrelation([1, 2, 3], with: [1, 1, 1]) }
    expectRefusal(.outOfRange) { try KendallCorrelation([1, 2, 3], with: [1, 3, 2], confidence: 1) }
    for count in [0, -5, .min] {
      expectRefusal(.tooFew) {
        try KendallCorrelation(
          Self.mood, with: Self.sleep, method: .monteCarlo(permutations: count, seed: 1))
      }
    }
    expectRefusal(.outOfRange) {
      try KendallCorrelation(Self.mood, with: Self.sleep, method: .monteCarlo(permutations: .max, seed: 1))
    }
    let many = (0..<1_001).map(Double.init)
    expectRefusal(.infeasible) { try KendallCorrelation(many, with: many, method: .exact) }
    let tied = (0..<200).map { Double($0 / 2) }
    expectRefusal(.infeasible) { try KendallCorrelation(tied, with: tied, method: .exact) }
  }

  // MARK: Conformance and page

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ alternative: Alternative) throws {
    for method in Self.methods {
      try checkFinding {
        try KendallCorrelation(Self.mood, with: Self.sleep, method: method, alternative: alternative)
      }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("KendallCorrelation") { print in
      // page
      let mood = [3.1, 4.5, 2.2, 5.0, 4.1, 3.7, 2.9, 4.8]
      let sleep = [6.0, 7.5, 5.5, 8.0, 7.0, 7.5, 6.5, 7.0]
      let correlation = try KendallCorrelation(mood, with: sleep, method: .exact)
      print(correlation.named("a diary week", "mood", "hours of sleep"))
      // end
    }
  }
}
