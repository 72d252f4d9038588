extension Questionnaire {
  /// The columns that a data file needs: name, what it holds, what is allowed, how absence is coded, and
  /// the wording; and when a question is shown, where some are not shown to everyone.
  ///
  /// - Parameters:
  ///   - title: The title.
  ///   - language: The language of wordings and answers. What is not declared in it stands in the words
  ///     without a language, and a note names it.
  /// - Returns: The report.
  public func report(_ title: String, in language: Language? = nil) -> Report {
    columns.report(title, faults, in: language)
  }
}

extension Array where Element == ColumnDescription {
  func report(_ title: String, _ faults: [InputError], in language: Language?) -> Report {
    Report(
      title, grids: [grid(in: language)],
      notes: ColumnDescription.formatNotes + (language.map(untranslated) ?? []),
      warnings: faults.map { "\($0)" })
  }

  /// What has no words in a language.
  private func untranslated(_ language: Language) -> [String] {
    let wordings = filter { $0.wording != nil && $0.wording(in: language) == nil }.map(\.name)
    let answers = filter { !$0.kind.isTranslated(to: language) }.map(\.name)
    return [("wording", wordings), ("answers", answers)].compactMap { what, names in
      names.isEmpty ? nil : "Not in \(language.rawValue): the \(what) of \(names.joined(separator: ", "))."
    }
  }
}

extension Sequence where Element == ColumnDescription {
  /// The columns as a table.
  public var grid: Report.Grid { grid(in: nil) }

  /// The columns as a table, with wordings and answers in a language where they are declared in it.
  public func grid(in language: Language?) -> Report.Grid {
    let languages = [language].compactMap { $0 }
    let hasConditions = contains { !$0.conditions.isEmpty }
    return Report.Grid(
      columns: ["column", "holds", "allowed", "absent"] + (hasConditions ? ["shown when"] : []) + ["wording"],
      lines: map { column in
        let words = column.conditions.map(\.words).joined(separator: " and ")
        let shown = [words.isEmpty ? Report.Cell.empty : .text(words)]
        return [
          .text(column.name), .text(column.kind.name + (column.isRequired ? ", required" : "")),
          .text(column.kind.allowed(inFirstOf: languages)),
          column.absence.isEmpty || column.isRequired ? .empty : .text(column.absenceText),
        ] + (hasConditions ? shown : [])
          + [column.wording(inFirstOf: languages).map { Report.Cell.text($0.text) } ?? .empty]
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
