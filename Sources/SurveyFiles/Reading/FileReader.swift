/// Reads a data file into coded rows: header, rows, and every fault on the way.
struct FileReader {
  /// The rows without faults.
  var rows: CodedRows
  /// Their numbers in the file, the header being row 1.
  var rowNumbers: [Int] = []
  /// The names of the columns that were left unread.
  var ignored: [String] = []
  let file: String
  let limits: FileLimits
  let otherColumns: OtherColumns
  /// Whether columns that are not required may be missing; their cells then have no code.
  let mayLackColumns: Bool
  let columns: [ColumnDescription]
  /// The place of the column that holds the ids; `nil` where they are not in one column.
  let idColumn: Int?
  let decoders: [CellDecoder]
  /// When questions are shown; `nil` where all of them always are.
  let skipLogic: SkipLogic?
  /// The number of answers that were kept though their question was not shown, by column.
  var kept: [Int: Int] = [:]
  /// The rows of the ids so far.
  var ids: [String: Int] = [:]
  var faults = FaultList()
  var header: [String] = []
  /// For each column of the file the place in the sink; -1 for one that is not read.
  var places: [Int] = []
  /// The codes of short cells, column after column.
  let quick: [Int32]
  /// The codes of the row that is being read.
  var codes: [Int32]
  /// The columns of the row whose cells need more than a look-up.
  var longCells: [Int] = []
  var row = 0
  var line = 1

  init(
    _ columns: [ColumnDescription], idColumn: Int?, file: String, otherColumns: OtherColumns,
    limits: FileLimits, mayLackColumns: Bool = false
  ) {
    self.columns = columns
    self.idColumn = idColumn
    self.file = file
    self.limits = limits
    self.otherColumns = otherColumns
    self.mayLackColumns = mayLackColumns
    rows = CodedRows(columns)
    codes = Array(repeating: CodedRows.noCode, count: columns.count)
    decoders = columns.map(CellDecoder.init)
    skipLogic = SkipLogic(columns)
    quick = decoders.flatMap(\.short)
  }

  /// Reads a file in pieces.
  mutating func read(path: String, chunk: Int = 1 << 18) throws(FileError) {
    scan(path: path, chunk: chunk)
    try finish()
  }

  /// Takes the records of a file, without judging the whole.
  mutating func scan(path: String, chunk: Int = 1 << 18) {
    do throws(PlatformError) {
      let window = try ByteWindow(path: path, chunk: chunk)
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
  }

  /// Reads bytes that are in memory.
  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(FileError) {
    scan(bytes)
    try finish()
  }

  /// Takes the records of bytes that are in memory, without judging the whole.
  mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
    var offset = start(bytes)
    var scanner = RecordScanner(capacity: limits.columns, limits: limits)
    while case .record(let next) = scanner.scan(bytes, from: offset, isLast: true) {
      guard take(bytes, &scanner) else { break }
      offset = next
    }
  }

  /// Skips the byte order mark of UTF-8.
  func start(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  func finish() throws(FileError) {
    var all = faults
    if all.count == 0, row < 2 {
      all.add(FileFault(.empty, row == 0 ? "the file is empty" : "the file has a header and no rows"))
    }
    try all.check(file)
  }

  /// Takes a record; false where reading cannot go on.
  mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, _ scanner: inout RecordScanner) -> Bool {
    row += 1
    defer { line += 1 + scanner.innerLines }
    if row == 1 {
      guard takeHeader(bytes, scanner) else { return false }
      scanner = RecordScanner(capacity: header.count, limits: limits)
      return true
    }
    guard scanner.faults.isEmpty else {
      addFaults(of: scanner)
      // The other cells of the row can be checked, unless a quote has swallowed them.
      let isReadable = scanner.count == header.count && !scanner.faults.contains { $0.fault == .openQuote }
      if isReadable, !scanner.isFatal { takeRow(bytes, scanner, skipping: Set(scanner.faults.map(\.cell))) }
      return !scanner.isFatal
    }
    guard scanner.count == header.count else {
      let isBlank = scanner.count == 1 && scanner.cells[0].start == scanner.cells[0].end
      let found =
        isBlank ? "the line is empty" : "has \(scanner.count) \(scanner.count == 1 ? "cell" : "cells")"
      add(.ragged, found, expected: "\(header.count)\(isBlank ? " cells" : ""), as in the header")
      return true
    }
    takeRow(bytes, scanner)
    return true
  }
}
