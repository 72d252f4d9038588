import CSurveyKernels
import CSurveyLAPACK
import SurveyVocabulary

/// The only place where BLAS is called. Every function checks that the sizes fit the memory.
///
/// Products of few elements are computed here: a call would cost more, and OpenBLAS would wake
/// threads for them.
enum BLAS {
  /// Sizes below this many multiplications are not worth a call.
  static let worthACall = 20_000
  /// The most columns for which the loops of `CSurveyKernels` are faster than the library.
  static let widestForKernels = 64

  /// The product of two matrices that are known to fit.
  static func multiply(
    _ first: Matrix, _ second: Matrix, into result: UnsafeMutableBufferPointer<Double>
  ) throws(InputError) {
    let (rows, inner, columns) = (first.rowCount, first.columnCount, second.columnCount)
    guard inner == second.rowCount, result.count == rows * columns else { throw .wrongSize("product") }
    guard rows > 0, inner > 0, columns > 0 else { return }
    guard Double(rows) * Double(inner) * Double(columns) >= Double(worthACall) else {
      for column in 0..<columns {
        for middle in 0..<inner {
          let factor = second.elements[column * inner + middle]
          for row in 0..<rows {
            result[column * rows + row] += first.elements[middle * rows + row] * factor
          }
        }
      }
      return
    }
    var (m, n, k, one, zero) = (try int32(rows), try int32(columns), try int32(inner), 1.0, 0.0)
    first.elements.withUnsafeBufferPointer { a in
      second.elements.withUnsafeBufferPointer { b in
        survey_dgemm(
          "N", "N", &m, &n, &k, &one, a.baseAddress, &m, b.baseAddress, &k, &zero, result.baseAddress, &m, 1,
          1)
      }
    }
  }

  /// Adds the sums of squares and products of the columns of a block to the upper triangle of a
  /// square matrix, whose lower triangle is left undefined.
  static func addGram(
    _ block: UnsafeBufferPointer<Double>, rows: Int, columns: Int, stride: Int,
    to result: UnsafeMutableBufferPointer<Double>
  ) throws(InputError) {
    guard holds(block.count, rows, columns, stride), result.count == columns * columns else {
      throw .wrongSize("sums of products")
    }
    guard rows > 0, columns > 0 else { return }
    guard columns > widestForKernels else {
      guard let base = block.baseAddress, let sums = result.baseAddress else { return }
      return survey_add_gram(base, rows, columns, stride, sums)
    }
    var (n, k, lda, one) = (try int32(columns), try int32(rows), try int32(stride), 1.0)
    survey_dsyrk("U", "T", &n, &k, &one, block.baseAddress, &lda, &one, result.baseAddress, &n, 1, 1)
  }

  /// Replaces every row x of a block by x·R⁻¹ for an upper triangular R whose diagonal has no zero.
  ///
  /// By substitution and not by a product with the inverse, so that every row solves a system next to its own
  /// whatever the condition of R.
  static func solveRows(
    _ block: UnsafeMutableBufferPointer<Double>, rows: Int, columns: Int, stride: Int,
    by factor: UnsafeBufferPointer<Double>
  ) throws(InputError) {
    guard holds(block.count, rows, columns, stride), factor.count == columns * columns else {
      throw .wrongSize("triangular system")
    }
    guard rows > 0, columns > 0 else { return }
    guard columns > widestForKernels else {
      guard let base = block.baseAddress, let factor = factor.baseAddress else { return }
      let reciprocals = (0..<columns).map { 1 / factor[$0 * columns + $0] }
      return survey_solve_rows(base, rows, columns, stride, factor, reciprocals)
    }
    var (m, n, ld, one) = (try int32(rows), try int32(columns), try int32(stride), 1.0)
    survey_dtrsm(
      "R", "U", "N", "N", &m, &n, &one, factor.baseAddress, &n, block.baseAddress, &ld, 1, 1, 1, 1)
  }

  /// Solves R·x = b or Rᵀ·x = b for an upper triangular R, in place.
  static func solveUpper(
    _ factor: UnsafeBufferPointer<Double>, order: Int, transposed: Bool,
    _ right: UnsafeMutableBufferPointer<Double>, columns: Int
  ) throws(InputError) {
    guard factor.count == order * order, right.count == order * columns else {
      throw .wrongSize("triangular system")
    }
    guard order > 0, columns > 0 else { return }
    var (m, n, one) = (try int32(order), try int32(columns), 1.0)
    survey_dtrsm(
      "L", "U", transposed ? "T" : "N", "N", &m, &n, &one, factor.baseAddress, &m, right.baseAddress, &m, 1,
      1,
      1, 1)
  }

  private static func holds(_ count: Int, _ rows: Int, _ columns: Int, _ stride: Int) -> Bool {
    guard rows >= 0, columns >= 0, stride >= rows else { return false }
    guard columns > 0 else { return true }
    let (offset, overflow) = stride.multipliedReportingOverflow(by: columns - 1)
    return !overflow && count - offset >= rows
  }
}

extension InputError {
  /// A call whose memory does not have the size that its arguments say.
  static func wrongSize(_ subject: String) -> InputError {
    InputError(.lengthMismatch, subject, "the sizes of the matrices do not fit together")
  }
}

/// A size as the 32-bit integer that BLAS and LAPACK take.
func int32(_ value: Int) throws(InputError) -> Int32 {
  guard let converted = Int32(exactly: value) else {
    throw .infeasible(
      "matrix", "a side of \(value) is longer than the library of linear algebra can address",
      remedy: "use fewer rows or columns")
  }
  return converted
}
