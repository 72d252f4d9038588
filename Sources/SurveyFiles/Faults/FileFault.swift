/// One thing that is wrong with a data file: where, what stands there, and what was expected.
public struct FileFault: Hashable, Sendable, CustomStringConvertible {
  /// The kind of fault, for programs; the words are for people.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// There is no such file, or it cannot be read.
    case unreadable
    /// The questionnaire or the codebook contradicts itself.
    case definition
    /// The file is empty, or has a header and nothing else.
    case empty
    /// The bytes are not UTF-8, or hold a NUL.
    case encoding
    /// A column is missing from the header.
    case missingColumn = "missing column"
    /// A column of the header is not in the questionnaire.
    case unknownColumn = "unknown column"
    /// Two columns of the header have one name.
    case duplicateColumn = "duplicate column"
    /// A row has more or fewer cells than the header.
    case ragged
    /// A quote stands where none may, or never closes.
    case quote
    /// A carriage return without a line feed.
    case lineEnd = "line end"
    /// A cell, a row or a header beyond the limits.
    case tooLong = "too long"
    /// A cell that is not of the expected kind.
    case value
    /// A number or an answer outside the declared range.
    case outOfRange = "out of range"
    /// An empty cell in a required column.
    case required
    /// An answer to a question that was not shown, by the conditions of its field.
    case notShown = "not shown"
    /// An id that an earlier row has.
    case duplicateID = "duplicate id"
  }

  /// The kind of fault.
  public let kind: Kind
  /// The row as spreadsheets count, the header being row 1; `nil` where the file as a whole is at fault.
  public let row: Int?
  /// The line of text on which the row begins; differs from the row after cells with line breaks.
  public let line: Int?
  /// The name of the column.
  public let column: String?
  /// What stands in the cell, cut after 60 characters.
  public let value: String?
  /// What is wrong.
  public let problem: String
  /// What was expected instead, where there is something to say.
  public let expected: String?

  init(
    _ kind: Kind, row: Int? = nil, line: Int? = nil, column: String? = nil, value: String? = nil,
    _ problem: String, expected: String? = nil
  ) {
    self.kind = kind
    self.row = row
    self.line = line
    self.column = column.map(Self.excerpt)
    self.value = value.map(Self.excerpt)
    self.problem = problem
    self.expected = expected
  }

  /// The fault in one line: `row 12, age: "abc" is not a number; expected a number from 16 to 110`.
  public var description: String {
    var place = row.map { "row \($0)" } ?? ""
    if let row, let line, line != row { place += " (line \(line))" }
    if let column {
      let isPlain = !column.isEmpty && column.first != " " && column.last != " "
      place += (place.isEmpty ? "" : ", ") + (isPlain ? column : "\"\(column)\"")
    }
    let what = value.map { "\"\($0)\" \(problem)" } ?? problem
    return (place.isEmpty ? "" : place + ": ") + what + (expected.map { "; expected \($0)" } ?? "")
  }

  /// A cell's text for print: cut, and with control characters made visible.
  static func excerpt(_ text: String) -> String {
    var shown = ""
    for (index, scalar) in text.unicodeScalars.prefix(61).enumerated() {
      if index == 60 {
        shown += "…"
      } else if scalar.value < 0x20 || scalar.value == 0x7f {
        shown += scalar.escaped(asASCII: true)
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}
