import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RepeatedMeasuresCorrelationTests {
  static let mood = [3.0, 4, 5, 1, 2, 2, 6, 5, 7]
  static let sleep = [6.0, 7, 7, 8, 9, 8, 5, 4, 6]
  static let persons = ["a", "a", "a", "b", "b", "b", "c", "c", "c"]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("RepeatedMeasuresCorrelation"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let options = reference.options
    let found = try RepeatedMeasuresCorrelation(
      options["x"].numbers(), with: options["y"].numbers(), within: options["person"].strings())
    let expected = reference.expected
    try expectAgreement(found.correlation.value, expected["r"], digits: 10, "r")
    try expectAgreement(found.pValue, expected["p"], digits: 9, "p")
    #expect(found.statistic.reference == .t(degreesOfFreedom: try expected["df"].number()))
  }

  // MARK: Laws

  @Test func levelsOfPersonsChangeNothing() throws {
    let plain = try RepeatedMeasuresCorrelation(Self.mood, with: Self.sleep, within: Self.persons)
    let moved = try RepeatedMeasuresCorrelation(
      zip(Self.mood, Self.persons).map { $0 + ($1 == "b" ? 100 : 0) },
      with: zip(Self.sleep, Self.persons).map { $0 - ($1 == "c" ? 64 : 0) }, within: Self.persons)
    expectAgreement(moved.correlation.value, plain.correlation.value, digits: 12)
    let turned = try RepeatedMeasuresCorrelation(
      Self.mood.reversed(), with: Self.sleep.reversed(), within: Self.persons.reversed())
    expectAgreement(turned.correlation.value, plain.correlation.value, digits: 13)
    for factor in [0x1p500, 0x1p-500] {
      let scaled = try RepeatedMeasuresCorrelation(
        Self.mood.map { $0 * factor }, with: Self.sleep.map { $0 * factor }, within: Self.persons)
      expectAgreement(scaled.correlation.value, plain.correlation.value, digits: 13)
      expectAgreement(scaled.slope, plain.slope, digits: 13)
    }
  }

  /// One person: Pearson's correlation, its test and its interval.
  @Test func onePersonHasPearsonsCorrelation() throws {
    let found = try RepeatedMeasuresCorrelation(
      Self.mood, with: Self.sleep, within: [Int](repeating: 1, count: 9))
    let pearson = try PearsonCorrelation(Self.mood, with: Self.sleep)
    expectAgreement(found.correlation.value, pearson.correlation.value, digits: 13)
    expectAgreement(found.pValue, pearson.pValue, digits: 12)
    let (one, other) = (try #require(found.correlation.interval), try #require(pearson.correlation.interval))
    expectAgreement(one.lower, other.lower, digits: 12)
  }

  // MARK: Edges and refusals

  @Test func refusesWhatHasNoCorrelation() {
    expectRefusal(.tooFew) { try RepeatedMeasuresCorrelation([], with: [], within: [String]()) }
    expectRefusal(.tooFew) {
      try RepeatedMeasuresCorrelation([1, 2, 3, 4], with: [1, 2, 4, 3], within: [1, 1, 2, 2])
    }
    expectRefusal(.tooFew) {
      try RepeatedMeasuresCorrelation(Self.mood + [1], with: Self.sleep + [2], within: Self.persons + ["d"])
    }
    expectRefusal(.lengthMismatch) {
      try RepeatedMeasuresCorrelation(Self.mood, with: [1], within: Self.persons)
    }
    expectRefusal(.lengthMismatch) {
      try RepeatedMeasuresCorrelation(Self.mood, with: Self.sleep, within: [1])
    }
    expectRefusal(.notFinite) {
      try RepeatedMeasuresCorrelation(
        Self.mood.map { $0 == 1 ? .nan : $0 }, with: Self.sleep, within: Self.persons)
    }
    expectRefusal(.constant) {
      try RepeatedMeasuresCorrelation([1, 1, 1, 2, 2, 2, 3, 3, 3], with: Self.sleep, within: Self.persons)
    }
  }

  // MARK: Conformance and page

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ side: Alternative) throws {
    try checkFinding {
      try RepeatedMeasuresCorrelation(Self.mood, with: Self.sleep, within: Self.persons, alternative: side)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RepeatedMeasuresCorrelation") { print in
      // page
      // Three days of three persons.
      let mood = [3.0, 4, 5, 1, 2, 2, 6, 5, 7]
      let sleep = [6.0, 7, 7, 8, 9, 8, 5, 4, 6]
      let person = ["a", "a", "a", "b", "b", "b", "c", "c", "c"]
      let correlation = try RepeatedMeasuresCorrelation(mood, with: sleep, within: person)
      print(correlation.named("a diary", "mood", "hours of sleep"))
      // end
    }
  }
}
