import SurveyLinearAlgebra
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

/// The stages of every fit with an objective, called one by one as a user would.
@Suite struct FitStagesTests {
  private let data: StageCases

  init() throws { data = try StageCases() }

  @Test func generalizedRegression() throws {
    for family in [ResponseFamily.binomial(.logit), .binomial(.probit), .binomial(.complementaryLogLog)] {
      let problem = try GeneralizedRegression.Problem(data.events, on: data.design, family: family)
      let direct = try GeneralizedRegression(data.events, on: data.design, family: family)
      try data.check(
        "\(family)", problem.parameterNames, at: [0.2, -0.1, 0.3], objective: problem.objective,
        minimum: problem.minimum,
        stages: {
          try GeneralizedRegression(problem, at: $0).coefficients.flatMap { [$0.value, $0.standardError] }
        },
        direct: direct.coefficients.flatMap { [$0.value, $0.standardError] })
    }
    for family in [ResponseFamily.poisson, .gamma(.log)] {
      let outcome = family == .poisson ? data.counts : data.counts.map { $0 + 0.5 }
      let problem = try GeneralizedRegression.Problem(outcome, on: data.design, family: family)
      let direct = try GeneralizedRegression(outcome, on: data.design, family: family)
      try data.check(
        "\(family)", problem.parameterNames, at: [0.5, 0.1, 0.3], objective: problem.objective,
        minimum: problem.minimum,
        stages: {
          try GeneralizedRegression(problem, at: $0).coefficients.flatMap { [$0.value, $0.standardError] }
        },
        direct: direct.coefficients.flatMap { [$0.value, $0.standardError] })
    }
  }

  @Test func firthRegression() throws {
    let problem = try FirthRegression.Problem(data.events, on: data.design)
    let direct = try FirthRegression(data.events, on: data.design)
    try data.check(
      "Firth", problem.parameterNames, at: [0.2, -0.1, 0.3], objective: problem.objective,
      minimum: problem.minimum,
      stages: { try FirthRegression(problem, at: $0).coefficients.map(\.estimate.value) },
      direct: direct.coefficients.map(\.estimate.value))
    data.refuses { try problem.objective(at: [1e5, 0, 0]) }
  }

  @Test func negativeBinomialRegression() throws {
    let problem = try NegativeBinomialRegression.Problem(data.counts, on: data.design)
    let direct = try NegativeBinomialRegression(data.counts, on: data.design)
    try data.check(
      "negative binomial", problem.parameterNames, at: [0.6, 0.1, 0.4, 1.2], objective: problem.objective,
      minimum: problem.minimum,
      stages: {
        try NegativeBinomialRegression(problem, at: $0).coefficients.flatMap { [$0.value, $0.standardError] }
      },
      direct: direct.coefficients.flatMap { [$0.value, $0.standardError] })
    // Poisson's model is the end of the scale of theta.
    let poisson = try problem.objective(at: [0.6, 0.1, 0.4, .infinity])
    expectAgreement(try problem.objective(at: [0.6, 0.1, 0.4, 1e9]).value, poisson.value, digits: 8)
    #expect(poisson.gradient.last == 0)
    data.refuses { try problem.objective(at: [0.6, 0.1, 0.4, 0]) }
  }

  @Test func regressionsOfLevels() throws {
    let ordinal = try OrdinalRegression.Problem(data.answers, levels: data.levels, on: data.design)
    try data.check(
      "ordinal", ordinal.parameterNames, at: [-0.8, 0.9, 0.1, 0.2], objective: ordinal.objective,
      minimum: ordinal.minimum,
      stages: {
        let found = try OrdinalRegression(ordinal, at: $0)
        return (found.thresholds + found.coefficients).flatMap { [$0.value, $0.standardError] }
      },
      direct: try {
        let found = try OrdinalRegression(data.answers, levels: data.levels, on: data.design)
        return (found.thresholds + found.coefficients).flatMap { [$0.value, $0.standardError] }
      }())
    data.refuses { try ordinal.objective(at: [0.9, -0.8, 0.1, 0.2]) }
    let adjacent = try AdjacentCategoryRegression.Problem(data.answers, levels: data.levels, on: data.design)
    try data.check(
      "adjacent", adjacent.parameterNames, at: [0.1, -0.2, 0.1, 0.2], objective: adjacent.objective,
      minimum: adjacent.minimum,
      stages: {
        let found = try AdjacentCategoryRegression(adjacent, at: $0)
        return (found.intercepts + found.coefficients).flatMap { [$0.value, $0.standardError] }
      },
      direct: try {
        let found = try AdjacentCategoryRegression(data.answers, levels: data.levels, on: data.design)
        return (found.intercepts + found.coefficients).flatMap { [$0.value, $0.standardError] }
      }())
    let nominal = try MultinomialRegression.Problem(data.answers, baseline: "some", on: data.design)
    #expect(nominal.parameterNames.first == "little: intercept")
    try data.check(
      "multinomial", nominal.parameterNames, at: [0.1, -0.2, 0.1, 0.2, 0.3, 0.1],
      objective: nominal.objective,
      minimum: nominal.minimum,
      stages: {
        try MultinomialRegression(nominal, at: $0).equations.flatMap(\.coefficients)
          .flatMap { [$0.value, $0.standardError] }
      },
      direct: try MultinomialRegression(data.answers, baseline: "some", on: data.design).equations
        .flatMap(\.coefficients).flatMap { [$0.value, $0.standardError] })
  }

