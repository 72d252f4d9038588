import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct EvenOddConsistencyTests {
  // Three scales of two items, four respondents: consistent, reversed, constant, with gaps.
  static let scales: [[[Double?]]] = [
    [[1, 1, 3, nil], [2, 5, 3, 2]], [[3, 3, 3, 1], [3, 3, 3, nil]], [[5, 5, 3, 2], [5, 1, 3, 2]],
  ]

  @Test(arguments: try Fixture.cases("EvenOddConsistency"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let items = try screenedItems(reference)
    let names = try reference.options["items"].strings()
    let reversed = Set(try reference.options["reversed"].strings())
    let keyed = zip(names, items).map { name, item in
      reversed.contains(name) ? item.map { $0.map { 7 - $0 } } : item
    }
    let scales = (0..<5).map { Array(keyed[5 * $0..<5 * $0 + 5]) }
    let index = try EvenOddConsistency(scales)
    try expectValues(index.correlations, reference.expected["correlations"], digits: 11, floor: 1e-14)
    try expectValues(index.values, reference.expected["values"], digits: 10, floor: 1e-13)
  }

  @Test func consistentAnswersComeNearOneAndContraryOnesReachMinusOne() throws {
    let index = try EvenOddConsistency(Self.scales)
    #expect((index.values[0] ?? 0) > 0.95 && index.values[1] == -1)
    #expect(index.values[2] == nil && index.values[3] == nil && index.flagged == [1])
    #expect(index.cases.used == 2)
  }

  @Test func theOrderOfScalesDoesNotMatter() throws {
    let plain = try EvenOddConsistency(Self.scales).values
    let turned = try EvenOddConsistency(Self.scales.reversed()).values
    for (one, other) in zip(plain, turned) where one != nil {
      expectAgreement(other ?? .nan, one ?? .nan, digits: 13)
    }
  }

  @Test func refusesWhatHasNoHalves() {
    expectRefusal(.tooFew) { try EvenOddConsistency(Array(Self.scales.prefix(2))) }
    expectRefusal(.tooFew) { try EvenOddConsistency([[[1]], [[1]], [[1]]]) }
    expectRefusal(.lengthMismatch) { try EvenOddConsistency(Self.scales + [[[1], [2]]]) }
    expectRefusal(.notFinite) { try EvenOddConsistency(Self.scales + [[[1, 2, 3, .nan], [1, 2, 3, 4]]]) }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try EvenOddConsistency(Self.scales) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("EvenOddConsistency") { print in
      // page
      // Three scales of four items, reverse-keyed items reversed; four respondents.
      let trust: [[Double?]] = [[4, 2, 3, 1], [4, 1, 3, 5], [5, 2, 2, 2], [4, 2, 3, 4]]
      let motivation: [[Double?]] = [[2, 5, 3, 5], [2, 4, 3, 1], [1, 5, 4, 4], [2, 5, 3, 2]]
      let control: [[Double?]] = [[3, 3, 1, 2], [3, 4, 1, 4], [4, 3, 2, 1], [3, 3, 1, 5]]
      print(try EvenOddConsistency([trust, motivation, control]))
      // end
    }
  }
}
