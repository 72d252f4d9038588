import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Outcomes that a predictor determines, in every model whose likelihood then has no maximum, and groups of one.
@Suite struct SeparatedOutcomesTests {
  private func refusal(_ call: () throws -> any Finding) throws -> InputError? {
    do {
      let found = try call()
      Issue.record("fitted: \(found.report.text)")
    } catch let error as InputError { return error }
    return nil
  }

  @Test(arguments: ModelUnderTest.binary) func aPredictorThatIsTheEventIsNamed(_ model: ModelUnderTest) throws
  {
    let error = try #require(try refusal { try model("x + apart", in: RefusalData.table()) })
    #expect(error.code == .infeasible, "\(error)")
    #expect("\(error)".contains("\"apart\"") && !"\(error)".contains("\"x\""), "\(error)")
  }

  @Test(arguments: ModelUnderTest.binary + [.riskRatio])
  func aGroupWithoutAnEventIsNamed(_ model: ModelUnderTest) throws {
    let error = try #require(
      try refusal { try model("x + none", in: RefusalData.table(), outcome: "eventless") })
    #expect(error.code == .infeasible && "\(error)".contains("\"none\""), "\(error)")
  }

  @Test(arguments: ModelUnderTest.counts) func aGroupWithoutACountIsNamed(_ model: ModelUnderTest) throws {
    let error = try #require(
      try refusal { try model("x + none", in: RefusalData.table(), outcome: "countless") })
    #expect(error.code == .infeasible && "\(error)".contains("\"none\""), "\(error)")
  }

  @Test(arguments: ModelUnderTest.levels) func aGroupAtTheLowestLevelIsNamed(_ model: ModelUnderTest) throws {
    let error = try #require(
      try refusal { try model("x + none", in: RefusalData.table(), outcome: "lowest") })
    #expect(error.code == .infeasible && "\(error)".contains("\"none\""), "\(error)")
  }

  /// The penalty keeps the coefficients finite.
  @Test func firthsRegressionHasAnAnswer() throws {
    for predictors in ["x + apart", "x + none"] {
      let outcome = predictors.hasSuffix("none") ? "eventless" : "event"
      let found = try FirthRegression("\(outcome) ~ \(predictors)", in: RefusalData.table())
      #expect(found.converged && found.coefficients.allSatisfy { $0.estimate.value.isFinite })
      #expect(!found.report.text.contains("NaN"))
    }
  }

  // Groups of one

  /// A group of one case beside others takes part in every model of groups.
  @Test func oneGroupOfOneCaseIsAGroup() throws {
    let data = try RefusalData.table()
    let clusters = try ClusteredRegression("amount ~ x + z", in: data, clusters: "alone")
    #expect(clusters.clusterCount == 11)
    let counts = try ClusteredGeneralizedRegression(
      "count ~ x", in: data, family: .poisson, clusters: "alone")
    #expect(counts.clusterCount == 11)
    let several = try MultiwayClusteredRegression("amount ~ x", in: data, clusters: ["alone", "wave"])
    #expect(!several.report.text.contains("NaN"))
    let mixed = try LinearMixedModel("amount ~ x + (1 | alone)", in: data)
    #expect(mixed.randomEffects[0].groupCount == 11 && mixed.converged)
    let logistic = try LogisticMixedModel("event ~ x + (1 | alone)", in: data)
    #expect(logistic.groupCount == 11)
    for correlation in [EstimatingEquations.WorkingCorrelation.exchangeable, .autoregressive] {
      for errors in EstimatingEquations.Errors.allCases {
        let found = try EstimatingEquations(
          "amount ~ x", in: data, clusters: "alone", family: .gaussian, correlation: correlation,
          errors: errors)
        #expect(found.clusterSizes.contains(1) && !found.report.text.contains("NaN"))
      }
    }
    for predictors in ["x + (1 + x | alone)", "x + (1 | alone) + (1 | wave)"] {
      #expect(!(try LinearMixedModel("amount ~ \(predictors)", in: data)).report.text.contains("NaN"))
    }
  }

  /// Where every group is of one case, effects of groups cannot be told from the residual.
  @Test func groupsOfOneCaseEachHaveNoEffects() throws {
    let data = try RefusalData.table()
    expectRefusal(.rankDeficient) { try LinearMixedModel("amount ~ x + (1 | each)", in: data) }
    expectRefusal(.infeasible) { try LogisticMixedModel("event ~ x + (1 | each)", in: data) }
    expectRefusal(.tooFew) {
      try EstimatingEquations(
        "amount ~ x", in: data, clusters: "each", family: .gaussian, correlation: .exchangeable)
    }
    // As clusters they are independent cases.
    let clusters = try ClusteredRegression("amount ~ x", in: data, clusters: "each")
    let robust = try LinearRegression("amount ~ x", in: data, standardErrors: .hc2)
    expectAgreement(
      try #require(clusters["x"]).standardError, try #require(robust["x"]).standardError, digits: 10)
  }

  @Test func oneGroupOfAllCasesIsRefused() throws {
    let data = try RefusalData.table()
    expectRefusal(.tooFew) { try ClusteredRegression("amount ~ x", in: data, clusters: "one") }
    expectRefusal(.tooFew) {
      try MultiwayClusteredRegression("amount ~ x", in: data, clusters: ["one", "wave"])
    }
    expectRefusal(.tooFew) {
      try ClusteredGeneralizedRegression("count ~ x", in: data, family: .poisson, clusters: "one")
    }
    expectRefusal(.tooFew) { try RiskRatioRegression("event ~ x", in: data, clusters: "one") }
    expectRefusal(.tooFew) {
      try InstrumentalRegression("amount ~ contact | distance", in: data, clusters: "one")
    }
    expectRefusal(.tooFew) { try LinearMixedModel("amount ~ x + (1 | one)", in: data) }
    expectRefusal(.tooFew) { try LogisticMixedModel("event ~ x + (1 | one)", in: data) }
    expectRefusal(.tooFew) {
      try EstimatingEquations(
        "amount ~ x", in: data, clusters: "one", family: .gaussian, correlation: .independence)
    }
  }
}
