import SurveyLinearAlgebra
import SurveyVocabulary

/// What each cluster adds to the covariance matrix of a regression's coefficients, in coordinates in which
/// the design is orthonormal.
///
/// With Q the orthonormal columns, e the residuals and S = Q′Q within a cluster, an adjustment of the cluster's
/// residuals by a function of I - QQ′ is one of Q′e by the same function of I - S: no matrix is larger than
/// the number of coefficients.
struct ClusterScores {
  /// Q′e of each cluster, adjusted.
  private(set) var scores: [[Double]] = []
  /// S of each cluster.
  private(set) var shares: [Matrix] = []
  /// The function of I - S of each cluster.
  private(set) var adjustments: [Matrix] = []
  /// The numbers of cases of the clusters.
  private(set) var sizes: [Int] = []
  let inverse: Matrix
  private let coordinates: CoefficientCoordinates

  /// - Parameters:
  ///   - regression: The fit.
  ///   - codes: The cluster of each case of the outcome, from 0.
  ///   - count: The number of clusters.
  ///   - power: The power of I - S.
  /// - Throws: `InputError` if the fit is exact, or a negative power below -1/2 meets a cluster that alone
  ///   determines a coefficient.
  init(
    _ regression: LinearRegression, codes: [Int], count: Int, power: Double
  ) throws(InputError) {
    let order = regression.fit.kept.count
    let cases = try WorkingCases(of: regression)
    let basis = try regression.orthonormalColumns()
    inverse = regression.fit.inverse
    coordinates = CoefficientCoordinates(of: regression.fit, isCentred: regression.hasIntercept)
    var members = [[Int]](repeating: [], count: count)
    for (place, index) in cases.indices.enumerated() { members[codes[index]].append(place) }
    for group in members where !group.isEmpty {
      let rows = Matrix(
        group.count, order,
        (0..<order).flatMap { column in group.map { basis[cases.indices[$0], column] } })
      let residuals = group.map { cases.residuals[$0] }
      let share = try rows.gram()
      guard let adjustment = try Self.power(of: share, power) else {
        throw InputError(
          .infeasible, "clusters",
          "a cluster alone determines a coefficient, so that there is no fit without it and CR3 divides by "
            + "zero", remedy: "use .cr2, or leave out the column that only this cluster has")
      }
      sizes.append(group.count)
      shares.append(share)
      adjustments.append(adjustment)
      scores.append(try adjustment.times(rows.transposed.times(residuals)))
    }
  }

  /// (I - S) to a power; the directions that the cluster alone determines, in which no residual is left, are
  /// left out. `nil` where a power below -1/2 meets one.
  static func power(of share: Matrix, _ power: Double) throws(InputError) -> Matrix? {
    let order = share.rowCount
    guard power != 0 else { return Matrix(order, order, identity(order)) }
    let eigen = try SymmetricEigen(share)
    var result = Matrix(zeros: order, order)
    for (index, value) in eigen.values.enumerated() {
      let rest = 1 - value
      guard rest > 1e-10 else {
        guard power >= -0.5 else { return nil }
        continue
      }
      let factor = raise(rest, to: power)
      let vector = eigen.vectors[columnView: index]
      for (column, right) in vector.enumerated() {
        for (row, left) in vector.enumerated() { result[row, column] += factor * left * right }
      }
    }
    return result
  }

  private static func identity(_ order: Int) -> [Double] {
    (0..<order * order).map { $0 % (order + 1) == 0 ? 1 : 0 }
  }

  /// The sum of the clusters' squares, in orthonormal coordinates and in those of the coefficients.
  func covariance() throws(InputError) -> (middle: Matrix, whole: Matrix) {
    let rows = Matrix(
      scores.count, inverse.rowCount, (0..<inverse.rowCount).flatMap { column in scores.map { $0[column] } })
    return (try rows.gram(), try rows.times(inverse.transposed).gram())
  }

  /// Satterthwaite's degrees of freedom of a coefficient's variance for independent cases of equal variance:
  /// the squared trace of the quadratic form that the variance is over the trace of its square; `nil` where
  /// the form is zero.
  func degreesOfFreedom(of coefficient: Int) throws(InputError) -> Double? {
    try degreesOfFreedom(along: inverse[row: coefficient])
  }

  /// The same for a weighted sum of the coefficients.
  func degreesOfFreedom(of contrast: [Double]) throws(InputError) -> Double? {
    try degreesOfFreedom(along: direction(of: contrast))
  }

  /// The sum of the coefficients in the coordinates in which the design is orthonormal.
  func direction(of contrast: [Double]) -> [Double] {
    // Its length does not matter where a product of it might leave the range of doubles.
    let largest = contrast.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0 else { return contrast }
    return coordinates.direction(contrast.map { $0 / largest })
  }

  /// The same along a direction.
  func degreesOfFreedom(along row: [Double]) throws(InputError) -> Double? {
    // Its length does not matter, and its square might leave the range of doubles.
    let largest = row.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0, largest.isFinite else { return nil }
    let direction = row.map { $0 / largest }
    let order = direction.count
    // The form is (δ a′a) - Z′Z, with one column of Z for each cluster.
    var (lengths, columns): ([Double], [Double]) = ([], [])
    for (share, adjustment) in zip(shares, adjustments) {
      let adjusted = try adjustment.times(direction)
      let column = try share.times(adjusted)
      lengths.append(zip(adjusted, column).reduce(0) { $0 + $1.0 * $1.1 })
      columns += column
    }
    let z = Matrix(order, lengths.count, columns)
    let squares = lengths.indices.map { cluster in
      z[columnView: cluster].reduce(0) { $0 + $1 * $1 }
    }
    let trace = zip(lengths, squares).reduce(0) { $0 + ($1.0 - $1.1) }
    let whole = lengths.reduce(0, +)
    guard whole > 0, trace > 1e-10 * whole else { return nil }
    let product = try z.transposed.gram()
    // Off the diagonal of clusters by the whole minus the diagonal.
    let diagonal = zip(lengths, squares).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let crossed = product.elements.reduce(0) { $0 + $1 * $1 } - squares.reduce(0) { $0 + $1 * $1 }
    return trace * trace / (diagonal + max(0, crossed))
  }
}
