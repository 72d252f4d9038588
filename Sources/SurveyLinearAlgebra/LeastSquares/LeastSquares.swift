import SurveyVocabulary

/// A fit of an outcome by least squares, with what standard errors need.
///
/// Never by normal equations on the data: the triangular factor comes from blocked Householder QR.
package struct LeastSquares: Sendable {
  /// Columns are dependent where what earlier columns leave of them is at most this share of them.
  package static let rankTolerance = 1e-12

  /// The columns that were kept, of those that depend on earlier ones none.
  package let kept: [Int]
  /// The coefficients of the kept columns.
  package let coefficients: [Double]
  /// The inverse of the triangular factor of the kept columns.
  package let inverse: Matrix
  package let residualSumOfSquares: Double
  /// The squared length of the fitted values, taken from their mean where there is an intercept.
  package let explainedSumOfSquares: Double
  /// The condition number of the kept columns in the 1-norm, each scaled to length one.
  package let conditionNumber: Double
  package let arithmetic: LeastSquaresArithmetic

  let rows: SelectedColumns
  /// The outcome as it was given.
  package let outcome: [Double]
  /// The cases with a weight above zero; all where there are no weights.
  package let caseCount: Int
  let plainRows: any DesignRows
  /// The outcome as it was solved for: times the roots of the weights, where there are any.
  let working: [Double]
  /// What is still to be subtracted from the working outcome.
  let shift: Double
  /// The square roots of the weights; `nil` where there are none.
  package let roots: [Double]?
  /// The triangular factor of the kept columns.
  let triangle: Matrix
  /// The coefficients for the outcome minus the shift.
  let shiftedCoefficients: [Double]
  /// The residuals, where they were found by the way.
  let storedResiduals: [Double]?
  /// The orthonormal columns, where they were found by the way.
  let storedOrthonormal: [Double]?

  /// Fits an outcome.
  ///
  /// `interceptColumn` names a column of ones; the outcome is then taken from its mean, which costs
  /// nothing and saves digits. Cases with the weight zero take no part.
  ///
  /// - Throws: `InputError` if there are not more cases than columns, if a number is not finite, if a
  ///   weight is negative, if double-double arithmetic is asked for and not feasible, or if the fit
  ///   exceeds the range of `Double`.
  package init(
    _ rows: some DesignRows, outcome: [Double], interceptColumn: Int? = nil, weights: [Double]? = nil,
    arithmetic choice: ArithmeticChoice = .automatic
  ) throws(InputError) {
    try checkEqualLength(outcome.count, "outcome", rows.rowCount, "design")
    let problem = try WorkingProblem(
      rows, outcome: outcome, weights: weights, hasIntercept: interceptColumn != nil)
    guard problem.caseCount > rows.columnCount, rows.columnCount > 0 else {
      throw .tooFew("outcome", found: problem.caseCount, needed: max(rows.columnCount, 0) + 1)
    }
    guard problem.center.isFinite else { throw Self.culprit(rows, outcome) }
    let (working, shift) = (problem.outcome, problem.shift)
    let whole = try BlockedQR(problem.rows, outcome: working, shift: shift)
    guard whole.factor.allSatisfy(\.isFinite) else { throw Self.culprit(rows, outcome) }
    let kept = whole.independentColumns(tolerance: Self.rankTolerance)
    guard !kept.isEmpty else {
      throw InputError(.rankDeficient, "design", "every column is zero")
    }
    let selected = SelectedColumns(base: problem.rows, kept: kept)
    let qr =
      kept.count == rows.columnCount ? whole : try BlockedQR(selected, outcome: working, shift: shift)
    triangle = qr.triangle
    let inverse = try TriangularInverse(of: qr, triangle)
    let intercept = interceptColumn.flatMap { kept.firstIndex(of: $0) }
    let solution = LeastSquaresSolution.solve(
      selected, problem: problem, qr: qr, inverse,
      try LeastSquaresSolution.arithmetic(
        choice, cases: outcome.count, columns: kept.count, condition: inverse.conditionNumber),
      leadsWithIntercept: intercept == 0)
    self.kept = kept
    self.rows = selected
    self.outcome = outcome
    plainRows = rows
    caseCount = problem.caseCount
    self.working = working
    self.shift = shift
    roots = problem.roots
    conditionNumber = inverse.conditionNumber
    arithmetic = solution.arithmetic
    shiftedCoefficients = solution.coefficients.map(\.value)
    coefficients = Self.unshift(solution.coefficients, problem.center, intercept)
    self.inverse = solution.inverse
    residualSumOfSquares = solution.residualSumOfSquares
    explainedSumOfSquares = solution.explainedSumOfSquares
    storedResiduals = solution.residuals
    storedOrthonormal = solution.orthonormal
    // Below about 1e-290 squares lose their digits, and the shares of them their meaning.
    let total = explainedSumOfSquares + residualSumOfSquares
    guard total.isFinite, total > 1e-290 || working.allSatisfy({ $0 == shift }),
      coefficients.allSatisfy(\.isFinite), self.inverse.elements.allSatisfy(\.isFinite)
    else { throw .beyondRange }
  }

  /// Whether the residuals are no larger than the rounding of the outcome.
  package var isExact: Bool { residualSumOfSquares.squareRoot() <= rounding }

  /// Whether neither the residuals nor what is explained exceed the rounding of the outcome.
  package var isConstant: Bool { isExact && explainedSumOfSquares.squareRoot() <= rounding }

  private var rounding: Double {
    4 * Double.ulpOfOne * (roots.map { norm(zip($0, outcome).map { $0 * $1 }) } ?? norm(outcome))
  }

  /// The coefficients for the outcome as it was; the sum is rounded once.
  private static func unshift(_ shifted: [DoubleDouble], _ shift: Double, _ intercept: Int?) -> [Double] {
    shifted.enumerated().map { index, value in
      index == intercept ? (value + DoubleDouble(shift)).value : value.value
    }
  }

  /// What made the factor infinite or NaN.
  private static func culprit(_ rows: some DesignRows, _ outcome: [Double]) -> InputError {
    if let index = outcome.firstIndex(where: { !$0.isFinite }) {
      return .notFinite("outcome", value: outcome[index], at: index)
    }
    for column in 0..<rows.columnCount {
      let values = rows.values(column: column)
      if let index = values.firstIndex(where: { !$0.isFinite }) {
        return .notFinite(rows.name(column: column), value: values[index], at: index)
      }
    }
    return .beyondRange
  }
}

extension InputError {
  static var beyondRange: InputError {
    InputError(
      .outOfRange, "design", "the fit leaves the range of Double",
      remedy: "rescale the outcome or the columns")
  }
}
