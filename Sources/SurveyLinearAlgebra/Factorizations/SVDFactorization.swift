import SurveyVocabulary

/// The singular value decomposition of a matrix: A = U·Σ·Vᵀ, with as many singular values as the
/// shorter side is long.
///
/// By divide and conquer (LAPACK's `dgesdd`): every singular value has an absolute error of a few
/// roundings of the largest one.
public struct SVDFactorization: Hashable, Sendable {
  /// The singular values, the largest first; none is negative.
  public let values: [Double]
  /// The left singular vectors as columns, each of length one.
  ///
  /// A pair of vectors has either sign in theory; here the element of the largest size of the left one
  /// is positive (the first of several).
  public let left: Matrix
  /// The right singular vectors as columns, each of length one.
  public let right: Matrix

  /// Finds all singular values and vectors.
  ///
  /// - Throws: `InputError` if the matrix is empty or larger than LAPACK can address, if a number is
  ///   not finite, if the values leave the range of `Double`, or if the iteration does not converge; no
  ///   other algorithm is tried then.
  public init(_ matrix: Matrix) throws(InputError) {
    let (rows, columns) = (matrix.rowCount, matrix.columnCount)
    guard rows > 0, columns > 0 else { throw .emptyMatrix }
    try checkFinite(matrix.elements, "matrix")
    let count = min(rows, columns)
    var (overwritten, left, transposed) = (
      matrix, Matrix(zeros: rows, count), Matrix(zeros: count, columns)
    )
    values = try overwritten.withStorage { storage throws(InputError) in
      try left.withStorage { left throws(InputError) in
        try transposed.withStorage { right throws(InputError) in
          try LAPACK.singularValues(storage, rows: rows, columns: columns, left: left, right: right)
        }
      }
    }
    var right = transposed.transposed
    for index in 0..<count where left[columnView: index].hasNegativePeak {
      for row in 0..<rows { left[row, index] = -left[row, index] }
      for row in 0..<columns { right[row, index] = -right[row, index] }
    }
    self.left = try left.checkedResult()
    self.right = try right.checkedResult()
    guard values.allSatisfy(\.isFinite) else { throw .factorsBeyondRange }
  }

  /// The largest singular value divided by the smallest; infinite where the smallest is zero.
  public var conditionNumber: Double {
    guard let largest = values.first, let smallest = values.last, smallest > 0 else { return .infinity }
    return largest / smallest
  }

  /// The number of singular values above a share of the largest.
  ///
  /// - Throws: `InputError` if the tolerance is not from 0 to below 1.
  public func rank(tolerance: Double = 1e-12) throws(InputError) -> Int {
    try checkTolerance(tolerance)
    let bound = tolerance * (values.first ?? 0)
    return values.prefix { $0 > bound }.count
  }
}

/// Refuses a share that is not from 0 to below 1.
func checkTolerance(_ tolerance: Double) throws(InputError) {
  guard tolerance >= 0, tolerance < 1 else {
    throw .outOfRange("tolerance", value: tolerance, allowed: "a number from 0 to below 1")
  }
}
