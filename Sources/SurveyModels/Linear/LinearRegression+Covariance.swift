import SurveyLinearAlgebra
import SurveyVocabulary

extension LinearRegression {
  /// The covariance matrix of the coefficients by the estimator that was asked for.
  static func covariance(
    _ fit: LeastSquares, _ estimator: StandardErrors, residualSumOfSquares: Double, cases: Int
  ) throws(InputError) -> Matrix {
    let (n, k) = (Double(cases), Double(fit.kept.count))
    guard estimator != .classical else {
      return try fit.unscaledCovariance().scaled(by: residualSumOfSquares / (n - k))
    }
    let largest = estimator == .hc5 ? try fit.leverages().max() ?? 0 : 0
    let factor = estimator == .hc1 ? n / (n - k) : 1
    return try fit.sandwich { start, residuals, leverages throws(InputError) in
      if estimator.dividesByLeverage, let index = leverages.firstIndex(where: { $0 > 1 - 1e-10 }) {
        throw .leverageOfOne(start + index, estimator)
      }
      return weights(residuals, leverages, estimator, factor, largest: largest, mean: k / n)
    }
  }

  private static func weights(
    _ residuals: UnsafeBufferPointer<Double>, _ leverages: [Double], _ estimator: StandardErrors,
    _ factor: Double, largest: Double, mean: Double
  ) -> [Double] {
    var weights = leverages
    for index in weights.indices {
      let square = residuals[index] * residuals[index]
      let rest = 1 - leverages[index]
      switch estimator {
      case .classical, .hc0, .hc1: weights[index] = square * factor
      case .hc2: weights[index] = square / rest
      case .hc3: weights[index] = square / (rest * rest)
      case .hc4, .hc4m, .hc5:
        let power = estimator.exponent(leverage: leverages[index], largest: largest, mean: mean)
        weights[index] = square / raise(rest, to: power)
      }
    }
    return weights
  }
}

extension Matrix {
  fileprivate func scaled(by factor: Double) -> Matrix {
    Matrix(rowCount, columnCount, elements.map { $0 * factor })
  }
}

extension InputError {
  fileprivate static func leverageOfOne(_ index: Int, _ estimator: StandardErrors) -> InputError {
    InputError(
      .infeasible, "standard errors",
      "the case at index \(index) has leverage 1, so that its residual is zero whatever its outcome and "
        + "\(estimator.rawValue) divides by zero",
      remedy: "use .hc0, .hc1 or .classical, or leave out the column or level that only this case has")
  }
}
