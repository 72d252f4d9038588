import SurveyVocabulary

extension RiskRatioRegression {
  /// The first stage of a regression of risks: events and design that fit each other.
  ///
  /// The parameters are the coefficients, and the objective is half the deviance of Poisson's model, as for
  /// ``GeneralizedRegression/Problem``. See <doc:FitStages>.
  public struct Problem: Sendable {
    let poisson: GeneralizedRegression.Problem
    var data: GeneralizedData { poisson.data }

    /// The problem of events on a design; parameters and errors as for the regression.
    public init(
      _ outcome: some Collection<Double>, on design: Design, weights: CaseWeights? = nil
    ) throws(InputError) {
      if let stranger = outcome.first(where: { $0.isFinite && $0 != 0 && $0 != 1 }) {
        throw .outOfRange("outcome", value: stranger, allowed: "0 or 1")
      }
      poisson = try GeneralizedRegression.Problem(outcome, on: design, family: .poisson, weights: weights)
      guard data.problem.outcome.contains(0) else {
        throw .constant("outcome", remedy: "a model of risks needs cases with and without the event")
      }
    }

    /// The names of the coefficients.
    public var parameterNames: [String] { poisson.parameterNames }

    /// Half the deviance of Poisson's model with its slopes.
    ///
    /// - Throws: `InputError` if there is not one finite parameter per name, or if a case has no risk there.
    public func objective(at parameters: [Double]) throws(InputError) -> FitObjective {
      try poisson.objective(at: parameters)
    }

    /// The coefficients with the smallest deviance, by Fisher's scoring.
    ///
    /// - Parameter start: Where the search begins; near the outcome where there is none.
    /// - Returns: Where the search ended.
    /// - Throws: `InputError` if columns separate cases without the event, or if the search does not converge.
    public func minimum(from start: [Double]? = nil) throws(InputError) -> FitMinimum {
      try poisson.minimum(from: start)
    }

    func fit() throws(InputError) -> GeneralizedFit { try data.problem.maximumLikelihood() }

    func fit(at minimum: FitMinimum) throws(InputError) -> GeneralizedFit {
      GeneralizedFit(
        coefficients: minimum.parameters, state: try poisson.state(at: minimum.parameters),
        iterations: minimum.iterations, lastStep: minimum.converged ? 0 : .infinity)
    }
  }

  /// The fourth stage: the regression of a problem at its minimum, for independent cases.
  ///
  /// - Parameters:
  ///   - problem: Events and design.
  ///   - minimum: What ``Problem/minimum(from:)`` found.
  ///   - standardErrors: A robust estimator.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the minimum is of another problem, and as the regression does.
  public init(
    _ problem: Problem, at minimum: FitMinimum, standardErrors: StandardErrors = .hc0,
    confidence: Double = 0.95
  ) throws(InputError) {
    try Self.check(standardErrors, confidence)
    try self.init(problem, problem.fit(at: minimum), standardErrors, confidence)
  }

  /// The fourth stage: the regression of a problem at its minimum, for cases that come in clusters.
  ///
  /// - Parameters:
  ///   - problem: Events and design.
  ///   - minimum: What ``Problem/minimum(from:)`` found.
  ///   - clusters: The cluster of each case.
  ///   - estimator: `.cr0`, or its multiples `.cr1` and `.cr1s`.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the minimum is of another problem, and as the regression does.
  public init(
    _ problem: Problem, at minimum: FitMinimum, clusters: some Collection<some Hashable>,
    estimator: ClusteredRegression.Estimator = .cr0, confidence: Double = 0.95
  ) throws(InputError) {
    let codes = ClusteredRegression.codes(clusters)
    try checkEqualLength(codes.count, "clusters", problem.poisson.rowCount, "outcome")
    try checkConfidence(confidence)
    try self.init(problem, problem.fit(at: minimum), codes: codes, estimator, confidence)
  }
}
