import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CrossTableTests {
  static let trust: [String?] = ["yes", "no", "yes", nil, "yes", "no", "no", "yes"]
  static let site: [String?] = ["north", "south", "south", "north", nil, "north", "south", "north"]

  static func answers() throws -> (rows: CategoricalAnswers, columns: CategoricalAnswers) {
    let rows = try CategoricalAnswers(
      trust, levels: ["no", "unsure", "yes"], absent: trust.map { $0 == nil ? "refused" : nil }, name: "trust"
    )
    return (rows, try CategoricalAnswers(site, levels: ["north", "south", "east"], name: "site"))
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("CrossTable")) func agreesWithReference(_ reference: Fixture.Case) throws
  {
    let table = try CrossTable(
      TableData.answers(reference, "row", levels: "row_levels"),
      by: TableData.answers(reference, "column", levels: "column_levels"),
      weights: TableData.weights(reference))
    let expected = reference.expected
    func check(_ found: [[Double?]], _ key: String) throws {
      for (row, wanted) in zip(found, try expected[key].array()) {
        try expectAgreement(row.map { $0 ?? .nan }, wanted, digits: 11, key)
      }
    }
    #expect(table.counts.count == (try expected["counts"].array().count))
    try check(table.counts.map { $0.map(Double.init) }, "counts")
    try check(table.weights, "weights")
    try check(table.rowShares, "row_shares")
    try check(table.columnShares, "column_shares")
    try check(table.totalShares, "total_shares")
    try check(table.expectedCounts, "expected")
    #expect(table.base.count == (try expected["n"].integer()))
    try expectAgreement(table.base.effective, expected["effective"], digits: 11)
    try expectAgreement(table.rowBases.map(\.effective), expected["row_effective"], digits: 11)
    try expectAgreement(table.columnBases.map(\.effective), expected["column_effective"], digits: 11)
    let excluded = { (name: Fixture.Value) throws in
      table.cases.exclusions.filter { $0.variable == (try? name.string()) }.reduce(0) { $0 + $1.count }
    }
    #expect(try excluded(reference.options["row"]) == expected["lacking_row"].integer())
    #expect(try excluded(reference.options["column"]) == expected["lacking_column"].integer())
  }

  // MARK: Laws

  @Test func exchangingTheQuestionsTurnsTheTable() throws {
    let (rows, columns) = try Self.answers()
    let weights = [1, 0.5, 2, 1, 1, 3, 0.25, 1]
    let (one, other) = (
      try CrossTable(rows, by: columns, weights: weights), try CrossTable(columns, by: rows, weights: weights)
    )
    for row in one.rows.indices {
      for column in one.columns.indices {
        #expect(one.counts[row][column] == other.counts[column][row])
        #expect(one.weights[row][column] == other.weights[column][row])
        #expect(one.rowShares[row][column] == other.columnShares[column][row])
      }
    }
    #expect(one.cases.used == other.cases.used)
  }

  @Test func integerWeightsAreRepeatedCases() throws {
    let (rows, columns) = try Self.answers()
    let weights = [2, 1, 3, 1, 4, 2, 1, 5]
    func repeated(_ values: [String?]) -> [String?] {
      zip(values, weights).flatMap { Array(repeating: $0, count: $1) }
    }
    let weighted = try CrossTable(rows, by: columns, weights: weights.map(Double.init))
    let long = try CrossTable(
      CategoricalAnswers(repeated(Self.trust), levels: rows.levels),
      by: CategoricalAnswers(repeated(Self.site), levels: columns.levels))
    #expect(weighted.weights == long.counts.map { $0.map(Double.init) })
    #expect(weighted.rowShares == long.rowShares && weighted.columnShares == long.columnShares)
    #expect(weighted.totalShares == long.totalShares && weighted.expectedCounts == long.expectedCounts)
  }

  @Test func marginsAreThoseOfOneQuestion() throws {
    let (rows, columns) = try Self.answers()
    let table = try CrossTable(rows, by: columns)
    #expect(table.rowBases.map(\.count) == [3, 0, 3] && table.columnBases.map(\.count) == [3, 3, 0])
    #expect(table.rowShares[1] == [nil, nil, nil] && table.columnShares[0][2] == nil)
    expectAgreement(table.expectedCounts.joined().reduce(0, +), 6, digits: 14)
  }

  /// The slow and obvious table: each cell asks every case.
  @Test func countsAreThoseOfAskingEveryCase() throws {
    var numbers = FixedNumbers(seed: 2)
    let answers = (0..<200).map { _ -> String? in ["a", "b", "c", nil][numbers.next(below: 4)] }
    let groups = (0..<200).map { _ -> String? in ["x", "y", nil][numbers.next(below: 3)] }
    let weights = (0..<200).map { _ in numbers.uniform() }
    let table = try CrossTable(
      CategoricalAnswers(answers, levels: ["a", "b", "c"]),
      by: CategoricalAnswers(groups, levels: ["x", "y"]),
      weights: weights)
    for (row, answer) in ["a", "b", "c"].enumerated() {
      for (column, group) in ["x", "y"].enumerated() {
        let cases = answers.indices.filter { answers[$0] == answer && groups[$0] == group }
        #expect(table.counts[row][column] == cases.count)
        expectAgreement(table.weights[row][column], cases.reduce(0) { $0 + weights[$1] }, digits: 14)
      }
    }
    #expect(table.cases.entered == 200)
  }

  // MARK: Edges and refusals

  @Test func casesLackingEitherAreInTheLedger() throws {
    let (rows, columns) = try Self.answers()
    let table = try CrossTable(rows, by: columns)
    #expect(table.cases.entered == 8 && table.cases.used == 6)
    #expect(table.cases.exclusionText == "1 refused (trust), 1 missing (site)")
  }

  @Test func oneCaseIsATable() throws {
    let table = try CrossTable(["yes"], by: ["north"])
    #expect(table.counts == [[1]] && table.rowShares == [[1]] && table.expectedCounts == [[1]])
  }

  @Test func refusesWhatCannotBeCrossed() throws {
    expectRefusal(.tooFew) { try CrossTable([String](), by: [String]()) }
    expectRefusal(.lengthMismatch) { try CrossTable(["a"], by: ["x", "y"]) }
    expectRefusal(.tooFew) {
      try CrossTable(CategoricalAnswers([nil, "a"]), by: CategoricalAnswers(["x", nil]))
    }
    expectRefusal(.outOfRange) { try CrossTable(["a"], by: ["x"], weights: [0]) }
    expectRefusal(.lengthMismatch) { try CrossTable(["a"], by: ["x"], weights: []) }
    let many = (0..<1_001).map { "\($0)" }
    expectRefusal(.infeasible) { try CrossTable(many, by: many) }
  }

  // MARK: Print, conformance and page

  @Test func printsOnlyThePartsAskedFor() throws {
    let (rows, columns) = try Self.answers()
    #expect(
      "\(try CrossTable(rows, by: columns, parts: [.columnPercent]))" == """
        Cross table: trust by site
          Counts
                  north  south  east  total
          no          1      2     0      3
          unsure      0      0     0      0
          yes         2      1     0      3
          total       3      3     0      6
          Column percent
                   north   south  east   total
          no       33.3%   66.7%         50.0%
          unsure    0.0%    0.0%          0.0%
          yes      66.7%   33.3%         50.0%
          total   100.0%  100.0%        100.0%
          n = 6
          6 of 8 cases used   left out: 1 refused (trust), 1 missing (site)
        """)
  }

  @Test func longLabelsStayReadable() throws {
    let rows: [String?] = (0..<30).map { "a rather long answer that a respondent may give, number \($0 % 3)" }
    let columns: [String?] = (0..<30).map { "municipality of residence \($0 % 10)" }
    let table = try CrossTable(CategoricalAnswers(rows), by: CategoricalAnswers(columns))
    #expect(table.description.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func keepsTheContract() throws {
    let (rows, columns) = try Self.answers()
    try checkFinding { try CrossTable(rows, by: columns) }
    try checkFinding { try CrossTable(rows, by: columns, weights: [1, 0.5, 2, 1, 1, 3, 0.25, 1]) }
    try checkFinding { try CrossTable(["a"], by: ["x"], weights: [1e-300]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CrossTable") { print in
      // page
      let trust = try CategoricalAnswers(
        ["yes", "no", "yes", nil, "yes", "no", "no", "yes"], levels: ["no", "unsure", "yes"],
        absent: [nil, nil, nil, "refused", nil, nil, nil, nil], name: "trust")
      let site = try CategoricalAnswers(
        ["north", "south", "south", "north", nil, "north", "south", "north"], name: "site")
      let table = try CrossTable(trust, by: site)
      print(table)
      // end
    }
  }
}
