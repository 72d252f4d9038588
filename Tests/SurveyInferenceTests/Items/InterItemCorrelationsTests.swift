import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct InterItemCorrelationsTests {
  static let items: [[Double]] = [
    [4, 3, 5, 2, 4, 1, 5, 3], [5, 3, 4, 2, 4, 2, 5, 2], [2, 3, 1, 4, 2, 5, 1, 4], [4, 4, 5, 1, 3, 2, 4, 3],
  ]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("InterItemCorrelations"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let names = try reference.options["items"].strings()
    let columns = try names.map { try reference.data().numbers($0) }
    let isPairwise = try reference.options["use"].string() == "pairwise.complete.obs"
    let found = try InterItemCorrelations(
      ItemAnswers(columns, in: -1_000...1_000, names: names), rule: isPairwise ? .pairwise : .listwise)
    let expected = reference.expected
    for row in names.indices {
      try expectAgreement(found.matrix[row].map { $0 ?? .nan }, expected["matrix"][row], digits: 11)
      #expect(found.counts[row].map(Double.init) == (try expected["counts"][row].numbers()))
    }
    try expectAgreement(found.mean, expected["mean"], digits: 11)
    try expectAgreement(found.smallest?.correlation, expected["minimum"], digits: 11)
    try expectAgreement(found.largest?.correlation, expected["maximum"], digits: 11)
    try expectAgreement(found.itemMeans.map { $0 ?? .nan }, expected["item_means"], digits: 11)
    #expect(found.negatives.count == (try expected["negatives"].integer()))
  }

  // MARK: Laws

  @Test func theMeanIsThatOfAlphasAnalysis() throws {
    let found = try InterItemCorrelations(Self.items)
    let alpha = try CronbachAlpha(Self.items)
    expectAgreement(try #require(found.mean), try #require(alpha.meanInterItemCorrelation), digits: 13)
    let r = try PearsonCorrelation(Self.items[1], with: Self.items[3]).correlation.value
    expectAgreement(try #require(found.matrix[1][3]), r, digits: 13)
  }

  @Test func completeAnswersGiveTheSameByEitherRule() throws {
    let answers = try ItemAnswers(Self.items.map { $0.map { $0 } }, in: 1...5)
    let (one, other) = (
      try InterItemCorrelations(answers), try InterItemCorrelations(answers, rule: .pairwise)
    )
    #expect(one.counts == other.counts)
    for row in Self.items.indices {
      for column in Self.items.indices {
        expectAgreement(
          try #require(one.matrix[row][column]), try #require(other.matrix[row][column]), digits: 13)
      }
    }
  }

  @Test func reversingAnItemNegatesItsCorrelations() throws {
    var turned = Self.items
    turned[2] = turned[2].map { 6 - $0 }
    let (one, other) = (try InterItemCorrelations(Self.items), try InterItemCorrelations(turned))
    expectAgreement(try #require(one.matrix[2][0]), -(try #require(other.matrix[2][0])), digits: 14)
    #expect(one.negatives.count == 3 && other.negatives.isEmpty && other.report.warnings.isEmpty)
    #expect(one.smallest?.second == 2 || one.smallest?.first == 2)
  }

  @Test func polychoricOnesAreThoseOfTheirOwnMethods() throws {
    let data = try Fixture.table("bfi240")
    let names = ["A1", "A2", "A3", "A4"]
    let columns = try names.map { try data.numbers($0) }
    let answers = try ItemAnswers(columns, in: 1...6, names: names)
    let found = try InterItemCorrelations(answers, kind: .polychoric)
    let matrix = try PolychoricMatrix(answers.complete)
    for row in names.indices {
      #expect(found.matrix[row] == names.indices.map { matrix[row, $0] })
    }
    let pairs = try InterItemCorrelations(answers, kind: .polychoric, rule: .pairwise)
    let complete = try data.complete(["A1", "A3"])
    let own = try PolychoricCorrelation(complete[0], with: complete[1]).correlation.value
    #expect(pairs.matrix[0][2] == own && pairs.counts[0][2] == complete[0].count)
    #expect(pairs.matrix[2][0] == own && pairs.matrix[1][1] == 1)
  }

  // MARK: Edges and refusals

  @Test func aConstantItemHasNoCorrelations() throws {
    let found = try InterItemCorrelations(Self.items + [Array(repeating: 3, count: 8)])
    #expect(found.matrix[4].allSatisfy { $0 == nil } && found.itemMeans[4] == nil)
    expectAgreement(
      try #require(found.mean), try #require(InterItemCorrelations(Self.items).mean), digits: 14)
    #expect(
      found.report.warnings.first == "5 does not vary: its correlations do not exist and are in no mean.")
    let ordinal = try InterItemCorrelations(Self.items + [Array(repeating: 3, count: 8)], kind: .polychoric)
    #expect(ordinal.matrix[4].allSatisfy { $0 == nil } && ordinal.matrix[0][1] != nil)
    let none = try InterItemCorrelations([[1, 1], [2, 2]])
    #expect(none.mean == nil && none.smallest == nil)
    try checkFinding { try InterItemCorrelations([[1, 1], [2, 2]]) }
  }

  @Test func pairsWithoutCommonCasesHaveNoCorrelation() throws {
    let answers = try ItemAnswers([[1, 2, nil, nil], [nil, nil, 1, 2], [1, 3, 2, 5]], in: 1...5)
    let found = try InterItemCorrelations(answers, rule: .pairwise)
    #expect(found.matrix[0][1] == nil && found.counts[0][1] == 0 && found.counts[0][0] == 2)
    #expect(found.matrix[0][2] == 1 && found.cases.used == 4)
    expectRefusal(.tooFew) { try InterItemCorrelations(answers) }
    try checkFinding { try InterItemCorrelations(answers, rule: .pairwise) }
  }

  @Test func refusesWhatCannotBeCorrelated() throws {
    expectRefusal(.tooFew) { try InterItemCorrelations([]) }
    expectRefusal(.tooFew) { try InterItemCorrelations([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try InterItemCorrelations([[1], [2]]) }
    expectRefusal(.lengthMismatch) { try InterItemCorrelations([[1, 2], [1, 2, 3]]) }
    expectRefusal(.lengthMismatch) { try InterItemCorrelations(Self.items, names: ["a"]) }
    expectRefusal(.notFinite) { try InterItemCorrelations([[1, .nan], [1, 2]]) }
    expectRefusal(.outOfRange) { try InterItemCorrelations([[-1e200, 1e200], [1, 2]]) }
    expectRefusal(.notFinite) { try InterItemCorrelations([[1, .nan], [1, 2]], kind: .polychoric) }
    expectRefusal(.infeasible) {
      try InterItemCorrelations(
        ItemAnswers(Array(repeating: [1, 2], count: 501), in: 1...5), rule: .pairwise)
    }
    let many = (0..<101).map(Double.init)
    expectRefusal(.infeasible) { try InterItemCorrelations([many, many], kind: .polychoric) }
    expectRefusal(.outOfRange) { try InterItemCorrelations([[0, 1e-200], [1, 2]]) }
    expectRefusal(.tooFew) {
      try InterItemCorrelations(ItemAnswers([[1, nil], [nil, 2]], in: 1...5), rule: .pairwise)
    }
  }

  // MARK: Print, conformance and page

  @Test func manyItemsAreSetInBlocks() throws {
    var numbers = FixedNumbers(seed: 5)
    let items = (0..<30).map { _ in numbers.integers(40, from: 1, below: 6) }
    let names = items.indices.map { "a question with a long wording about trust in people \($0)" }
    let lines = try InterItemCorrelations(items, names: names).description.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 100 })
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try InterItemCorrelations(Self.items) }
    try checkFinding { try InterItemCorrelations(Self.items, names: ["a", "b", "c", "d"]) }
    try checkFinding { try InterItemCorrelations(Self.items, kind: .polychoric) }
    try checkFinding { try InterItemCorrelations([[1, 2], [1, 2]], kind: .polychoric) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("InterItemCorrelations") { print in
      // page
      let answers: [[Double]] = [
        [4, 3, 5, 2, 4, 1, 5, 3],
        [5, 3, 4, 2, 4, 2, 5, 2],
        [2, 3, 1, 4, 2, 5, 1, 4],
        [4, 4, 5, 1, 3, 2, 4, 3],
      ]
      let correlations = try InterItemCorrelations(answers, names: ["trust1", "trust2", "trust3", "trust4"])
      print(correlations)
      // end
    }
  }
}
