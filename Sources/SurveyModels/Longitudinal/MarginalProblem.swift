import SurveyLinearAlgebra
import SurveyVocabulary

/// Outcome, design and clusters of estimating equations, checked, with a fit that ignores the clusters.
struct MarginalProblem: Sendable {
  /// The equations at some coefficients.
  struct State: Sendable {
    let coefficients: [Double]
    /// The means of the cases.
    let means: [Double]
    /// The mean square of the Pearson residuals.
    let dispersion: Double
    let structure: WorkingStructure
    /// The rows of the design times the family's standard deviation, without the working correlation.
    let rows: Matrix
    /// The Pearson residuals without the working correlation.
    let residuals: [Double]
    /// What rounding of the linear predictor leaves undecided of a step, in standard deviations.
    let rounding: Double
  }

  let names: [String]
  let columns: Matrix
  let outcome: [Double]
  let offset: [Double]
  let cases: RepeatedCases
  let family: EstimatingEquations.Family
  /// The coefficients under independence.
  let start: [Double]

  /// - Throws: `InputError` if lengths differ, a number is not finite or not one of the family, or if there is
  ///   no fit under independence.
  init(
    _ outcome: [Double], on design: Design, cases: RepeatedCases, family: EstimatingEquations.Family,
    offset: [Double]?
  ) throws(InputError) {
    try checkEqualLength(outcome.count, "outcome", design.rowCount, "design")
    try checkEqualLength(cases.occasions.count, "clusters", outcome.count, "outcome")
    let offsets = offset ?? [Double](repeating: 0, count: outcome.count)
    try checkEqualLength(offsets.count, "offset", outcome.count, "outcome")
    _ = try finiteValues(outcome, "outcome")
    _ = try finiteValues(offsets, "offset")
    switch family {
    case .gaussian:
      let regression = try LinearRegression(zip(outcome, offsets).map { $0 - $1 }, on: design)
      guard regression.residualSumOfSquares > 0 else {
        throw InputError(.constant, "outcome", "it is fitted exactly, so that no residual is left")
      }
      start = regression.coefficients.map(\.value)
    case .binomial, .poisson:
      if family == .binomial, let stranger = outcome.first(where: { $0 != 0 && $0 != 1 }) {
        throw .outOfRange("outcome", value: stranger, allowed: "0 or 1")
      }
      let data = try GeneralizedData(
        outcome, trials: nil, design: design, model: family == .binomial ? .logit : .poisson, offset: offset,
        weights: nil)
      start = try data.problem.maximumLikelihood().coefficients
    }
    names = design.columnNames
    columns = Matrix(
      outcome.count, design.columnCount, (0..<design.columnCount).flatMap { design.values(column: $0) })
    self.outcome = outcome
    self.offset = offsets
    self.cases = cases
    self.family = family
  }

  /// Means, dispersion and correlation at some coefficients.
  ///
  /// - Throws: `InputError` if the dispersion is no positive number or the moments give no correlation.
  func state(
    at coefficients: [Double], _ correlation: EstimatingEquations.WorkingCorrelation
  ) throws(InputError) -> State {
    var predictor = try columns.times(coefficients)
    for row in predictor.indices { predictor[row] += offset[row] }
    var (means, residuals, roots) = (predictor, predictor, predictor)
    var blur = 0.0
    for (row, eta) in predictor.enumerated() {
      let (mean, score, information): (Double, Double, Double)
      if family == .gaussian {
        (mean, score, information) = (eta, outcome[row] - eta, 1)
      } else {
        let model: ResponseModel = family == .binomial ? .logit : .poisson
        let point = model.point(outcome[row], weight: 1, at: eta)
        (mean, score, information) = (point.mean, point.score, point.information)
      }
      means[row] = mean
      roots[row] = information.squareRoot()
      residuals[row] = score / roots[row]
      blur += information * eta * eta
    }
    let size = residuals.reduce(0) { max($0, $1.magnitude) }
    let dispersion = residuals.reduce(0) { $0 + ($1 / size) * ($1 / size) } / Double(outcome.count)
    guard size > 0, (dispersion * size * size).isNormal else {
      throw InputError(
        .outOfRange, "outcome", "the dispersion is zero or exceeds the range of Double",
        remedy: "rescale the outcome, or look for columns that fit it exactly")
    }
    let deviation = size * dispersion.squareRoot()
    let structure = try WorkingStructure(
      correlation, residuals: residuals.map { $0 / deviation }, in: cases)
    var rows = columns
    for column in 0..<rows.columnCount {
      for row in roots.indices { rows[row, column] *= roots[row] }
    }
    return State(
      coefficients: coefficients, means: means, dispersion: dispersion * size * size, structure: structure,
      rows: try structure.whitened(rows, in: cases),
      residuals: try structure.whitened(Matrix(residuals.count, 1, residuals), in: cases).elements,
      rounding: 8 * Double.ulpOfOne * blur.squareRoot() / deviation)
  }

  /// Solves the equations by scoring steps, the moments anew before each.
  ///
  /// - Returns: The solution, the iterations and the length of the last step in standard deviations.
  /// - Throws: `InputError` if a step is not finite or the iterations do not suffice.
  func solution(
    _ correlation: EstimatingEquations.WorkingCorrelation, from first: [Double]? = nil, limit: Int = 100
  ) throws(InputError) -> (state: State, iterations: Int, lastStep: Double) {
    var state = try state(at: first ?? start, correlation)
    for iteration in 1...max(limit, 1) {
      let step = try QRFactorization(state.rows).solve(state.residuals)
      let moved = try state.rows.times(step)
      let length = (moved.reduce(0) { $0 + $1 * $1 } / state.dispersion).squareRoot()
      guard length.isFinite else { break }
      let tolerance = max(1e-10, state.rounding)
      state = try self.state(at: zip(state.coefficients, step).map { $0 + $1 }, correlation)
      if length <= tolerance { return (state, iteration, length) }
    }
    throw InputError(
      .notConverged, "estimating equations", "\(limit) iterations do not suffice",
      remedy: "use a simpler working correlation, or look for columns that nearly determine the outcome")
  }
}
