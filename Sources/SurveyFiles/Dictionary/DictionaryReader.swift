/// Reads a data dictionary into columns and scales, and collects every fault with row and column.
struct DictionaryReader {
  var reader: FileReader
  /// The columns of the sound rows; `nil` for one with faults.
  private var columns: [ColumnDescription?] = []

  init(_ file: String, _ limits: FileLimits) {
    reader = FileReader(
      DictionaryColumn.allCases.map(\.description), idColumn: nil, file: file, otherColumns: .refuse,
      limits: limits, mayLackColumns: true)
  }

  /// The codebook of the rows that were scanned.
  mutating func codebook(
    _ title: String, version: String?, idColumn: String?
  ) throws(FileError) -> Codebook {
    var scales = DictionaryScales()
    for row in 0..<reader.rows.count {
      columns.append(column(row))
      readScales(row, &scales)
    }
    let kinds = Dictionary(columns.compactMap { $0 }.map { ($0.name, $0.kind) }) { first, _ in first }
    let complete = columns.enumerated().compactMap { withConditions($0, $1, kinds) }
    let codebook = Codebook(
      title, version: version, idColumn: idColumn, columns: complete, scales: scales.scales)
    addFaults(of: codebook, scales)
    reader.faults.sort()
    try reader.finish()
    return codebook
  }

  /// Contradictions, at the row of the column or of the scale's first item. Where rows are at fault already,
  /// each column is judged by itself.
  private mutating func addFaults(of codebook: Codebook, _ scales: DictionaryScales) {
    guard reader.faults.count == 0, reader.rows.count > 0 else {
      for (row, column) in columns.enumerated() {
        for fault in column?.faults ?? [] { add(row, .definition, nil, nil, "\(fault)") }
      }
      return
    }
    for (place, fault) in codebook.placedFaults {
      switch place {
      case .column(let row): add(row, .definition, nil, nil, "\(fault)")
      case .scale(let scale): add(scales.rows[scale], .definition, nil, nil, "\(fault)")
      case .columns, .idColumn: reader.faults.add(FileFault(.definition, "\(fault)"))
      }
    }
  }

  mutating func add(
    _ row: Int, _ kind: FileFault.Kind, _ cell: DictionaryColumn?, _ value: String?, _ problem: String,
    expected: String? = nil
  ) {
    reader.faults.add(
      FileFault(
        kind, row: reader.rowNumbers[row], column: cell?.rawValue, value: value, problem, expected: expected))
  }

  /// The content of a cell; `nil` for an empty one and for one whose column is missing.
  private func value(_ row: Int, _ cell: DictionaryColumn) -> FieldValue? {
    guard let place = DictionaryColumn.allCases.firstIndex(of: cell) else { return nil }
    let kind = reader.columns[place].kind
    let code = reader.rows.code(row: row, column: place)
    if code == CodedRows.noCode || CodedRows.reason(code) != nil { return nil }
    return reader.rows.value(row: row, column: place, kind)
  }

  func text(_ row: Int, _ cell: DictionaryColumn) -> String? {
    guard let place = DictionaryColumn.allCases.firstIndex(of: cell) else { return nil }
    return value(row, cell).flatMap { reader.columns[place].kind.cellText($0) }
  }

  func number(_ row: Int, _ cell: DictionaryColumn) -> Double? {
    if case .number(let number) = value(row, cell) { return number }
    return nil
  }

  /// A column with its conditions, now that the kinds of the columns that they ask are known.
  private func withConditions(
    _ row: Int, _ column: ColumnDescription?, _ kinds: [String: ColumnKind]
  ) -> ColumnDescription? {
    guard let column else { return nil }
    let conditions = DictionaryCell.conditions(text(row, .shown) ?? "") { kinds[$0] }
    return ColumnDescription(
      column.name, column.kind, wording: column.wording, neutral: column.neutral,
      conditions: conditions ?? [], isTolerant: text(row, .tolerant) == "yes", absence: column.absence,
      isRequired: column.isRequired)
  }

  private mutating func readScales(_ row: Int, _ scales: inout DictionaryScales) {
    guard let name = text(row, .name) else { return }
    let names = DictionaryCell.parts(text(row, .scale) ?? "")
    let keys = DictionaryCell.parts(text(row, .key) ?? "")
    guard !names.isEmpty || keys.isEmpty else {
      return add(row, .value, .key, text(row, .key), "is a key without a scale")
    }
    guard keys.count <= 1 || keys.count == names.count else {
      return add(
        row, .value, .key, text(row, .key), "has \(keys.count) keys", expected: "one, or one for each scale")
    }
    for (index, scale) in names.enumerated() {
      let word = keys.count > 1 ? keys[index] : keys.first ?? Keying.positive.rawValue
      guard let key = Keying(rawValue: word) else {
        add(row, .value, .key, word, "is no key", expected: "positive or negative")
        continue
      }
      scales.add(scale, .init(name, keyed: key), row)
    }
  }
}

/// The scales of a dictionary, in the order in which its rows name them.
struct DictionaryScales {
  private var items: [[Codebook.Item]] = []
  private var names: [String] = []
  /// The row that names each scale first.
  private(set) var rows: [Int] = []

  mutating func add(_ name: String, _ item: Codebook.Item, _ row: Int) {
    if let place = names.firstIndex(of: name) {
      items[place].append(item)
    } else {
      names.append(name)
      items.append([item])
      rows.append(row)
    }
  }

  var scales: [Codebook.Scale] { zip(names, items).map { Codebook.Scale($0, items: $1) } }
}
