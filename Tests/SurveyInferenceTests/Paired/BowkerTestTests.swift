import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BowkerTestTests {
  static let table = [[20, 10, 5], [3, 30, 15], [0, 5, 40]]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("BowkerTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let table = try reference.options["table"].array().map { try $0.numbers().map { Int($0) } }
    let found = try BowkerTest(table: table)
    let expected = reference.expected
    try expectAgreement(found.statistic.value, expected["statistic"], digits: 11, "χ²")
    #expect(
      found.statistic.reference == .chiSquare(degreesOfFreedom: Double(try expected["df"].integer())))
    try expectAgreement(found.pValue, expected["p"], digits: 11, "p")
  }

  // MARK: Laws

  @Test func twoCategoriesAreMcNemarsTest() throws {
    let found = try BowkerTest(table: [[10, 5], [12, 33]])
    let twin = try McNemarTest(
      table: [[10, 5], [12, 33]], method: .asymptotic(continuityCorrection: false))
    expectAgreement(found.statistic.value, try #require(twin.chiSquare), digits: 14)
    expectAgreement(found.pValue, twin.pValue, digits: 13)
  }

  @Test func orderOfCategoriesAndOccasionsDoNotMatter() throws {
    let found = try BowkerTest(table: Self.table)
    let order = [2, 0, 1]
    let moved = try BowkerTest(table: order.map { row in order.map { Self.table[$0][row] } })
    expectAgreement(found.statistic.value, moved.statistic.value, digits: 14)
  }

  @Test func labelsGiveTheirTable() throws {
    let found = try BowkerTest(["b", "a", "c", "a", "b"], against: ["a", "b", "b", "c", "b"])
    #expect(found.labels == ["a", "b", "c"])
    #expect(found.exchanges.map { [$0.forth, $0.back] } == [[1, 1], [1, 0], [0, 1]])
  }

  // MARK: Edges and refusals

  @Test func pairsWithoutMovesHaveNoDegreeOfFreedom() throws {
    let found = try BowkerTest(table: [[1, 2, 0], [4, 1, 3], [0, 3, 1]])
    #expect(found.emptyPairs == 1 && found.statistic.reference == .chiSquare(degreesOfFreedom: 2))
    expectAgreement(found.statistic.value, 4.0 / 6, digits: 15)
    #expect(found.report.notes.count == 1)
  }

  @Test func refusesWhatHasNoTest() {
    expectRefusal(.constant) { try BowkerTest(table: [[1, 0], [0, 2]]) }
    expectRefusal(.tooFew) { try BowkerTest(table: [[1]]) }
    expectRefusal(.tooFew) { try BowkerTest(["a"], against: ["a"]) }
    expectRefusal(.lengthMismatch) { try BowkerTest(table: Self.table, labels: ["a"]) }
    expectRefusal(.lengthMismatch) { try BowkerTest(table: [[1, 2], [1, 2], [1, 2]]) }
    expectRefusal(.outOfRange) { try BowkerTest(table: Self.table, confidence: 3) }
    let many = [Int](0...1_000)
    expectRefusal(.infeasible) { try BowkerTest(many, against: many.reversed()) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try BowkerTest(table: Self.table) }
    try checkFinding {
      try BowkerTest(table: [[1, 2, 0], [4, 1, 3], [0, 3, 1]], labels: ["x", "y", "z"])
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BowkerTest") { print in
      // page
      let table = [[20, 10, 5], [3, 30, 15], [0, 5, 40]]
      let moves = try BowkerTest(table: table, labels: ["reject", "neutral", "agree"])
      print(moves.named("attitude to the reform"))
      // end
    }
  }
}
