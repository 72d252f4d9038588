import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MultipleResponseTableTests {
  static let options = ["paper", "radio", "web", "none of our list"]
  static let sets: [Set<String>?] = [
    ["paper", "web"], ["web"], [], nil, ["paper", "radio", "web"], nil, ["web"],
  ]
  static let reasons: [String?] = [nil, nil, nil, "refused", nil, "not shown", nil]

  static func answers() throws -> MultipleAnswers {
    try MultipleAnswers(sets, options: options, absent: reasons, name: "media")
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("MultipleResponseTable"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let cut = try reference.options["cut"].number()
    let names = try reference.options["columns"].strings()
    let columns = try names.map { name in
      try reference.data().numbers(name).map { $0.map { $0 >= cut ? 1.0 : 0 } }
    }
    let table = try MultipleResponseTable(
      MultipleAnswers(columns: columns, options: names), by: TableData.groups(reference),
      weights: TableData.weights(reference))
    try check(table.all, reference.expected)
    #expect(table.cases.excluded == (try reference.expected["missing"].integer()))
    for group in table.groups { try check(group, reference.expected["groups"][group.label]) }
    #expect(table.groups.count == reference.expected["groups"].keys.count)
  }

  private func check(_ part: MultipleResponseTable.Part, _ expected: Fixture.Value) throws {
    #expect(part.lines.map { Double($0.count) } == (try expected["count"].numbers()))
    try expectAgreement(part.lines.map(\.weight), expected["weight"], digits: 11)
    try expectAgreement(part.lines.map { $0.shareOfResponses ?? .nan }, expected["of_responses"], digits: 11)
    try expectAgreement(part.lines.map { $0.shareOfCases ?? .nan }, expected["of_cases"], digits: 11)
    try expectAgreement(part.lines.map { $0.shareOfTicking ?? .nan }, expected["of_ticking"], digits: 11)
    #expect(part.answering.count == (try expected["n"].integer()))
    #expect(part.none.count == (try expected["none"].integer()))
    #expect(part.ticking.count == (try expected["ticking"].integer()))
    #expect(part.responses == (try expected["responses"].integer()))
    try expectAgreement(part.none.weight, expected["none_weight"], digits: 11)
    try expectAgreement(part.answering.effective, expected["effective"], digits: 11)
  }

  // MARK: Laws

  @Test func setsAndColumnsAreOneQuestion() throws {
    let columns = Self.options.map { option in Self.sets.map { $0.map { $0.contains(option) ? 1.0 : 0 } } }
    let twin = try MultipleAnswers(
      columns: columns, options: Self.options, absent: Self.reasons, name: "media")
    #expect(try Self.answers() == twin)
  }

  @Test func integerWeightsAreRepeatedCases() throws {
    let weights = [2, 1, 3, 1, 2, 4, 5]
    func repeated<T>(_ values: [T]) -> [T] {
      zip(values, weights).flatMap { Array(repeating: $0, count: $1) }
    }
    let weighted = try MultipleResponseTable(Self.answers(), weights: weights.map(Double.init)).all
    let long = try MultipleResponseTable(
      MultipleAnswers(repeated(Self.sets), options: Self.options, absent: repeated(Self.reasons))
    ).all
    for (one, other) in zip(weighted.lines, long.lines) {
      #expect(one.weight == Double(other.count) && one.shareOfCases == other.shareOfCases)
      #expect(one.shareOfResponses == other.shareOfResponses && one.shareOfTicking == other.shareOfTicking)
    }
    #expect(weighted.none.weight == Double(long.none.count))
  }

  @Test func noneTickedIsNotUnanswered() throws {
    let table = try MultipleResponseTable(Self.answers())
    #expect(table.all.answering.count == 5 && table.all.none.count == 1 && table.all.ticking.count == 4)
    #expect(table.missing.map(\.reason) == ["refused", "not shown"] && table.missing.map(\.count) == [1, 1])
    #expect(table.all.lines.map(\.count) == [2, 1, 4, 0] && table.all.responses == 7)
    #expect(table.all.lines[2].shareOfCases == 0.8 && table.all.lines[2].shareOfTicking == 1)
  }

  @Test func gapsFollowTheirRule() throws {
    let columns: [[Double?]] = [[1, nil, nil, 0], [0, 1, nil, 0]]
    let strict = try MultipleAnswers(columns: columns, options: ["a", "b"])
    #expect(strict.ticked == [[0], nil, nil, []])
    let lenient = try MultipleAnswers(columns: columns, options: ["a", "b"], gaps: .notTicked)
    #expect(lenient.ticked == [[0], [1], nil, []])
  }

  // MARK: Edges and refusals

  @Test func nobodyTickedIsATable() throws {
    let table = try MultipleResponseTable(MultipleAnswers([[], []], options: ["a"]))
    #expect(table.all.lines[0].shareOfResponses == nil && table.all.lines[0].shareOfCases == 0)
    try checkFinding { try MultipleResponseTable(MultipleAnswers([[], []], options: ["a"])) }
  }

  @Test func refusesWhatCannotBeCounted() throws {
    expectRefusal(.tooFew) { try MultipleResponseTable(MultipleAnswers([nil], options: ["a"])) }
    expectRefusal(.tooFew) { try MultipleResponseTable(MultipleAnswers([], options: ["a"])) }
    expectRefusal(.tooFew) { try MultipleAnswers([["a"]], options: []) }
    expectRefusal(.tooFew) { try MultipleAnswers(columns: [], options: []) }
    expectRefusal(.definition) { try MultipleAnswers([["a"]], options: ["a", "a"]) }
    expectRefusal(.unknownName) { try MultipleAnswers([["b"]], options: ["a"]) }
    expectRefusal(.outOfRange) { try MultipleAnswers(columns: [[2]], options: ["a"]) }
    expectRefusal(.outOfRange) { try MultipleAnswers(columns: [[.nan]], options: ["a"]) }
    expectRefusal(.lengthMismatch) { try MultipleAnswers(columns: [[1], [1, 0]], options: ["a", "b"]) }
    expectRefusal(.lengthMismatch) { try MultipleAnswers(columns: [[1]], options: ["a", "b"]) }
    expectRefusal(.lengthMismatch) { try MultipleAnswers([nil], options: ["a"], absent: ["x", "y"]) }
    expectRefusal(.outOfRange) { try MultipleResponseTable(Self.answers(), weights: [1, 1, 1, 1, 1, 1, 0]) }
    let heavy = try MultipleAnswers([["a", "b", "c"]], options: ["a", "b", "c"])
    expectRefusal(.outOfRange) { try MultipleResponseTable(heavy, weights: [1e308]) }
  }

  // MARK: Print, conformance and page

  @Test func printsGroupsSideBySide() throws {
    let groups = try CategoricalAnswers(["x", "y", "x", "x", "y", "y", nil], name: "site")
    #expect(
      "\(try MultipleResponseTable(Self.answers(), by: groups))" == """
        Multiple responses: media, by site
          Counts
                            x  y  all
          paper             1  1    2
          radio             0  1    1
          web               1  2    3
          none of our list  0  0    0
          none ticked       1  0    1
          ticks             2  4    6
          Percent of cases
                                x       y    all
          paper             50.0%   50.0%  50.0%
          radio              0.0%   50.0%  25.0%
          web               50.0%  100.0%  75.0%
          none of our list   0.0%    0.0%   0.0%
          none ticked       50.0%    0.0%  25.0%
          Cases that answered
               n
          x    2
          y    2
          all  4
          n answering = 4   ticks = 6   ticks per case = 1.50
          4 of 7 cases used   left out: 1 missing (site), 1 refused, 1 not shown
          Note: Shares of cases may add up to more than 100%: a case may tick several options.
        """)
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try MultipleResponseTable(Self.answers()) }
    let groups = try CategoricalAnswers(["x", "y", "x", "x", "y", "y", nil], levels: ["x", "y", "z"])
    try checkFinding {
      try MultipleResponseTable(Self.answers(), by: groups, weights: [1, 2, 0.5, 1, 1, 1, 3])
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MultipleResponseTable") { print in
      // page
      let media = try MultipleAnswers(
        [["paper", "web"], ["web"], [], nil, ["paper", "radio", "web"], nil, ["web"]],
        options: ["paper", "radio", "web", "television"],
        absent: [nil, nil, nil, "refused", nil, "not shown", nil], name: "media used")
      let table = try MultipleResponseTable(media)
      print(table)
      // end
    }
  }
}
