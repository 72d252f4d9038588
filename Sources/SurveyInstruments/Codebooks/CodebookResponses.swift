extension Codebook {
  /// The answers of a data file that was read through a codebook.
  ///
  /// What typed code asks of a ``Sample``, this answers by names of columns and scales.
  public struct Responses: Sendable {
    /// The codebook.
    public let codebook: Codebook
    /// The ids: those of the id column, or the numbers of the rows.
    public let ids: [String]
    /// Who came in.
    public let cases: CaseLedger
    /// Remarks of the reader, such as the columns that were ignored.
    public let notes: [String]
    let rows: CodedRows

    package init(codebook: Codebook, rows: CodedRows, notes: [String]) {
      self.codebook = codebook
      self.rows = rows
      self.notes = notes
      let idColumn = codebook.columns.firstIndex { $0.name == codebook.idColumn }
      ids = idColumn.map { rows.texts[$0] } ?? (0..<rows.count).map { String($0 + 1) }
      cases = CaseLedger(all: rows.count)
    }

    /// The number of respondents.
    public var count: Int { ids.count }
  }
}

extension Codebook.Responses {
  /// The values of a column of numbers or answers.
  ///
  /// - Throws: `InputError` for a column that does not exist or holds no numbers.
  public func values(of column: String) throws(InputError) -> Observations {
    let (place, kind) = try find(column)
    guard let scores = ColumnScores(rows, place, kind) else {
      throw InputError(.definition, column, "is of the kind \"\(kind.name)\", not numbers")
    }
    let observations = ids.indices.map { row in
      reason(row, place).map(Observation.absent) ?? .value(scores.score(row))
    }
    return Observations(name: column, ids: ids, observations: observations, after: cases, provenance: nil)
  }

  /// The texts of a column; `nil` where there is none.
  ///
  /// - Throws: `InputError` for a column that does not exist or holds no text.
  public func texts(of column: String) throws(InputError) -> [String?] {
    let (place, kind) = try find(column)
    guard kind == .text else {
      throw InputError(.definition, column, "is of the kind \"\(kind.name)\", not text")
    }
    return ids.indices.map { rows.code(row: $0, column: place) < 0 ? nil : rows.texts[place][$0] }
  }

  /// The scores on a scale of the codebook.
  ///
  /// - Throws: `InputError` for a scale that does not exist or has faults.
  public func scores(of scale: String) throws(InputError) -> Observations {
    try scores(of: codebook.definition(of: codebook.scale(named: scale)))
  }

  /// The scores on any scale over the codebook's columns.
  ///
  /// - Throws: `InputError` with the faults of the definition, or for an item that is no column.
  public func scores(of definition: ScaleDefinition) throws(InputError) -> Observations {
    let plan = try ScoringPlan(definition)
    return Observations(
      name: definition.name, ids: ids, observations: plan.observations(of: try answers(definition)),
      after: cases, provenance: Provenance(definition))
  }

  /// The keyed answers of the respondents who answered every item of a scale of the codebook.
  ///
  /// - Throws: `InputError` for a scale that does not exist or has faults.
  public func itemMatrix(of scale: String) throws(InputError) -> ItemMatrix {
    try itemMatrix(of: codebook.definition(of: codebook.scale(named: scale)))
  }

  /// The keyed answers of the respondents who answered every item of a scale.
  ///
  /// - Throws: `InputError` with the faults of the definition, or for an item that is no column.
  public func itemMatrix(of definition: ScaleDefinition) throws(InputError) -> ItemMatrix {
    try ScoringPlan(definition).matrix(of: try answers(definition), ids: ids, after: cases)
  }

  /// The scores on a scale of the codebook, each with its band.
  ///
  /// - Throws: `InputError` for a scale that does not exist, has faults, or has no bands.
  public func bandedScores(of scale: String) throws(InputError) -> BandedScores {
    let definition = try codebook.definition(of: codebook.scale(named: scale))
    guard !definition.bands.isEmpty else { throw .noBands(definition.name) }
    return BandedScores(try scores(of: definition), definition.bands)
  }

  /// The keyed answers of all respondents, times the weights of the items, one array to an item; NaN
  /// where there is no answer.
  package func weightedAnswers(of definition: ScaleDefinition) throws(InputError) -> [[Double]] {
    try ScoringPlan(definition).answers(of: try answers(definition))
  }

  private func answers(_ definition: ScaleDefinition) throws(InputError) -> CodedAnswers {
    var items: [ColumnScores?] = []
    var parts: [CodedAnswers?] = []
    for item in definition.items {
      if let scale = item.scale {
        parts.append(try answers(scale))
        items.append(nil)
        continue
      }
      let (place, kind) = try find(item.column)
      guard kind == item.kind, let scores = ColumnScores(rows, place, kind) else {
        throw InputError(
          .definition, "scale \(definition.name)", "\(item.column) has other answers in the codebook")
      }
      parts.append(nil)
      items.append(scores)
    }
    return CodedAnswers(rows: rows, items: items, parts: parts, levels: try levels(definition))
  }

  /// The factor by which the norms of a scale differ.
  private func levels(_ definition: ScaleDefinition) throws(InputError) -> NormLevels? {
    guard let factor = definition.norms?.factor else { return nil }
    let (place, kind) = try find(factor)
    guard case .factor(let options, _) = kind else {
      throw InputError(.definition, factor, "is of the kind \"\(kind.name)\", not names of groups")
    }
    return NormLevels(factor: factor, column: place, levels: options.map(\.name))
  }

  func find(_ name: String) throws(InputError) -> (Int, ColumnKind) {
    guard let place = codebook.columns.firstIndex(where: { $0.name == name }) else {
      throw .unknownName(name, among: codebook.columns.map(\.name), subject: "codebook")
    }
    return (place, codebook.columns[place].kind)
  }
}
