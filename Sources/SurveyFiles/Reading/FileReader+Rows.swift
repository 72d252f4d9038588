extension FileReader {
  mutating func takeRow(
    _ bytes: UnsafeBufferPointer<UInt8>, _ scanner: RecordScanner, skipping broken: Set<Int> = []
  ) {
    var isSound = broken.isEmpty
    rows.beginRow()
    takeShortCells(bytes, scanner)
    for column in longCells where !broken.contains(column) {
      let isValue = scanner.cells[column].withContent(bytes) {
        takeCell($0, column, places[column], mayBeBroken: scanner.hasHighBytes)
      }
      if !isValue { isSound = false }
    }
    if !takeID() { isSound = false }
    if let skipLogic, !applyConditions(skipLogic) { isSound = false }
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
              let code = width <= 1 && place >= 0 ? quick[place * 257 + entry] : none
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

  /// Refuses the values that are sound text, but that the type of a field does not accept.
  mutating func check(refused: [(row: Int, column: Int)]) throws(FileError) {
    for (row, column) in refused {
      faults.add(
        FileFault(
          .value, row: rowNumbers[row], column: columns[column].name,
          value: columns[column].kind.cellText(rows.value(row: row, column: column, columns[column].kind)),
          "is not a value of the field's type",
          expected: decoders[column].expected))
    }
    try faults.check(file)
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
}

/// Whether bytes are well-formed UTF-8.
func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
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
