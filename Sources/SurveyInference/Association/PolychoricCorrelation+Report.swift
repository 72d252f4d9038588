import SurveyVocabulary

extension PolychoricCorrelation {
  /// The correlation, the test of the normal variables behind it, the table and the thresholds.
  public var report: Report {
    var rows = [Report.Row("polychoric r", correlation, style: .bounded(2))]
    if let normality {
      rows.append(
        Report.Row(
          "fit of the normal distribution", statistic: normality, pValue: normality.pValue(.twoSided)))
    }
    var options = [Report.Fact("method", .text(method.rawValue))]
    if added > 0 { options.append(Report.Fact("added to empty cells", .text("\(added)"))) }
    return Report(
      context.title("Polychoric correlation", "\(context.part(0)) with \(context.part(1))"),
      method: .init(
        Self.methodID, options: options,
        citation: Citation("Olsson", 1979, "Psychometrika 44, 443-460", doi: "10.1007/BF02296207")),
      rows: rows, grids: [tableGrid],
      facts: zip(thresholds.indices, thresholds).map { index, cuts in
        Report.Fact(
          "thresholds \(context.part(index))", .list(cuts.map { .number($0, .decimals(2)) }))
      },
      cases: context.cases, warnings: warnings)
  }

  private var tableGrid: Report.Grid {
    let name = { (value: Double) in Int(exactly: value).map(String.init) ?? "\(value)" }
    let lines = zip(categories[0], table).map { category, counts -> [Report.Cell] in
      [.text(name(category))]
        + counts.map { count in Int(exactly: count).map(Report.Cell.count) ?? .number(count) }
    }
    return Report.Grid(
      columns: ["\(context.part(0)) \\ \(context.part(1))"] + categories[1].map(name), lines: lines)
  }

  private var warnings: [String] {
    isAtBound
      ? [
        "The table is most likely at a correlation of ±1, which has no standard error: too few cells hold "
          + "cases."
      ] : []
  }
}
