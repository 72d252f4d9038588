import SurveyLinearAlgebra
import SurveyVocabulary

extension PartialProportionalOdds {
  /// The first stage of a model of partial proportional odds: outcome and design that fit each other.
  ///
  /// The parameters are the thresholds, the varying columns' coefficients, each column's from the lowest
  /// threshold to the highest, then the shared coefficients; the objective is the negative log-likelihood.
  /// See <doc:FitStages>.
  public struct Problem: Sendable {
    /// The scale on which the model is linear.
    public let link: OrdinalLink
    let stages: LevelStages<PartialProportionalLikelihood>
    let design: Design
    let groups: [VaryingGroup]
    /// One weight per case of the design; `nil` where none were given.
    let caseWeights: [Double]?
    private let outcome: [String]

    /// The problem of labels on a design; parameters and errors as for the regression.
    public init(
      _ outcome: some Collection<String>, levels: [String], on design: Design, varying: [String],
      link: OrdinalLink = .logit, weights: [Double]? = nil
    ) throws(InputError) {
      try self.init(
        Array(outcome), levels: levels, design: design, groups: VaryingGroup.find(varying, in: design),
        link: link, weights: weights)
    }

    private init(
      _ outcome: [String], levels: [String], design: Design, groups: [VaryingGroup], link: OrdinalLink,
      weights: [Double]?
    ) throws(InputError) {
      let own = groups.flatMap(\.columns)
      let cuts = levels.count - 1
      // Bounded first, so that the products below are of small numbers.
      guard levels.count <= 1_000, design.columnCount <= 1_000, cuts * (design.columnCount + 1) <= 1_000
      else {
        throw .infeasible(
          "design", "\(levels.count) levels and \(design.columnCount) columns are too many",
          remedy: "join levels or leave columns out")
      }
      let problem = try LevelProblem(
        outcome, levels: levels, design: design.ordered(first: own), weights: weights, intercept: true)
      let likelihood = PartialProportionalLikelihood(problem, varying: own.count, link: link)
      try problem.check(
        parameters: likelihood.order, determinedBy: "the thresholds and the columns before them")
      try likelihood.checkDetermined()
      let (map, scales) = try likelihood.reportedMap()
      let names = Array(problem.names.dropFirst())
      stages = LevelStages(
        problem: problem, likelihood: likelihood,
        names: zip(levels, levels.dropFirst()).map { "\($0) | \($1)" }
          + names.prefix(own.count).flatMap { name in levels.dropLast().map { "\(name) (> \($0))" } }
          + names.dropFirst(own.count),
        start: likelihood.start, map: map, scales: scales, changes: { likelihood.changes($0) })
      self.link = link
      self.design = design
      self.groups = groups
      self.outcome = outcome
      caseWeights = weights
    }

    /// The names of the parameters.
    public var parameterNames: [String] { stages.names }

    /// The negative log-likelihood with its slopes.
    ///
    /// - Throws: `InputError` if there is not one finite parameter per name, or if some level of a case has no
    ///   positive probability there.
    public func objective(at parameters: [Double]) throws(InputError) -> FitObjective {
      try checkStart(parameters)
      return try stages.objective(at: parameters)
    }

    /// The parameters with the largest likelihood, by Newton's method.
    ///
    /// - Parameter start: Where the search begins; at the shares of the levels where there is none.
    /// - Returns: Where the search ended.
    /// - Throws: `InputError` if columns separate the levels, if the likelihood has no maximum at which every
    ///   level of every case has a positive probability, or if the search does not end.
    public func minimum(from start: [Double]? = nil) throws(InputError) -> FitMinimum {
      if let start { try checkStart(start) }
      return try stages.minimum(maximum(from: start))
    }

    /// The end of the search.
    ///
    /// The log likelihood is concave where the observed levels have positive probabilities. A maximum among the
    /// parameters that give every level of every case a positive probability is therefore the only maximum
    /// of all: either the search ends there, or there is none.
    func maximum(from start: [Double]? = nil) throws(InputError) -> LikelihoodSearch {
      let place = try stages.place(start)
      let found: LikelihoodSearch
      do throws(LikelihoodSearch.Failure) {
        found = try LikelihoodSearch(stages.likelihood, from: place)
      } catch {
        if case .diverging(let direction) = error, let level = stages.likelihood.closingLevel(direction) {
          throw Self.crossing(level)
        }
        throw try stages.problem.error(of: error, changes: stages.changes)
      }
      try checkEnd(found.parameters)
      return found
    }

    func maximum(at minimum: FitMinimum) throws(InputError) -> LikelihoodSearch {
      let found = try stages.maximum(at: minimum)
      try checkEnd(found.parameters)
      return found
    }

    /// The same problem with the coefficients of one named term shared.
    func sharing(_ place: Int) throws(InputError) -> Problem {
      var rest = groups
      rest.remove(at: place)
      return try Problem(
        outcome, levels: stages.problem.levels, design: design, groups: rest, link: link,
        weights: caseWeights)
    }

    private func checkStart(_ parameters: [Double]) throws(InputError) {
      guard let level = stages.likelihood.emptyLevel(try stages.working(parameters)) else { return }
      throw InputError(
        .outOfRange, "parameters", "level \"\(level)\" has no positive probability in some case there",
        remedy: "begin nearer to the shares of the levels")
    }

    private func checkEnd(_ parameters: [Double]) throws(InputError) {
      if let level = stages.likelihood.emptyLevel(parameters) { throw Self.crossing(level) }
    }

    private static func crossing(_ level: String) -> InputError {
      InputError(
        .infeasible, "outcome",
        "the likelihood has no maximum at which every level of every case has a positive probability: level "
          + "\"\(level)\" would have none in some case",
        remedy: "let fewer terms vary, or join levels with few cases")
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
    try self.init(problem, problem.maximum(at: minimum), confidence)
  }
}
