import SurveyVocabulary

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
  /// The largest number of multiplications (cases times squared columns) for double-doubles by rule.
  static let doubleDoubleLimit = 4_000_000.0
  /// The same where the caller asks for them.
  static let doubleDoubleLimitOnRequest = 400_000_000.0
  /// The largest number of elements for the correction of the coefficients.
  static let refinementLimit = 262_144.0
  /// The largest condition number for it: its square times the rounding of doubles is the share of the
  /// error that the correction leaves.
  static let conditionForRefinement = 1e6

  /// The arithmetic that size and condition ask for, where the caller asks for none.
  static func arithmetic(
    _ choice: ArithmeticChoice, cases: Int, columns: Int, condition: Double
  ) throws(InputError) -> LeastSquaresArithmetic {
    let size = Double(cases) * Double(columns)
    let products = size * Double(columns)
    switch choice {
    case .double: return .double
    case .refined: return .refined
    case .doubleDouble:
      guard products <= doubleDoubleLimitOnRequest else {
        throw .infeasible(
          "arithmetic", "\(cases) cases and \(columns) columns would take minutes in double-doubles",
          remedy: "ask for refined or double arithmetic")
      }
      return .doubleDouble
    case .automatic:
      if condition > conditionForDoubleDouble, products <= doubleDoubleLimit { return .doubleDouble }
      return size <= refinementLimit && condition <= conditionForRefinement ? .refined : .double
    }
  }

  /// The solution in an arithmetic; `leadsWithIntercept` says that the first column is the intercept, whose
  /// share the explained sum of squares leaves out.
  static func solve(
    _ rows: some DesignRows, problem: WorkingProblem, qr: BlockedQR, _ inverse: TriangularInverse,
    _ arithmetic: LeastSquaresArithmetic, leadsWithIntercept: Bool
  ) -> LeastSquaresSolution {
    guard arithmetic != .doubleDouble else {
      return precise(rows, problem, leadsWithIntercept: leadsWithIntercept)
    }
    let start = inverse.matrix.upperTimes(qr.projection)
    guard arithmetic != .refined else {
      return refined(
        rows, problem, start: start, inverse.matrix, leadsWithIntercept: leadsWithIntercept)
    }
    let rest = qr.element(qr.order, qr.order)
    return LeastSquaresSolution(
      arithmetic: .double, coefficients: start.map { DoubleDouble($0) }, inverse: inverse.matrix,
      residualSumOfSquares: rest * rest,
      explainedSumOfSquares: qr.projection.dropFirst(leadsWithIntercept ? 1 : 0).reduce(0) { $0 + $1 * $1 })
  }

  private static func precise(
    _ rows: some DesignRows, _ problem: WorkingProblem, leadsWithIntercept: Bool
  ) -> LeastSquaresSolution {
    let fit = PreciseLeastSquares(
      rows, outcome: problem.outcome, low: problem.outcomeLow, shift: problem.shift,
      leadsWithIntercept: leadsWithIntercept)
    return LeastSquaresSolution(
      arithmetic: .doubleDouble, coefficients: fit.coefficients, inverse: fit.inverse,
      residualSumOfSquares: fit.residualSumOfSquares, explainedSumOfSquares: fit.explainedSumOfSquares,
      residuals: fit.residuals, orthonormal: fit.orthonormal)
  }

  private static func refined(
    _ rows: some DesignRows, _ problem: WorkingProblem, start: [Double], _ inverse: Matrix,
    leadsWithIntercept: Bool
  ) -> LeastSquaresSolution {
    let fit = RefinedLeastSquares(
      rows, outcome: problem.outcome, low: problem.outcomeLow, shift: problem.shift, start: start,
      inverse: inverse, leadsWithIntercept: leadsWithIntercept)
    return LeastSquaresSolution(
      arithmetic: .refined, coefficients: fit.coefficients, inverse: inverse,
      residualSumOfSquares: fit.residualSumOfSquares, explainedSumOfSquares: fit.explainedSumOfSquares,
      residuals: fit.residuals)
  }
}
