import SurveyModels
import SurveyTestSupport
import Testing

@Suite struct LinearMixedModelTests {
  @Test(arguments: try Fixture.cases("LinearMixedModel", method: "linear mixed model"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let data = try MixedData(reference)
    let model = try data.model()
    #expect(model.converged)
    #expect(try model.cases.used == expected["n"].integer())
    #expect(try model.isSingular == expected["singular"].bool())
    let coefficients = model.coefficients
    // R's search ends about 1e-8 standard errors from the minimum: a coefficient near zero loses digits by that.
    for (found, wanted) in zip(coefficients, try expected["coef"].numbers()) {
      expectAgreement(found.value, wanted, digits: 6, floor: 1e-7 * found.standardError, "coefficient")
    }
    try expectAgreement(coefficients.map(\.standardError), expected["se"], digits: 5, "standard error")
    try expectAgreement(
      coefficients.compactMap(\.degreesOfFreedom), expected["df_satterthwaite"], digits: 3, "df")
    try expectAgreement(coefficients.map(\.statistic.value), expected["t"], digits: 5, floor: 1e-7, "t")
    // A probability of 1e-76 magnifies the tolerated error of its degrees of freedom.
    for (found, wanted) in zip(coefficients, try expected["p_satterthwaite"].numbers()) where wanted > 1e-8 {
      expectAgreement(found.pValue, wanted, digits: 3, "p")
    }
    try expectAgreement(model.logLikelihood, expected["logLik"], digits: 8, "log likelihood")
    try expectAgreement(model.criterion, expected["criterion_minus2ll"], digits: 8, "criterion")
    try expectAgreement(model.aic, expected["aic"], digits: 8, "AIC")
    try expectAgreement(model.bic, expected["bic"], digits: 8, "BIC")
    if expected["icc"] != .null {
      try expectAgreement(model.intraclassCorrelation, expected["icc"], digits: 4, "ICC")
    }
    try checkVariances(model, expected["varcomp"])
    try checkGroups(model, expected)
  }

  @Test(
    arguments: try Fixture.cases("LinearMixedModel", method: "linear mixed model")
      .filter { $0.expected["kr_se"] != .null })
  func kenwardAndRogerAgreeWithPbkrtest(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let model = try MixedData(reference).model(.kenwardRoger)
    try expectAgreement(model.coefficients.map(\.standardError), expected["kr_se"], digits: 5, "KR se")
    try expectAgreement(
      model.coefficients.compactMap(\.degreesOfFreedom), expected["kr_df"], digits: 4, "KR df")
    try expectAgreement(model.coefficients.map(\.statistic.value), expected["kr_t"], digits: 5, "KR t")
    for (found, wanted) in zip(model.coefficients, try expected["kr_p"].numbers()) where wanted > 1e-8 {
      expectAgreement(found.pValue, wanted, digits: 4, "KR p")
    }
  }

  /// The factors of the covariance matrices in units of the residual's deviation, column by column: lme4's θ.
  @Test(
    arguments: try Fixture.cases("LinearMixedModel", method: "linear mixed model")
      .filter { $0.expected["theta"] != .null })
  func relativeFactorsAgreeWithLme4(_ reference: Fixture.Case) throws {
    let model = try MixedData(reference).model()
    var theta: [Double] = []
    for term in model.randomEffects.sorted(by: { $0.groupCount > $1.groupCount }) {
      let relative = { (row: Int, column: Int) in
        term.covariance[row, column] / (model.residualStandardDeviation * model.residualStandardDeviation)
      }
      let first = relative(0, 0).squareRoot()
      theta.append(first)
      guard term.effects.count == 2 else { continue }
      let slope = first > 0 ? relative(1, 0) / first : 0
      theta += [slope, max(0, relative(1, 1) - slope * slope).squareRoot()]
    }
    // Where a variance vanishes R's search ends a little above zero.
    try expectAgreement(theta, reference.expected["theta"], digits: 4, floor: 1e-4, "theta")
    #expect(try model.coefficients.count == reference.expected["terms"].array().count)
  }

  /// The variances and correlations, effect by effect; what is zero in R but for the end of its search is
  /// allowed to be zero.
  private func checkVariances(_ model: LinearMixedModel, _ expected: Fixture.Value) throws {
    var wanted = try zip(zip(expected["grp"].strings(), expected["var2"].array()), expected["vcov"].numbers())
      .map { (group: $0.0, isVariance: $0.1 == .null, value: $1) }
    let residual = wanted.removeLast()
    expectAgreement(
      model.residualStandardDeviation * model.residualStandardDeviation, residual.value, digits: 4, "residual"
    )
    // R names the finer groups first; within a group variances stand before covariances.
    let names = Set(wanted.map { $0.group.split(separator: ".")[0].split(separator: ":").count })
    #expect(!names.isEmpty)
    var found: [Double] = []
    for term in model.randomEffects.sorted(by: { $0.groupCount > $1.groupCount }) {
      found += term.covariance.diagonal
      for column in term.effects.indices {
        for row in column + 1..<max(term.effects.count, column + 1) {
          found.append(term.covariance[row, column])
        }
      }
    }
    #expect(found.count == wanted.count)
    for (one, other) in zip(found, wanted) {
      expectAgreement(one, other.value, digits: 4, floor: 1e-7 * residual.value, "variance of \(other.group)")
    }
  }

  private func checkGroups(_ model: LinearMixedModel, _ expected: Fixture.Value) throws {
    guard expected["ranef_groups"] != .null else { return }
    var effects: [String: [Double]] = [:]
    for effect in model.groupEffects { effects[effect.group, default: []].append(effect.value) }
    #expect(try effects.count == expected["n_groups"].integer())
    for (group, values) in try zip(expected["ranef_groups"].strings(), expected["ranef"].array()) {
      try expectAgreement(effects[group] ?? [], values, digits: 4, floor: 1e-4, group)
    }
  }

  @Test func theSleepStudyIsThatOfThePaper() throws {
    let model = try LinearMixedModel(
      "Reaction ~ Days + (1 + Days | Subject)", in: try MixedData.sleepStudy(),
      degreesOfFreedom: .kenwardRoger)
    expectAgreement(model.coefficients[0].value, 251.40510485, digits: 10)
    expectAgreement(model.coefficients[1].value, 10.467285960, digits: 10)
    expectAgreement(model.criterion, 1743.628271959, digits: 12)
    for coefficient in model.coefficients {
      expectAgreement(try #require(coefficient.degreesOfFreedom), 17, digits: 10)
    }
    // R² from lme4's estimates by the formulas of the papers; the deviations are lme4's condVar of S308.
    expectAgreement(model.marginalRSquared, 0.278652042562, digits: 6)
    expectAgreement(model.conditionalRSquared, 0.799218896977, digits: 6)
    let deviations = model.groupEffects.filter { $0.group == "S308" }.map(\.conditionalStandardDeviation)
    expectAgreement(deviations[0], 12.07083650735, digits: 6)
    expectAgreement(deviations[1], 2.30483697815, digits: 6)
  }
}
