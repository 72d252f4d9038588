import SurveyVocabulary

/// The factorization of a symmetric positive definite matrix as RᵀR, with R upper triangular.
///
/// Only the upper triangle of the matrix is read.
public struct CholeskyFactorization: Hashable, Sendable {
  /// The upper triangular factor.
  public let factor: Matrix
  /// The 1-norm of the matrix.
  private let norm: Double

  /// - Throws: `InputError` if the matrix is empty or not square, holds a number that is not finite, or
  ///   is not positive definite.
  public init(_ matrix: Matrix) throws(InputError) {
    let order = try checkSquare(matrix)
    var factor = matrix
    let minor = try factor.withStorage { storage throws(InputError) in
      try LAPACK.factorCholesky(storage, order: order)
    }
    if let minor {
      throw InputError(
        .rankDeficient, "matrix", "the matrix is not positive definite, seen at row \(minor)")
    }
    factor.clearLower()
    self.factor = try factor.checkedResult()
    var symmetric = matrix
    symmetric.mirrorUpper()
    norm = symmetric.oneNorm
  }

  /// The solution x of A·x = b.
  ///
  /// - Throws: `InputError` as for several right sides.
  public func solve(_ right: [Double]) throws(InputError) -> [Double] {
    try solve(Matrix(right.count, 1, right)).elements
  }

  /// The solutions of A·X = B, one column for each column of B.
  ///
  /// - Throws: `InputError` if the right side does not have as many rows as the matrix or holds a number
  ///   that is not finite, or if the solution leaves the range of `Double`.
  public func solve(_ right: Matrix) throws(InputError) -> Matrix {
    try checkRightSides(right, rows: factor.rowCount)
    return try factor.solveUpper(try factor.solveUpper(right, transposed: true)).checkedResult()
  }

  /// The inverse of the matrix.
  ///
  /// - Throws: `InputError` if the matrix is larger than the library of linear algebra can address, or
  ///   if the inverse leaves the range of `Double`.
  public func inverse() throws(InputError) -> Matrix {
    let triangle = try factor.invertedUpper()
    return try triangle.times(triangle.transposed).checkedResult()
  }

  /// An estimate of 1/(‖A‖₁·‖A⁻¹‖₁) by LAPACK's `dpocon`.
  ///
  /// - Throws: `InputError` if the norm of the matrix leaves the range of `Double`.
  public func reciprocalCondition() throws(InputError) -> Double {
    guard norm.isFinite else { throw .factorsBeyondRange }
    return try factor.elements.withUnsafeBufferPointer { elements throws(InputError) in
      try LAPACK.reciprocalCondition(ofCholesky: elements, order: factor.rowCount, norm: norm)
    }
  }

  /// The logarithm of the determinant of the matrix, by the logarithms of the factor's diagonal.
  ///
  /// Sums logarithms, so that it exists where the determinant itself would overflow.
  public var logDeterminant: Double { factor.diagonal.reduce(0) { $0 + 2 * naturalLog($1) } }
}

extension Matrix {
  /// The solution of R·x = b, or of Rᵀ·x = b, where this matrix is the upper triangular R.
  ///
  /// - Throws: `InputError` as for several right sides.
  public func solveUpper(_ right: [Double], transposed: Bool = false) throws(InputError) -> [Double] {
    try solveUpper(Matrix(right.count, 1, right), transposed: transposed).elements
  }

  /// The solutions of R·X = B, or of Rᵀ·X = B, where this matrix is the upper triangular R.
  ///
  /// - Throws: `InputError` if the matrix is not square, the right side has another number of rows, a
  ///   number is not finite, an element on the diagonal is zero, or the solution leaves the range of
  ///   `Double`.
  public func solveUpper(_ right: Matrix, transposed: Bool = false) throws(InputError) -> Matrix {
    guard rowCount == columnCount, rowCount > 0 else { throw .wrongSize("triangular matrix") }
    try checkFinite(elements, "triangular matrix")
    try checkRightSides(right, rows: rowCount)
    if let index = diagonal.firstIndex(of: 0) {
      throw InputError(
        .rankDeficient, "triangular matrix", "the element \(index + 1) of its diagonal is zero")
    }
    var result = right
    try result.withStorage { result throws(InputError) in
      try elements.withUnsafeBufferPointer { factor throws(InputError) in
        try BLAS.solveUpper(
          factor, order: rowCount, transposed: transposed, result, columns: right.columnCount)
      }
    }
    return try result.checkedResult()
  }
}
