import SurveyInference
import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// A sparsity that all cases share, in units of the outcome.
struct SharedSparsity {
  let value: Double
  /// The smallest and the largest of equally good estimates, where they can differ.
  var range: ClosedRange<Double>? = nil
  var isComplete = true
}

extension QuantileSpread {
  /// Residuals of this size or less are those of exact fits.
  private func exactness(_ coefficients: [Double]) -> Double {
    var largest = 0.0
    for row in 0..<problem.caseCount {
      var sum = problem.outcome[row].magnitude
      for column in 0..<problem.columnCount {
        sum += (problem.matrix[row, column] * coefficients[column]).magnitude
      }
      largest = max(largest, sum)
    }
    return max(problem.rounding, 64 * Double.ulpOfOne * largest)
  }

  /// The sandwich with densities by a Gaussian kernel around the residuals (Powell 1991).
  func kernel(_ fit: QuantileFit, _ bandwidth: QuantileBandwidth) throws(InputError) -> Matrix {
    let width = try bandwidth.inside(tau: tau, cases: problem.caseCount)
    let residuals = problem.residuals(fit.coefficients)
    let unit = residuals.reduce(0) { max($0, $1.magnitude) }
    let exact = exactness(fit.coefficients)
    guard unit > exact, unit.isFinite else { throw .noResidualSpread }
    // In units of the largest residual, so that no square leaves the range.
    let scaled = residuals.map { $0 / unit }
    let sorted = scaled.sorted()
    let quartiles = [0.25, 0.75].map { Quantiles.quantile($0, of: sorted, .seven) }
    let spread = min(Self.deviation(scaled), (quartiles[1] - quartiles[0]) / 1.34)
    guard spread * unit > exact else { throw .noResidualSpread }
    let normal = NormalDistribution.standard
    let reach = try normal.quantile(lowerTail: tau + width) - normal.quantile(lowerTail: tau - width)
    let kernel = spread * reach
    let covariance = try sandwich(densities: scaled.map { normal.density($0 / kernel) / kernel })
    return try checked(covariance.elements.map { $0 * unit * unit })
  }

  /// The covariance matrix by a sparsity for all cases.
  func covariance(_ sparsity: SharedSparsity) throws(InputError) -> Matrix {
    let factor = sparsity.value * (tau * (1 - tau)).squareRoot()
    return try checked(problem.unscaledCovariance.elements.map { $0 * factor * factor })
  }

  private func checked(_ elements: [Double]) throws(InputError) -> Matrix {
    let k = problem.columnCount
    let covariance = Matrix(k, k, elements)
    for index in 0..<k where !(covariance[index, index].isNormal && covariance[index, index] > 0) {
      throw .robustRange
    }
    return covariance
  }

  /// The sparsity by the residuals that are not zero.
  func sparsity(
    _ fit: QuantileFit, _ estimator: ResidualSparsity, _ bandwidth: QuantileBandwidth
  ) throws(InputError) -> SharedSparsity {
    let exact = exactness(fit.coefficients)
    let rest = problem.residuals(fit.coefficients).filter { $0.magnitude > exact }.sorted()
    let found =
      switch estimator {
      case .differenceQuotient: try differenceQuotient(rest, bandwidth)
      case .medianSlope: try medianSlope(rest, exact, bandwidth)
      }
    guard found.value > exact, found.value.isFinite else { throw .noResidualSpread }
    return found
  }

  private func differenceQuotient(
    _ sorted: [Double], _ bandwidth: QuantileBandwidth
  ) throws(InputError) -> SharedSparsity {
    let width = try bandwidth.inside(tau: tau, cases: problem.caseCount)
    guard !sorted.isEmpty else { throw .noResidualSpread }
    let value = { (share: Double) in
      sorted[min(max(Int(Double(sorted.count) * share), 0), sorted.count - 1)]
    }
    return SharedSparsity(value: (value(tau + width) - value(tau - width)) / (2 * width))
  }

  private func medianSlope(
    _ sorted: [Double], _ exact: Double, _ bandwidth: QuantileBandwidth
  ) throws(InputError) -> SharedSparsity {
    let (n, k) = (problem.caseCount, problem.columnCount)
    let reach = (try bandwidth.width(tau: tau, cases: n) * Double(n)).rounded(.up)
    let count = min(max(k + 1, Int(reach)) + 1, sorted.count)
    guard count > 2 else { throw .noResidualSpread }
    // Of two residuals as near to zero, the lower comes first.
    let nearest = sorted.sorted { ($0.magnitude, $0) < ($1.magnitude, $1) }.prefix(count).sorted()
    let line = try QuantileRegression.Problem(
      nearest, on: Design(columns: [("place", (1...count).map(Double.init))]), tau: 0.5
    ).minimum()
    // In units of the largest residual, so that no difference leaves the range.
    let unit = nearest.reduce(0) { max($0, $1.magnitude) }
    // The exact fits have the places before the first.
    guard
      let slope = MedianSlope(
        nearest.map { $0 / unit }, first: n - sorted.count + 1, unit: n - k, rounding: exact / unit)
    else {
      throw InputError(
        .notConverged, "standard errors", "the median slope of the residuals was not found",
        remedy: "use .residuals(.differenceQuotient)")
    }
    let cases = Double(n - k)
    let (value, range) = (slope.value * unit * cases, line.ranges[1])
    return SharedSparsity(
      value: value,
      range: min(range.lowerBound * cases, value)...max(range.upperBound * cases, value),
      isComplete: line.fit.isComplete)
  }

  /// The standard deviation with n - 1.
  private static func deviation(_ values: [Double]) -> Double {
    let n = Double(values.count)
    let mean = values.reduce(0) { $0 + $1 / n }
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot()
  }
}

extension InputError {
  static var noResidualSpread: InputError {
    InputError(
      .infeasible, "standard errors", "the residuals around the quantile do not differ enough for a density",
      remedy: "use .bootstrap, or a model for outcomes of few values")
  }
}
