extension Questionnaire {
  /// A cell that was sound as text, but that the type of its property does not accept.
  package typealias RefusedCell = (row: Int, column: Int)

  /// Respondents made from the rows of a data file that was read by the questionnaire's columns.
  package func respondents(_ rows: CodedRows) -> (respondents: [R], refused: [RefusedCell]) {
    // A struct is copied; objects would all be one and the same.
    var respondents =
      fields.contains(where: \.isShared)
      ? (0..<rows.count).map { _ in R() } : Array(repeating: R(), count: rows.count)
    var refused: [RefusedCell] = []
    // Blocks keep the rows in the processor's cache while one field after the other is filled.
    respondents.withUnsafeMutableBufferPointer { buffer in
      for start in stride(from: 0, to: rows.count, by: 256) {
        let block = start..<min(start + 256, rows.count)
        let part = UnsafeMutableBufferPointer(rebasing: buffer[block])
        for (column, field) in fields.enumerated() {
          for row in field.fill(part, rows, block.lowerBound, column) { refused.append((row, column)) }
        }
      }
    }
    return (respondents, refused)
  }
}
