extension Codebook.Responses {
  /// The level of a factor for each respondent, called by its label.
  ///
  /// - Throws: `InputError` for a column that does not exist or is no factor, or where two levels have one
  ///   label.
  public func groups(by column: String) throws(InputError) -> Grouping {
    let (place, kind) = try find(column)
    guard case .factor(let options, _) = kind else {
      throw InputError(.definition, column, "is of the kind \"\(kind.name)\", not names of groups")
    }
    let codes = ids.indices.map { rows.code(row: $0, column: place) }
    return Grouping(
      name: column, levels: try options.distinctLabels(column), ids: ids,
      indices: codes.map { $0 < 0 ? nil : Int($0) }, reasons: ids.indices.map { reason($0, place) },
      after: cases)
  }

  /// The options that each respondent ticked.
  ///
  /// - Throws: `InputError` for a column that does not exist or does not allow several options.
  public func choices(of column: String) throws(InputError) -> Choices {
    let (place, kind) = try find(column)
    guard case .choices(let options, _) = kind else {
      throw InputError(
        .definition, column, "is of the kind \"\(kind.name)\", not a choice of several options")
    }
    return Choices(
      name: column, options: try options.distinctLabels(column), ids: ids,
      ticked: ids.indices.map { row in
        guard case .set(let bits) = rows.value(row: row, column: place, kind) else { return nil }
        return options.indices.filter { $0 < 64 && bits >> UInt64($0) & 1 == 1 }
      },
      reasons: ids.indices.map { reason($0, place) }, after: cases)
  }

  /// Why a cell has no value, in words that follow a number of cases; `nil` for a value.
  func reason(_ row: Int, _ column: Int) -> String? {
    CodedRows.reason(rows.code(row: row, column: column)).map { $0 == .skipped ? "missing" : $0.words }
  }
}

extension Sequence where Element: Labelled {
  /// The labels, none of which may occur twice.
  func distinctLabels(_ subject: String) throws(InputError) -> [String] {
    var seen: Set<String> = []
    for option in self where !seen.insert(option.label).inserted {
      throw InputError(.definition, subject, "two levels are labelled \(option.label)")
    }
    return map(\.label)
  }
}
