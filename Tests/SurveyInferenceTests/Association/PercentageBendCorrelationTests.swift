import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct PercentageBendCorrelationTests {
  static let mood = [3.1, 4.5, 2.2, 5.0, 4.1, 3.7, 2.9, 4.8]
  static let sleep = [6.0, 7.5, 5.5, 8.0, 7.0, 7.5, 6.5, 7.0]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("PercentageBendCorrelation"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (x, y) = try reference.pairs()
    let found = try PercentageBendCorrelation(x, with: y)
    try expectAgreement(found.correlation.value, reference.expected["r"], digits: 11, "r")
    try expectAgreement(found.pValue, reference.expected["p"], digits: 10, "p")
  }

  // MARK: Laws

  @Test func unitsChangeNothingAndTurningTurns() throws {
    let plain = try PercentageBendCorrelation(Self.mood, with: Self.sleep)
    for factor in [0x1p600, 0x1p-600] {
      let moved = try PercentageBendCorrelation(
        Self.mood.map { $0 * factor }, with: Self.sleep.map { $0 / factor })
      expectAgreement(moved.correlation.value, plain.correlation.value, digits: 13)
    }
    let turned = try PercentageBendCorrelation(Self.mood.map { 9 - $0 }, with: Self.sleep)
    expectAgreement(turned.correlation.value, -plain.correlation.value, digits: 12)
    let swapped = try PercentageBendCorrelation(Self.sleep, with: Self.mood)
    expectAgreement(swapped.correlation.value, plain.correlation.value, digits: 14)
  }

  @Test func howFarAnOutlierGoesDoesNotMatter() throws {
    let near = try PercentageBendCorrelation(Self.mood + [50], with: Self.sleep + [6])
    let far = try PercentageBendCorrelation(Self.mood + [5_000], with: Self.sleep + [6])
    expectAgreement(far.correlation.value, near.correlation.value, digits: 9)
    #expect(near.bentCounts[0] >= 1)
  }

  // MARK: Edges and refusals

  @Test func refusesWhatHasNoCorrelation() {
    expectRefusal(.tooFew) { try PercentageBendCorrelation([1, 2, 3], with: [1, 2, 3]) }
    expectRefusal(.lengthMismatch) { try PercentageBendCorrelation([1, 2, 3, 4], with: [1, 2]) }
    expectRefusal(.notFinite) { try PercentageBendCorrelation([1, .nan, 3, 4], with: [1, 2, 3, 4]) }
    expectRefusal(.constant) { try PercentageBendCorrelation([1, 1, 1, 1], with: [1, 2, 3, 4]) }
    expectRefusal(.constant) { try PercentageBendCorrelation([1, 1, 1, 1, 1, 1, 1, 9], with: Self.sleep) }
    expectRefusal(.constant) { try PercentageBendCorrelation([0, 0, 0, 0], with: [1, 2, 3, 4]) }
    for bend in [-0.1, 0.6, .nan] {
      expectRefusal(.outOfRange) { try PercentageBendCorrelation(Self.mood, with: Self.sleep, bend: bend) }
    }
  }

  // MARK: Conformance and page

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ side: Alternative) throws {
    try checkFinding { try PercentageBendCorrelation(Self.mood, with: Self.sleep, alternative: side) }
    try checkFinding {
      try PercentageBendCorrelation(
        Self.mood, with: Self.sleep, bootstrap: .percentile(resamples: 99, seed: 2))
    }
    try checkFinding { try PercentageBendCorrelation([1, 2, 3, 4], with: [1, 2, 3, 4], bend: 0) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("PercentageBendCorrelation") { print in
      // page
      let mood = [3.1, 4.5, 2.2, 5.0, 4.1, 3.7, 2.9, 48.0]
      let sleep = [6.0, 7.5, 5.5, 8.0, 7.0, 7.5, 6.5, 7.0]
      let correlation = try PercentageBendCorrelation(mood, with: sleep)
      print(correlation.named("a diary week", "mood", "hours of sleep"))
      // end
    }
  }
}
