import SurveyVocabulary

/// The QR factorization of a matrix with column pivoting, which reveals its rank and solves least squares,
/// weighted or not.
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
  /// The lengths that the columns were divided by.
  private let norms: [Double]
  /// The square roots of the weights; `nil` where there are none.
  private let roots: [Double]?

  /// Factors a matrix.
  ///
  /// With weights, every row is first multiplied by the square root of its weight, and so are the right
  /// sides later on. A row with the weight zero takes no part.
  ///
  /// - Parameters:
  ///   - matrix: The matrix, at least as many rows as columns.
  ///   - weights: One weight per row, none negative; `nil` weighs all alike.
  ///   - tolerance: The share of the largest pivot at or below which a column counts as dependent.
  /// - Throws: `InputError` if the matrix has no column or fewer rows (with a weight above zero) than
  ///   columns, if a number is not finite, if a weight is negative, or if the tolerance is not from 0 to
  ///   below 1.
  public init(_ matrix: Matrix, weights: [Double]? = nil, tolerance: Double = 1e-12) throws(InputError) {
    try checkTolerance(tolerance)
    guard matrix.columnCount > 0 else { throw .tooFew("columns", found: 0, needed: 1) }
    var used = matrix.rowCount
    if let weights { used = try checkWeights(weights, matrix.rowCount) }
    guard used >= matrix.columnCount else {
      throw .tooFew("rows", found: used, needed: matrix.columnCount)
    }
    try checkFinite(matrix.elements, "matrix")
    let roots = weights.map { $0.map { $0.squareRoot() } }
    self.roots = roots
    var factors = roots.map { matrix.rowsTimes($0) } ?? matrix
    factors = try factors.checkedResult()
    norms = (0..<matrix.columnCount).map { norm(factors[columnView: $0]) }
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
    self.factors = try factors.checkedResult()
    self.reflectors = reflectors
  }

  /// The upper triangular factor of the scaled columns in pivot order.
  public var triangle: Matrix {
    let order = factors.columnCount
    return Matrix(
      order, order,
      (0..<order).flatMap { column in (0..<order).map { $0 <= column ? factors[$0, column] : 0 } })
  }

  /// The lengths of the columns of the matrix, which they were divided by; with weights, of the weighted
  /// columns.
  public var columnLengths: [Double] { norms }

  /// The orthonormal factor, with as many columns as the matrix.
  ///
  /// Its product with ``triangle`` is the matrix with scaled columns in pivot order.
  ///
  /// - Throws: `InputError` if the matrix is larger than the library of linear algebra can address.
  public func orthonormal() throws(InputError) -> Matrix {
    var result = Matrix(zeros: factors.rowCount, factors.columnCount)
    for column in 0..<factors.columnCount { result[column, column] = 1 }
    try applyQ(to: &result, transposed: false)
    return result
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
  /// - Throws: `InputError` as for several right sides.
  public func solve(_ right: [Double]) throws(InputError) -> [Double] {
    try solve(Matrix(right.count, 1, right)).elements
  }

  /// The coefficients X for which each column of A·X is closest to that column of the right side, in the
  /// weighted sum of squares where there are weights.
  ///
  /// - Throws: `InputError` if the right side does not have as many rows as the matrix, holds a number
  ///   that is not finite, if columns depend on each other, or if the coefficients leave the range of
  ///   `Double`.
  public func solve(_ right: Matrix) throws(InputError) -> Matrix {
    try checkRightSides(right, rows: factors.rowCount)
    let order = factors.columnCount
    guard rank == order else {
      throw InputError(
        .rankDeficient, "matrix", "only \(rank) of its \(order) columns are independent",
        remedy: "leave out the columns that depend on others")
    }
    var projected = roots.map { right.rowsTimes($0) } ?? right
    try applyQ(to: &projected, transposed: true)
    let top = Matrix(
      order, right.columnCount, (0..<right.columnCount).flatMap { projected[columnView: $0].prefix(order) })
    let solution = try triangle.solveUpper(top)
    var coefficients = Matrix(zeros: order, right.columnCount)
    for column in 0..<right.columnCount {
      for (place, pivot) in pivots.enumerated() {
        coefficients[pivot, column] = solution[place, column] / norms[pivot]
      }
    }
    return try coefficients.checkedResult()
  }

  private func applyQ(to matrix: inout Matrix, transposed: Bool) throws(InputError) {
    let columns = matrix.columnCount
    guard columns > 0 else { return }
    try matrix.withStorage { storage throws(InputError) in
      try factors.elements.withUnsafeBufferPointer { factors throws(InputError) in
        try reflectors.withUnsafeBufferPointer { reflectors throws(InputError) in
          try LAPACK.applyQ(
            factors, rows: self.factors.rowCount, reflectors: reflectors, transposed: transposed, to: storage,
            columns: columns)
        }
      }
    }
  }
}

/// Refuses weights that are negative or not finite, or that are not as many as the rows.
///
/// - Returns: The number of weights above zero.
func checkWeights(_ weights: [Double], _ rows: Int) throws(InputError) -> Int {
  try checkEqualLength(weights.count, "weights", rows, "rows")
  try checkFinite(weights, "weights")
  if let negative = weights.first(where: { $0 < 0 }) {
    throw .outOfRange("weights", value: negative, allowed: "zero or more")
  }
  return weights.reduce(0) { $0 + ($1 > 0 ? 1 : 0) }
}

extension Matrix {
  /// The matrix with every row multiplied by a factor of its own.
  func rowsTimes(_ factors: [Double]) -> Matrix {
    var result = self
    for column in 0..<columnCount {
      for row in 0..<min(rowCount, factors.count) { result.elements[column * rowCount + row] *= factors[row] }
    }
    return result
  }
}
