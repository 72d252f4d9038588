import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct GeneralizedRegressionTests {
  // Reference

  /// R takes standard errors at the weights before its last step, and stops where the deviance does, so that
  /// three of its fits have fewer right digits than they print; the next test holds them to 40 digits.
  static let ceilings = [
    "glm.infert_edu_probit": 6.5, "glm.lalonde_ps": 6.0, "glm.panel_attrition": 6.2,
  ]

  @Test(arguments: try Fixture.cases("GeneralizedRegression").filter { $0.expected["aic"] != .null })
  func agreesWithR(_ reference: Fixture.Case) throws {
    let found = try GeneralizedCases.fit(reference)
    let expected = reference.expected
    let coefficients = found.coefficients
    let digits = Self.ceilings[reference.id] ?? 7
    let coefficientDigits = reference.id == "glm.infert_edu_probit" ? 7.0 : 9
    try expectAgreement(coefficients.map(\.value), expected["coef"], digits: coefficientDigits, "coefficient")
    try expectAgreement(coefficients.map(\.standardError), expected["se"], digits: digits, "standard error")
    try expectAgreement(coefficients.map(\.statistic.value), expected["z"], digits: digits, "z")
    try expectAgreement(coefficients.map(\.pValue), expected["p"], digits: digits, "p")
    let intervals = coefficients.compactMap(\.estimate.interval)
    try expectAgreement(intervals.map(\.lower), expected["wald_ci_low"], digits: digits, "lower limit")
    try expectAgreement(intervals.map(\.upper), expected["wald_ci_high"], digits: digits, "upper limit")
    try expectAgreement(
      coefficients.compactMap(\.exponentiated?.value), expected["exp_coef"], digits: 7, "ratio")
    let order = coefficients.count
    for (row, wanted) in try expected["vcov"].array().enumerated() {
      try expectAgreement(
        (0..<order).map { found.covariance[row, $0] }, wanted, digits: digits, "covariance")
    }
    try expectAgreement(found.deviance, expected["deviance"], digits: 7, "deviance")
    try expectAgreement(found.nullDeviance, expected["null_deviance"], digits: 7, "null deviance")
    #expect(try found.residualDegreesOfFreedom == expected["df_residual"].number())
    #expect(try found.cases.used == expected["n"].integer())
    #expect(try coefficients.count == expected["terms"].array().count)
    try expectAgreement(found.logLikelihood, expected["logLik"], digits: 7, "log-likelihood")
    try expectAgreement(found.aic, expected["aic"], digits: 7, "AIC")
    try expectAgreement(found.bic, expected["bic"], digits: 7, "BIC")
    try expectAgreement(found.overall?.statistic.value, expected["lr_chi2"], digits: 7, "chi-square")
    try expectAgreement(found.overall?.pValue, expected["lr_p"], digits: 7, "p of all")
    let df = try expected["lr_df"].number()
    #expect(found.overall?.statistic.reference == .chiSquare(degreesOfFreedom: df))
    try expectAgreement(found.mcFaddenRSquared, expected["mcfadden"], digits: 7, "McFadden")
    if expected["cox_snell"] == .null {
      try expectAgreement(found.pearsonDispersion, expected["pearson_dispersion"], digits: 7, "Pearson")
    } else {
      try expectAgreement(found.coxSnellRSquared, expected["cox_snell"], digits: 7, "Cox & Snell")
      try expectAgreement(found.nagelkerkeRSquared, expected["nagelkerke"], digits: 7, "Nagelkerke")
      try expectAgreement(found.tjurRSquared, expected["tjur"], digits: 7, "Tjur")
    }
    try expectAgreement(Array(found.fitted.prefix(10)), expected["first_fitted"], digits: 7, "fitted")
    try expectAgreement(
      Array(found.devianceResiduals.prefix(10)), expected["first_deviance_resid"], digits: 7)
    try expectAgreement(
      Array(found.pearsonResiduals.prefix(10)), expected["first_pearson_resid"], digits: 7)
  }

  @Test(arguments: try Fixture.cases("GeneralizedRegression").filter { $0.method.hasSuffix("40 digits") })
  func agreesWithFortyDigits(_ reference: Fixture.Case) throws {
    let found = try GeneralizedCases.fit(reference)
    let expected = reference.expected
    try expectAgreement(found.coefficients.map(\.value), expected["coef"], digits: 10.5, "coefficient")
    try expectAgreement(found.coefficients.map(\.standardError), expected["se"], digits: 10.5, "error")
    try expectAgreement(found.coefficients.map(\.pValue), expected["p"], digits: 9.5, "p")
    for (row, wanted) in try expected["vcov"].array().enumerated() {
      try expectAgreement(
        found.coefficients.indices.map { found.covariance[row, $0] }, wanted, digits: 9.5, "covariance")
    }
  }

  @Test(arguments: try Fixture.cases("GeneralizedRegression").filter { $0.expected["aic"] != .null })
  func profilesTermsAndRobustErrorsAgreeWithR(_ reference: Fixture.Case) throws {
    let found = try GeneralizedCases.fit(reference)
    let expected = reference.expected
    let profiles = try found.coefficients.map { try found.profileInterval(of: $0.name) }
    try expectAgreement(profiles.map(\.lower), expected["profile_ci_low"], digits: 7, "lower limit")
    try expectAgreement(profiles.map(\.upper), expected["profile_ci_high"], digits: 7, "upper limit")
    let tests = try expected["drop1_terms"].strings().map { try found.likelihoodRatioTest(of: $0) }
    try expectAgreement(tests.map(\.statistic.value), expected["drop1_lrt"], digits: 7, "chi-square")
    try expectAgreement(tests.map(\.pValue), expected["drop1_p"], digits: 7, "p")
    for (errors, key) in [(StandardErrors.hc0, "hc0_se"), (.hc1, "hc1_se_n_over_n_minus_k")] {
      let robust = try GeneralizedCases.fit(reference, standardErrors: errors)
      try expectAgreement(robust.coefficients.map(\.standardError), expected[key], digits: 7, key)
    }
  }

  @Test(
    arguments: try Fixture.cases(
      "GeneralizedRegression", method: "generalised linear model, further families"))
  func furtherFamiliesAndRobustErrorsAgreeWithR(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let found = try GeneralizedCases.fit(reference)
    try expectAgreement(found.coefficients.map(\.value), expected["coef"], digits: 8, "coefficient")
    try expectAgreement(found.coefficients.map(\.standardError), expected["se"], digits: 8, "error")
    try expectAgreement(found.coefficients.map(\.statistic.value), expected["statistic"], digits: 8)
    try expectAgreement(found.coefficients.map(\.pValue), expected["p"], digits: 8, "p")
    try expectAgreement(found.deviance, expected["deviance"], digits: 8, "deviance")
    try expectAgreement(found.nullDeviance, expected["null_deviance"], digits: 8, "null deviance")
    try expectAgreement(found.dispersion, expected["dispersion"], digits: 8, "dispersion")
    for errors in [StandardErrors.hc0, .hc2, .hc3] {
      let robust = try GeneralizedCases.fit(reference, standardErrors: errors)
      try expectAgreement(
        robust.coefficients.map(\.standardError), expected[errors.rawValue], digits: 8, errors.rawValue)
    }
  }

  @Test func predictionsAgreeWithR() throws {
    let expected = try #require(
      try Fixture.cases("GeneralizedRegression").first { $0.id == "glm.mtcars_am" }
    ).expected
    let table = try Fixture.table("mtcars").complete(["am", "wt"])
    let fit = try GeneralizedRegression(
      table[0], on: Design(columns: [("wt", table[1])]), family: .binomial())
    let found = try fit.predictions(for: ModelData(["wt": .numbers([2, 3, 4])]))
    try expectAgreement(found.map(\.linearPredictor.value), expected["pred_link"], digits: 7)
    try expectAgreement(
      found.compactMap(\.linearPredictor.standardError), expected["pred_se"], digits: 7)
    try expectAgreement(found.map(\.mean.value), expected["pred_response"], digits: 7)
    for prediction in found {
      #expect(prediction.mean.interval?.contains(prediction.mean.value) == true)
    }
    expectRefusal(.definition) {
      try fit.predictions(for: ModelData(["wt": .numbers([2])]), offset: [1])
    }
    expectRefusal(.unknownName) { try fit.predictions(for: ModelData(["hp": .numbers([2])])) }
    let cost = try GeneralizedRegression(
      "cost ~ age", in: GeneralizedCases.table(), family: .gamma(.inverse))
    let amount = try cost.predictions(for: ModelData(["age": .numbers([40])]))[0]
    #expect(amount.mean.interval?.contains(amount.mean.value) == true)
    expectRefusal(.outOfRange) { try cost.predictions(for: ModelData(["age": .numbers([400])])) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try GeneralizedRegression(
        "visits ~ age + offset(log(years))", in: GeneralizedCases.table(), family: .poisson
      )
      .description == """
        Poisson regression: visits
          intercept       -1.91  95% CI [-3.63, -0.18]  z = -2.17, p = .030
          age             0.052  95% CI [0.017, 0.087]  z = 2.92, p = .003
          all predictors                                χ²(1) = 9.06, p = .003
               rate ratio  95% CI
          age        1.05  [1.02, 1.09]
          n = 12   deviance = 7.68   null deviance = 16.74   residual df = 10   log-likelihood = -18.03
          AIC = 40.1   BIC = 41.0   McFadden R² = .201   iterations = 5
          all 12 cases used
          family: Poisson; link: log; standard errors: information; offset: one per case
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding {
      try GeneralizedRegression("event ~ age", in: GeneralizedCases.table(), family: .binomial())
    }
    try checkFinding {
      try GeneralizedRegression(
        "visits ~ age + site", in: GeneralizedCases.table(), family: .quasiPoisson, standardErrors: .hc3)
    }
    try checkFinding {
      try GeneralizedRegression("cost ~ age", in: GeneralizedCases.table(), family: .gamma())
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("GeneralizedRegression") { print in
      // page
      let data = try ModelData([
        "returned": .numbers([1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0]),
        "trust": .numbers([
          3.1, 2.4, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5, 2.8, 3.2, 4.0, 2.6,
        ]),
        "status": .labels([
          "in", "in", "out", "in", "out", "in", "out", "out", "in", "out", "in", "in", "in", "out", "out",
          "out",
        ]),
      ])
      let regression = try GeneralizedRegression("returned ~ trust + status", in: data, family: .binomial())
      print(regression)
      let style = NumberStyle.automatic
      let profile = try regression.profileInterval(of: "trust")
      print("profile likelihood, trust: \(style.text(profile.lower)) to \(style.text(profile.upper))")
      // end
    }
  }
}
