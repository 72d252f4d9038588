/// The cells of a data file between the reader and what it fills, row by row.
///
/// Every cell has a code: the place of an answer or level in its list, 0 for a number or text that
/// stands in its column's array, and below ``noCode`` for the reasons of absence.
package struct CodedRows: Sendable {
  /// The code of a cell that has not been read.
  package static let noCode: Int32 = -1

  /// The code of the last reason of absence.
  static let lowestCode: Int32 = -6

  /// The number of columns.
  package let width: Int
  /// The number of rows.
  package private(set) var count = 0
  /// The codes, row after row.
  package private(set) var codes: [Int32] = []
  /// The numbers of each column of numbers or ratings; 0 where a cell is absent.
  package private(set) var numbers: [[Double]]
  /// The whole numbers of each column of them; 0 where a cell is absent.
  package private(set) var wholes: [[Int]]
  /// The texts of each column of text; empty where a cell is absent.
  package private(set) var texts: [[String]]
  /// The options ticked in each column of them, a bit for each; 0 where a cell is absent.
  package private(set) var sets: [[UInt64]]
  private let numberColumns: [Int]
  private let wholeColumns: [Int]
  private let textColumns: [Int]
  private let setColumns: [Int]

  package init(_ columns: [ColumnDescription]) {
    width = columns.count
    numbers = columns.map { _ in [] }
    wholes = numbers.map { _ in [] }
    texts = numbers.map { _ in [] }
    sets = numbers.map { _ in [] }
    numberColumns = columns.indices.filter {
      switch columns[$0].kind {
      case .number, .rating, .slider: true
      case .text, .whole, .factor, .choices, .answers: false
      }
    }
    setColumns = columns.indices.filter {
      if case .choices = columns[$0].kind { true } else { false }
    }
    wholeColumns = columns.indices.filter {
      if case .whole = columns[$0].kind { true } else { false }
    }
    textColumns = columns.indices.filter { columns[$0].kind == .text }
  }

  /// The code of a reason of absence.
  package static func code(of reason: AbsenceReason) -> Int32 {
    switch reason {
    case .skipped: -2
    case .refused: -3
    case .notApplicable: -4
    case .notShown: -5
    case .lost: -6
    }
  }

  /// The reason behind a code; `nil` for a value.
  package static func reason(_ code: Int32) -> AbsenceReason? {
    switch code {
    case -2: .skipped
    case -3: .refused
    case -4: .notApplicable
    case -5: .notShown
    case -6: .lost
    default: nil
    }
  }

  /// Begins a row: its numbers and texts follow by ``put(_:column:)``, its codes by ``endRow(codes:)``.
  package mutating func beginRow() {
    for column in numberColumns { numbers[column].append(0) }
    for column in wholeColumns { wholes[column].append(0) }
    for column in textColumns { texts[column].append("") }
    for column in setColumns { sets[column].append(0) }
  }

  /// Takes a value of the row that was begun, and gives its code.
  package mutating func put(_ value: FieldValue, column: Int) -> Int32 {
    switch value {
    case .index(let place): return Int32(exactly: place) ?? Self.noCode
    case .absent(let reason): return Self.code(of: reason)
    case .number(let number): numbers[column][count] = number
    case .whole(let whole): wholes[column][count] = whole
    case .text(let text): texts[column][count] = text
    case .set(let bits): sets[column][count] = bits
    }
    return 0
  }

  /// Keeps the row that was begun, with its codes.
  package mutating func endRow(codes row: [Int32]) {
    codes += row
    count += 1
  }

  /// Drops the row that was begun.
  package mutating func dropRow() {
    for column in numberColumns { numbers[column].removeLast() }
    for column in wholeColumns { wholes[column].removeLast() }
    for column in textColumns { texts[column].removeLast() }
    for column in setColumns { sets[column].removeLast() }
  }

  /// The code of a cell.
  package func code(row: Int, column: Int) -> Int32 { codes[row * width + column] }

  /// The value of a cell with a code; the row may be the one that was begun.
  package func value(code: Int32, row: Int, column: Int, _ kind: ColumnKind) -> FieldValue {
    if let reason = Self.reason(code) { return .absent(reason) }
    switch kind {
    case .text where texts[column].indices.contains(row): return .text(texts[column][row])
    case .whole where wholes[column].indices.contains(row): return .whole(wholes[column][row])
    case .number, .rating, .slider:
      return numbers[column].indices.contains(row) ? .number(numbers[column][row]) : .absent(.lost)
    case .choices where sets[column].indices.contains(row): return .set(sets[column][row])
    case .answers, .factor: return code < 0 ? .absent(.lost) : .index(Int(code))
    case .text, .whole, .choices: return .absent(.lost)
    }
  }

  /// The value of a cell.
  package func value(row: Int, column: Int, _ kind: ColumnKind) -> FieldValue {
    value(code: code(row: row, column: column), row: row, column: column, kind)
  }
}

extension ColumnKind {
  /// A value as it stands in a data file; `nil` for an absent one and for one of another kind.
  package func cellText(_ value: FieldValue) -> String? {
    switch (value, self) {
    case (.text(let text), _): text
    case (.number(let number), _): shortNumber(number)
    case (.whole(let whole), _): String(whole)
    case (.index(let place), .answers(let levels)) where levels.indices.contains(place):
      String(levels[place].value)
    case (.index(let place), .factor(let options, _)) where options.indices.contains(place):
      options[place].name
    case (.set(0), .choices(_, let none)): none
    case (.set(let bits), .choices(let options, _)):
      options.enumerated().filter { $0.offset < 64 && bits >> UInt64($0.offset) & 1 == 1 }
        .map(\.element.name).joined(separator: ";")
    default: nil
    }
  }
}
