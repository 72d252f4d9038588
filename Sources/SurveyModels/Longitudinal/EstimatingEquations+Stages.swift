import SurveyLinearAlgebra
import SurveyVocabulary

extension EstimatingEquations {
  /// The first stage of estimating equations: outcome, design and clusters that fit each other.
  ///
  /// The parameters are the coefficients. There is no objective: the fit makes the equations zero. See
  /// <doc:FitStages>.
  public struct Problem: Sendable {
    /// The working correlation.
    public let correlation: WorkingCorrelation
    let marginal: MarginalProblem
    let design: Design
    let offset: [Double]?

    /// The problem of an outcome on a design; parameters and errors as for the equations' finding.
    public init(
      _ outcome: some Collection<Double>, on design: Design, clusters: some Collection<some Hashable>,
      occasions: [Int]? = nil, family: Family, correlation: WorkingCorrelation, offset: [Double]? = nil
    ) throws(InputError) {
      let outcome = Array(outcome)
      let codes = ClusteredRegression.codes(clusters)
      try checkEqualLength(codes.count, "clusters", outcome.count, "outcome")
      let cases = try RepeatedCases(codes: codes, occasions: occasions)
      marginal = try MarginalProblem(outcome, on: design, cases: cases, family: family, offset: offset)
      self.correlation = correlation
      self.design = design
      self.offset = offset
    }

    /// The names of the coefficients.
    public var parameterNames: [String] { marginal.names }

    /// The left sides of the equations, Σ DᵀV⁻¹(y - μ) over clusters, with dispersion and working correlation
    /// estimated at the parameters.
    ///
    /// - Throws: `InputError` if there is not one finite parameter per name, or if the moments there give no
    ///   correlation matrix.
    public func equations(at parameters: [Double]) throws(InputError) -> [Double] {
      try checkParameters(parameters, parameterNames)
      let state = try marginal.state(at: parameters, correlation)
      return state.rows.transposedTimes(state.residuals).map { $0 / state.dispersion }
    }

    /// The coefficients at which the equations are zero, by scoring steps.
    ///
    /// - Parameter start: Where they begin; at the fit that ignores the clusters where there is none.
    /// - Returns: Where the search ended.
    /// - Throws: `InputError` if the steps do not become short.
    public func solution(from start: [Double]? = nil) throws(InputError) -> FitMinimum {
      if let start { try checkParameters(start, parameterNames) }
      let found = try marginal.solution(correlation, from: start)
      return FitMinimum(
        parameters: found.state.coefficients, value: nil, iterations: found.iterations, converged: true)
    }
  }

  /// The fourth stage: the finding of a problem at its solution.
  ///
  /// - Parameters:
  ///   - problem: Outcome, design and clusters.
  ///   - solution: What ``Problem/solution(from:)`` found.
  ///   - errors: How the standard errors are found.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the solution is of another problem, or if a coefficient has no variance.
  public init(
    _ problem: Problem, at solution: FitMinimum, errors: Errors = .robust, confidence: Double = 0.95
  ) throws(InputError) {
    try checkParameters(solution.parameters, problem.parameterNames)
    let state = try problem.marginal.state(at: solution.parameters, problem.correlation)
    try self.init(problem, state, iterations: solution.iterations, errors, confidence)
  }
}
