import Foundation
import SurveyLinearAlgebra
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct AdjacentCategoryRegressionTests {
  private func fit(
    _ labels: [String] = OrdinalData.satisfaction, levels: [String] = OrdinalData.levels,
    on design: Design? = nil, weights: [Double]? = nil
  ) throws -> AdjacentCategoryRegression {
    try AdjacentCategoryRegression(
      labels, levels: levels, on: design ?? OrdinalData.design(), weights: weights)
  }

  // Reference

  @Test(arguments: try Fixture.cases("AdjacentCategoryRegression"))
  func agreesWithArithmeticOfFiftyDigits(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let model = try AdjacentCategoryRegression(
      reference.options["formula"].string(), in: OrdinalData.variables(reference),
      weights: try? reference.options["weights"].string())
    try expectAgreement(model.intercepts.map(\.value), expected["intercepts"], digits: 11, "constant")
    try expectAgreement(model.intercepts.map(\.standardError), expected["intercept_se"], digits: 11, "SE")
    try expectAgreement(model.coefficients.map(\.value), expected["coef"], digits: 11, "coefficient")
    try expectAgreement(model.coefficients.map(\.standardError), expected["se"], digits: 11, "SE")
    try expectAgreement(model.logLikelihood, expected["logLik"], digits: 12, "log likelihood")
  }

  // Laws

  @Test func twoLevelsAreBinaryLogisticRegression() throws {
    let labels = OrdinalData.satisfaction.map { $0 == "high" ? "yes" : "no" }
    let model = try fit(labels, levels: ["no", "yes"])
    let rows = (0..<20).map { [1, OrdinalData.support[$0], OrdinalData.age[$0]] }
    let naive = NaiveLogistic(labels.map { $0 == "yes" }, rows)
    expectAgreement(model.intercepts[0].value, naive.coefficients[0], digits: 11)
    for place in 0..<2 {
      expectAgreement(model.coefficients[place].value, naive.coefficients[place + 1], digits: 11)
      expectAgreement(
        model.coefficients[place].standardError, naive.covariance[place + 1][place + 1].squareRoot(),
        digits: 11)
    }
  }

  @Test func reversingTheOrderNegates() throws {
    let (one, other) = (try fit(), try fit(levels: OrdinalData.levels.reversed()))
    for (a, b) in zip(one.coefficients, other.coefficients) {
      expectAgreement(a.value, -b.value, digits: 11)
      expectAgreement(a.standardError, b.standardError, digits: 11)
    }
    expectAgreement(one.intercepts[0].value, -other.intercepts[1].value, digits: 10)
    expectAgreement(one.logLikelihood, other.logLikelihood, digits: 13)
  }

  /// A multinomial model with as many coefficients as this one: over two levels at a time it is the same.
  @Test func itLiesBelowTheMultinomialModel() throws {
    let multinomial = try MultinomialRegression(
      OrdinalData.satisfaction, levels: OrdinalData.levels, on: OrdinalData.design())
    let model = try fit()
    #expect(model.logLikelihood < multinomial.logLikelihood)
    #expect(model.logLikelihood > model.nullLogLikelihood)
    let shares = try AdjacentCategoryRegression("satisfaction ~ 1", in: OrdinalData.data())
    for (found, level) in zip(try shares.fittedProbabilities()[4], OrdinalData.levels) {
      expectAgreement(found, Double(OrdinalData.satisfaction.count { $0 == level }) / 20, digits: 14)
    }
    #expect(shares.likelihoodRatio == nil)
  }

  @Test(arguments: [1e-150, 1, 1e150]) func unitsOfPredictorsDoNotMatter(_ factor: Double) throws {
    let shift = factor == 1 ? 1e6 : 0
    let scaled = try Design(columns: [
      ("support", OrdinalData.support.map { factor * $0 }),
      ("age", OrdinalData.age.map { ($0 + shift) / factor }),
    ])
    let (one, other) = (try fit(), try fit(on: scaled))
    expectAgreement(other.coefficients[0].value * factor, one.coefficients[0].value, digits: 10)
    expectAgreement(
      other.coefficients[1].standardError / factor, one.coefficients[1].standardError, digits: 10)
  }

  @Test func weightsAreReplications() throws {
    let weights = (0..<20).map { Double([1, 3, 0, 2, 1][$0 % 5]) }
    let rows = (0..<20).flatMap { Array(repeating: $0, count: Int(weights[$0])) }
    let weighted = try fit(weights: weights)
    let repeated = try fit(rows.map { OrdinalData.satisfaction[$0] }, on: OrdinalData.design(rows))
    for (a, b) in zip(
      weighted.intercepts + weighted.coefficients, repeated.intercepts + repeated.coefficients)
    {
      expectAgreement(a.value, b.value, digits: 11)
      expectAgreement(a.standardError, b.standardError, digits: 11)
    }
    expectAgreement(weighted.bic, repeated.bic, digits: 12)
  }

  @Test func probabilitiesAreThoseOfTheLikelihood() throws {
    let model = try fit()
    let fitted = try model.fittedProbabilities()
    var sum = 0.0
    for (row, (probabilities, label)) in zip(fitted, OrdinalData.satisfaction).enumerated() {
      expectAgreement(probabilities.reduce(0, +), 1, digits: 14)
      sum += log(probabilities[OrdinalData.levels.firstIndex(of: label) ?? 0])
      let slope =
        model.coefficients[0].value * OrdinalData.support[row]
        + model.coefficients[1].value * OrdinalData.age[row]
      expectAgreement(
        log(probabilities[2] / probabilities[1]), model.intercepts[1].value + slope, digits: 10)
    }
    expectAgreement(sum, model.logLikelihood, digits: 13)
    #expect(try model.probabilities(for: OrdinalData.data()) == fitted)
    let codes = OrdinalData.satisfaction.map { ["low": 1, "middle": 4, "high": 5][$0] ?? 0 }
    let numbers = try AdjacentCategoryRegression(codes, on: OrdinalData.design())
    #expect(numbers.coefficients.map(\.value) == model.coefficients.map(\.value))
  }

  @Test func derivativesAreThoseOfTheLikelihood() throws {
    let problem = try LevelProblem(
      OrdinalData.satisfaction, levels: OrdinalData.levels, design: OrdinalData.design(), weights: nil,
      intercept: true)
    let likelihood = AdjacentCategoryLikelihood(problem)
    let point = [0.3, -1, 0.4, 1.2]
    try expectDerivatives(of: likelihood, at: point)
  }

  // Refusals

  @Test func refusesWhatCannotBeModelled() throws {
    let design = try Design(columns: [("x", [1, 2, 3, 4, 5, 6])])
    let labels = ["a", "b", "a", "c", "b", "c"]
    expectRefusal(.tooFew) { try fit(labels, levels: ["a", "b", "c", "d"], on: design) }
    expectRefusal(.constant) { try fit(labels.map { _ in "a" }, levels: ["a"], on: design) }
    expectRefusal(.unknownName) { try fit(labels, levels: ["a", "b"], on: design) }
    expectRefusal(.unknownName) { try fit(labels, levels: [], on: design) }
    expectRefusal(.lengthMismatch) { try fit(["a"], levels: ["a", "b", "c"], on: design) }
    expectRefusal(.infeasible) {
      try fit(["a", "a", "b", "b", "c", "c"], levels: ["a", "b", "c"], on: design)
    }
    expectRefusal(.definition) {
      try AdjacentCategoryRegression(
        "y ~ x", in: ModelData(["y": .labels(labels), "x": .numbers([1, 2, 3, 4, 5, 6])]))
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    let text = try fit().named("satisfaction").description
    #expect(
      text == """
        Adjacent-category regression: satisfaction
          support          1.62  95% CI [0.34, 2.90]   z = 2.48, p = .013
          age             -0.10  95% CI [-0.20, 0.01]  z = -1.83, p = .068
          middle : low     0.27  95% CI [-2.88, 3.42]  z = 0.17, p = .866
          high : middle   -1.45  95% CI [-4.86, 1.97]  z = -0.83, p = .406
          all predictors                               χ²(2) = 13.84, p < .001
                   odds ratio  95% CI
          support        5.05  [1.41, 18.15]
          age            0.91  [0.81, 1.01]
          n = 20   levels = low, middle, high   log likelihood = -15.00   AIC = 38.0   BIC = 42.0
          iterations = 7
          all 20 cases used
          Note: odds of each level against the one below it
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try fit() }
    try checkFinding { try fit(weights: (0..<20).map { 0.5 + Double($0 % 3) }) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("AdjacentCategoryRegression") { print in
      // page
      let data = try ModelData([
        "satisfaction": .labels(
          [
            "low", "middle", "low", "high", "middle", "high", "low", "middle", "high", "high", "low",
            "middle", "middle", "high", "low", "middle", "high", "low", "middle", "high",
          ], levels: ["low", "middle", "high"]),
        "support": .numbers([1, 3, 2, 4, 2, 5, 2, 4, 3, 5, 3, 2, 3, 4, 1, 5, 2, 2, 4, 3]),
      ])
      print(try AdjacentCategoryRegression("satisfaction ~ support", in: data))
      // end
    }
  }
}
