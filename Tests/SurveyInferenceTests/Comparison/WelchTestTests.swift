import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct WelchTestTests {
  private static let treated = [3.2, 4.1, 5.0, 4.4, 3.9, 4.8]
  private static let control = [2.9, 3.1, 4.9, 2.2]

  // Reference

  @Test(arguments: try Fixture.cases("WelchTest", method: "welch t"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let mu = try reference.options["mu"].number()
    let test = try WelchTest(
      first, against: second, alternative: reference.alternative(),
      confidence: reference.options["conf_level"].number())
    let expected = reference.expected
    try expectAgreement(test.difference.value, expected["mean_diff"], digits: 11, floor: 1e-14, "difference")
    try expectAgreement(test.difference.standardError, expected["stderr"], digits: 11, "SE")
    // The reference tests some differences against `mu` instead of zero.
    let judged = try WelchTest(
      first.map { $0 - mu }, against: second, alternative: reference.alternative())
    try expectAgreement(judged.statistic.value, expected["statistic"], digits: 11, floor: 1e-13, "t")
    try expectAgreement(judged.pValue, expected["p"], digits: 11, "p")
    try expectAgreement(test.difference.interval?.lower, expected["ci_low"], digits: 11, "lower limit")
    try expectAgreement(test.difference.interval?.upper, expected["ci_high"], digits: 11, "upper limit")
    guard case .t(let df) = test.statistic.reference else { throw TestFailure("no t") }
    try expectAgreement(df, expected["parameter"], digits: 11, "df")
    try expectAgreement(test.groups.map(\.mean), .array([expected["mean1"], expected["mean2"]]), digits: 11)
    try expectAgreement(
      test.groups.map { $0.standardDeviation ?? 0 }, .array([expected["sd1"], expected["sd2"]]), digits: 11)
    #expect(test.groups[0].count == (try expected["n1"].integer()))
  }

  @Test(
    arguments: try Fixture.cases(
      "WelchTest", method: "standardised mean differences, exact noncentral-t CI"))
  func averageVarianceDAgreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let test = try WelchTest(first, against: second)
    try expectAgreement(test.effect.value, reference.expected["d_average_variance"], digits: 11, "d")
  }

  // Laws

  @Test func bonettsIntervalIsThatOfHisFormula() throws {
    let test = try WelchTest(Self.treated, against: Self.control)
    let (a, b) = (try #require(test.groups[0].variance), try #require(test.groups[1].variance))
    let d = test.difference.value / ((a + b) / 2).squareRoot()
    let s4 = (a + b) * (a + b) / 4
    let variance = d * d * (a * a / 5 + b * b / 3) / (8 * s4) + (a / 5 + b / 3) / ((a + b) / 2)
    let reach = variance.squareRoot() * 1.959963984540054
    expectAgreement(try #require(test.effect.interval).lower, d - reach, digits: 13)
    expectAgreement(try #require(test.effect.interval).upper, d + reach, digits: 13)
  }

  @Test func swappingTheGroupsNegatesTheDifference() throws {
    let one = try WelchTest(Self.treated, against: Self.control)
    let other = try WelchTest(Self.control, against: Self.treated)
    #expect(one.difference.value == -other.difference.value)
    #expect(one.statistic.value == -other.statistic.value)
    #expect(one.effect.value == -other.effect.value)
    expectAgreement(one.pValue, other.pValue, digits: 14)
    let (greater, less) = (
      try WelchTest(Self.treated, against: Self.control, alternative: .greater),
      try WelchTest(Self.control, against: Self.treated, alternative: .less)
    )
    #expect(greater.pValue == less.pValue)
    #expect(greater.difference.interval?.upper == .infinity)
    #expect(less.difference.interval?.lower == -.infinity)
  }

  @Test func shiftAndScaleMoveWhatTheyShould() throws {
    let one = try WelchTest(Self.treated, against: Self.control)
    let moved = try WelchTest(Self.treated.map { 4 * $0 + 1000 }, against: Self.control.map { 4 * $0 + 1000 })
    expectAgreement(moved.difference.value, 4 * one.difference.value, digits: 12)
    expectAgreement(moved.statistic.value, one.statistic.value, digits: 12)
    expectAgreement(moved.effect.value, one.effect.value, digits: 12)
    expectAgreement(moved.pValue, one.pValue, digits: 12)
    let tiny = try WelchTest(Self.treated.map { $0 * 0x1p-300 }, against: Self.control.map { $0 * 0x1p-300 })
    #expect(tiny.statistic == one.statistic)
  }

  @Test func summariesGiveWhatTheDataGive() throws {
    let data = try WelchTest(Self.treated, against: Self.control)
    let summaries = try WelchTest(Moments(Self.treated), against: Moments(Self.control))
    #expect(data.report == summaries.report)
  }

  @Test func equalSizesAndVariancesGiveStudentsDegreesOfFreedom() throws {
    let test = try WelchTest([1, 2, 3, 4], against: [5, 6, 7, 8])
    guard case .t(let df) = test.statistic.reference else { throw TestFailure("no t") }
    expectAgreement(df, 6, digits: 15)
  }

  @Test func oneConstantGroupLeavesTheOthersDegreesOfFreedom() throws {
    let test = try WelchTest([4, 4, 4, 4, 4], against: [1, 2, 4])
    guard case .t(let df) = test.statistic.reference else { throw TestFailure("no t") }
    #expect(df == 2)
    expectAgreement(test.statistic.value, (4 - 7.0 / 3) / (7.0 / 9).squareRoot(), digits: 14)
  }

  // Refusals

  @Test func refusesWhatItCannotJudge() throws {
    expectRefusal(.tooFew) { try WelchTest([1.0], against: [1, 2]) }
    expectRefusal(.tooFew) { try WelchTest([1.0, 2], against: []) }
    expectRefusal(.tooFew) {
      try WelchTest(Moments(count: 1, mean: 0, standardDeviation: 0), against: Moments([1, 2]))
    }
    expectRefusal(.notFinite) { try WelchTest([1, .nan], against: [1, 2]) }
    expectRefusal(.notFinite) { try WelchTest([1, 2], against: [.infinity, 2]) }
    expectRefusal(.constant) { try WelchTest([3, 3], against: [3, 3, 3]) }
    expectRefusal(.constant) { try WelchTest([3, 3], against: [5, 5, 5]) }
    expectRefusal(.outOfRange) { try WelchTest([1, 2], against: [3, 5], confidence: 1) }
    expectRefusal(.outOfRange) { try WelchTest([1e-170, 2e-170], against: [3e-170, 5e-170]) }
    expectRefusal(.outOfRange) { try WelchTest([1e300, 2e300], against: [3, 5]) }
  }

  // Print

  @Test func printsItsFinding() throws {
    let test = try WelchTest(Self.treated, against: Self.control, alternative: .greater)
      .named("trust", "participant", "non-participant")
    #expect(
      test.description == """
        Welch's test: trust, participant - non-participant
          difference in means  0.96  95% CI [-0.37, ∞]  t(4.3) = 1.51, one-sided p = .100
          average-variance d   1.02  95% CI [-0.36, ∞]
          n = 6, 4   means = 4.23, 3.28   SDs = 0.65, 1.15
          all 10 cases used
          alternative: greater
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try WelchTest(Self.treated, against: Self.control) }
    try checkFinding { try WelchTest([4, 4, 4], against: [1, 2, 4], alternative: .less) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("WelchTest") { print in
      // page
      let participants = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75]
      let trust = try WelchTest(participants, against: others)
      print(trust.named("generalized trust", "participant", "other"))
      // end
    }
  }
}
