import Foundation
import SurveyLinearAlgebra
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct RiskRatioRegressionTests {
  private let age = GeneralizedCases.age
  private let event = GeneralizedCases.event
  private let site = ["a", "b", "a", "b", "a", "b", "c", "c", "a", "b", "d", "d"]

  // Reference

  @Test(arguments: try Fixture.cases("RiskRatioRegression"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let expected = reference.expected
    for estimator in [StandardErrors.hc0, .hc1, .hc2, .hc3] {
      let found = try RiskRatioRegression(
        problem.outcome, on: problem.design, standardErrors: estimator)
      try expectAgreement(found.coefficients.map(\.value), expected["coef"], digits: 8, "coefficient")
      try expectAgreement(
        found.coefficients.map(\.standardError), expected[estimator.rawValue], digits: 8, estimator.rawValue)
      try expectAgreement(
        found.coefficients.compactMap(\.exponentiated?.value), expected["ratio"], digits: 8, "ratio")
      #expect(try found.risksAboveOne == expected["above_one"].integer())
      if estimator == .hc0 {
        try expectAgreement(found.overall?.value, expected["overall"], digits: 8, "Wald")
      }
    }
    let clusters = try reference.data().column(reference.options["cluster"].string())
    for estimator in [ClusteredRegression.Estimator.cr0, .cr1, .cr1s] {
      let found = try RiskRatioRegression(
        problem.outcome, on: problem.design, clusters: clusters, estimator: estimator)
      try expectAgreement(
        found.coefficients.map(\.standardError), expected[estimator.rawValue], digits: 8, estimator.rawValue)
    }
  }

  // Laws

  /// One binary predictor gives the crude risk ratio with the interval of Katz.
  @Test func aSinglePredictorGivesTheCrudeRatio() throws {
    let (a, n, b, m) = (12.0, 40.0, 5.0, 35.0)
    let exposed = [Double](repeating: 1, count: 40) + [Double](repeating: 0, count: 35)
    let events = exposed.indices.map { $0 < 12 || ($0 >= 40 && $0 < 45) }
    let found = try RiskRatioRegression(events, on: Design(columns: [("exposed", exposed)]))
    let ratio = try #require(found["exposed"]?.exponentiated)
    expectAgreement(ratio.value, a / n / (b / m), digits: 11)
    let error = (1 / a - 1 / n + 1 / b - 1 / m).squareRoot()
    expectAgreement(found.coefficients[1].standardError, error, digits: 10)
    expectAgreement(
      try #require(ratio.interval).lower, a / n / (b / m) * exp(-1.959_963_984_540_054 * error), digits: 10)
    // One cluster for each case is HC0.
    let clustered = try RiskRatioRegression(
      events.map { $0 ? 1.0 : 0 }, on: Design(columns: [("exposed", exposed)]),
      clusters: Array(events.indices))
    expectAgreement(clustered.coefficients[1].standardError, error, digits: 10)
    // Its margins are the risks.
    let margins = try PredictiveMargins(of: found, by: "exposed")
    expectAgreement(margins.ratios[0].estimate.value, a / n / (b / m), digits: 10)
    expectAgreement(
      try #require(margins.ratios[0].estimate.interval).upper, try #require(ratio.interval).upper, digits: 9)
  }

  @Test func clustersAreThoseOfEstimatingEquations() throws {
    let found = try RiskRatioRegression(event, on: GeneralizedCases.design(), clusters: site)
    let equations = try EstimatingEquations(
      event, on: GeneralizedCases.design(), clusters: site, family: .poisson, correlation: .independence)
    for (one, two) in zip(found.coefficients, equations.coefficients) {
      expectAgreement(one.value, two.value, digits: 8)
      expectAgreement(one.standardError, two.standardError, digits: 8)
    }
    #expect(found.clusterCount == 4 && found.errors.name == "CR0")
    let table = try ModelData([
      "event": .numbers(event), "age": .numbers(age), "site": .labels(site.map { $0 }),
    ])
    let named = try RiskRatioRegression("event ~ age", in: table, clusters: "site")
    #expect(named.coefficients == found.coefficients && named.cases.used == 12)
    // Effects are those of the means of the population.
    let effects = try AverageMarginalEffects(of: found).effects
    let others = try AverageMarginalEffects(of: equations).effects
    expectAgreement(effects[0].estimate.value, others[0].estimate.value, digits: 8)
    expectAgreement(
      try #require(effects[0].estimate.standardError), try #require(others[0].estimate.standardError),
      digits: 8)
  }

  @Test func frequenciesActAsReplicationsAndScalesDoNotMatter() throws {
    let frequencies = [2.0, 1, 3, 1, 2, 1, 0, 1, 2, 1, 1, 3]
    let rows = frequencies.indices.flatMap { [Int](repeating: $0, count: Int(frequencies[$0])) }
    for estimator in [StandardErrors.hc0, .hc1, .hc3] {
      let weighted = try RiskRatioRegression(
        event, on: Design(columns: [("age", age.map { $0 * 100 - 3 })]), weights: .frequencies(frequencies),
        standardErrors: estimator)
      let replicated = try RiskRatioRegression(
        rows.map { event[$0] }, on: Design(columns: [("age", rows.map { age[$0] })]),
        standardErrors: estimator)
      expectAgreement(
        weighted.coefficients[1].value * 100, replicated.coefficients[1].value, digits: 9)
      expectAgreement(
        weighted.coefficients[1].standardError * 100, replicated.coefficients[1].standardError, digits: 9)
      #expect(weighted.eventCount == replicated.eventCount && weighted.cases.excluded == 1)
    }
    let weighted = try RiskRatioRegression(
      event, on: GeneralizedCases.design(), clusters: site, weights: .frequencies(frequencies),
      estimator: .cr1s)
    let replicated = try RiskRatioRegression(
      rows.map { event[$0] }, on: Design(columns: [("age", rows.map { age[$0] })]),
      clusters: rows.map { site[$0] }, estimator: .cr1s)
    expectAgreement(
      weighted.coefficients[1].standardError, replicated.coefficients[1].standardError, digits: 9)
  }

  @Test func risksAboveOneAreCounted() throws {
    let x = (0..<20).map(Double.init)
    let found = try RiskRatioRegression(x.map { $0 > 9 || $0 == 4 }, on: Design(columns: [("x", x)]))
    #expect(found.risksAboveOne == found.fitted.count { $0 > 1 } && found.risksAboveOne > 0)
    #expect(found.warnings.count == 1 && found.warnings[0].contains("fitted risks are above 1, the largest"))
    let mean = try RiskRatioRegression(event, on: Design(interceptFor: event))
    #expect(mean.overall == nil && mean.risksAboveOne == 0)
    expectAgreement(mean.coefficients[0].value, log(5.0 / 12), digits: 11)
  }

  /// The stages one by one: slopes against differences, and the finding of the minimum.
  @Test func theStagesAreThoseOfTheRegression() throws {
    let problem = try RiskRatioRegression.Problem(event, on: GeneralizedCases.design())
    let place = [-0.9, 0.01]
    let gradient = try problem.objective(at: place).gradient
    for column in place.indices {
      let step = [1e-5, 1e-7][column]
      let values = try [-step, step].map { change in
        var moved = place
        moved[column] += change
        return try problem.objective(at: moved).value
      }
      expectAgreement(gradient[column], (values[1] - values[0]) / (2 * step), digits: 6)
    }
    let minimum = try problem.minimum()
    #expect(problem.parameterNames == ["intercept", "age"] && minimum.converged)
    let found = try RiskRatioRegression(problem, at: minimum, standardErrors: .hc3)
    let direct = try RiskRatioRegression(event, on: GeneralizedCases.design(), standardErrors: .hc3)
    let clustered = try RiskRatioRegression(problem, at: minimum, clusters: site)
    let twin = try RiskRatioRegression(event, on: GeneralizedCases.design(), clusters: site)
    for (one, other) in [(found, direct), (clustered, twin)] {
      for (left, right) in zip(one.coefficients, other.coefficients) {
        expectAgreement(left.value, right.value, digits: 10)
        expectAgreement(left.standardError, right.standardError, digits: 10)
      }
    }
    expectRefusal(.constant) {
      try RiskRatioRegression.Problem([1, 1, 1], on: Design(interceptFor: [1, 1, 1]))
    }
    expectRefusal(.definition) { try RiskRatioRegression(problem, at: minimum, standardErrors: .classical) }
    expectRefusal(.lengthMismatch) { try RiskRatioRegression(problem, at: minimum, clusters: [1]) }
    let other = FitMinimum(parameters: [1], value: nil, iterations: 1, converged: true)
    #expect(throws: InputError.self) { try RiskRatioRegression(problem, at: other) }
  }

  // Refusals

  @Test func refusesWhatHasNoAnswer() throws {
    func fit(_ outcome: [Double], _ x: [Double]) throws -> RiskRatioRegression {
      try RiskRatioRegression(outcome, on: Design(columns: [("x", x)]))
    }
    expectRefusal(.outOfRange) { try fit([0, 1, 2, 1], [1, 2, 3, 4]) }
    expectRefusal(.outOfRange) { try fit([0, 1, 0.5, 1], [1, 2, 3, 4]) }
    expectRefusal(.constant) { try fit([1, 1, 1, 1], [1, 2, 3, 4]) }
    expectRefusal(.constant) { try fit([0, 0, 0, 0], [1, 2, 3, 4]) }
    expectRefusal(.tooFew) { try fit([1, 0], [1, 2]) }
    expectRefusal(.tooFew) { try fit([], []) }
    expectRefusal(.rankDeficient) { try fit([1, 0, 1, 0], [2, 2, 2, 2]) }
    expectRefusal(.notFinite) { try fit([1, 0, .nan, 0], [1, 2, 3, 4]) }
    expectRefusal(.lengthMismatch) { try fit([1, 0], [1, 2, 3]) }
    // No event where x is 0; then all events where it is 1: neither has a finite ratio with a variance.
    expectRefusal(.infeasible) { try fit([0, 0, 0, 1, 0, 1], [0, 0, 0, 1, 1, 1]) }
    expectRefusal(.infeasible) { try fit([0, 0, 0, 1, 1, 1], [0, 0, 0, 1, 1, 1]) }
    let design = try GeneralizedCases.design()
    expectRefusal(.definition) { try RiskRatioRegression(event, on: design, standardErrors: .classical) }
    expectRefusal(.definition) {
      try RiskRatioRegression(event, on: design, clusters: site, estimator: .cr2)
    }
    expectRefusal(.tooFew) { try RiskRatioRegression(event, on: design, clusters: event.map { _ in 1 }) }
    expectRefusal(.lengthMismatch) { try RiskRatioRegression(event, on: design, clusters: [1, 2]) }
    expectRefusal(.outOfRange) { try RiskRatioRegression(event, on: design, confidence: 0) }
    expectRefusal(.definition) {
      try RiskRatioRegression("event ~ age + offset(years)", in: GeneralizedCases.table())
    }
  }

  // Print, conformance and page

  @Test func printsItsFinding() throws {
    #expect(
      try RiskRatioRegression("event ~ age", in: GeneralizedCases.table()).description == """
        Modified Poisson regression of risks: event
          intercept       -2.54  95% CI [-5.43, 0.36]    z = -1.72, p = .086
          age             0.038  95% CI [-0.020, 0.096]  z = 1.29, p = .196
          all predictors                                 χ²(1) = 1.67, p = .196
               risk ratio  95% CI
          age        1.04  [0.98, 1.10]
          n = 12   events = 5   fitted risks above 1 = 0   iterations = 6
          all 12 cases used
          standard errors: HC0
        """)
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try RiskRatioRegression("event ~ age + site", in: GeneralizedCases.table()) }
    try checkFinding {
      try RiskRatioRegression(
        self.event, on: GeneralizedCases.design(), clusters: self.site, estimator: .cr1)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RiskRatioRegression") { print in
      // page
      let data = try ModelData([
        "dropout": .numbers([0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1]),
        "night": .numbers([0, 1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0]),
        "age": .numbers([
          31, 44, 52, 29, 38, 47, 25, 60, 35, 41, 58, 33, 45, 27, 36, 49, 55, 30, 42, 28,
        ]),
      ])
      let regression = try RiskRatioRegression("dropout ~ night + age", in: data)
      print(regression)
      // end
    }
  }
}
