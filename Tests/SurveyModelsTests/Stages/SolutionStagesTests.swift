import SurveyLinearAlgebra
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

/// The stages of fits that a search over an objective does not make: they solve equations, or a linear program.
@Suite struct SolutionStagesTests {
  private let data: StageCases

  init() throws { data = try StageCases() }

  @Test func quantileRegression() throws {
    let problem = try QuantileRegression.Problem(data.amounts, on: data.design, tau: 0.4)
    let direct = try QuantileRegression(data.amounts, on: data.design, tau: 0.4)
    let found = try problem.minimum()
    #expect(
      found.parameters == direct.coefficients.map(\.estimate.value) && found.iterations == direct.iterations)
    #expect(found.value == direct.objective && found.ranges == direct.ranges)
    #expect(try QuantileRegression(problem, at: found).coefficients == direct.coefficients)
    let place = [0.1, 0.2, 0.3]
    try data.expectSlopes("quantile", at: place.map { $0 + 0.0123 }, problem.objective)
    #expect(try problem.objective(at: place).value > found.value)
    data.refuses { try problem.objective(at: [1]) }
    data.refuses { try QuantileRegression.Problem(data.amounts, on: data.design, tau: 1) }
    let other = try QuantileRegression.Problem(
      data.amounts, on: Design(columns: [("x", data.x)]), tau: 0.4)
    data.refuses { try QuantileRegression(other, at: found) }
  }

  /// Fits that solve equations: the equations are zero at the solution, and not elsewhere.
  @Test func equationsWithoutAnObjective() throws {
    for correlation in EstimatingEquations.WorkingCorrelation.allCases {
      let problem = try EstimatingEquations.Problem(
        data.events, on: data.design, clusters: data.groups, family: .binomial, correlation: correlation)
      let found = try problem.solution()
      #expect(found.value == nil && found.converged)
      #expect(try problem.equations(at: found.parameters).allSatisfy { $0.magnitude < 1e-6 })
      #expect(try problem.equations(at: [0.5, 0.5, 0.5]).contains { $0.magnitude > 0.1 })
      data.agree(try problem.solution(from: [0.1, 0.1, 0.1]).parameters, found.parameters, digits: 7)
      let direct = try EstimatingEquations(
        data.events, on: data.design, clusters: data.groups, family: .binomial, correlation: correlation)
      let stages = try EstimatingEquations(problem, at: found)
      data.agree(
        stages.coefficients.map(\.standardError), direct.coefficients.map(\.standardError), digits: 9)
      data.refuses { try problem.equations(at: [1]) }
      data.refuses { try problem.solution(from: [.infinity, 0, 0]) }
    }
    for loss in [RobustLoss.huber(), .bisquare()] {
      let problem = try RobustRegression.Problem(data.amounts, on: data.design, loss: loss)
      let found = try problem.solution()
      #expect(try problem.equations(at: found.parameters).allSatisfy { $0.magnitude < 1e-8 })
      #expect(try problem.equations(at: [0.5, 0.5, 0.5]).contains { $0.magnitude > 0.1 })
      let direct = try RobustRegression(data.amounts, on: data.design, loss: loss)
      let stages = try RobustRegression(problem, at: found)
      data.agree(
        stages.coefficients.compactMap(\.estimate.standardError),
        direct.coefficients.compactMap(\.estimate.standardError), digits: 9)
      data.refuses { try problem.solution(from: [1]) }
      data.refuses { try problem.solution(maximumIterations: 0) }
    }
  }
}
