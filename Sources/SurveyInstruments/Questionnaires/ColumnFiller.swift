/// Puts a column of a data file into a property of many respondents.
///
/// The values behind codes are made once and copied from a table. The loop avoids optionals of the
/// generic type: each would cost a look-up of metadata.
final class ColumnFiller<R, Value>: @unchecked Sendable {
  private let path: WritableKeyPath<R, Value> & Sendable
  private let offset: Int?
  private let kind: ColumnKind
  private let decode: @Sendable (FieldValue) -> Value?
  /// The values by code, counted from the last reason of absence; not written after the initializer.
  private let table: UnsafeMutablePointer<Value>
  private let isKnown: [Bool]

  init(
    _ path: WritableKeyPath<R, Value> & Sendable, _ kind: ColumnKind,
    _ decode: @escaping @Sendable (FieldValue) -> Value?
  ) {
    self.path = path
    self.kind = kind
    self.decode = decode
    offset = MemoryLayout<R>.offset(of: path)
    let places =
      switch kind {
      case .answers(let levels): levels.count
      case .factor(let options, _): options.count
      case .text, .number, .whole, .choices, .rating, .slider: 0
      }
    let entries = (CodedRows.lowestCode..<Int32(clamping: places)).map { code -> Value? in
      if let reason = CodedRows.reason(code) { return decode(.absent(reason)) }
      return code < 0 ? nil : decode(.index(Int(code)))
    }
    isKnown = entries.map { $0 != nil }
    table = UnsafeMutablePointer.allocate(capacity: max(entries.count, 1))
    for (place, entry) in entries.enumerated() {
      if let entry { (table + place).initialize(to: entry) }
    }
  }

  deinit {
    for (place, isKnown) in isKnown.enumerated() where isKnown { (table + place).deinitialize(count: 1) }
    table.deallocate()
  }

  /// Fills respondents from the rows that begin with `start`, and names the rows whose value the
  /// property's type does not accept.
  func fill(
    _ respondents: UnsafeMutableBufferPointer<R>, _ rows: CodedRows, from start: Int, column: Int
  ) -> [Int] {
    guard let base = UnsafeMutableRawPointer(respondents.baseAddress) else { return [] }
    var refused: [Int] = []
    for row in 0..<respondents.count {
      let code = Int(rows.code(row: start + row, column: column))
      let entry = code - Int(CodedRows.lowestCode)
      guard isKnown.indices.contains(entry) && isKnown[entry] else {
        guard code == 0, let value = uncoded(rows, start + row, column) else {
          refused.append(start + row)
          continue
        }
        respondents[row][keyPath: path] = value
        continue
      }
      if let offset {
        let place = base + (row * MemoryLayout<R>.stride + offset)
        place.assumingMemoryBound(to: Value.self).pointee = table[entry]
      } else {
        respondents[row][keyPath: path] = table[entry]
      }
    }
    return refused
  }

  /// The value of a cell that stands in its column's array.
  private func uncoded(_ rows: CodedRows, _ row: Int, _ column: Int) -> Value? {
    switch kind {
    case .text: decode(.text(rows.texts[column][row]))
    case .whole: decode(.whole(rows.wholes[column][row]))
    case .number, .rating, .slider: decode(.number(rows.numbers[column][row]))
    case .choices: decode(.set(rows.sets[column][row]))
    case .answers, .factor: nil
    }
  }
}
