import SurveyLinearAlgebra
import SurveyVocabulary

/// The columns of a design as orthonormal ones in the weighted mean product, in which a search does not feel
/// units, shifts or correlations of predictors: X = Z·R·S with R upper triangular and S the scales.
///
/// By modified Gram-Schmidt, each column twice (Björck 1994, doi:10.1016/0024-3795(94)90493-6).
struct OrthonormalColumns: Sendable {
  /// Column after column, each with the weighted mean square 1.
  let columns: [[Double]]
  /// The triangular factor of the scaled columns.
  let triangle: Matrix
  /// The powers of two near the largest sizes of the columns, which these were divided by.
  let scales: [Double]
  /// The places of the columns that earlier ones determine to 12 digits.
  let dependent: [Int]

  /// Orthonormalises columns with weights whose mean is 1.
  init(_ columns: [[Double]], weights: [Double]) {
    let count = Double(weights.count)
    func product(_ a: [Double], _ b: [Double]) -> Double {
      var sum = 0.0
      for index in weights.indices { sum += weights[index] * a[index] * b[index] }
      return sum / count
    }
    var done: [[Double]] = []
    var triangle = Matrix(zeros: columns.count, columns.count)
    var scales: [Double] = []
    var dependent: [Int] = []
    for (place, column) in columns.enumerated() {
      let largest = column.reduce(0) { max($0, $1.magnitude) }
      // A power of two, so that no digit is lost.
      let scale = largest > 0 ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
      var rest = column.map { $0 / scale }
      let length = product(rest, rest).squareRoot()
      for _ in 0..<2 {
        for (earlier, basis) in done.enumerated() {
          let share = product(basis, rest)
          triangle[earlier, place] += share
          for index in rest.indices { rest[index] -= share * basis[index] }
        }
      }
      let left = product(rest, rest).squareRoot()
      if left > 1e-12 * length {
        triangle[place, place] = left
        done.append(rest.map { $0 / left })
      } else {
        dependent.append(place)
        triangle[place, place] = 1
        done.append([Double](repeating: 0, count: rest.count))
      }
      scales.append(scale)
    }
    self.columns = done
    self.triangle = triangle
    self.scales = scales
    self.dependent = dependent
  }

  /// The inverse of the triangle: coefficients of the scaled columns from those of the orthonormal ones.
  func inverse() throws(InputError) -> Matrix {
    let order = columns.count
    var identity = Matrix(zeros: order, order)
    for index in 0..<order { identity[index, index] = 1 }
    return order > 0 ? try triangle.solveUpper(identity) : identity
  }

  /// How far each column by itself moves a linear predictor: the change of its coefficient times the
  /// column's length, around its mean where the first column is a column of ones.
  func moves(_ change: [Double], aroundMean: Bool) throws(InputError) -> [Double] {
    guard !columns.isEmpty else { return [] }
    let plain = try triangle.solveUpper(change)
    return plain.indices.map { place in
      let first = aroundMean && place > 0 ? 1 : 0
      let square = (first...place).reduce(0) { $0 + triangle[$1, place] * triangle[$1, place] }
      return plain[place].magnitude * square.squareRoot()
    }
  }
}
