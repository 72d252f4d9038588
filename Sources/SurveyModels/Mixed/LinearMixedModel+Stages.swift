import SurveyLinearAlgebra
import SurveyVocabulary

extension LinearMixedModel {
  /// The first stage of a linear mixed model: outcome, fixed and random terms that fit each other.
  ///
  /// The parameters are the entries of the lower triangular factors of the covariance matrices of the random
  /// effects, in units of the residual's standard deviation and of each effect's root mean square: the θ of Bates et
  /// al. (2015), but for these units. The objective is -2 times the logarithm of the likelihood, restricted with
  /// REML, at the best coefficients and residual variance. See <doc:FitStages>.
  public struct Problem: Sendable {
    /// Which likelihood is meant.
    public let estimation: MixedEstimation
    let mixed: MixedDesign
    let design: Design
    let random: [RandomTerm]
    let outcome: [Double]

    /// The problem of an outcome on fixed and random terms; parameters and errors as for the model.
    public init(
      _ outcome: some Collection<Double>, on design: Design, random: [RandomTerm],
      estimation: MixedEstimation = .reml
    ) throws(InputError) {
      self.outcome = Array(outcome)
      mixed = try MixedDesign(self.outcome, on: design, random: random)
      self.design = design
      self.random = random
      self.estimation = estimation
    }

    /// One name for each entry of a factor: "subject: days, intercept" is that of the row of days and the column of
    /// the intercept.
    public var parameterNames: [String] {
      mixed.blocks.flatMap { block in
        (0..<block.width).flatMap { column in
          (column..<block.width).map { row in
            row == column
              ? "\(block.grouping): \(block.effects[row])"
              : "\(block.grouping): \(block.effects[row]), \(block.effects[column])"
          }
        }
      }
    }

    /// -2 times the logarithm of the likelihood with its slopes.
    ///
    /// - Throws: `InputError` if there is not one finite parameter per name, or if no residual is left there.
    public func objective(at parameters: [Double]) throws(InputError) -> FitObjective {
      try checkParameters(parameters, parameterNames)
      guard let state = MixedState(mixed, parameters, derivatives: true) else { throw MixedSearch.noResidual }
      let moments = MixedMoments(mixed, state, pairs: false)
      return FitObjective(
        value: mixed.deviance(state, restricted: isRestricted),
        gradient: MixedCurvature(mixed, state, moments, restricted: isRestricted).slopes)
    }

    /// The factors with the largest likelihood, their diagonals not negative.
    ///
    /// - Parameter start: Where the search begins; at effects as large as the residual where there is none.
    /// - Returns: The factors as parameters, and how the search ended.
    /// - Throws: `InputError` if nothing is left for the residual.
    public func minimum(from start: [Double]? = nil) throws(InputError) -> FitMinimum {
      if let start { _ = try objective(at: start) }
      let found = try MixedSearch(mixed, restricted: isRestricted, from: start)
      return FitMinimum(
        parameters: found.state.theta,
        value: mixed.deviance(found.state, restricted: isRestricted),
        iterations: found.iterations, converged: found.converged)
    }

    var isRestricted: Bool { estimation == .reml }
  }

  /// The fourth stage: the model of a problem at its minimum.
  ///
  /// - Parameters:
  ///   - problem: Outcome, fixed and random terms.
  ///   - minimum: What ``Problem/minimum(from:)`` found.
  ///   - degreesOfFreedom: Which distribution the tests of coefficients use.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the minimum is of another problem, or as the model does.
  public init(
    _ problem: Problem, at minimum: FitMinimum, degreesOfFreedom: MixedDegreesOfFreedom = .satterthwaite,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkParameters(minimum.parameters, problem.parameterNames)
    try self.init(
      problem,
      search: { () throws(InputError) in
        try MixedSearch(
          problem.mixed, restricted: problem.isRestricted, at: minimum.parameters,
          iterations: minimum.iterations)
      }, degreesOfFreedom, confidence)
  }
}
