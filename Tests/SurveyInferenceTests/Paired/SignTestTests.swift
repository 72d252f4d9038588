import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct SignTestTests {
  static let before = [3.0, 4, 2, 5, 4, 3, 2, 4, 3, 5]
  static let after = [2.0, 4, 3, 3, 2, 3, 1, 1, 2, 4]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("SignTest", method: "sign test"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (x, y) = try reference.pairs()
    let expected = reference.expected
    for (side, key) in [(Alternative.twoSided, "p_two_sided"), (.greater, "p_greater"), (.less, "p_less")] {
      // The fixture's limits are at 95 % in all entries, as their key says.
      let found = try SignTest(x, against: y, alternative: side)
      #expect(found.signs.positive == (try expected["n_positive"].integer()))
      #expect(found.counted == (try expected["n_nonzero"].integer()))
      try expectAgreement(found.pValue, expected[key], digits: 11, key)
      guard side == .twoSided else { continue }
      try expectAgreement(limits(found.positiveShare), expected["ci95"], digits: 11, "share")
    }
  }

  @Test(arguments: try Fixture.cases("SignTest", method: "sign test, counts"))
  func agreesWithBinomialTest(_ reference: Fixture.Case) throws {
    let positive = try reference.options["positive"].integer()
    let negative = try reference.options["negative"].integer()
    let values = [Double](repeating: 2, count: positive) + [Double](repeating: 0, count: negative)
    let ones = [Double](repeating: 1, count: values.count)
    for (side, key) in [(Alternative.twoSided, "two-sided"), (.greater, "greater"), (.less, "less")] {
      let found = try SignTest(values, against: ones, alternative: side, confidence: 0.9)
      try expectAgreement(found.pValue, reference.expected[key]["p"], digits: 11, key)
      try expectAgreement(limits(found.positiveShare), reference.expected[key]["ci90"], digits: 11, key)
    }
  }

  private func limits(_ estimate: Estimate) -> [Double] {
    estimate.interval.map { [$0.lower, $0.upper] } ?? []
  }

  // MARK: Laws

  @Test func exactIsTheEnumerationOfAllSigns() throws {
    var numbers = FixedNumbers(seed: 4)
    for count in 1...10 {
      let x = numbers.integers(count, from: -2, below: 4)
      let zeros = [Double](repeating: 0, count: count)
      for rule in SignTest.TieRule.allCases {
        let ties = rule == .split ? x.count { $0 == 0 } / 2 : 0
        let positive = x.count { $0 > 0 } + ties
        let all = positive + x.count { $0 < 0 } + ties
        guard all > 0 else { continue }
        let ways = (0..<(1 << all)).map(\.nonzeroBitCount)
        let scale = Double(1 << all)
        let far = ways.count { abs(2 * $0 - all) >= abs(2 * positive - all) }
        let naive: [(Alternative, Int)] = [
          (.twoSided, far), (.greater, ways.count { $0 >= positive }), (.less, ways.count { $0 <= positive }),
        ]
        for (side, hits) in naive {
          let found = try SignTest(x, against: zeros, ties: rule, alternative: side)
          expectAgreement(found.pValue, Double(hits) / scale, digits: 13, "\(x) \(side)")
        }
      }
    }
  }

  /// The limits hold the medians that the test, with ties kept on the safe side, does not reject.
  @Test func theLimitsAreWhereTheTestTurns() throws {
    let x = [-1.1, 0.3, 0.7, 1.9, 2.2, 3.1, 4.6, 5.3, 6.9, 7.4]
    let zeros = [Double](repeating: 0, count: x.count)
    let found = try SignTest(x, against: zeros)
    let interval = try #require(found.median.interval)
    #expect([interval.lower, found.median.value, interval.upper] == [0.3, (2.2 + 3.1) / 2, 6.9])
    // 1 - 2(1 + 10)/1024
    expectAgreement(try #require(found.coverage), 1 - 22.0 / 1024, digits: 14)
    for (limit, side) in [(interval.lower, 1.0), (interval.upper, -1.0)] {
      #expect(try SignTest(x.map { $0 - limit - side * 1e-6 }, against: zeros).pValue > 0.05)
      #expect(try SignTest(x.map { $0 - limit + side * 1e-6 }, against: zeros).pValue <= 0.05)
    }
  }

  @Test func swappingNegatesAndOrderDoesNotMatter() throws {
    let one = try SignTest(Self.after, against: Self.before, alternative: .less)
    let other = try SignTest(
      Self.before.reversed(), against: Array(Self.after.reversed()), alternative: .greater)
    expectAgreement(one.pValue, other.pValue, digits: 14)
    #expect(one.median.value == -other.median.value)
    #expect(one.median.interval?.upper == other.median.interval.map { -$0.lower })
    expectAgreement(one.positiveShare.value, 1 - other.positiveShare.value, digits: 14)
  }

  // MARK: Edges and refusals

  @Test func splittingLeavesOutOneOfAnOddNumberOfZeros() throws {
    let found = try SignTest([1, 0, 0, 0, 2], against: [0, 0, 0, 0, 0], ties: .split)
    #expect(found.counted == 4 && found.statistic.value == 3)
    let tied = try SignTest([1, 1], against: [1, 1], ties: .split)
    #expect(tied.pValue == 1 && tied.positiveShare.value == 0.5)
    let decimal = try SignTest([1.1, 2], against: [1.1 - 1e-12, 1], tieTolerance: 1e-9)
    #expect(decimal.signs.zero == 1)
  }

  @Test func tooFewPairsForALevelHaveNoInterval() throws {
    let five = try SignTest([1, 2, 3, 4, 5], against: [0, 0, 0, 0, 0])
    #expect(five.median.interval == nil && five.coverage == nil && five.report.notes.count == 1)
    let six = try SignTest([1, 2, 3, 4, 5, 6], against: [0, 0, 0, 0, 0, 0])
    #expect(six.median.interval.map { [$0.lower, $0.upper] } == [1, 6])
    let one = try SignTest([1, 2, 3, 4, 5], against: [0, 0, 0, 0, 0], alternative: .greater)
    #expect(one.median.interval.map { [$0.lower, $0.upper] } == [1, .infinity])
  }

  @Test func refusesWhatHasNoTest() {
    expectRefusal(.tooFew) { try SignTest([], against: []) }
    expectRefusal(.constant) { try SignTest([1, 2], against: [1, 2]) }
    expectRefusal(.constant) { try SignTest([1], against: [1], ties: .split) }
    expectRefusal(.lengthMismatch) { try SignTest([1, 2], against: [1]) }
    expectRefusal(.notFinite) { try SignTest([1, .nan], against: [1, 2]) }
    expectRefusal(.outOfRange) { try SignTest([1.7e308], against: [-1.7e308]) }
    expectRefusal(.outOfRange) { try SignTest([1], against: [2], tieTolerance: .nan) }
    expectRefusal(.outOfRange) { try SignTest([1], against: [2], confidence: 1) }
  }

  // MARK: Conformance and page

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ alternative: Alternative) throws {
    for rule in SignTest.TieRule.allCases {
      try checkFinding {
        try SignTest(Self.after, against: Self.before, ties: rule, alternative: alternative)
      }
    }
    try checkFinding { try SignTest([2e200], against: [1], confidence: 1e-9) }
    try checkFinding { try SignTest([2], against: [1], confidence: 1 - 1e-12) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("SignTest") { print in
      // page
      let before = [3.0, 4, 2, 5, 4, 3, 2, 4, 3, 5]
      let after = [2.0, 4, 3, 3, 2, 3, 1, 1, 2, 4]
      print(try SignTest(after, against: before).named("trust in the provider"))
      // end
    }
  }
}
