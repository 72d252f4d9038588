import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct LogisticMixedModelLawTests {
  // Stages

  @Test(arguments: [1, 2, 5, 25]) func theGradientIsThatOfTheQuadrature(_ points: Int) throws {
    let objective = try objective(points)
    for place in [[0.3, 0.8, 0.9], [-1, 0.2, 2.5], [0, 0, 0.05], [0.4, -1, -1.3]] {
      let gradient = objective.evaluate(place).gradient
      for index in place.indices {
        var (up, down) = (place, place)
        up[index] += 1e-5
        down[index] -= 1e-5
        let numeric = (objective.evaluate(up).value - objective.evaluate(down).value) / 2e-5
        expectAgreement(gradient[index], numeric, digits: 7, floor: 1e-8, "\(points), \(place)")
      }
    }
  }

  @Test func theSearchEndsWhereTheGradientVanishes() throws {
    let objective = try objective(25)
    let found = try LogisticMixedSearch(objective)
    for slope in objective.evaluate(found.parameters).gradient { expectAgreement(slope, 0, digits: 9) }
    expectRefusal(.notConverged) { try LogisticMixedSearch(objective, limit: 1) }
  }

  @Test(arguments: [1, 2, 3, 10, 25, 100, 201]) func theRuleIntegratesMoments(_ points: Int) throws {
    let rule = try GaussHermite(points: points)
    let weights = zip(rule.nodes, rule.logWeights).map { exponential($1 - $0 * $0 / 2) }
    let root = (2 * Double.pi).squareRoot()
    expectAgreement(weights.reduce(0, +), root, digits: 13)
    if points > 1 {
      expectAgreement(zip(rule.nodes, weights).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }, root, digits: 12)
    }
    #expect(rule.nodes == rule.nodes.sorted() && rule.nodes.count == points)
  }

  private func objective(_ points: Int) throws -> LogisticMixedObjective {
    let problem = try LogisticMixedProblem(
      LogisticMixedData.events, trials: LogisticMixedData.trials,
      on: Design(columns: [("x", LogisticMixedData.x)]), random: RandomTerm(by: LogisticMixedData.group),
      offset: nil)
    return LogisticMixedObjective(problem: problem, rule: try GaussHermite(points: points))
  }

  // Laws

  /// Trials one by one are the same data, but for the number of orders.
  private func oneByOne() throws -> LogisticMixedModel {
    var (outcome, x, group): ([Bool], [Double], [String]) = ([], [], [])
    for row in LogisticMixedData.events.indices {
      for trial in 0..<Int(LogisticMixedData.trials[row]) {
        outcome.append(Double(trial) < LogisticMixedData.events[row])
        x.append(LogisticMixedData.x[row])
        group.append(LogisticMixedData.group[row])
      }
    }
    return try LogisticMixedModel(
      outcome, on: Design(columns: [("x", x)]), random: RandomTerm(by: group))
  }

  private func expectSame(_ one: LogisticMixedModel, _ other: LogisticMixedModel, slope: Double = 1) {
    expectAgreement(one.standardDeviation.value, other.standardDeviation.value, digits: 8)
    expectAgreement(one.coefficients[1].value * slope, other.coefficients[1].value, digits: 8)
    expectAgreement(
      one.coefficients[1].standardError * slope.magnitude, other.coefficients[1].standardError, digits: 7)
  }

  @Test func trialsAreCases() throws {
    let (one, other) = try (LogisticMixedData.fit(), oneByOne())
    expectSame(one, other)
    expectAgreement(one.varianceRatio, other.varianceRatio, digits: 9)
  }

  @Test func orderUnitsAndTheEventDoNotMatter() throws {
    let plain = try LogisticMixedData.fit()
    let order = [7, 3, 11, 0, 5, 9, 1, 10, 2, 8, 4, 6]
    let turned = try LogisticMixedModel(
      order.map { LogisticMixedData.trials[$0] - LogisticMixedData.events[$0] },
      of: order.map { LogisticMixedData.trials[$0] },
      on: Design(columns: [("x", order.map { 1e6 + 1000 * LogisticMixedData.x[$0] })]),
      random: RandomTerm(by: order.map { "g" + LogisticMixedData.group[$0] }))
    expectSame(plain, turned, slope: -1e-3)
    expectAgreement(plain.logLikelihood, turned.logLikelihood, digits: 9)
    expectAgreement(plain.intraclassCorrelation, turned.intraclassCorrelation, digits: 8)
  }

  @Test func anOffsetIsATermOfCoefficientOne() throws {
    let plain = try LogisticMixedData.fit()
    let found = try LogisticMixedModel(
      LogisticMixedData.events, of: LogisticMixedData.trials,
      on: Design(columns: [("x", LogisticMixedData.x)]), random: RandomTerm(by: LogisticMixedData.group),
      offset: LogisticMixedData.x.map { 0.5 * $0 })
    expectAgreement(found.coefficients[1].value, plain.coefficients[1].value - 0.5, digits: 8)
    expectAgreement(found.standardDeviation.value, plain.standardDeviation.value, digits: 8)
  }

  @Test func morePointsChangeNothing() throws {
    expectSame(try LogisticMixedData.fit(points: 25), try LogisticMixedData.fit(points: 60))
    let laplace = try LogisticMixedData.fit(points: 1)
    #expect(laplace.checkPoints == 25 && laplace.quadratureChange != 0)
    #expect(try LogisticMixedData.fit().quadratureChange.magnitude < 1e-8)
  }

  /// Groups that are more alike than chance: the fit is the one without groups.
  @Test func aVarianceOfZeroIsTheRegressionWithoutGroups() throws {
    let outcome = (0..<24).map { Double($0 % 2) }
    let x = (0..<24).map { Double(($0 * 7) % 5) }
    let design = try Design(columns: [("x", x)])
    let found = try LogisticMixedModel(
      outcome, on: design, random: RandomTerm(by: (0..<24).map { "\($0 / 4)" }, named: "site"))
    let plain = try GeneralizedRegression(outcome, on: design, family: .binomial())
    #expect(found.coefficients.map(\.value) == plain.coefficients.map(\.value))
    for (one, other) in zip(found.coefficients, plain.coefficients) {
      expectAgreement(one.standardError, other.standardError, digits: 12)
    }
    expectAgreement(found.logLikelihood, -plain.deviance / 2, digits: 12)
    #expect(found.standardDeviation == Estimate(0) && found.variancePValue == 1 && found.medianOddsRatio == 1)
    #expect(found.warnings == [.zeroVariance(grouping: "site")])
    #expect(found.groupEffects.allSatisfy { $0.mode == 0 && $0.standardDeviation == 0 })
    #expect(found.description.contains("the variance between groups of site is estimated as zero"))
    try checkFinding { found }
  }

  @Test func populationProbabilitiesAreMeansOverGroups() throws {
    // mpmath: the logistic function over the normal density by the trapezoid rule with 25 digits.
    expectAgreement(LogisticMixedModel.populationMean(1, deviation: 2), 0.647_726_438_525_868_7, digits: 14)
    expectAgreement(
      LogisticMixedModel.populationMean(-3, deviation: 0.5), 0.052_669_953_981_110_69, digits: 14)
    expectAgreement(LogisticMixedModel.populationMean(4, deviation: 10), 0.653_074_202_453_230_9, digits: 14)
    let model = try oneByOne()
    let data = try LogisticMixedModel(
      "y ~ x + (1 | g)",
      in: ModelData([
        "y": .numbers(LogisticMixedData.events), "x": .numbers(LogisticMixedData.x),
        "n": .numbers(LogisticMixedData.trials), "g": .labels(LogisticMixedData.group),
      ]), trials: "n")
    expectSame(model, data)
    let found = try data.predictions(for: ModelData(["x": .numbers([0, 2])]))
    #expect(found.allSatisfy { ($0.population - 0.5).magnitude < ($0.atMeanLevel - 0.5).magnitude })
    let ratio = data.populationCoefficients[1] / data.coefficients[1].value
    #expect(ratio > 0 && ratio < 1)
  }

  // Refusals

  @Test func refusesWhatHasNoFit() throws {
    let (events, trials) = (LogisticMixedData.events, LogisticMixedData.trials)
    let (x, group) = (LogisticMixedData.x, LogisticMixedData.group)
    func fit(
      _ outcome: [Double], of given: [Double]? = nil, x: [Double] = x, by group: [String] = group,
      points: Int = 25, confidence: Double = 0.95
    ) throws -> LogisticMixedModel {
      let (design, term) = (try Design(columns: [("x", x)]), RandomTerm(by: group))
      guard let given else {
        return try LogisticMixedModel(
          outcome, on: design, random: term, points: points, confidence: confidence)
      }
      return try LogisticMixedModel(
        outcome, of: given, on: design, random: term, points: points, confidence: confidence)
    }
    let binary: [Double] = [1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0]
    for points in [0, -1, 101, Int.max, Int.min] {
      expectRefusal(.outOfRange) { try fit(binary, points: points) }
    }
    for level in [0, 1, Double.nan] { expectRefusal(.outOfRange) { try fit(binary, confidence: level) } }
    expectRefusal(.lengthMismatch) { try fit(binary, by: ["a", "b"]) }
    expectRefusal(.lengthMismatch) { try fit([1, 0]) }
    expectRefusal(.lengthMismatch) { try fit([], x: []) }
    expectRefusal(.outOfRange) { try fit(events) }
    expectRefusal(.outOfRange) { try fit(trials, of: events) }
    expectRefusal(.notFinite) { try fit([Double.nan] + binary.dropFirst()) }
    expectRefusal(.notFinite) { try fit(binary, x: [Double.infinity] + x.dropFirst()) }
    expectRefusal(.constant) { try fit(binary.map { _ in 1 }) }
    expectRefusal(.constant) { try fit(binary.map { _ in 0 }) }
    expectRefusal(.rankDeficient) { try fit(binary, x: x.map { _ in 2 }) }
    expectRefusal(.tooFew) { try fit(binary, by: group.map { _ in "one" }) }
    expectRefusal(.infeasible) { try fit(binary, by: (0..<12).map { "\($0)" }) }
    // Every group ends alike; then a predictor that separates.
    expectRefusal(.infeasible) { try fit(group.map { "ace".contains($0) ? 1 : 0 }) }
    expectRefusal(.infeasible) { try fit(x.map { $0 > 0 ? 1 : 0 }) }
    expectRefusal(.definition) {
      try LogisticMixedModel(
        binary, on: Design(columns: [("x", x)]), random: RandomTerm([.numeric("x", x)], by: group))
    }
    let data = try ModelData(["y": .numbers(binary), "x": .numbers(x), "g": .labels(group)])
    for formula in ["y ~ x", "y ~ x + (1 | g) + (1 | x)", "y ~ x + (1 + x | g)"] {
      expectRefusal(.definition) { try LogisticMixedModel(formula, in: data) }
    }
  }

  @Test func noDataGivesAnUnfiniteNumber() throws {
    var stream = RandomStream(seed: 20_261_127)
    var found = 0
    for round in 0..<150 {
      let n = 4 + stream.index(below: 30)
      let scale = [1, 1e-120, 1e120, 1e6][stream.index(below: 4)]
      let column = (0..<n).map { _ in stream.normal() * scale }
      let groups = (0..<n).map { _ in "\(stream.index(below: 6))" }
      let outcome = (0..<n).map { _ in Double(stream.index(below: 2)) }
      // Every error of the call is an `InputError`, by its type.
      guard
        let finding = try? LogisticMixedModel(
          outcome, on: Design(columns: [("x", column)]), random: RandomTerm(by: groups),
          points: 1 + stream.index(below: 20))
      else { continue }
      found += 1
      #expect(finding.converged && finding.logLikelihood.isFinite, "\(round)")
      for coefficient in finding.coefficients {
        #expect(coefficient.value.isFinite && coefficient.standardError > 0, "\(round)")
        #expect((0...1).contains(coefficient.pValue), "\(round)")
      }
      #expect((0...1).contains(finding.variancePValue) && finding.varianceRatio >= 0, "\(round)")
      #expect(!finding.description.lowercased().contains("nan"), "\(round): \(finding)")
    }
    #expect(found > 60, "\(found)")
  }
}
