import SurveyVocabulary

extension Matrix {
  /// The product of this matrix with another.
  ///
  /// - Throws: `InputError` if the other matrix does not have as many rows as this one has columns.
  public func times(_ other: Matrix) throws(InputError) -> Matrix {
    guard columnCount == other.rowCount else {
      throw InputError(
        .lengthMismatch, "matrix",
        "\(other.rowCount) rows do not fit the \(columnCount) columns of the matrix before it")
    }
    var result = Matrix(zeros: rowCount, other.columnCount)
    try result.withStorage { storage throws(InputError) in
      try BLAS.multiply(self, other, into: storage)
    }
    return result
  }

  /// The product of this matrix with a vector.
  ///
  /// - Throws: `InputError` if the vector is not as long as this matrix has columns.
  public func times(_ vector: [Double]) throws(InputError) -> [Double] {
    guard columnCount == vector.count else {
      throw InputError(
        .lengthMismatch, "vector",
        "\(vector.count) values do not fit the \(columnCount) columns of the matrix")
    }
    var result = [Double](repeating: 0, count: rowCount)
    elements.withUnsafeBufferPointer { matrix in
      result.withUnsafeMutableBufferPointer { sums in
        // Pointers of their own, so that no index is computed within the loop.
        guard let matrix = matrix.baseAddress, let sums = sums.baseAddress else { return }
        for column in 0..<columnCount {
          let (factor, own) = (vector[column], matrix + column * rowCount)
          for row in 0..<rowCount { sums[row] += own[row] * factor }
        }
      }
    }
    return result
  }

  /// The transposed matrix times the matrix itself: sums of squares and products of the columns.
  ///
  /// - Throws: `InputError` if the matrix is larger than the library of linear algebra can address.
  public func gram() throws(InputError) -> Matrix {
    var result = Matrix(zeros: columnCount, columnCount)
    try result.withStorage { storage throws(InputError) in
      try elements.withUnsafeBufferPointer { own throws(InputError) in
        try BLAS.addGram(
          own, rows: rowCount, columns: columnCount, stride: rowCount, to: storage)
      }
    }
    result.mirrorUpper()
    return result
  }

  /// Adds the sums of squares and products of the columns of a block, stored by columns of `rows` numbers each, to
  /// the upper triangle of this square matrix; the lower one is left undefined.
  package mutating func addGram(_ block: [Double], rows: Int) throws(InputError) {
    let columns = columnCount
    try withStorage { storage throws(InputError) in
      try block.withUnsafeBufferPointer { block throws(InputError) in
        try BLAS.addGram(block, rows: rows, columns: columns, stride: rows, to: storage)
      }
    }
  }

  /// Copies the upper triangle of a square matrix to the lower one.
  package mutating func mirrorUpper() {
    for column in 0..<columnCount {
      for row in 0..<min(column, rowCount) { self[column, row] = self[row, column] }
    }
  }
}
