import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct InstrumentalRegressionTests {
  // Reference

  @Test(arguments: try Fixture.cases("InstrumentalRegression"))
  func agreesWithAER(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let found = try InstrumentCases.fit(reference)
    let names = try expected["terms"].strings().map { $0 == "(Intercept)" ? "intercept" : $0 }
    func ordered(_ finding: InstrumentalRegression) throws -> [LinearRegression.Coefficient] {
      try names.map { try #require(finding[$0]) }
    }
    let coefficients = try ordered(found)
    try expectAgreement(coefficients.map(\.value), expected["coef"], digits: 9, "coefficients")
    try expectAgreement(coefficients.map(\.standardError), expected["se"], digits: 9, "se")
    try expectAgreement(coefficients.compactMap(\.pValue), expected["p"], digits: 9, "p")
    try expectAgreement(found.residualStandardDeviation, expected["sigma"], digits: 9, "sigma")
    for errors in [StandardErrors.hc0, .hc1, .hc2, .hc3] {
      let robust = try InstrumentCases.fit(reference, errors)
      try expectAgreement(
        ordered(robust).map(\.standardError), expected[errors.rawValue], digits: 9, errors.rawValue)
    }
    for estimator in [ClusteredRegression.Estimator.cr0, .cr1, .cr1s] {
      let clustered = try InstrumentCases.fit(reference, clusters: estimator)
      try expectAgreement(
        ordered(clustered).map(\.standardError), expected[estimator.rawValue], digits: 9,
        estimator.rawValue)
    }
    let diagnostics = expected["diagnostics"]
    guard diagnostics != .null else { return }
    func check(_ statistic: TestStatistic?, _ row: Fixture.Value, _ what: String) throws {
      let statistic = try #require(statistic)
      let values = try [0, 2, 3].map { try row[$0].number() }
      expectAgreement(statistic.value, values[1], digits: 9, what)
      expectAgreement(statistic.pValue(.greater), values[2], digits: 9, "p of \(what)")
      if case .f(let numerator, let denominator) = statistic.reference {
        try #expect(numerator == values[0] && denominator == row[1].number())
      }
    }
    let single = found.endogenous.count == 1
    for stage in found.firstStages {
      let row = single ? "Weak instruments" : "Weak instruments (\(stage.predictor))"
      try check(stage.statistic, diagnostics[row], row)
    }
    try check(found.wuHausman, diagnostics["Wu-Hausman"], "Wu-Hausman")
    if found.instruments.count > found.endogenous.count {
      try check(found.overidentification, diagnostics["Sargan"], "Sargan")
    } else {
      #expect(found.overidentification == nil)
    }
  }

  @Test(arguments: try Fixture.cases("InstrumentalDiagnostics"))
  func agreesWithInverseCrossProducts(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let found = try InstrumentCases.fit(reference)
    try expectAgreement(found.firstStages.map(\.statistic.value), expected["first_F"], digits: 9)
    try expectAgreement(found.firstStages.map(\.partialRSquared), expected["partial_R2"], digits: 9)
    try expectAgreement(found.craggDonald, expected["cragg_donald"], digits: 9)
    let robust = try InstrumentCases.fit(reference, .hc3)
    try expectAgreement(robust.firstStages.compactMap(\.robust?.value), expected["first_F_HC3"], digits: 9)
    #expect(robust.andersonRubinSet == nil)
    if found.endogenous.count > 1 {
      try expectAgreement(
        found.firstStages.compactMap(\.conditional?.value), expected["conditional_F"], digits: 9)
      #expect(found.effectiveF == nil && found.andersonRubin == nil && found.andersonRubinSet == nil)
    } else {
      try expectAgreement(robust.effectiveF, expected["effective_F_HC3"], digits: 9)
      try expectAgreement(found.andersonRubin?.value, expected["anderson_rubin_F"], digits: 9)
      let roots = try expected["anderson_rubin_roots"].numbers()
      let leads = try expected["anderson_rubin_leads_with"].number()
      switch try #require(found.andersonRubinSet) {
      case .interval(let lower, let upper):
        #expect(leads > 0)
        expectAgreement(lower, roots[0], digits: 9)
        expectAgreement(upper, roots[1], digits: 9)
      case .rays(let last, let first):
        #expect(leads < 0)
        expectAgreement(last, roots[0], digits: 9)
        expectAgreement(first, roots[1], digits: 9)
      case .everything: #expect(leads < 0 && roots.isEmpty)
      case .empty: #expect(leads > 0 && roots.isEmpty)
      }
    }
    guard expected["sargan"] != .null else { return }
    try expectAgreement(found.overidentification?.value, expected["sargan"], digits: 9)
    try expectAgreement(robust.overidentification?.value, expected["robust_score"], digits: 9)
    try expectAgreement(robust.overidentification?.value, expected["hansen_J"], digits: 9)
    let clustered = try InstrumentCases.fit(reference, clusters: .cr1)
    try expectAgreement(
      clustered.overidentification?.value, expected["hansen_J_clustered"], digits: 9, "J of clusters")
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try InstrumentCases.fit("trust ~ contact + age | distance + hours + age", .hc1).description == """
        Two-stage least squares: trust
          intercept                            2.74  95% CI [2.26, 3.21]    t(13) = 12.34, p < .001
          age                                 0.015  95% CI [0.002, 0.029]  t(13) = 2.54, p = .025
          contact                              0.50  95% CI [0.43, 0.57]    t(13) = 16.23, p < .001
          instruments of contact                                            F(2, 12) = 52.58, p < .001
          instruments of contact, HC1                                       F(2, 12) = 47.89, p < .001
          Wu-Hausman                                                        F(1, 12) = 0.25, p = .630
          robust score of overidentification                                χ²(1) = 4.16, p = .041
          Anderson-Rubin: contact = 0                                       F(2, 12) = 49.19, p < .001
          partial R² of contact = .898   Cragg-Donald F = 52.58   effective F = 67.58   residual SD = 0.27
          residual df = 13   instruments = distance, hours
          all 16 cases used
          standard errors: HC1
          Note: That the instruments act on the outcome through the predictors alone is assumed.
          Note: The Anderson-Rubin set is found with classical standard errors alone.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try InstrumentCases.fit() }
    try checkFinding { try InstrumentCases.fit("trust ~ contact | distance", .hc3) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("InstrumentalRegression") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([5.1, 4.2, 6.3, 5.8, 3.9, 4.9, 6.6, 5.2, 4.1, 6.0, 5.5, 4.4, 6.1, 3.6, 5.0, 5.7]),
        "contact": .numbers([3, 2, 6, 4, 1, 3, 7, 3, 2, 5, 4, 3, 5, 1, 2, 5]),
        "distance": .numbers([4, 7, 2, 3, 9, 5, 1, 6, 6, 2, 3, 4, 3, 8, 7, 2]),
        "age": .numbers([34, 51, 28, 47, 39, 60, 33, 45, 29, 52, 41, 36, 58, 31, 55, 44]),
      ])
      print(try InstrumentalRegression("trust ~ contact + age | distance + age", in: data))
      // end
    }
  }
}

/// Small data for laws and prints, and the regressions of fixtures.
enum InstrumentCases {
  static let trust = [5.1, 4.2, 6.3, 5.8, 3.9, 4.9, 6.6, 5.2, 4.1, 6.0, 5.5, 4.4, 6.1, 3.6, 5.0, 5.7]
  static let contact = [3.0, 2, 6, 4, 1, 3, 7, 3, 2, 5, 4, 3, 5, 1, 2, 5]
  static let distance = [4.0, 7, 2, 3, 9, 5, 1, 6, 6, 2, 3, 4, 3, 8, 7, 2]
  static let age = [34.0, 51, 28, 47, 39, 60, 33, 45, 29, 52, 41, 36, 58, 31, 55, 44]
  static let hours = [2.0, 5, 1, 4, 3, 6, 2, 1, 5, 3, 2, 4, 6, 3, 1, 2]

  static func data(_ more: [String: ModelVariable] = [:]) throws -> ModelData {
    try ModelData(
      [
        "trust": .numbers(trust), "contact": .numbers(contact), "distance": .numbers(distance),
        "age": .numbers(age), "hours": .numbers(hours),
      ].merging(more) { $1 })
  }

  static func fit(
    _ formula: String = "trust ~ contact + age | distance + hours + age",
    _ errors: StandardErrors = .classical
  ) throws -> InstrumentalRegression {
    try InstrumentalRegression(formula, in: data(), standardErrors: errors)
  }

  static func fit(
    _ reference: Fixture.Case, _ errors: StandardErrors = .classical,
    clusters estimator: ClusteredRegression.Estimator? = nil
  ) throws -> InstrumentalRegression {
    let table = try reference.data()
    var variables: [String: ModelVariable] = [:]
    for name in ["mpg", "wt", "hp", "qsec", "disp", "cyl", "drat", "carb", "am", "gear"] {
      variables[name] = .numbers(try table.numbers(name))
    }
    return try InstrumentalRegression(
      reference.options["formula"].string(), in: ModelData(variables), standardErrors: errors,
      clusters: estimator == nil ? nil : reference.options["cluster"].string(),
      clusterEstimator: estimator ?? .cr1, weights: try? reference.options["weights"].string())
  }
}
