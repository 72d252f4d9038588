import SurveyVocabulary

extension FirthRegression {
  /// The first stage of Firth's regression: outcome and design that fit each other.
  ///
  /// The parameters are the coefficients, and the objective is the negative of the penalized log-likelihood. See
  /// <doc:FitStages>.
  public struct Problem: Sendable {
    let data: GeneralizedData
    let firth: FirthProblem
    let design: Design
    let weighting: CaseWeights?
    let hasOffset: Bool
    let rowCount: Int

    /// The problem of 0 and 1 on a design; parameters and errors as for the regression.
    public init(
      _ outcome: some Collection<Double>, on design: Design, offset: [Double]? = nil,
      weights: CaseWeights? = nil
    ) throws(InputError) {
      let outcome = Array(outcome)
      if let stranger = outcome.first(where: { $0.isFinite && $0 != 0 && $0 != 1 }) {
        throw .outOfRange("outcome", value: stranger, allowed: "0 or 1")
      }
      data = try GeneralizedData(
        outcome, trials: nil, design: design, model: .logit, offset: offset, weights: weights)
      firth = try FirthProblem(data)
      self.design = design
      weighting = weights
      hasOffset = offset != nil
      rowCount = outcome.count
    }

    /// The names of the coefficients.
    public var parameterNames: [String] { data.problem.names }

    /// The negative of the penalized log-likelihood with its slopes.
    ///
    /// - Throws: `InputError` if there is not one finite parameter per name, or if the information vanishes.
    public func objective(at parameters: [Double]) throws(InputError) -> FitObjective {
      let state = try firth.state(at: place(of: parameters))
      return FitObjective(
        value: -state.value, gradient: firth.problem.columns.transposedTimes(state.scores).map { -$0 })
    }

    /// The coefficients with the largest penalized likelihood, by scoring the modified slopes.
    ///
    /// - Parameter start: Where the search begins; at zero where there is none.
    /// - Returns: Where the search ended.
    /// - Throws: `InputError` if the search does not converge.
    public func minimum(from start: [Double]? = nil) throws(InputError) -> FitMinimum {
      let fit: FirthFit
      if let start { fit = try firth.fit(from: place(of: start)) } else { fit = try firth.fit() }
      return FitMinimum(
        parameters: fit.coefficients, value: -fit.state.value, iterations: fit.iterations,
        converged: fit.lastStep <= GeneralizedProblem.tolerance(fit.state.state))
    }

    /// Coefficients in the coordinates of the orthonormal columns.
    func place(of parameters: [Double]) throws(InputError) -> [Double] {
      try checkParameters(parameters, parameterNames)
      let place = try firth.problem.back.solveUpper(parameters)
      let largest = try firth.problem.orthonormal.times(place).map(\.magnitude).max() ?? 0
      guard largest < 600 else {
        throw InputError(
          .outOfRange, "parameters", "a linear predictor of \(largest) leaves no information",
          remedy: "begin nearer to zero")
      }
      return place
    }
  }

  /// The fourth stage: the regression of a problem at its minimum.
  ///
  /// - Parameters:
  ///   - problem: Outcome and design.
  ///   - minimum: What ``Problem/minimum(from:)`` found.
  ///   - inference: How intervals and tests are found.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the minimum is of another problem, or as the regression does.
  public init(
    _ problem: Problem, at minimum: FitMinimum, inference: Inference = .profile, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      problem,
      fit: { () throws(InputError) in
        let place = try problem.place(of: minimum.parameters)
        return try problem.firth.finding(
          place, problem.firth.state(at: place), minimum.iterations, minimum.converged ? 0 : .infinity)
      }, inference, confidence)
  }
}
