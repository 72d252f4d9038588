import Foundation
import SurveyLinearAlgebra
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct MultinomialRegressionTests {
  private static let satisfaction = OrdinalData.satisfaction

  private func fit(
    _ labels: [String] = satisfaction, baseline: String? = "low", on design: Design? = nil,
    weights: [Double]? = nil
  ) throws -> MultinomialRegression {
    try MultinomialRegression(
      labels, baseline: baseline, on: design ?? OrdinalData.design(), weights: weights)
  }

  // Reference

  /// The number of iterations is left out: it counts by the rule at which a search stops.
  @Test(arguments: try Fixture.cases("MultinomialRegression"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let model = try MultinomialRegression(
      reference.options["formula"].string(), in: OrdinalData.variables(reference),
      baseline: reference.options["reference"].string())
    #expect(try model.levels == expected["levels"].strings())
    #expect(try model.cases.used == expected["n"].integer())
    for (place, equation) in model.equations.enumerated() {
      try expectAgreement(
        equation.coefficients.map(\.value), expected["coef"][place], digits: 8, "coefficient")
      try expectAgreement(
        equation.coefficients.map(\.standardError), expected["se"][place], digits: 8, "standard error")
    }
    try expectAgreement(model.logLikelihood, expected["logLik"], digits: 8, "log likelihood")
    try expectAgreement(model.nullLogLikelihood, expected["logLik_null"], digits: 8, "intercepts alone")
    try expectAgreement(model.aic, expected["aic"], digits: 8, "AIC")
  }

  // Laws

  @Test func twoLevelsAreBinaryLogisticRegression() throws {
    let labels = Self.satisfaction.map { $0 == "high" ? "yes" : "no" }
    let model = try fit(labels, baseline: "no")
    let rows = (0..<20).map { [1, OrdinalData.support[$0], OrdinalData.age[$0]] }
    let naive = NaiveLogistic(labels.map { $0 == "yes" }, rows)
    for place in 0..<3 {
      let found = model.equations[0].coefficients[place]
      expectAgreement(found.value, naive.coefficients[place], digits: 11)
      expectAgreement(found.standardError, naive.covariance[place][place].squareRoot(), digits: 11)
    }
    expectAgreement(model.logLikelihood, naive.logLikelihood, digits: 12)
    let ordinal = try OrdinalRegression(labels, levels: ["no", "yes"], on: OrdinalData.design())
    try expectAgreement(#require(model["yes", "age"]).value, ordinal.coefficients[1].value, digits: 11)
    try expectAgreement(
      #require(model.likelihoodRatio).value, #require(ordinal.likelihoodRatio).value, digits: 11)
  }

  @Test func theBaselineIsAMatterOfWriting() throws {
    let (low, high) = (try fit(), try fit(baseline: "high"))
    try expectAgreement(
      #require(low["middle", "support"]).value - #require(low["high", "support"]).value,
      #require(high["middle", "support"]).value, digits: 10)
    try expectAgreement(
      #require(low["high", "age"]).value, -#require(high["low", "age"]).value, digits: 10)
    try expectAgreement(
      #require(low["high", "age"]).standardError, #require(high["low", "age"]).standardError, digits: 10)
    expectAgreement(low.logLikelihood, high.logLikelihood, digits: 13)
    try expectAgreement(#require(low.wald("age")).value, #require(high.wald("age")).value, digits: 9)
    #expect(low.wald("nothing") == nil && low["low", "age"] == nil)
  }

  @Test(arguments: [1e-150, 1e-3, 1, 1e150]) func unitsOfPredictorsDoNotMatter(_ factor: Double) throws {
    let shift = factor == 1 ? 1e6 : 0
    let scaled = try Design(columns: [
      ("support", OrdinalData.support.map { factor * $0 }),
      ("age", OrdinalData.age.map { ($0 + shift) / factor }),
    ])
    let (one, other) = (try fit(), try fit(on: scaled))
    for (a, b) in zip(one.equations, other.equations) {
      expectAgreement(b.coefficients[1].value * factor, a.coefficients[1].value, digits: 10)
      expectAgreement(b.coefficients[2].value / factor, a.coefficients[2].value, digits: 10)
      expectAgreement(
        b.coefficients[2].standardError / factor, a.coefficients[2].standardError, digits: 10)
    }
    expectAgreement(one.logLikelihood, other.logLikelihood, digits: 12)
  }

  @Test func weightsAreReplications() throws {
    let weights = (0..<20).map { Double([1, 3, 0, 2, 1][$0 % 5]) }
    let rows = (0..<20).flatMap { Array(repeating: $0, count: Int(weights[$0])) }
    let weighted = try fit(weights: weights)
    let repeated = try fit(rows.map { Self.satisfaction[$0] }, on: OrdinalData.design(rows))
    for (a, b) in zip(weighted.equations, repeated.equations) {
      for (one, other) in zip(a.coefficients, b.coefficients) {
        expectAgreement(one.value, other.value, digits: 11)
        expectAgreement(one.standardError, other.standardError, digits: 11)
      }
    }
    expectAgreement(weighted.logLikelihood, repeated.logLikelihood, digits: 12)
    #expect(weighted.cases.excluded == 4)
  }

  @Test func probabilitiesAreThoseOfTheLikelihood() throws {
    let model = try fit()
    let fitted = try model.fittedProbabilities()
    var sum = 0.0
    for (probabilities, label) in zip(fitted, Self.satisfaction) {
      expectAgreement(probabilities.reduce(0, +), 1, digits: 14)
      sum += log(probabilities[model.levels.firstIndex(of: label) ?? 0])
    }
    expectAgreement(sum, model.logLikelihood, digits: 13)
    #expect(try model.probabilities(for: OrdinalData.data()) == fitted)
    // With an intercept the fitted probabilities of a level add up to its cases.
    for (place, level) in model.levels.enumerated() {
      let count = Double(Self.satisfaction.count { $0 == level })
      expectAgreement(fitted.reduce(0) { $0 + $1[place] }, count, digits: 12)
    }
  }

  @Test func withoutPredictorsItGivesTheShares() throws {
    let model = try MultinomialRegression("satisfaction ~ 1", in: OrdinalData.data(), baseline: "middle")
    for (share, level) in zip(try model.fittedProbabilities()[0], model.levels) {
      expectAgreement(share, Double(Self.satisfaction.count { $0 == level }) / 20, digits: 14)
    }
    #expect(model.likelihoodRatio == nil)
    expectAgreement(model.logLikelihood, model.nullLogLikelihood, digits: 14)
  }

  @Test func withoutAnInterceptTheNullIsEqualProbabilities() throws {
    let model = try MultinomialRegression("satisfaction ~ 0 + support", in: OrdinalData.data())
    expectAgreement(model.nullLogLikelihood, -20 * log(3), digits: 14)
    #expect(model.likelihoodRatio?.reference == .chiSquare(degreesOfFreedom: 2))
    #expect(model.report.text.contains("all coefficients"))
  }

  @Test func derivativesAreThoseOfTheLikelihood() throws {
    let problem = try LevelProblem(
      Self.satisfaction, levels: ["high", "low", "middle"], design: OrdinalData.design(), weights: nil,
      intercept: false)
    let likelihood = MultinomialLikelihood(problem, baseline: 1)
    for point in [likelihood.start, [0.3, -1, 0.4, 1.2, 0.1, -0.6]] {
      try expectDerivatives(of: likelihood, at: point)
    }
  }

  // Refusals

  @Test func refusesWhatCannotBeModelled() throws {
    let design = try Design(columns: [("x", [1, 2, 3, 4, 5, 6]), ("z", [2, 1, 4, 3, 6, 6])])
    let labels = ["a", "b", "a", "b", "b", "a"]
    expectRefusal(.unknownName) { try MultinomialRegression(labels, baseline: "c", on: design) }
    expectRefusal(.unknownName) { try MultinomialRegression(labels, levels: ["a", "c"], on: design) }
    expectRefusal(.tooFew) { try MultinomialRegression(labels, levels: ["a", "b", "c"], on: design) }
    expectRefusal(.constant) { try MultinomialRegression(labels.map { _ in "a" }, on: design) }
    expectRefusal(.lengthMismatch) { try MultinomialRegression([], on: design) }
    expectRefusal(.tooFew) {
      try MultinomialRegression(["a", "b", "c", "d", "a", "b"], on: design)
    }
    expectRefusal(.rankDeficient) {
      try MultinomialRegression(
        labels, on: Design(columns: [("x", [1, 2, 3, 4, 5, 6]), ("one", [1, 1, 1, 1, 1, 1])]))
    }
    expectRefusal(.outOfRange) { try MultinomialRegression(labels, on: design, confidence: .nan) }
    expectRefusal(.outOfRange) {
      try MultinomialRegression(labels, on: design, weights: [1, 1, 1, 1, 1, -2])
    }
    let names = (0..<120).map { "level \($0)" }
    let wide = try Design(
      columns: (0..<10).map { power in ("x\(power)", (0..<120).map { Double(($0 * (power + 3)) % 17) }) })
    expectRefusal(.infeasible) { try MultinomialRegression(names, on: wide) }
  }

  @Test func separationIsAnErrorThatNamesTheColumns() throws {
    let design = try Design(columns: [
      ("x", [1, 2, 3, 4, 5, 6, 7, 8, 9]), ("z", [3, 1, 2, 5, 1, 4, 2, 2, 5]),
    ])
    do {
      _ = try MultinomialRegression(["l", "l", "l", "m", "m", "m", "h", "h", "h"], on: design)
      Issue.record("separated levels were fitted")
    } catch {
      #expect(error.code == .infeasible && error.problem.contains("\"x\""), "\(error)")
    }
    // One level out of three is separated: its equation alone has no end.
    expectRefusal(.infeasible) {
      try MultinomialRegression(["l", "m", "l", "m", "l", "m", "h", "h", "h"], on: design)
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    let text = try fit(baseline: "middle").named("satisfaction").description
    #expect(
      text == """
        Multinomial regression: satisfaction, against middle
          high: intercept  -0.51  95% CI [-5.10, 4.08]  z = -0.22, p = .826
          high: support     0.72  95% CI [-0.75, 2.19]  z = 0.96, p = .336
          high: age        -0.05  95% CI [-0.20, 0.10]  z = -0.65, p = .518
          low: intercept    0.95  95% CI [-5.60, 7.50]  z = 0.29, p = .776
          low: support     -4.14  95% CI [-8.75, 0.47]  z = -1.76, p = .078
          low: age          0.22  95% CI [-0.05, 0.49]  z = 1.57, p = .117
          all predictors                                χ²(4) = 17.26, p = .002
                         relative-risk ratio  95% CI
          high: support                 2.06  [0.47, 8.94]
          high: age                     0.95  [0.82, 1.10]
          low: support                  0.02  [0.00, 1.59]
          low: age                      1.24  [0.95, 1.63]
          n = 20   levels = high, low, middle   log likelihood = -13.29   AIC = 38.6   BIC = 44.6
          iterations = 8
          all 20 cases used
          baseline: middle
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try fit() }
    try checkFinding { try fit(weights: (0..<20).map { 0.5 + Double($0 % 3) }) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MultinomialRegression") { print in
      // page
      let data = try ModelData([
        "way": .labels([
          "phone", "letter", "visit", "phone", "letter", "visit", "phone", "letter", "visit", "phone",
          "letter", "visit", "phone", "letter", "visit", "phone", "letter", "visit", "phone", "letter",
        ]),
        "age": .numbers([
          25, 61, 47, 32, 38, 44, 29, 66, 35, 41, 58, 33, 27, 49, 56, 55, 70, 62, 45, 39,
        ]),
      ])
      let model = try MultinomialRegression("way ~ age", in: data, baseline: "phone")
      print(model.named("way of answering"))
      // end
    }
  }
}
