import SurveyLinearAlgebra
import SurveyVocabulary

/// The quadratic form of the squared differences of consecutive residuals, A, among residuals of a design.
///
/// With M the projection on what the design leaves, the statistic d is a ratio of quadratic forms whose weights
/// are the eigenvalues of MAM that belong to that space.
struct SerialDifferences {
  private let cases: Int
  /// The orthonormal columns in the order of the cases.
  private let basis: Matrix
  /// A times the orthonormal columns.
  private let image: Matrix
  /// The orthonormal columns' own part of A.
  private let own: Matrix

  init(_ regression: LinearRegression, _ working: WorkingCases) throws(InputError) {
    cases = working.count
    let all = try regression.orthonormalColumns()
    let columns = (0..<all.columnCount).map { working.values(all[column: $0]) }
    basis = try Matrix(columns: columns)
    image = try Matrix(columns: columns.map(Self.differences))
    own = try basis.transposed.times(image)
  }

  /// A times a vector: each value against its neighbours.
  private static func differences(_ values: [Double]) -> [Double] {
    values.indices.map { index in
      (index > 0 ? values[index] - values[index - 1] : 0)
        + (index + 1 < values.count ? values[index] - values[index + 1] : 0)
    }
  }

  private var freedom: Double { Double(cases - basis.columnCount) }

  /// The mean and the standard deviation of d for normal errors, by the traces of MA and (MA)².
  func moments() throws(InputError) -> (mean: Double, deviation: Double) {
    let n = Double(cases)
    let trace = 2 * (n - 1) - own.diagonal.reduce(0, +)
    let square =
      6 * n - 8 - 2 * image.elements.reduce(0) { $0 + $1 * $1 } + own.elements.reduce(0) { $0 + $1 * $1 }
    let mean = trace / freedom
    let spread = (square - freedom * mean * mean) * 2 / (freedom * (freedom + 2))
    return (mean, max(spread, 0).squareRoot())
  }

  /// The eigenvalues of MAM, those of the design's own space left out.
  ///
  /// - Throws: `InputError` for more than 2,000 cases.
  func eigenvalues() throws(InputError) -> [Double] {
    guard cases <= 2_000 else {
      throw .infeasible(
        "cases", "the exact probability of \(cases) cases would take minutes",
        remedy: "ask for probability: .normal")
    }
    // MAM + 8·QQᵀ: the eigenvalues of A lie below 4, so that those of the design's space come first.
    let (n, order) = (cases, basis.columnCount)
    var shifted = own
    for index in 0..<order { shifted[index, index] += 8 }
    let half = try basis.times(shifted)
    let (left, right) = (basis.elements, image.elements)
    var elements = [Double](repeating: 0, count: n * n)
    for column in 0..<n {
      for row in 0...column {
        var sum = row == column ? (row == 0 || row == n - 1 ? 1.0 : 2) : (row + 1 == column ? -1 : 0)
        for k in 0..<order {
          let (i, j) = (k * n + row, k * n + column)
          sum += half.elements[i] * left[j] - left[i] * right[j] - right[i] * left[j]
        }
        elements[column * n + row] = sum
        elements[row * n + column] = sum
      }
    }
    return Array(try SymmetricEigen(Matrix(n, n, elements)).values.dropFirst(order))
  }
}
