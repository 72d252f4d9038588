import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

// No fixture: a screen counts the flags of indices that have fixtures of their own.
@Suite struct CarelessnessScreenTests {
  static let items = LongStringTests.items
  static let seconds: [Double?] = [10, 60, 70, nil]
  static let ids = ["a", "b", "c", "d"]

  static func screen() throws -> CarelessnessScreen {
    try CarelessnessScreen([
      LongString(items, flagging: .atLeast(4), respondents: ids),
      IntraindividualVariability(items, flagging: .atMost(0), respondents: ids),
      ResponseTimes(seconds, items: 6),
    ])
  }

  @Test func flagsAreCountedByRespondent() throws {
    let screen = try Self.screen()
    #expect(screen.flagCounts == [2, 1, 0, 0] && screen.respondents == Self.ids)
    #expect(screen.flagged(byAtLeast: 1) == [0, 1] && screen.flagged(byAtLeast: 2) == [0])
    #expect(screen.flagged(byAtLeast: 3) == [] && screen.flagged(byAtLeast: .max) == [])
    // Less than one flag is no condition, and selects nobody.
    #expect(screen.flagged(byAtLeast: 0) == [] && screen.flagged(byAtLeast: .min) == [])
    #expect(
      screen.indices.map(\.name) == ["longest string", "intra-individual variability", "seconds per item"])
  }

  @Test func theOrderOfTheIndicesDoesNotMatter() throws {
    let one = try Self.screen()
    let other = try CarelessnessScreen([
      ResponseTimes(Self.seconds, items: 6, respondents: Self.ids),
      LongString(Self.items, flagging: .atLeast(4)),
      IntraindividualVariability(Self.items, flagging: .atMost(0)),
    ])
    #expect(one.flagCounts == other.flagCounts && one.respondents == other.respondents)
  }

  @Test func refusesIndicesOfDifferentRespondents() throws {
    expectRefusal(.tooFew) { try CarelessnessScreen([]) }
    expectRefusal(.lengthMismatch) {
      try CarelessnessScreen([LongString(Self.items), ResponseTimes([1], items: 1)])
    }
    expectRefusal(.definition) {
      try CarelessnessScreen([
        LongString(Self.items, respondents: Self.ids),
        ResponseTimes(Self.seconds, items: 6, respondents: ["b", "a", "c", "d"]),
      ])
    }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try Self.screen() }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CarelessnessScreen") { print in
      // page
      let answers: [[Double?]] = [
        [4, 3, 2, 5, 4],
        [2, 3, 4, 5, 4],
        [4, 3, 2, 5, 5],
        [1, 3, nil, 4, 2],
        [5, 3, 4, 4, 3],
        [2, 3, 3, 5, 4],
      ]
      let ids = ["p1", "p2", "p3", "p4", "p5"]
      let screen = try CarelessnessScreen([
        LongString(answers, flagging: .atLeast(4), respondents: ids),
        IntraindividualVariability(answers, flagging: .atMost(0.5), respondents: ids),
        ResponseTimes([35, 8, 40, 52, 28], items: 6, respondents: ids),
      ])
      print(screen)
      // end
    }
  }
}
