import SurveyVocabulary

/// The factorization of a symmetric positive definite matrix as RᵀR, with R upper triangular.
///
/// Only the upper triangle of the matrix is read.
public struct CholeskyFactorization: Hashable, Sendable {
  /// The upper triangular factor.
  public let factor: Matrix

  /// - Throws: `InputError` if the matrix is not square, holds a number that is not finite, or is not
  ///   positive definite.
  public init(_ matrix: Matrix) throws(InputError) {
    let order = matrix.rowCount
    guard order == matrix.columnCount, order > 0 else {
      throw InputError(
        .lengthMismatch, "matrix",
        "\(matrix.rowCount) rows and \(matrix.columnCount) columns are not a square")
    }
    _ = try finiteValues(matrix.elements, "matrix")
    var factor = matrix
    let minor = try factor.withStorage { storage throws(InputError) in
      try LAPACK.factorCholesky(storage, order: order)
    }
    if let minor {
      throw InputError(
        .rankDeficient, "matrix", "the matrix is not positive definite, seen at row \(minor)")
    }
    factor.clearLower()
    self.factor = factor
  }

  /// The solution x of A·x = b.
  ///
  /// - Throws: `InputError` if the right side is not as long as the matrix has rows.
  public func solve(_ right: [Double]) throws(InputError) -> [Double] {
    try checkEqualLength(right.count, "right side", factor.rowCount, "matrix")
    return try factor.solveUpper(try factor.solveUpper(right, transposed: true))
  }

  /// The inverse of the matrix.
  ///
  /// - Throws: `InputError` if the matrix is larger than the library of linear algebra can address.
  public func inverse() throws(InputError) -> Matrix {
    let triangle = try factor.invertedUpper()
    return try triangle.times(triangle.transposed)
  }

  /// The logarithm of the determinant of the matrix, by the logarithms of the factor's diagonal.
  ///
  /// Sums logarithms, so that it exists where the determinant itself would overflow.
  public var logDeterminant: Double { factor.diagonal.reduce(0) { $0 + 2 * naturalLog($1) } }
}

extension Matrix {
  /// The solution of R·x = b, or of Rᵀ·x = b, where this matrix is the upper triangular R.
  ///
  /// - Throws: `InputError` if the matrix is not square, the right side has another length, or an
  ///   element on the diagonal is zero.
  public func solveUpper(_ right: [Double], transposed: Bool = false) throws(InputError) -> [Double] {
    guard rowCount == columnCount, rowCount > 0 else { throw .wrongSize("triangular matrix") }
    try checkEqualLength(right.count, "right side", rowCount, "triangular matrix")
    if let index = diagonal.firstIndex(of: 0) {
      throw InputError(
        .rankDeficient, "triangular matrix", "the element \(index + 1) of its diagonal is zero")
    }
    var result = right
    try result.withUnsafeMutableBufferPointer { result throws(InputError) in
      try elements.withUnsafeBufferPointer { factor throws(InputError) in
        try BLAS.solveUpper(factor, order: rowCount, transposed: transposed, result, columns: 1)
      }
    }
    return result
  }
}
