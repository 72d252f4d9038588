import SurveyLinearAlgebra
import SurveyVocabulary

/// The first stage of a robust regression: outcome and columns, checked, with the least squares fit.
struct RobustProblem {
  let outcome: [Double]
  let matrix: Matrix
  let names: [String]
  /// The coefficients of least squares.
  let leastSquares: [Double]
  /// (XᵀX)⁻¹.
  let unscaledCovariance: Matrix
  /// Residuals of this size or less are rounding.
  let rounding: Double

  var caseCount: Int { outcome.count }
  var columnCount: Int { names.count }
  /// Cases minus coefficients.
  var degreesOfFreedom: Int { caseCount - columnCount }

  init(_ outcome: some Collection<Double>, on design: Design) throws(InputError) {
    let outcome = try finiteValues(outcome, "outcome")
    try checkEqualLength(outcome.count, "outcome", design.rowCount, "design")
    guard outcome.count > design.columnCount else {
      throw .tooFew("outcome", found: outcome.count, needed: design.columnCount + 1)
    }
    let fit = try LeastSquares(
      design, outcome: outcome, interceptColumn: design.hasIntercept ? 0 : nil)
    let lost = design.columnNames.indices.filter { !fit.kept.contains($0) }
    guard lost.isEmpty else {
      let list = lost.map { "\"\(design.columnNames[$0])\"" }.joined(separator: ", ")
      throw InputError(
        .rankDeficient, "design", "the columns before them determine \(list)", remedy: "leave them out")
    }
    self.outcome = outcome
    matrix = design.matrix
    names = design.columnNames
    leastSquares = fit.coefficients
    unscaledCovariance = try fit.unscaledCovariance()
    rounding = 64 * Double.ulpOfOne * outcome.reduce(0) { max($0, $1.magnitude) }
  }

  func residuals(_ coefficients: [Double]) -> [Double] {
    var residuals = outcome
    for column in 0..<columnCount {
      let coefficient = coefficients[column]
      for (row, value) in matrix[columnView: column].enumerated() { residuals[row] -= coefficient * value }
    }
    return residuals
  }

  /// The median of the sizes of the residuals divided by 0.6745, some cases left out where asked for.
  func scale(_ residuals: [Double], without rows: Set<Int> = []) throws(InputError) -> Double {
    let sorted = residuals.indices.filter { !rows.contains($0) }.map { residuals[$0].magnitude }.sorted()
    let middle = sorted.count / 2
    let median = sorted.count % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2
    guard median > rounding else { throw .zeroScale }
    return median / 0.6745
  }
}

extension RobustProblem {
  /// The coefficients with their errors, judged by t.
  func estimates(
    _ coefficients: [Double], _ covariance: Matrix, confidence: Double
  ) throws(InputError) -> [RobustCoefficient] {
    var found: [RobustCoefficient] = []
    for (index, name) in names.enumerated() {
      found.append(
        try RobustCoefficient(
          name, coefficients[index], standardError: covariance[index, index].squareRoot(),
          degreesOfFreedom: Double(degreesOfFreedom), confidence: confidence))
    }
    return found
  }
}

extension InputError {
  static var zeroScale: InputError {
    InputError(
      .constant, "residuals", "half of the cases or more are fitted exactly, so that the scale is zero",
      remedy: "use QuantileRegression, which needs no scale, or look at the cases apart")
  }
}

/// What reweighting led to.
struct RobustSolution {
  var coefficients: [Double]
  var residuals: [Double]
  var scale: Double
  var iterations: Int
  var converged: Bool

  var warnings: [String] {
    converged
      ? [] : ["The coefficients still change after \(DecimalText.grouped(iterations)) steps."]
  }
}

extension RobustProblem {
  /// The third stage: weighted least squares with weights from the last residuals, again and again.
  ///
  /// Every step corrects the coefficients by a fit of the residuals, so that rounding does not add up. It ends
  /// where a step changes the fitted values by less than 1e-12 of the length of the residuals.
  ///
  /// - Parameters:
  ///   - loss: The loss that the weights come from.
  ///   - start: The coefficients to start from.
  ///   - limit: The most steps.
  ///   - scale: The scale of residuals.
  /// - Returns: The coefficients after the last step, with their residuals and scale.
  /// - Throws: `InputError` if the scale is zero, if too few cases keep a weight, or if the fit leaves the range of
  ///   `Double`.
  func reweighted(
    _ loss: RobustLoss, from start: [Double], limit: Int,
    scale: (_ residuals: [Double]) throws(InputError) -> Double
  ) throws(InputError) -> RobustSolution {
    var residuals = residuals(start)
    var found = RobustSolution(
      coefficients: start, residuals: residuals, scale: try scale(residuals), iterations: 0, converged: false)
    let floor = rounding / 16 * Double(caseCount).squareRoot()
    while !found.converged, found.iterations < limit {
      let weights = residuals.map { loss.weight($0 / found.scale) }
      let step = try QRFactorization(matrix, weights: weights).solve(residuals)
      for column in step.indices { found.coefficients[column] += step[column] }
      let before = residuals
      residuals = self.residuals(found.coefficients)
      found.scale = try scale(residuals)
      found.iterations += 1
      let change = Self.length(zip(residuals, before).map { $0 - $1 })
      found.converged = change <= 1e-12 * Self.length(before) + floor
    }
    guard found.coefficients.allSatisfy(\.isFinite), found.scale.isFinite else { throw .robustRange }
    found.residuals = residuals
    return found
  }

  private static func length(_ values: [Double]) -> Double {
    values.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  static func check(limit: Int) throws(InputError) {
    guard (1...1_000_000).contains(limit) else {
      throw .outOfRange("maximum of iterations", value: Double(limit), allowed: "1 to 1,000,000")
    }
  }
}
