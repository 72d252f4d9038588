import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct PairedYuenTestTests {
  private static let after = [5.1, 6.0, 4.4, 7.2, 6.5, 5.8, 9.9, 6.1]
  private static let before = [4.8, 5.1, 4.6, 6.0, 6.6, 5.0, 5.2, 5.9]

  private func found(
    _ first: [Double] = after, _ second: [Double] = before, trim: Double = 0.2,
    alternative: Alternative = .twoSided
  ) throws -> PairedYuenTest {
    try PairedYuenTest(first, against: second, trim: trim, alternative: alternative, bootstrap: nil)
  }

  // Reference

  @Test(arguments: try Fixture.cases("PairedYuenTest", method: "Yuen test for pairs"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let pairs = try reference.pairs()
    let trim = try reference.options["trim"].number()
    let test = try PairedYuenTest(pairs.x, against: pairs.y, trim: trim, bootstrap: nil, confidence: 0.95)
    let expected = reference.expected
    try expectAgreement(test.difference.value, expected["difference"], digits: 12, "difference")
    try expectAgreement(test.difference.standardError, expected["se"], digits: 12, "SE")
    try expectAgreement(test.statistic.value, expected["t"], digits: 12, "t")
    try expectAgreement(test.pValue, expected["p"], digits: 12, "p")
    try expectAgreement(test.winsorizedCorrelation, expected["winsorized_r"], digits: 12, "r")
    try expectAgreement(test.effect?.value, expected["robust_d"], digits: 12, "robust d")
    let interval = try #require(test.difference.interval)
    try expectAgreement([interval.lower, interval.upper], expected["ci95"], digits: 11)
    #expect(test.statistic.reference == .t(degreesOfFreedom: try expected["df"].number()))
  }

  @Test(arguments: try Fixture.cases("PairedYuenTest", method: "Yuen test for pairs, published"))
  func agreesWithThePublishedExample(_ reference: Fixture.Case) throws {
    let pairs = try reference.pairs()
    let test = try found(pairs.x, pairs.y)
    let expected = reference.expected
    func printed(_ value: Double, _ key: String, within half: Double) throws {
      #expect((value - (try expected[key].number())).magnitude <= half, "\(key)")
    }
    try printed(test.statistic.value, "t", within: 0.0005)
    try printed(test.pValue, "p", within: 0.000005)
    try printed(test.difference.value, "difference", within: 0.000005)
    let limits = try expected["ci95"].numbers()
    let interval = try #require(test.difference.interval)
    #expect((interval.lower - limits[0]).magnitude < 0.00005)
    #expect((interval.upper - limits[1]).magnitude < 0.00005)
  }

  // Laws

  @Test func withoutTrimmingItIsThePairedTTest() throws {
    let yuen = try found(trim: 0)
    let t = try PairedTTest(Self.after, against: Self.before)
    expectAgreement(yuen.statistic.value, t.statistic.value, digits: 13)
    expectAgreement(yuen.pValue, t.pValue, digits: 12)
    expectAgreement(try #require(yuen.effect).value, t.averageVarianceEffect.value, digits: 13)
  }

  @Test func theErrorIsThatOfVariancesAndCovariance() throws {
    let test = try found()
    let (one, other) = (test.occasions[0], test.occasions[1])
    let covariance =
      try #require(test.winsorizedCorrelation) * one.winsorizedDeviation * other.winsorizedDeviation
    let h = Double(one.effectiveCount)
    let variance = one.winsorizedVariance + other.winsorizedVariance - 2 * covariance
    expectAgreement(
      try #require(test.difference.standardError), (7 * variance / (h * (h - 1))).squareRoot(), digits: 12)
  }

  @Test func swappingShiftingAndOrderDoWhatTheyShould() throws {
    let one = try found()
    let other = try found(Self.before, Self.after)
    #expect(one.statistic.value == -other.statistic.value && one.pValue == other.pValue)
    let turned = try found(Self.after.reversed(), Self.before.reversed())
    expectAgreement(turned.statistic.value, one.statistic.value, digits: 13)
    let moved = try found(Self.after.map { 3 * $0 + 50 }, Self.before.map { 3 * $0 + 50 })
    expectAgreement(moved.statistic.value, one.statistic.value, digits: 11)
    expectAgreement(try #require(moved.effect).value, try #require(one.effect).value, digits: 11)
    #expect(try found(alternative: .less).difference.interval?.lower == -.infinity)
    #expect(
      try found(alternative: .greater).pValue == found(Self.before, Self.after, alternative: .less).pValue)
  }

  @Test func pairsAreResampledAsTheyAre() throws {
    let plan = BootstrapPlan.percentile(resamples: 300, seed: 4)
    let test = try PairedYuenTest(Self.after, against: Self.before, bootstrap: plan)
    var values: [Double] = []
    for part in 0..<16 {
      var stream = RandomStream(seed: 4, stream: UInt64(part))
      for _ in 0..<(300 / 16 + (part < 300 % 16 ? 1 : 0)) {
        let rows = (0..<8).map { _ in stream.index(below: 8) }
        let effect = try? PairedYuenTest(
          rows.map { Self.after[$0] }, against: rows.map { Self.before[$0] }, bootstrap: nil
        ).effect
        if let effect { values.append(effect.value) }
      }
    }
    #expect(values.count == 300)
    expectAgreement(
      try #require(test.bootstrap).standardError, try #require(Moments(values).standardDeviation), digits: 10)
  }

  // Edges and refusals

  @Test func refusesWhatHasNoError() throws {
    expectRefusal(.tooFew) { try found([1.0], [2.0]) }
    expectRefusal(.tooFew) { try found([], []) }
    expectRefusal(.tooFew) { try found([1, 2, 3], [1, 2, 4], trim: 0.4) }
    expectRefusal(.lengthMismatch) { try found([1, 2, 3], [1, 2]) }
    expectRefusal(.notFinite) { try found([1, .nan], [1, 2]) }
    expectRefusal(.constant) { try found([1, 2, 3, 4], [2, 3, 4, 5]) }
    expectRefusal(.constant) { try found([1.0, 1, 1], [2, 2, 2]) }
    expectRefusal(.outOfRange) { try found(trim: 0.5) }
    expectRefusal(.outOfRange) { try PairedYuenTest(Self.after, against: Self.before, confidence: 0) }
    expectRefusal(.outOfRange) { try found([1e200, 2e200, 5e200], [1e200, 3e200, 1e200]) }
    expectRefusal(.tooFew) {
      try PairedYuenTest(Self.after, against: Self.before, bootstrap: .bca(resamples: 0))
    }
    // Two values are left where none is trimmed.
    #expect(try found([1.0, 3], [2.0, 3.5]).occasions[0].effectiveCount == 2)
    #expect(try found([1.0, 2, 4], [5.0, 5, 5]).winsorizedCorrelation == nil)
  }

  // Print

  @Test func printsItsFinding() throws {
    let text = try found().description
    #expect(
      text == """
        Yuen's test for pairs: after - before
          difference in trimmed means  0.78  95% CI [0.03, 1.53]  t(5) = 2.68, p = .044
          robust d                     0.73
          n = 8   left after trimming = 6   trimmed means = 6.12, 5.33   winsorized SDs = 0.82, 0.53
          winsorized r = .67
          all 8 cases used
          trimmed at each end: 20%; alternative: two-sided; unit of robust d: root mean of the winsorized
          variances
          Note: Robust d has no interval, because nothing was resampled.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try PairedYuenTest(Self.after, against: Self.before) }
    try checkFinding { try PairedYuenTest([1.0, 2, 4], against: [5.0, 5, 5], unit: .baseline) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("PairedYuenTest") { print in
      // page
      let before = [2.50, 3.00, 2.75, 3.25, 2.00, 3.50, 2.75, 3.00, 1.00, 2.25]
      let after = [3.25, 3.00, 3.50, 3.75, 2.75, 3.25, 3.50, 3.25, 2.75, 2.50]
      let change = try PairedYuenTest(after, against: before)
      print(change.named("well-being", "after", "before"))
      // end
    }
  }
}
