import SurveyLinearAlgebra
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct PartialProportionalOddsTests {
  // Reference

  @Test(arguments: try Fixture.cases("PartialProportionalOdds", method: "clm"))
  func agreesWithCLM(_ reference: Fixture.Case) throws {
    let (fit, expected) = (try Self.fit(reference), reference.expected)
    try expectAgreement(fit.thresholds.map(\.value), expected["thresholds"], digits: 7, "threshold")
    try expectAgreement(fit.thresholds.map(\.standardError), expected["threshold_se"], digits: 7, "SE")
    for (place, column) in fit.varying.flatMap(\.columns).enumerated() {
      let name = column.name
      try expectAgreement(column.coefficients.map(\.value), expected["varying"][place], digits: 7, name)
      try expectAgreement(
        column.coefficients.map(\.standardError), expected["varying_se"][place], digits: 7, name)
      try expectAgreement(column.coefficients.map(\.pValue), expected["varying_p"][place], digits: 7, name)
    }
    #expect(try fit.varying.flatMap(\.columns).count == expected["varying"].array().count)
    try expectAgreement(fit.coefficients.map(\.value), expected["coef"], digits: 7, "coefficient")
    try expectAgreement(fit.coefficients.map(\.standardError), expected["se"], digits: 7, "SE")
    try expectAgreement(fit.logLikelihood, expected["logLik"], digits: 7, "log likelihood")
    try expectAgreement(
      fit.proportionalLogLikelihood, expected["logLik_proportional"], digits: 7, "proportional")
    try expectAgreement(fit.aic, expected["aic"], digits: 7, "AIC")
    try expectAgreement(
      fit.varying.compactMap(\.likelihoodRatio?.value), expected["lr_terms"], digits: 6, "tests")
  }

  @Test(arguments: try Fixture.cases("PartialProportionalOdds", method: "vglm"))
  func agreesWithVGLM(_ reference: Fixture.Case) throws {
    let (fit, expected) = (try Self.fit(reference), reference.expected)
    try expectAgreement(fit.thresholds.map(\.value), expected["thresholds"], digits: 6, "threshold")
    for (place, column) in fit.varying.flatMap(\.columns).enumerated() {
      try expectAgreement(column.coefficients.map(\.value), expected["varying"][place], digits: 6)
    }
    try expectAgreement(fit.coefficients.map(\.value), expected["coef"], digits: 6, "coefficient")
    try expectAgreement(fit.logLikelihood, expected["logLik"], digits: 10, "log likelihood")
  }

  static func fit(_ reference: Fixture.Case) throws -> PartialProportionalOdds {
    try PartialProportionalOdds(
      reference.options["formula"].string(), in: OrdinalData.variables(reference),
      varying: reference.options["varying"].strings(),
      link: #require(OrdinalLink(rawValue: reference.options["link"].string())),
      weights: try? reference.options["weights"].string())
  }

  // Laws are in PartialProportionalOddsLawTests.

  // Refusals

  private func fit(_ varying: [String], design: Design? = nil) throws -> PartialProportionalOdds {
    try PartialProportionalOdds(
      OrdinalData.satisfaction, levels: OrdinalData.levels, on: design ?? OrdinalData.design(),
      varying: varying)
  }

  @Test func refusesNamesThatAreNoPredictors() throws {
    expectRefusal(.unknownName) { try fit(["weight"]) }
    expectRefusal(.unknownName) { try fit(["intercept"]) }
    expectRefusal(.definition) { try fit(["age", "age"]) }
    let site = try Design([.factor("site", OrdinalData.site), .numeric("age", OrdinalData.age)])
    expectRefusal(.definition) { try fit(["site", "site: b"], design: site) }
    #expect(throws: InputError.self) { try fit([""], design: site) }
  }

  @Test func refusesWhatOrdinalRegressionRefuses() throws {
    func fit(_ labels: [String], _ levels: [String], weights: [Double]? = nil, confidence: Double = 0.95)
      throws
    {
      let design = try Design(columns: [("x", [1, 2, 3, 4, 5, 6])])
      _ = try PartialProportionalOdds(
        labels, levels: levels, on: design, varying: ["x"], weights: weights, confidence: confidence)
    }
    let labels = ["a", "b", "a", "b", "b", "a"]
    expectRefusal(.tooFew) { try fit(labels, ["a", "b", "c"]) }
    expectRefusal(.constant) { try fit([String](repeating: "a", count: 6), ["a"]) }
    expectRefusal(.unknownName) { try fit(labels, []) }
    expectRefusal(.lengthMismatch) { try fit([], ["a", "b"]) }
    expectRefusal(.notFinite) { try fit(labels, ["a", "b"], weights: [1, 1, 1, 1, 1, .nan]) }
    expectRefusal(.outOfRange) { try fit(labels, ["a", "b"], confidence: 1) }
    expectRefusal(.infeasible) { try fit(["a", "a", "a", "b", "b", "b"], ["a", "b"]) }
    let many = (0..<1_001).map { "\($0)" }
    let wide = try Design(columns: [("x", many.indices.map { Double($0) })])
    expectRefusal(.infeasible) { try PartialProportionalOdds(many, levels: many, on: wide, varying: []) }
    let twice = try Design(columns: [("x", OrdinalData.age), ("z", OrdinalData.age.map { 3 - $0 })])
    expectRefusal(.rankDeficient) { try self.fit(["z"], design: twice) }
  }

  /// The middle level dies out as x grows, so that its thresholds meet and cross.
  @Test func refusesAMaximumWithoutPositiveProbabilities() throws {
    let counts: [[Double]] = [[3, 10, 3], [5, 6, 5], [7, 3, 7], [9, 0, 9], [10, 0, 10]]
    let labels = counts.flatMap { _ in OrdinalData.levels }
    func fit(_ x: [Double], _ varying: [String]) throws -> PartialProportionalOdds {
      try PartialProportionalOdds(
        labels, levels: OrdinalData.levels, on: Design(columns: [("x", x.flatMap { [$0, $0, $0] })]),
        varying: varying, weights: counts.flatMap { $0 })
    }
    #expect(try fit([0, 1, 2, 3, 6], []).converged)
    for x in [[0.0, 1, 2, 3, 6], [0, 0, 0, 1, 1]] {
      expectRefusal(.infeasible) { try fit(x, ["x"]) }
      do { _ = try fit(x, ["x"]) } catch let error as InputError {
        #expect(error.problem.contains("level \"middle\" would have none"), "\(error)")
      }
    }
  }

  /// All cases of the two lowest levels have the same x, so that the lowest threshold has no slope.
  @Test func refusesCoefficientsThatNoCaseDetermines() throws {
    let labels = ["l", "m", "l", "m", "h", "t", "h", "t", "h", "t"]
    let design = try Design(columns: [("x", [1, 1, 1, 1, 1, 2, 3, 1, 2, 3])])
    do {
      _ = try PartialProportionalOdds(labels, levels: ["l", "m", "h", "t"], on: design, varying: ["x"])
      Issue.record("a slope that no case determines was fitted")
    } catch {
      #expect(error.code == .rankDeficient && error.subject == "varying", "\(error)")
    }
    #expect(
      try PartialProportionalOdds(labels, levels: ["l", "m", "h", "t"], on: design, varying: []).converged)
  }

  @Test func aSeparatedThresholdIsNamed() throws {
    // Nobody with x = 1 is at the lowest level.
    let labels = ["l", "l", "m", "m", "h", "h", "m", "m", "h", "h", "m", "h"]
    let design = try Design(columns: [("x", [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1])])
    #expect(
      try PartialProportionalOdds(labels, levels: ["l", "m", "h"], on: design, varying: []).converged)
    do {
      _ = try PartialProportionalOdds(labels, levels: ["l", "m", "h"], on: design, varying: ["x"])
      Issue.record("a separated threshold was fitted")
    } catch {
      #expect(error.code == .infeasible && error.problem.contains("separated by \"x\""), "\(error)")
    }
  }

  @Test func refusesPredictionsWhereThresholdsCross() throws {
    let model = try PartialProportionalOdds("satisfaction ~ age", in: OrdinalData.data(), varying: ["age"])
    #expect(try model.fittedProbabilities().allSatisfy { $0.allSatisfy { $0 > 0 } })
    let slopes = try OrdinalData.levels.dropLast().map { try #require(model["age", above: $0]).value }
    let meeting = (model.thresholds[1].value - model.thresholds[0].value) / (slopes[1] - slopes[0])
    func predict(_ age: Double) throws -> [[Double]] {
      try model.probabilities(for: ModelData(["age": .numbers([40, age])]))
    }
    let beyond = meeting + (meeting - 40).sign.factor
    expectRefusal(.outOfRange) { try predict(beyond) }
    do { _ = try predict(beyond) } catch let error as InputError {
      #expect(error.problem.contains("index 1") && error.problem.contains("\"middle\""))
    }
    #expect(try predict(meeting - (meeting - 40).sign.factor)[1].allSatisfy { $0 > 0 })
    expectRefusal(.notFinite) { try predict(.infinity) }
    expectRefusal(.outOfRange) { try predict(.greatestFiniteMagnitude) }
    expectRefusal(.unknownName) { try model.probabilities(for: ModelData(["x": .numbers([1])])) }
  }

  @Test func refusesParametersWithoutProbabilities() throws {
    let problem = try PartialProportionalOdds.Problem(
      OrdinalData.satisfaction, levels: OrdinalData.levels, on: OrdinalData.design(), varying: ["age"])
    #expect(
      problem.parameterNames == [
        "low | middle", "middle | high", "age (> low)", "age (> middle)", "support",
      ])
    expectRefusal(.outOfRange) { try problem.objective(at: [1, 0, 0, 0, 0]) }
    expectRefusal(.outOfRange) { try problem.minimum(from: [1, 1, 0, 0, 0]) }
    // In order for the young, not for the old.
    expectRefusal(.outOfRange) { try problem.objective(at: [-1, 1, 0, 0.04, 0]) }
    expectRefusal(.lengthMismatch) { try problem.objective(at: [1]) }
    expectRefusal(.notFinite) { try problem.minimum(from: [0, 1, .nan, 0, 0]) }
  }

  // Print

  @Test func printsItsFinding() throws {
    let text = try PartialProportionalOdds(
      "satisfaction ~ age", in: OrdinalData.data(), varying: ["age"], link: .probit
    ).description
    #expect(
      text == """
        Partial proportional odds: satisfaction
          age (> low)         -0.006  95% CI [-0.053, 0.041]  z = -0.25, p = .806
          age (> middle)      -0.003  95% CI [-0.058, 0.052]  z = -0.10, p = .918
          low | middle         -0.77  95% CI [-2.85, 1.30]    z = -0.73, p = .465
          middle | high         0.27  95% CI [-2.09, 2.62]    z = 0.22, p = .825
          all predictors                                      χ²(2) = 0.061, p = .970
          equal coefficients                                  χ²(1) = 0.014, p = .907
          n = 20   levels = low, middle, high   log likelihood = -21.89   AIC = 51.8   BIC = 55.8
          iterations = 4
          all 20 cases used
          link: probit; varying: age
          Note: positive coefficients go with higher levels
        """)
  }

  // Conformance

  @Test(arguments: OrdinalLink.allCases) func keepsTheContract(_ link: OrdinalLink) throws {
    try checkFinding {
      try PartialProportionalOdds("satisfaction ~ age", in: OrdinalData.data(), varying: ["age"], link: link)
    }
    try checkFinding {
      try PartialProportionalOdds("satisfaction ~ 1", in: OrdinalData.data(), varying: [], link: link)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("PartialProportionalOdds") { print in
      // page
      let levels = ["low", "middle", "high"]
      let data = try ModelData([
        "satisfaction": .labels((0..<12).map { levels[$0 % 3] }, levels: levels),
        "influence": .labels((0..<12).map { $0 < 6 ? "little" : "much" }),
        "contact": .labels((0..<12).map { $0 % 6 < 3 ? "rare" : "daily" }, levels: ["rare", "daily"]),
        "count": .numbers([40, 25, 20, 21, 33, 17, 28, 24, 43, 12, 31, 38]),
      ])
      let model = try PartialProportionalOdds(
        "satisfaction ~ influence + contact", in: data, varying: ["contact"], weights: "count")
      print(model)
      let others = try ModelData(["influence": .labels(["much"]), "contact": .labels(["daily"])])
      print(try model.probabilities(for: others).map { $0.map { ($0 * 100).rounded() } })
      let means = try MarginalMeans(ofEachThresholdOf: model, over: ["contact"], scale: .response)
      print(means)
      print(try MarginalContrasts(of: means, adjustment: .none))
      // end
    }
  }
}

extension FloatingPointSign {
  fileprivate var factor: Double { self == .plus ? 1 : -1 }
}
