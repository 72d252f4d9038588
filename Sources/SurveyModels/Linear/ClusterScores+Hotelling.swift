import SurveyLinearAlgebra
import SurveyVocabulary

extension ClusterScores {
  /// The degrees of freedom η of the Wishart distribution that stands for the covariance matrix of q weighted
  /// sums of the coefficients, for independent cases of equal variance; `nil` where that matrix is expected to
  /// have no full rank.
  ///
  /// With D the matrix in coordinates in which the identity is expected, a Wishart matrix over η has
  /// Σ Var(D) = q(q + 1)/η over all elements (Pustejovsky & Tipton 2018). For one sum η is Satterthwaite's.
  ///
  /// - Throws: `InputError` if there are too many sums of too many coefficients.
  func hotellingDegreesOfFreedom(of contrasts: [[Double]]) throws(InputError) -> Double? {
    let (count, order) = (contrasts.count, inverse.rowCount)
    let width = Double(count) * Double(order)
    guard width <= 5_000, width * width * Double(shares.count) <= 2e11 else {
      throw .infeasible(
        "restrictions", "\(count) sums of \(order) coefficients are too many for Hotelling's T²",
        remedy: "test fewer at once, or take another estimator than CR2")
    }
    var columns: [Double] = []
    for contrast in contrasts {
      let direction = direction(of: contrast)
      let largest = direction.reduce(0) { max($0, $1.magnitude) }
      guard largest > 0, largest.isFinite else { return nil }
      columns += direction.map { $0 / largest }
    }
    guard let directions = try standardized(Matrix(order, count, columns)) else { return nil }
    // The covariance of what clusters g and h give to the sums is [g = h]·W′SW - Z′Z, with Z = SW.
    var (own, alone) = (0.0, 0.0)
    var stacked: [[Double]] = []
    for (share, adjustment) in zip(shares, adjustments) {
      let adjusted = try adjustment.times(directions)
      let z = try share.times(adjusted)
      let (whole, part) = (try adjusted.transposed.times(z), try z.gram())
      own += Self.spread(zip(whole.elements, part.elements).map { $0 - $1 }, count)
      alone += Self.spread(part.elements, count)
      stacked.append(z.elements)
    }
    let product = try Matrix(rows: stacked).gram()
    // Between clusters by all pairs minus the pairs of a cluster with itself.
    var pairs = 0.0
    for first in 0..<count {
      for second in 0..<count {
        for row in 0..<order {
          for column in 0..<order {
            let value = product[first * order + row, second * order + column]
            pairs += value * (value + product[first * order + column, second * order + row])
          }
        }
      }
    }
    let variance = own + max(0, pairs - alone)
    return variance > 0 ? Double(count * (count + 1)) / variance : nil
  }

  /// Directions whose covariance matrix is expected to be the identity, of the same space.
  private func standardized(_ directions: Matrix) throws(InputError) -> Matrix? {
    let count = directions.columnCount
    var expected = [Double](repeating: 0, count: count * count)
    var whole = [Double](repeating: 0, count: count)
    for (share, adjustment) in zip(shares, adjustments) {
      let adjusted = try adjustment.times(directions)
      let z = try share.times(adjusted)
      let (length, part) = (try adjusted.transposed.times(z), try z.gram())
      for index in expected.indices { expected[index] += length.elements[index] - part.elements[index] }
      for index in 0..<count { whole[index] += length[index, index] }
    }
    let variances = (0..<count).map { expected[$0 * count + $0] }
    guard zip(variances, whole).allSatisfy({ $0 > 1e-10 * $1 && $1 > 0 }) else { return nil }
    let roots = variances.map { $0.squareRoot() }
    let scaled = Matrix(
      count, count, expected.indices.map { expected[$0] / (roots[$0 / count] * roots[$0 % count]) })
    guard let factor = try? CholeskyFactorization(scaled),
      let condition = try? factor.reciprocalCondition(), condition > 1e-12
    else { return nil }
    let units = Matrix(
      directions.rowCount, count,
      (0..<count).flatMap { column in directions[columnView: column].map { $0 / roots[column] } })
    // Columns D R⁻¹, which are the solution of R′X = D′.
    return try factor.factor.solveUpper(units.transposed, transposed: true).transposed
  }

  /// The sum over s and t of P(s,s)·P(t,t) + P(s,t)².
  private static func spread(_ elements: [Double], _ order: Int) -> Double {
    let trace = (0..<order).reduce(0) { $0 + elements[$1 * order + $1] }
    return trace * trace + elements.reduce(0) { $0 + $1 * $1 }
  }
}
