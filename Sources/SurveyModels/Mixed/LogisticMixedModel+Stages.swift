import SurveyLinearAlgebra
import SurveyVocabulary

extension LogisticMixedModel {
  /// The first stage of a logistic mixed model: outcome, fixed terms and groups that fit each other.
  ///
  /// The parameters are the coefficients and the standard deviation of the levels of groups, and the objective is the
  /// negative log likelihood by the quadrature. See <doc:FitStages>.
  public struct Problem: Sendable {
    /// The points of the quadrature.
    public let points: Int
    let likelihood: LogisticMixedObjective
    let design: Design
    let hasOffset: Bool
    let rowCount: Int

    /// The problem of zeros and ones on fixed terms and groups; parameters and errors as for the model.
    public init(
      _ outcome: some Collection<Double>, on design: Design, random: RandomTerm, points: Int = 25,
      offset: [Double]? = nil
    ) throws(InputError) {
      try self.init(Array(outcome), nil, design, random, points, offset)
    }

    /// The problem of events of trials on fixed terms and groups; parameters and errors as for the model.
    public init(
      _ events: some Collection<Double>, of trials: some Collection<Double>, on design: Design,
      random: RandomTerm, points: Int = 25, offset: [Double]? = nil
    ) throws(InputError) {
      try self.init(Array(events), Array(trials), design, random, points, offset)
    }

    private init(
      _ outcome: [Double], _ trials: [Double]?, _ design: Design, _ random: RandomTerm, _ points: Int,
      _ offset: [Double]?
    ) throws(InputError) {
      guard (1...100).contains(points) else {
        throw .outOfRange("points", value: Double(points), allowed: "a number of points from 1 to 100")
      }
      likelihood = LogisticMixedObjective(
        problem: try LogisticMixedProblem(
          outcome, trials: trials, on: design, random: random, offset: offset),
        rule: try GaussHermite(points: points))
      self.points = points
      self.design = design
      hasOffset = offset != nil
      rowCount = outcome.count
    }

    /// The names of the coefficients, then that of the standard deviation.
    public var parameterNames: [String] {
      likelihood.problem.names + ["SD of \(likelihood.problem.grouping)"]
    }

    /// The negative log likelihood with its slopes.
    ///
    /// - Throws: `InputError` if there is not one finite parameter per name, if the standard deviation is below zero,
    ///   or if a case has no probability there.
    public func objective(at parameters: [Double]) throws(InputError) -> FitObjective {
      let place = try working(parameters)
      let point = likelihood.evaluate(place)
      let (problem, width) = (likelihood.problem, likelihood.problem.width)
      guard point.value.isFinite, point.gradient.allSatisfy(\.isFinite) else {
        throw InputError(
          .outOfRange, "parameters", "a case has no probability there", remedy: "begin nearer to zero")
      }
      let slopes = try problem.back.solveUpper(Array(point.gradient[..<width]), transposed: true)
      return FitObjective(
        value: -(point.value + problem.constant),
        gradient: slopes.map { -$0 } + [-point.gradient[width]])
    }

    /// The parameters with the largest likelihood, by Newton's method.
    ///
    /// - Parameter start: Where the search begins, the standard deviation at 0.1 at least; at the regression without
    ///   groups and a standard deviation of one where there is none.
    /// - Returns: The parameters, and how the search ended.
    /// - Throws: `InputError` if the standard deviation grows without bound, or if the search does not converge.
    public func minimum(from start: [Double]? = nil) throws(InputError) -> FitMinimum {
      var place: [Double]?
      if let start {
        _ = try objective(at: start)
        let own = try working(start)
        let (sigma, largest) = (own[likelihood.problem.width], LogisticMixedSearch.largestDeviation)
        guard sigma <= largest else {
          throw .outOfRange(
            parameterNames.last ?? "parameters", value: sigma, allowed: "a start of at most \(Int(largest))")
        }
        place = own
      }
      let found = try LogisticMixedSearch(likelihood, from: place)
      let (problem, width) = (likelihood.problem, likelihood.problem.width)
      return FitMinimum(
        parameters: try problem.back.times(Array(found.parameters[..<width])) + [found.parameters[width]],
        value: -(found.value + problem.constant), iterations: found.iterations,
        converged: found.lastStep <= 1e-8)
    }

    /// The parameters with the coefficients of the orthonormal columns.
    func working(_ parameters: [Double]) throws(InputError) -> [Double] {
      try checkParameters(parameters, parameterNames)
      let width = likelihood.problem.width
      guard parameters[width] >= 0 else {
        throw .outOfRange(
          parameterNames.last ?? "parameters", value: parameters[width], allowed: "zero or above")
      }
      return try likelihood.problem.back.solveUpper(Array(parameters[..<width])) + [parameters[width]]
    }
  }

  /// The fourth stage: the model of a problem at its minimum.
  ///
  /// - Parameters:
  ///   - problem: Outcome, fixed terms and groups.
  ///   - minimum: What ``Problem/minimum(from:)`` found.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the minimum is of another problem, or as the model does.
  public init(
    _ problem: Problem, at minimum: FitMinimum, confidence: Double = 0.95
  ) throws(InputError) {
    _ = try problem.objective(at: minimum.parameters)
    try self.init(
      problem,
      LogisticMixedSearch(
        problem.likelihood, at: problem.working(minimum.parameters), iterations: minimum.iterations),
      confidence)
  }
}
