import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

// No fixture: the powers are those of PowerAnalysis, whose fixture is read there; the critical effects are
// compared with the tests themselves.

@Suite struct DetectableEffectTests {
  // Laws

  @Test func agreesWithTheDetectableDifference() throws {
    let groups = try DetectableEffect(.student(), sizes: [60, 18])
    let old = try DetectableDifference(60, against: 18)
    expectAgreement(try #require(groups.detectable), old.detectable, digits: 12)
    expectAgreement(try #require(groups.critical), old.criticalDifference, digits: 14)
    let pairs = try DetectableEffect(.paired(oneSided: true), sizes: [9], power: 0.7, level: 0.01)
    let oldPairs = try DetectableDifference(pairs: 9, power: 0.7, level: 0.01, oneSided: true)
    expectAgreement(try #require(pairs.detectable), oldPairs.detectable, digits: 12)
    expectAgreement(try #require(pairs.critical), oldPairs.criticalDifference, digits: 14)
  }

  @Test func theDetectableEffectHasTheWantedPower() throws {
    for test in [
      try PlannedTest.welch(standardDeviations: 1, 2), .twoProportions(), .mannWhitney(), try .equivalence(),
    ] {
      let found = try DetectableEffect(test, sizes: [60, 18], power: 0.7)
      let effect = try #require(found.detectable)
      expectAgreement(try test.power(of: effect, sizes: [60, 18]), 0.7, digits: 10, test.name)
    }
    let r = try #require(try DetectableEffect(.correlation(), sizes: [20], power: 0.7).detectable)
    expectAgreement(try PlannedTest.correlation().power(of: r, sizes: [20]), 0.7, digits: 10)
  }

  @Test func theCriticalEffectIsWhereTheTestReachesTheLevel() throws {
    let d = try #require(
      try DetectableEffect(.welch(standardDeviations: 1, 2), sizes: [60, 18]).critical)
    let welch = try WelchTest(
      Moments(count: 60, mean: d, standardDeviation: 1),
      against: Moments(count: 18, mean: 0, standardDeviation: 2))
    expectAgreement(welch.pValue, 0.05, digits: 12)
    let r = try #require(try DetectableEffect(.correlation(), sizes: [20]).critical)
    let t = r * (18 / (1 - r * r)).squareRoot()
    expectAgreement(try 2 * StudentTDistribution(degreesOfFreedom: 18).upperTail(t), 0.05, digits: 12)
    let w = try #require(try DetectableEffect(.chiSquare(degreesOfFreedom: 3), sizes: [90]).critical)
    expectAgreement(try ChiSquareDistribution(degreesOfFreedom: 3).upperTail(90 * w * w), 0.05, digits: 12)
    let f = try #require(try DetectableEffect(.anova(groups: 3), sizes: [9, 8, 7]).critical)
    expectAgreement(
      try FDistribution(numerator: 2, denominator: 21).upperTail(f * f * 21 / 2), 0.05, digits: 12)
    let f2 = try #require(try DetectableEffect(.regression(predictors: 2), sizes: [30]).critical)
    expectAgreement(
      try FDistribution(numerator: 2, denominator: 27).upperTail(f2 * 27 / 2), 0.05, digits: 12)
  }

  @Test(arguments: [(4, 4), (3, 9), (6, 5), (8, 8)])
  func theSmallestSignificantUIsThatOfTheExactTest(_ n: Int, _ m: Int) throws {
    let found = try #require(try DetectableEffect(.mannWhitney(), sizes: [n, m], power: 0.5).critical)
    let u = Int(((found + 0.5) * Double(n * m)).rounded())
    /// Two groups without ties whose U is given: the first group's values are lifted one step at a time.
    func p(_ u: Int) throws -> Double {
      var left = u
      let first = (0..<n).reversed().map { place in
        let lift = min(left, m)
        left -= lift
        return Double(lift) + Double(place + 1) / Double(n + 1)
      }
      let test = try MannWhitneyTest(first, against: (1...m).map(Double.init))
      expectAgreement(test.u, Double(u), digits: 14)
      return test.pValue
    }
    let (reached, missed) = (try p(u), try p(u - 1))
    #expect(reached <= 0.05 && missed > 0.05)
  }

  // Edges

  @Test func whatCannotBeReachedIsNothingWithANote() throws {
    let few = try DetectableEffect(.mannWhitney(), sizes: [3, 3])
    #expect(few.critical == nil)
    #expect(
      few.description == """
        What this n can show: Mann-Whitney test
          n = 3, 3
          level: .05; test: two-sided; computed by: Noether's normal approximation
          Note: effect: none reaches a power of 0.8 at these sizes.
          Note: effect: no observed effect reaches the level.
        """)
    let many = try DetectableEffect(.mannWhitney(), sizes: [2_000_000, 2_000_000])
    #expect(many.critical == nil && many.detectable != nil)
    #expect(many.description.contains("not counted"))
    #expect(try DetectableEffect(.proportion(), sizes: [1], power: 0.5, level: 1e-9).critical == nil)
    expectRefusal(.outOfRange) { try DetectableEffect(.student(), sizes: [20, 20], power: 0.05) }
    expectRefusal(.tooFew) { try DetectableEffect(.student(), sizes: [1, 20]) }
    expectRefusal(.lengthMismatch) { try DetectableEffect(.student(), sizes: [20]) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try DetectableEffect(.equivalence(), sizes: [60, 18]).named("trust").description == """
        What this n can show: trust, two one-sided t tests of equivalence, two groups
          margin detected with power .80                             0.79
          smallest margin that an observed difference of 0 can show  0.45
          n = 60, 18
          level: .05; true difference: 0.00; computed by: integral over the standard deviation
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try DetectableEffect(.mannWhitney(), sizes: [60, 18]) }
    try checkFinding { try DetectableEffect(.mannWhitney(), sizes: [3, 3]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("DetectableEffect") { print in
      // page
      print(try DetectableEffect(.welch(standardDeviations: 1, 2), sizes: [60, 18]))
      print(try DetectableEffect(.mannWhitney(), sizes: [60, 18]))
      print(try DetectableEffect(.correlation(), sizes: [78]))
      // end
    }
  }
}
