import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ItemStatisticsTests {
  static let columns: [[Double?]] = [
    [4, 3, 5, 2, 4, 1, 5, 3], [5, 3, 4, 2, nil, 2, 5, 2], [4, 3, 5, 2, 4, 1, 5, nil],
    [4, 4, 5, 1, 3, 2, 4, nil],
  ]

  static func answers() throws -> ItemAnswers {
    try ItemAnswers(
      columns, in: 1...5, options: [1, 2, 3, 4, 5], names: ["calm", "rested", "content", "awake"],
      name: "ease")
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("ItemStatistics")) func agreesWithReference(_ reference: Fixture.Case)
    throws
  {
    let options = reference.options
    let (low, high) = (try options["scale_min"].number(), try options["scale_max"].number())
    let names = try options["items"].strings()
    let columns = try zip(names, options["keys"].numbers()).map { name, key in
      try reference.data().numbers(name).map { $0.map { key < 0 ? low + high - $0 : $0 } }
    }
    let levels = options["levels"] == .null ? nil : try options["levels"].numbers()
    let found = try ItemStatistics(
      ItemAnswers(columns, in: low...high, options: levels, names: names),
      extremes: options["extremes"].number())
    let expected = reference.expected
    func check(_ key: String, _ value: (ItemStatistics.Item) -> Double?) throws {
      try expectAgreement(found.items.map { value($0) ?? .nan }, expected[key], digits: 11, floor: 1e-14, key)
    }
    try check("n") { Double($0.count) }
    try check("missing") { Double($0.missing.reduce(0) { $0 + $1.count }) }
    try check("mean") { $0.moments?.mean }
    try check("sd") { $0.moments?.standardDeviation }
    try check("median", \.median)
    try check("skewness", \.skewness)
    try check("difficulty", \.difficulty)
    try check("floor", \.floor)
    try check("ceiling", \.ceiling)
    try check("rest", \.restCorrelation)
    try check("D", \.discrimination)
    #expect(found.completeCount == (try expected["complete"].integer()))
    try expectAgreement(found.totalFloor, expected["total_floor"], digits: 11)
    try expectAgreement(found.totalCeiling, expected["total_ceiling"], digits: 11)
    for (place, item) in found.items.enumerated() {
      guard let counts = item.options?.map(\.count) else { continue }
      #expect(counts.map(Double.init) == (try expected["options"][place].numbers()))
    }
  }

  // MARK: Laws

  @Test func theOrderOfCasesDoesNotMatter() throws {
    let plain = try ItemStatistics(Self.answers())
    let turned = try ItemStatistics(
      ItemAnswers(
        Self.columns.map { $0.reversed() }, in: 1...5, options: [1, 2, 3, 4, 5],
        names: ["calm", "rested", "content", "awake"], name: "ease"))
    for (one, other) in zip(plain.items, turned.items) {
      expectAgreement(try #require(one.discrimination), try #require(other.discrimination), digits: 14)
      expectAgreement(try #require(one.skewness), try #require(other.skewness), digits: 12)
      #expect(one.options == other.options && one.missing == other.missing)
    }
  }

  @Test func restCorrelationsAreThoseOfAlpha() throws {
    let answers = try Self.answers()
    let alpha = try CronbachAlpha(answers.complete)
    let found = try ItemStatistics(answers)
    #expect(found.items.map(\.restCorrelation) == alpha.items.map(\.restCorrelation))
    #expect(found.cases.used == alpha.count)
  }

  @Test func reversingAllItemsTurnsDifficultyAndKeepsDiscrimination() throws {
    let plain = try ItemStatistics(Self.answers()).items
    let turned = try ItemStatistics(
      ItemAnswers(Self.columns.map { $0.map { $0.map { 6 - $0 } } }, in: 1...5, options: [1, 2, 3, 4, 5])
    ).items
    for (one, other) in zip(plain, turned) {
      expectAgreement(try #require(one.difficulty), 1 - (try #require(other.difficulty)), digits: 14)
      expectAgreement(try #require(one.discrimination), try #require(other.discrimination), digits: 13)
      #expect(one.floor == other.ceiling)
    }
  }

  @Test func withDistinctSumsDIsTheDifferenceOfWholeGroups() throws {
    // Sums 0 to 3 of Guttman's pattern: the top and bottom quarter are one case each.
    let items: [[Double?]] = [[0, 1, 1, 1], [0, 0, 1, 1], [0, 0, 0, 1]]
    let found = try ItemStatistics(ItemAnswers(items, in: 0...1, options: [0, 1]), extremes: 0.25)
    #expect(found.items.map(\.discrimination) == [1, 1, 1])
    #expect(found.items.map(\.difficulty) == [0.75, 0.5, 0.25])
  }

  @Test func tiesAtTheCutAreShared() throws {
    // Three cases tie for the upper half of 1.5 cases: each counts one half.
    let found = try ItemStatistics(
      ItemAnswers([[1, 1, 0], [0, 0, 1]], in: 0...1), extremes: 0.5)
    #expect(found.items.allSatisfy { $0.discrimination == nil })
    let other = try ItemStatistics(ItemAnswers([[1, 0, 0, 0], [1, 1, 0, 0]], in: 0...1), extremes: 0.375)
    // Upper 1.5 cases: the first and half of the second; lower 1.5: three quarters of each of the others.
    expectAgreement(try #require(other.items[0].discrimination), 1 / 1.5, digits: 15)
    expectAgreement(try #require(other.items[1].discrimination), 1, digits: 15)
  }

  @Test func sumsThatDifferByRoundingAreTies() throws {
    // 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 are not the same double.
    let items: [[Double?]] = [[0.1, 0.3, 0, 0], [0.2, 0.2, 0, 0], [0.3, 0.1, 0, 0]]
    let found = try ItemStatistics(ItemAnswers(items, in: 0...1), extremes: 0.25)
    for item in found.items { expectAgreement(try #require(item.discrimination), 0.2, digits: 14) }
  }

  // MARK: Edges and refusals

  @Test func eachItemUsesItsOwnAnswers() throws {
    let found = try ItemStatistics(Self.answers())
    #expect(found.items.map(\.count) == [8, 7, 7, 7] && found.completeCount == 6)
    #expect(found.cases.entered == 8 && found.cases.used == 6)
    #expect(
      found.cases.exclusionText == "1 missing (rested), 1 with more than one item missing")
  }

  @Test func anItemWithoutAnswersHasNoStatistics() throws {
    let found = try ItemStatistics(ItemAnswers([[nil, nil], [1, 2]], in: 1...5, options: [1, 2, 3, 4, 5]))
    let item = found.items[0]
    #expect(item.moments == nil && item.difficulty == nil && item.restCorrelation == nil)
    #expect(item.options?.allSatisfy { $0.count == 0 && $0.share == nil } == true)
    #expect(found.completeCount == 0 && found.totalFloor == nil && found.report.warnings.count == 1)
    try checkFinding { try ItemStatistics(ItemAnswers([[nil, nil], [1, 2]], in: 1...5)) }
  }

  @Test func oneItemOneCaseAndConstantsAreDescribed() throws {
    for columns: [[Double?]] in [[[3]], [[3, 3]], [[3], [4]], [[1, 2, 3]], [[5, 5, 5], [5, 5, 5]]] {
      try checkFinding { try ItemStatistics(ItemAnswers(columns, in: 1...5, options: [1, 2, 3, 4, 5])) }
    }
    let constant = try ItemStatistics(ItemAnswers([[5, 5, 5], [5, 5, 5]], in: 1...5))
    #expect(constant.items[0].discrimination == nil && constant.totalCeiling == 1)
  }

  @Test func refusesWhatCannotBeDescribed() throws {
    expectRefusal(.tooFew) { try ItemStatistics(ItemAnswers([[]], in: 1...5)) }
    expectRefusal(.tooFew) { try ItemAnswers([], in: 1...5) }
    expectRefusal(.lengthMismatch) { try ItemAnswers([[1], [1, 2]], in: 1...5) }
    expectRefusal(.lengthMismatch) { try ItemAnswers([[1]], in: 1...5, names: ["a", "b"]) }
    expectRefusal(.outOfRange) { try ItemAnswers([[6]], in: 1...5) }
    expectRefusal(.outOfRange) { try ItemAnswers([[.nan]], in: 1...5) }
    expectRefusal(.outOfRange) { try ItemAnswers([[1]], in: 1...5, options: [1, 6]) }
    expectRefusal(.notFinite) { try ItemAnswers([[1]], in: 1...5, options: [1, .nan]) }
    expectRefusal(.unknownName) { try ItemAnswers([[1.5]], in: 1...5, options: [1, 2]) }
    expectRefusal(.definition) { try ItemAnswers([[1]], in: 1...1) }
    expectRefusal(.definition) { try ItemAnswers([[1]], in: -1e308...1e308) }
    expectRefusal(.lengthMismatch) { try ItemAnswers.Item("a", [1, 2], in: 1...5, absent: ["x"]) }
    expectRefusal(.infeasible) { try ItemAnswers(Array(repeating: [1], count: 2_001), in: 1...5) }
    expectRefusal(.infeasible) {
      try ItemAnswers.Item("a", [1], in: 0...5_000, options: (0...1_001).map(Double.init))
    }
    for part in [0, 0.009, 0.51, .nan] {
      expectRefusal(.outOfRange) { try ItemStatistics(Self.answers(), extremes: part) }
    }
    expectRefusal(.outOfRange) {
      try ItemStatistics(ItemAnswers([[0, 1e200], [0, 1e200]], in: 0...1e200))
    }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try ItemStatistics(Self.answers()) }
    try checkFinding { try ItemStatistics(ItemAnswers([[0, 1e100], [0, 1e100]], in: 0...1e100)) }
    try checkFinding { try ItemStatistics(ItemAnswers([[0, 1e-100], [0, 1e-100]], in: 0...1e-100)) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ItemStatistics") { print in
      // page
      let answers = try ItemAnswers(
        [
          [4, 3, 5, 2, 4, 1, 5, 3],
          [5, 3, 4, 2, nil, 2, 5, 2],
          [2, 3, 1, 4, 2, 5, 1, 4],
          [4, 4, 5, 1, 3, 2, 4, 3],
        ], in: 1...5, options: [1, 2, 3, 4, 5], names: ["trust1", "trust2", "trust3", "trust4"],
        name: "trust")
      let items = try ItemStatistics(answers)
      print(items)
      // end
    }
  }
}
