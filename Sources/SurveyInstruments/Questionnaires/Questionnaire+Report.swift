extension Questionnaire {
  /// The columns that a data file needs: name, what it holds, what is allowed, how absence is coded, and
  /// the wording.
  public func report(_ title: String) -> Report {
    Report(
      title, grids: [columns.grid], notes: ColumnDescription.formatNotes, warnings: faults.map { "\($0)" })
  }
}

extension Sequence where Element == ColumnDescription {
  /// The columns as a table.
  public var grid: Report.Grid {
    Report.Grid(
      columns: ["column", "holds", "allowed", "absent", "wording"],
      lines: map { column in
        [
          .text(column.name), .text(column.kind.name + (column.isRequired ? ", required" : "")),
          .text(column.kind.allowed),
          column.absence.isEmpty || column.isRequired ? .empty : .text(column.absenceText),
          column.wording.map(Report.Cell.text) ?? .empty,
        ]
      })
  }
}

extension ColumnDescription {
  /// The codes of absence by reason: "8 refused; empty, NA skipped".
  public var absenceText: String {
    AbsenceReason.allCases.compactMap { reason in
      let codes = absence.filter { $0.reason == reason }.map { $0.code.isEmpty ? "empty" : $0.code }
      return codes.isEmpty ? nil : "\(codes.joined(separator: ", ")) \(reason.words)"
    }.joined(separator: "; ")
  }

  static let formatNotes = [
    "A file is comma-separated text (RFC 4180, UTF-8) with these names in its first line, in any order.",
    "Numbers have a decimal point and no separators of thousands; nothing stands around a value.",
  ]
}
