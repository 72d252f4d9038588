/// What the three arithmetics of a fit have in common.
struct LeastSquaresSolution {
  let arithmetic: LeastSquaresArithmetic
  /// The coefficients for the outcome minus the shift.
  let coefficients: [DoubleDouble]
  /// The inverse of the triangular factor.
  let inverse: Matrix
  let residualSumOfSquares: Double
  let explainedSumOfSquares: Double
  /// The residuals, where they were found by the way.
  var residuals: [Double]?
  /// The orthonormal columns, where they were found by the way.
  var orthonormal: [Double]?
}

extension LeastSquaresSolution {
  /// From here on a fit would lose more than three digits in plain doubles.
  static let conditionForDoubleDouble = 1_000.0
  /// The largest number of multiplications (cases times squared columns) for double-doubles.
  static let doubleDoubleLimit = 4_000_000.0
  /// The largest number of elements for the correction of the coefficients.
  static let refinementLimit = 65_536.0
  /// The largest condition number for it: its square times the rounding of doubles is the share of the
  /// error that the correction leaves.
  static let conditionForRefinement = 1e6

  /// The solution in the arithmetic that size and condition ask for.
  static func solve(
    _ rows: some DesignRows, outcome: [Double], shift: Double, qr: BlockedQR, _ inverse: TriangularInverse
  ) -> LeastSquaresSolution {
    let size = Double(rows.rowCount) * Double(rows.columnCount)
    let condition = inverse.conditionNumber
    if condition > conditionForDoubleDouble, size * Double(rows.columnCount) <= doubleDoubleLimit {
      return precise(rows, outcome: outcome, shift: shift)
    }
    let start = inverse.matrix.upperTimes(qr.projection)
    if size <= refinementLimit, condition <= conditionForRefinement {
      return refined(rows, outcome: outcome, shift: shift, start: start, inverse.matrix)
    }
    let rest = qr.element(qr.order, qr.order)
    return LeastSquaresSolution(
      arithmetic: .double, coefficients: start.map { DoubleDouble($0) }, inverse: inverse.matrix,
      residualSumOfSquares: rest * rest,
      explainedSumOfSquares: qr.projection.reduce(0) { $0 + $1 * $1 })
  }

  private static func precise(
    _ rows: some DesignRows, outcome: [Double], shift: Double
  ) -> LeastSquaresSolution {
    let fit = PreciseLeastSquares(rows, outcome: outcome, shift: shift)
    return LeastSquaresSolution(
      arithmetic: .doubleDouble, coefficients: fit.coefficients, inverse: fit.inverse,
      residualSumOfSquares: fit.residualSumOfSquares, explainedSumOfSquares: fit.explainedSumOfSquares,
      residuals: fit.residuals, orthonormal: fit.orthonormal)
  }

  private static func refined(
    _ rows: some DesignRows, outcome: [Double], shift: Double, start: [Double], _ inverse: Matrix
  ) -> LeastSquaresSolution {
    let fit = RefinedLeastSquares(rows, outcome: outcome, shift: shift, start: start, inverse: inverse)
    return LeastSquaresSolution(
      arithmetic: .refined, coefficients: fit.coefficients, inverse: inverse,
      residualSumOfSquares: fit.residualSumOfSquares, explainedSumOfSquares: fit.explainedSumOfSquares,
      residuals: fit.residuals)
  }
}
