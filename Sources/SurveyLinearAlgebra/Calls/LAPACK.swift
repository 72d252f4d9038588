import CSurveyLAPACK
import SurveyVocabulary

/// The only place where LAPACK is called. Every function checks that the sizes fit the memory.
enum LAPACK {
  /// The room that ``factorQR(_:rows:columns:stride:reflectors:work:)`` needs, twice, for each column.
  static let roomForReflectors = 32

  /// Replaces a block by its QR factors: R in the upper triangle, reflectors below.
  ///
  /// By `dgeqrf`, and for blocks of some size by `dgeqrt`, which applies a few reflectors at a time and is
  /// a quarter faster on long blocks of few columns.
  static func factorQR(
    _ block: UnsafeMutableBufferPointer<Double>, rows: Int, columns: Int, stride: Int,
    reflectors: UnsafeMutableBufferPointer<Double>, work: UnsafeMutableBufferPointer<Double>
  ) throws(InputError) {
    let (offset, overflow) = stride.multipliedReportingOverflow(by: max(columns - 1, 0))
    guard rows > 0, columns > 0, stride >= rows, !overflow, block.count - offset >= rows,
      reflectors.count >= Self.roomForReflectors * columns, work.count >= Self.roomForReflectors * columns
    else { throw .wrongSize("QR factorization") }
    var (m, n, lda, length, info) = (
      try int32(rows), try int32(columns), try int32(stride), try int32(work.count), Int32(0)
    )
    guard rows * columns < BLAS.worthACall || rows < columns else {
      var together = Int32(min(columns <= 64 ? 4 : Self.roomForReflectors, columns))
      survey_dgeqrt(
        &m, &n, &together, block.baseAddress, &lda, reflectors.baseAddress, &together, work.baseAddress, &info
      )
      return try check(info, "QR factorization")
    }
    survey_dgeqrf(
      &m, &n, block.baseAddress, &lda, reflectors.baseAddress, work.baseAddress, &length, &info)
    try check(info, "QR factorization")
  }

  /// Replaces a matrix by its QR factors with column pivoting (dgeqp3).
  static func factorPivotedQR(
    _ matrix: UnsafeMutableBufferPointer<Double>, rows: Int, columns: Int,
    reflectors: UnsafeMutableBufferPointer<Double>
  ) throws(InputError) -> [Int] {
    guard rows > 0, columns > 0, matrix.count == rows * columns, reflectors.count >= min(rows, columns) else {
      throw .wrongSize("QR factorization")
    }
    var (m, n, info) = (try int32(rows), try int32(columns), Int32(0))
    var pivots = [Int32](repeating: 0, count: columns)
    var work = [Double](repeating: 0, count: 2 * columns + (columns + 1) * 32)
    var length = try int32(work.count)
    survey_dgeqp3(&m, &n, matrix.baseAddress, &m, &pivots, reflectors.baseAddress, &work, &length, &info)
    try check(info, "QR factorization")
    return pivots.map { Int($0) - 1 }
  }

  /// Multiplies a matrix from the left by the orthogonal factor or its transpose (dormqr).
  static func applyQ(
    _ factors: UnsafeBufferPointer<Double>, rows: Int, reflectors: UnsafeBufferPointer<Double>,
    transposed: Bool, to matrix: UnsafeMutableBufferPointer<Double>, columns: Int
  ) throws(InputError) {
    let count = reflectors.count
    guard rows > 0, columns > 0, count > 0, count <= rows, factors.count >= rows * count,
      matrix.count == rows * columns
    else { throw .wrongSize("orthogonal factor") }
    var (m, n, k, info) = (try int32(rows), try int32(columns), try int32(count), Int32(0))
    var work = [Double](repeating: 0, count: columns * 64 + 4_160)
    var length = try int32(work.count)
    survey_dormqr(
      "L", transposed ? "T" : "N", &m, &n, &k, factors.baseAddress, &m, reflectors.baseAddress,
      matrix.baseAddress, &m, &work,
      &length, &info, 1, 1)
    try check(info, "orthogonal factor")
  }

  /// Replaces the upper triangle of a symmetric matrix by its Cholesky factor (dpotrf).
  ///
  /// - Returns: The number of the first leading minor that is not positive, or `nil`.
  static func factorCholesky(
    _ matrix: UnsafeMutableBufferPointer<Double>, order: Int
  ) throws(InputError) -> Int? {
    guard order > 0, matrix.count == order * order else { throw .wrongSize("Cholesky factorization") }
    var (n, info) = (try int32(order), Int32(0))
    survey_dpotrf("U", &n, matrix.baseAddress, &n, &info, 1)
    guard info <= 0 else { return Int(info) }
    try check(info, "Cholesky factorization")
    return nil
  }

  /// Replaces an upper triangular matrix by its inverse (dtrtri).
  ///
  /// - Returns: The number of the first zero on the diagonal, or `nil`.
  static func invertUpper(
    _ matrix: UnsafeMutableBufferPointer<Double>, order: Int
  ) throws(InputError) -> Int? {
    guard order > 0, matrix.count == order * order else { throw .wrongSize("triangular matrix") }
    var (n, info) = (try int32(order), Int32(0))
    survey_dtrtri("U", "N", &n, matrix.baseAddress, &n, &info, 1, 1)
    guard info <= 0 else { return Int(info) }
    try check(info, "triangular matrix")
    return nil
  }

  /// The reciprocal condition number of an upper triangular matrix in the 1-norm (dtrcon).
  static func reciprocalCondition(
    ofUpper matrix: UnsafeBufferPointer<Double>, order: Int, stride: Int
  ) throws(InputError) -> Double {
    guard order > 0, stride >= order, matrix.count >= stride * (order - 1) + order else {
      throw .wrongSize("triangular matrix")
    }
    var (n, lda, info, result) = (try int32(order), try int32(stride), Int32(0), 0.0)
    var work = [Double](repeating: 0, count: 3 * order)
    var integers = [Int32](repeating: 0, count: order)
    survey_dtrcon("1", "U", "N", &n, matrix.baseAddress, &lda, &result, &work, &integers, &info, 1, 1, 1)
    try check(info, "triangular matrix")
    return result
  }

  static func check(_ info: Int32, _ subject: String) throws(InputError) {
    guard info == 0 else {
      throw InputError(.definition, subject, "LAPACK refused argument \(info.magnitude)")
    }
  }
}
