import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

extension LinearRegression {
  /// The test that all coefficients but the intercept are zero: the classical F, or Wald's with the
  /// robust covariance matrix.
  ///
  /// `nil` where there are no such coefficients, where the outcome is fitted exactly, or where the
  /// robust covariance matrix is not of full rank.
  public var overall: TestStatistic? {
    let intercept = hasIntercept ? fit.kept.firstIndex(of: 0) : nil
    let numerator = Double(fit.kept.count - (intercept == nil ? 0 : 1))
    let denominator = Double(residualDegreesOfFreedom)
    guard numerator > 0, residualSumOfSquares > 0 else { return nil }
    let value =
      standardErrors == .classical
      ? (explainedSumOfSquares / numerator) / (residualSumOfSquares / denominator)
      : waldF(without: intercept)
    guard let value, value.isFinite else { return nil }
    return TestStatistic("F", value, reference: .f(numerator: numerator, denominator: denominator))
  }

  /// The probability of ``overall``.
  public var overallPValue: Double? { overall.map { $0.pValue(.greater) } }

  /// Wald's statistic that all coefficients but the intercept are zero, divided by their number;
  /// `nil` where their covariance matrix is not of full rank.
  private func waldF(without intercept: Int?) -> Double? {
    let chosen = coefficients.indices.filter { $0 != intercept }
    // Each coefficient in units of its standard error, so that scales do not matter.
    let errors = chosen.map { coefficients[$0].standardError }
    guard errors.allSatisfy({ $0 > 0 }) else { return nil }
    let units = zip(chosen, errors).map { index, error in fit.inverse[row: index].map { $0 / error } }
    let spread = spread
    let elements = units.flatMap { column in units.map { spread.covariance($0, column) } }
    let scaled = zip(chosen, errors).map { coefficients[$0].value / $1 }
    guard let factor = try? CholeskyFactorization(Matrix(chosen.count, chosen.count, elements)),
      let solution = try? factor.solve(scaled)
    else { return nil }
    return zip(scaled, solution).reduce(0) { $0 + $1.0 * $1.1 } / Double(chosen.count)
  }
}
