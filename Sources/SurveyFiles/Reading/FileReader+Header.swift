extension FileReader {
  mutating func takeHeader(_ bytes: UnsafeBufferPointer<UInt8>, _ scanner: RecordScanner) -> Bool {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      add(.encoding, "the file is UTF-16", expected: "UTF-8")
      return false
    }
    guard scanner.count <= limits.columns else {
      add(.tooLong, "the header has more than \(limits.columns) columns")
      return false
    }
    guard scanner.faults.isEmpty else {
      addFaults(of: scanner)
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
        add(.duplicateColumn, column: name, "the column stands in the header twice")
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
    for column in columns where !seen.contains(column.name) && !(mayLackColumns && !column.isRequired) {
      add(.missingColumn, column: column.name, "the column is missing from the header")
    }
    return true
  }

  private func hint(for name: String, _ wanted: [String: Int]) -> String {
    let problem = "the column is not in the questionnaire"
    // Looking for a similar name in each of 100,000 foreign columns would take minutes.
    guard faults.count < 20 else { return problem }
    let plain = { (text: String) in String(text.lowercased().filter { !$0.isWhitespace }) }
    let similar = wanted.keys.filter { plain($0) == plain(name) }.min()
    return problem + (similar.map { "; did you mean \"\($0)\"?" } ?? "")
  }
}
