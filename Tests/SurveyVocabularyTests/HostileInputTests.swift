import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Numbers, counts and texts from every corner: a typed error or a stated result, never a trap.
@Suite struct HostileInputTests {
  private static let numbers: [Double] = [
    0, -0.0, 1, -1, 0.1, 1e16, 1e17, 1.7976931348623157e308, -1e308, .leastNonzeroMagnitude,
    -.leastNonzeroMagnitude, .nan, .infinity,
    -.infinity,
  ]
  private static let texts = [
    "", " ", "\n", "a\r\nb", "\0", "\u{1B}[31m", "\"", "\\", "|", "👩‍👩‍👧", "עברית", "\u{202E}abc", "a\u{2028}b",
    String(repeating: "word ", count: 2_000), String(repeating: "x", count: 10_000),
  ]

  @Test func everyNumberHasATextInEveryStyle() {
    let decimals = [0, 1, 15, 16, -1, .max, .min]
    let styles = [NumberStyle.automatic] + decimals.flatMap { [.decimals($0), .bounded($0), .percent($0)] }
    let texts = styles.flatMap { style in Self.numbers.map(style.text) }
    #expect(texts.allSatisfy { !$0.isEmpty && $0.utf8.count < 400 })
  }

  @Test func everyTableHasALayoutThatKeepsItsLines() {
    let interval = ConfidenceInterval(lower: .nan, upper: -.infinity, level: .nan, method: "")
    let cells = Self.numbers.flatMap { [Report.Cell.number($0), .pValue($0), .number($0, .bounded(.max))] }
    let grids = [
      Report.Grid(columns: [], lines: []), Report.Grid(columns: [], lines: [cells]),
      Report.Grid(
        "\n", columns: ["", "\n"],
        lines: [[], cells, [.empty], [.count(.min), .interval(interval, .automatic)]]),
      Report.Grid(columns: Self.texts, lines: [Self.texts.map { .text($0) }, []]),
    ]
    for text in Self.texts {
      let row = Report.Row(text, Estimate(.nan, standardError: .nan, interval: interval), pValue: .nan)
      let report = Report(
        text, introduction: [text, "- " + text], rows: [row], grids: grids, facts: [.init(text, .text(text))],
        cases: CaseLedger(used: .min, exclusions: [.init(text, variable: text, count: .max)]), notes: [text],
        warnings: [text], sections: [Report(text, rows: [row])])
      let isClean = report.text.unicodeScalars.allSatisfy {
        $0 == "\n" || $0.properties.generalCategory != .control
      }
      #expect(isClean && !report.text.contains("\r") && !report.markdown.contains("\r"))
      #expect(throws: Never.self) { try JSONValue(parsing: report.json) }
    }
  }

  @Test func countsOfALedgerSaturate() {
    let many = CaseLedger.Exclusion("left", count: .max)
    #expect(CaseLedger(used: .max, exclusions: [many, many]).entered == .max)
    #expect(CaseLedger(used: 0, exclusions: [many, many]).excluded == .max)
    #expect(CaseLedger(used: -5, exclusions: [.init("left", count: -3)]).exclusions.isEmpty)
    #expect(CaseLedger(all: .min).excluded == 0)
  }

  @Test func aPartThatNobodyNamedHasANumber() {
    let context = DataContext(parts: [], cases: CaseLedger(all: 0))
    #expect([0, .max, -1, .min].map(context.part).allSatisfy { !$0.isEmpty })
  }

  @Test func aClaimNeedsAnEstimateWithOrderedLimits() {
    let claim = Claim("", "", citation: Citation("", .min, ""), expects: .negative)
    let limits: [(Double, Double)] = [(2, 1), (.nan, 1), (0, .nan), (.infinity, -.infinity)]
    for (lower, upper) in limits {
      let interval = ConfidenceInterval(lower: lower, upper: upper, level: 0.95, method: "")
      var table = ClaimTable()
      expectRefusal(.definition) { try table.add(claim, tested: "", Estimate(0, interval: interval)) }
    }
    let interval = ConfidenceInterval(lower: 0, upper: 1, level: 0.95, method: "")
    var table = ClaimTable()
    expectRefusal(.notFinite) { try table.add(claim, tested: "", Estimate(.nan, interval: interval)) }
  }

  @Test func deepAndBrokenJSONIsWrittenOrRefused() throws {
    var value = JSONValue.array([])
    for depth in 0..<3_000 { value = depth % 2 == 0 ? .array([value]) : .object([.init("\0", value)]) }
    #expect(value.text.utf8.count > 3_000)
    expectRefusal(.malformed) { try JSONValue(parsing: value.text) }
    for text in [
      "", "-", "01", "1e", "1e999", "[", "[1,]", "{\"a\"}", "\"\\ud800\"", "\"\u{1}\"", "nul", "1 2", "[}",
      "+1", ".5",
      String(repeating: "[", count: 100_000), "\"\\u12", "truefalse", "{\"a\":1,}",
    ] {
      expectRefusal(.malformed) { try JSONValue(parsing: text) }
    }
    for text in Self.texts {
      #expect(try JSONValue(parsing: JSONValue.string(text).text) == .string(text))
    }
  }

  @Test func aLongListOfNamesDoesNotBuryTheMessage() {
    let error = InputError.unknownName("x", among: (0..<100_000).map { "level \($0)" }, subject: "labels")
    #expect(error.description.utf8.count < 500)
    #expect(error.description.contains("99980 others"))
  }
}
