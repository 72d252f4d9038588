/// The cells of a data dictionary that have parts, as text.
enum DictionaryCell {
  /// The parts of a cell between bars; none for an empty cell.
  static func parts(_ cell: String) -> [String] {
    // By bytes: a combining mark after a bar would hide it from a search by characters.
    cell.isEmpty ? [] : parts(cell, DictionaryColumn.bar)
  }

  private static func parts(_ cell: String, _ separator: UInt8) -> [String] {
    cell.utf8.split(separator: separator, omittingEmptySubsequences: false).map { String(Substring($0)) }
  }

  /// A code and its words: "1=no", or a code alone.
  static func pair(_ part: String) -> (code: String, label: String?) {
    guard let place = part.utf8.firstIndex(of: UInt8(ascii: "=")) else { return (part, nil) }
    return (String(part[..<place]), String(part[part.utf8.index(after: place)...]))
  }

  /// Conditions between bars; `nil` where one of them is none.
  static func conditions(_ cell: String, _ kind: @escaping (String) -> ColumnKind?) -> [Condition]? {
    let read = parts(cell).map { condition($0, kind) }
    let conditions = read.compactMap { $0 }
    return conditions.count == read.count ? conditions : nil
  }

  private static let words = [" = ", " in ", " >= ", " <= ", " includes "]

  private static func condition(_ text: String, _ kind: @escaping (String) -> ColumnKind?) -> Condition? {
    let answered = " answered"
    if text.hasSuffix(answered) { return Condition(String(text.dropLast(answered.count)), .answered) }
    // The first word that stands in the text decides: what follows may hold the others.
    let found = words.compactMap { word in text.firstRange(of: word).map { (word, $0) } }
      .min { $0.1.lowerBound < $1.1.lowerBound }
    guard let (word, range) = found else { return nil }
    let (column, value) = (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
    let read = { (text: String) in Self.value(text, kind(column)) }
    switch word {
    case " = ": return Condition(column, .equals(read(value)))
    case " in ": return Condition(column, .isOneOf(parts(value, UInt8(ascii: ";")).map(read)))
    case " includes ": return Condition(column, .includes(value))
    default:
      var copy = value
      guard case .value(let number) = copy.withUTF8({ DecimalParser.number($0) }) else { return nil }
      return Condition(column, word == " >= " ? .atLeast(number) : .atMost(number))
    }
  }

  /// A number where the column has numbers, else a name.
  private static func value(_ text: String, _ kind: ColumnKind?) -> Condition.Value {
    switch kind {
    case .answers, .number, .whole, .rating, .slider:
      var copy = text
      guard case .value(let number) = copy.withUTF8({ DecimalParser.number($0) }) else { return .name(text) }
      return .number(number)
    case .text, .factor, .choices, nil: return .name(text)
    }
  }

  /// A condition as a part of a cell.
  static func text(_ condition: Condition) -> String {
    let column = condition.column
    return switch condition.comparison {
    case .equals(let value): "\(column) = \(value.text)"
    case .isOneOf(let values): "\(column) in \(values.map(\.text).joined(separator: ";"))"
    case .atLeast(let number): "\(column) >= \(shortNumber(number))"
    case .atMost(let number): "\(column) <= \(shortNumber(number))"
    case .includes(let name): "\(column) includes \(name)"
    case .answered: "\(column) answered"
    }
  }
}

extension String {
  /// The first place at which an ASCII text stands in this one.
  fileprivate func firstRange(of part: String) -> Range<String.Index>? {
    let (bytes, wanted) = (Array(utf8), Array(part.utf8))
    guard bytes.count >= wanted.count else { return nil }
    let starts = 0...(bytes.count - wanted.count)
    guard let start = starts.first(where: { bytes[$0..<($0 + wanted.count)].elementsEqual(wanted) }) else {
      return nil
    }
    let lower = utf8.index(startIndex, offsetBy: start)
    return lower..<utf8.index(lower, offsetBy: wanted.count)
  }
}
