import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MaxTAdjustmentTests {
  static let first = [[3.0, 4, 5, 6], [2, 4, 4, 5], [1, 2, 1, 4]]
  static let second = [[1.0, 2, 2, 3, 4], [2, 1, 2, 3, 3], [1, 3, 2, 1, 2]]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("MaxTAdjustment"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let first = try reference.options["group"].array().map { try $0.numbers() }
    let second = try reference.options["baseline"].array().map { try $0.numbers() }
    let side = try #require(Alternative(rawValue: reference.options["alternative"].string()))
    let found = try MaxTAdjustment(first, against: second, alternative: side, method: .exact)
    let expected = reference.expected
    try expectAgreement(found.statistics, expected["t"], digits: 12, "t")
    try expectAgreement(found.pValues, expected["p"], digits: 13, "p")
    try expectAgreement(found.adjusted, expected["adjusted"], digits: 13, "adjusted")
  }

  // MARK: Laws

  @Test(arguments: Alternative.allCases) func oneOutcomeIsThePermutationTest(_ side: Alternative) throws {
    for outcome in 0..<3 {
      let found = try MaxTAdjustment(
        [Self.first[outcome]], against: [Self.second[outcome]], alternative: side, method: .exact)
      let test = try PermutationTest(
        Self.first[outcome], against: Self.second[outcome], alternative: side, method: .exact)
      expectAgreement(found.adjusted[0], test.pValue, digits: 14)
      #expect(found.adjusted == found.pValues)
    }
  }

  /// The same outcome twice costs nothing: the adjustment knows that they go together.
  @Test func anOutcomeRepeatedAddsNothing() throws {
    let once = try MaxTAdjustment([Self.first[0]], against: [Self.second[0]], method: .exact)
    let twice = try MaxTAdjustment(
      [Self.first[0], Self.first[0]], against: [Self.second[0], Self.second[0]], method: .exact)
    #expect(twice.adjusted == [once.adjusted[0], once.adjusted[0]])
  }

  @Test func itLiesBetweenNothingAndTheBonferroniStep() throws {
    let found = try MaxTAdjustment(Self.first, against: Self.second, method: .exact)
    let bonferroni = try BonferroniAdjustment(found.pValues).adjusted
    for index in 0..<3 { #expect(found.adjusted[index] >= found.pValues[index]) }
    let best = found.statistics.indices.max {
      found.statistics[$0].magnitude < found.statistics[$1].magnitude
    }
    #expect(found.adjusted[best ?? 0] <= bonferroni[best ?? 0] + 0.05)
    // Moving and stretching an outcome changes nothing, nor does the order of the outcomes.
    let moved = try MaxTAdjustment(
      Self.first.map { $0.map { 8 * $0 - 3 } }, against: Self.second.map { $0.map { 8 * $0 - 3 } },
      method: .exact)
    #expect(moved.adjusted == found.adjusted)
    let turned = try MaxTAdjustment(Self.first.reversed(), against: Self.second.reversed(), method: .exact)
    #expect(turned.adjusted == found.adjusted.reversed())
  }

  @Test func randomDivisionsApproachAllDivisions() throws {
    let exact = try MaxTAdjustment(Self.first, against: Self.second, method: .exact)
    let random = try MaxTAdjustment(
      Self.first, against: Self.second, method: .monteCarlo(permutations: 4_000, seed: 5))
    for (one, other) in zip(random.adjusted, exact.adjusted) { #expect((one - other).magnitude < 0.035) }
    let again = try MaxTAdjustment(
      Self.first, against: Self.second, method: .monteCarlo(permutations: 4_000, seed: 5))
    #expect(again.adjusted == random.adjusted)
  }

  // MARK: Edges and refusals

  @Test func refusesWhatCannotBeCompared() {
    expectRefusal(.tooFew) { try MaxTAdjustment([], against: []) }
    expectRefusal(.tooFew) { try MaxTAdjustment([[1]], against: [[1, 2]]) }
    expectRefusal(.lengthMismatch) { try MaxTAdjustment([[1, 2]], against: []) }
    expectRefusal(.lengthMismatch) {
      try MaxTAdjustment([[1, 2], [1, 2, 3]], against: [[1, 2], [1, 2]])
    }
    expectRefusal(.lengthMismatch) { try MaxTAdjustment([[1, 2], [1, 2]], against: [[1, 2], [1]]) }
    expectRefusal(.lengthMismatch) { try MaxTAdjustment([[1, 2]], against: [[1, 4]], names: ["a", "b"]) }
    expectRefusal(.notFinite) { try MaxTAdjustment([[1, .nan]], against: [[1, 2]]) }
    expectRefusal(.constant) { try MaxTAdjustment([[1, 1]], against: [[1, 1]]) }
    for count in [0, -1, .min] {
      expectRefusal(.tooFew) {
        try MaxTAdjustment([[1, 2]], against: [[1, 4]], method: .monteCarlo(permutations: count, seed: 1))
      }
    }
    expectRefusal(.outOfRange) {
      try MaxTAdjustment([[1, 2]], against: [[1, 4]], method: .monteCarlo(permutations: .max, seed: 1))
    }
    let many = (0..<30).map(Double.init)
    expectRefusal(.infeasible) { try MaxTAdjustment([many], against: [many], method: .exact) }
  }

  @Test func hugeAndTinyValuesKeepTheirProbabilities() throws {
    let plain = try MaxTAdjustment(Self.first, against: Self.second, method: .exact)
    for factor in [0x1p300, 0x1p-300] {
      let scaled = try MaxTAdjustment(
        Self.first.map { $0.map { $0 * factor } }, against: Self.second.map { $0.map { $0 * factor } },
        method: .exact)
      #expect(scaled.adjusted == plain.adjusted)
    }
  }

  // MARK: Conformance and page

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ side: Alternative) throws {
    try checkFinding {
      try MaxTAdjustment(Self.first, against: Self.second, alternative: side, method: .exact)
    }
    try checkFinding {
      try MaxTAdjustment(
        Self.first, against: Self.second, names: ["a", "b", "c"], alternative: side,
        method: .monteCarlo(permutations: 99, seed: 3))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MaxTAdjustment") { print in
      // page
      // One array to an outcome: motivation, generalized trust, municipal trust.
      let participants = [[3.0, 4, 5, 6], [2, 4, 4, 5], [1, 2, 1, 4]]
      let others = [[1.0, 2, 2, 3, 4], [2, 1, 2, 3, 3], [1, 3, 2, 1, 2]]
      let family = try MaxTAdjustment(
        participants, against: others, names: ["motivation", "generalized trust", "municipal trust"],
        method: .exact)
      print(family.named("participants - others"))
      // end
    }
  }
}
