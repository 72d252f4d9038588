import SurveyVocabulary

extension CrossTable {
  /// The counts, and beside them the parts that were asked for.
  public var report: Report {
    var grids = [countGrid]
    if isWeighted { grids.append(weightGrid) }
    for part in parts { grids.append(grid(of: part)) }
    if isWeighted {
      grids += [
        PercentageBase.grid(
          "Bases of the rows", Array(zip(rows + ["all"], rowBases + [base])), isWeighted: true),
        PercentageBase.grid(
          "Bases of the columns", Array(zip(columns + ["all"], columnBases + [base])), isWeighted: true),
      ]
    }
    return Report(
      context.title("Cross table", "\(context.part(0)) by \(context.part(1))"),
      method: .init(
        Self.methodID, options: isWeighted ? [Report.Fact("weights", .text("one per case"))] : []),
      grids: grids, facts: [Report.Fact("n", .count(base.count))] + (isWeighted ? base.facts("used") : []),
      cases: context.cases)
  }

  private var countGrid: Report.Grid {
    let totals = columnBases.map(\.count)
    return table(
      isWeighted ? "Unweighted counts" : "Counts",
      zip(counts, rowBases).map { $0.map { .count($0) } + [.count($1.count)] },
      totals.map { .count($0) } + [.count(base.count)])
  }

  private var weightGrid: Report.Grid {
    let cell = { (value: Double) in Report.Cell.number(value, .decimals(1)) }
    return table(
      "Weighted counts", zip(weights, rowSums).map { $0.map(cell) + [cell($1)] },
      columnSums.map(cell) + [cell(base.weight)])
  }

  private func grid(of part: Part) -> Report.Grid {
    let percent = { (share: Double?) in
      share.map { Report.Cell.number($0, .percent(1)) } ?? .empty
    }
    let total = rowSums.reduce(0, +)
    let (rowMargin, columnMargin) = (rowSums.map { $0 / total }, columnSums.map { $0 / total })
    switch part {
    case .rowPercent:
      return table(
        "Row percent", zip(rowShares, rowSums).map { $0.map(percent) + [percent($1 > 0 ? 1 : nil)] },
        columnMargin.map(percent) + [percent(1)])
    case .columnPercent:
      return table(
        "Column percent", zip(columnShares, rowMargin).map { $0.map(percent) + [percent($1)] },
        columnSums.map { percent($0 > 0 ? 1 : nil) } + [percent(1)])
    case .totalPercent:
      return table(
        "Total percent", zip(totalShares, rowMargin).map { $0.map(percent) + [percent($1)] },
        columnMargin.map(percent) + [percent(1)])
    case .expectedCounts:
      let cell = { (value: Double) in Report.Cell.number(value, .decimals(1)) }
      return table(
        "Expected counts", zip(expectedCounts, rowSums).map { $0.map(cell) + [cell($1)] },
        columnSums.map(cell) + [cell(total)])
    }
  }

  /// Lines under the labels of the columns, with totals at the right and at the bottom.
  private func table(_ title: String, _ lines: [[Report.Cell]], _ totals: [Report.Cell]) -> Report.Grid {
    Report.Grid(
      title, columns: [""] + columns + ["total"],
      lines: zip(rows, lines).map { [.text($0)] + $1 } + [[.text("total")] + totals])
  }
}
