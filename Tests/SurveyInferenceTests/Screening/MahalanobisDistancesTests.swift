import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MahalanobisDistancesTests {
  static let items: [[Double?]] = [
    [1, 2, 3, 4, 5, 2, 9, nil], [2, 1, 4, 3, 5, 2, 1, 3],
  ]

  @Test(arguments: try Fixture.cases("MahalanobisDistances"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let index = try MahalanobisDistances(screenedItems(reference))
    try expectValues(index.values, reference.expected["values"], digits: 11)
    try expectValues(index.pValues, reference.expected["p"], digits: 10)
    var cut: Double?
    if case .atLeast(let limit) = index.rule { cut = limit }
    try expectAgreement(cut, reference.expected["cut_001"], digits: 11)
  }

  /// For n cases and k items the squared distances add up to (n - 1)k.
  @Test func distancesAddUpToTheirExpectation() throws {
    let index = try MahalanobisDistances(Self.items)
    expectAgreement(index.values.compactMap { $0 }.reduce(0, +), 12, digits: 13)
    #expect(index.values[7] == nil && index.pValues[7] == nil)
    #expect(index.cases.exclusionText == "1 with an answer missing")
  }

  @Test func unitsAndLinearCombinationsDoNotMatter() throws {
    let plain = try MahalanobisDistances(Self.items).values
    let (first, second) = (Self.items[0], Self.items[1])
    let mixed = try MahalanobisDistances([
      first.map { $0.map { 1e6 - 1e-3 * $0 } },
      zip(first, second).map { x, y in x.flatMap { x in y.map { 3 * x - $0 } } },
    ]).values
    for (one, other) in zip(plain, mixed) where one != nil {
      expectAgreement(other ?? .nan, one ?? .nan, digits: 6)
    }
  }

  @Test func flagsFollowTheTail() throws {
    #expect(try MahalanobisDistances(Self.items, flaggingBeyond: nil).flagged == [])
    #expect(try MahalanobisDistances(Self.items, flaggingBeyond: 0.2).flagged == [6])
  }

  @Test func refusesWhatHasNoDistance() {
    expectRefusal(.tooFew) { try MahalanobisDistances([]) }
    expectRefusal(.tooFew) { try MahalanobisDistances([[1, 2], [2, 1]]) }
    expectRefusal(.constant) { try MahalanobisDistances([[1, 2, 3], [5, 5, 5]]) }
    expectRefusal(.rankDeficient) { try MahalanobisDistances([[1, 2, 3, 5], [2, 4, 6, 10]]) }
    expectRefusal(.notFinite) { try MahalanobisDistances([[1, 2, .nan]]) }
    expectRefusal(.lengthMismatch) { try MahalanobisDistances(Self.items, names: ["a"]) }
    for tail in [0, 1, -1, .nan] {
      expectRefusal(.outOfRange) { try MahalanobisDistances(Self.items, flaggingBeyond: tail) }
    }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try MahalanobisDistances(Self.items, flaggingBeyond: 0.2) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MahalanobisDistances") { print in
      // page
      let answers: [[Double?]] = [
        [1, 2, 3, 4, 5, 2, 5, 3],
        [2, 1, 4, 3, 5, 2, 1, nil],
      ]
      print(try MahalanobisDistances(answers, flaggingBeyond: 0.1))
      // end
    }
  }
}
