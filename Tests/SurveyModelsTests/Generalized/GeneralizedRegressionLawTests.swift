import Foundation
import SurveyTestSupport
import Testing

@testable import SurveyModels

/// Two routes to one number, invariances, and the stages of the fit by themselves.
@Suite struct GeneralizedRegressionLawTests {
  private let age = GeneralizedCases.age
  private let event = GeneralizedCases.event
  private let visits = GeneralizedCases.visits

  /// One minus the log-likelihood less the number of coefficients over that of the mean alone.
  @Test func theAdjustedShareOfMcFaddenPaysForItsCoefficients() throws {
    let table = try GeneralizedCases.table()
    for (outcome, family) in [("event", ResponseFamily.binomial()), ("visits", .poisson)] {
      let found = try GeneralizedRegression("\(outcome) ~ age + site", in: table, family: family)
      let null = try #require(
        GeneralizedRegression("\(outcome) ~ 1", in: table, family: family).logLikelihood)
      expectAgreement(
        try #require(found.adjustedMcFaddenRSquared), 1 - (try #require(found.logLikelihood) - 3) / null,
        digits: 10)
    }
    let gamma = try GeneralizedRegression("cost ~ age", in: table, family: .gamma())
    #expect(gamma.adjustedMcFaddenRSquared == nil)
  }

  @Test func aTableOfTwoByTwoGivesTheLogarithmOfItsOddsRatio() throws {
    let counts = [12.0, 5, 7, 16]
    let design = try Design(columns: [("exposed", [1, 1, 0, 0])])
    let fit = try GeneralizedRegression(
      [1, 0, 1, 0], on: design, family: .binomial(), weights: .frequencies(counts))
    let odds = try OddsRatio(ContingencyTable([[12, 5], [7, 16]]))
    try expectAgreement(fit.coefficients[1].value, log(#require(odds.oddsRatio?.value)), digits: 12)
    let error = counts.reduce(0) { $0 + 1 / $1 }.squareRoot()
    expectAgreement(fit.coefficients[1].standardError, error, digits: 12)
    #expect(fit.residualDegreesOfFreedom == 38)
  }

  @Test func twoGroupsOfCountsGiveTheLogarithmOfTheirRateRatio() throws {
    let design = try Design(columns: [("group", [0, 0, 0, 1, 1, 1])])
    let fit = try GeneralizedRegression(
      [1, 4, 2, 6, 9, 3], on: design, family: .poisson, offset: [1, 2, 1.5, 3, 1, 2].map { log($0) })
    expectAgreement(fit.coefficients[1].value, log((18.0 / 6) / (7.0 / 4.5)), digits: 12)
    expectAgreement(fit.coefficients[1].standardError, (1.0 / 18 + 1.0 / 7).squareRoot(), digits: 12)
  }

  @Test(arguments: [ResponseFamily.binomial(), .binomial(.probit), .binomial(.complementaryLogLog)])
  func frequenciesTrialsAndReplicationAgree(_ family: ResponseFamily) throws {
    let (trials, events, x) = ([5.0, 6, 8, 4], [1.0, 2, 5, 3], [1.0, 2, 3, 4.5])
    let grouped = try GeneralizedRegression(
      events, of: trials, on: Design(columns: [("x", x)]), family: family)
    var (outcome, values) = ([Double](), [Double]())
    for row in 0..<4 {
      outcome += (0..<Int(trials[row])).map { Double($0) < events[row] ? 1 : 0 }
      values += [Double](repeating: x[row], count: Int(trials[row]))
    }
    let single = try GeneralizedRegression(outcome, on: Design(columns: [("x", values)]), family: family)
    let counted = try GeneralizedRegression(
      [Double](repeating: 1, count: 4) + [Double](repeating: 0, count: 4),
      on: Design(columns: [("x", x + x)]), family: family,
      weights: .frequencies(events + zip(trials, events).map { $0 - $1 }))
    for other in [grouped, counted] {
      for (one, two) in zip(other.coefficients, single.coefficients) {
        expectAgreement(one.value, two.value, digits: 10)
        expectAgreement(one.standardError, two.standardError, digits: 10)
      }
      expectAgreement(
        try #require(other.mcFaddenRSquared), try #require(single.mcFaddenRSquared), digits: 10)
      expectAgreement(
        try #require(other.nagelkerkeRSquared), try #require(single.nagelkerkeRSquared), digits: 10)
    }
    expectAgreement(try #require(counted.bic), try #require(single.bic), digits: 11)
    expectAgreement(try #require(counted.tjurRSquared), try #require(single.tjurRSquared), digits: 10)
  }

  @Test func robustErrorsOfFrequenciesAreThoseOfReplication() throws {
    let frequencies = [2.0, 1, 3, 1, 2, 1, 1, 1, 2, 1, 1, 3]
    let rows = frequencies.indices.flatMap { [Int](repeating: $0, count: Int(frequencies[$0])) }
    for errors in [StandardErrors.hc0, .hc1, .hc2, .hc3, .hc4] {
      let weighted = try GeneralizedRegression(
        visits, on: GeneralizedCases.design(), family: .poisson, weights: .frequencies(frequencies),
        standardErrors: errors)
      let replicated = try GeneralizedRegression(
        rows.map { visits[$0] }, on: Design(columns: [("age", rows.map { age[$0] })]), family: .poisson,
        standardErrors: errors)
      for (one, two) in zip(weighted.coefficients, replicated.coefficients) {
        expectAgreement(one.standardError, two.standardError, digits: 11, errors.rawValue)
      }
    }
  }

  @Test func recodingAndRescalingChangeTheCoefficientsAlone() throws {
    let fit = try GeneralizedRegression(event, on: GeneralizedCases.design(), family: .binomial())
    let turned = try GeneralizedRegression(
      event.map { 1 - $0 }, on: GeneralizedCases.design(), family: .binomial())
    let scaled = try GeneralizedRegression(
      event, on: Design(columns: [("age", age.map { 1e6 * $0 + 1e7 })]), family: .binomial())
    expectAgreement(turned.coefficients[1].value, -fit.coefficients[1].value, digits: 11)
    expectAgreement(scaled.coefficients[1].value * 1e6, fit.coefficients[1].value, digits: 10)
    expectAgreement(scaled.coefficients[1].pValue, fit.coefficients[1].pValue, digits: 10)
    expectAgreement(scaled.deviance, fit.deviance, digits: 12)
    let labels = event.map { $0 == 1 ? "yes" : "no" }
    #expect(
      try GeneralizedRegression(labels, event: "yes", on: GeneralizedCases.design()).report
        == GeneralizedRegression(event.map { $0 == 1 }, on: GeneralizedCases.design()).report)
  }

  @Test func aConstantOffsetMovesTheInterceptAlone() throws {
    let plain = try GeneralizedRegression(visits, on: GeneralizedCases.design(), family: .poisson)
    let shifted = try GeneralizedRegression(
      visits, on: GeneralizedCases.design(), family: .poisson,
      offset: [Double](repeating: 3, count: visits.count))
    expectAgreement(shifted.coefficients[0].value + 3, plain.coefficients[0].value, digits: 11)
    expectAgreement(shifted.coefficients[1].value, plain.coefficients[1].value, digits: 11)
    expectAgreement(shifted.deviance, plain.deviance, digits: 12)
  }

  @Test func quasiLikelihoodsScaleTheErrorsByTheRootOfTheDispersion() throws {
    let plain = try GeneralizedRegression(visits, on: GeneralizedCases.design(), family: .poisson)
    let quasi = try GeneralizedRegression(visits, on: GeneralizedCases.design(), family: .quasiPoisson)
    expectAgreement(quasi.dispersion, plain.pearsonDispersion, digits: 13)
    for (one, two) in zip(quasi.coefficients, plain.coefficients) {
      #expect(one.value == two.value)
      expectAgreement(one.standardError, two.standardError * quasi.dispersion.squareRoot(), digits: 13)
    }
    #expect(quasi.logLikelihood == nil && quasi.aic == nil && quasi.mcFaddenRSquared == nil)
  }

  @Test func gammaWithAnInterceptAloneGivesTheMean() throws {
    let cost = GeneralizedCases.cost
    let mean = cost.reduce(0, +) / 12
    for (link, wanted) in [(ResponseFamily.GammaLink.log, log(mean)), (.inverse, 1 / mean)] {
      let fit = try GeneralizedRegression(cost, on: Design(interceptFor: cost), family: .gamma(link))
      expectAgreement(fit.coefficients[0].value, wanted, digits: 12)
    }
  }

  /// The score is the slope of the log-likelihood, and vanishes at the fit.
  @Test(arguments: [
    ResponseModel.logit, .probit, .complementaryLogLog, .poisson, .gammaLog, .gammaInverse,
    .negativeBinomial(theta: 1.7),
  ])
  func theGradientIsTheSlopeOfTheLogLikelihood(_ model: ResponseModel) throws {
    let outcome = model.isBinomial ? event : model.canSeparate ? visits : GeneralizedCases.cost
    let problem = try GeneralizedProblem(
      names: ["intercept", "age"], columns: GeneralizedCases.design().matrix, outcome: outcome,
      weights: GeneralizedCases.years, offset: [Double](repeating: 0, count: 12), model: model)
    let place = [0.07, 0.002]
    let gradient = try problem.gradient(problem.state(at: problem.predictor(at: place)))
    for column in 0..<2 {
      let step = [1e-5, 1e-7][column]
      let values = try [-step, step].map { change in
        var moved = place
        moved[column] += change
        return try -problem.state(at: problem.predictor(at: moved)).deviance / 2
      }
      expectAgreement(gradient[column], (values[1] - values[0]) / (2 * step), digits: 6)
    }
    let fit = try problem.fit()
    let rest = problem.gradient(fit.state).map(\.magnitude)
    #expect(rest[0] < 1e-9 && rest[1] < 1e-7)
    #expect(fit.lastStep <= GeneralizedProblem.tolerance(fit.state))
  }
}
