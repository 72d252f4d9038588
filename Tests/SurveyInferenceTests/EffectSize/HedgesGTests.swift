import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct HedgesGTests {
  private static let treated = [3.2, 4.1, 5.0, 4.4, 3.9, 4.8]
  private static let control = [2.9, 3.1, 4.9, 2.2]

  // Reference

  @Test(arguments: try Fixture.cases("HedgesG"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let expected = reference.expected
    let exact = try HedgesG(
      first, against: second, confidence: reference.options["conf_level"].number())
    let approximate = try HedgesG(first, against: second, correction: .approximate)
    try expectAgreement(exact.d.value, expected["cohen_d"], digits: 11, "d")
    try expectAgreement(exact.d.standardError, expected["d_asymptotic_se"], digits: 11, "SE of d")
    try expectAgreement(limits(exact.d), expected["d_ci"], digits: 8, "interval of d")
    try expectAgreement(exact.correctionFactor, expected["hedges_correction_exact"], digits: 11, "J")
    try expectAgreement(
      approximate.correctionFactor, expected["hedges_correction_approx"], digits: 11, "approximate J")
    try expectAgreement(exact.g.value, expected["hedges_g_exact"], digits: 11, "g")
    try expectAgreement(approximate.g.value, expected["hedges_g_approx"], digits: 11, "approximate g")
    try expectAgreement(limits(exact.g), expected["g_ci_exact"], digits: 8, "interval of g")
  }

  private func limits(_ estimate: Estimate) -> [Double] {
    estimate.interval.map { [$0.lower, $0.upper] } ?? []
  }

  // Laws

  @Test func theLimitsAreTheNoncentralitiesAtWhichTheTailsAreTheErrors() throws {
    let found = try HedgesG(Self.treated, against: Self.control, confidence: 0.9)
    let root = (6.0 * 4 / 10).squareRoot()
    let t = found.d.value * root
    let interval = try #require(found.d.interval)
    let low = try NoncentralTDistribution(degreesOfFreedom: 8, noncentrality: interval.lower * root)
    let high = try NoncentralTDistribution(degreesOfFreedom: 8, noncentrality: interval.upper * root)
    expectAgreement(low.upperTail(t), 0.05, digits: 10)
    expectAgreement(high.lowerTail(t), 0.05, digits: 10)
  }

  @Test func theCorrectionIsKnownAtTwoDegreesOfFreedom() throws {
    // J(2) = Γ(1) / Γ(½) = 1/√π.
    let found = try HedgesG([0.0, 1], against: [2, 4])
    expectAgreement(found.correctionFactor, 1 / Double.pi.squareRoot(), digits: 15)
  }

  @Test func theCorrectionTendsToOne() throws {
    let large = try Moments(count: 1_000_000_000, mean: 1, standardDeviation: 1)
    let found = try HedgesG(large, against: Moments(count: 1_000_000_000, mean: 1, standardDeviation: 1))
    expectAgreement(1 - found.correctionFactor, 3 / (4 * 1_999_999_998.0 - 1), digits: 5)
  }

  @Test func swappingNegatesAndScaleDoesNotMatter() throws {
    let one = try HedgesG(Self.treated, against: Self.control)
    let other = try HedgesG(Self.control.map { $0 * 8 + 3 }, against: Self.treated.map { $0 * 8 + 3 })
    expectAgreement(one.g.value, -other.g.value, digits: 13)
    expectAgreement(limits(one.g)[0], -limits(other.g)[1], digits: 10)
    let greater = try HedgesG(Self.treated, against: Self.control, alternative: .greater)
    #expect(limits(greater.g)[1] == .infinity)
    let wide = try HedgesG(Self.treated, against: Self.control, confidence: 0.9)
    expectAgreement(limits(greater.g)[0], limits(wide.g)[0], digits: 11)
  }

  // Refusals

  @Test func refusesWhatHasNoUnit() throws {
    expectRefusal(.tooFew) { try HedgesG([1.0], against: [1, 2]) }
    expectRefusal(.notFinite) { try HedgesG([1, .infinity], against: [1, 2]) }
    expectRefusal(.constant) { try HedgesG([3, 3], against: [5, 5, 5]) }
    expectRefusal(.outOfRange) { try HedgesG([1, 2], against: [3, 5], confidence: .nan) }
    // A difference of so many standard errors is beyond the noncentral t distribution.
    expectRefusal(.outOfRange) { try HedgesG([1, 1 + 1e-9], against: [3, 3 + 1e-9]) }
  }

  // Print

  @Test func printsItsFinding() throws {
    let found = try HedgesG(Self.treated, against: Self.control)
    #expect(
      found.description == """
        Hedges' g: first - second
          Hedges' g  0.99  95% CI [-0.27, 2.20]
          Cohen's d  1.10  95% CI [-0.30, 2.44]
          n = 6, 4   means = 4.23, 3.28   SDs = 0.65, 1.15   pooled SD = 0.87   J = .903
          all 10 cases used
          denominator: pooled SD; correction: exact; interval: two-sided
          Note: The intervals assume normal groups of equal variance.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try HedgesG(Self.treated, against: Self.control) }
    try checkFinding { try HedgesG(Self.treated, against: Self.control, alternative: .less) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("HedgesG") { print in
      // page
      let participants = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75]
      let trust = try HedgesG(participants, against: others)
      print(trust.named("generalized trust", "participant", "other"))
      // end
    }
  }
}
