import Foundation
import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct YuenTestTests {
  private static let treated = [3.2, 4.1, 5.0, 4.4, 3.9, 4.8, 9.5]
  private static let control = [2.9, 3.1, 4.9, 2.2, 3.3]

  private func found(
    _ first: [Double] = treated, _ second: [Double] = control, trim: Double = 0.2,
    alternative: Alternative = .twoSided
  ) throws -> YuenTest {
    try YuenTest(first, against: second, trim: trim, alternative: alternative, bootstrap: nil)
  }

  // Reference

  @Test(arguments: try Fixture.cases("YuenTest", method: "Yuen trimmed-mean test"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let test = try found(first, second, trim: reference.options["trim"].number())
    let expected = reference.expected
    let means = Fixture.Value.array([expected["trimmed_mean1"], expected["trimmed_mean2"]])
    try expectAgreement(test.groups.map(\.trimmedMean), means, digits: 10)
    try expectAgreement(test.difference.value, expected["diff"], digits: 10, floor: 1e-12, "difference")
    try expectAgreement(test.difference.standardError, expected["se"], digits: 10, "SE")
    guard case .t(let df) = test.statistic.reference else { throw TestFailure("no t") }
    for (t, freedom, p) in [("t", "df", "p"), ("scipy_t", "scipy_df", "scipy_p")] {
      // The trimmed means of one set agree to three digits, and the difference has lost them.
      try expectAgreement(test.statistic.value, expected[t], digits: 10, floor: 1e-12, "t")
      try expectAgreement(df, expected[freedom], digits: 10, "df")
      try expectAgreement(test.pValue, expected[p], digits: 10, "p")
    }
    let interval = try #require(test.difference.interval)
    try expectAgreement([interval.lower, interval.upper], expected["ci95"], digits: 10)
  }

  @Test(
    arguments: try Fixture.cases("YuenTest", method: "winsorized standard deviation of the standard normal"))
  func theFactorOfRobustDAgreesWithReference(_ reference: Fixture.Case) throws {
    let trim = try reference.options["trim"].number()
    // Groups a unit apart with a winsorized variance of one have the factor as their effect.
    let one = try TrimmedSummary(count: 20, trim: trim, trimmedMean: 1, winsorizedVariance: 1)
    let other = try TrimmedSummary(count: 20, trim: trim, trimmedMean: 0, winsorizedVariance: 1)
    let effect = try #require(YuenTest(one, against: other).effect)
    try expectAgreement(effect.value, reference.expected["factor"], digits: 13)
  }

  // Laws

  @Test func withoutTrimmingItIsWelchsTest() throws {
    let yuen = try found(trim: 0)
    let welch = try WelchTest(Self.treated, against: Self.control)
    expectAgreement(yuen.statistic.value, welch.statistic.value, digits: 14)
    expectAgreement(yuen.pValue, welch.pValue, digits: 13)
    expectAgreement(try #require(yuen.effect).value, welch.effect.value, digits: 14)
    expectAgreement(
      try #require(yuen.difference.interval).lower, try #require(welch.difference.interval).lower, digits: 13)
  }

  @Test func valuesBeyondTheCutsDoNotMatter() throws {
    let far = Self.treated.map { $0 == 9.5 ? 1e300 : $0 }
    #expect(try found(far).statistic == found().statistic)
    #expect(try found(far).effect == found().effect)
  }

  @Test func swappingShiftingScalingAndOrderDoWhatTheyShould() throws {
    let one = try found()
    let other = try found(Self.control, Self.treated)
    #expect(one.difference.value == -other.difference.value)
    #expect(one.statistic.value == -other.statistic.value)
    #expect(try found(Self.treated.reversed()).statistic == one.statistic)
    #expect(
      try found(alternative: .greater).pValue == found(Self.control, Self.treated, alternative: .less).pValue)
    #expect(try found(alternative: .greater).difference.interval?.upper == .infinity)
    let moved = try found(Self.treated.map { 4 * $0 + 1000 }, Self.control.map { 4 * $0 + 1000 })
    expectAgreement(moved.difference.value, 4 * one.difference.value, digits: 11)
    expectAgreement(moved.statistic.value, one.statistic.value, digits: 11)
    expectAgreement(try #require(moved.effect).value, try #require(one.effect).value, digits: 11)
    let tiny = try found(Self.treated.map { $0 * 0x1p-300 }, Self.control.map { $0 * 0x1p-300 })
    #expect(tiny.statistic.value == one.statistic.value && tiny.effect?.value == one.effect?.value)
  }

  @Test func summariesGiveWhatValuesGive() throws {
    for trim in [0, 0.1, 0.2, 0.3] {
      let summaries = [
        try TrimmedSummary(Self.treated, trim: trim), try TrimmedSummary(Self.control, trim: trim),
      ]
      let test = try YuenTest(summaries[0], against: summaries[1])
      let values = try found(trim: trim)
      #expect(test.statistic == values.statistic && test.difference == values.difference)
      #expect(test.effect == values.effect)
      let copy = try JSONDecoder().decode(
        [TrimmedSummary].self, from: JSONEncoder().encode(summaries))
      #expect(copy == summaries)
    }
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(TrimmedSummary.self, from: Data("{}".utf8))
    }
  }

  @Test func theShareIsTheDecimalThatIsWritten() throws {
    let values = (0..<100).map { Double($0) }
    // .29 · 100 is 28.999999999999996 in binary.
    #expect(try TrimmedSummary(values, trim: 0.29).trimmedPerEnd == 29)
    #expect(try TrimmedSummary(values, trim: 0.285).trimmedPerEnd == 28)
    #expect(try TrimmedSummary(values, trim: 0.49999999999).effectiveCount == 2)
    #expect(try TrimmedSummary([1, 2, 3], trim: 0.4).standardErrorOfMean == nil)
  }

  @Test func resamplesAreTrimmedAsTheirSortedValuesWouldBe() throws {
    // The bootstrap standard error against a naive twin over the same draws: all rows once is the estimate.
    let plan = BootstrapPlan.percentile(resamples: 500, seed: 3)
    let test = try YuenTest(Self.treated, against: Self.control, bootstrap: plan)
    let finding = try #require(test.bootstrap)
    var values: [Double] = []
    for part in 0..<16 {
      var stream = RandomStream(seed: 3, stream: UInt64(part))
      for _ in 0..<(500 / 16 + (part < 500 % 16 ? 1 : 0)) {
        let one = (0..<7).map { _ in Self.treated[stream.index(below: 7)] }
        let other = (0..<5).map { _ in Self.control[stream.index(below: 5)] }
        // Resamples that do not vary have no effect.
        if let effect = try? YuenTest(one, against: other, bootstrap: nil).effect {
          values.append(effect.value)
        }
      }
    }
    #expect(values.count == 500 - finding.undefinedCount)
    let moments = try Moments(values)
    expectAgreement(finding.standardError, try #require(moments.standardDeviation), digits: 10)
    let interval = try #require(test.effect?.interval)
    #expect(interval.lower < interval.upper && interval.method == "bootstrap percentile")
  }

  @Test func oneSidedLimitsAreThoseOfTheTwoSidedLevelThatLeavesAsMuch() throws {
    let plan = BootstrapPlan.percentile(resamples: 400, seed: 5)
    let one = try YuenTest(
      Self.treated, against: Self.control, alternative: .greater, bootstrap: plan, confidence: 0.95)
    let both = try YuenTest(Self.treated, against: Self.control, bootstrap: plan, confidence: 0.9)
    expectAgreement(
      try #require(one.effect?.interval).lower, try #require(both.effect?.interval).lower, digits: 12)
    #expect(one.effect?.interval?.upper == .infinity && one.effect?.interval?.level == 0.95)
    let low = try YuenTest(
      Self.treated, against: Self.control, alternative: .less, bootstrap: plan, confidence: 0.4)
    #expect(low.effect?.interval == nil && low.report.notes.count == 1)
  }

  @Test func theUnitIsTheOneAskedFor() throws {
    let summaries = [try TrimmedSummary(Self.treated), try TrimmedSummary(Self.control)]
    let (a, b) = (summaries[0].winsorizedVariance, summaries[1].winsorizedVariance)
    let units: [WinsorizedUnit: Double] = [
      .rootMeanVariance: (a + b) / 2, .pooled: (6 * a + 4 * b) / 10, .group: a, .baseline: b,
    ]
    let factor = try #require(
      Fixture.cases("YuenTest").first { $0.id == "yuen.factor.0.2" }
    ).expected["factor"].number()
    for unit in WinsorizedUnit.allCases {
      let test = try YuenTest(Self.treated, against: Self.control, unit: unit, bootstrap: nil)
      let expected = try factor * test.difference.value / #require(units[unit]).squareRoot()
      expectAgreement(try #require(test.effect).value, expected, digits: 12)
    }
  }

  // Edges and refusals

  @Test func oneConstantGroupIsFine() throws {
    let test = try found([2.0, 2, 2, 2, 2], Self.control)
    guard case .t(let df) = test.statistic.reference else { throw TestFailure("no t") }
    expectAgreement(df, 2, digits: 14)
    let unit = try YuenTest(Self.control, against: [2.0, 2, 2, 2, 2], unit: .baseline)
    #expect(unit.effect == nil && unit.report.notes.count == 1)
  }

  @Test func aBootstrapThatDoesNotExistLeavesTheTestAlone() throws {
    // Without one of its two sixes the second group is constant after winsorizing, and has no unit.
    let second = [2.0, 2, 2, 2, 2, 6, 6]
    let test = try YuenTest(
      Self.treated, against: second, unit: .baseline, bootstrap: .bca(resamples: 200, seed: 1))
    #expect(test.effect != nil && test.effect?.interval == nil)
    #expect(test.report.notes.first?.contains("has no interval") == true)
    #expect(test.pValue < 1)
  }

  @Test func refusesWhatHasNoError() throws {
    expectRefusal(.tooFew) { try found([1.0], [1, 2]) }
    expectRefusal(.tooFew) { try found([1.0, 2], []) }
    expectRefusal(.tooFew) { try found([1, 2, 3], [1, 2, 3], trim: 0.4) }
    expectRefusal(.constant) { try found([1, 5, 5, 5, 9], [2, 2, 2, 2]) }
    expectRefusal(.constant) { try found([1.0, 1], [2, 2]) }
    expectRefusal(.notFinite) { try found([1, .nan, 2], [1, 2]) }
    expectRefusal(.notFinite) { try found([1, 2], [1, .infinity]) }
    for trim in [-0.1, 0.5, .nan, .infinity] { expectRefusal(.outOfRange) { try found(trim: trim) } }
    expectRefusal(.outOfRange) { try YuenTest(Self.treated, against: Self.control, confidence: 1) }
    expectRefusal(.outOfRange) { try found([1e200, -1e200, 3e200, 4e200, 5e200], [1, 2, 3]) }
    expectRefusal(.constant) { try found([1e-200, 2e-200, 3e-200], [1e-200, 5e-200, 9e-200]) }
    for plan in [BootstrapPlan.bca(resamples: 0), .percentile(resamples: 5)] {
      expectRefusal(.tooFew) { try YuenTest(Self.treated, against: Self.control, bootstrap: plan) }
    }
    expectRefusal(.infeasible) {
      try YuenTest(Self.treated, against: Self.control, bootstrap: .bca(resamples: .max))
    }
  }

  @Test func refusesSummariesThatDoNotFit() throws {
    let summary = try TrimmedSummary(count: 10, trim: 0.1, trimmedMean: 1, winsorizedVariance: 2)
    let other = try TrimmedSummary(count: 10, trim: 0.2, trimmedMean: 1, winsorizedVariance: 2)
    expectRefusal(.definition) { try YuenTest(summary, against: other) }
    expectRefusal(.tooFew) { try TrimmedSummary(count: 1, trim: 0.1, trimmedMean: 1, winsorizedVariance: 0) }
    expectRefusal(.outOfRange) {
      try TrimmedSummary(count: 9, trim: 0.1, trimmedMean: 1, winsorizedVariance: -1)
    }
    expectRefusal(.notFinite) {
      try TrimmedSummary(count: 9, trim: 0.1, trimmedMean: .nan, winsorizedVariance: 1)
    }
    let huge = try TrimmedSummary(count: .max, trim: 0.2, trimmedMean: 1, winsorizedVariance: 2)
    expectRefusal(.outOfRange) { try YuenTest(huge, against: huge) }
  }

  // Print

  @Test func printsItsFinding() throws {
    let text = try found(alternative: .greater).description
    #expect(
      text == """
        Yuen's test: first - second
          difference in trimmed means  1.34  95% CI [0.72, ∞]  t(5.9) = 4.25, one-sided p = .003
          robust d                     2.29
          n = 7, 5   left after trimming = 5, 3   trimmed means = 4.44, 3.10   winsorized SDs = 0.49, 0.20
          all 12 cases used
          trimmed at each end: 20%; alternative: greater; unit of robust d: root mean of the winsorized
          variances
          Note: Robust d has no interval, because nothing was resampled.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try YuenTest(Self.treated, against: Self.control) }
    try checkFinding { try YuenTest(Self.treated, against: [2.0, 2, 2, 2, 2], unit: .baseline) }
    try checkFinding {
      try YuenTest(TrimmedSummary(Self.treated), against: TrimmedSummary(Self.control), alternative: .less)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("YuenTest") { print in
      // page
      let participants = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75]
      let trust = try YuenTest(participants, against: others)
      print(trust.named("generalized trust", "participant", "other"))
      // end
    }
  }
}
