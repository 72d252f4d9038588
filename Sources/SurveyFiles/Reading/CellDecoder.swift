/// Turns the bytes of a column's cells into values, or says what is wrong with them.
struct CellDecoder {
  enum Outcome {
    case value(FieldValue)
    case fault(FileFault.Kind, String)
  }

  let column: ColumnDescription
  /// What was expected, in words.
  let expected: String
  /// The codes of cells of at most one byte, as ``CodedRows`` has them; the last entry is the empty cell's.
  let short: [Int32]
  private let codes: [(bytes: [UInt8], reason: AbsenceReason)]
  /// Places of answers and levels by their text.
  private let places: [String: Int]

  init(_ column: ColumnDescription) {
    self.column = column
    expected = Self.words(column.kind)
    codes = column.absence.map { (Array($0.code.utf8), $0.reason) }
    switch column.kind {
    case .answers(let levels):
      places = Dictionary(levels.enumerated().map { (String($1.value), $0) }) { first, _ in first }
    case .factor(let options, _), .choices(let options, _):
      places = Dictionary(options.enumerated().map { ($1.name, $0) }) { first, _ in first }
    case .text, .number, .whole, .rating, .slider: places = [:]
    }
    var short = Array(repeating: CodedRows.noCode, count: 257)
    // A cell of several options is more than the place of one.
    if case .choices = column.kind {
    } else {
      for (text, place) in places where text.utf8.count <= 1 {
        short[text.utf8.first.map(Int.init) ?? 256] = Int32(truncatingIfNeeded: place)
      }
    }
    if !column.isRequired {
      for (code, reason) in codes where code.count <= 1 {
        short[code.first.map(Int.init) ?? 256] = CodedRows.code(of: reason)
      }
    }
    self.short = short
  }

  /// The value of any cell.
  func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> Outcome {
    for (code, reason) in codes where code.elementsEqual(bytes) {
      guard column.isRequired else { return .value(.absent(reason)) }
      return bytes.isEmpty ? empty : .fault(.required, "stands for a missing value where one is required")
    }
    switch column.kind {
    case .text: return text(bytes)
    case .number(let minimum, let maximum): return number(bytes, minimum, maximum)
    case .rating(let minimum, let maximum): return number(bytes, minimum, maximum)
    case .slider(let minimum, let maximum, let step):
      let outcome = number(bytes, minimum, maximum)
      guard case .value(.number(let value)) = outcome,
        !isStep(value, from: minimum, to: maximum, by: step)
      else { return outcome }
      return .fault(.outOfRange, "stands between two steps")
    case .choices(_, let none): return choices(bytes, none)
    case .whole(let minimum, let maximum):
      guard let value = DecimalParser.whole(bytes) else { return notANumber(bytes, "a whole number") }
      guard value >= minimum ?? .min, value <= maximum ?? .max else {
        return .fault(.outOfRange, "is out of range")
      }
      return .value(.whole(value))
    case .answers:
      if let place = place(bytes) { return .value(.index(place)) }
      guard DecimalParser.whole(bytes) == nil else { return .fault(.outOfRange, "is not an allowed answer") }
      return notANumber(bytes, "an answer")
    case .factor:
      if let place = place(bytes) { return .value(.index(place)) }
      return bytes.isEmpty ? empty : .fault(.value, isPadded(bytes) ? padded : "is not an allowed name")
    }
  }

  private func place(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    places[String(decoding: bytes, as: UTF8.self)]
  }

  /// The options of a cell, in any order, each once.
  private func choices(_ bytes: UnsafeBufferPointer<UInt8>, _ none: String) -> Outcome {
    if bytes.isEmpty { return empty }
    if bytes.elementsEqual(none.utf8) { return .value(.set(0)) }
    if isPadded(bytes) { return .fault(.value, padded) }
    var bits: UInt64 = 0
    for part in bytes.split(separator: ColumnKind.separator, omittingEmptySubsequences: false) {
      let name = String(decoding: part, as: UTF8.self)
      guard let place = places[name], place < 64 else {
        if name.isEmpty { return .fault(.value, "names an option that is empty") }
        if name == none { return .fault(.value, "says \"\(none)\" beside options") }
        return .fault(.value, "names \"\(FileFault.excerpt(name))\", which is no option")
      }
      guard bits >> UInt64(place) & 1 == 0 else { return .fault(.value, "names \"\(name)\" twice") }
      bits |= 1 << UInt64(place)
    }
    return .value(.set(bits))
  }

