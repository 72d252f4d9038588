import SurveyVocabulary

/// The eigenvalues and eigenvectors of a symmetric matrix: A = V·Λ·Vᵀ.
///
/// Only the upper triangle of the matrix is read. By divide and conquer (LAPACK's `dsyevd`): every
/// eigenvalue has an absolute error of a few roundings of the largest one.
public struct SymmetricEigen: Hashable, Sendable {
  /// The eigenvalues, the largest first.
  public let values: [Double]
  /// The eigenvectors as columns in the order of the values, each of length one.
  ///
  /// A vector has either sign in theory; here its element of the largest size is positive (the first
  /// of several).
  public let vectors: Matrix

  /// Finds all eigenvalues and eigenvectors.
  ///
  /// - Throws: `InputError` if the matrix is empty, not square, or so large that the work would exceed
  ///   what LAPACK can address (an order of 32,766), if a number is not finite, if the values leave the
  ///   range of `Double`, or if the iteration does not converge; no other algorithm is tried then.
  public init(_ matrix: Matrix) throws(InputError) {
    let order = try checkSquare(matrix)
    var vectors = matrix
    let rising = try vectors.withStorage { storage throws(InputError) in
      try LAPACK.eigen(storage, order: order)
    }
    var falling = Matrix(zeros: order, order)
    for column in 0..<order {
      let vector = vectors[columnView: order - 1 - column]
      let sign = vector.hasNegativePeak ? -1.0 : 1
      for (row, value) in vector.enumerated() { falling[row, column] = sign * value }
    }
    values = Array(rising.reversed())
    self.vectors = try falling.checkedResult()
    guard values.allSatisfy(\.isFinite) else { throw .factorsBeyondRange }
  }
}

extension ArraySlice<Double> {
  /// Whether the first element of the largest size is negative.
  var hasNegativePeak: Bool {
    var peak = 0.0
    // Elements that differ by rounding alone count as equal, so that the sign does not hang on it.
    for value in self where value.magnitude > peak.magnitude * (1 + 1e-10) { peak = value }
    return peak < 0
  }
}
