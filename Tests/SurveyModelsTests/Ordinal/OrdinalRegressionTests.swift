import SurveyLinearAlgebra
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct OrdinalRegressionTests {
  // Reference

  @Test(arguments: try Fixture.cases("OrdinalRegression").filter { $0.id.hasPrefix("polr") })
  func agreesWithCLM(_ reference: Fixture.Case) throws {
    let (fit, expected) = (try Self.fit(reference), reference.expected)
    expectAgreement(fit.weightSum, try expected["n"].number(), digits: 15)
    try expectAgreement(fit.thresholds.map(\.value), expected["thresholds"], digits: 7, "threshold")
    try expectAgreement(fit.thresholds.map(\.standardError), expected["threshold_se"], digits: 7, "SE")
    try expectAgreement(fit.coefficients.map(\.value), expected["coef"], digits: 7, "coefficient")
    try expectAgreement(fit.coefficients.map(\.standardError), expected["se"], digits: 7, "SE")
    try expectAgreement(fit.coefficients.map(\.statistic.value), expected["z"], digits: 7, "z")
    try expectAgreement(fit.coefficients.map(\.pValue), expected["p"], digits: 7, "p")
    try expectAgreement(fit.logLikelihood, expected["logLik"], digits: 7, "log likelihood")
    try expectAgreement(fit.nullLogLikelihood, expected["logLik_null"], digits: 7, "without coefficients")
    try expectAgreement(fit.aic, expected["aic"], digits: 7, "AIC")
    try expectAgreement(fit.likelihoodRatio?.value, expected["lr_chi2"], digits: 7, "likelihood ratio")
    #expect(try fit.coefficients.count == expected["terms"].array().count && fit.converged)
  }

  @Test(arguments: try Fixture.cases("OrdinalRegression", method: "cumulative link model"))
  func agreesWithArithmeticOfFiftyDigits(_ reference: Fixture.Case) throws {
    let (fit, expected) = (try Self.fit(reference), reference.expected)
    try expectAgreement(fit.thresholds.map(\.value), expected["thresholds"], digits: 11, "threshold")
    try expectAgreement(fit.thresholds.map(\.standardError), expected["threshold_se"], digits: 11, "SE")
    try expectAgreement(fit.coefficients.map(\.value), expected["coef"], digits: 11, "coefficient")
    try expectAgreement(fit.coefficients.map(\.standardError), expected["se"], digits: 11, "SE")
    try expectAgreement(fit.logLikelihood, expected["logLik"], digits: 12, "log likelihood")
  }

  static func fit(_ reference: Fixture.Case) throws -> OrdinalRegression {
    try OrdinalRegression(
      reference.options["formula"].string(), in: OrdinalData.variables(reference),
      link: #require(OrdinalLink(rawValue: reference.options["link"].string())),
      weights: try? reference.options["weights"].string())
  }

  // Laws are in OrdinalRegressionLawTests.

  // Refusals

  @Test func refusesAnOutcomeThatCannotBeModelled() throws {
    let design = try Design(columns: [("x", [1, 2, 3, 4, 5, 6])])
    let labels = ["a", "b", "a", "b", "b", "a"]
    func fit(_ labels: [String], _ levels: [String], weights: [Double]? = nil, confidence: Double = 0.95)
      throws
    {
      _ = try OrdinalRegression(labels, levels: levels, on: design, weights: weights, confidence: confidence)
    }
    expectRefusal(.tooFew) { try fit(labels, ["a", "b", "c"]) }
    expectRefusal(.constant) { try fit([String](repeating: "a", count: 6), ["a"]) }
    expectRefusal(.unknownName) { try fit(labels, ["a", "c"]) }
    expectRefusal(.unknownName) { try fit(labels, []) }
    expectRefusal(.definition) { try fit(labels, ["a", "b", "a"]) }
    expectRefusal(.lengthMismatch) { try fit(["a", "b"], ["a", "b"]) }
    expectRefusal(.lengthMismatch) { try fit([], ["a", "b"]) }
    expectRefusal(.outOfRange) { try fit(labels, ["a", "b"], weights: [1, 1, 1, 1, 1, -1]) }
    expectRefusal(.notFinite) { try fit(labels, ["a", "b"], weights: [1, 1, 1, 1, 1, .nan]) }
    expectRefusal(.lengthMismatch) { try fit(labels, ["a", "b"], weights: [1]) }
    expectRefusal(.tooFew) { try fit(labels, ["a", "b"], weights: [0, 0, 0, 0, 0, 0]) }
    // The weights leave the level a without a case.
    expectRefusal(.tooFew) { try fit(labels, ["a", "b"], weights: [0, 1, 0, 1, 1, 0]) }
    expectRefusal(.outOfRange) {
      try fit(labels, ["a", "b"], weights: [Double](repeating: Double.leastNonzeroMagnitude, count: 6))
    }
    expectRefusal(.outOfRange) {
      try fit(labels, ["a", "b"], weights: [Double.leastNonzeroMagnitude, 1, 1, 1, 1, 1e10])
    }
    expectRefusal(.outOfRange) { try fit(labels, ["a", "b"], confidence: 1) }
    expectRefusal(.outOfRange) {
      try fit(labels, ["a", "b"], weights: [1e308, 1e308, 1e308, 1e308, 1e308, 1e308])
    }
  }

  @Test func refusesColumnsThatCannotBeModelled() throws {
    let labels = ["a", "b", "a", "b", "b", "a"]
    func fit(_ columns: [(String, [Double])], intercept: Bool = true) throws {
      _ = try OrdinalRegression(
        labels, levels: ["a", "b"],
        on: Design(columns: columns.map { (name: $0.0, values: $0.1) }, intercept: intercept))
    }
    let x = [1.0, 2, 3, 4, 5, 6]
    expectRefusal(.rankDeficient) { try fit([("x", x), ("z", x.map { 7 - 2 * $0 })]) }
    expectRefusal(.rankDeficient) { try fit([("x", x), ("one", [3, 3, 3, 3, 3, 3])], intercept: false) }
    do {
      try fit([("x", x), ("z", x.map { 7 - 2 * $0 })])
    } catch let error as InputError {
      #expect(error.problem.contains("\"z\"") && !error.problem.contains("\"x\""))
    }
    expectRefusal(.notFinite) { try fit([("x", [1, 2, 3, 4, 5, .infinity])]) }
    expectRefusal(.tooFew) {
      try fit((0..<6).map { power in ("x\(power)", x.map { $0 == Double(power) ? 1 : 0 }) })
    }
  }

  @Test(arguments: OrdinalLink.allCases) func separationIsAnErrorThatNamesTheColumns(_ link: OrdinalLink)
    throws
  {
    let x = [1.0, 2, 3, 4, 5, 6, 7, 8, 9]
    let z = [3.0, 1, 2, 5, 1, 4, 2, 2, 5]
    let design = try Design(columns: [("x", x), ("z", z)])
    func problem(_ labels: [String]) -> String? {
      do {
        _ = try OrdinalRegression(labels, levels: ["l", "m", "h"], on: design, link: link)
      } catch {
        return error.code == .infeasible ? error.problem : nil
      }
      return nil
    }
    let complete = try #require(problem(["l", "l", "l", "m", "m", "m", "h", "h", "h"]))
    #expect(complete.contains("separated by \"x\""), "\(complete)")
    // A group in which everybody is at the top: its coefficient alone has no end.
    let group = try Design(columns: [("group", [0, 0, 0, 0, 0, 0, 1, 1, 1]), ("z", z)])
    expectRefusal(.infeasible) {
      try OrdinalRegression(
        ["l", "m", "h", "l", "m", "m", "h", "h", "h"], levels: ["l", "m", "h"], on: group, link: link)
    }
    do {
      _ = try OrdinalRegression(
        ["l", "m", "h", "l", "m", "m", "h", "h", "h"], levels: ["l", "m", "h"], on: group, link: link)
    } catch {
      #expect(error.problem.contains("separated by \"group\","), "\(error)")
    }
  }

  @Test func aFormulaNeedsAnOrder() throws {
    let data = try ModelData([
      "y": .labels(OrdinalData.satisfaction), "x": .numbers(OrdinalData.support),
      "half": .numbers(OrdinalData.support.map { $0 / 2 }),
    ])
    expectRefusal(.definition) { try OrdinalRegression("y ~ x", in: data) }
    expectRefusal(.outOfRange) { try OrdinalRegression("half ~ x", in: data) }
    expectRefusal(.definition) { try OrdinalRegression("x ~ offset(half)", in: data) }
    expectRefusal(.definition) { try OrdinalRegression("log(x) ~ half", in: data) }
    expectRefusal(.definition) { try OrdinalRegression("~ half", in: data) }
  }

  // Print

  @Test func printsItsFinding() throws {
    let text = try OrdinalRegression(
      "satisfaction ~ support + age", in: OrdinalData.data(), link: .probit
    ).description
    #expect(
      text == """
        Ordinal regression: satisfaction
          support          1.16  95% CI [0.42, 1.89]   z = 3.10, p = .002
          age             -0.07  95% CI [-0.14, 0.00]  z = -2.05, p = .040
          low | middle    -0.33  95% CI [-2.48, 1.83]  z = -0.30, p = .767
          middle | high    1.19  95% CI [-1.02, 3.39]  z = 1.06, p = .290
          all predictors                               χ²(2) = 13.92, p < .001
          n = 20   levels = low, middle, high   log likelihood = -14.96   AIC = 37.9   BIC = 41.9
          iterations = 6
          all 20 cases used
          link: probit
          Note: positive coefficients go with higher levels
        """)
  }

  // Conformance

  @Test(arguments: OrdinalLink.allCases) func keepsTheContract(_ link: OrdinalLink) throws {
    try checkFinding {
      try OrdinalRegression(
        OrdinalData.satisfaction, levels: OrdinalData.levels, on: OrdinalData.design(), link: link)
    }
    try checkFinding {
      try OrdinalRegression("satisfaction ~ 1", in: OrdinalData.data(), link: link)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("OrdinalRegression") { print in
      // page
      let data = try ModelData([
        "satisfaction": .labels(
          [
            "low", "middle", "low", "high", "middle", "high", "low", "middle", "high", "high", "low",
            "middle", "middle", "high", "low", "middle", "high", "low", "middle", "high",
          ], levels: ["low", "middle", "high"]),
        "support": .numbers([1, 3, 2, 4, 2, 5, 2, 4, 3, 5, 3, 2, 3, 4, 1, 5, 2, 2, 4, 3]),
      ])
      let model = try OrdinalRegression("satisfaction ~ support", in: data)
      print(model)
      let others = try ModelData(["support": .numbers([1, 5])])
      print(try model.probabilities(for: others).map { $0.map { ($0 * 100).rounded() } })
      // end
    }
  }
}
