import SurveyLinearAlgebra
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

/// The stages of every iterative fit, called one by one as a user would.
@Suite struct FitStagesTests {
  private let data: StageCases

  init() throws { data = try StageCases() }

  private func refuses<T>(_ call: () throws -> T, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(throws: InputError.self, sourceLocation: sourceLocation) { _ = try call() }
  }

  private func agree(
    _ found: [Double], _ wanted: [Double], digits: Double, _ name: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(found.count == wanted.count, "\(name)", sourceLocation: sourceLocation)
    for (index, (one, other)) in zip(found, wanted).enumerated() {
      expectAgreement(
        one, other, digits: digits, floor: 1e-9, "\(name)[\(index)]", sourceLocation: sourceLocation)
    }
  }

  /// Checks one model: slopes against differences of the value, the search from two starts, and the finding.
  private func check(
    _ name: String, _ parameterNames: [String], at place: [Double],
    objective: ([Double]) throws -> FitObjective, minimum: ([Double]?) throws -> FitMinimum,
    stages: (FitMinimum) throws -> [Double], direct: [Double]
  ) throws {
    try expectSlopes(name, at: place, objective)
    let found = try minimum(nil)
    #expect(found.converged && found.iterations > 0, "\(name)")
    #expect(parameterNames.count == found.parameters.count, "\(name)")
    expectAgreement(try #require(found.value), try objective(found.parameters).value, digits: 12, name)
    #expect(try objective(place).value > objective(found.parameters).value, "\(name)")
    for slope in try objective(found.parameters).gradient {
      #expect(slope.magnitude < 1e-5, "\(name): a slope of \(slope) is left")
    }
    agree(try minimum(place).parameters, found.parameters, digits: 7, name)
    agree(try stages(found), direct, digits: 9, name)
    for wrong in [Array(place.dropLast()), place + [0], place.map { _ in Double.nan }, []] {
      refuses { try objective(wrong) }
      refuses { try minimum(wrong) }
    }
    refuses {
      try stages(FitMinimum(parameters: [1], value: 0, iterations: 1, converged: true))
    }
  }

  private func expectSlopes(
    _ name: String, at place: [Double], _ objective: ([Double]) throws -> FitObjective
  ) throws {
    let gradient = try objective(place).gradient
    for index in place.indices {
      func value(_ shift: Double) throws -> Double {
        var moved = place
        moved[index] += shift
        return try objective(moved).value
      }
      // Four points: the error of the differences is of the order of the fourth power of the step.
      let h = 1e-3
      let slope = (8 * (try value(h) - value(-h)) - (try value(2 * h) - value(-2 * h))) / (12 * h)
      expectAgreement(gradient[index], slope, digits: 7, floor: 1e-7, "\(name), slope \(index)")
    }
  }

  @Test func generalizedRegression() throws {
    for family in [ResponseFamily.binomial(.logit), .binomial(.probit), .binomial(.complementaryLogLog)] {
      let problem = try GeneralizedRegression.Problem(data.events, on: data.design, family: family)
      let direct = try GeneralizedRegression(data.events, on: data.design, family: family)
      try check(
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
      try check(
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
    try check(
      "Firth", problem.parameterNames, at: [0.2, -0.1, 0.3], objective: problem.objective,
      minimum: problem.minimum,
      stages: { try FirthRegression(problem, at: $0).coefficients.map(\.estimate.value) },
      direct: direct.coefficients.map(\.estimate.value))
    refuses { try problem.objective(at: [1e5, 0, 0]) }
  }

  @Test func negativeBinomialRegression() throws {
    let problem = try NegativeBinomialRegression.Problem(data.counts, on: data.design)
    let direct = try NegativeBinomialRegression(data.counts, on: data.design)
    try check(
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
    refuses { try problem.objective(at: [0.6, 0.1, 0.4, 0]) }
  }

  @Test func regressionsOfLevels() throws {
    let ordinal = try OrdinalRegression.Problem(data.answers, levels: data.levels, on: data.design)
    try check(
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
    refuses { try ordinal.objective(at: [0.9, -0.8, 0.1, 0.2]) }
    let adjacent = try AdjacentCategoryRegression.Problem(data.answers, levels: data.levels, on: data.design)
    try check(
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
    try check(
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
      try check(
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
      try check(
        "logistic mixed", problem.parameterNames, at: [0.2, -0.1, 0.3, 0.7], objective: problem.objective,
        minimum: problem.minimum, stages: { try numbers(LogisticMixedModel(problem, at: $0)) },
        direct: numbers(direct))
      // The slope by the deviation vanishes at zero, where a search nevertheless begins.
      let flat = try problem.minimum(from: [0, 0, 0, 0])
      agree(flat.parameters, try problem.minimum().parameters, digits: 7)
      refuses { try problem.objective(at: [0, 0, 0, -1]) }
      refuses { try problem.objective(at: [0, 1e300, 0, 1e300]) }
      refuses { try problem.minimum(from: [0, 0, 0, 51]) }
      let elsewhere = FitMinimum(
        parameters: [0.2, -0.1, 0.3, 0.7], value: nil, iterations: 1, converged: true)
      refuses { try LogisticMixedModel(problem, at: elsewhere) }
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
    agree(try numbers(LogisticMixedModel(problem, at: found)), numbers(direct), digits: 9)
    refuses { try LogisticMixedModel.Problem(data.events, on: data.design, random: random, points: 0) }
  }

  @Test func mmRegression() throws {
    let problem = try MMRegression.Problem(data.amounts, on: data.design)
    let direct = try MMRegression(data.amounts, on: data.design)
    try check(
      "MM", problem.parameterNames, at: direct.coefficients.map { $0.estimate.value + 0.05 },
      objective: problem.objective, minimum: { try problem.minimum(from: $0) },
      stages: {
        try MMRegression(problem, at: $0).coefficients.flatMap {
          [$0.estimate.value, $0.estimate.standardError ?? 0]
        }
      },
      direct: direct.coefficients.flatMap { [$0.estimate.value, $0.estimate.standardError ?? 0] })
  }

  @Test func quantileRegression() throws {
    let problem = try QuantileRegression.Problem(data.amounts, on: data.design, tau: 0.4)
    let direct = try QuantileRegression(data.amounts, on: data.design, tau: 0.4)
    let found = try problem.minimum()
    #expect(
      found.parameters == direct.coefficients.map(\.estimate.value) && found.iterations == direct.iterations)
    #expect(found.value == direct.objective && found.ranges == direct.ranges)
    #expect(try QuantileRegression(problem, at: found).coefficients == direct.coefficients)
    let place = [0.1, 0.2, 0.3]
    try expectSlopes("quantile", at: place.map { $0 + 0.0123 }, problem.objective)
    #expect(try problem.objective(at: place).value > found.value)
    refuses { try problem.objective(at: [1]) }
    refuses { try QuantileRegression.Problem(data.amounts, on: data.design, tau: 1) }
    let other = try QuantileRegression.Problem(
      data.amounts, on: Design(columns: [("x", data.x)]), tau: 0.4)
    refuses { try QuantileRegression(other, at: found) }
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
      agree(try problem.solution(from: [0.1, 0.1, 0.1]).parameters, found.parameters, digits: 7)
      let direct = try EstimatingEquations(
        data.events, on: data.design, clusters: data.groups, family: .binomial, correlation: correlation)
      let stages = try EstimatingEquations(problem, at: found)
      agree(
        stages.coefficients.map(\.standardError), direct.coefficients.map(\.standardError), digits: 9)
      refuses { try problem.equations(at: [1]) }
      refuses { try problem.solution(from: [.infinity, 0, 0]) }
    }
    for loss in [RobustLoss.huber(), .bisquare()] {
      let problem = try RobustRegression.Problem(data.amounts, on: data.design, loss: loss)
      let found = try problem.solution()
      #expect(try problem.equations(at: found.parameters).allSatisfy { $0.magnitude < 1e-8 })
      #expect(try problem.equations(at: [0.5, 0.5, 0.5]).contains { $0.magnitude > 0.1 })
      let direct = try RobustRegression(data.amounts, on: data.design, loss: loss)
      let stages = try RobustRegression(problem, at: found)
      agree(
        stages.coefficients.compactMap(\.estimate.standardError),
        direct.coefficients.compactMap(\.estimate.standardError), digits: 9)
      refuses { try problem.solution(from: [1]) }
      refuses { try problem.solution(maximumIterations: 0) }
    }
  }
}

/// Sixty cases in twelve groups whose outcomes of every kind depend on the same two predictors.
private struct StageCases {
  let x: [Double]
  let design: Design
  let groups: [String]
  let events: [Double]
  let counts: [Double]
  let amounts: [Double]
  let answers: [String]
  let levels = ["little", "some", "much"]

  init() throws {
    var stream = RandomStream(seed: 41)
    var (x, z, groups): ([Double], [Double], [String]) = ([], [], [])
    var (events, counts, amounts, answers): ([Double], [Double], [Double], [String]) = ([], [], [], [])
    for group in 0..<12 {
      let shift = stream.normal()
      for _ in 0..<5 {
        x.append(stream.normal())
        z.append(stream.normal())
        groups.append("g\(group)")
        let eta = 0.3 + 0.5 * (x.last ?? 0) - 0.4 * (z.last ?? 0) + 0.6 * shift
        events.append(eta + stream.normal() > 0 ? 1 : 0)
        counts.append(Double(stream.poisson(mean: 2 * (eta > 0 ? 1 + eta : 0.6) * stream.gamma(shape: 1.5))))
        amounts.append(eta + 0.7 * shift * (x.last ?? 0) + 0.5 * stream.normal())
        let latent = eta + stream.normal()
        answers.append(levels[latent < -0.5 ? 0 : latent < 0.8 ? 1 : 2])
      }
    }
    (self.x, self.groups, self.events, self.counts) = (x, groups, events, counts)
    (self.amounts, self.answers) = (amounts, answers)
    design = try Design(columns: [("x", x), ("z", z)])
  }
}
