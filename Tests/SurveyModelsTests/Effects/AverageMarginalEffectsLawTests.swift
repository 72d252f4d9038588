import Foundation
import SurveyLinearAlgebra
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct AverageMarginalEffectsLawTests {
  /// The Jacobian of every change and kernel against central differences of the parameters.
  @Test func theJacobianIsThatOfDifferences() throws {
    let data = try EffectCases.data()
    let formulas = ["event ~ age * treated + site", "event ~ bs(age, 4) + treated:site"]
    var fits: [any OutcomeRegression] = []
    for formula in formulas {
      for family in [ResponseFamily.binomial(), .binomial(.probit), .binomial(.complementaryLogLog)] {
        if formula == formulas[0] {
          fits.append(try GeneralizedRegression(formula, in: data, family: family))
        }
      }
      fits.append(try FirthRegression(formula, in: data, inference: .wald))
    }
    let counts = "visits ~ poly(age, 2) + treated"
    fits.append(try NegativeBinomialRegression(counts, in: data))
    fits.append(try GeneralizedRegression("visits + 1 ~ age", in: data, family: .gamma(.log)))
    fits.append(
      try GeneralizedRegression("cost ~ age", in: GeneralizedCases.table(), family: .gamma(.inverse)))
    fits.append(try LinearRegression("visits ~ ns(age, 3) * treated", in: data))
    fits.append(try MultinomialRegression("site ~ age * treated", in: data))
    for link in OrdinalLink.allCases {
      fits.append(try OrdinalRegression(ordered(), on: design(), link: link))
    }
    let levels = try ThresholdData.data()
    for (link, varying) in zip(
      OrdinalLink.allCases, [["age", "site"], ["arm", "site × age"], ["arm", "age"]])
    {
      fits.append(
        try PartialProportionalOdds("answer ~ arm + site * age", in: levels, varying: varying, link: link))
    }
    fits.append(try AdjacentCategoryRegression(ordered(), on: design()))
    let five = EffectCases.age.indices.map { ($0 * 7 + $0 / 3) % 5 }
    fits.append(try AdjacentCategoryRegression(five, on: design()))
    for fit in fits { try checkJacobian(fit.expectedOutcomes) }
  }

  private func ordered() -> [Int] { EffectCases.age.indices.map { ($0 * 7 + $0 / 3) % 3 } }

  private func design() throws -> Design {
    try Design([
      .numeric("age", EffectCases.age.map { $0 / 10 }), .numeric("treated", EffectCases.treated),
      .product(.numeric("age", EffectCases.age.map { $0 / 10 }), .numeric("treated", EffectCases.treated)),
    ])
  }

  private func checkJacobian(_ outcomes: ExpectedOutcomes) throws {
    for name in outcomes.design.variableNames {
      func functions(_ parameters: [Double]) throws -> [ParameterFunction] {
        let cases = try MarginalCases(
          outcomes.with(parameters), at: .observed, setting: [:], over: nil, weights: .cases)
        let changes = try cases.usualChanges(of: name)
        return try changes.flatMap { try cases.effect(of: name, $0) }
      }
      let found = try functions(outcomes.parameters)
      for place in outcomes.parameters.indices {
        let step = 1e-6 * max(outcomes.covariance[place, place].squareRoot(), 1e-3)
        var (up, down) = (outcomes.parameters, outcomes.parameters)
        up[place] += step
        down[place] -= step
        let (high, low) = (try functions(up), try functions(down))
        for index in found.indices {
          let size = found[index].gradient.map(\.magnitude).max() ?? 0
          expectAgreement(
            found[index].gradient[place], (high[index].value - low[index].value) / (up[place] - down[place]),
            digits: 4.5, floor: 1e-5 * size + 1e-9, "\(outcomes.kernel), \(name), parameter \(place)")
        }
      }
    }
  }

  /// With the log link the average slope is the coefficient times the mean of the counts; in a linear model
  /// without products it is the coefficient.
  @Test func knownModelsGiveKnownSlopes() throws {
    let data = try EffectCases.data()
    let poisson = try GeneralizedRegression("visits ~ age", in: data, family: .poisson)
    let mean = EffectCases.counts.reduce(0, +) / 20
    let slope = try AverageMarginalEffects(of: poisson).effects[0]
    expectAgreement(slope.estimate.value, mean * poisson.coefficients[1].value, digits: 11)
    let linear = try LinearRegression("visits ~ age + site", in: data, standardErrors: .hc3)
    let effects = try AverageMarginalEffects(of: linear).effects
    for (effect, coefficient) in zip(effects, linear.coefficients.dropFirst()) {
      expectAgreement(effect.estimate.value, coefficient.value, digits: 11)
      expectAgreement(try #require(effect.estimate.standardError), coefficient.standardError, digits: 10)
      expectAgreement(try #require(effect.pValue), try #require(coefficient.pValue), digits: 9)
    }
    #expect(effects.map(\.change) == ["slope", "b - a", "c - a"])
  }

  /// The offset of each case stays as it is, and a single point has the mean offset.
  @Test func offsetsStay() throws {
    let exposure = EffectCases.age.map { log($0) }
    let fit = try NegativeBinomialRegression(
      EffectCases.counts, on: Design(columns: [("treated", EffectCases.treated.map { $0 * 2 })]),
      offset: exposure)
    let slope = fit.coefficients[1].value
    expectAgreement(
      try AverageMarginalEffects(of: fit).effects[0].estimate.value,
      slope * fit.fitted.reduce(0, +) / 20, digits: 11)
    let center = exp(fit.coefficients[0].value + slope + exposure.reduce(0, +) / 20)
    expectAgreement(
      try AverageMarginalEffects(of: fit, at: .means).effects[0].estimate.value, slope * center, digits: 11)
  }

  /// Powers, orthogonal polynomials and transformed products of one curve have the same slopes.
  @Test func theFormOfTheDesignDoesNotMatter() throws {
    let data = try EffectCases.data()
    func effects(_ formula: String) throws -> [AverageMarginalEffects.Effect] {
      try AverageMarginalEffects(of: GeneralizedRegression(formula, in: data, family: .binomial())).effects
    }
    let plain = try effects("event ~ age + I(age^2) + treated")
    for formula in [
      "event ~ poly(age, 2) + treated", "event ~ age + I(age * age) + treated",
      "event ~ age + I((age - 40)^2 / 7) + treated",
    ] {
      for (one, two) in zip(plain, try effects(formula)) {
        expectAgreement(one.estimate.value, two.estimate.value, digits: 9, formula)
        expectAgreement(
          try #require(one.estimate.standardError), try #require(two.estimate.standardError), digits: 8)
      }
    }
    let sum = try GeneralizedRegression(
      "event ~ age * site", in: data, family: .binomial(), contrasts: ["site": .sum])
    let treatment = try GeneralizedRegression("event ~ age * site", in: data, family: .binomial())
    for (one, two) in try zip(
      AverageMarginalEffects(of: sum).effects, AverageMarginalEffects(of: treatment).effects)
    {
      expectAgreement(one.estimate.value, two.estimate.value, digits: 9)
      expectAgreement(
        try #require(one.estimate.standardError), try #require(two.estimate.standardError), digits: 8)
    }
  }

  @Test func categoriesAddUpToNothing() throws {
    let data = try EffectCases.data()
    let effects = try AverageMarginalEffects(of: MultinomialRegression("site ~ age", in: data)).effects
    #expect(effects.map(\.category) == ["a", "b", "c"])
    #expect(effects.reduce(0) { $0 + $1.estimate.value }.magnitude < 1e-14)
    let ordinal = try AverageMarginalEffects(of: OrdinalRegression(ordered(), on: design()), at: .means)
    for name in ["age", "treated"] {
      let own = ordinal.effects.filter { $0.variable == name }
      #expect(own.count == 3 && own.reduce(0) { $0 + $1.estimate.value }.magnitude < 1e-14)
    }
    // Two levels are a logistic regression, in which higher is the event.
    let two = EffectCases.outcome.map { Int($0) }
    let events = try AverageMarginalEffects(
      of: GeneralizedRegression(EffectCases.outcome, on: design(), family: .binomial()))
    let levels = try AverageMarginalEffects(of: OrdinalRegression(two, on: design()))
    let logits = try AverageMarginalEffects(
      of: MultinomialRegression(two.map { "\($0)" }, on: design()))
    for (place, effect) in events.effects.enumerated() {
      for other in [levels, logits] {
        expectAgreement(other.effects[2 * place + 1].estimate.value, effect.estimate.value, digits: 9)
        expectAgreement(
          try #require(other.effects[2 * place + 1].estimate.standardError),
          try #require(effect.estimate.standardError), digits: 8)
      }
    }
  }

  @Test func frequenciesAndTrialsAreCases() throws {
    let frequencies = EffectCases.age.indices.map { Double($0 % 3) }
    let rows = frequencies.indices.flatMap { [Int](repeating: $0, count: Int(frequencies[$0])) }
    func design(_ rows: [Int]) throws -> Design {
      try Design([
        .numeric("age", rows.map { EffectCases.age[$0] }), .factor("site", rows.map { EffectCases.site[$0] }),
      ])
    }
    let all = Array(EffectCases.age.indices)
    let weighted = try AverageMarginalEffects(
      of: GeneralizedRegression(
        EffectCases.outcome, on: design(all), family: .binomial(), weights: .frequencies(frequencies)))
    let replicated = try AverageMarginalEffects(
      of: GeneralizedRegression(
        rows.map { EffectCases.outcome[$0] }, on: design(rows), family: .binomial()))
    let trials = try AverageMarginalEffects(
      of: GeneralizedRegression(
        zip(EffectCases.outcome, frequencies).map { $0 * $1 }, of: frequencies, on: design(all)))
    let prior = try AverageMarginalEffects(
      of: GeneralizedRegression(
        EffectCases.outcome, on: design(all), family: .binomial(), weights: .prior(frequencies)),
      weights: .fit)
    for (place, effect) in replicated.effects.enumerated() {
      for other in [weighted, trials, prior] {
        expectAgreement(other.effects[place].estimate.value, effect.estimate.value, digits: 9)
        expectAgreement(
          try #require(other.effects[place].estimate.standardError),
          try #require(effect.estimate.standardError), digits: 9)
      }
    }
  }

  @Test func changesAndContrastsAreDifferences() throws {
    let fit = try GeneralizedRegression("event ~ age * treated", in: EffectCases.data(), family: .binomial())
    let step = try AverageMarginalEffects(of: fit, ["age"], changes: ["age": .by(1e-6)]).effects[0]
    let slope = try AverageMarginalEffects(of: fit, ["age"]).effects[0]
    expectAgreement(step.estimate.value * 1e6, slope.estimate.value, digits: 5)
    #expect(step.change == "+1e-06")
    let between = try AverageMarginalEffects(of: fit, ["age"], changes: ["age": .between(30, 50)])
    let margins = try PredictiveMargins(of: fit, by: "age", values: [30, 50])
    expectAgreement(between.effects[0].estimate.value, margins.differences[0].estimate.value, digits: 12)
    let both = try AverageMarginalEffects(of: fit)
    let contrast = try both.contrast([1, -1])
    expectAgreement(
      contrast.estimate.value, both.effects[0].estimate.value - both.effects[1].estimate.value, digits: 12)
    let variance = both.covariance[0, 0] + both.covariance[1, 1] - 2 * both.covariance[0, 1]
    expectAgreement(try #require(contrast.estimate.standardError), variance.squareRoot(), digits: 10)
    // The same cases by name are the same average.
    let again = try AverageMarginalEffects(of: fit, over: EffectCases.data())
    expectAgreement(again.effects[0].estimate.value, both.effects[0].estimate.value, digits: 12)
    #expect(both["treated"]?.change == "1 - 0" && both["treated", "0 - 1"] == nil && both["x"] == nil)
  }
}

extension ExpectedOutcomes {
  /// The same with other parameters.
  fileprivate func with(_ parameters: [Double]) -> ExpectedOutcomes {
    ExpectedOutcomes(
      design: design, columns: columns, parameters: parameters, covariance: covariance,
      degreesOfFreedom: degreesOfFreedom, kernel: kernel, rows: rows, counts: counts,
      priorWeights: priorWeights, offset: offset, categories: categories, standardErrors: standardErrors,
      context: context)
  }
}
