import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct PearsonCorrelationTests {
  static let mood = [3.1, 4.5, 2.2, 5.0, 4.1, 3.7, 2.9, 4.8]
  static let sleep = [6.0, 7.5, 5.5, 8.0, 7.0, 7.5, 6.5, 7.0]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("PearsonCorrelation"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (x, y) = try reference.pairs()
    let confidence = try reference.options["conf_level"].number()
    let found = try PearsonCorrelation(
      x, with: y, alternative: referenceAlternative(reference), confidence: confidence)
    let expected = reference.expected
    #expect(found.variables[0].count == (try expected["n"].integer()))
    try expectAgreement(found.correlation.value, expected["estimate"], digits: 11, "r")
    try expectAgreement(found.statistic.value, expected["statistic"], digits: 11, "t")
    try expectAgreement(found.pValue, expected["p"], digits: 11, "p")
    try expectAgreement(found.correlation.interval?.lower, expected["ci_low"], digits: 11, "lower")
    try expectAgreement(found.correlation.interval?.upper, expected["ci_high"], digits: 11, "upper")
  }

  // MARK: Laws

  @Test func itIsSymmetric() throws {
    let one = try PearsonCorrelation(Self.mood, with: Self.sleep)
    let other = try PearsonCorrelation(Self.sleep, with: Self.mood)
    #expect(one.correlation == other.correlation && one.pValue == other.pValue)
  }

  @Test func turningOneVariableNegates() throws {
    let plain = try PearsonCorrelation(Self.mood, with: Self.sleep, alternative: .greater)
    let turned = try PearsonCorrelation(Self.mood, with: Self.sleep.map { -$0 }, alternative: .less)
    #expect(turned.correlation.value == -plain.correlation.value)
    #expect(turned.pValue == plain.pValue)
    expectAgreement(
      turned.correlation.interval?.upper ?? .nan, -(plain.correlation.interval?.lower ?? .nan), digits: 15)
  }

  @Test func shiftAndScaleChangeNothing() throws {
    let plain = try PearsonCorrelation(Self.mood, with: Self.sleep).correlation.value
    let moved = try PearsonCorrelation(Self.mood.map { 1e6 + $0 }, with: Self.sleep).correlation.value
    expectAgreement(moved, plain, digits: 9)
    for factor in [1e-140, 1e-5, 1e7, 1e140] {
      let scaled = try PearsonCorrelation(Self.mood.map { $0 * factor }, with: Self.sleep)
      expectAgreement(scaled.correlation.value, plain, digits: 13)
    }
  }

  @Test func theOrderOfCasesDoesNotMatter() throws {
    let plain = try PearsonCorrelation(Self.mood, with: Self.sleep).correlation.value
    let turned = try PearsonCorrelation(Self.mood.reversed(), with: Self.sleep.reversed())
    expectAgreement(turned.correlation.value, plain, digits: 15)
  }

  @Test func duplicatedCasesKeepTheCorrelation() throws {
    let plain = try PearsonCorrelation(Self.mood, with: Self.sleep).correlation.value
    let twice = try PearsonCorrelation(Self.mood + Self.mood, with: Self.sleep + Self.sleep)
    expectAgreement(twice.correlation.value, plain, digits: 15)
  }

  @Test func oneSidedProbabilitiesComplementEachOther() throws {
    let greater = try PearsonCorrelation(Self.mood, with: Self.sleep, alternative: .greater).pValue
    let less = try PearsonCorrelation(Self.mood, with: Self.sleep, alternative: .less).pValue
    let both = try PearsonCorrelation(Self.mood, with: Self.sleep).pValue
    expectAgreement(greater + less, 1, digits: 14)
    expectAgreement(both, 2 * min(greater, less), digits: 14)
  }

  // MARK: Edges and refusals

  @Test func pairsOnALineCorrelateFullyWithCertainty() throws {
    let up = try PearsonCorrelation([1, 2, 3, 4, 5], with: [2, 4, 6, 8, 10])
    #expect(up.correlation.value == 1 && up.pValue == 0 && up.statistic.value == .infinity)
    #expect(up.correlation.interval.map { [$0.lower, $0.upper] } == [1, 1])
    let down = try PearsonCorrelation([1, 2, 3, 4, 5], with: [5, 4, 3, 2, 1], alternative: .greater)
    #expect(down.correlation.value == -1 && down.pValue == 1)
    try checkFinding { try PearsonCorrelation([1, 2, 3, 4, 5], with: [2, 4, 6, 8, 10]) }
  }

  @Test func threePairsHaveATestButNoInterval() throws {
    let found = try PearsonCorrelation([1, 2, 4], with: [2, 1, 5])
    #expect(found.correlation.interval == nil)
    #expect(found.report.notes == ["Fisher's interval needs at least four pairs."])
    // With one degree of freedom t is Cauchy's: p is the share of the circle beyond r.
    try checkFinding { try PearsonCorrelation([1, 2, 4], with: [2, 1, 5]) }
  }

  @Test func refusesWhatHasNoCorrelation() {
    expectRefusal(.tooFew) { try PearsonCorrelation([], with: []) }
    expectRefusal(.tooFew) { try PearsonCorrelation([1, 2], with: [1, 3]) }
    expectRefusal(.lengthMismatch) { try PearsonCorrelation([1, 2, 3], with: [1, 2]) }
    expectRefusal(.notFinite) { try PearsonCorrelation([1, 2, .nan], with: [1, 2, 3]) }
    expectRefusal(.notFinite) { try PearsonCorrelation([1, 2, 3], with: [1, .infinity, 3]) }
    expectRefusal(.constant) { try PearsonCorrelation([0.1, 0.1, 0.1], with: [1, 2, 3]) }
    expectRefusal(.constant) { try PearsonCorrelation([1, 2, 3], with: [7, 7, 7]) }
    expectRefusal(.outOfRange) { try PearsonCorrelation(Self.mood, with: Self.sleep, confidence: 1) }
  }

  // MARK: Conformance and page

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ alternative: Alternative) throws {
    try checkFinding { try PearsonCorrelation(Self.mood, with: Self.sleep, alternative: alternative) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("PearsonCorrelation") { print in
      // page
      let mood = [3.1, 4.5, 2.2, 5.0, 4.1, 3.7, 2.9, 4.8]
      let sleep = [6.0, 7.5, 5.5, 8.0, 7.0, 7.5, 6.5, 7.0]
      let correlation = try PearsonCorrelation(mood, with: sleep)
      print(correlation.named("a diary week", "mood", "hours of sleep"))
      // end
    }
  }
}
