import SurveyLinearAlgebra
import SurveyVocabulary

extension Matrix {
  /// Orthonormal columns that span the columns of this matrix, which are independent.
  func basis() throws(InputError) -> Matrix {
    columnCount == 0 ? self : try QRFactorization(self).orthonormal()
  }

  /// What orthonormal columns leave of the columns of this matrix; twice, so that no rounding of the first
  /// pass is left along them.
  func residuals(on basis: Matrix) throws(InputError) -> Matrix {
    guard columnCount > 0, basis.columnCount > 0 else { return self }
    var rest = self
    for _ in 0..<2 {
      let fitted = try basis.times(basis.transposed.times(rest))
      rest = rest.minus(fitted)
    }
    return rest
  }

  /// The columns of this matrix and then those of another of as many rows.
  func joined(_ other: Matrix) -> Matrix {
    Matrix(rowCount, columnCount + other.columnCount, elements + other.elements)
  }

  /// Some columns in the order asked for.
  func chosen(_ columns: [Int]) -> Matrix {
    Matrix(rowCount, columns.count, columns.flatMap { self[columnView: $0] })
  }

  /// The Euclidean length of a column.
  func length(_ column: Int) -> Double { self[columnView: column].reduce(0) { $0 + $1 * $1 }.squareRoot() }

  /// Divides a column by a number.
  mutating func divide(_ column: Int, by divisor: Double) {
    for row in 0..<rowCount { self[row, column] /= divisor }
  }

  /// The symmetric product with a vector on both sides of the inverse; `nil` where the matrix is not positive
  /// definite.
  func inverseForm(_ vector: [Double]) -> Double? {
    guard let factor = try? CholeskyFactorization(self), let solution = try? factor.solve(vector) else {
      return nil
    }
    let form = zip(vector, solution).reduce(0) { $0 + $1.0 * $1.1 }
    return form.isFinite ? form : nil
  }
}
