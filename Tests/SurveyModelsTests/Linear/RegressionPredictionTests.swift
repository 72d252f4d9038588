import SurveyLinearAlgebra
import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RegressionPredictionTests {
  // Reference

  @Test(arguments: try Fixture.cases("RegressionPrediction"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let fit = try LinearRegression(problem.outcome, on: problem.design, weights: problem.weights)
    var variables: [String: ModelVariable] = [:]
    guard case .object(let values) = reference.options["newdata"] else { return }
    for (name, value) in values {
      variables[name] = (try? value.numbers()).map { .numbers($0) } ?? .labels(try value.strings())
    }
    let found = try RegressionPrediction(of: fit, for: ModelData(variables)).predictions
    let expected = reference.expected
    try expectAgreement(found.map(\.mean.value), expected["fit"], digits: 9, "mean")
    try expectAgreement(found.compactMap(\.mean.standardError), expected["se"], digits: 9, "SE")
    try expectAgreement(found.compactMap(\.mean.interval?.lower), expected["ci_low"], digits: 9, "lower")
    try expectAgreement(found.compactMap(\.mean.interval?.upper), expected["ci_high"], digits: 9, "upper")
    try expectAgreement(found.map(\.outcome.lower), expected["pi_low"], digits: 9, "lower of an outcome")
    try expectAgreement(found.map(\.outcome.upper), expected["pi_high"], digits: 9, "upper of an outcome")
  }

  // Laws

  @Test func predictionsOfTheCasesOfTheFitAreTheFittedValues() throws {
    let fit = try RegressionData.fit("trust ~ poly(age, 2) * status + log(motivation)")
    let found = try RegressionPrediction(of: fit, for: RegressionData.data()).predictions
    for (prediction, fitted) in zip(found, fit.fitted) {
      expectAgreement(prediction.mean.value, fitted, digits: 11)
    }
    // The variance of a fitted value is the residual variance times its leverage.
    for (prediction, leverage) in zip(found, fit.leverages) {
      let error = fit.residualStandardDeviation * leverage.squareRoot()
      expectAgreement(prediction.mean.standardError ?? 0, error, digits: 10)
    }
  }

  @Test func aLinearCombinationIsAPrediction() throws {
    let fit = try RegressionData.fit("trust ~ motivation + age", .hc3)
    let one = try ModelData(["motivation": .numbers([3]), "age": .numbers([40])])
    let prediction = try RegressionPrediction(of: fit, for: one).predictions[0].mean
    let sum = try LinearCombination(of: fit, ["intercept": 1, "motivation": 3, "age": 40]).estimate
    expectAgreement(prediction.value, sum.value, digits: 13)
    expectAgreement(prediction.standardError ?? 0, sum.standardError ?? 1, digits: 12)
  }

  @Test func anOutcomeIsLessCertainThanItsMean() throws {
    let fit = try RegressionData.fit("trust ~ motivation + age")
    for prediction in try RegressionPrediction(of: fit, for: RegressionData.data()).predictions {
      let mean = try #require(prediction.mean.interval)
      #expect(prediction.outcome.lower < mean.lower && prediction.outcome.upper > mean.upper)
    }
  }

  @Test func aNewOutcomeOfGreaterWeightIsMoreCertain() throws {
    let fit = try LinearRegression(
      RegressionData.trust, on: Design(columns: [("age", RegressionData.age)]),
      weights: RegressionData.motivation)
    let cases = try ModelData(["age": .numbers([40, 40])])
    let found = try RegressionPrediction(of: fit, for: cases, weights: [1, 4]).predictions
    #expect(found[0].mean == found[1].mean)
    #expect(found[1].outcome.width < found[0].outcome.width)
  }

  // Refusals

  @Test func refusesWhatItCannotPredict() throws {
    let fit = try RegressionData.fit("trust ~ motivation + status")
    func refuse(_ code: InputError.Code, _ variables: [String: ModelVariable], weights: [Double]? = nil) {
      expectRefusal(code) { try RegressionPrediction(of: fit, for: ModelData(variables), weights: weights) }
    }
    refuse(.unknownName, ["motivation": .numbers([1])])
    refuse(.unknownName, ["motivation": .numbers([1]), "status": .labels(["elsewhere"])])
    refuse(.notFinite, ["motivation": .numbers([nil]), "status": .labels(["in"])])
    refuse(.notFinite, ["motivation": .numbers([.infinity]), "status": .labels(["in"])])
    refuse(.notFinite, ["motivation": .numbers([1]), "status": .labels([nil])])
    refuse(.definition, ["motivation": .labels(["x"]), "status": .labels(["in"])])
    refuse(.tooFew, ["motivation": .numbers([]), "status": .labels([])])
    refuse(.outOfRange, ["motivation": .numbers([1e300]), "status": .labels(["in"])])
    refuse(.outOfRange, ["motivation": .numbers([1]), "status": .labels(["in"])], weights: [0])
    refuse(.lengthMismatch, ["motivation": .numbers([1]), "status": .labels(["in"])], weights: [1, 1])
    let matrix = try LinearRegression(
      RegressionData.trust, on: Design(Matrix(columns: [RegressionData.motivation]), names: ["motivation"]))
    expectRefusal(.definition) {
      try RegressionPrediction(of: matrix, for: ModelData(["motivation": .numbers([1])]))
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    let cases = try ModelData(["motivation": .numbers([1, 5]), "status": .labels(["in", "out"])])
    #expect(
      try RegressionPrediction(of: RegressionData.fit("trust ~ motivation + status"), for: cases).description
        == """
        Prediction by a linear regression: trust
          case  mean    SE  95% CI of the mean  95% interval of an outcome
             1  2.70  0.20  [2.25, 3.14]        [1.79, 3.61]
             2  3.93  0.26  [3.34, 4.51]        [2.94, 4.91]
          all 12 cases used
          standard errors: classical
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding {
      try RegressionPrediction(of: RegressionData.fit("trust ~ motivation"), for: RegressionData.data())
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RegressionPrediction") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "motivation": .numbers([1, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]),
      ])
      let fit = try LinearRegression("trust ~ motivation", in: data)
      let others = try ModelData(["motivation": .numbers([1, 3, 5])])
      print(try RegressionPrediction(of: fit, for: others).named("trust"))
      // end
    }
  }
}
