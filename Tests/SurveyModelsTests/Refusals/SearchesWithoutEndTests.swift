import SurveyLinearAlgebra
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

/// Searches that may not take the steps they need: an error with the code of its own, or a warning in the finding.
@Suite struct SearchesWithoutEndTests {
  private let design: Design
  private let data: ModelData
  private let event: [Double]
  private let count: [Double]

  init() throws {
    data = try RefusalData.table()
    design = try Formula("amount ~ x + z").model(in: data).design
    event = try Formula("event ~ x").model(in: data).outcome()
    count = try Formula("count ~ x").model(in: data).outcome()
  }

  @Test(arguments: [
    ResponseFamily.binomial(), .binomial(.probit), .binomial(.complementaryLogLog), .poisson, .gamma(),
    .gamma(.inverse),
  ])
  func scoringSaysSo(_ family: ResponseFamily) throws {
    let outcome = family.isBinomial ? event : count.map { $0 + 0.5 }
    let whole = family == .poisson ? count : outcome
    let problem = try GeneralizedRegression.Problem(whole, on: design, family: family).data.problem
    expectRefusal(.notConverged) { try problem.fit(iterations: 1) }
    #expect(try problem.fit().iterations > 1)
  }

  @Test func thePenalizedLikelihoodSaysSo() throws {
    let problem = try FirthRegression.Problem(event, on: design)
    expectRefusal(.notConverged) { try problem.firth.fit(iterations: 1) }
  }

  @Test func theNegativeBinomialSaysSo() throws {
    var problem = try NegativeBinomialRegression.Problem(count, on: design).data.problem
    problem.model = .negativeBinomial(theta: 1)
    expectRefusal(.notConverged) { try problem.fit(iterations: 1) }
    // Counts that vary less than Poisson's: the likelihood rises with theta for ever, so that no root is there.
    let even = count.indices.map { Double(3 + $0 % 2) }
    let flat = try NegativeBinomialRegression.Problem(even, on: design).data.problem
    var search = NegativeBinomialSearch(problem: flat, predictor: try flat.fit().state.predictor)
    expectRefusal(.notConverged) { try search.theta(start: 1) }
    #expect(try NegativeBinomialRegression(even, on: design).theta == nil)
  }

  /// An objective whose slope points the wrong way, so that no step gains.
  private struct WrongSlope: LikelihoodObjective {
    func evaluate(_ parameters: [Double]) -> LikelihoodPoint? {
      LikelihoodPoint(
        value: -parameters[0] * parameters[0], gradient: [2 * parameters[0]],
        information: Matrix(1, 1, [2]))
    }
    func reach(of step: [Double], at parameters: [Double]) -> Double { 0 }
  }

  @Test func likelihoodsOfLevelsSaySo() throws {
    let problem = try OrdinalRegression.Problem(
      data.labels("level").labels, levels: data.labels("level").levels, on: design)
    expectRefusal(.notConverged) {
      try problem.stages.problem.maximum(of: WrongSlope(), from: [1]) { [$0] }
    }
  }

  @Test func theQuadratureSaysSo() throws {
    let groups = try data.labels("group").labels
    let problem = try LogisticMixedModel.Problem(event, on: design, random: RandomTerm(by: groups))
    expectRefusal(.notConverged) { try LogisticMixedSearch(problem.likelihood, limit: 1) }
  }

  @Test func theEstimatingEquationsSaySo() throws {
    let groups = try data.labels("group").labels
    for family in EstimatingEquations.Family.allCases where family != .gaussian {
      let problem = try EstimatingEquations.Problem(
        family == .binomial ? event : count, on: design, clusters: groups, family: family,
        correlation: .exchangeable)
      expectRefusal(.notConverged) { try problem.marginal.solution(.exchangeable, limit: 1) }
    }
  }

  /// A fit at factors that are no minimum carries the slope that is left, and says what that means.
  @Test func aMixedModelWarns() throws {
    let groups = try data.labels("group").labels
    let amounts = try Formula("amount ~ x").model(in: data).outcome()
    let problem = try LinearMixedModel.Problem(amounts, on: design, random: [RandomTerm(by: groups)])
    let elsewhere = FitMinimum(parameters: [2], value: nil, iterations: 1, converged: false)
    let found = try LinearMixedModel(problem, at: elsewhere)
    #expect(!found.converged && found.warnings.count == 1)
    #expect(found.report.text.contains("the search ended where the criterion still has a slope"))
  }

  @Test func robustRegressionsWarn() throws {
    let huber = try RobustRegression("amount ~ x + z", in: data, maximumIterations: 1)
    let mm = try MMRegression("amount ~ x + z", in: data, maximumIterations: 1)
    #expect(!huber.converged && !mm.converged)
    for text in [huber.report.text, mm.report.text] { #expect(text.contains("still change after 1 step")) }
  }
}
