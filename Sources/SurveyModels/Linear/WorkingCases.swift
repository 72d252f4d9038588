import SurveyLinearAlgebra
import SurveyVocabulary

/// The cases of a regression that take part, as the fit saw them: with weights, residuals and rows are
/// times the roots of the weights, so that what holds for equal variances holds for them.
struct WorkingCases {
  /// The indices of the cases in the outcome; those with the weight zero are not among them.
  let indices: [Int]
  /// The residuals in the same order, times the roots of the weights where there are some.
  let residuals: [Double]

  /// The cases in the order of the data, or stably sorted by values.
  ///
  /// - Throws: `InputError` if the fit is exact, so that no residual is left, or the values are not as many
  ///   as the cases or not finite.
  init(of regression: LinearRegression, orderedBy values: [Double]? = nil) throws(InputError) {
    let fit = regression.fit
    guard regression.residualSumOfSquares > 0 else {
      throw InputError(.constant, "outcome", "it is fitted exactly, so that no residual is left")
    }
    var used = Array(fit.outcome.indices)
    if let roots = fit.roots { used.removeAll { roots[$0] == 0 } }
    if let values {
      try checkEqualLength(values.count, "order", fit.outcome.count, "outcome")
      if let index = values.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite("order", value: values[index], at: index)
      }
      used.sort { values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1] }
    }
    let residuals = try fit.residuals()
    indices = used
    self.residuals = used.map { residuals[$0] }
  }

  var count: Int { indices.count }

  /// The values of these cases.
  func values(_ all: [Double]) -> [Double] { indices.map { all[$0] } }
}

extension LinearRegression {
  /// The kept columns of the design but the intercept, whole, with their names.
  var predictorColumns: [(name: String, values: [Double])] {
    fit.kept.filter { !(hasIntercept && $0 == 0) }
      .map { (design.columnNames[$0], design.values(column: $0)) }
  }

  /// The fitted values, where they vary by more than rounding.
  ///
  /// - Throws: `InputError` if there is no predictor or none that matters.
  func varyingFitted() throws(InputError) -> [Double] {
    guard !predictorColumns.isEmpty else { throw .tooFew("predictors", found: 0, needed: 1) }
    let fitted = self.fitted
    let (low, high) = (fitted.min() ?? 0, fitted.max() ?? 0)
    guard high - low > 1e-13 * max(low.magnitude, high.magnitude) else {
      throw InputError(.constant, "fitted values", "all are equal, so that their powers say nothing")
    }
    return fitted
  }

  /// The orthonormal columns of the fit: their rows, times rows, are the hat matrix.
  func orthonormalColumns() throws(InputError) -> Matrix {
    var all = Matrix(zeros: fit.outcome.count, fit.kept.count)
    let order = fit.kept.count
    try fit.forEachBlock { rows, columns, stride, _ throws(InputError) in
      for column in 0..<order {
        for (place, row) in rows.enumerated() { all[row, column] = columns[column * stride + place] }
      }
    }
    return all
  }
}
