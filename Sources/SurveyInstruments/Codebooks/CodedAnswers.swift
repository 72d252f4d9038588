/// The numbers of a column, whatever it holds.
struct ColumnScores {
  let column: Int
  private let rows: CodedRows
  private let byPlace: [Double]
  private let kind: ColumnKind

  init?(_ rows: CodedRows, _ column: Int, _ kind: ColumnKind) {
    self.rows = rows
    self.column = column
    self.kind = kind
    switch kind {
    case .text, .factor, .choices: return nil
    case .answers(let levels): byPlace = levels.map { Double($0.value) }
    case .number, .whole, .rating, .slider: byPlace = []
    }
  }

  /// The number of a cell that has one.
  func score(_ row: Int) -> Double {
    switch kind {
    case .whole: Double(rows.wholes[column][row])
    case .number, .rating, .slider: rows.numbers[column][row]
    case .answers, .text, .factor, .choices: byPlace[Int(rows.code(row: row, column: column))]
    }
  }

  func read(_ range: Range<Int>, into scores: UnsafeMutableBufferPointer<Double>) {
    guard byPlace.isEmpty else {
      rows.codes.withUnsafeBufferPointer { codes in
        byPlace.withUnsafeBufferPointer { byPlace in
          for (place, row) in range.enumerated() {
            let code = Int(codes[row * rows.width + column])
            scores[place] = code < 0 ? .nan : byPlace[code]
          }
        }
      }
      return
    }
    for (place, row) in range.enumerated() {
      scores[place] = rows.code(row: row, column: column) < 0 ? .nan : score(row)
    }
  }
}

/// The answers in the rows of a codebook.
struct CodedAnswers: AnswerSource {
  let rows: CodedRows
  /// The columns of the items; `nil` for a scale.
  let items: [ColumnScores?]
  /// The answers to the scales among the items; `nil` for a column.
  let parts: [CodedAnswers?]
  let levels: NormLevels?

  var count: Int { rows.count }

  func read(item: Int, _ range: Range<Int>, into scores: UnsafeMutableBufferPointer<Double>) {
    guard let scored = items[item] else { return scores.update(repeating: .nan) }
    scored.read(range, into: scores)
  }

  func reason(item: Int, row: Int) -> AbsenceReason {
    items[item].flatMap { CodedRows.reason(rows.code(row: row, column: $0.column)) } ?? .lost
  }

  func part(_ item: Int) -> CodedAnswers? { parts[item] }

  func normLevel(row: Int) -> String? {
    guard let levels else { return nil }
    let code = Int(rows.code(row: row, column: levels.column))
    return levels.levels.indices.contains(code) ? levels.levels[code] : nil
  }

  var normFactor: String { levels?.factor ?? "norm" }
}

/// A factor by whose levels norms differ.
struct NormLevels {
  let factor: String
  let column: Int
  let levels: [String]
}
