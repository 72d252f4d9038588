import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct GroupSummaryTests {
  static let ages: [Double?] = [34, 51, nil, 28, 45, 62, 39, nil]
  static let sites = ["north", "south", "south", "north", "south", "south", nil, "north"]

  private func summary(
    _ statistics: [GroupSummary.Statistic] = GroupSummary.Statistic.usual,
    _ arrangement: GroupSummary.Arrangement = .groupsInLines
  ) throws -> GroupSummary {
    try GroupSummary(
      [
        NumericAnswers(Self.ages, name: "age"),
        NumericAnswers(Self.ages.map { $0.map { $0 / 1_000 } }, name: "share"),
      ],
      by: CategoricalAnswers(Self.sites, levels: ["north", "south", "east"], name: "site"),
      statistics: statistics, arrangement: arrangement)
  }

  // MARK: Reference

  @Test(arguments: try Fixture.cases("GroupSummary"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let table = try reference.data()
    let labels = try reference.options["groups"].strings()
    let columns = try reference.options["columns"].strings()
    let found = try GroupSummary(
      columns.map { try NumericAnswers(table.numbers($0), name: $0) },
      by: CategoricalAnswers(table.column(reference.options["by"].string()), levels: labels))
    for line in found.lines {
      for (label, cell) in zip(labels + ["all"], line.groups + [line.all]) {
        let expected = reference.expected[line.variable][label]
        let part = try #require(cell.descriptives)
        #expect(cell.count == (try expected["n"].integer()))
        #expect(cell.missing == (try expected["missing"].integer()))
        let numbers: [(String, Double?)] = [
          ("mean", part.mean.value), ("SD", part.moments.standardDeviation), ("SE", part.mean.standardError),
          ("median", part.median), ("min", part.moments.minimum), ("max", part.moments.maximum),
          ("skew", part.skewness), ("kurtosis", part.kurtosis), ("Q1", part.lowerQuartile),
          ("Q3", part.upperQuartile),
        ]
        for (name, number) in numbers {
          if expected[name] == .null {
            #expect(number == nil, "\(line.variable) \(label) \(name)")
          } else {
            try expectAgreement(number, expected[name], digits: 11, "\(line.variable) \(label) \(name)")
          }
        }
      }
    }
  }

  // MARK: Laws

  @Test func theTotalIsTheDescriptionOfAllGroups() throws {
    let found = try summary()
    let kept = zip(Self.ages, Self.sites).compactMap { $1 == nil ? nil : $0 }
    let all = try Descriptives(kept, missing: 2)
    #expect(found.lines[0].all.descriptives?.report.json == all.report.json)
    #expect(found.lines[0].groups.map(\.count) == [2, 3, 0] && found.lines[0].all.count == 5)
    #expect(found.lines[0].groups.map(\.missing) == [1, 1, 0] && found.lines[0].all.missing == 2)
    #expect(found.cases.used == 7 && found.cases.exclusionText == "1 missing (site)")
  }

  @Test func labelsAndAnswersMakeTheSameTable() throws {
    let scores = [3.0, 5, 4, 1, 2, 2]
    let labels = ["b", "a", "b", "a", "b", "a"]
    let short = try GroupSummary(scores, by: labels, levels: ["a", "b"])
    let long = try GroupSummary(
      [NumericAnswers(scores, name: "values")], by: CategoricalAnswers(labels, levels: ["a", "b"]))
    #expect(short.report.json == long.report.json)
    let turned = try GroupSummary(scores.reversed(), by: labels.reversed(), levels: ["a", "b"])
    #expect(turned.report.json == short.report.json)
  }

  // MARK: Edges and refusals

  @Test func emptyGroupsAndVariablesHaveEmptyCells() throws {
    let found = try summary(GroupSummary.Statistic.allCases)
    #expect(found.lines[0].groups[2].descriptives == nil)
    for arrangement in GroupSummary.Arrangement.allCases {
      try checkFinding { try summary(GroupSummary.Statistic.allCases, arrangement) }
    }
    try checkFinding { try GroupSummary([NumericAnswers([nil, nil], name: "nothing")]) }
    try checkFinding { try GroupSummary([NumericAnswers([1], name: "one")]) }
    try checkFinding {
      try GroupSummary([2.0, 2], by: ["a", "b"], statistics: GroupSummary.Statistic.allCases)
    }
  }

  @Test func refusesWhatIsNoTable() throws {
    let one = try NumericAnswers([1, 2, 3], name: "one")
    expectRefusal(.tooFew) { try GroupSummary([]) }
    expectRefusal(.tooFew) { try GroupSummary([NumericAnswers([])]) }
    expectRefusal(.tooFew) { try GroupSummary([one], statistics: []) }
    expectRefusal(.definition) { try GroupSummary([one], statistics: [.mean, .mean]) }
    expectRefusal(.lengthMismatch) { try GroupSummary([one, NumericAnswers([1])]) }
    expectRefusal(.lengthMismatch) { try GroupSummary([one], by: CategoricalAnswers(["a"])) }
    expectRefusal(.outOfRange) { try GroupSummary([one], confidence: 1) }
    expectRefusal(.outOfRange) { try GroupSummary([1e200, -1e200], by: ["a", "a"]) }
    expectRefusal(.unknownName) { try GroupSummary([1, 2], by: ["a", "c"], levels: ["a", "b"]) }
    expectRefusal(.notFinite) { try NumericAnswers([1, .nan]) }
    expectRefusal(.notFinite) { try GroupSummary([1, .infinity], by: ["a", "b"]) }
    expectRefusal(.lengthMismatch) { try NumericAnswers([1, nil], absent: ["refused"]) }
    #expect(try NumericAnswers([1, nil], absent: [nil, "refused"]).reasons == [nil, "refused"])
  }

  // MARK: Print, conformance and page

  @Test func printsGroupsInColumns() throws {
    let found = try summary([.count, .mean, .interval, .skewness], .groupsInColumns)
    #expect(
      found.description == """
        Group summary: by site
          variable  statistic            north           south  east             all
          age       n                        2               3     0               5
          age       mean                 31.00           52.67                 44.00
          age       CI          [-7.12, 69.12]  [31.25, 74.08]        [27.23, 60.77]
          age       skew                                  0.84                  0.18
          share     n                        2               3     0               5
          share     mean                  0.03            0.05                  0.04
          share     CI         [-0.007, 0.069]  [0.031, 0.074]        [0.027, 0.061]
          share     skew                                  0.84                  0.18
          7 of 8 cases used   left out: 1 missing (site)
          skewness and kurtosis: type 2; interval of the mean: 95% t
        """)
  }

  @Test func printsMarkdown() throws {
    let found = try GroupSummary(
      [NumericAnswers(Self.ages, name: "age")], statistics: [.count, .missing, .mean, .standardDeviation])
    #expect(
      found.named("clients").report.markdown == """
        # Group summary: clients

        | variable | n | missing | mean | SD |
        | --- | ---: | ---: | ---: | ---: |
        | age | 6 | 2 | 43.17 | 12.25 |

        all 8 cases used
        """)
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try summary() }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("GroupSummary") { print in
      // page
      let ages: [Double?] = [34, 51, nil, 28, 45, 62, 39, 47]
      let trust: [Double?] = [3.5, 4, 2.5, 3, nil, 4.5, 3.5, 2]
      let site = ["north", "south", "south", "north", "south", "south", "north", nil]
      let summary = try GroupSummary(
        [NumericAnswers(ages, name: "age"), NumericAnswers(trust, name: "trust")],
        by: CategoricalAnswers(site, levels: ["north", "south"], name: "site"))
      print(summary)
      // end
    }
  }
}
