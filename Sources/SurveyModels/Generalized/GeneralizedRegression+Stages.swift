import SurveyVocabulary

extension GeneralizedRegression {
  /// The first stage of a generalized regression: outcome, design and family that fit each other.
  ///
  /// The parameters are the coefficients, and the objective is half the deviance, whose slopes are those of the
  /// negative log-likelihood divided by the dispersion. See <doc:FitStages>.
  public struct Problem: Sendable {
    /// The distribution with its link.
    public let family: ResponseFamily
    let data: GeneralizedData
    let design: Design
    let weighting: CaseWeights?
    let hasOffset: Bool
    let rowCount: Int

    /// The problem of numbers on a design; parameters and errors as for the regression.
    public init(
      _ outcome: some Collection<Double>, on design: Design, family: ResponseFamily, offset: [Double]? = nil,
      weights: CaseWeights? = nil
    ) throws(InputError) {
      let outcome = Array(outcome)
      if family.isBinomial, let stranger = outcome.first(where: { $0.isFinite && $0 != 0 && $0 != 1 }) {
        throw .outOfRange("outcome", value: stranger, allowed: "0 or 1; give shares as events of: trials")
      }
      try self.init(outcome, nil, design, family, offset, weights)
    }

    /// The problem of events of trials on a design; parameters and errors as for the regression.
    public init(
      _ events: some Collection<Double>, of trials: some Collection<Double>, on design: Design,
      family: ResponseFamily = .binomial(), offset: [Double]? = nil, weights: CaseWeights? = nil
    ) throws(InputError) {
      guard family.isBinomial else {
        throw InputError(.definition, "family", "only a binomial family has trials")
      }
      try self.init(Array(events), Array(trials), design, family, offset, weights)
    }

    private init(
      _ outcome: [Double], _ trials: [Double]?, _ design: Design, _ family: ResponseFamily,
      _ offset: [Double]?, _ weights: CaseWeights?
    ) throws(InputError) {
      data = try GeneralizedData(
        outcome, trials: trials, design: design, model: family.model, offset: offset, weights: weights)
      self.family = family
      self.design = design
      weighting = weights
      hasOffset = offset != nil
      rowCount = outcome.count
    }

    /// The names of the coefficients.
    public var parameterNames: [String] { data.problem.names }

    /// Half the deviance with its slopes.
    ///
    /// - Throws: `InputError` if there is not one finite parameter per name, or if a case has no mean there.
    public func objective(at parameters: [Double]) throws(InputError) -> FitObjective {
      let state = try state(at: parameters)
      return FitObjective(
        value: state.deviance / 2, gradient: data.problem.gradient(state).map { -$0 })
    }

    /// The coefficients with the smallest deviance, by Fisher's scoring.
    ///
    /// - Parameter start: Where the search begins; near the outcome where there is none.
    /// - Returns: Where the search ended.
    /// - Throws: `InputError` if columns separate the outcome, or if the search does not converge.
    public func minimum(from start: [Double]? = nil) throws(InputError) -> FitMinimum {
      var predictor: [Double]?
      if let start { predictor = try state(at: start).predictor }
      let fit = try data.problem.maximumLikelihood(from: predictor)
      return FitMinimum(
        parameters: fit.coefficients, value: fit.state.deviance / 2, iterations: fit.iterations,
        converged: fit.lastStep <= GeneralizedProblem.tolerance(fit.state))
    }

    func state(at parameters: [Double]) throws(InputError) -> GeneralizedState {
      try checkParameters(parameters, parameterNames)
      let state = data.problem.state(at: try data.problem.predictor(at: parameters))
      guard state.deviance.isFinite else {
        throw InputError(
          .outOfRange, "parameters", "a case has no mean of the family there", remedy: "begin nearer to zero")
      }
      return state
    }
  }

  /// The fourth stage: the regression of a problem at its minimum.
  ///
  /// - Parameters:
  ///   - problem: Outcome, design and family.
  ///   - minimum: What ``Problem/minimum(from:)`` found.
  ///   - standardErrors: From the information, or robust.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the minimum is of another problem, or if there are no standard errors.
  public init(
    _ problem: Problem, at minimum: FitMinimum, standardErrors: StandardErrors = .classical,
    confidence: Double = 0.95
  ) throws(InputError) {
    let fit = GeneralizedFit(
      coefficients: minimum.parameters, state: try problem.state(at: minimum.parameters),
      iterations: minimum.iterations, lastStep: minimum.converged ? 0 : .infinity)
    try self.init(problem, fit, standardErrors, confidence)
  }
}
