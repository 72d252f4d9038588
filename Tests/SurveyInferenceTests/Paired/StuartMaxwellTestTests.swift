import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct StuartMaxwellTestTests {
  static let table = [[20, 10, 5], [3, 30, 15], [0, 5, 40]]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("StuartMaxwellTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let table = try reference.options["table"].array().map { try $0.numbers().map { Int($0) } }
    let found = try StuartMaxwellTest(table: table)
    let expected = reference.expected
    try expectAgreement(found.statistic.value, expected["statistic"], digits: 11, "χ²")
    #expect(
      found.statistic.reference == .chiSquare(degreesOfFreedom: Double(try expected["df"].integer())))
    try expectAgreement(found.pValue, expected["p"], digits: 11, "p")
  }

  // MARK: Laws

  @Test func twoCategoriesAreMcNemarsTest() throws {
    let found = try StuartMaxwellTest(table: [[10, 5], [12, 33]])
    let twin = try McNemarTest(
      table: [[10, 5], [12, 33]], method: .asymptotic(continuityCorrection: false))
    expectAgreement(found.statistic.value, try #require(twin.chiSquare), digits: 14)
    #expect(found.differences[0] == twin.difference)
    expectAgreement(found.differences[1].value, -twin.difference.value, digits: 15)
  }

  /// The formula of Fleiss and Everitt (1971) for three categories.
  @Test func threeCategoriesHaveAFormula() throws {
    var numbers = FixedNumbers(seed: 8)
    for _ in 0..<20 {
      let n = (0..<3).map { _ in numbers.integers(3, from: 1, below: 12).map { Int($0) } }
      func mean(_ i: Int, _ j: Int) -> Double { Double(n[i][j] + n[j][i]) / 2 }
      func distance(_ i: Int) -> Double {
        Double(n[i].reduce(0, +) - n.reduce(0) { $0 + $1[i] })
      }
      let (a, b, c) = (mean(1, 2), mean(0, 2), mean(0, 1))
      let top = a * distance(0) * distance(0) + b * distance(1) * distance(1) + c * distance(2) * distance(2)
      let found = try StuartMaxwellTest(table: n)
      expectAgreement(found.statistic.value, top / (2 * (a * b + a * c + b * c)), digits: 12, floor: 1e-14)
    }
  }

  @Test func orderOfCategoriesAndOccasionsDoNotMatter() throws {
    let found = try StuartMaxwellTest(table: Self.table)
    let order = [2, 0, 1]
    let moved = try StuartMaxwellTest(table: order.map { row in order.map { Self.table[$0][row] } })
    expectAgreement(found.statistic.value, moved.statistic.value, digits: 13)
    expectAgreement(found.differences[2].value, -moved.differences[0].value, digits: 15)
  }

  // MARK: Edges and refusals

  @Test func setsOfCategoriesAreTestedTogether() throws {
    // Nobody moves between the first two and the last two, and nobody moves in or out of the fifth.
    let table = [
      [4, 7, 0, 0, 0], [2, 3, 0, 0, 0], [0, 0, 5, 9, 0], [0, 0, 1, 6, 0], [0, 0, 0, 0, 8],
    ]
    let found = try StuartMaxwellTest(table: table)
    #expect(found.statistic.reference == .chiSquare(degreesOfFreedom: 2))
    expectAgreement(found.statistic.value, 25.0 / 9 + 64.0 / 10, digits: 14)
    #expect(found.differences[4].value == 0)
  }

  @Test func refusesWhatHasNoTest() {
    expectRefusal(.constant) { try StuartMaxwellTest(table: [[1, 0], [0, 2]]) }
    expectRefusal(.tooFew) { try StuartMaxwellTest(table: [[1]]) }
    expectRefusal(.tooFew) { try StuartMaxwellTest([1], against: [1]) }
    expectRefusal(.lengthMismatch) { try StuartMaxwellTest(table: Self.table, labels: ["a"]) }
    expectRefusal(.lengthMismatch) { try StuartMaxwellTest([1], against: [1, 2]) }
    expectRefusal(.outOfRange) { try StuartMaxwellTest(table: Self.table, confidence: .nan) }
    let many = [Int](0...300)
    expectRefusal(.infeasible) { try StuartMaxwellTest(many, against: many.reversed()) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try StuartMaxwellTest(table: Self.table) }
    try checkFinding { try StuartMaxwellTest([1, 2, 3, 1], against: [2, 3, 3, 2]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("StuartMaxwellTest") { print in
      // page
      let table = [[20, 10, 5], [3, 30, 15], [0, 5, 40]]
      let shares = try StuartMaxwellTest(table: table, labels: ["reject", "neutral", "agree"])
      print(shares.named("attitude to the reform"))
      // end
    }
  }
}
