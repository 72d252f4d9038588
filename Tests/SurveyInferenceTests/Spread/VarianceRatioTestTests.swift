import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct VarianceRatioTestTests {
  // Reference

  @Test(arguments: try Fixture.cases("VarianceRatioTest", method: "tests of equal variances"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let groups = try reference.spreadGroups().values
    let test = try VarianceRatioTest(
      groups[0], against: groups[1], confidence: reference.options["conf_level"].number())
    try expectAgreement(test.statistic.value, reference.expected["F"], digits: 11, "F")
    try expectAgreement(test.pValue, reference.expected["F_p"], digits: 10, "p")
    let interval = try #require(test.ratio.interval)
    try expectAgreement([interval.lower, interval.upper], reference.expected["F_ci"], digits: 10, "limits")
  }

  @Test(arguments: try Fixture.cases("VarianceRatioTest", method: "F test of two variances"))
  func sidesAndNullRatiosAgreeWithReference(_ reference: Fixture.Case) throws {
    let groups = try reference.spreadGroups().values
    let options = reference.options
    let ratio = options["ratio"] == .null ? 1 : try options["ratio"].number()
    let test = try VarianceRatioTest(
      groups[0], against: groups[1], nullRatio: ratio, alternative: reference.alternative(),
      confidence: options["conf_level"].number())
    try expectAgreement(test.statistic.value, reference.expected["F"], digits: 11, "F")
    try expectAgreement(test.pValue, reference.expected["p"], digits: 11, "p")
    let interval = try #require(test.ratio.interval)
    try expectAgreement([interval.lower, interval.upper], reference.expected["ci"], digits: 11, "limits")
  }

  // Laws

  @Test func swappingTheGroupsInvertsTheRatio() throws {
    let one = try VarianceRatioTest(calm, against: restless, alternative: .less)
    let other = try VarianceRatioTest(restless, against: calm, alternative: .greater)
    expectAgreement(one.ratio.value, 1 / other.ratio.value, digits: 15)
    expectAgreement(one.pValue, other.pValue, digits: 14)
    let (low, high) = (try #require(other.ratio.interval), try #require(one.ratio.interval))
    expectAgreement(high.upper, 1 / low.lower, digits: 13)
    #expect(high.lower == 0 && low.upper == .infinity)
    let twoSided = try VarianceRatioTest(calm, against: restless).pValue
    expectAgreement(twoSided, try VarianceRatioTest(restless, against: calm).pValue, digits: 14)
  }

  @Test func neitherOriginNorUnitNorOrderMatters() throws {
    let one = try VarianceRatioTest(calm, against: restless)
    let other = try VarianceRatioTest(
      calm.reversed().map { 1e6 - $0 * 1024 }, against: restless.map { $0 * 1024 + 3 })
    expectAgreement(one.ratio.value, other.ratio.value, digits: 14)
    expectAgreement(one.pValue, other.pValue, digits: 13)
  }

  @Test func aLimitIsARatioThatTheTestJustRejects() throws {
    let interval = try #require(VarianceRatioTest(calm, against: restless, confidence: 0.9).ratio.interval)
    for limit in [interval.lower, interval.upper] {
      let p = try VarianceRatioTest(calm, against: restless, nullRatio: limit).pValue
      expectAgreement(p, 0.1, digits: 11)
    }
  }

  @Test func summariesGiveTheSame() throws {
    let test = try VarianceRatioTest(Moments(calm), against: Moments(restless), alternative: .less)
    #expect(test.report == (try VarianceRatioTest(calm, against: restless, alternative: .less)).report)
    let known = try VarianceRatioTest(
      Moments(count: 11, mean: 0, standardDeviation: 2),
      against: Moments(count: 16, mean: 9, standardDeviation: 1))
    #expect(known.ratio.value == 4)
    #expect(known.ratioOfDeviations.value == 2)
    let apart = try VarianceRatioTest(
      Moments(count: 3, mean: 1.7e308, standardDeviation: 1),
      against: Moments(count: 3, mean: -1.7e308, standardDeviation: 1))
    #expect(apart.pValue == 1)
  }

  @Test func smallTailsKeepTheirDigits() throws {
    // P(F(2, 2) > f) is 1/(1 + f).
    let wide = [0.0, 1e9, 2e9]
    let test = try VarianceRatioTest(wide, against: [0, 1, 2], alternative: .greater)
    expectAgreement(test.pValue, 1 / (1 + 1e18), digits: 14)
    let less = try VarianceRatioTest([0.0, 1, 2], against: wide, alternative: .less)
    expectAgreement(less.pValue, 1 / (1 + 1e18), digits: 14)
  }

  // Refusals

  @Test func refusesWhatHasNoRatio() throws {
    expectRefusal(.tooFew) { try VarianceRatioTest([], against: [1, 2]) }
    expectRefusal(.tooFew) { try VarianceRatioTest([1], against: [1, 2]) }
    expectRefusal(.constant) { try VarianceRatioTest([1, 1, 1], against: [1, 2]) }
    expectRefusal(.constant) { try VarianceRatioTest([1, 2], against: [3, 3]) }
    expectRefusal(.constant) {
      try VarianceRatioTest(Moments(count: 9, mean: 0, standardDeviation: 0), against: Moments([1, 2]))
    }
    expectRefusal(.notFinite) { try VarianceRatioTest([1, .nan], against: [1, 2]) }
    expectRefusal(.notFinite) { try VarianceRatioTest([1, 2], against: [1, .infinity]) }
    expectRefusal(.outOfRange) { try VarianceRatioTest([1e200, -1e200], against: [1, 2]) }
    expectRefusal(.outOfRange) { try VarianceRatioTest([1e-200, 2e-200], against: [1, 2]) }
    expectRefusal(.outOfRange) { try VarianceRatioTest([1e150, 2e150], against: [1e-130, 2e-130]) }
    for ratio in [0, -1, .nan, .infinity] {
      expectRefusal(.outOfRange) { try VarianceRatioTest([1, 2], against: [1, 2], nullRatio: ratio) }
    }
    expectRefusal(.outOfRange) { try VarianceRatioTest([1, 2], against: [1, 2], confidence: 1) }
    #expect(try VarianceRatioTest([1, 2], against: [3, 5]).ratio.value == 0.25)
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try VarianceRatioTest(calm, against: restless).description == """
        F test of two variances: first / second
          ratio of variances            0.10  95% CI [0.02, 0.52]  F(7, 6) = 0.10, p = .008
          ratio of standard deviations  0.32  95% CI [0.13, 0.72]
          n = 8, 7   means = 5.13, 5.00   SDs = 0.99, 3.11
          all 15 cases used
          alternative: two-sided; null ratio: 1.00
          Note: The test and the intervals hold for normal data only. Do not choose between Student's and
          Welch's test by them.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    for alternative in Alternative.allCases {
      try checkFinding { try VarianceRatioTest(calm, against: restless, alternative: alternative) }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("VarianceRatioTest") { print in
      // page
      let online = [3.1, 4.4, 2.2, 5.3, 3.9, 1.7, 4.8, 2.9]
      let inPerson = [3.4, 3.9, 3.1, 4.2, 3.6, 3.8, 3.3]
      let spread = try VarianceRatioTest(online, against: inPerson)
      print(spread.named("well-being", "online", "in person"))
      // end
    }
  }
}
