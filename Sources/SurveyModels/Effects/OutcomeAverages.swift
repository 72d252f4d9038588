import SurveyLinearAlgebra
import SurveyVocabulary

/// A quantity that follows from the parameters of a fit, with its derivatives by them.
struct ParameterFunction {
  var value: Double
  var gradient: [Double]

  static func - (one: ParameterFunction, other: ParameterFunction) -> ParameterFunction {
    ParameterFunction(
      value: one.value - other.value, gradient: zip(one.gradient, other.gradient).map { $0 - $1 })
  }
}

/// Averages of expected outcomes, or of their derivatives by a variable, over cases.
struct OutcomeAverages {
  let outcomes: ExpectedOutcomes
  /// What each case counts; they add up to one.
  let weights: [Double]
  let offset: [Double]?

  /// The average of each expected outcome over rows of the design.
  func means(_ rows: Matrix) throws(InputError) -> [ParameterFunction] {
    try average(chosen(rows), slopes: nil)
  }

  /// The average of the derivative of each expected outcome, `slopes` being those of the rows.
  func slopes(_ rows: Matrix, _ slopes: Matrix) throws(InputError) -> [ParameterFunction] {
    try average(chosen(rows), slopes: chosen(slopes))
  }

  private func chosen(_ rows: Matrix) -> Matrix {
    guard outcomes.columns.count < rows.columnCount else { return rows }
    return Matrix(
      rows.rowCount, outcomes.columns.count, outcomes.columns.flatMap { rows[columnView: $0] })
  }

  /// With P an outcome and η the linear predictors of a case, the gradient of ΣwP is Σw·∂P/∂η·∂η, and that
  /// of the derivative Σw·∂P/∂η·s along s = ∂η/∂x has one part by ∂P/∂η and one by s.
  private func average(_ rows: Matrix, slopes: Matrix?) throws(InputError) -> [ParameterFunction] {
    let kernel = outcomes.kernel
    let (count, equations) = (kernel.outcomeCount, kernel.predictorCount)
    let predictors = try linear(rows, isSlope: false)
    let changes = try slopes.map { slopes throws(InputError) in try linear(slopes, isSlope: true) }
    let cases = rows.rowCount
    guard count * equations * equations <= 1_000_000,
      Double(count * equations) * Double(cases) <= 134_217_728
    else {
      throw .infeasible(
        "outcome", "\(count) categories of \(cases) cases are too many", remedy: "join some of them")
    }
    var point = OutcomePoint(kernel)
    var sums = [Double](repeating: 0, count: count)
    // One number for each outcome, predictor and case: what multiplies the row, and the slope of the row.
    let zeros = [Double](repeating: 0, count: cases)
    var ofRow = [[Double]](repeating: zeros, count: count * equations)
    var ofSlope = slopes == nil ? [] : ofRow
    var eta = [Double](repeating: 0, count: equations)
    for row in 0..<cases {
      for k in 0..<equations { eta[k] = predictors[k][row] + (offset?[row] ?? 0) }
      kernel.evaluate(eta, into: &point)
      let weight = weights[row]
      for outcome in 0..<count {
        guard let changes else {
          sums[outcome] += weight * point.values[outcome]
          for k in 0..<equations {
            ofRow[outcome * equations + k][row] = weight * point.first[outcome * equations + k]
          }
          continue
        }
        for k in 0..<equations {
          let place = outcome * equations + k
          sums[outcome] += weight * point.first[place] * changes[k][row]
          var curvature = 0.0
          for l in 0..<equations { curvature += point.second[place * equations + l] * changes[l][row] }
          ofRow[place][row] = weight * curvature
          ofSlope[place][row] = weight * point.first[place]
        }
      }
    }
    return try (0..<count).map { outcome throws(InputError) in
      let places = (0..<equations).map { outcome * equations + $0 }
      var gradient = gradient(rows, places.map { ofRow[$0] }, isSlope: false)
      if let slopes {
        let other = self.gradient(slopes, places.map { ofSlope[$0] }, isSlope: true)
        gradient = zip(gradient, other).map { $0 + $1 }
      }
      guard sums[outcome].isFinite, gradient.allSatisfy(\.isFinite) else {
        throw InputError(
          .outOfRange, "cases", "an expected outcome leaves the range of the model",
          remedy: "ask for values nearer to the data, or rescale the predictors")
      }
      return ParameterFunction(value: sums[outcome], gradient: gradient)
    }
  }

