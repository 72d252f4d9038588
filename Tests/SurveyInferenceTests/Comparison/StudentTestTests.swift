import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct StudentTestTests {
  private static let treated = [3.2, 4.1, 5.0, 4.4, 3.9, 4.8]
  private static let control = [2.9, 3.1, 4.9, 2.2]

  // Reference

  @Test(arguments: try Fixture.cases("StudentTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let mu = try reference.options["mu"].number()
    let expected = reference.expected
    let test = try StudentTest(
      first, against: second, alternative: reference.alternative(),
      confidence: reference.options["conf_level"].number())
    try expectAgreement(test.difference.value, expected["mean_diff"], digits: 11, floor: 1e-14, "difference")
    try expectAgreement(test.difference.standardError, expected["stderr"], digits: 11, "SE")
    try expectAgreement(test.difference.interval?.lower, expected["ci_low"], digits: 11, "lower limit")
    try expectAgreement(test.difference.interval?.upper, expected["ci_high"], digits: 11, "upper limit")
    guard case .t(let df) = test.statistic.reference else { throw TestFailure("no t") }
    try expectAgreement(df, expected["parameter"], digits: 15, "df")
    // The reference tests some differences against `mu` instead of zero.
    let judged = try StudentTest(
      first.map { $0 - mu }, against: second, alternative: reference.alternative())
    try expectAgreement(judged.statistic.value, expected["statistic"], digits: 11, floor: 1e-13, "t")
    try expectAgreement(judged.pValue, expected["p"], digits: 11, "p")
    try expectAgreement(test.groups.map(\.mean), .array([expected["mean1"], expected["mean2"]]), digits: 11)
    try expectAgreement(
      test.groups.map { $0.standardDeviation ?? 0 }, .array([expected["sd1"], expected["sd2"]]), digits: 11)
  }

  // Laws

  @Test func squaredTIsTheFOfAnAnalysisOfVariance() throws {
    let test = try StudentTest(Self.treated, against: Self.control)
    let all = Self.treated + Self.control
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    func squares(_ values: [Double], from center: Double) -> Double {
      values.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    }
    let within =
      squares(Self.treated, from: mean(Self.treated)) + squares(Self.control, from: mean(Self.control))
    let between = squares(all, from: mean(all)) - within
    expectAgreement(test.statistic.value * test.statistic.value, between / (within / 8), digits: 13)
    let f = TestStatistic("F", between / (within / 8), reference: .f(numerator: 1, denominator: 8))
    expectAgreement(test.pValue, f.pValue(), digits: 12)
  }

  @Test func swappingTheGroupsNegatesTheDifference() throws {
    let one = try StudentTest(Self.treated, against: Self.control, alternative: .greater)
    let other = try StudentTest(Self.control, against: Self.treated, alternative: .less)
    #expect(one.statistic.value == -other.statistic.value)
    #expect(one.pValue == other.pValue)
    #expect(one.effect.value == -other.effect.value)
    #expect(one.difference.interval?.upper == .infinity)
    expectAgreement(
      try #require(one.effect.interval).lower, -(try #require(other.effect.interval)).upper, digits: 12)
  }

  @Test func equalSizesGiveWelchsT() throws {
    let x = [1.0, 2, 4, 7]
    let y = [3.0, 3.5, 5, 9]
    let (student, welch) = (try StudentTest(x, against: y), try WelchTest(x, against: y))
    expectAgreement(student.statistic.value, welch.statistic.value, digits: 14)
  }

  @Test func theIntervalOfTheEffectExcludesZeroExactlyWhereTheTestRejects() throws {
    for shift in stride(from: 0.0, through: 2, by: 0.1) {
      let test = try StudentTest(Self.treated.map { $0 + shift - 1 }, against: Self.control)
      let excludes = !(try #require(test.effect.interval)).contains(0)
      #expect(excludes == (test.pValue < 0.05), "shift \(shift): p = \(test.pValue)")
    }
  }

  @Test func summariesGiveWhatTheDataGive() throws {
    let data = try StudentTest(Self.treated, against: Self.control)
    let summaries = try StudentTest(Moments(Self.treated), against: Moments(Self.control))
    #expect(data.report == summaries.report)
  }

  // Refusals

  @Test func refusesWhatItCannotJudge() throws {
    expectRefusal(.tooFew) { try StudentTest([1.0], against: [1, 2]) }
    expectRefusal(.tooFew) { try StudentTest([1.0, 2], against: []) }
    expectRefusal(.notFinite) { try StudentTest([1, .nan], against: [1, 2]) }
    expectRefusal(.constant) { try StudentTest([3, 3], against: [5, 5, 5]) }
    expectRefusal(.outOfRange) { try StudentTest([1, 2], against: [3, 5], confidence: 0) }
    expectRefusal(.outOfRange) { try StudentTest([1e-170, 2e-170], against: [3e-170, 5e-170]) }
  }

  // Print

  @Test func printsItsFinding() throws {
    let test = try StudentTest(Self.treated, against: Self.control)
    #expect(
      test.description == """
        Student's test: first - second
          difference in means  0.96  95% CI [-0.34, 2.26]  t(8) = 1.70, p = .128
          Hedges' g            0.99  95% CI [-0.27, 2.20]
          n = 6, 4   means = 4.23, 3.28   SDs = 0.65, 1.15
          all 10 cases used
          alternative: two-sided
          Note: The test and the interval of g assume that both groups have the same variance.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try StudentTest(Self.treated, against: Self.control) }
    try checkFinding { try StudentTest([4, 4, 4], against: [1, 2, 4], alternative: .less) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("StudentTest") { print in
      // page
      let participants = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75]
      let trust = try StudentTest(participants, against: others)
      print(trust.named("generalized trust", "participant", "other"))
      // end
    }
  }
}