  @Test func linearMixedModel() throws {
    for estimation in MixedEstimation.allCases {
      let random = [RandomTerm([.numeric("x", data.x)], by: data.groups, named: "group")]
      let problem = try LinearMixedModel.Problem(
        data.amounts, on: data.design, random: random, estimation: estimation)
      #expect(
        problem.parameterNames == ["group: intercept", "group: x, intercept", "group: x"])
      let direct = try LinearMixedModel(
        data.amounts, on: data.design, random: random, estimation: estimation)
      try data.check(
        "mixed", problem.parameterNames, at: [0.7, 0.2, 0.4], objective: problem.objective,
        minimum: problem.minimum,
        stages: {
          let found = try LinearMixedModel(problem, at: $0)
          return found.coefficients.flatMap { [$0.value, $0.standardError, $0.degreesOfFreedom ?? 0] }
            + [found.criterion, found.residualStandardDeviation]
        },
        direct: direct.coefficients.flatMap { [$0.value, $0.standardError, $0.degreesOfFreedom ?? 0] }
          + [direct.criterion, direct.residualStandardDeviation])
    }
  }

  @Test func logisticMixedModel() throws {
    let random = RandomTerm(by: data.groups, named: "group")
    let numbers = { (found: LogisticMixedModel) -> [Double] in
      found.coefficients.flatMap { [$0.value, $0.standardError] }
        + [found.standardDeviation.value, found.standardDeviation.standardError ?? -1, found.logLikelihood]
    }
    for points in [1, 25] {
      let problem = try LogisticMixedModel.Problem(
        data.events, on: data.design, random: random, points: points)
      #expect(problem.parameterNames == ["intercept", "x", "z", "SD of group"])
      let direct = try LogisticMixedModel(data.events, on: data.design, random: random, points: points)
      try data.check(
        "logistic mixed", problem.parameterNames, at: [0.2, -0.1, 0.3, 0.7], objective: problem.objective,
        minimum: problem.minimum, stages: { try numbers(LogisticMixedModel(problem, at: $0)) },
        direct: numbers(direct))
      // The slope by the deviation vanishes at zero, where a search nevertheless begins.
      let flat = try problem.minimum(from: [0, 0, 0, 0])
      data.agree(flat.parameters, try problem.minimum().parameters, digits: 7)
      data.refuses { try problem.objective(at: [0, 0, 0, -1]) }
      data.refuses { try problem.objective(at: [0, 1e300, 0, 1e300]) }
      data.refuses { try problem.minimum(from: [0, 0, 0, 51]) }
      let elsewhere = FitMinimum(
        parameters: [0.2, -0.1, 0.3, 0.7], value: nil, iterations: 1, converged: true)
      data.refuses { try LogisticMixedModel(problem, at: elsewhere) }
    }
    // Groups that differ less than chance: the deviation is zero, in trials with offsets.
    let trials = data.counts.map { 2 + $0 }
    let events = trials.map { ($0 / 2).rounded(.down) }
    let offset = data.x.map { 0.1 * $0 }
    let problem = try LogisticMixedModel.Problem(
      events, of: trials, on: data.design, random: random, offset: offset)
    let found = try problem.minimum()
    #expect(found.parameters.last == 0)
    let direct = try LogisticMixedModel(
      events, of: trials, on: data.design, random: random, offset: offset)
    data.agree(try numbers(LogisticMixedModel(problem, at: found)), numbers(direct), digits: 9)
    data.refuses { try LogisticMixedModel.Problem(data.events, on: data.design, random: random, points: 0) }
  }

  @Test func mmRegression() throws {
    let problem = try MMRegression.Problem(data.amounts, on: data.design)
    let direct = try MMRegression(data.amounts, on: data.design)
    try data.check(
      "MM", problem.parameterNames, at: direct.coefficients.map { $0.estimate.value + 0.05 },
      objective: problem.objective, minimum: { try problem.minimum(from: $0) },
      stages: {
        try MMRegression(problem, at: $0).coefficients.flatMap {
          [$0.estimate.value, $0.estimate.standardError ?? 0]
        }
      },
      direct: direct.coefficients.flatMap { [$0.estimate.value, $0.estimate.standardError ?? 0] })
  }
}
