/// Splits bytes into records by RFC 4180, strictly: whatever the grammar does not allow is a fault.
///
/// Works on a window of the file. A record that the window cuts off is scanned again from its start
/// when more bytes have come.
struct RecordScanner {
  /// A cell of a record: where its content stands, quotes not included.
  struct Cell {
    var start = 0
    var end = 0
    /// Whether the content holds doubled quotes.
    var hasEscapes = false
  }

  /// What breaks the grammar.
  enum Fault: UInt8 {
    case quoteInCell, textAfterQuote, openQuote, loneReturn, nul, cellTooLong, rowTooLong
  }

  enum Outcome {
    /// A record, and the place where the next begins.
    case record(next: Int)
    /// The window ends before the record does.
    case needsMore
    /// Nothing is left.
    case end
  }

  private(set) var cells: [Cell]
  /// The number of cells in the record; those beyond the capacity are counted, not kept.
  private(set) var count = 0
  /// What is wrong with the record, by place of the cell.
  private(set) var faults: [(cell: Int, fault: Fault)] = []
  /// Whether the record holds bytes that are not ASCII.
  private(set) var hasHighBytes = false
  /// Line breaks within cells.
  private(set) var innerLines = 0
  /// Whether the record cannot be finished within the limits.
  private(set) var isFatal = false
  private let capacity: Int
  private let limits: FileLimits
  /// The faults already noted of the cell that is being scanned.
  private var noted: UInt8 = 0

  /// Scans records, of which `capacity` cells are kept.
  init(capacity: Int, limits: FileLimits) {
    self.capacity = max(capacity, 1)
    self.limits = limits
    cells = Array(repeating: Cell(), count: min(self.capacity, 256))
  }

  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")
  private static let feed = UInt8(ascii: "\n")
  private static let carriage = UInt8(ascii: "\r")

  /// Scans the record that begins at `start`.
  mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isLast: Bool) -> Outcome {
    guard start < bytes.count else { return isLast ? .end : .needsMore }
    (count, hasHighBytes, innerLines, isFatal) = (0, false, 0, false)
    if !faults.isEmpty { faults.removeAll(keepingCapacity: true) }
    if let next = scanSimple(bytes, from: start) { return .record(next: next) }
    var position = start
    while true {
      let cellStart = position
      noted = 0
      var cell = Cell(start: position, end: position)
      let isOpen =
        position < bytes.count && bytes[position] == Self.quote
        ? scanQuoted(bytes, &position, &cell) : scanPlain(bytes, &position, &cell)
      if position - cellStart > limits.cellBytes { return refuse(.cellTooLong, at: position) }
      if position - start > limits.rowBytes { return refuse(.rowTooLong, at: position) }
      if position >= bytes.count, !isLast { return .needsMore }
      if isOpen { note(.openQuote) }
      if count < cells.count {
        cells[count] = cell
      } else if count < capacity {
        cells.append(cell)
      }
      count += 1
      guard position < bytes.count else { return .record(next: position) }
      let separator = bytes[position]
      position += 1
      if separator == Self.comma {
        // A comma at the very end of the file is followed by one more, empty cell.
        continue
      }
      if separator == Self.carriage {
        if position < bytes.count {
          position += 1
        } else {
          if !isLast { return .needsMore }
          note(.loneReturn)
        }
      }
      return .record(next: position)
    }
  }

  /// Scans a record without quotes, control characters or excess that ends within the window: nearly
  /// every record of nearly every file. `nil` leaves the record to the full grammar.
  private mutating func scanSimple(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    let end = min(bytes.count, start + limits.rowBytes)
    var (position, cellStart, found, high) = (start, start, 0, UInt8(0))
    return cells.withUnsafeMutableBufferPointer { cells in
      while position < end {
        let byte = bytes[position]
        high |= byte
        // Letters, digits, the minus sign and the point come after the comma.
        if byte > Self.comma {
          position += 1
          continue
        }
        if byte == Self.comma || byte == Self.feed || byte == Self.carriage {
          guard found < cells.count, position - cellStart <= limits.cellBytes else { return nil }
          cells[found] = Cell(start: cellStart, end: position)
          found += 1
          position += 1
          cellStart = position
          if byte == Self.comma { continue }
          if byte == Self.carriage {
            guard position < end, bytes[position] == Self.feed else { return nil }
            position += 1
          }
          (count, hasHighBytes) = (found, high >= 0x80)
          return position
        }
        guard byte >= 0x20, byte != Self.quote else { return nil }
        position += 1
      }
      return nil
    }
  }

  private mutating func refuse(_ fault: Fault, at position: Int) -> Outcome {
    note(fault)
    isFatal = true
    return .record(next: position)
  }

  /// Notes a fault once per cell; a row of endless faults is not worth endless memory.
  private mutating func note(_ fault: Fault) {
    let bit: UInt8 = 1 << fault.rawValue
    guard noted & bit == 0, faults.count < FileError.limit else { return }
    noted |= bit
    faults.append((count, fault))
  }

  /// Scans up to the comma or line break that ends an unquoted cell.
  @inline(__always)
  private mutating func scanPlain(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ cell: inout Cell
  ) -> Bool {
    var high: UInt8 = 0
    while position < bytes.count {
      let byte = bytes[position]
      // Everything that matters is a comma, a quote or below the space.
      if byte < 0x20 || byte == Self.comma || byte == Self.quote {
        if byte == Self.comma || byte == Self.feed { break }
        if byte == Self.carriage {
          if position + 1 >= bytes.count || bytes[position + 1] == Self.feed { break }
          note(.loneReturn)
        } else if byte == Self.quote {
          note(.quoteInCell)
        } else if byte == 0 {
          note(.nul)
        }
      }
      high |= byte
      position += 1
    }
    if high >= 0x80 { hasHighBytes = true }
    cell.end = position
    return false
  }

  /// Scans a quoted cell and what follows it; true where its quote does not close.
  private mutating func scanQuoted(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ cell: inout Cell
  ) -> Bool {
    position += 1
    cell.start = position
    var high: UInt8 = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte == Self.quote {
        guard position + 1 < bytes.count, bytes[position + 1] == Self.quote else { break }
        cell.hasEscapes = true
        position += 1
      } else if byte == Self.feed {
        innerLines += 1
      } else if byte == 0 {
        note(.nul)
      }
      high |= byte
      position += 1
      // Counting bytes here keeps an endless cell from being scanned to its end first.
      if position - cell.start > limits.cellBytes { break }
    }
    if high >= 0x80 { hasHighBytes = true }
    cell.end = min(position, bytes.count)
    guard position < bytes.count else { return true }
    guard bytes[position] == Self.quote else { return false }
    position += 1
    if position < bytes.count, !isEnd(bytes, position) {
      note(.textAfterQuote)
      var rest = Cell()
      _ = scanPlain(bytes, &position, &rest)
    }
    return false
  }

  private func isEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> Bool {
    let byte = bytes[position]
    if byte == Self.carriage { return position + 1 >= bytes.count || bytes[position + 1] == Self.feed }
    return byte == Self.comma || byte == Self.feed
  }
}
