import SurveyLinearAlgebra
import SurveyVocabulary

/// The covariance matrices of the coefficients at the solution of estimating equations.
///
/// With W the rows without their correlation, Q = W·M orthonormal and S = Q′Q within a cluster, the adjustment of
/// a cluster's residuals by a function of I - H is one of Q′e by the same function of I - S.
struct MarginalCovariance {
  /// Under the working correlation and the family's variance.
  let naive: Matrix
  /// From the clusters' residuals.
  let robust: Matrix

  /// - Parameters:
  ///   - state: The solution.
  ///   - cases: The clusters.
  ///   - power: The power of I - S.
  /// - Throws: `InputError` if columns depend on each other, or for the power -1 if a cluster alone
  ///   determines a coefficient.
  init(_ state: MarginalProblem.State, in cases: RepeatedCases, power: Double) throws(InputError) {
    let factorization = try QRFactorization(state.rows)
    let basis = try factorization.orthonormal()
    let back = try factorization.solve(basis)
    let order = back.rowCount
    var scores: [[Double]] = []
    for group in cases.members {
      let rows = Matrix(
        group.count, order, (0..<order).flatMap { column in group.map { basis[$0, column] } })
      guard let adjustment = try ClusterScores.power(of: rows.gram(), power) else {
        throw InputError(
          .infeasible, "clusters",
          "a cluster alone determines a coefficient, so that there is no fit without it",
          remedy: "use .kauermannCarroll or .robust, or leave out the column that only this cluster has")
      }
      scores.append(try adjustment.times(rows.transposed.times(group.map { state.residuals[$0] })))
    }
    let stacked = Matrix(
      scores.count, order, (0..<order).flatMap { column in scores.map { $0[column] } })
    robust = try stacked.times(back.transposed).gram()
    var plain = try back.transposed.gram()
    for column in 0..<order {
      for row in 0..<order { plain[row, column] *= state.dispersion }
    }
    naive = plain
  }
}
