import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct TestRetestReliabilityTests {
  @Test(arguments: try Fixture.cases("TestRetestReliability"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let names = [try reference.options["time1"].string(), try reference.options["time2"].string()]
    let columns = try reference.data().complete(names)
    // The reference takes 1.96 for the normal quantile.
    let finding = try TestRetestReliability(columns[1], against: columns[0], multiplier: 1.96)
    let expected = reference.expected
    #expect(finding.count == (try expected["n"].integer()))
    func check(_ value: Double?, _ key: String) throws {
      try expectAgreement(value, expected[key], digits: 10, key)
    }
    try check(finding.pearson?.value, "pearson")
    let interval = try #require(finding.pearson?.interval)
    try expectAgreement(
      [interval.lower, interval.upper], expected["pearson_ci95"], digits: 10, "interval of r")
    try check(finding.spearman?.value, "spearman")
    try check(finding.agreement.value, "icc2_1")
    let limits = try #require(finding.agreement.interval)
    try expectAgreement([limits.lower, limits.upper], expected["icc2_1_ci"], digits: 10, "interval of ICC")
    try check(finding.consistency.value, "icc3_1")
    try check(finding.standardErrorFromCorrelation, "sem_from_sd1")
    try check(finding.standardErrorOfConsistency, "sem_consistency")
    try check(finding.smallestDetectableChange, "sdc95")
    try check(finding.meanDifference.value, "mean_diff")
    try check(finding.limitsOfAgreement.lower, "loa_low")
    try check(finding.limitsOfAgreement.upper, "loa_high")
  }

  private static let first: [Double] = [12, 15, 9, 20, 14, 11, 17, 8]
  private static let second: [Double] = [13, 17, 8, 22, 15, 13, 16, 10]

  @Test func shiftingAnOccasionLowersAgreementOnly() throws {
    let plain = try TestRetestReliability(Self.second, against: Self.first)
    let shifted = try TestRetestReliability(Self.second.map { $0 + 10 }, against: Self.first)
    expectAgreement(shifted.consistency.value, plain.consistency.value, digits: 12)
    expectAgreement(shifted.pearson?.value ?? 0, plain.pearson?.value ?? 1, digits: 12)
    expectAgreement(shifted.meanDifference.value, plain.meanDifference.value + 10, digits: 12)
    #expect(shifted.agreement.value < plain.agreement.value)
    #expect(shifted.standardErrorOfAgreement > plain.standardErrorOfAgreement)
    expectAgreement(shifted.smallestDetectableChange, plain.smallestDetectableChange, digits: 12)
  }

  @Test func scalingScalesTheErrors() throws {
    let plain = try TestRetestReliability(Self.second, against: Self.first)
    for factor in [1e-150, 1e150] {
      let scaled = try TestRetestReliability(
        Self.second.map { $0 * factor }, against: Self.first.map { $0 * factor })
      expectAgreement(scaled.agreement.value, plain.agreement.value, digits: 12)
      expectAgreement(scaled.agreement.interval?.lower ?? 0, plain.agreement.interval?.lower ?? 1, digits: 11)
      expectAgreement(
        scaled.consistency.interval?.upper ?? 0, plain.consistency.interval?.upper ?? 1, digits: 11)
      expectAgreement(
        scaled.standardErrorOfConsistency, plain.standardErrorOfConsistency * factor, digits: 12)
    }
  }

  @Test func theMeanDifferenceIsThatOfThePairedTest() throws {
    let finding = try TestRetestReliability(Self.second, against: Self.first)
    let test = try PairedTTest(Self.second, against: Self.first)
    expectAgreement(finding.meanDifference.value, test.difference.value, digits: 13)
    expectAgreement(
      finding.meanDifference.interval?.lower ?? 0, test.difference.interval?.lower ?? 1, digits: 11)
  }

  @Test func perfectAgreementHasNoErrorAndNoInterval() throws {
    let finding = try TestRetestReliability(Self.first, against: Self.first)
    #expect(finding.agreement.value == 1 && finding.consistency.value == 1)
    #expect(finding.agreement.interval == nil && finding.consistency.interval == nil)
    #expect(finding.standardErrorOfAgreement == 0 && finding.smallestDetectableChange == 0)
    try checkFinding { try TestRetestReliability(Self.first, against: Self.first) }
  }

  @Test func aConstantOccasionLeavesWhatNeedsNoCorrelation() throws {
    let finding = try TestRetestReliability(Self.first, against: [Double](repeating: 10, count: 8))
    #expect(finding.pearson == nil && finding.spearman == nil && finding.standardErrorFromCorrelation == nil)
    expectAgreement(finding.consistency.value, 0, digits: 12)
    try checkFinding { try TestRetestReliability(Self.first, against: [Double](repeating: 10, count: 8)) }
  }

  @Test func refusesWhatHasNoAgreement() throws {
    expectRefusal(.tooFew) { try TestRetestReliability([1, 2], against: [2, 3]) }
    expectRefusal(.lengthMismatch) { try TestRetestReliability([1, 2, 3], against: [2, 3, 4, 5]) }
    expectRefusal(.notFinite) { try TestRetestReliability([1, 2, .nan], against: [2, 3, 4]) }
    expectRefusal(.constant) { try TestRetestReliability([1, 1, 1], against: [2, 2, 2]) }
    expectRefusal(.outOfRange) { try TestRetestReliability([1e200, 1, 2], against: [2, 3, 4]) }
    expectRefusal(.outOfRange) { try TestRetestReliability(Self.first, against: Self.second, confidence: 1) }
    for multiplier in [0, -1, .nan, .infinity] {
      expectRefusal(.outOfRange) {
        try TestRetestReliability(Self.first, against: Self.second, multiplier: multiplier)
      }
    }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try TestRetestReliability(Self.second, against: Self.first) }
    try checkFinding { try TestRetestReliability([3, 1, 2], against: [1, 2, 3]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("TestRetestReliability") { print in
      // page
      let march: [Double] = [12, 15, 9, 20, 14, 11, 17, 8]
      let april: [Double] = [13, 17, 8, 22, 15, 13, 16, 10]
      print(try TestRetestReliability(april, against: march).named("well-being", "April", "March"))
      // end
    }
  }
}
