import SurveyLinearAlgebra
import SurveyVocabulary

extension LinearRegression {
  /// The covariance matrix of the coefficients by the estimator that was asked for, in orthonormal coordinates.
  static func middle(
    _ fit: LeastSquares, _ estimator: StandardErrors, residualSumOfSquares: Double, cases: Int
  ) throws(InputError) -> CoefficientSpread.Middle {
    let (n, k) = (Double(cases), Double(fit.kept.count))
    guard estimator != .classical else { return .alike(residualSumOfSquares / (n - k)) }
    let largest = estimator == .hc5 ? try fit.leverages().max() ?? 0 : 0
    let factor = estimator == .hc1 ? (n / (n - k)).squareRoot() : 1
    let middle = try fit.middle { start, residuals, leverages throws(InputError) in
      if estimator.dividesByLeverage, let index = leverages.firstIndex(where: { $0 > 1 - 1e-10 }) {
        throw .leverageOfOne(start + index, estimator)
      }
      return roots(residuals, leverages, estimator, factor, largest: largest, mean: k / n)
    }
    return .matrix(middle)
  }

  /// The same in the coordinates of the coefficients.
  static func covariance(_ fit: LeastSquares, _ middle: CoefficientSpread.Middle) throws(InputError) -> Matrix
  {
    switch middle {
    case .alike(let variance): try fit.unscaledCovariance().scaled(by: variance)
    case .matrix(let matrix): try fit.sandwich(matrix)
    }
  }

  /// The square roots of the weights ω, with the signs of the residuals.
  private static func roots(
    _ residuals: UnsafeBufferPointer<Double>, _ leverages: [Double], _ estimator: StandardErrors,
    _ factor: Double, largest: Double, mean: Double
  ) -> [Double] {
    [Double](unsafeUninitializedCapacity: leverages.count) { roots, count in
      count = min(leverages.count, residuals.count)
      switch estimator {
      case .classical, .hc0, .hc1: for index in 0..<count { roots[index] = residuals[index] * factor }
      case .hc2:
        for index in 0..<count { roots[index] = residuals[index] / (1 - leverages[index]).squareRoot() }
      case .hc3: for index in 0..<count { roots[index] = residuals[index] / (1 - leverages[index]) }
      case .hc4, .hc4m, .hc5:
        for index in 0..<count {
          let power = estimator.exponent(leverage: leverages[index], largest: largest, mean: mean)
          roots[index] = residuals[index] / raise(1 - leverages[index], to: power / 2)
        }
      }
    }
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
