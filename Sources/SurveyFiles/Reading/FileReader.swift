/// Reads a data file into coded rows: header, rows, and every fault on the way.
struct FileReader {
  /// The rows without faults.
  private(set) var rows: CodedRows
  /// Their numbers in the file, the header being row 1.
  private(set) var rowNumbers: [Int] = []
  /// The names of the columns that were left unread.
  private(set) var ignored: [String] = []
  private let file: String
  private let limits: FileLimits
  private let otherColumns: OtherColumns
  private let columns: [ColumnDescription]
  /// The place of the column that holds the ids; `nil` where they are not in one column.
  private let idColumn: Int?
  private let decoders: [CellDecoder]
  /// The rows of the ids so far.
  private var ids: [String: Int] = [:]
  private var faults = FaultList()
  private var header: [String] = []
  /// For each column of the file the place in the sink; -1 for one that is not read.
  private var places: [Int] = []
  /// The quick tables of the file's columns, one after the other.
  private var quick: [Int32] = []
  /// The codes of the row that is being read.
  private var codes: [Int32]
  /// The columns of the row whose cells need more than a look-up.
  private var longCells: [Int] = []
  private var row = 0
  private var line = 1

  init(
    _ columns: [ColumnDescription], idColumn: Int?, file: String, otherColumns: OtherColumns,
    limits: FileLimits
  ) {
    self.columns = columns
    self.idColumn = idColumn
    self.file = file
    self.limits = limits
    self.otherColumns = otherColumns
    rows = CodedRows(columns)
    codes = Array(repeating: CodedRows.noCode, count: columns.count)
    decoders = columns.map(CellDecoder.init)
  }

  /// Reads a file in pieces.
  mutating func read(path: String) throws(FileError) {
    do throws(PlatformError) {
      let window = try ByteWindow(path: path)
      var offset = start(window.bytes)
      var scanner = RecordScanner(capacity: limits.columns, limits: limits)
      reading: while true {
        switch scanner.scan(window.bytes, from: offset, isLast: window.isLast) {
        case .needsMore:
          try window.refill(keepingFrom: offset)
          offset = 0
        case .end: break reading
        case .record(let next):
          guard take(window.bytes, &scanner) else { break reading }
          offset = next
        }
      }
    } catch {
      faults.add(FileFault(.unreadable, "the file \(error.words)"))
    }
    try finish()
  }

