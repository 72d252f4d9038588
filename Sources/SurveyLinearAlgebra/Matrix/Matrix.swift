import SurveyVocabulary

/// A rectangular array of numbers, stored column by column.
///
/// A value with copy-on-write storage over one array of `Double`. The elements may be any numbers;
/// the methods that need finite ones say so and check.
///
/// ```swift
/// let matrix = try Matrix(rows: [[1, 2], [3, 4], [5, 6]])
/// matrix[2, 0]                 // 5
/// ```
public struct Matrix: Hashable, Sendable {
  /// The number of rows.
  public let rowCount: Int
  /// The number of columns.
  public let columnCount: Int
  /// All elements, column after column.
  public internal(set) var elements: [Double]

  /// A matrix from its elements, given column after column.
  ///
  /// - Throws: `InputError` if a size is negative or the number of elements is not their product.
  public init(rowCount: Int, columnCount: Int, elements: [Double]) throws(InputError) {
    let (product, overflow) = rowCount.multipliedReportingOverflow(by: columnCount)
    guard rowCount >= 0, columnCount >= 0, !overflow, product == elements.count else {
      throw InputError(
        .lengthMismatch, "elements",
        "\(elements.count) elements do not fill \(rowCount) rows and \(columnCount) columns")
    }
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = elements
  }

  /// A matrix from its columns.
  ///
  /// - Throws: `InputError` if the columns are not equally long.
  public init(columns: [[Double]]) throws(InputError) {
    let length = columns.first?.count ?? 0
    for (index, column) in columns.enumerated() {
      try checkEqualLength(column.count, "column \(index + 1)", length, "column 1")
    }
    self.init(length, columns.count, Array(columns.joined()))
  }

  /// A matrix from its rows.
  ///
  /// - Throws: `InputError` if the rows are not equally long.
  public init(rows: [[Double]]) throws(InputError) {
    let length = rows.first?.count ?? 0
    for (index, row) in rows.enumerated() {
      try checkEqualLength(row.count, "row \(index + 1)", length, "row 1")
    }
    self.init(rows.count, length, (0..<length).flatMap { column in rows.map { $0[column] } })
  }

  /// A matrix whose sizes are known to fit its elements.
  package init(_ rowCount: Int, _ columnCount: Int, _ elements: [Double]) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = elements
  }

  /// A matrix of zeros.
  package init(zeros rowCount: Int, _ columnCount: Int) {
    self.init(rowCount, columnCount, [Double](repeating: 0, count: rowCount * columnCount))
  }

  /// The element in a row and a column, both counted from zero.
  ///
  /// - Precondition: The row and the column exist.
  public subscript(row: Int, column: Int) -> Double {
    get {
      precondition(row >= 0 && row < rowCount && column >= 0 && column < columnCount, "no such element")
      return elements[column * rowCount + row]
    }
    set {
      precondition(row >= 0 && row < rowCount && column >= 0 && column < columnCount, "no such element")
      elements[column * rowCount + row] = newValue
    }
  }

  /// The elements of a column, counted from zero.
  ///
  /// - Precondition: The column exists.
  public subscript(column index: Int) -> [Double] {
    precondition(index >= 0 && index < columnCount, "no such column")
    return Array(elements[(index * rowCount)..<((index + 1) * rowCount)])
  }

  /// The elements of a column without a copy: a slice of ``elements``, whose indices it has.
  ///
  /// - Precondition: The column exists.
  public subscript(columnView index: Int) -> ArraySlice<Double> {
    precondition(index >= 0 && index < columnCount, "no such column")
    return elements[(index * rowCount)..<((index + 1) * rowCount)]
  }

  /// The elements of a row, counted from zero.
  ///
  /// - Precondition: The row exists.
  public subscript(row index: Int) -> [Double] {
    precondition(index >= 0 && index < rowCount, "no such row")
    return (0..<columnCount).map { elements[$0 * rowCount + index] }
  }

  /// The elements on the main diagonal.
  public var diagonal: [Double] {
    (0..<min(rowCount, columnCount)).map { elements[$0 * rowCount + $0] }
  }

  /// Rows and columns exchanged.
  public var transposed: Matrix {
    var result = Matrix(zeros: columnCount, rowCount)
    for column in 0..<columnCount {
      for row in 0..<rowCount {
        result.elements[row * columnCount + column] = elements[column * rowCount + row]
      }
    }
    return result
  }

  /// Gives a body the storage, for a call that fills it.
  package mutating func withStorage<Result>(
    _ body: (UnsafeMutableBufferPointer<Double>) throws(InputError) -> Result
  ) throws(InputError) -> Result {
    try elements.withUnsafeMutableBufferPointer { buffer throws(InputError) in try body(buffer) }
  }
}
