extension Questionnaire {
  /// Respondents made from the rows of a data file that was read by the questionnaire's columns.
  package func respondents(_ rows: CodedRows) -> [R] {
    var respondents = Array(repeating: R(), count: rows.count)
    // Blocks keep the rows in the processor's cache while one field after the other is filled.
    respondents.withUnsafeMutableBufferPointer { buffer in
      for start in stride(from: 0, to: rows.count, by: 256) {
        let block = start..<min(start + 256, rows.count)
        let part = UnsafeMutableBufferPointer(rebasing: buffer[block])
        for (column, field) in fields.enumerated() { field.fill(part, rows, block.lowerBound, column) }
      }
    }
    return respondents
  }
}
