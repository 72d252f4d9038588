extension FileReader {
  mutating func add(
    _ kind: FileFault.Kind, column: String? = nil, value: String? = nil, _ problem: String,
    expected: String? = nil
  ) {
    faults.add(
      FileFault(kind, row: row, line: line, column: column, value: value, problem, expected: expected))
  }

  mutating func addFaults(of scanner: RecordScanner) {
    for (cell, fault) in scanner.faults {
      let column = header.indices.contains(cell) ? header[cell] : row == 1 ? nil : "cell \(cell + 1)"
      let (kind, problem) = fault.words(limits)
      add(kind, column: column, problem)
    }
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
