/// Fills the columns of a codebook.
struct ResponsesSink: RowSink {
  let columns: [ColumnDescription]
  private(set) var cells: [Codebook.Cells]
  private(set) var ids: [String] = []
  private let scores: [[Double]]
  private let isText: [Bool]
  private let idColumn: Int?
  private let idName: String?
  private var register = IDRegister()
  private var values: [Double]
  private var reasons: [UInt8]
  private var texts: [String]

  init(_ codebook: Codebook) {
    columns = codebook.columns
    cells = columns.map { _ in Codebook.Cells() }
    scores = columns.map { column in
      if case .answers(let levels) = column.kind { return levels.map { Double($0.value) } }
      if case .factor(let names) = column.kind { return names.indices.map(Double.init) }
      return []
    }
    isText = columns.map { $0.kind == .text }
    idName = codebook.idColumn
    idColumn = codebook.idColumn.flatMap { id in codebook.columns.firstIndex { $0.name == id } }
    values = Array(repeating: .nan, count: columns.count)
    reasons = Array(repeating: 0, count: columns.count)
    texts = Array(repeating: "", count: columns.count)
  }

  mutating func put(_ value: FieldValue, column: Int) {
    reasons[column] = 0
    switch value {
    case .text(let text): texts[column] = text
    case .number(let number): values[column] = number
    case .whole(let whole): values[column] = Double(whole)
    case .index(let place): put(place: place, column: column)
    case .absent(let reason):
      (values[column], texts[column]) = (.nan, "")
      reasons[column] = 1 + UInt8(AbsenceReason.allCases.firstIndex(of: reason) ?? 0)
    }
  }

  mutating func put(place: Int, column: Int) {
    values[column] = scores[column][place]
    reasons[column] = 0
  }

  mutating func endRow(_ row: Int, isFaulty: Bool) -> IDFault? {
    if !isFaulty { keep() }
    guard let idColumn else {
      if !isFaulty { ids.append(String(row - 1)) }
      return nil
    }
    let id = texts[idColumn]
    texts[idColumn] = ""
    if isFaulty, id.isEmpty { return nil }
    if !isFaulty { ids.append(id) }
    return register.add(id, row: row, column: idName)
  }

  private mutating func keep() {
    for column in cells.indices {
      cells[column].values.append(values[column])
      cells[column].reasons.append(reasons[column])
      if isText[column] { cells[column].texts.append(texts[column]) }
    }
  }
}
