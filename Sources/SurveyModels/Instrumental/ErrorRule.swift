import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// How the errors of cases enter a covariance matrix: alike, each with a variance of its own, or dependent within
/// clusters.
struct ErrorRule: Sendable {
  private(set) var standardErrors: StandardErrors
  private(set) var estimator: ClusteredRegression.Estimator
  /// The cluster of each case that takes part, from 0; `nil` where cases are independent.
  let clusters: [Int]?
  let clusterCount: Int

  /// - Throws: `InputError` if clusters are asked for together with errors of independent cases, by an estimator
  ///   that is not defined here, or if there are fewer than two.
  init(
    _ standardErrors: StandardErrors, clusters labels: [String]?, _ estimator: ClusteredRegression.Estimator,
    rows: [Int], count: Int
  ) throws(InputError) {
    self.standardErrors = standardErrors
    self.estimator = estimator
    guard let labels else {
      (clusters, clusterCount) = (nil, 0)
      return
    }
    try checkEqualLength(labels.count, "clusters", count, "outcome")
    guard standardErrors == .classical else {
      throw InputError(
        .definition, "standard errors", "\(standardErrors.rawValue) takes cases to be independent",
        remedy: "leave it out where clusters are named")
    }
    guard [.cr0, .cr1, .cr1s].contains(estimator) else {
      throw InputError(
        .definition, "cluster estimator", "\(estimator.rawValue) is not defined for instruments",
        remedy: "use .cr0, .cr1 or .cr1s")
    }
    let codes = ClusteredRegression.codes(rows.map { labels[$0] })
    clusterCount = (codes.max() ?? -1) + 1
    clusters = codes
    guard clusterCount > 1 else {
      throw InputError(.tooFew, "clusters", "\(clusterCount) found, at least 2 needed")
    }
  }

  /// Whether one residual variance holds for all cases.
  var isClassical: Bool { clusters == nil && standardErrors == .classical }

  /// The same dependence of the cases, without a correction for leverage or degrees of freedom.
  var plain: ErrorRule {
    var rule = self
    (rule.standardErrors, rule.estimator) = (.hc0, .cr0)
    return rule
  }

  /// The name of the estimator.
  var name: String { clusters == nil ? standardErrors.rawValue : estimator.rawValue }

  /// The degrees of freedom of a test from a fit of so many coefficients.
  func degreesOfFreedom(cases: Int, coefficients: Int) -> Double {
    Double(clusters == nil ? cases - coefficients : clusterCount - 1)
  }

  /// The covariance matrix of the products of orthonormal columns with the errors.
  ///
  /// - Parameters:
  ///   - basis: The columns.
  ///   - residuals: The residuals of the fit.
  ///   - leverages: The leverages of the fit.
  ///   - count: The number of coefficients of the fit.
  /// - Returns: A symmetric matrix of as many rows as there are columns.
  /// - Throws: `InputError` if an estimator that divides by 1 - h meets a leverage of 1.
  func covariance(
    of basis: Matrix, residuals: [Double], leverages: [Double], coefficients count: Int
  ) throws(InputError) -> Matrix {
    let (n, k) = (Double(residuals.count), Double(count))
    if isClassical {
      let variance = residuals.reduce(0) { $0 + $1 * $1 } / (n - k)
      var result = Matrix(zeros: basis.columnCount, basis.columnCount)
      for place in 0..<basis.columnCount { result[place, place] = variance }
      return result
    }
    if let clusters { return try clustered(basis, residuals, clusters, n, k) }
    if standardErrors.dividesByLeverage, let place = leverages.firstIndex(where: { $0 > 1 - 1e-10 }) {
      throw InputError(
        .infeasible, "standard errors",
        "case \(place + 1) of those used has leverage 1, where \(standardErrors.rawValue) divides by zero",
        remedy: "use .hc0, .hc1 or .classical")
    }
    let (largest, mean) = (leverages.max() ?? 0, k / n)
    let factor = standardErrors == .hc1 ? (n / (n - k)).squareRoot() : 1
    let roots = zip(residuals, leverages).map { residual, leverage in
      let power = standardErrors.exponent(leverage: leverage, largest: largest, mean: mean)
      return power == 0 ? residual * factor : residual / raise(1 - leverage, to: power / 2)
    }
    return try basis.rows(times: roots).gram()
  }

  private func clustered(
    _ basis: Matrix, _ residuals: [Double], _ clusters: [Int], _ n: Double, _ k: Double
  ) throws(InputError) -> Matrix {
    let g = Double(clusterCount)
    let factor: Double =
      switch estimator {
      case .cr1: g / (g - 1)
      case .cr1s: g / (g - 1) * (n - 1) / (n - k)
      default: 1
      }
    var sums = Matrix(zeros: clusterCount, basis.columnCount)
    for column in 0..<basis.columnCount {
      for (row, code) in clusters.enumerated() {
        sums[code, column] += basis[row, column] * residuals[row] * factor.squareRoot()
      }
    }
    return try sums.gram()
  }

  /// The F test that orthonormal columns add nothing to those before them: classical, or Wald's divided by the
  /// number of columns.
  ///
  /// - Returns: The test; `nil` where no residual is left, or where the covariance matrix is singular or does
  ///   not exist.
  func test(of outcome: [Double], adding basis: Matrix, to before: Matrix) throws(InputError)
    -> TestStatistic?
  {
    let (n, added) = (outcome.count, basis.columnCount)
    let all = before.columnCount + added
    guard n > all, added > 0 else { return nil }
    let slopes = try basis.transposed.times(outcome)
    let single = Matrix(n, 1, outcome)
    let residuals = try single.residuals(on: before).residuals(on: basis).elements
    guard residuals.contains(where: { $0 != 0 }) else { return nil }
    let leverages = zip(before.rowSquares, basis.rowSquares).map { $0 + $1 }
    guard
      let covariance = try? covariance(
        of: basis, residuals: residuals, leverages: leverages, coefficients: all),
      let form = covariance.inverseForm(slopes)
    else { return nil }
    return TestStatistic(
      "F", form / Double(added),
      reference: .f(numerator: Double(added), denominator: degreesOfFreedom(cases: n, coefficients: all)))
  }
}
