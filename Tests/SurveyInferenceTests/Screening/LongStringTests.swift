import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct LongStringTests {
  // Four respondents' answers to six items.
  static let items: [[Double?]] = [
    [1, 3, 2, nil], [1, 3, 4, nil], [2, 3, 4, nil], [2, nil, 4, nil], [2, 3, 1, nil], [2, 3, 5, nil],
  ]

  @Test(arguments: try Fixture.cases("LongString"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let index = try LongString(screenedItems(reference))
    try expectValues(index.values, reference.expected["longest"], digits: 16)
    try expectValues(index.averages, reference.expected["average"], digits: 14)
  }

  @Test func aGapEndsARun() throws {
    let index = try LongString(Self.items)
    #expect(index.values == [4, 3, 3, nil] && index.averages == [3, 2.5, 1.5, nil])
    #expect(index.flagged == [0, 1, 2] && index.rule == .atLeast(3))
    #expect(index.cases.exclusionText == "1 without any answer")
  }

  @Test func theOrderOfRespondentsDoesNotMatterThatOfItemsDoes() throws {
    let turned = try LongString(Self.items.map { $0.reversed() })
    #expect(turned.values == [nil, 3, 3, 4])
    #expect(try LongString(Self.items.reversed()).values == [4, 3, 3, nil])
    let mixed = try LongString([0, 3, 1, 4, 2, 5].map { Self.items[$0] })
    // 1 2 1 2 2 2 in place of 1 1 2 2 2 2.
    #expect(mixed.values[0] == 3)
  }

  @Test func flagsFollowTheRule() throws {
    func flagged(_ rule: FlagRule) throws -> [Int] { try LongString(Self.items, flagging: rule).flagged }
    #expect(try flagged(.never) == [] && flagged(.atLeast(4)) == [0] && flagged(.atMost(3)) == [1, 2])
    #expect(try flagged(.mostExtreme(share: 0.34)) == [0] && flagged(.mostExtreme(share: 0)) == [])
    // The second and the third are tied.
    #expect(
      try flagged(.mostExtreme(share: 0.67)) == [0, 1, 2] && flagged(.mostExtreme(share: 1)) == [0, 1, 2])
    #expect(try flagged(.atLeast(.infinity)) == [] && flagged(.atLeast(-.infinity)) == [0, 1, 2])
  }

  @Test func refusesWhatHasNoRuns() {
    expectRefusal(.tooFew) { try LongString([]) }
    expectRefusal(.tooFew) { try LongString([[1, 2]]) }
    expectRefusal(.tooFew) { try LongString([[], []]) }
    expectRefusal(.lengthMismatch) { try LongString([[1, 2], [1]]) }
    expectRefusal(.lengthMismatch) { try LongString(Self.items, respondents: ["a"]) }
    expectRefusal(.notFinite) { try LongString([[1, .nan], [1, 2]]) }
    for rule in [FlagRule.atLeast(.nan), .atMost(.nan), .mostExtreme(share: 1.1), .mostExtreme(share: .nan)] {
      expectRefusal(.outOfRange) { try LongString(Self.items, flagging: rule) }
    }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try LongString(Self.items, respondents: ["a", "b", "c", "d"]) }
    try checkFinding { try LongString([[nil], [nil]]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("LongString") { print in
      // page
      // One array to an item, in the order in which they were asked; five respondents.
      let answers: [[Double?]] = [
        [4, 3, 2, 5, 4],
        [2, 3, 4, 5, 4],
        [4, 3, 2, 5, 5],
        [1, 3, nil, 4, 2],
        [5, 3, 4, 4, 3],
        [2, 3, 3, 5, 4],
      ]
      print(try LongString(answers, flagging: .atLeast(4), respondents: ["p1", "p2", "p3", "p4", "p5"]))
      // end
    }
  }
}
