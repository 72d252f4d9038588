@testable import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct PairedTTestTests {
  static let before = [3.2, 4.1, 2.8, 3.9, 4.5, 3.3, 2.9, 4.0]
  static let after = [2.9, 3.6, 2.9, 3.1, 4.2, 3.0, 2.1, 3.8]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("PairedTTest", method: "paired t"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (x, y) = try reference.pairs()
    let found = try PairedTTest(
      x, against: y, alternative: referenceAlternative(reference),
      confidence: reference.options["conf_level"].number())
    let expected = reference.expected
    #expect(found.differences.count == (try expected["n"].integer()))
    try expectAgreement(found.difference.value, expected["mean_diff"], digits: 11, floor: 1e-15, "difference")
    try expectAgreement(found.differences.standardDeviation, expected["sd_diff"], digits: 11, "SD")
    try expectAgreement(found.difference.standardError, expected["stderr"], digits: 11, "SE")
    try expectAgreement(found.statistic.value, expected["statistic"], digits: 11, floor: 1e-14, "t")
    try expectAgreement(found.pValue, expected["p"], digits: 11, "p")
    try expectAgreement(found.difference.interval?.lower, expected["ci_low"], digits: 11, "lower")
    try expectAgreement(found.difference.interval?.upper, expected["ci_high"], digits: 11, "upper")
  }

  @Test(arguments: try Fixture.cases("PairedTTest", method: "paired effect sizes, reliable change"))
  func effectsAgreeWithReference(_ reference: Fixture.Case) throws {
    let (x, y) = try reference.pairs()
    let found = try PairedTTest(x, against: y, confidence: reference.options["conf_level"].number())
    let expected = reference.expected
    try expectAgreement(found.correlation, expected["r"], digits: 11, "r")
    try expectAgreement(found.effectOfDifferences.value, expected["d_z"], digits: 11, floor: 1e-15, "d_z")
    try expectAgreement(
      found.averageVarianceEffect.value, expected["d_av_rms_sd"], digits: 11, floor: 1e-15, "d_av")
    let interval = try #require(found.effectOfDifferences.interval)
    try expectAgreement([interval.lower, interval.upper], expected["d_z_ci"], digits: 8, "interval of d_z")
  }

  // MARK: Laws

  @Test func swappingTheOccasionsNegates() throws {
    let plain = try PairedTTest(Self.after, against: Self.before, alternative: .less)
    let swapped = try PairedTTest(Self.before, against: Self.after, alternative: .greater)
    expectAgreement(swapped.difference.value, -plain.difference.value, digits: 14)
    expectAgreement(swapped.pValue, plain.pValue, digits: 13)
    expectAgreement(swapped.averageVarianceEffect.value, -plain.averageVarianceEffect.value, digits: 14)
    expectAgreement(
      swapped.effectOfDifferences.interval?.lower ?? .nan,
      -(plain.effectOfDifferences.interval?.upper ?? .nan), digits: 11)
  }

  @Test func shiftAndScaleKeepTAndTheEffects() throws {
    let plain = try PairedTTest(Self.after, against: Self.before)
    let moved = try PairedTTest(Self.after.map { 2 + 8 * $0 }, against: Self.before.map { 2 + 8 * $0 })
    expectAgreement(moved.statistic.value, plain.statistic.value, digits: 12)
    expectAgreement(moved.difference.value, 8 * plain.difference.value, digits: 12)
    expectAgreement(moved.averageVarianceEffect.value, plain.averageVarianceEffect.value, digits: 12)
    expectAgreement(
      moved.averageVarianceEffect.interval?.lower ?? .nan,
      plain.averageVarianceEffect.interval?.lower ?? .nan, digits: 12)
  }

  @Test func theVarianceOfTheDifferencesFollowsFromTheOccasions() throws {
    let found = try PairedTTest(Self.after, against: Self.before)
    let deviations = found.occasions.map { $0.standardDeviation ?? .nan }
    let r = try #require(found.correlation)
    let variance =
      deviations[0] * deviations[0] + deviations[1] * deviations[1] - 2 * r * deviations[0] * deviations[1]
    expectAgreement(found.differences.variance ?? .nan, variance, digits: 12)
  }

  /// Bonett's interval of d_av, in 1,500 samples of 40 pairs with unequal variances.
  @Test func intervalOfTheAverageVarianceEffectKeepsItsLevel() throws {
    var numbers = FixedNumbers(seed: 2008)
    let truth = 0.8 / 2.5.squareRoot()
    var covered = 0
    for _ in 0..<1_500 {
      var (before, after) = ([Double](), [Double]())
      for _ in 0..<40 {
        let (common, own, other) = (numbers.bell(), numbers.bell(), numbers.bell())
        before.append(0.7.squareRoot() * common + 0.3.squareRoot() * own)
        after.append(0.8 + 2 * (0.7.squareRoot() * common + 0.3.squareRoot() * other))
      }
      let effect = try PairedTTest.averageVarianceEffect(
        PairSums(after, before), Moments(zip(after, before).map { $0 - $1 }), confidence: 0.95)
      if effect.interval?.contains(truth) == true { covered += 1 }
    }
    // Three standard errors of the simulated level are .017.
    #expect((1_400...1_450).contains(covered), "\(covered) of 1,500")
  }

  // MARK: Edges and refusals

  @Test func aConstantOccasionHasNoCorrelationAndStillATest() throws {
    let found = try PairedTTest([1, 2, 3], against: [2, 2, 2])
    #expect(found.correlation == nil)
    try checkFinding { try PairedTTest([1, 2, 3], against: [2, 2, 2]) }
  }

  @Test func refusesWhatHasNoTest() {
    expectRefusal(.tooFew) { try PairedTTest([], against: []) }
    expectRefusal(.tooFew) { try PairedTTest([1], against: [2]) }
    expectRefusal(.lengthMismatch) { try PairedTTest([1, 2], against: [2]) }
    expectRefusal(.notFinite) { try PairedTTest([1, .nan], against: [2, 3]) }
    expectRefusal(.notFinite) { try PairedTTest([1, 2], against: [2, .infinity]) }
    expectRefusal(.constant) { try PairedTTest([2, 3, 4], against: [1, 2, 3]) }
    expectRefusal(.constant) { try PairedTTest([2, 3], against: [2, 3]) }
    expectRefusal(.outOfRange) { try PairedTTest([1.7e308, 1], against: [-1.7e308, 2]) }
    expectRefusal(.outOfRange) { try PairedTTest([1, 2], against: [2, 4], confidence: .nan) }
    expectRefusal(.constant) { try PairedTTest([1e-200, 2e-200], against: [0, 0]) }
  }

  // MARK: Conformance and page

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ alternative: Alternative) throws {
    try checkFinding { try PairedTTest(Self.after, against: Self.before, alternative: alternative) }
    try checkFinding { try PairedTTest([1, 2], against: [2, 4], alternative: alternative) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("PairedTTest") { print in
      // page
      let before = [3.2, 4.1, 2.8, 3.9, 4.5, 3.3, 2.9, 4.0]
      let after = [2.9, 3.6, 2.9, 3.1, 4.2, 3.0, 2.1, 3.8]
      print(try PairedTTest(after, against: before).named("generalized trust"))
      // end
    }
  }
}
