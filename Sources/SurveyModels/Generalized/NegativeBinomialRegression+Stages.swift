import SurveyVocabulary

extension NegativeBinomialRegression {
  /// The first stage of a negative binomial regression: counts and design that fit each other.
  ///
  /// The parameters are the coefficients and, last, θ; infinity is Poisson's model. The objective is the negative
  /// log-likelihood. See <doc:FitStages>.
  public struct Problem: Sendable {
    let data: GeneralizedData
    let design: Design
    let weighting: CaseWeights?
    let hasOffset: Bool
    let rowCount: Int

    /// The problem of counts on a design; parameters and errors as for the regression.
    public init(
      _ outcome: some Collection<Double>, on design: Design, offset: [Double]? = nil,
      weights: CaseWeights? = nil
    ) throws(InputError) {
      let outcome = Array(outcome)
      data = try GeneralizedData(
        outcome, trials: nil, design: design, model: .poisson, offset: offset, weights: weights)
      self.design = design
      weighting = weights
      hasOffset = offset != nil
      rowCount = outcome.count
    }

    /// The names of the coefficients, and "theta".
    public var parameterNames: [String] { data.problem.names + ["theta"] }

    /// The negative log-likelihood with its slopes; that by θ is zero where θ is infinite.
    ///
    /// - Throws: `InputError` if there is not one parameter per name, if a coefficient is not finite or θ is not
    ///   above zero, or if a count has no probability there.
    public func objective(at parameters: [Double]) throws(InputError) -> FitObjective {
      let (coefficients, theta) = try parts(parameters)
      let fit = try NegativeBinomialFit(
        data.problem, coefficients: coefficients, theta: theta, evaluations: 0)
      guard fit.logLikelihood.isFinite else {
        throw InputError(
          .outOfRange, "parameters", "a mean leaves the range of Double there", remedy: "begin nearer to zero"
        )
      }
      let slope = theta.map { theta in
        data.problem.sum(fit.fit) { NegativeBinomialLikelihood.slope($0, mean: $1, theta: theta) }
      }
      return FitObjective(
        value: -fit.logLikelihood,
        gradient: data.problem.gradient(fit.fit.state).map { -$0 } + [slope.map { -$0 } ?? 0])
    }

    /// The coefficients and θ with the largest likelihood: the root of the slope of its profile by θ.
    ///
    /// - Parameter start: Its θ is where the search begins; the moments' where there is none.
    /// - Returns: Where the search ended.
    /// - Throws: `InputError` if the counts along a column are all zero, or if the search does not converge.
    public func minimum(from start: [Double]? = nil) throws(InputError) -> FitMinimum {
      var theta: Double?
      if let start { theta = try parts(start).theta }
      let found = try NegativeBinomialFit(data.problem, theta: theta)
      return FitMinimum(
        parameters: found.fit.coefficients + [found.theta ?? .infinity], value: -found.logLikelihood,
        iterations: found.evaluations, converged: true)
    }

    func parts(_ parameters: [Double]) throws(InputError) -> (coefficients: [Double], theta: Double?) {
      try checkEqualLength(
        parameters.count, "parameters", parameterNames.count, "the names of the parameters")
      let coefficients = Array(parameters.dropLast())
      try checkParameters(coefficients, data.problem.names)
      guard let theta = parameters.last, theta > 0 else {
        throw .outOfRange("theta", value: parameters.last ?? .nan, allowed: "a number above 0, or infinity")
      }
      return (coefficients, theta == .infinity ? nil : theta)
    }
  }

  /// The fourth stage: the regression of a problem at its minimum.
  ///
  /// - Parameters:
  ///   - problem: Counts and design.
  ///   - minimum: What ``Problem/minimum(from:)`` found.
  ///   - standardErrors: From the information, or robust, for the θ that was found.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the minimum is of another problem, or if there are no standard errors.
  public init(
    _ problem: Problem, at minimum: FitMinimum, standardErrors: StandardErrors = .classical,
    confidence: Double = 0.95
  ) throws(InputError) {
    let (coefficients, theta) = try problem.parts(minimum.parameters)
    let found = try NegativeBinomialFit(
      problem.data.problem, coefficients: coefficients, theta: theta, evaluations: minimum.iterations)
    try self.init(problem, found, standardErrors, confidence)
  }
}
