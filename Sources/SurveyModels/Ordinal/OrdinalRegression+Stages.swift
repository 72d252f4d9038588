import SurveyVocabulary

extension OrdinalRegression {
  /// The first stage of a cumulative link model: outcome and design that fit each other.
  ///
  /// The parameters are the thresholds, then the coefficients, and the objective is the negative log-likelihood. See <doc:FitStages>.
  public struct Problem: Sendable {
    /// The scale on which the model is linear.
    public let link: OrdinalLink
    let stages: LevelStages<OrdinalLikelihood>
    let design: Design
    /// One weight per case of the design; `nil` where none were given.
    let caseWeights: [Double]?

    /// The problem of labels on a design; parameters and errors as for the regression.
    public init(
      _ outcome: some Collection<String>, levels: [String], on design: Design, link: OrdinalLink = .logit,
      weights: [Double]? = nil
    ) throws(InputError) {
      let problem = try LevelProblem(
        Array(outcome), levels: levels, design: design, weights: weights, intercept: true)
      let likelihood = OrdinalLikelihood(problem, link: link)
      let thresholds = likelihood.thresholdCount
      try problem.check(
        parameters: likelihood.order, determinedBy: "the thresholds and the columns before them")
      let (map, scales) = try problem.originalMap(constants: thresholds, order: likelihood.order, sign: -1)
      stages = LevelStages(
        problem: problem, likelihood: likelihood,
        names: zip(levels, levels.dropFirst()).map { "\($0) | \($1)" } + problem.names.dropFirst(),
        start: likelihood.start, map: map, scales: scales, changes: { [[0] + $0.dropFirst(thresholds)] })
      self.link = link
      self.design = design
      caseWeights = weights
    }

    /// The names of the parameters.
    public var parameterNames: [String] { stages.names }

    /// The negative log-likelihood with its slopes.
    ///
    /// - Throws: `InputError` if there is not one finite parameter per name, or if a case has no probability there.
    public func objective(at parameters: [Double]) throws(InputError) -> FitObjective {
      try stages.objective(at: parameters)
    }

    /// The parameters with the largest likelihood, by Newton's method.
    ///
    /// - Parameter start: Where the search begins; at the shares of the levels where there is none.
    /// - Returns: Where the search ended.
    /// - Throws: `InputError` if columns separate the levels, or if the search does not end.
    public func minimum(from start: [Double]? = nil) throws(InputError) -> FitMinimum {
      try stages.minimum(from: start)
    }
  }

  /// The fourth stage: the regression of a problem at its minimum.
  ///
  /// - Parameters:
  ///   - problem: Outcome and design.
  ///   - minimum: What ``Problem/minimum(from:)`` found.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the minimum is of another problem.
  public init(
    _ problem: Problem, at minimum: FitMinimum, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(problem, problem.stages.maximum(at: minimum), confidence)
  }
}
