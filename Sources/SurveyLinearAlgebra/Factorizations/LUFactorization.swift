import SurveyVocabulary

/// The LU factorization of a square matrix with exchange of rows: P·A = L·U.
///
/// For systems of equations whose matrix is square and not known to be positive definite. By LAPACK's
/// `dgetrf`. A singular matrix has a factorization too: its determinant is zero, and it is refused only
/// where something would be divided by it.
public struct LUFactorization: Hashable, Sendable {
  /// An estimate of 1/(‖A‖₁·‖A⁻¹‖₁) by LAPACK's `dgecon`; zero for a singular matrix.
  ///
  /// A system keeps about 16 digits less the number of zeros after the point of this number.
  public let reciprocalCondition: Double
  private let factors: Matrix
  private let exchanges: [Int32]

  /// Below this reciprocal condition number no digit of a solution is known, and it is refused.
  static let leastCondition = Double.ulpOfOne

  /// Factors a matrix.
  ///
  /// - Throws: `InputError` if the matrix is empty or not square, if a number is not finite, or if the
  ///   factors leave the range of `Double`.
  public init(_ matrix: Matrix) throws(InputError) {
    let order = try checkSquare(matrix)
    var factors = matrix
    exchanges = try factors.withStorage { storage throws(InputError) in
      try LAPACK.factorLU(storage, order: order)
    }
    self.factors = try factors.checkedResult()
    let norm = matrix.oneNorm
    guard norm.isFinite else { throw .factorsBeyondRange }
    let isSingular = factors.diagonal.contains(0)
    let estimate =
      isSingular
      ? 0
      : try factors.elements.withUnsafeBufferPointer { elements throws(InputError) in
        try LAPACK.reciprocalCondition(ofLU: elements, order: order, norm: norm)
      }
    // Where the estimate itself overflows, nothing is known of the inverse.
    reciprocalCondition = estimate.isFinite ? estimate : 0
  }

  /// The unit lower triangular factor.
  public var lower: Matrix {
    var result = factors
    for column in 0..<result.columnCount {
      for row in 0...column { result[row, column] = row == column ? 1 : 0 }
    }
    return result
  }

  /// The upper triangular factor.
  public var upper: Matrix {
    var result = factors
    result.clearLower()
    return result
  }

  /// For every row of L·U the row of the matrix that stands there, counted from zero.
  public var rowOrder: [Int] {
    var order = Array(0..<factors.rowCount)
    for (row, other) in exchanges.enumerated() { order.swapAt(row, Int(other) - 1) }
    return order
  }

  /// The sign of the determinant: 1, -1, or 0 for a singular matrix.
  public var determinantSign: Int {
    var sign = 1
    for (row, other) in exchanges.enumerated() where Int(other) != row + 1 { sign = -sign }
    for pivot in factors.diagonal {
      guard pivot != 0 else { return 0 }
      if pivot < 0 { sign = -sign }
    }
    return sign
  }

  /// The logarithm of the size of the determinant, which exists where the determinant would overflow;
  /// minus infinity for a singular matrix.
  public var logDeterminant: Double { factors.diagonal.reduce(0) { $0 + naturalLog($1.magnitude) } }

  /// The determinant; infinite or zero where it leaves the range of `Double`.
  public var determinant: Double {
    // Significands and exponents apart, so that only the result can overflow, not a step on the way.
    var (product, exponent) = (Double(determinantSign), 0)
    guard product != 0 else { return 0 }
    for pivot in factors.diagonal {
      let next = product * pivot.magnitude.significand
      exponent += Int(pivot.exponent) + Int(next.exponent)
      product = Double(sign: next.sign, exponent: 0, significand: next.magnitude.significand)
    }
    return Double(
      sign: product.sign, exponent: min(max(exponent, -5_000), 5_000), significand: product.magnitude)
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
  ///   that is not finite, if the reciprocal condition number is below 2.2e-16, so that no digit would
  ///   be known, or if the solution leaves the range of `Double`.
  public func solve(_ right: Matrix) throws(InputError) -> Matrix {
    try checkRightSides(right, rows: factors.rowCount)
    try checkRegular()
    var result = right
    try result.withStorage { storage throws(InputError) in
      try factors.elements.withUnsafeBufferPointer { factors throws(InputError) in
        try LAPACK.solveLU(
          factors, order: self.factors.rowCount, exchanges: exchanges, storage, columns: right.columnCount)
      }
    }
    return try result.checkedResult()
  }

  /// The inverse of the matrix.
  ///
  /// - Throws: `InputError` if the reciprocal condition number is below 2.2e-16, or if the inverse
  ///   leaves the range of `Double`.
  public func inverse() throws(InputError) -> Matrix {
    try checkRegular()
    var result = factors
    try result.withStorage { storage throws(InputError) in
      try LAPACK.invertLU(storage, order: factors.rowCount, exchanges: exchanges)
    }
    return try result.checkedResult()
  }

  private func checkRegular() throws(InputError) {
    guard reciprocalCondition >= Self.leastCondition else {
      throw InputError(
        .rankDeficient, "matrix", "it is singular to the digits of Double",
        remedy: "leave out rows and columns that depend on others")
    }
  }
}