  /// The linear predictors of the rows, or their slopes, which thresholds do not change.
  private func linear(_ rows: Matrix, isSlope: Bool) throws(InputError) -> [[Double]] {
    let (parameters, width) = (outcomes.parameters, rows.columnCount)
    let equations = outcomes.kernel.predictorCount
    guard let sign = outcomes.kernel.commonSign else {
      return try (0..<equations).map { k throws(InputError) in
        try rows.times(Array(parameters[k * width..<(k + 1) * width]))
      }
    }
    let varying = outcomes.kernel.varyingCount
    let sum =
      width == varying
      ? [Double](repeating: 0, count: rows.rowCount)
      : try shared(rows).times(Array(parameters.dropFirst(equations * (varying + 1))))
    return (0..<equations).map { k in
      var own = [Double](repeating: isSlope ? 0 : parameters[k], count: rows.rowCount)
      for column in 0..<varying {
        let coefficient = sign * parameters[equations * (column + 1) + k]
        for row in own.indices { own[row] += coefficient * rows[row, column] }
      }
      // The common part last: rounding cannot bring thresholds out of their order.
      return zip(own, sum).map { $0 + sign * $1 }
    }
  }

  /// The columns whose coefficients the linear predictors have in common.
  private func shared(_ rows: Matrix) -> Matrix {
    let varying = outcomes.kernel.varyingCount
    guard varying > 0 else { return rows }
    return Matrix(
      rows.rowCount, rows.columnCount - varying,
      (varying..<rows.columnCount).flatMap { rows[columnView: $0] })
  }

  /// The derivatives by the parameters, from those by the linear predictors of every case.
  private func gradient(_ rows: Matrix, _ factors: [[Double]], isSlope: Bool) -> [Double] {
    guard let sign = outcomes.kernel.commonSign else {
      return factors.flatMap { rows.transposedTimes($0) }
    }
    let thresholds = factors.map { isSlope ? 0 : $0.reduce(0, +) }
    let varying = (0..<outcomes.kernel.varyingCount).flatMap { column in
      factors.map { factor in sign * zip(factor, rows[columnView: column]).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    var total = [Double](repeating: 0, count: rows.rowCount)
    for factor in factors { for row in total.indices { total[row] += sign * factor[row] } }
    return thresholds + varying + shared(rows).transposedTimes(total)
  }
}

extension ExpectedOutcomes {
  /// The covariance matrix of functions of the parameters, by the delta method.
  func covariance(of functions: [ParameterFunction]) throws(InputError) -> Matrix {
    let order = parameters.count
    // In units of the parameters' standard errors, and rows in those of their largest element, so that no square
    // leaves the range of doubles.
    let errors = (0..<order).map { covariance[$0, $0].squareRoot() }
    let gradients = functions.map { zip($0.gradient, errors).map { $0 * $1 } }
    let sizes = gradients.map { $0.reduce(0) { max($0, $1.magnitude) } }
    let jacobian = Matrix(
      functions.count, order,
      (0..<order).flatMap { column in zip(gradients, sizes).map { $1 > 0 ? $0[column] / $1 : 0 } })
    let correlations = Matrix(
      order, order,
      (0..<order).flatMap { column in
        (0..<order).map { row in
          errors[row] > 0 && errors[column] > 0 ? covariance[row, column] / errors[row] / errors[column] : 0
        }
      })
    let product = try jacobian.times(correlations).times(jacobian.transposed)
    var result = product
    for row in functions.indices {
      for column in functions.indices {
        let mean = (product[row, column] + product[column, row]) / 2 * sizes[row] * sizes[column]
        // Rounding can take a variance of zero below it.
        result[row, column] = row == column && mean < 0 ? 0 : mean
      }
    }
    return result
  }
}
