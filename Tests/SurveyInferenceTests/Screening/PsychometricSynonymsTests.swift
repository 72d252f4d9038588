import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct PsychometricSynonymsTests {
  // Six items, the second of each pair close to the first; the last respondent answers at random.
  static let items: [[Double?]] = [
    [1, 2, 3, 4, 5, 2], [1, 2, 3, 5, 5, 5], [5, 4, 2, 1, 3, 4], [5, 4, 1, 2, 3, 1], [2, 5, 1, 4, 3, 3],
    [3, 5, 1, 4, 2, 4],
  ]

  @Test(arguments: try Fixture.cases("PsychometricSynonyms"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let kind = try #require(PsychometricSynonyms.Kind(rawValue: try reference.options["kind"].string()))
    let critical = try reference.options["critical"].number()
    let expected = reference.expected
    guard try expected["first"].array().count >= 3 else {
      // Fewer than three pairs are refused, and the strongest correlation is named.
      expectRefusal(.tooFew) {
        try PsychometricSynonyms(screenedItems(reference), kind: kind, critical: critical)
      }
      return
    }
    let index = try PsychometricSynonyms(screenedItems(reference), kind: kind, critical: critical)
    try expectAgreement(index.pairs.map { Double($0.first) }, expected["first"], digits: 16)
    try expectAgreement(index.pairs.map { Double($0.second) }, expected["second"], digits: 16)
    try expectAgreement(index.pairs.map(\.correlation), expected["correlations"], digits: 11)
    try expectValues(index.values, expected["values"], digits: 10, floor: 1e-13)
  }

  @Test func whoContradictsThePairsIsFlagged() throws {
    let index = try PsychometricSynonyms(Self.items, critical: 0.3)
    #expect(index.pairs.contains { $0.first == 0 && $0.second == 1 })
    #expect((index.values[0] ?? 0) > (index.values[5] ?? 1))
    #expect(index.flagged == index.values.indices.filter { (index.values[$0] ?? 1) <= 0 })
  }

  @Test func antonymsAreSynonymsOfATurnedItem() throws {
    // Three variables that hardly correlate, each asked twice with one answer changed.
    let once: [[Double]] = [
      [1, 2, 3, 4, 5, 2, 4, 3], [3, 5, 1, 4, 2, 1, 3, 5], [2, 4, 4, 1, 3, 5, 2, 1],
    ]
    let twice = once.map { [3] + $0.dropFirst() }
    let items = zip(once, twice).flatMap { [$0, $1] }
    let turned = items.enumerated().map { index, item in
      index % 2 == 0 ? item : item.map { 6 - $0 }
    }
    let synonyms = try PsychometricSynonyms(items, critical: 0.75)
    let antonyms = try PsychometricSynonyms(turned, kind: .antonyms, critical: 0.75)
    #expect(synonyms.pairs.map(\.first) == [0, 2, 4])
    #expect(synonyms.pairs.map(\.first) == antonyms.pairs.map(\.first))
    #expect(synonyms.pairs.map(\.second) == antonyms.pairs.map(\.second))
    for (one, other) in zip(synonyms.values, antonyms.values) where one != nil {
      expectAgreement(other ?? .nan, -(one ?? .nan), digits: 12, floor: 1e-14)
    }
    #expect(antonyms.report.title == "Psychometric antonyms")
  }

  @Test func tooFewPairsNameTheStrongestCorrelation() {
    do {
      _ = try PsychometricSynonyms(Self.items, critical: 0.99)
      Issue.record("expected a refusal")
    } catch {
      #expect(error.code == .tooFew && (error.remedy ?? "").contains("the strongest correlation is ."))
    }
  }

  @Test func refusesWhatHasNoPairs() {
    expectRefusal(.tooFew) { try PsychometricSynonyms([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try PsychometricSynonyms([[1, 1], [2, 2], [3, 3]]) }
    expectRefusal(.tooFew) { try PsychometricSynonyms([[nil, nil], [nil, nil], [nil, nil]]) }
    for critical in [0, -0.5, 1.1, .nan] {
      expectRefusal(.outOfRange) { try PsychometricSynonyms(Self.items, critical: critical) }
    }
    expectRefusal(.lengthMismatch) { try PsychometricSynonyms([[1, 2], [1]]) }
    expectRefusal(.infeasible) {
      try PsychometricSynonyms([[Double?]](repeating: [Double?](repeating: 1, count: 50), count: 10_000))
    }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try PsychometricSynonyms(Self.items) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("PsychometricSynonyms") { print in
      // page
      let answers: [[Double?]] = [
        [1, 2, 3, 4, 5, 2],
        [1, 2, 3, 5, 5, 5],
        [5, 4, 2, 1, 3, 4],
        [5, 4, 1, 2, 3, 1],
        [2, 5, 1, 4, 3, 3],
        [3, 5, 1, 4, 2, 4],
      ]
      print(try PsychometricSynonyms(answers, critical: 0.5))
      // end
    }
  }
}
