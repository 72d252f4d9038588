/// The columns of a least-squares problem, read in blocks of rows, so that large data are never
/// copied as a whole.
package protocol DesignRows: Sendable {
  /// The number of cases.
  var rowCount: Int { get }
  /// The number of columns, a column of ones included where there is one.
  var columnCount: Int { get }
  /// Writes rows of a column to memory that has room for them; the rows exist.
  func copy(column: Int, rows: Range<Int>, to target: UnsafeMutablePointer<Double>)
  /// The name of a column, for messages.
  func name(column: Int) -> String
  /// What the doubles of a column leave out of its exact values; `nil` where they are exact.
  func lowPart(column: Int) -> [Double]?
}

extension DesignRows {
  package func lowPart(column: Int) -> [Double]? { nil }
  package func name(column: Int) -> String { "column \(column + 1)" }

  /// A whole column.
  package func values(column: Int) -> [Double] {
    [Double](unsafeUninitializedCapacity: rowCount) { buffer, count in
      if let base = buffer.baseAddress { copy(column: column, rows: 0..<rowCount, to: base) }
      count = rowCount
    }
  }
}

/// Some of the columns of a problem.
struct SelectedColumns: DesignRows {
  let base: any DesignRows
  let kept: [Int]
  var rowCount: Int { base.rowCount }
  var columnCount: Int { kept.count }

  func copy(column: Int, rows: Range<Int>, to target: UnsafeMutablePointer<Double>) {
    base.copy(column: kept[column], rows: rows, to: target)
  }
  func lowPart(column: Int) -> [Double]? { base.lowPart(column: kept[column]) }
}

extension Matrix: DesignRows {
  package func copy(column: Int, rows: Range<Int>, to target: UnsafeMutablePointer<Double>) {
    let start = column * rowCount
    elements.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      target.update(from: base + start + rows.lowerBound, count: rows.count)
    }
  }
}
