import SurveyLinearAlgebra
import SurveyVocabulary

/// The second stage: the outcome on the exogenous and the fitted endogenous columns, by QR.
struct InstrumentalFit {
  /// The coefficients, in the units of the data.
  let coefficients: [Double]
  /// Their covariance matrix, in the units of the data.
  let covariance: Matrix
  /// The coefficients of the working columns.
  let working: [Double]
  /// The outcome minus the coefficients times the observed predictors, of the working columns.
  let residuals: [Double]
  /// The root of the mean squared residual, over the degrees of freedom.
  let deviation: Double
  let degreesOfFreedom: Int
  /// Orthonormal columns that span those of the second stage.
  let basis: Matrix

  /// - Throws: `InputError` if the outcome is fitted exactly, or the results leave the range of `Double`.
  init(_ columns: InstrumentalColumns, _ rule: ErrorRule, hasIntercept: Bool) throws(InputError) {
    let fitted = columns.endogenous.minus(columns.firstResiduals)
    let stage = columns.exogenous.joined(fitted)
    let count = stage.columnCount
    let fit = try LeastSquares(
      stage, outcome: columns.outcome, interceptColumn: hasIntercept ? 0 : nil)
    guard fit.kept.count == count else {
      throw InputError(
        .rankDeficient, "instruments", "they do not tell the predictors apart", remedy: "leave predictors out"
      )
    }
    working = fit.coefficients
    let predicted = try columns.exogenous.joined(columns.endogenous).times(fit.coefficients)
    residuals = zip(columns.outcome, predicted).map { $0 - $1 }
    degreesOfFreedom = columns.rows.count - count
    let squares = residuals.reduce(0) { $0 + $1 * $1 }
    let size = columns.outcome.reduce(0) { $0 + $1 * $1 }
    guard squares.squareRoot() > 8 * Double.ulpOfOne * size.squareRoot() else {
      throw InputError(.constant, "outcome", "it is fitted exactly, so that no residual is left")
    }
    deviation = (squares / Double(degreesOfFreedom)).squareRoot()
    basis = try stage.times(fit.inverse)
    let inner = try rule.covariance(
      of: basis, residuals: residuals, leverages: basis.rowSquares, coefficients: count)
    let plain = try fit.inverse.times(inner).times(fit.inverse.transposed)
    let factors = columns.units.predictors.map { columns.units.outcome / $0 }
    coefficients = zip(fit.coefficients, factors).map { $0 * $1 }
    var scaled = plain
    for column in 0..<count {
      for row in 0..<count { scaled[row, column] *= factors[row] * factors[column] }
    }
    covariance = scaled
    guard coefficients.allSatisfy(\.isFinite), covariance.elements.allSatisfy(\.isFinite),
      covariance.diagonal.allSatisfy({ $0 > 0 })
    else {
      throw InputError(
        .outOfRange, "coefficients", "they or their standard errors leave the range of Double, or vanish",
        remedy: "rescale the variables, or take fewer predictors that a single case or cluster determines")
    }
  }
}
