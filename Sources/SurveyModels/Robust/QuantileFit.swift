import SurveyInference
import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The solutions of a quantile regression at one τ.
struct QuantileFit {
  /// The mean of the corners of the set of solutions.
  let coefficients: [Double]
  /// The smallest and the largest value of each coefficient over all solutions.
  let ranges: [ClosedRange<Double>]
  let cornerCount: Int
  let isComplete: Bool
  let program: QuantileProgram

  init(_ problem: RobustProblem, _ columns: Matrix, tau: Double) throws(InputError) {
    var program = try QuantileProgram(
      columns, problem.residuals(problem.leastSquares), tau: tau, rounding: problem.rounding)
    try program.solve()
    var other = program
    let found = try other.corners(atMost: QuantileProgram.mostCorners)
    var corners: [[Double]] = []
    for basis in found.bases {
      guard let corner = problem.exactFit(basis), corner.allSatisfy(\.isFinite) else {
        throw .robustRange
      }
      corners.append(corner)
    }
    let count = Double(corners.count)
    let indices = 0..<problem.columnCount
    coefficients = indices.map { index in
      corners.count == 1 ? corners[0][index] : corners.reduce(0) { $0 + $1[index] / count }
    }
    ranges = indices.map { index in
      let values = corners.map { $0[index] }
      return (values.min() ?? 0)...(values.max() ?? 0)
    }
    cornerCount = corners.count
    isComplete = found.isComplete
    self.program = program
  }
}

/// The spread of the coefficients of a quantile regression.
struct QuantileSpread {
  let problem: RobustProblem
  let columns: Matrix
  let tau: Double

  /// How far the fitted values rise from a bandwidth below τ to one above, per unit of τ: the inverse of the density.
  private func sparsities() throws(InputError) -> [Double] {
    let width = try QuantileBandwidth.hallSheather.inside(tau: tau, cases: problem.caseCount)
    let above = try QuantileFit(problem, columns, tau: tau + width).coefficients
    let below = try QuantileFit(problem, columns, tau: tau - width).coefficients
    let (high, low) = (problem.residuals(above), problem.residuals(below))
    return zip(low, high).map { ($0 - $1) / (2 * width) }
  }

  /// The covariance matrix by one density for all cases, and its sparsity.
  func equalErrors() throws(InputError) -> (covariance: Matrix, sparsity: Double) {
    let sparsities = try sparsities()
    let mean = max(sparsities.reduce(0) { $0 + $1 / Double(sparsities.count) }, 0)
    let factor = mean * mean * tau * (1 - tau)
    let k = problem.columnCount
    return (Matrix(k, k, problem.unscaledCovariance.elements.map { $0 * factor }), mean)
  }

  /// The sandwich with densities by the fits above and below, and the number of cases without a density.
  func sandwich() throws(InputError) -> (covariance: Matrix, without: Int) {
    let densities = try sparsities().map { $0 > problem.rounding ? 1 / $0 : 0 }
    return (try sandwich(densities: densities), densities.count { $0 == 0 })
  }

  /// The covariance matrix τ(1 - τ)·H⁻¹·XᵀX·H⁻¹, H = Σf·xxᵀ.
  func sandwich(densities: [Double]) throws(InputError) -> Matrix {
    let k = problem.columnCount
    let weighted = Matrix(
      problem.caseCount, k,
      (0..<k).flatMap { column in zip(columns[columnView: column], densities).map { $0 * $1 } })
    let factors = try LUFactorization(columns.transposed.times(weighted))
    guard factors.reciprocalCondition > 1e-12 else {
      throw InputError(
        .infeasible, "standard errors", "too few cases have a positive density at their quantile",
        remedy: "use .bootstrap or .equalErrors")
    }
    // The columns are orthonormal, so that their cross-products are one; then back to the columns as they were.
    let inverse = try factors.inverse()
    let map = try QRFactorization(problem.matrix).solve(columns)
    let root = try map.times(inverse)
    let square = try root.times(root.transposed)
    return Matrix(k, k, square.elements.map { $0 * tau * (1 - tau) })
  }

  /// The resamples' standard errors and limits of every coefficient.
  func bootstrap(
    _ fit: QuantileFit, _ plan: BootstrapPlan, confidence: Double
  ) throws(InputError) -> [BootstrapFinding] {
    let engine = try Bootstrap(cases: problem.caseCount, plan: plan)
    let map = try QRFactorization(problem.matrix).solve(columns)
    // The resamples of every coefficient are the same, so that each is solved once.
    var solved: [[Double]?] = []
    var findings: [BootstrapFinding] = []
    for index in 0..<problem.columnCount {
      var call = 0
      findings.append(
        try engine.interval(around: fit.coefficients[index], confidence: confidence) { rows in
          if call == solved.count { solved.append(resample(rows, fit, map)) }
          call += 1
          return solved[call - 1]?[index]
        })
    }
    return findings
  }

  private func resample(_ rows: UnsafeBufferPointer<Int>, _ fit: QuantileFit, _ map: Matrix) -> [Double]? {
    var program = fit.program
    program.weights = [Double](repeating: 0, count: problem.caseCount)
    for row in rows { program.weights[row] += 1 }
    return try? {
      () throws(InputError) -> [Double]? in
      try program.solve()
      let corners = try program.corners(atMost: 64).bases
      var mean = [Double](repeating: 0, count: problem.columnCount)
      for basis in corners {
        try program.move(to: basis)
        for place in mean.indices { mean[place] += program.coefficients[place] / Double(corners.count) }
      }
      return zip(try map.times(mean), problem.leastSquares).map { $0 + $1 }
    }()
  }
}
