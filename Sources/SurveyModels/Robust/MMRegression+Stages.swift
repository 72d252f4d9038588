import SurveyLinearAlgebra
import SurveyVocabulary

extension MMRegression {
  /// The first stage of an MM-estimate: outcome and design, and the regression with the smallest scale.
  ///
  /// The parameters are the coefficients, and the objective is Σ ρ(r/s), the bisquare's loss of the residuals in
  /// units of that scale, which is held. See <doc:FitStages>.
  public struct Problem: Sendable {
    /// The subsets of cases that the search for the smallest scale started from.
    public let subsets: RobustSubsets
    let robust: RobustProblem
    let design: Design
    let start: SmallestScale

    /// The problem of an outcome on a design; parameters and errors as for the regression.
    public init(
      _ outcome: some Collection<Double>, on design: Design, subsets: RobustSubsets = .random(),
      maximumIterations: Int = 2_000
    ) throws(InputError) {
      try RobustProblem.check(limit: maximumIterations)
      robust = try RobustProblem(outcome, on: design)
      self.design = design
      start = try SmallestScale(robust, subsets, limit: maximumIterations)
      self.subsets = subsets
    }

    /// The names of the coefficients.
    public var parameterNames: [String] { robust.names }
    /// The smallest scale, in units of the outcome.
    public var scale: Double { start.solution.scale }
    /// The coefficients of the regression with the smallest scale.
    public var startCoefficients: [Double] { start.solution.coefficients }

    /// The loss of the residuals with its slopes.
    ///
    /// - Throws: `InputError` if there is not one finite parameter per name.
    public func objective(at parameters: [Double]) throws(InputError) -> FitObjective {
      try checkParameters(parameters, parameterNames)
      let units = robust.residuals(parameters).map { $0 / scale }
      return FitObjective(
        value: units.reduce(0) { $0 + MMRegression.loss.loss($1) },
        gradient: robust.matrix.transposedTimes(units.map { $0 * MMRegression.loss.weight($0) })
          .map { -$0 / scale })
    }

    /// A minimum of the loss, by reweighted least squares.
    ///
    /// - Parameters:
    ///   - start: Where the steps begin; at the regression with the smallest scale where there is none. Only from
    ///     there the minimum is the estimate, since the loss has several.
    ///   - maximumIterations: The most steps; what needs more says that it did not converge.
    /// - Returns: Where the search ended.
    /// - Throws: `InputError` if too few cases keep a weight.
    public func minimum(
      from start: [Double]? = nil, maximumIterations: Int = 2_000
    ) throws(InputError) -> FitMinimum {
      if let start { try checkParameters(start, parameterNames) }
      let found = try solution(start ?? startCoefficients, maximumIterations)
      return FitMinimum(
        parameters: found.coefficients, value: try objective(at: found.coefficients).value,
        iterations: found.iterations, converged: found.converged)
    }

    func solution(_ first: [Double], _ limit: Int) throws(InputError) -> RobustSolution {
      try RobustProblem.check(limit: limit)
      let scale = start.solution.scale
      return try robust.reweighted(
        MMRegression.loss, from: first, limit: limit, scale: { _ throws(InputError) in scale })
    }
  }

  /// The fourth stage: the regression of a problem at its minimum.
  ///
  /// - Parameters:
  ///   - problem: Outcome and design, with the smallest scale.
  ///   - minimum: What ``Problem/minimum(from:maximumIterations:)`` found.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the minimum is of another problem, or if there is no standard error.
  public init(
    _ problem: Problem, at minimum: FitMinimum, confidence: Double = 0.95
  ) throws(InputError) {
    try checkParameters(minimum.parameters, problem.parameterNames)
    try self.init(
      problem,
      RobustSolution(
        coefficients: minimum.parameters, residuals: problem.robust.residuals(minimum.parameters),
        scale: problem.scale, iterations: minimum.iterations, converged: minimum.converged), confidence)
  }
}
