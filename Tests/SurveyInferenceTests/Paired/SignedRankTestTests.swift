@testable import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct SignedRankTestTests {
  static let before = [3.0, 4, 2, 5, 4, 3, 2, 4, 3, 5]
  static let after = [2.0, 4, 3, 3, 2, 3, 1, 1, 2, 4]
  typealias Method = SignedRankTest.Method

  // MARK: Reference

  @Test(
    arguments: try Fixture.cases(
      "SignedRankTest", method: "Wilcoxon signed-rank exact conditional on ties; zeros by Pratt or dropped"))
  func exactAgreesWithReference(_ reference: Fixture.Case) throws {
    let (x, y) = try reference.pairs()
    for (rule, key) in [(SignedRankTest.ZeroRule.pratt, "Pratt"), (.wilcoxon, "Wilcoxon")] {
      let expected = reference.expected[key]
      func test(_ method: Method, _ alternative: Alternative = .twoSided) throws -> SignedRankTest {
        try SignedRankTest(x, against: y, zeros: rule, method: method, alternative: alternative)
      }
      let normal = try test(.asymptotic(continuityCorrection: false))
      try expectAgreement(normal.statistic.value, expected["z"], digits: 9, floor: 1e-15, "\(key) z")
      try expectAgreement(normal.pValue, expected["p_asymptotic"], digits: 9, "\(key) p of z")
      try expectAgreement(test(.exact).pValue, expected["p_exact_two_sided"], digits: 9, "\(key) two-sided")
      try expectAgreement(test(.exact, .less).pValue, expected["p_exact_less"], digits: 9, "\(key) less")
      try expectAgreement(
        test(.exact, .greater).pValue, expected["p_exact_greater"], digits: 9, "\(key) greater")
    }
    let other = reference.expected["exactRankTests"]
    let found = try SignedRankTest(x, against: y, zeros: .wilcoxon)
    #expect(found.signs.zero == (try reference.expected["n_zero"].integer()))
    try expectAgreement(found.sumOfPositiveRanks, other["V"], digits: 15, "V")
    try expectAgreement(found.pValue, other["p_two_sided"], digits: 9, "p")
  }

  @Test(
    arguments: try Fixture.cases(
      "SignedRankTest", method: "Wilcoxon signed-rank normal approximation, zeros dropped, tie correction"))
  func asymptoticAgreesWithReference(_ reference: Fixture.Case) throws {
    let (x, y) = try reference.pairs()
    let found = try SignedRankTest(
      x, against: y, zeros: .wilcoxon,
      method: .asymptotic(continuityCorrection: reference.options["correct"].bool()),
      alternative: referenceAlternative(reference))
    try expectAgreement(found.sumOfPositiveRanks, reference.expected["statistic"], digits: 15, "V")
    try expectAgreement(found.pValue, reference.expected["p"], digits: 11, "p")
  }

  @Test(
    arguments: try Fixture.cases(
      "SignedRankTest", method: "Wilcoxon signed-rank exact (no ties/zeros), pseudomedian CI"))
  func intervalAgreesWithReference(_ reference: Fixture.Case) throws {
    let (x, y) = try reference.pairs()
    let found = try SignedRankTest(
      x, against: y, alternative: referenceAlternative(reference),
      confidence: reference.options["conf_level"].number())
    let expected = reference.expected
    try expectAgreement(found.sumOfPositiveRanks, expected["statistic"], digits: 15, "V")
    try expectAgreement(found.pValue, expected["p"], digits: 11, "p")
    try expectAgreement(found.pseudomedian.value, expected["estimate"], digits: 11, "pseudomedian")
    try expectAgreement(found.pseudomedian.interval?.lower, expected["ci_low"], digits: 11, "lower")
    try expectAgreement(found.pseudomedian.interval?.upper, expected["ci_high"], digits: 11, "upper")
  }

  @Test(arguments: try Fixture.cases("SignedRankTest", method: "Hodges-Lehmann one-sample estimate"))
  func pseudomedianAgreesWithReference(_ reference: Fixture.Case) throws {
    let (x, y) = try reference.pairs()
    let found = try SignedRankTest(x, against: y)
    try expectAgreement(
      found.pseudomedian.value, reference.expected["walsh_median_all"], digits: 15, "pseudomedian")
  }

  @Test(
    arguments: try Fixture.cases("SignedRankTest").filter { $0.id == "dist.signrank" })
  func distributionAgreesWithReference(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let (sums, sizes) = (try expected["v"].numbers(), try expected["n"].numbers())
    let (lower, upper) = (try expected["cdf"].numbers(), try expected["sf"].numbers())
    for index in sums.indices {
      let distribution = try SignedRankCounts(untied: Int(sizes[index]))
      let sum = Int(sums[index])
      let what = "\(sum) of \(sizes[index])"
      expectAgreement(distribution.lower(2 * sum), lower[index], digits: 12, what)
      expectAgreement(distribution.upper(2 * sum + 2), upper[index], digits: 12, what)
    }
  }

  // MARK: Laws

  /// All assignments of signs, one by one, in ten pairs with heavy ties and zeros.
  @Test(arguments: SignedRankTest.ZeroRule.allCases)
  func exactIsTheEnumerationOfAllSigns(_ rule: SignedRankTest.ZeroRule) throws {
    var numbers = FixedNumbers(seed: 17)
    for count in 1...10 {
      for _ in 0..<6 {
        let differences = numbers.integers(count, from: -3, below: 4)
        guard differences.contains(where: { $0 != 0 }) else { continue }
        let naive = Self.enumeration(differences, rule)
        for (alternative, p) in zip(Alternative.allCases, naive) {
          let found = try SignedRankTest(
            differences, against: [Double](repeating: 0, count: count), zeros: rule, alternative: alternative)
          expectAgreement(found.pValue, p, digits: 14, "\(differences) \(alternative)")
        }
      }
    }
  }

  /// The two-sided, upper and lower probability; two-sided by distance from the mean.
  private static func enumeration(_ differences: [Double], _ rule: SignedRankTest.ZeroRule) -> [Double] {
    let kept = rule == .wilcoxon ? differences.filter { $0 != 0 } : differences
    let ranks = kept.map { value -> Double in
      let below = kept.filter { abs($0) < abs(value) }.count
      let same = kept.filter { abs($0) == abs(value) }.count
      return Double(below) + Double(same + 1) / 2
    }
    let used = zip(ranks, kept).filter { $0.1 != 0 }
    let observed = used.reduce(0) { $0 + ($1.1 > 0 ? $1.0 : 0) }
    let mean = used.reduce(0) { $0 + $1.0 } / 2
    var counts = [0, 0, 0]
    for signs in 0..<(1 << used.count) {
      let sum = used.indices.reduce(0) { signs & (1 << $1) != 0 ? $0 + used[$1].0 : $0 }
      if abs(sum - mean) >= abs(observed - mean) { counts[0] += 1 }
      if sum >= observed { counts[1] += 1 }
      if sum <= observed { counts[2] += 1 }
    }
    return counts.map { Double($0) / Double(1 << used.count) }
  }

  @Test func walshAveragesAreThoseOfAllPairs() throws {
    var numbers = FixedNumbers(seed: 5)
    for count in 1...12 {
      let values = (0..<count).map { _ in Double(numbers.next(below: 21)) / 4 - 2.5 }
      var naive: [Double] = []
      for row in values.indices {
        for column in row..<count { naive.append((values[row] + values[column]) / 2) }
      }
      naive.sort()
      let averages = WalshAverages(values)
      #expect(averages.count == naive.count)
      #expect((1...naive.count).map { averages.value(rank: $0) } == naive)
      let middle = (naive[(naive.count - 1) / 2] + naive[naive.count / 2]) / 2
      #expect(averages.median == middle)
    }
    let limit = Double.greatestFiniteMagnitude
    #expect(WalshAverages([-limit, limit]).median == 0)
  }

  /// The limits are where the test of a shifted null value turns.
  @Test func theIntervalHoldsTheValuesThatTheTestDoesNotReject() throws {
    let differences = [-1.1, 0.3, 0.7, 1.9, 2.2, 3.1, 4.6, 5.3, 6.9]
    let zeros = [Double](repeating: 0, count: 9)
    let interval = try #require(try SignedRankTest(differences, against: zeros).pseudomedian.interval)
    for (limit, side) in [(interval.lower, 1.0), (interval.upper, -1.0)] {
      let inside = differences.map { $0 - (limit + side * 1e-6) }
      let outside = differences.map { $0 - (limit - side * 1e-6) }
      #expect(try SignedRankTest(inside, against: zeros).pValue > 0.05)
      #expect(try SignedRankTest(outside, against: zeros).pValue <= 0.05)
    }
  }

  @Test(arguments: [Method.exact, .asymptotic(), .asymptotic(continuityCorrection: false)])
  func swappingTheOccasionsNegates(_ method: Method) throws {
    let plain = try SignedRankTest(Self.after, against: Self.before, method: method, alternative: .less)
    let swapped = try SignedRankTest(Self.before, against: Self.after, method: method, alternative: .greater)
    #expect(swapped.pseudomedian.value == -plain.pseudomedian.value)
    #expect(swapped.rankBiserial == -plain.rankBiserial)
    #expect(swapped.sumOfPositiveRanks == plain.sumOfNegativeRanks)
    expectAgreement(swapped.pValue, plain.pValue, digits: 14)
  }

  @Test func scaleAndOrderOfCasesKeepTheTest() throws {
    let plain = try SignedRankTest(Self.after, against: Self.before)
    let moved = try SignedRankTest(
      Self.after.reversed().map { 1 + 4 * $0 }, against: Self.before.reversed().map { 1 + 4 * $0 })
    #expect(moved.pValue == plain.pValue && moved.pseudomedian.value == 4 * plain.pseudomedian.value)
  }

  @Test func decimalsThatDifferByRoundingAreTiedOnRequest() throws {
    let (after, before) = ([1.1, 0.7, 2.0], [0.8, 0.4, 1.0])
    let plain = try SignedRankTest(after, against: before)
    #expect(plain.nearTies == 1 && plain.report.warnings.count == 1)
    let tied = try SignedRankTest(after, against: before, tieTolerance: 1e-9)
    #expect(tied.nearTies == 0 && tied.report.warnings.isEmpty)
    let whole = try SignedRankTest([11, 7, 20], against: [8, 4, 10], method: .asymptotic())
    let decimal = try SignedRankTest(after, against: before, method: .asymptotic(), tieTolerance: 1e-9)
    #expect(decimal.pValue == whole.pValue)
  }

  @Test func exactAndAsymptoticMeetForManyPairs() throws {
    var numbers = FixedNumbers(seed: 23)
    let differences = (0..<400).map { _ in numbers.bell() + 0.08 }
    let zeros = [Double](repeating: 0, count: 400)
    let exact = try SignedRankTest(differences, against: zeros)
    let normal = try SignedRankTest(differences, against: zeros, method: .asymptotic())
    expectAgreement(exact.pValue, normal.pValue, digits: 2)
    #expect(exact.pseudomedian.value == normal.pseudomedian.value)
    expectAgreement(
      exact.pseudomedian.interval?.lower ?? .nan, normal.pseudomedian.interval?.lower ?? .nan, digits: 1.5)
  }

  // MARK: Edges and refusals

  @Test func tooFewPairsForALevelHaveNoInterval() throws {
    let five = try SignedRankTest([1, 2, 3, 4, 5], against: [0, 0, 0, 0, 0])
    #expect(five.pseudomedian.interval == nil && five.pValue == 0.0625 && five.report.notes.count == 1)
    let six = try SignedRankTest([1, 2, 3, 4, 5, 6], against: [0, 0, 0, 0, 0, 0])
    #expect(six.pseudomedian.interval.map { [$0.lower, $0.upper] } == [1, 6])
    try checkFinding { try SignedRankTest([2], against: [1]) }
    try checkFinding { try SignedRankTest([2], against: [1], method: .asymptotic()) }
  }

  @Test func refusesWhatHasNoTest() {
    expectRefusal(.tooFew) { try SignedRankTest([], against: []) }
    expectRefusal(.constant) { try SignedRankTest([1, 2], against: [1, 2]) }
    expectRefusal(.lengthMismatch) { try SignedRankTest([1, 2], against: [1]) }
    expectRefusal(.notFinite) { try SignedRankTest([1, .nan], against: [1, 2]) }
    expectRefusal(.outOfRange) { try SignedRankTest([1.7e308], against: [-1.7e308]) }
    expectRefusal(.outOfRange) { try SignedRankTest([1], against: [2], tieTolerance: -1) }
    expectRefusal(.outOfRange) { try SignedRankTest([1], against: [2], tieTolerance: .nan) }
    expectRefusal(.outOfRange) { try SignedRankTest([1], against: [2], confidence: 2) }
    let many = (1...1_001).map(Double.init)
    expectRefusal(.infeasible) { try SignedRankTest(many, against: many.map { $0 * 2 }) }
    #expect(throws: Never.self) {
      try SignedRankTest(many, against: many.map { $0 * 2 }, method: .asymptotic())
    }
  }

  // MARK: Conformance and page

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ alternative: Alternative) throws {
    for rule in SignedRankTest.ZeroRule.allCases {
      for method in [Method.exact, .asymptotic()] {
        try checkFinding {
          try SignedRankTest(
            Self.after, against: Self.before, zeros: rule, method: method, alternative: alternative)
        }
      }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("SignedRankTest") { print in
      // page
      let before = [3.0, 4, 2, 5, 4, 3, 2, 4, 3, 5]
      let after = [2.0, 4, 3, 3, 2, 3, 1, 1, 2, 4]
      print(try SignedRankTest(after, against: before).named("trust in the provider"))
      // end
    }
  }
}
