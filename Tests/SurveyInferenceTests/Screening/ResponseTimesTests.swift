import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

// No fixture: a value is a time divided by a number of items.
@Suite struct ResponseTimesTests {
  static let seconds: [Double?] = [120, 30, nil, 90, 60, 40]

  @Test func timesAreSharedOutOverTheItems() throws {
    let index = try ResponseTimes(Self.seconds, items: 20)
    #expect(index.values == [6, 1.5, nil, 4.5, 3, 2] && index.flagged == [1, 5])
    // The median of 6, 1.5, 4.5, 3 and 2 is 3.
    #expect(index.relativeSpeeds == [0.5, 2, nil, 3 / 4.5, 1, 1.5])
    #expect(index.cases.exclusionText == "1 without a recorded time")
  }

  @Test func theRelativeSpeedHasNoUnit() throws {
    let minutes = try ResponseTimes(Self.seconds.map { $0.map { $0 / 64 } }, items: 5)
    #expect(minutes.relativeSpeeds == (try ResponseTimes(Self.seconds, items: 20)).relativeSpeeds)
  }

  @Test func noTimeAtAllAndNoneRecordedAreDecided() throws {
    let index = try ResponseTimes([0, 10, nil], items: 1)
    #expect(index.values[0] == 0 && index.relativeSpeeds[0] == nil && index.flagged == [0])
    let empty = try ResponseTimes([nil, nil], items: 3)
    #expect(empty.flagged == [] && empty.cases.used == 0)
  }

  @Test func refusesTimesThatAreNone() {
    expectRefusal(.tooFew) { try ResponseTimes([], items: 3) }
    for items in [0, -1, Int.min] { expectRefusal(.tooFew) { try ResponseTimes([1], items: items) } }
    expectRefusal(.outOfRange) { try ResponseTimes([-1], items: 1) }
    expectRefusal(.notFinite) { try ResponseTimes([.nan], items: 1) }
    expectRefusal(.lengthMismatch) { try ResponseTimes([1], items: 1, respondents: ["a", "b"]) }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try ResponseTimes(Self.seconds, items: 20) }
    try checkFinding { try ResponseTimes([1e-300, 1e300], items: 1) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ResponseTimes") { print in
      // page
      let seconds: [Double?] = [182, 95, 41, nil, 130, 204]
      print(try ResponseTimes(seconds, items: 25, respondents: ["p1", "p2", "p3", "p4", "p5", "p6"]))
      // end
    }
  }
}
