import CSurveyLAPACK
import SurveyVocabulary

extension LAPACK {
  /// Replaces a symmetric matrix, of which the upper triangle is read, by its eigenvectors (dsyevd).
  ///
  /// - Returns: The eigenvalues in rising order.
  static func eigen(
    _ matrix: UnsafeMutableBufferPointer<Double>, order: Int
  ) throws(InputError) -> [Double] {
    guard order > 0, matrix.count == order * order else { throw .wrongSize("eigenvalues") }
    // The sizes of work that the routine's documentation asks for: 1 + 6n + 2n² and 3 + 5n.
    let (square, overflow) = (2 * order).multipliedReportingOverflow(by: order)
    guard !overflow else { throw .wrongSize("eigenvalues") }
    var (n, length, integerLength) = (
      try int32(order), try int32(1 + 6 * order + square), try int32(3 + 5 * order)
    )
    var values = [Double](repeating: 0, count: order)
    var work = [Double](repeating: 0, count: Int(length))
    var integers = [Int32](repeating: 0, count: Int(integerLength))
    var info = Int32(0)
    survey_dsyevd(
      "V", "U", &n, matrix.baseAddress, &n, &values, &work, &length, &integers, &integerLength, &info, 1, 1)
    guard info <= 0 else { throw .spectrumNotConverged("eigenvalues") }
    try check(info, "eigenvalues")
    return values
  }

  /// Singular values in falling order with both sets of vectors (dgesdd); the matrix is overwritten.
  ///
  /// `left` has `rows` rows and min(rows, columns) columns, `right` has min(rows, columns) rows and
  /// `columns` columns.
  static func singularValues(
    _ matrix: UnsafeMutableBufferPointer<Double>, rows: Int, columns: Int,
    left: UnsafeMutableBufferPointer<Double>, right: UnsafeMutableBufferPointer<Double>
  ) throws(InputError) -> [Double] {
    let count = min(rows, columns)
    guard count > 0, matrix.count == rows * columns, left.count == rows * count,
      right.count == count * columns
    else { throw .wrongSize("singular values") }
    var (m, n, k, info) = (try int32(rows), try int32(columns), try int32(count), Int32(0))
    var values = [Double](repeating: 0, count: count)
    var integers = [Int32](repeating: 0, count: 8 * count)
    // A length of -1 asks the routine for the size of work that it wants.
    var (wanted, query) = (0.0, Int32(-1))
    survey_dgesdd(
      "S", &m, &n, matrix.baseAddress, &m, &values, left.baseAddress, &m, right.baseAddress, &k, &wanted,
      &query, &integers, &info, 1)
    try check(info, "singular values")
    guard let size = Int(exactly: wanted.rounded(.up)) else { throw .wrongSize("singular values") }
    var length = try int32(max(size, 1))
    var work = [Double](repeating: 0, count: Int(length))
    survey_dgesdd(
      "S", &m, &n, matrix.baseAddress, &m, &values, left.baseAddress, &m, right.baseAddress, &k, &work,
      &length, &integers, &info, 1)
    guard info <= 0 else { throw .spectrumNotConverged("singular values") }
    try check(info, "singular values")
    return values
  }
}

extension InputError {
  fileprivate static func spectrumNotConverged(_ subject: String) -> InputError {
    InputError(
      .notConverged, subject, "the iteration of LAPACK did not converge",
      remedy: "rescale the rows or columns of the matrix")
  }
}