  /// Reads bytes that are in memory.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(FileError) {
    var offset = start(bytes)
    var scanner = RecordScanner(capacity: limits.columns, limits: limits)
    while case .record(let next) = scanner.scan(bytes, from: offset, isLast: true) {
      guard take(bytes, &scanner) else { break }
      offset = next
    }
    try finish()
  }

  /// Skips the byte order mark of UTF-8.
  private func start(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  private func finish() throws(FileError) {
    var all = faults
    if all.count == 0, row < 2 {
      all.add(FileFault(.empty, row == 0 ? "the file is empty" : "the file has a header and no respondents"))
    }
    try all.check(file)
  }

  /// Takes a record; false where reading cannot go on.
  private mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, _ scanner: inout RecordScanner) -> Bool {
    row += 1
    defer { line += 1 + scanner.innerLines }
    if row == 1 {
      guard takeHeader(bytes, scanner) else { return false }
      scanner = RecordScanner(capacity: header.count, limits: limits)
      return true
    }
    guard scanner.faults.isEmpty else {
      addFaults(of: scanner, bytes)
      return !scanner.isFatal
    }
    guard scanner.count == header.count else {
      let isBlank = scanner.count == 1 && scanner.cells[0].start == scanner.cells[0].end
      let found =
        isBlank ? "the line is empty" : "has \(scanner.count) \(scanner.count == 1 ? "cell" : "cells")"
      add(.ragged, found, expected: "\(header.count), as in the header")
      return true
    }
    takeRow(bytes, scanner)
    return true
  }

  // MARK: Header

  private mutating func takeHeader(_ bytes: UnsafeBufferPointer<UInt8>, _ scanner: RecordScanner) -> Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      add(.encoding, "the file is UTF-16", expected: "UTF-8")
      return false
    }
    guard scanner.count <= limits.columns else {
      add(.tooLong, "the header has more than \(limits.columns) columns")
      return false
    }
    guard scanner.faults.isEmpty else {
      addFaults(of: scanner, bytes)
      return false
    }
    for cell in scanner.cells[..<scanner.count] {
      let name = cell.withContent(bytes) { (text: String(decoding: $0, as: UTF8.self), isValid: isUTF8($0)) }
      guard name.isValid else {
        add(.encoding, value: name.text, "is not UTF-8")
        return false
      }
      header.append(name.text)
    }
    return matchHeader()
  }

  private mutating func matchHeader() -> Bool {
    let wanted = Dictionary(columns.enumerated().map { ($1.name, $0) }) { first, _ in first }
    if header.count == 1, wanted[header[0]] == nil,
      let separator = [";": "semicolons", "\t": "tabs", "|": "bars"].first(where: {
        header[0].contains($0.key)
      })
    {
      add(.unknownColumn, "the columns are separated by \(separator.value)", expected: "commas")
      return false
    }
    var seen: Set<String> = []
    for name in header {
      guard seen.insert(name).inserted else {
        add(.duplicateColumn, column: name, "stands in the header twice")
        places.append(-1)
        continue
      }
      if wanted[name] == nil {
        if otherColumns == .ignore {
          ignored.append(name)
        } else {
          add(.unknownColumn, column: name, hint(for: name, wanted))
        }
      }
      places.append(wanted[name] ?? -1)
    }
    for column in columns where !seen.contains(column.name) {
      add(.missingColumn, column: column.name, "is missing from the header")
    }
    quick = places.flatMap { $0 < 0 ? Array(repeating: -1, count: 257) : decoders[$0].short }
    return true
  }

  private func hint(for name: String, _ wanted: [String: Int]) -> String {
    let plain = { (text: String) in String(text.lowercased().filter { !$0.isWhitespace }) }
    let similar = wanted.keys.filter { plain($0) == plain(name) }.min()
    return "is not a column of the questionnaire" + (similar.map { "; did you mean \"\($0)\"?" } ?? "")
  }

  // MARK: Rows

  private mutating func takeRow(_ bytes: UnsafeBufferPointer<UInt8>, _ scanner: RecordScanner) {
    var isSound = true
    rows.beginRow()
    takeShortCells(bytes, scanner)
    for column in longCells {
      let isValue = scanner.cells[column].withContent(bytes) {
        takeCell($0, column, places[column], mayBeBroken: scanner.hasHighBytes)
      }
      if !isValue { isSound = false }
    }
    if !takeID() { isSound = false }
    guard isSound else { return rows.dropRow() }
    rowNumbers.append(row)
    rows.endRow(codes: codes)
  }

  /// Looks up the codes of the cells of at most one byte, and lists the other cells.
  private mutating func takeShortCells(_ bytes: UnsafeBufferPointer<UInt8>, _ scanner: RecordScanner) {
    longCells.removeAll(keepingCapacity: true)
    let none = CodedRows.noCode
    for place in codes.indices { codes[place] = none }
    scanner.cells.withUnsafeBufferPointer { cells in
      quick.withUnsafeBufferPointer { quick in
        places.withUnsafeBufferPointer { places in
          codes.withUnsafeMutableBufferPointer { codes in
            for column in places.indices {
              let (cell, place) = (cells[column], places[column])
              let width = cell.end - cell.start
              let entry = width == 0 ? 256 : Int(bytes[cell.start])
              let code = width <= 1 && place >= 0 ? quick[column * 257 + entry] : none
              if code == none { longCells.append(column) } else { codes[place] = code }
            }
          }
        }
      }
    }
  }

  /// Checks that the id of the row is one that no earlier row has.
  private mutating func takeID() -> Bool {
    guard let idColumn, codes[idColumn] != CodedRows.noCode else { return true }
    return takeID(rows.texts[idColumn][rows.count], row: row, line: line)
  }

  private mutating func takeID(_ id: String, row: Int, line: Int?) -> Bool {
    let column = idColumn.map { columns[$0].name }
    if id.isEmpty {
      faults.add(FileFault(.required, row: row, line: line, column: column, "the id is empty"))
      return false
    }
    if let earlier = ids.updateValue(row, forKey: id) {
      ids[id] = earlier
      let problem = "is the id of row \(earlier) too"
      faults.add(FileFault(.duplicateID, row: row, line: line, column: column, value: id, problem))
      return false
    }
    return true
  }

  /// Checks ids that are made of several columns.
  mutating func check(computedIDs: [String]) throws(FileError) {
    guard idColumn == nil else { return }
    for (id, row) in zip(computedIDs, rowNumbers) { _ = takeID(id, row: row, line: nil) }
    try faults.check(file)
  }

  private mutating func takeCell(
    _ content: UnsafeBufferPointer<UInt8>, _ column: Int, _ place: Int, mayBeBroken: Bool
  ) -> Bool {
    if mayBeBroken, !isUTF8(content) {
      add(.encoding, column: header[column], value: String(decoding: content, as: UTF8.self), "is not UTF-8")
      return false
    }
    guard place >= 0 else { return true }
    switch decoders[place].decode(content) {
    case .value(let value):
      codes[place] = rows.put(value, column: place)
      return true
    case .fault(let kind, let problem):
      let value = content.isEmpty ? nil : String(decoding: content, as: UTF8.self)
      add(kind, column: header[column], value: value, problem, expected: decoders[place].expected)
      return false
    }
  }

  // MARK: Faults

  private mutating func add(
    _ kind: FileFault.Kind, column: String? = nil, value: String? = nil, _ problem: String,
    expected: String? = nil
  ) {
    faults.add(
      FileFault(kind, row: row, line: line, column: column, value: value, problem, expected: expected))
  }

  private mutating func addFaults(of scanner: RecordScanner, _ bytes: UnsafeBufferPointer<UInt8>) {
    for (cell, fault) in scanner.faults {
      let column = header.indices.contains(cell) ? header[cell] : row == 1 ? nil : "cell \(cell + 1)"
      let (kind, problem) = fault.words(limits)
      add(kind, column: column, problem)
    }
  }
}

