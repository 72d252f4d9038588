import SurveyVocabulary

extension AdjacentCategoryRegression {
  /// The first stage of a model of adjacent categories: outcome and design that fit each other.
  ///
  /// The parameters are the constants of the steps, then the coefficients, and the objective is the negative log-likelihood. See <doc:FitStages>.
  public struct Problem: Sendable {
    let stages: LevelStages<AdjacentCategoryLikelihood>
    let design: Design
    let caseWeights: [Double]?

    /// The problem of labels on a design; parameters and errors as for the regression.
    public init(
      _ outcome: some Collection<String>, levels: [String], on design: Design, weights: [Double]? = nil
    ) throws(InputError) {
      let problem = try LevelProblem(
        Array(outcome), levels: levels, design: design, weights: weights, intercept: true)
      let steps = levels.count - 1
      guard steps * problem.names.count <= 1_000 else {
        throw .infeasible(
          "design", "\(steps) steps between levels and \(problem.names.count) columns are too many",
          remedy: "join levels or leave columns out")
      }
      let order = steps + problem.names.count - 1
      try problem.check(parameters: order, determinedBy: "the constants and the columns before them")
      let likelihood = AdjacentCategoryLikelihood(problem)
      let (map, scales) = try problem.originalMap(constants: steps, order: order, sign: 1)
      stages = LevelStages(
        problem: problem, likelihood: likelihood,
        names: zip(levels.dropFirst(), levels).map { "\($0) : \($1)" } + problem.names.dropFirst(),
        start: likelihood.start, map: map, scales: scales, changes: { [[0] + $0.dropFirst(steps)] })
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
