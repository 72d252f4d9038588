import SurveyLinearAlgebra
import SurveyVocabulary

/// The regression of squared residuals on columns that may drive their variance, always with a constant.
///
/// The squares are taken over their mean, so that no scale of the outcome matters.
struct VarianceRegression {
  /// The number of columns that are no combination of others, the constant not counted.
  let degreesOfFreedom: Int
  /// The share of the squares' variation that the columns explain; `nil` where the squares are all equal.
  let rSquared: Double?
  /// The explained sum of squares of the squares over their mean.
  let explained: Double
  let cases: Int

  /// - Throws: `InputError` if the fit is exact, no column varies, or there are not more cases than columns.
  init(
    of regression: LinearRegression, on columns: (WorkingCases) throws(InputError) -> [[Double]]
  ) throws(InputError) {
    let working = try WorkingCases(of: regression)
    let mean = regression.residualSumOfSquares / Double(working.count)
    let squares = working.residuals.map { $0 / mean * $0 }
    let varying = try columns(working).filter { column in
      column.contains { $0 != column[0] }
    }
    guard !varying.isEmpty else {
      throw .tooFew(
        "variance predictors", found: 0, needed: 1,
        remedy: "name columns that may drive the variance")
    }
    guard working.count > varying.count + 1 else {
      throw InputError(
        .tooFew, "cases", "\(working.count) cases for \(varying.count) variance predictors and a constant",
        remedy: "use fewer predictors of the variance, such as the fitted values")
    }
    guard Double(working.count) * Double(varying.count) <= 50_000_000 else {
      throw .infeasible(
        "variance predictors", "\(varying.count) columns of \(working.count) cases are too many",
        remedy: "use fewer predictors of the variance, such as the fitted values")
    }
    guard squares.allSatisfy(\.isFinite) else {
      throw InputError(
        .outOfRange, "outcome", "squares of residuals leave the range of Double",
        remedy: "rescale the outcome")
    }
    let ones = [Double](repeating: 1, count: working.count)
    let fit = try LeastSquares(Matrix(columns: [ones] + varying), outcome: squares, interceptColumn: 0)
    degreesOfFreedom = fit.kept.count - 1
    cases = working.count
    guard degreesOfFreedom > 0 else {
      throw .tooFew(
        "variance predictors", found: 0, needed: 1, remedy: "name columns that may drive the variance")
    }
    explained = fit.isConstant ? 0 : fit.explainedSumOfSquares
    rSquared =
      fit.isConstant
      ? nil : fit.explainedSumOfSquares / (fit.explainedSumOfSquares + fit.residualSumOfSquares)
  }

  /// n·R², or an error where the squares are all equal.
  func scaledRSquared() throws(InputError) -> Double {
    guard let rSquared else {
      throw InputError(
        .constant, "residuals",
        "all are equal in size, so that no variation of their squares can be explained")
    }
    return Double(cases) * rSquared
  }
}

extension [Double] {
  /// The column in a scale of its own: a column of two values as 0 and 1, another from its mean in units of
  /// its largest distance from it. With a constant and the column itself, its powers span the same space.
  var recoded: [Double] {
    guard let first = self.first, let other = self.first(where: { $0 != first }) else { return self }
    if allSatisfy({ $0 == first || $0 == other }) {
      let upper = Swift.max(first, other)
      return map { $0 == upper ? 1 : 0 }
    }
    // Halves first, so that no sum or difference overflows.
    let middle = reduce(0) { $0 + $1 / Double(count) }
    let largest = reduce(0) { Swift.max($0, ($1 / 2 - middle / 2).magnitude) }
    return largest > 0 ? map { ($0 / 2 - middle / 2) / largest } : self
  }
}
