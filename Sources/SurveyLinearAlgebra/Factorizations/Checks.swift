import SurveyVocabulary

/// Refuses a matrix without rows, that is not square, or that holds a number that is not finite.
func checkSquare(_ matrix: Matrix) throws(InputError) -> Int {
  guard matrix.rowCount == matrix.columnCount else {
    throw InputError(
      .lengthMismatch, "matrix",
      "\(matrix.rowCount) rows and \(matrix.columnCount) columns are not a square")
  }
  guard matrix.rowCount > 0 else { throw .emptyMatrix }
  try checkFinite(matrix.elements, "matrix")
  return matrix.rowCount
}

/// Refuses numbers that are not finite, without a copy.
func checkFinite(_ values: [Double], _ subject: String) throws(InputError) {
  // A multiplication by zero per value finds NaN and infinity without a branch per element.
  var probe = 0.0
  for value in values { probe += value * 0 }
  guard probe == 0 else {
    let index = values.firstIndex { !$0.isFinite } ?? 0
    throw .notFinite(subject, value: values[index], at: index)
  }
}

/// Refuses right sides that do not have as many rows as the matrix, or that are not finite.
func checkRightSides(_ right: Matrix, rows: Int) throws(InputError) {
  try checkEqualLength(right.rowCount, "right side", rows, "matrix")
  try checkFinite(right.elements, "right side")
}

extension InputError {
  /// A matrix without rows or columns, which has no factorization here.
  static var emptyMatrix: InputError {
    InputError(.tooFew, "matrix", "it has no elements, at least one row and one column are needed")
  }

  /// A result that a double cannot hold.
  static var factorsBeyondRange: InputError {
    InputError(
      .outOfRange, "matrix", "the result leaves the range of Double", remedy: "rescale rows or columns")
  }
}

extension Matrix {
  /// The largest sum of sizes of a column.
  var oneNorm: Double {
    (0..<columnCount).reduce(0.0) { largest, column in
      max(largest, self[columnView: column].reduce(0) { $0 + $1.magnitude })
    }
  }

  /// The matrix itself if all its elements are finite, as results must be.
  func checkedResult() throws(InputError) -> Matrix {
    guard elements.allSatisfy(\.isFinite) else { throw .factorsBeyondRange }
    return self
  }
}
