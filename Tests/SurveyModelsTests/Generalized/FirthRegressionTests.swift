import Foundation
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct FirthRegressionTests {
  private let age = GeneralizedCases.age
  private let event = GeneralizedCases.event

  // Reference

  @Test(arguments: try Fixture.cases("FirthRegression").filter { $0.expected["plr_p"] != .null })
  func agreesWithR(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let found = try FirthRegression(problem.outcome, on: problem.design)
    let (coefficients, expected) = (found.coefficients, reference.expected)
    try expectAgreement(coefficients.map(\.estimate.value), expected["coef"], digits: 8, "coefficient")
    try expectAgreement(
      coefficients.compactMap(\.estimate.standardError), expected["se_wald"], digits: 8, "standard error")
    try expectAgreement(found.penalizedLogLikelihood, expected["penalised_loglik"], digits: 8, "likelihood")
    try expectAgreement(coefficients.map(\.statistic.value), expected["plr_chi2"], digits: 8, "chi-square")
    try expectAgreement(coefficients.map(\.pValue), expected["plr_p"], digits: 8, "p")
    try expectAgreement(found.overall?.value, expected["plr_overall_chi2"], digits: 8, "overall")
    #expect(
      try found.overall?.reference
        == .chiSquare(degreesOfFreedom: expected["plr_overall_df"].number()))
  }

  /// The published case of quasi-complete separation by NV (Heinze & Schemper 2002).
  @Test func agreesWithTheEndometrialData() throws {
    let columns = try Fixture.table("endometrial").complete(["NV", "PI", "EH", "HG"])
    let design = try Design(columns: [("NV", columns[0]), ("PI", columns[1]), ("EH", columns[2])])
    let found = try FirthRegression(columns[3], on: design)
    for (coefficient, wanted) in zip(
      found.coefficients, [3.774_559_71, 2.929_273_35, -0.034_751_76, -2.604_163_93])
    {
      expectAgreement(coefficient.estimate.value, wanted, digits: 7, floor: 5.1e-9, coefficient.name)
    }
    do {
      _ = try GeneralizedRegression(columns[3], on: design, family: .binomial())
      Issue.record("separated data were fitted")
    } catch {
      #expect(error.problem.contains("\"NV\"") && !error.problem.contains("PI"), "\(error)")
    }
  }

  @Test(arguments: try Fixture.cases("FirthRegression").filter { $0.expected["added"] != .null })
  func agreesWithAddedCovariate(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let found = try FirthRegression(problem.outcome, on: problem.design, inference: .wald)
      .withAddedCovariate()
    let expected = reference.expected
    try expectAgreement(found.coefficients.map(\.value), expected["coef"], digits: 9, "coefficient")
    try expectAgreement(found.coefficients.map(\.standardError), expected["se"], digits: 9, "standard error")
    try expectAgreement(found.added.value, expected["added"], digits: 9, "added")
    try expectAgreement(found.fitted, expected["fitted"], digits: 9, "fitted")
  }

  // Laws

  /// The added covariate gives the cases the mean probability that they have; without it the same data and
  /// pseudo-data give Firth's estimates.
  @Test func theAddedCovariateKeepsTheShareOfEvents() throws {
    let frequencies = [2.0, 1, 3, 1, 2, 1, 0, 1, 2, 1, 1, 3]
    let weighted = try FirthRegression(
      event, on: GeneralizedCases.design(), weights: .frequencies(frequencies), inference: .wald)
    let rows = frequencies.indices.flatMap { [Int](repeating: $0, count: Int(frequencies[$0])) }
    let replicated = try FirthRegression(
      rows.map { event[$0] }, on: Design(columns: [("age", rows.map { age[$0] })]), inference: .wald)
    let (one, two) = (try weighted.withAddedCovariate(), try replicated.withAddedCovariate())
    for place in one.coefficients.indices {
      expectAgreement(one.coefficients[place].value, two.coefficients[place].value, digits: 9)
      expectAgreement(one.coefficients[place].standardError, two.coefficients[place].standardError, digits: 9)
    }
    expectAgreement(two.fitted.reduce(0, +), rows.reduce(0) { $0 + event[$1] }, digits: 11)
    let interval = try two.profileInterval(of: "age")
    #expect(interval.contains(two.coefficients[1].value))
    expectRefusal(.unknownName) { try two.profileInterval(of: "pseudo-data") }
    let margin = try AverageMarginalEffects(of: two).effects[0].estimate.value
    let slope = two.coefficients[1].value
    let mean = two.fitted.reduce(0) { $0 + $1 * (1 - $1) } / Double(rows.count)
    expectAgreement(margin, slope * mean, digits: 10)
    let leverages = try weighted.data.problem.weightedSquares(weighted.fit.state.state).leverages()
    let used = frequencies.indices.filter { frequencies[$0] > 0 }
    let twice = try GeneralizedRegression(
      used.map { event[$0] } + used.map { event[$0] } + used.map { 1 - event[$0] },
      on: Design(columns: [("age", (used + used + used).map { age[$0] })]), family: .binomial(),
      weights: .prior(used.map { frequencies[$0] } + leverages.map { $0 / 2 } + leverages.map { $0 / 2 }))
    expectAgreement(twice.coefficients[1].value, weighted.coefficients[1].estimate.value, digits: 8)
    let bare = try FirthRegression(
      event, on: Design(columns: [("age", age)], intercept: false), inference: .wald)
    expectRefusal(.definition) { try bare.withAddedCovariate() }
    let named = try FirthRegression(
      event, on: Design(columns: [("pseudo-data", age)]), inference: .wald)
    expectRefusal(.definition) { try named.withAddedCovariate() }
  }

  /// In a table of two by two the penalty adds one half to every cell.
  @Test func addsOneHalfToTheCellsOfATable() throws {
    for counts in [[12.0, 5, 7, 16], [4, 0, 2, 5], [3, 0, 0, 6]] {
      let rows = counts.indices.flatMap { [Int](repeating: $0, count: Int(counts[$0])) }
      let found = try FirthRegression(
        rows.map { $0 % 2 == 0 }, on: Design(columns: [("exposed", rows.map { $0 < 2 ? 1 : 0 })]))
      let halves = counts.map { $0 + 0.5 }
      expectAgreement(
        found.coefficients[1].estimate.value, log(halves[0] * halves[3] / (halves[1] * halves[2])), digits: 10
      )
      expectAgreement(
        found.coefficients[0].estimate.value, log(halves[2] / halves[3]), digits: 9, floor: 1e-11)
    }
  }

  @Test func frequenciesActAsReplications() throws {
    let frequencies = [2.0, 1, 3, 1, 2, 1, 1, 1, 2, 1, 1, 3]
    let rows = frequencies.indices.flatMap { [Int](repeating: $0, count: Int(frequencies[$0])) }
    let weighted = try FirthRegression(
      event, on: GeneralizedCases.design(), weights: .frequencies(frequencies))
    let replicated = try FirthRegression(
      rows.map { event[$0] }, on: Design(columns: [("age", rows.map { age[$0] })]))
    for (one, two) in zip(weighted.coefficients, replicated.coefficients) {
      expectAgreement(one.estimate.value, two.estimate.value, digits: 9)
      expectAgreement(one.statistic.value, two.statistic.value, digits: 9)
      expectAgreement(
        try #require(one.estimate.interval).lower, try #require(two.estimate.interval).lower, digits: 9)
    }
  }

  @Test func recodingAndRescalingChangeTheCoefficientsAlone() throws {
    let plain = try FirthRegression(event, on: GeneralizedCases.design())
    let turned = try FirthRegression(event.map { $0 == 0 }, on: GeneralizedCases.design())
    let scaled = try FirthRegression(event, on: Design(columns: [("age", age.map { 1e4 * $0 - 1e5 })]))
    expectAgreement(turned.coefficients[1].estimate.value, -plain.coefficients[1].estimate.value, digits: 9)
    expectAgreement(
      scaled.coefficients[1].estimate.value * 1e4, plain.coefficients[1].estimate.value, digits: 9)
    expectAgreement(scaled.coefficients[1].pValue, plain.coefficients[1].pValue, digits: 9)
  }

  @Test func theScoreIsTheSlopeOfThePenalizedLikelihood() throws {
    let data = try GeneralizedData(
      event, trials: nil, design: GeneralizedCases.design(), model: .logit, offset: nil, weights: nil)
    let problem = try FirthProblem(data)
    let place = [0.4, -0.7]
    let scores = try problem.state(at: place).scores
    let gradient = problem.problem.orthonormal.transposedTimes(scores)
    for column in 0..<2 {
      let values = try [-1e-5, 1e-5].map { change in
        var moved = place
        moved[column] += change
        return try problem.state(at: moved).value
      }
      expectAgreement(gradient[column], (values[1] - values[0]) / 2e-5, digits: 7)
    }
    let fit = try problem.fit()
    for value in data.problem.orthonormal.transposedTimes(fit.state.scores) {
      #expect(value.magnitude < 1e-10)
    }
  }

  @Test func limitsLoseHalfTheQuantileOfThePenalizedLikelihood() throws {
    let found = try FirthRegression(event, on: GeneralizedCases.design())
    let held = try FirthProblem(found.data, holding: [1])
    let interval = try #require(found.coefficients[1].estimate.interval)
    for limit in [interval.lower, interval.upper] {
      let lost = try 2 * (found.penalizedLogLikelihood - held.fit(held: limit).state.value)
      expectAgreement(lost, 3.841_458_820_694_124, digits: 9)
    }
    let mean = try found.interceptForProbabilities()
    let predictors = zip(found.fit.state.state.predictor, event).map { predictor, _ in
      predictor - found.coefficients[0].estimate.value + mean
    }
    expectAgreement(predictors.reduce(0) { $0 + 1 / (1 + exp(-$1)) }, event.reduce(0, +), digits: 11)
    let wald = try FirthRegression(event, on: GeneralizedCases.design(), inference: .wald)
    #expect(wald.coefficients[1].statistic.reference == .normal)
    #expect(wald.coefficients[1].estimate.value == found.coefficients[1].estimate.value)
  }

  /// One mean for each group: the penalty is half an event and half a case without one in every group. A group of
  /// one case has leverage one, where full steps of the information would never end.
  @Test func groupsHaveHalfAnEventMoreEvenWhereTheyAreOfOneCase() throws {
    let site = ["a", "a", "a", "a", "a", "b", "b", "b", "c", "d"]
    let outcome = [1.0, 0, 0, 1, 0, 1, 1, 1, 1, 0]
    let found = try FirthRegression(outcome, on: Design([.factor("site", site)], intercept: false))
    let wanted = [log(2.5 / 3.5), log(3.5 / 0.5), log(1.5 / 0.5), log(0.5 / 1.5)]
    for (coefficient, value) in zip(found.coefficients, wanted) {
      expectAgreement(coefficient.estimate.value, value, digits: 10, coefficient.name)
      let interval = try #require(coefficient.estimate.interval)
      #expect(interval.contains(value) && interval.lower.isFinite && interval.upper.isFinite)
    }
    #expect(found.converged && found.iterations < 40)
  }

  // Refusals

  @Test func refusesWhatHasNoAnswer() throws {
    func fit(_ outcome: [Double], _ x: [Double]) throws -> FirthRegression {
      try FirthRegression(outcome, on: Design(columns: [("x", x)]))
    }
    expectRefusal(.outOfRange) { try fit([0, 1, 2, 1], [1, 2, 3, 4]) }
    expectRefusal(.constant) { try fit([1, 1, 1, 1], [1, 2, 3, 4]) }
    expectRefusal(.tooFew) { try fit([1, 0], [1, 2]) }
    expectRefusal(.rankDeficient) { try fit([1, 0, 1, 0], [2, 2, 2, 2]) }
    expectRefusal(.notFinite) { try fit([1, 0, .nan, 0], [1, 2, 3, 4]) }
    expectRefusal(.lengthMismatch) { try fit([1, 0], [1, 2, 3]) }
    expectRefusal(.outOfRange) { try FirthRegression(event, on: GeneralizedCases.design(), confidence: 0) }
    expectRefusal(.infeasible) {
      let x = (0..<12_000).map { Double($0 % 7) }
      let columns = (0..<45).map { place in
        ("x\(place)", x.indices.map { Double(($0 * (place + 3) + $0 / 11) % 13) })
      }
      return try FirthRegression(x.map { $0 > 2 }, on: Design(columns: columns))
    }
    let bare = try FirthRegression(event, on: Design(columns: [("age", age)], intercept: false))
    expectRefusal(.definition) { try bare.interceptForProbabilities() }
    let mean = try FirthRegression(event, on: Design(interceptFor: event))
    #expect(mean.overall == nil)
    expectAgreement(mean.coefficients[0].estimate.value, log(5.5 / 7.5), digits: 10)
  }

  // Print, conformance and page

  @Test func printsItsFinding() throws {
    #expect(
      try FirthRegression("event ~ age", in: GeneralizedCases.table()).description == """
        Firth's logistic regression: event
          intercept       -2.72  95% CI [-7.99, 1.45]  χ²(1) = 1.58, p = .208
          age              0.06  95% CI [-0.04, 0.18]  χ²(1) = 1.35, p = .246
          all predictors                               χ²(1) = 1.35, p = .246
               odds ratio  95% CI
          age        1.06  [0.96, 1.20]
          n = 12   penalized log-likelihood = -4.01   iterations = 18
          all 12 cases used
          intervals and tests: profile penalized likelihood
        """)
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try FirthRegression("event ~ age + site", in: GeneralizedCases.table()) }
    try checkFinding {
      try FirthRegression(self.event, on: GeneralizedCases.design(), inference: .wald)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("FirthRegression") { print in
      // page
      let data = try ModelData([
        "dropout": .numbers([0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1]),
        "night": .numbers([0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0]),
        "age": .numbers([31, 44, 52, 29, 38, 47, 25, 60, 35, 41, 58, 33, 45, 27]),
      ])
      // All who work at night dropped out: the likelihood has no maximum.
      let regression = try FirthRegression("dropout ~ night + age", in: data)
      print(regression)
      // end
    }
  }
}
