import SurveyVocabulary

/// The QR factorization of a matrix with column pivoting, which reveals its rank.
///
/// The columns are first scaled to length one, so that neither the rank nor the condition number depends
/// on their units. Householder reflections by LAPACK's `dgeqp3`.
public struct QRFactorization: Hashable, Sendable {
  /// The columns in the order of their pivots: what is left of each by those before it never grows.
  public let pivots: [Int]
  /// The number of columns that do not depend on others.
  public let rank: Int
  /// The share of the largest pivot at or below which a column counts as dependent.
  public let tolerance: Double
  private let factors: Matrix
  private let reflectors: [Double]
  private let norms: [Double]

  /// Factors a matrix.
  ///
  /// - Parameters:
  ///   - matrix: The matrix, at least as many rows as columns.
  ///   - tolerance: The share of the largest pivot at or below which a column counts as dependent.
  /// - Throws: `InputError` if the matrix has no column or fewer rows than columns, if a number is not
  ///   finite, or if the tolerance is not between 0 and 1.
  public init(_ matrix: Matrix, tolerance: Double = 1e-12) throws(InputError) {
    guard tolerance >= 0, tolerance < 1 else {
      throw .outOfRange("tolerance", value: tolerance, allowed: "a number from 0 to below 1")
    }
    guard matrix.columnCount > 0 else { throw .tooFew("columns", found: 0, needed: 1) }
    guard matrix.rowCount >= matrix.columnCount else {
      throw .tooFew("rows", found: matrix.rowCount, needed: matrix.columnCount)
    }
    _ = try finiteValues(matrix.elements, "matrix")
    var factors = matrix
    norms = (0..<matrix.columnCount).map { norm(matrix.column($0)) }
    for column in 0..<matrix.columnCount where norms[column] > 0 {
      for row in 0..<matrix.rowCount { factors[row, column] /= norms[column] }
    }
    var reflectors = [Double](repeating: 0, count: matrix.columnCount)
    pivots = try factors.withStorage { storage throws(InputError) in
      try reflectors.withUnsafeMutableBufferPointer { reflectors throws(InputError) in
        try LAPACK.factorPivotedQR(
          storage, rows: matrix.rowCount, columns: matrix.columnCount, reflectors: reflectors)
      }
    }
    let sizes = factors.diagonal.map(\.magnitude)
    rank = sizes.prefix { $0 > tolerance * (sizes.first ?? 0) }.count
    self.tolerance = tolerance
    self.factors = factors
    self.reflectors = reflectors
  }

  /// The upper triangular factor of the scaled columns in pivot order.
  public var triangle: Matrix {
    let order = factors.columnCount
    return Matrix(
      order, order,
      (0..<order).flatMap { column in (0..<order).map { $0 <= column ? factors[$0, column] : 0 } })
  }

  /// An estimate of the condition number of the scaled columns in the 1-norm (LAPACK's `dtrcon`);
  /// infinite where columns depend on each other.
  ///
  /// - Throws: `InputError` if the matrix is larger than the library of linear algebra can address.
  public func conditionNumber() throws(InputError) -> Double {
    guard rank == factors.columnCount else { return .infinity }
    let triangle = triangle
    let reciprocal = try triangle.elements.withUnsafeBufferPointer { elements throws(InputError) in
      try LAPACK.reciprocalCondition(
        ofUpper: elements, order: triangle.rowCount, stride: triangle.rowCount)
    }
    return reciprocal > 0 ? 1 / reciprocal : .infinity
  }

  /// The coefficients x for which A·x is closest to the right side.
  ///
  /// - Throws: `InputError` if the right side is not as long as the matrix has rows, holds a number
  ///   that is not finite, or if columns depend on each other.
  public func solve(_ right: [Double]) throws(InputError) -> [Double] {
    try checkEqualLength(right.count, "right side", factors.rowCount, "matrix")
    var projected = try finiteValues(right, "right side")
    let order = factors.columnCount
    guard rank == order else {
      throw InputError(
        .rankDeficient, "matrix", "only \(rank) of its \(order) columns are independent",
        remedy: "leave out the columns that depend on others")
    }
    try projected.withUnsafeMutableBufferPointer { projected throws(InputError) in
      try factors.elements.withUnsafeBufferPointer { factors throws(InputError) in
        try reflectors.withUnsafeBufferPointer { reflectors throws(InputError) in
          try LAPACK.applyTransposedQ(
            factors, rows: self.factors.rowCount, reflectors: reflectors, to: projected, columns: 1)
        }
      }
    }
    let solution = try triangle.solveUpper(Array(projected.prefix(order)))
    var coefficients = [Double](repeating: 0, count: order)
    for (place, column) in pivots.enumerated() { coefficients[column] = solution[place] / norms[column] }
    return coefficients
  }
}
