import CSurveyLAPACK
import SurveyVocabulary

extension LAPACK {
  /// Replaces a square matrix by its LU factors (dgetrf); a factor may be singular.
  ///
  /// - Returns: For every row the row that it was exchanged with, counted from one.
  static func factorLU(
    _ matrix: UnsafeMutableBufferPointer<Double>, order: Int
  ) throws(InputError) -> [Int32] {
    guard order > 0, matrix.count == order * order else { throw .wrongSize("LU factorization") }
    var (n, info) = (try int32(order), Int32(0))
    var exchanges = [Int32](repeating: 0, count: order)
    survey_dgetrf(&n, &n, matrix.baseAddress, &n, &exchanges, &info)
    // A positive answer is a zero on the diagonal, which the caller sees for itself.
    try check(min(info, 0), "LU factorization")
    return exchanges
  }

  /// Replaces right sides by solutions (dgetrs); the factors must not be singular.
  static func solveLU(
    _ factors: UnsafeBufferPointer<Double>, order: Int, exchanges: [Int32],
    _ right: UnsafeMutableBufferPointer<Double>, columns: Int
  ) throws(InputError) {
    guard order > 0, factors.count == order * order, exchanges.count == order,
      right.count == order * columns
    else { throw .wrongSize("linear system") }
    guard columns > 0 else { return }
    var (n, count, info) = (try int32(order), try int32(columns), Int32(0))
    survey_dgetrs(
      "N", &n, &count, factors.baseAddress, &n, exchanges, right.baseAddress, &n, &info, 1)
    try check(info, "linear system")
  }

  /// Replaces LU factors by the inverse of their product (dgetri); they must not be singular.
  static func invertLU(
    _ factors: UnsafeMutableBufferPointer<Double>, order: Int, exchanges: [Int32]
  ) throws(InputError) {
    guard order > 0, factors.count == order * order, exchanges.count == order else {
      throw .wrongSize("inverse")
    }
    var (n, info) = (try int32(order), Int32(0))
    let (count, overflow) = order.multipliedReportingOverflow(by: 32)
    guard !overflow else { throw .wrongSize("inverse") }
    var length = try int32(count)
    var work = [Double](repeating: 0, count: count)
    survey_dgetri(&n, factors.baseAddress, &n, exchanges, &work, &length, &info)
    try check(info, "inverse")
  }

  /// The reciprocal condition number in the 1-norm from LU factors (dgecon) and the norm of the matrix.
  static func reciprocalCondition(
    ofLU factors: UnsafeBufferPointer<Double>, order: Int, norm: Double
  ) throws(InputError) -> Double {
    guard order > 0, factors.count == order * order else { throw .wrongSize("condition number") }
    var (n, info, size, result) = (try int32(order), Int32(0), norm, 0.0)
    var work = [Double](repeating: 0, count: 4 * order)
    var integers = [Int32](repeating: 0, count: order)
    survey_dgecon("1", &n, factors.baseAddress, &n, &size, &result, &work, &integers, &info, 1)
    try check(info, "condition number")
    return result
  }

  /// The reciprocal condition number in the 1-norm from a Cholesky factor (dpocon) and the norm of
  /// the matrix.
  static func reciprocalCondition(
    ofCholesky factor: UnsafeBufferPointer<Double>, order: Int, norm: Double
  ) throws(InputError) -> Double {
    guard order > 0, factor.count == order * order else { throw .wrongSize("condition number") }
    var (n, info, size, result) = (try int32(order), Int32(0), norm, 0.0)
    var work = [Double](repeating: 0, count: 3 * order)
    var integers = [Int32](repeating: 0, count: order)
    survey_dpocon("U", &n, factor.baseAddress, &n, &size, &result, &work, &integers, &info, 1)
    try check(info, "condition number")
    return result
  }
}