  private func text(_ bytes: UnsafeBufferPointer<UInt8>) -> Outcome {
    guard !(bytes.isEmpty && column.isRequired) else { return empty }
    return .value(.text(String(decoding: bytes, as: UTF8.self)))
  }

  private func number(
    _ bytes: UnsafeBufferPointer<UInt8>, _ minimum: Double?, _ maximum: Double?
  ) -> Outcome {
    switch DecimalParser.number(bytes) {
    case .value(let value):
      guard value >= minimum ?? -.infinity, value <= maximum ?? .infinity else {
        return .fault(.outOfRange, "is out of range")
      }
      return .value(.number(value))
    case .beyondRange: return .fault(.value, "is beyond the numbers that can be represented")
    case .malformed: return notANumber(bytes, "a number")
    }
  }

  private var empty: Outcome { .fault(.required, "the cell is empty") }
  private var padded: String { "has spaces around it" }

  private func isPadded(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.first == UInt8(ascii: " ") || bytes.last == UInt8(ascii: " ") || bytes.first == 9 || bytes.last == 9
  }

  /// Says why a cell is no number, where the reason is a common one.
  private func notANumber(_ bytes: UnsafeBufferPointer<UInt8>, _ noun: String) -> Outcome {
    if bytes.isEmpty { return empty }
    if isPadded(bytes) { return .fault(.value, padded) }
    let text = String(decoding: bytes.prefix(400), as: UTF8.self).lowercased()
    let bare = text.drop { $0 == "-" || $0 == "+" }
    if ["nan", "inf", "infinity"].contains(bare) { return .fault(.value, "is not a finite number") }
    let isNumber = { (text: String) in
      var copy = text
      return copy.withUTF8 { DecimalParser.number($0) } != .malformed
    }
    if text.contains(","), isNumber(text.replacing(",")) {
      return .fault(.value, "has a comma; numbers have a decimal point")
    }
    if noun != "a number", let spelling = wholeSpelling(String(bare), isNegative: text.hasPrefix("-")) {
      return .fault(.value, spelling)
    }
    return .fault(.value, "is not \(noun)")
  }

  /// What to say of a whole number in another spelling: "2.0", "04", "+5", or more digits than fit.
  private func wholeSpelling(_ size: String, isNegative: Bool) -> String? {
    var copy = size
    switch copy.withUTF8({ DecimalParser.number($0) }) {
    case .malformed: return nil
    case .beyondRange: return "is beyond the numbers that can be represented"
    case .value(let value):
      guard value.rounded() == value else { return nil }
      guard let whole = Int(exactly: isNegative ? -value : value) else {
        return "is beyond the numbers that can be represented"
      }
      return "must be written \(whole)"
    }
  }

  private static func words(_ kind: ColumnKind) -> String {
    switch kind {
    case .text: return "text"
    case .number(nil, nil): return "a number"
    case .whole(nil, nil): return "a whole number"
    case .number, .rating, .slider: return "a number, \(kind.allowed)"
    case .whole: return "a whole number, \(kind.allowed)"
    case .factor(let options, _): return choice(options.map(\.name))
    case .choices(let options, let none):
      return "\(none), or one or more of \(choice(options.map(\.name))), separated by semicolons"
    case .answers(let levels): return choice(levels.map { String($0.value) })
    }
  }

  private static func choice(_ words: [String]) -> String {
    guard words.count > 1, words.count <= 12 else {
      return words.count < 2
        ? words.joined() : "\(words.prefix(10).joined(separator: ", ")) or \(words.count - 10) others"
    }
    return "\(words.dropLast().joined(separator: ", ")) or \(words[words.count - 1])"
  }
}

extension String {
  /// The text with a point in place of its commas.
  fileprivate func replacing(_ comma: Character) -> String { String(map { $0 == comma ? "." : $0 }) }
}
