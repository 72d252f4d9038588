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
  let single = formats.filter { $0.columns.count == 1 }.flatMap(\.columns)
  let shared = formats.filter { $0.columns.count > 1 }
  let first = Report("Single columns", grids: [columnGrid(single)])
  return Report(
    title,
    introduction: [
      "The file is comma-separated text (RFC 4180, UTF-8). Its first line names these columns, in any order "
        + "and no others; numbers have a decimal point; nothing stands around a value. A first line to copy:",
      questionnaire.columns.map(\.name).joined(separator: ","),
    ],
    sections: [first] + shared.map { itemSection($0.format, $0.columns) })
}

private struct Format: Hashable {
  let kind: ColumnKind
  let absence: String
  let isRequired: Bool

  init(_ column: ColumnDescription) {
    kind = column.kind
    absence = column.absenceText
    isRequired = column.isRequired
  }
}

private func columnGrid(_ columns: [ColumnDescription]) -> Report.Grid {
  Report.Grid(
    columns: ["column", "what", "holds", "allowed", "absent"],
    lines: columns.map { column in
      [
        .text(column.name), .text(column.wording ?? ""),
        .text(column.kind.name + (column.isRequired ? ", required" : "")), .text(column.kind.allowed),
        .text(column.isRequired ? "" : column.absenceText),
      ]
    })
}

private func itemSection(_ format: Format, _ columns: [ColumnDescription]) -> Report {
  let names = columns.map(\.name)
  return Report(
    names.count > 2 ? "\(names.count) columns of one format" : names.joined(separator: " and "),
    introduction: [
      "Holds: \(format.kind.name)\(format.isRequired ? ", required" : "").",
      "Allowed: \(format.kind.allowed).",
      "Absent: \(format.absence).",
    ],
    grids: [
      Report.Grid(
        columns: ["column", "wording"],
        lines: columns.map { [.text($0.name), .text($0.wording ?? "")] })
    ])
}
