import SurveyVocabulary

extension MantelHaenszelTest {
  /// The common odds ratio with its test, the test of homogeneity, and the strata.
  public var report: Report {
    var facts: [Report.Fact] = []
    var notes: [String] = []
    if oddsRatio == nil {
      notes.append("The common odds ratio has no finite value: no stratum has cases off the diagonal.")
      if let interval {
        facts.append(
          .init("\(DecimalText.level(interval.level)) CI of the odds ratio", .interval(interval, .automatic)))
      }
    }
    if uninformativeCount > 0 {
      notes.append("Strata in which a question does not vary, which add nothing: \(uninformativeCount).")
    }
    var rows = [
      Report.Row(
        "common odds ratio", oddsRatio, statistic: statistic, pValue: pValue, alternative: alternative)
    ]
    if let homogeneity {
      rows.append(.init("homogeneity (Tarone)", statistic: homogeneity, pValue: homogeneity.pValue()))
    }
    if let breslowDay {
      rows.append(.init("homogeneity (Breslow-Day)", statistic: breslowDay, pValue: breslowDay.pValue()))
    }
    let lines = strata.indices.map { place -> [Report.Cell] in
      let cells = strata[place].counts.joined().map { Report.Cell.count($0) }
      return [.text(context.part(place))] + cells
        + [strataOddsRatios[place].map { .number($0, .decimals(2)) } ?? .empty]
    }
    let (rowNames, columnNames) = (strata[0].rows, strata[0].columns)
    return Report(
      context.title("Mantel-Haenszel test"),
      method: .init(
        Self.methodID, options: options,
        citation: Citation(
          "Mantel & Haenszel", 1959, "Journal of the National Cancer Institute 22, 719-748",
          doi: "10.1093/jnci/22.4.719")),
      rows: rows,
      grids: [
        Report.Grid(
          columns: ["stratum"] + rowNames.flatMap { row in columnNames.map { "\(row) \($0)" } } + [
            "odds ratio"
          ],
          lines: lines)
      ],
      facts: facts, cases: context.cases, notes: notes)
  }

  private var options: [Report.Fact] {
    switch method {
    case .chiSquare(let corrects):
      [
        .init("method", .text("Mantel-Haenszel chi-square")),
        .init("alternative", .text(alternative.rawValue)),
        .init("continuity correction", .text(corrects ? "one half" : "none")),
      ]
    case .exact:
      [
        .init("method", .text("exact given the margins of the strata")),
        .init("alternative", .text(alternative.rawValue)),
      ] + (definition.map { [.init("two-sided p", .text($0))] } ?? [])
    }
  }

  private var definition: String? {
    if case .exact(let tails) = statistic.reference { return tails.definition }
    return nil
  }
}
