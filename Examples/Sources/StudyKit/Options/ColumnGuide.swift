import SurveyStatistics

/// The columns that a user's own file needs, for reading at a terminal: columns of one format stand
/// together, so that its answers and codes are said once.
package func columnGuide<R: Respondent>(_ questionnaire: Questionnaire<R>, _ title: String) -> Report {
  var formats: [(format: Format, columns: [ColumnDescription])] = []
  for column in questionnaire.columns {
    let format = Format(column)
    if let index = formats.firstIndex(where: { $0.format == format }) {
      formats[index].columns.append(column)
    } else {
      formats.append((format, [column]))
    }
  }
  let items = formats.filter { $0.format.isScored }
  let others = questionnaire.columns.filter { !Format($0).isScored }
  let blank = questionnaire.missing.map { $0.isEmpty ? "leave the cell empty" : "write \($0)" }
    .joined(separator: " or ")
  return Report(
    title,
    introduction: [
      "The file is comma-separated text (RFC 4180, UTF-8). Its first line names these columns, in any order "
        + "and no others. Numbers have a decimal point, and nothing stands around a value. Where a value is "
        + "missing, \(blank), except in required columns. A first line to copy:",
      questionnaire.columns.map(\.name).joined(separator: ","),
    ],
    sections: [Report("About the respondent", grids: [columnGrid(others)])]
      + items.map { itemSection($0.format, $0.columns) })
}

/// What columns have in common that are described together.
private struct Format: Hashable {
  let kind: ColumnKind
  let absence: [ColumnDescription.AbsenceCode]
  let isRequired: Bool

  init(_ column: ColumnDescription) {
    kind = column.kind
    absence = column.absence
    isRequired = column.isRequired
  }

  /// Whether the columns are items, which have a range of scores.
  var isScored: Bool { kind.scoreRange != nil }

  /// The codes of absence, one reason after the other: "7 not shown, 8 refused, 9 skipped".
  var codes: String {
    absence.filter { !$0.code.isEmpty && $0.code != "NA" }.map { "\($0.code) \($0.reason.words)" }
      .joined(separator: ", ")
  }
}

private func columnGrid(_ columns: [ColumnDescription]) -> Report.Grid {
  Report.Grid(
    columns: ["column", "what", "allowed"],
    lines: columns.map { column in
      let number = if case .number = column.kind { "a number from " } else { "" }
      return [
        .text(column.name), .text(column.wording ?? ""),
        .text(number + column.kind.allowed + (column.isRequired ? ", required" : "")),
      ]
    })
}

private func itemSection(_ format: Format, _ columns: [ColumnDescription]) -> Report {
  let range = format.kind.scoreRange.map { " from \(Int($0.minimum)) to \(Int($0.maximum))" } ?? ""
  return Report(
    "\(columns.count) \(columns.count == 1 ? "column" : "columns") with answers\(range)",
    introduction: ["Write the number: \(format.kind.allowed)."]
      + (format.codes.isEmpty ? [] : ["Without an answer: \(format.codes)."]),
    grids: [
      Report.Grid(
        columns: ["column", "wording"],
        lines: columns.map { [.text($0.name), .text($0.wording ?? "")] })
    ])
}
