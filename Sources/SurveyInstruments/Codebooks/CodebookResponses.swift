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
    let cells: [Cells]

    package init(codebook: Codebook, ids: [String], cells: [Cells], notes: [String]) {
      self.codebook = codebook
      self.ids = ids
      self.cells = cells
      self.notes = notes
      cases = CaseLedger(all: ids.count)
    }

    /// The number of respondents.
    public var count: Int { ids.count }
  }

  /// The cells of one column.
  package struct Cells: Sendable {
    /// Numbers, scores or places in the list of levels; NaN where there is none or the column is text.
    package var values: [Double] = []
    /// Zero for a value, else one plus the place of the reason among all cases.
    package var reasons: [UInt8] = []
    /// The texts of a text column; empty for other columns.
    package var texts: [String] = []

    package init() {}

    func reason(_ row: Int) -> AbsenceReason? { Self.decode[Int(reasons[row])] }

    private static let decode: [AbsenceReason?] = [nil] + AbsenceReason.allCases.map { $0 }
  }
}

extension Codebook.Responses {
  /// The values of a column of numbers or answers.
  ///
  /// - Throws: ``InputError`` for a column that does not exist or holds no numbers.
  public func values(of column: String) throws(InputError) -> Observations {
    let (description, cells) = try find(column)
    switch description.kind {
    case .text, .factor: throw InputError(.definition, column, "holds \(description.kind.name), not numbers")
    case .number, .whole, .answers, .rating: break
    }
    let observations = cells.values.indices.map { row in
      cells.reason(row).map { Observation.absent($0 == .skipped ? "missing" : $0.words) }
        ?? .value(cells.values[row])
    }
    return Observations(name: column, ids: ids, observations: observations, after: cases, provenance: nil)
  }

  /// The texts of a column; `nil` where there is none.
  ///
  /// - Throws: ``InputError`` for a column that does not exist or holds no text.
  public func texts(of column: String) throws(InputError) -> [String?] {
    let (description, cells) = try find(column)
    guard case .text = description.kind else {
      throw InputError(.definition, column, "holds \(description.kind.name), not text")
    }
    return cells.texts.indices.map { cells.reason($0) == nil ? cells.texts[$0] : nil }
  }

  /// The level of a factor for each respondent.
  ///
  /// - Throws: ``InputError`` for a column that does not exist or is no factor.
  public func groups(by column: String) throws(InputError) -> Grouping {
    let (description, cells) = try find(column)
    guard case .factor(let levels) = description.kind else {
      throw InputError(.definition, column, "holds \(description.kind.name), not names of groups")
    }
    return Grouping(
      name: column, levels: levels, ids: ids,
      indices: cells.values.indices.map { cells.reason($0) == nil ? Int(exactly: cells.values[$0]) : nil },
      after: cases)
  }

  /// The scores on a scale of the codebook.
  ///
  /// - Throws: ``InputError`` for a scale that does not exist or has faults.
  public func scores(of scale: String) throws(InputError) -> Observations {
    try scores(of: codebook.definition(of: codebook.scale(named: scale)))
  }

  /// The scores on any scale over the codebook's columns.
  ///
  /// - Throws: ``InputError`` with the faults of the definition, or for an item that is no column.
  public func scores(of definition: ScaleDefinition) throws(InputError) -> Observations {
    let (plan, items) = try prepare(definition)
    let observations = ids.indices.map { row in
      var (sum, answered, absences) = (0.0, 0, AbsenceTally())
      for (index, cells) in items.enumerated() {
        if let reason = cells.reason(row) {
          absences.add(reason)
        } else {
          sum += plan.keyed(cells.values[row], item: index)
          answered += 1
        }
      }
      return plan.score(sum: sum, answered: answered).map(Observation.value)
        ?? .absent(plan.words(for: absences))
    }
    return Observations(
      name: definition.name, ids: ids, observations: observations, after: cases,
      provenance: Provenance(definition))
  }

  /// The keyed answers of the respondents who answered every item of a scale of the codebook.
  ///
  /// - Throws: ``InputError`` for a scale that does not exist or has faults.
  public func itemMatrix(of scale: String) throws(InputError) -> ItemMatrix {
    try itemMatrix(of: codebook.definition(of: codebook.scale(named: scale)))
  }

  /// The keyed answers of the respondents who answered every item of a scale.
  ///
  /// - Throws: ``InputError`` with the faults of the definition, or for an item that is no column.
  public func itemMatrix(of definition: ScaleDefinition) throws(InputError) -> ItemMatrix {
    let (plan, items) = try prepare(definition)
    var matrix = ItemMatrix.Assembly(plan, count: count)
    for row in ids.indices {
      for (index, cells) in items.enumerated() {
        if let reason = cells.reason(row) {
          matrix.add(reason, item: index)
        } else {
          matrix.add(cells.values[row], item: index)
        }
      }
      matrix.endRespondent(id: ids[row])
    }
    return matrix.matrix(after: cases)
  }

  private func prepare(_ definition: ScaleDefinition) throws(InputError) -> (ScoringPlan, [Codebook.Cells]) {
    let plan = try ScoringPlan(definition)
    var items: [Codebook.Cells] = []
    for item in definition.items {
      let (description, cells) = try find(item.column)
      guard description.kind == item.kind else {
        throw InputError(
          .definition, "scale \(definition.name)", "\(item.column) has other answers in the codebook")
      }
      items.append(cells)
    }
    return (plan, items)
  }

  private func find(_ name: String) throws(InputError) -> (ColumnDescription, Codebook.Cells) {
    guard let index = codebook.columns.firstIndex(where: { $0.name == name }), cells.indices.contains(index)
    else { throw .unknownName(name, among: codebook.columns.map(\.name), subject: "codebook") }
    return (codebook.columns[index], cells[index])
  }
}
