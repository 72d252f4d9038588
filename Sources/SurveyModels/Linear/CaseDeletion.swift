import SurveyLinearAlgebra
import SurveyVocabulary

/// The closed forms of a regression without each of its cases.
///
/// With e the working residual, h the leverage, s² the residual variance and ν its degrees of freedom, the
/// variance without the case is s²·(ν - r²)/(ν - 1), where r = e/(s·√(1 - h)); the coefficients change by
/// R⁻¹q·e/(1 - h), with q the case's row of the orthonormal columns.
struct CaseDeletion {
  let fit: LeastSquares
  let design: Design
  let cases: WorkingCases
  let leverages: [Double]
  let variance: Double
  let freedom: Int

  /// A leverage from here on counts as 1, as for the robust standard errors.
  static let certainty = 1 - 1e-10

  init(of regression: LinearRegression) throws(InputError) {
    fit = regression.fit
    design = regression.design
    cases = try WorkingCases(of: regression)
    leverages = cases.values(try fit.leverages())
    freedom = regression.residualDegreesOfFreedom
    variance = regression.residualSumOfSquares / Double(freedom)
  }

  /// The residual over its standard error; `nil` for a leverage of 1.
  func standardized(_ place: Int) -> Double? {
    guard leverages[place] <= Self.certainty else { return nil }
    return cases.residuals[place] / (variance * (1 - leverages[place])).squareRoot()
  }

  /// The residual variance without a case; `nil` where it has no degrees of freedom or the case has a
  /// leverage of 1, without which there is one coefficient less.
  func variance(without place: Int) throws(InputError) -> Double? {
    guard freedom > 1, let r = standardized(place) else { return nil }
    let rest = (Double(freedom) - r * r) / Double(freedom)
    // The difference would lose digits where one case has nearly all of the sum of squares.
    guard rest < 1e-3 else { return variance * (rest * Double(freedom) / Double(freedom - 1)) }
    var weights = fit.roots.map { $0.map { $0 * $0 } } ?? [Double](repeating: 1, count: fit.outcome.count)
    weights[cases.indices[place]] = 0
    let columns = fit.kept.map { design.values(column: $0) }
    let other = try LeastSquares(
      Matrix(columns: columns), outcome: fit.outcome, interceptColumn: design.hasIntercept ? 0 : nil,
      weights: weights)
    return other.isExact ? 0 : other.residualSumOfSquares / Double(freedom - 1)
  }

  /// The residual over its standard error by the variance without the case; infinite where that is zero.
  func studentized(_ place: Int) throws(InputError) -> Double? {
    guard let own = try variance(without: place) else { return nil }
    guard own > 0 else { return cases.residuals[place] < 0 ? -.infinity : .infinity }
    return cases.residuals[place] / (own.squareRoot() * (1 - leverages[place]).squareRoot())
  }

  func influences(plainResiduals: [Double]) throws(InputError) -> [RegressionInfluence.Influence] {
    let order = fit.kept.count
    guard Double(cases.count) * Double(order) <= 50_000_000 else {
      throw .infeasible(
        "cases", "\(cases.count) cases with \(order) coefficients have too many changes to list",
        remedy: "take the leverages and residuals of the regression")
    }
    let errors = try fit.unscaledCovariance().diagonal.map { $0.squareRoot() }
    let changes = try coefficientChanges()
    var found: [RegressionInfluence.Influence] = []
    found.reserveCapacity(cases.count)
    for (place, index) in cases.indices.enumerated() {
      let (h, residual) = (leverages[place], cases.residuals[place])
      let own = try variance(without: place)
      let deviation = own.flatMap { $0 > 0 ? $0.squareRoot() : nil }
      let r = standardized(place)
      let studentized = deviation.map { residual / ($0 * (1 - h).squareRoot()) }
      let dfbetas = deviation.map { deviation in
        (0..<order).map { changes[$0, index] * (residual / (1 - h) / deviation) / errors[$0] }
      }
      let values = [r, studentized].compactMap { $0 } + (dfbetas ?? [])
      guard values.allSatisfy(\.isFinite) else {
        throw InputError(
          .outOfRange, "cases", "the influence of the case at index \(index) leaves the range of Double",
          remedy: "rescale the outcome or the columns")
      }
      found.append(
        RegressionInfluence.Influence(
          index: index, residual: plainResiduals[index], leverage: h, standardizedResidual: r,
          studentizedResidual: studentized, cooksDistance: r.map { $0 * $0 * h / (Double(order) * (1 - h)) },
          dffits: studentized.map { $0 * (h / (1 - h)).squareRoot() }, dfbetas: dfbetas,
          covarianceRatio: own.map { raise($0 / variance, to: Double(order)) / (1 - h) }))
    }
    return found
  }

  /// R⁻¹q for every case: one column per case of the data.
  private func coefficientChanges() throws(InputError) -> Matrix {
    let order = fit.kept.count
    var rows = Matrix(zeros: order, fit.outcome.count)
    try fit.forEachBlock { range, columns, stride, _ throws(InputError) in
      for column in 0..<order {
        for (place, row) in range.enumerated() { rows[column, row] = columns[column * stride + place] }
      }
    }
    return try fit.inverse.times(rows)
  }
}
