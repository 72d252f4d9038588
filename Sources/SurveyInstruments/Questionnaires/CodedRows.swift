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
  private let numberColumns: [Int]
  private let wholeColumns: [Int]
  private let textColumns: [Int]

  package init(_ columns: [ColumnDescription]) {
    width = columns.count
    numbers = columns.map { _ in [] }
    wholes = numbers.map { _ in [] }
    texts = numbers.map { _ in [] }
    numberColumns = columns.indices.filter {
      switch columns[$0].kind {
      case .number, .rating: true
      case .text, .whole, .factor, .answers: false
      }
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
  }

  /// Takes a value of the row that was begun, and gives its code.
  package mutating func put(_ value: FieldValue, column: Int) -> Int32 {
    switch value {
    case .index(let place): return Int32(exactly: place) ?? Self.noCode
    case .absent(let reason): return Self.code(of: reason)
    case .number(let number): numbers[column][count] = number
    case .whole(let whole): wholes[column][count] = whole
    case .text(let text): texts[column][count] = text
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
  }

  /// The code of a cell.
  package func code(row: Int, column: Int) -> Int32 { codes[row * width + column] }

  /// A cell's content where it is text or a number; `nil` for an answer, a level or an absence.
  package func cellText(row: Int, column: Int) -> String? {
    if texts[column].indices.contains(row) { return texts[column][row] }
    if numbers[column].indices.contains(row) { return shortNumber(numbers[column][row]) }
    return wholes[column].indices.contains(row) ? String(wholes[column][row]) : nil
  }
}
