import SurveyLinearAlgebra
import SurveyVocabulary

extension RobustRegression {
  /// The first stage of an M-estimate: outcome and design that fit each other.
  ///
  /// The parameters are the coefficients. Since the scale is estimated anew at each of them there is no objective:
  /// the fit makes the equations Σ ψ(r/s)·x zero. See <doc:FitStages>.
  public struct Problem: Sendable {
    /// How much a residual counts.
    public let loss: RobustLoss
    let robust: RobustProblem
    let design: Design

    /// The problem of an outcome on a design; parameters and errors as for the regression.
    public init(
      _ outcome: some Collection<Double>, on design: Design, loss: RobustLoss = .huber()
    ) throws(InputError) {
      try loss.check()
      robust = try RobustProblem(outcome, on: design)
      self.design = design
      self.loss = loss
    }

    /// The names of the coefficients.
    public var parameterNames: [String] { robust.names }

    /// The left sides of the equations, Σ ψ(r/s)·x, with the scale s of the residuals at the parameters.
    ///
    /// - Throws: `InputError` if there is not one finite parameter per name, or if the scale is zero.
    public func equations(at parameters: [Double]) throws(InputError) -> [Double] {
      try checkParameters(parameters, parameterNames)
      let residuals = robust.residuals(parameters)
      let scale = try robust.scale(residuals)
      return robust.matrix.transposedTimes(residuals.map { $0 / scale * loss.weight($0 / scale) })
    }

    /// The coefficients at which the equations are zero, by reweighted least squares.
    ///
    /// - Parameters:
    ///   - start: Where the steps begin; at least squares where there is none. The bisquare has several solutions.
    ///   - maximumIterations: The most steps; what needs more says that it did not converge.
    /// - Returns: Where the search ended.
    /// - Throws: `InputError` if the scale is zero, or if too few cases keep a weight.
    public func solution(
      from start: [Double]? = nil, maximumIterations: Int = 1_000
    ) throws(InputError) -> FitMinimum {
      if let start { try checkParameters(start, parameterNames) }
      let found = try solution(start ?? robust.leastSquares, maximumIterations)
      return FitMinimum(
        parameters: found.coefficients, value: nil, iterations: found.iterations, converged: found.converged)
    }

    func solution(_ start: [Double], _ limit: Int) throws(InputError) -> RobustSolution {
      try RobustProblem.check(limit: limit)
      return try robust.reweighted(
        loss, from: start, limit: limit,
        scale: { residuals throws(InputError) in try robust.scale(residuals) })
    }
  }

  /// The fourth stage: the regression of a problem at its solution.
  ///
  /// - Parameters:
  ///   - problem: Outcome and design.
  ///   - solution: What ``Problem/solution(from:maximumIterations:)`` found.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the solution is of another problem, or if there is no standard error.
  public init(
    _ problem: Problem, at solution: FitMinimum, confidence: Double = 0.95
  ) throws(InputError) {
    try checkParameters(solution.parameters, problem.parameterNames)
    let residuals = problem.robust.residuals(solution.parameters)
    try self.init(
      problem,
      RobustSolution(
        coefficients: solution.parameters, residuals: residuals, scale: try problem.robust.scale(residuals),
        iterations: solution.iterations, converged: solution.converged), confidence)
  }
}
