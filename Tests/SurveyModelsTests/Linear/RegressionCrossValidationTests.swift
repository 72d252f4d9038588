import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RegressionCrossValidationTests {
  // Reference

  @Test(arguments: try Fixture.cases("RegressionCrossValidation"))
  func agreesWithRefits(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let fit = try LinearRegression(problem.outcome, on: problem.design, weights: problem.weights)
    let folds: RegressionCrossValidation.Folds =
      reference.options["folds"] == .null
      ? .leaveOneOut
      : .labels(try reference.data().column(reference.options["folds"].string()).compactMap { $0 })
    let found = try RegressionCrossValidation(of: fit, folds: folds)
    let expected = reference.expected
    let division = try #require(found.divisions.first)
    try expectAgreement(division.press, expected["press"], digits: 9, "PRESS")
    try expectAgreement(found.rSquared, expected["r_squared"], digits: 9, "R²")
    try expectAgreement(found.predictedRSquared, expected["predicted"], digits: 9, "predicted R²")
    try expectAgreement(found.rootMeanSquaredError, expected["rmse"], digits: 9, "RMSE")
    try expectAgreement(found.meanAbsoluteError, expected["mae"], digits: 9, "MAE")
    try expectAgreement(found.fittedRSquared, expected["fitted"], digits: 9, "R² of the fit")
    try expectAgreement(
      division.predictions.prefix(8).compactMap { $0 }, expected["predictions"], digits: 9, "predictions")
  }

  // Laws

  @Test func asManyRandomFoldsAsCasesIsEachByItself() throws {
    let fit = try RegressionData.fit("trust ~ motivation + age")
    let one = try RegressionCrossValidation(of: fit)
    let other = try RegressionCrossValidation(of: fit, folds: .random(12, repeats: 3, seed: 8))
    for division in other.divisions {
      expectAgreement(division.press, one.divisions[0].press, digits: 12)
      expectAgreement(division.rSquared, one.rSquared, digits: 11)
    }
    let press = zip(fit.residuals, fit.leverages).reduce(0) { sum, pair in
      sum + (pair.0 / (1 - pair.1)) * (pair.0 / (1 - pair.1))
    }
    expectAgreement(one.divisions[0].press, press, digits: 12)
  }

  /// Without each case the mean of the others is y - (y - ȳ)·n/(n - 1).
  @Test func theTwoBaselinesOfSingleCasesDifferByAFactor() throws {
    let found = try RegressionCrossValidation(of: RegressionData.fit("trust ~ motivation"))
    expectAgreement(1 - found.predictedRSquared, (1 - found.rSquared) * 144 / 121, digits: 12)
  }

  @Test func aFoldThatNearlyDeterminesAColumnIsFittedAnew() throws {
    // Without the last case the slope hangs on differences of 1e-5.
    let x = [0, 1e-5, 2e-5, 3e-5, 4e-5, 1]
    let y = [1.0, 3, 2, 5, 4, 9]
    let fit = try LinearRegression(y, on: Design(columns: [("x", x)]))
    let without = try LinearRegression(
      Array(y.dropLast()), on: Design(columns: [("x", Array(x.dropLast()))]))
    let slope = try #require(without["x"]).value
    let start = try #require(without["intercept"]).value
    let found = try RegressionCrossValidation(of: fit)
    try expectAgreement(#require(found.divisions[0].predictions[5]), start + slope, digits: 11)
    let pairs = try RegressionCrossValidation(of: fit, folds: .labels(["a", "a", "b", "b", "c", "c"]))
    let four = try LinearRegression(
      Array(y.prefix(4)), on: Design(columns: [("x", Array(x.prefix(4)))]))
    let expected = try #require(four["intercept"]).value + #require(four["x"]).value
    try expectAgreement(#require(pairs.divisions[0].predictions[5]), expected, digits: 11)
  }

  @Test func scaleAndShiftDoNotMatter() throws {
    let one = try RegressionCrossValidation(
      of: RegressionData.fit("trust ~ age + status"), folds: .random(4, repeats: 2, seed: 3))
    let other = try RegressionCrossValidation(
      of: LinearRegression(
        RegressionData.trust.map { 1e6 - 1e3 * $0 },
        on: Design([
          .numeric("age", RegressionData.age.map { 7 - 1e-4 * $0 }), .factor("status", RegressionData.status),
        ])), folds: .random(4, repeats: 2, seed: 3))
    expectAgreement(other.rSquared, one.rSquared, digits: 9)
    expectAgreement(other.predictedRSquared, one.predictedRSquared, digits: 9)
    expectAgreement(other.meanAbsoluteError, 1e3 * one.meanAbsoluteError, digits: 9)
  }

  @Test func wholeWeightsCountAsCasesOfOneFold() throws {
    let weights = RegressionData.motivation
    let rows = (0..<12).flatMap { row in Array(repeating: row, count: Int(weights[row])) }
    let weighted = try RegressionCrossValidation(
      of: LinearRegression(
        RegressionData.trust, on: Design(columns: [("age", RegressionData.age)]), weights: weights))
    let repeated = try RegressionCrossValidation(
      of: LinearRegression(
        rows.map { RegressionData.trust[$0] },
        on: Design(columns: [("age", rows.map { RegressionData.age[$0] })])),
      folds: .labels(rows.map { "\($0)" }))
    expectAgreement(weighted.divisions[0].press, repeated.divisions[0].press, digits: 11)
    expectAgreement(weighted.rSquared, repeated.rSquared, digits: 11)
    expectAgreement(weighted.meanAbsoluteError, repeated.meanAbsoluteError, digits: 11)
  }

  @Test func withoutAnInterceptTheBaselineIsZero() throws {
    let fit = try LinearRegression(
      RegressionData.trust, on: Design(columns: [("age", RegressionData.age)], intercept: false))
    let found = try RegressionCrossValidation(of: fit)
    expectAgreement(found.rSquared, found.predictedRSquared, digits: 12)
  }

  @Test func criteriaForSmallSamples() throws {
    let fit = try RegressionData.fit("trust ~ motivation + age")
    try expectAgreement(#require(fit.aicc), #require(fit.aic) + 2.0 * 4 * 5 / 7, digits: 14)
    let small = try LinearRegression(
      [1, 3, 2, 5], on: Design(columns: [("x", [1, 2, 3, 4])]))
    #expect(small.aic != nil && small.aicc == nil)
    // R 4.2.2: AIC of lm(mpg ~ wt + hp, mtcars) plus 2·4·5/27.
    let table = try Fixture.table("mtcars")
    func numbers(_ name: String) throws -> [Double] {
      try table.column(name).compactMap { $0.flatMap(Double.init) }
    }
    let cars = try LinearRegression(
      numbers("mpg"), on: Design(columns: [("wt", numbers("wt")), ("hp", numbers("hp"))]))
    try expectAgreement(#require(cars.aicc), 158.133820307123, digits: 12)
  }

  // Refusals

  @Test func refusesFoldsThatTakeALevelAway() throws {
    let labels = RegressionData.site.map { $0 == "b" ? "first" : "second" }
    do {
      _ = try RegressionCrossValidation(
        of: RegressionData.fit("trust ~ age + site"), folds: .labels(labels))
      Issue.record("a fold without a level was fitted")
    } catch {
      #expect(
        "\(error)".hasPrefix("fold \"second\": no other case has the level \"a\" of site"), "\(error)")
    }
    let last = (0..<12).map { $0 == 11 ? 1.0 : 0 }
    let fit = try LinearRegression(
      RegressionData.trust, on: Design(columns: [("age", RegressionData.age), ("last", last)]))
    expectRefusal(.rankDeficient) { try RegressionCrossValidation(of: fit) }
  }

  @Test func refusesWhatItCannotDivide() throws {
    let fit = try RegressionData.fit("trust ~ motivation + age")
    func refuse(_ code: InputError.Code, _ folds: RegressionCrossValidation.Folds) {
      expectRefusal(code) { try RegressionCrossValidation(of: fit, folds: folds) }
    }
    refuse(.outOfRange, .random(1, seed: 1))
    refuse(.outOfRange, .random(13, seed: 1))
    refuse(.outOfRange, .random(.min, seed: 1))
    refuse(.outOfRange, .random(3, repeats: 0, seed: 1))
    refuse(.outOfRange, .random(3, repeats: .max, seed: 1))
    refuse(.lengthMismatch, .labels(["a"]))
    refuse(.outOfRange, .labels(Array(repeating: "a", count: 12)))
    refuse(.tooFew, .labels((0..<12).map { $0 < 10 ? "a" : "b" }))
    let exact = try LinearRegression([1, 2, 3, 4], on: Design(columns: [("x", [1, 2, 3, 4])]))
    expectRefusal(.constant) { try RegressionCrossValidation(of: exact) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try RegressionCrossValidation(
        of: RegressionData.fit("trust ~ motivation"), folds: .random(4, repeats: 5, seed: 1)
      ).description == """
        Cross-validation of a linear regression: trust
          R² over the training mean            .583
          predicted R² (over the mean of all)  .487
          root mean squared error              0.41
          mean absolute error                  0.35
          folds = 4   repeats = 5   lowest R² over the training mean = .548   highest = .627
          R² of the fit = .649
          all 12 cases used
          folds: random; seed: 1
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding {
      try RegressionCrossValidation(
        of: RegressionData.fit("trust ~ poly(age, 2)"), folds: .random(3, seed: 9))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RegressionCrossValidation") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "motivation": .numbers([1, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]),
      ])
      let fit = try LinearRegression("trust ~ motivation", in: data)
      print(try RegressionCrossValidation(of: fit))
      // end
    }
  }
}
