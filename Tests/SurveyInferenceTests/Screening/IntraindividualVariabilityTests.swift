import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct IntraindividualVariabilityTests {
  static let items: [[Double?]] = [[1, 3, 2, nil], [5, 3, 4, 2], [2, 3, nil, nil], [4, 3, 3, nil]]

  @Test(arguments: try Fixture.cases("IntraindividualVariability"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let index = try IntraindividualVariability(screenedItems(reference))
    try expectValues(index.values, reference.expected["values"], digits: 13)
  }

  @Test func straightAnswersHaveNoneAndOneAnswerHasNoValue() throws {
    let index = try IntraindividualVariability(Self.items, flagging: .atMost(0))
    #expect(index.values[1] == 0 && index.values[3] == nil && index.flagged == [1])
    #expect(index.cases.exclusionText == "1 with fewer than two answers")
  }

  @Test func shiftsChangeNothingAndScalesMultiply() throws {
    let plain = try IntraindividualVariability(Self.items).values
    let moved = try IntraindividualVariability(Self.items.map { $0.map { $0.map { 10 - 2 * $0 } } }).values
    for (one, other) in zip(plain, moved) where one != nil {
      expectAgreement(other ?? .nan, 2 * (one ?? .nan), digits: 14)
    }
    #expect(try IntraindividualVariability(Self.items.reversed()).values[0] == plain[0])
  }

  @Test func theMostExtremeAreTheLowest() throws {
    let index = try IntraindividualVariability(Self.items, flagging: .mostExtreme(share: 0.4))
    #expect(index.flagged == [1])
  }

  @Test func refusesWhatHasNoSpread() {
    expectRefusal(.tooFew) { try IntraindividualVariability([[1, 2]]) }
    expectRefusal(.notFinite) { try IntraindividualVariability([[1], [.infinity]]) }
    expectRefusal(.outOfRange) { try IntraindividualVariability([[1e200], [-1e200]]) }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try IntraindividualVariability(Self.items, flagging: .atMost(1)) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("IntraindividualVariability") { print in
      // page
      let answers: [[Double?]] = [
        [4, 3, 2, 5, 4],
        [2, 3, 4, 5, 4],
        [4, 3, 2, 1, 5],
        [1, 3, nil, 4, 2],
        [5, 3, 4, 2, 3],
      ]
      print(try IntraindividualVariability(answers, flagging: .atMost(0.5)))
      // end
    }
  }
}
