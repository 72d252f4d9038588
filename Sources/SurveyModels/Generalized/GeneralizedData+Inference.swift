import SurveyLinearAlgebra
import SurveyVocabulary

extension GeneralizedProblem {
  /// The fit from the outcome or from a linear predictor, with separation refused by the names of its columns.
  ///
  /// The scores of a fit that converged prove in most data that nothing separates; where they do not, or
  /// where the fit fails, the cone of the cases decides.
  func maximumLikelihood(from start: [Double]? = nil) throws(InputError) -> GeneralizedFit {
    let found = Result { () throws(InputError) -> GeneralizedFit in try fit(from: start) }
    guard model.canSeparate else { return try found.get() }
    if case .success(let fit) = found, Separation.isExcluded(by: fit.state, in: self) { return fit }
    let columns = try Separation.columns(self)
    guard columns.isEmpty else { throw Separation.error(columns, isBinomial: model.isBinomial) }
    return try found.get()
  }
}

extension ResponseModel {
  /// Whether a finite outcome may ask for an infinite linear predictor.
  var canSeparate: Bool { self != .gammaLog && self != .gammaInverse }
}

extension GeneralizedState {
  /// Pearson's statistic: the squared residuals over the variances.
  var pearson: Double {
    zip(scores, information).reduce(0) { $0 + ($1.1 > 0 ? $1.0 * $1.0 / $1.1 : 0) }
  }
}

extension GeneralizedData {
  /// The covariance matrix of the coefficients.
  ///
  /// With s the score of a case and h its leverage in the weighted fit, the robust estimators take
  /// A·(Σ s²/(1 - h)^δ·xxᵀ)·A for A the inverse of the information.
  func covariance(
    _ fit: GeneralizedFit, _ estimator: StandardErrors, dispersion: Double
  ) throws(InputError) -> Matrix {
    guard estimator != .classical else {
      let model = try problem.inverseInformation(fit.state)
      return Matrix(model.rowCount, model.columnCount, model.elements.map { $0 * dispersion })
    }
    let squares = try problem.weightedSquares(fit.state)
    let inverse = squares.inverse
    let model = try inverse.times(inverse.transposed)
    let order = Double(problem.names.count)
    let leverages = estimator.dividesByLeverage ? try squares.leverages() : []
    let single = leverages.indices.map { leverages[$0] / replicates[$0] }
    if let index = single.firstIndex(where: { $0 > 1 - 1e-10 }) {
      throw InputError(
        .infeasible, "standard errors", "the case at index \(rows[index]) has leverage 1",
        remedy: "use .hc0, .hc1 or .classical")
    }
    let (largest, mean) = (single.max() ?? 0, order / caseCount)
    let factor = estimator == .hc1 ? (caseCount / (caseCount - order)).squareRoot() : 1
    let roots = fit.state.scores.indices.map { row in
      var root = factor * fit.state.scores[row] / replicates[row].squareRoot()
      if estimator.dividesByLeverage {
        let power = estimator.exponent(leverage: single[row], largest: largest, mean: mean)
        root /= raise(1 - single[row], to: power / 2)
      }
      return root
    }
    return try problem.columns.rows(times: roots).times(model).gram()
  }

  /// The deviance of the intercept alone, or of the offset alone where there is no intercept.
  func nullDeviance(hasIntercept: Bool, deviance: Double) throws(InputError) -> Double? {
    guard hasIntercept else {
      let null = problem.state(at: problem.offset).deviance
      return null.isFinite ? null : nil
    }
    guard problem.names.count > 1 else { return deviance }
    if problem.offset.allSatisfy({ $0 == 0 }) {
      // Without an offset the maximum is at the mean.
      let (events, total) = zip(problem.outcome, problem.weights).reduce((0.0, 0.0)) {
        ($0.0 + $1.0 * $1.1, $0.1 + $1.1)
      }
      let predictor = try problem.model.link(events / total)
      return problem.state(at: [Double](repeating: predictor, count: problem.outcome.count)).deviance
    }
    guard let null = try problem.choosing([0]) else { return deviance }
    return try null.fit().state.deviance
  }
}
