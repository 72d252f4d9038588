import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ReportTests {
  private var report: Report {
    let interval = ConfidenceInterval(lower: 0.05, upper: 0.77, level: 0.95, method: "Welch t")
    let statistic = TestStatistic("t", 2.346, reference: .t(degreesOfFreedom: 25.3))
    let open = ConfidenceInterval(lower: -0.0004, upper: .infinity, level: 0.9, method: "Bonett")
    return Report(
      "Welch's test: trust, a - b",
      method: .init("welch-test/1", options: [.init("alternative", .text("greater"))], seed: 7),
      rows: [
        .init(
          "difference in means", Estimate(0.41, standardError: 0.17, interval: interval),
          statistic: statistic,
          pValue: 0.0274, alternative: .greater),
        .init("d", Estimate(0.004, interval: open)),
        .init("r", Estimate(-0.5), style: .bounded(2)),
      ],
      grids: [
        .init(
          "Sizes", columns: ["group", "n", "mean", "p"],
          lines: [
            [.text("a|b"), .count(1234), .number(3.14159), .pValue(0.0004)],
            [.text("c"), .count(5), .number(0.25), .empty], [.text("short line")],
          ])
      ],
      facts: [.init("n", .count(60)), .init("SD", .number(1.5))],
      cases: CaseLedger(
        used: 75, exclusions: [.init("refused", variable: "gt1", count: 1), .init("skipped", count: 2)]),
      notes: ["A note."], warnings: ["A warning."])
  }

  @Test func printsAsText() {
    #expect(
      report.text == """
        Welch's test: trust, a - b
          difference in means    0.41  95% CI [0.05, 0.77]  t(25.3) = 2.35, one-sided p = .027
          d                    0.0040  90% CI [-0.0004, ∞]
          r                      -.50
          Sizes
          group           n  mean       p
          a|b         1,234  3.14  < .001
          c               5  0.25
          short line
          n = 60   SD = 1.50
          75 of 78 cases used   left out: 1 refused (gt1), 2 skipped
          alternative: greater; seed: 7
          Warning: A warning.
          Note: A note.
        """)
  }

  /// A probability among the facts brings its own sign.
  @Test func printsProbabilitiesAsFacts() {
    let facts = Report("T", facts: [0.0004, 0.027, 1].map { .init("p", .pValue($0)) })
    #expect(facts.text == "T\n  p < .001   p = .027   p = 1")
    #expect(facts.markdown.contains("p \\< .001, p = .027, p = 1"))
  }

  @Test func printsAsMarkdown() {
    #expect(
      report.markdown == """
        # Welch's test: trust, a - b

        |  | estimate | interval | test |
        | --- | ---: | --- | --- |
        | difference in means | 0.41 | 95% CI \\[0.05, 0.77\\] | t(25.3) = 2.35, one-sided p = .027 |
        | d | 0.0040 | 90% CI \\[-0.0004, ∞\\] |  |
        | r | -.50 |  |  |

        **Sizes**

        | group | n | mean | p |
        | --- | ---: | ---: | ---: |
        | a\\|b | 1,234 | 3.14 | \\< .001 |
        | c | 5 | 0.25 |  |
        | short line |  |  |  |

        n = 60, SD = 1.50

        75 of 78 cases used   left out: 1 refused (gt1), 2 skipped

        alternative: greater; seed: 7

        > **Warning:** A warning.

        > A note.
        """)
  }

  @Test func jsonKeepsEveryDigit() throws {
    let json = try JSONValue(parsing: report.json)
    #expect(json.text == report.json)
    guard case .array(let rows) = json["rows"] else { throw InputError(.malformed, "rows", "missing") }
    #expect(rows[0]["pValue"] == .number(0.0274))
    #expect(rows[1]["interval"]?["upper"] == .string("Inf"))
    #expect(rows[0]["statistic"]?["degreesOfFreedom"] == .number(25.3))
    #expect(json["cases"]?["entered"] == .integer(78))
  }

  @Test func documentsUnderlineTheirTitles() {
    let document = Report(
      "Study", introduction: ["Words."], sections: [Report("Part", facts: [.init("n", .count(2))])])
    #expect(
      document.text == """
        Study
        =====
        Words.

        Part
          n = 2
        """)
  }

  @Test func theParagraphsOfADocumentStandApart() {
    let document = Report(
      "Study", introduction: ["One.", "Two."], warnings: ["Mind."],
      sections: [Report("Part", introduction: ["- a point", "- another"])])
    #expect(
      document.text == """
        Study
        =====
        One.

        Two.

        Warning: Mind.

        Part
          - a point
          - another
        """)
  }

  @Test func pointsOfAListHangFromTheirDash() {
    let point = "- " + Array(repeating: "word", count: 30).joined(separator: " ")
    let lines = Report("T", introduction: [point]).text.split(separator: "\n")
    #expect(lines[1].hasPrefix("  - word") && lines[2].hasPrefix("    word"))
    #expect(lines.allSatisfy { $0.count <= 100 })
  }

  @Test func longParagraphsBreakAtWords() {
    let text = Report("T", notes: [Array(repeating: "word", count: 60).joined(separator: " ")]).text
    let lines = text.split(separator: "\n")
    #expect(lines.count > 3 && lines.allSatisfy { $0.count <= 100 })
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("  ") })
  }

  @Test func wideTablesWrapTheirWords() {
    let words = Array(repeating: "word", count: 30).joined(separator: " ")
    let grid = Report.Grid(
      columns: ["id", "claim", "tested", "n"],
      lines: [[.text("C1"), .text(words), .text("short"), .count(78)]])
    let lines = Report("T", grids: [grid]).text.split(separator: "\n")
    #expect(lines.count > 3 && lines.allSatisfy { $0.count <= 100 })
    #expect(lines[2].hasSuffix("short   78") && lines[2].hasPrefix("  C1  word"))
    #expect(lines[3].hasPrefix("      word"))
  }

  @Test func longHeadersOfNumbersWrapAboveThem() {
    let header = ["", "a header of several words", "another header of several words", "short"]
    let wide = Report.Grid(
      columns: header + ["one more header that makes the line too long"],
      lines: [[.text("first"), .count(1), .count(22), .count(3), .count(4)]])
    #expect(
      Report("T", grids: [wide]).text == """
        T
                                              another header of several           one more header that makes
                 a header of several words                        words  short             the line too long
          first                          1                           22      3                             4
        """)
    let fits = Report.Grid(
      columns: Array(header), lines: [[.text("first"), .count(1), .count(22), .count(3)]])
    #expect(Report("T", grids: [fits]).text.split(separator: "\n").count == 3)
  }

  @Test func tablesThatAreTooWideAreSetInBlocks() {
    let columns = (0..<20).map { "c\($0)" }
    let cells = (0..<20).map { Report.Cell.number(Double($0) * 1_000, .decimals(1)) }
    let grid = Report.Grid(
      columns: [""] + columns,
      lines: [[.text("full")] + cells, [.text("half")] + cells.prefix(5), [.text("none")]])
    let lines = Report("T", grids: [grid]).text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(lines.count { $0.hasPrefix("  full") } == 2 && lines.count { $0.isEmpty } == 1)
    // Lines without cells are not repeated in later blocks.
    #expect(lines.count { $0.hasPrefix("  half") } == 1 && lines.count { $0.hasPrefix("  none") } == 1)
    for column in columns {
      #expect(lines.count { $0.contains("  \(column) ") || $0.hasSuffix(" \(column)") } == 1)
    }
    // One cell that no line can hold stands in a block of its own.
    let word = String(repeating: "w", count: 150)
    let long = Report.Grid(
      columns: ["", word, "n", "m"], lines: [[.text("a"), .count(1), .count(2), .count(3)]])
    #expect(Report("T", grids: [long]).text.split(separator: "\n").count { $0.hasPrefix("  a") } == 2)
  }

  @Test func ledgersWithoutExclusionsSaySo() {
    #expect(Report("T", cases: CaseLedger(all: 1)).text == "T\n  all 1 case used")
    #expect(CaseLedger(used: 3, exclusions: [.init("left", count: 0)]) == CaseLedger(all: 3))
    #expect(CaseLedger(used: .max, exclusions: [.init("left", count: .max)]).entered == .max)
  }

  @Test func aListOfNumbersIsRoundedForPeopleOnly() {
    let report = Report(
      "two groups",
      facts: [.init("n", .counts([1200, 3])), .init("means", .list([.number(1.0 / 3), .number(2)]))])
    #expect("\(report)" == "two groups\n  n = 1200, 3   means = 0.33, 2.00")
    #expect(report.jsonValue["facts"]?.text.contains("[0.3333333333333333, 2]") == true)
    #expect(report.json.contains("[1200, 3]"))
  }
}