private func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  String(validating: bytes, as: UTF8.self) != nil
}

extension RecordScanner.Cell {
  /// Calls with the bytes of the cell, doubled quotes made single.
  @inline(__always)
  func withContent<Value>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Value
  ) -> Value {
    let content = UnsafeBufferPointer(rebasing: bytes[start..<end])
    return hasEscapes ? unescaped(content).withUnsafeBufferPointer(body) : body(content)
  }

  private func unescaped(_ content: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var single: [UInt8] = []
    var isSecond = false
    for byte in content {
      isSecond = byte == UInt8(ascii: "\"") && !isSecond
      if !isSecond || byte != UInt8(ascii: "\"") { single.append(byte) }
    }
    return single
  }
}

extension RecordScanner.Fault {
  func words(_ limits: FileLimits) -> (FileFault.Kind, String) {
    switch self {
    case .quoteInCell: (.quote, "a quote stands within a cell that does not begin with one")
    case .textAfterQuote: (.quote, "text follows the closing quote")
    case .openQuote: (.quote, "the quote that opens the cell never closes")
    case .loneReturn: (.lineEnd, "a carriage return stands without a line feed")
    case .nul: (.encoding, "a NUL byte")
    case .cellTooLong:
      (.tooLong, "the cell is longer than \(limits.cellBytes) bytes; perhaps a quote never closes")
    case .rowTooLong: (.tooLong, "the row is longer than \(limits.rowBytes) bytes")
    }
  }
}
