import SurveyLinearAlgebra
import SurveyVocabulary

extension MultinomialRegression {
  /// The first stage of a multinomial regression: outcome and design that fit each other.
  ///
  /// The parameters are the coefficients, equation after equation, named "level: column", and the objective is the negative log-likelihood. See <doc:FitStages>.
  public struct Problem: Sendable {
    /// The level that the others are compared with.
    public let baseline: String
    let stages: LevelStages<MultinomialLikelihood>
    let design: Design
    /// One weight per case of the design; `nil` where none were given.
    let caseWeights: [Double]?

    /// The problem of labels on a design; parameters and errors as for the regression.
    public init(
      _ outcome: some Collection<String>, levels: [String]? = nil, baseline: String? = nil, on design: Design,
      weights: [Double]? = nil
    ) throws(InputError) {
      let levels = levels ?? Set(outcome).sorted()
      let problem = try LevelProblem(
        Array(outcome), levels: levels, design: design, weights: weights, intercept: false)
      let base = baseline ?? problem.levels[0]
      guard let place = levels.firstIndex(of: base) else {
        throw .unknownName(base, among: levels, subject: "baseline")
      }
      let likelihood = MultinomialLikelihood(problem, baseline: place)
      try problem.check(parameters: likelihood.order, determinedBy: "the columns before them")
      let (width, equations) = (likelihood.width, likelihood.equationCount)
      let inverse = try problem.columns.inverse()
      var map = Matrix(zeros: likelihood.order, likelihood.order)
      for equation in 0..<equations {
        for row in 0..<width {
          for column in row..<width {
            map[equation * width + row, equation * width + column] = inverse[row, column]
          }
        }
      }
      stages = LevelStages(
        problem: problem, likelihood: likelihood,
        names: levels.filter { $0 != base }.flatMap { level in problem.names.map { "\(level): \($0)" } },
        start: likelihood.start, map: map,
        scales: (0..<equations).flatMap { _ in problem.columns.scales },
        changes: { direction in
          (0..<equations).map { Array(direction[$0 * width..<($0 + 1) * width]) }
        })
      self.baseline = base
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
