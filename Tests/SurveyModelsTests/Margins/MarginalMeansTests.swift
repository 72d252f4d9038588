import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MarginalMeansTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("MarginalMeans"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try MarginData.means(reference)
    let expected = reference.expected
    let digits: Double = reference.tolerance == "relative 1e-6" ? 6 : 9
    let estimates = found.means.compactMap(\.estimate)
    try expectAgreement(estimates.map(\.value), expected["mean"], digits: digits, floor: 1e-9, "means")
    try expectAgreement(estimates.compactMap(\.standardError), expected["se"], digits: digits, "errors")
    try expectAgreement(
      estimates.compactMap(\.interval?.lower), expected["lower"], digits: digits, floor: 1e-8, "lower")
    try expectAgreement(
      estimates.compactMap(\.interval?.upper), expected["upper"], digits: digits, floor: 1e-8, "upper")
    let freedom = found.means.compactMap(\.degreesOfFreedom)
    if !freedom.isEmpty { try expectAgreement(freedom, expected["df"], digits: digits, "freedom") }
  }

  // MARK: Laws

  @Test func meansOfGroupsAloneAreRawMeans() throws {
    let found = try MarginalMeans(of: MarginData.regression("score ~ arm"), over: ["arm"])
    for mean in found.means {
      let own = zip(MarginData.arm, MarginData.score).filter { $0.0 == mean.levels[0] }.map(\.1)
      expectAgreement(mean.estimate?.value ?? .nan, own.reduce(0, +) / Double(own.count), digits: 12)
    }
  }

  @Test(arguments: [Contrasts.sum, .helmert, .polynomial])
  func theCodingOfFactorsDoesNotMatter(_ coding: Contrasts) throws {
    let formula = "score ~ arm * site + age"
    let plain = try MarginalMeans(of: MarginData.regression(formula), over: ["arm"])
    let other = try MarginalMeans(
      of: MarginData.regression(formula, contrasts: ["arm": coding, "site": coding]), over: ["arm"])
    for (one, two) in zip(plain.means, other.means) {
      expectAgreement(one.estimate?.value ?? .nan, two.estimate?.value ?? 0, digits: 10)
      expectAgreement(
        one.estimate?.standardError ?? .nan, two.estimate?.standardError ?? 0, digits: 10)
    }
  }

  @Test func aDesignOfTermsHasTheMeansOfItsFormula() throws {
    let design = try Design([
      .factor("arm", MarginData.arm), .factor("site", MarginData.site),
      .numeric("age", MarginData.age),
    ])
    let typed = try MarginalMeans(of: LinearRegression(MarginData.score, on: design), over: ["arm"])
    let read = try MarginalMeans(of: MarginData.regression(), over: ["arm"])
    for (one, two) in zip(typed.means, read.means) {
      expectAgreement(one.estimate?.value ?? .nan, two.estimate?.value ?? 0, digits: 12)
    }
  }

  @Test func aMeanAtTheMeanOfACovariateIsTheDefault() throws {
    let mean = MarginData.age.reduce(0, +) / 15
    let plain = try MarginalMeans(of: MarginData.regression(), over: ["site"])
    let held = try MarginalMeans(of: MarginData.regression(), over: ["site"], at: ["age": [mean]])
    for (one, two) in zip(plain.means, held.means) {
      expectAgreement(one.estimate?.value ?? .nan, two.estimate?.value ?? 0, digits: 12)
    }
  }

  @Test func cellWeightsWithoutOtherTermsGiveRawMeans() throws {
    let found = try MarginalMeans(
      of: MarginData.regression("score ~ arm * site"), over: ["arm"], weights: .cells)
    let raw = try MarginalMeans(of: MarginData.regression("score ~ arm"), over: ["arm"])
    for (one, two) in zip(found.means, raw.means) {
      expectAgreement(one.estimate?.value ?? .nan, two.estimate?.value ?? 0, digits: 11)
    }
  }

  @Test func aModelOfOnesOwnNeedsDesignCoefficientsAndCovariance() throws {
    struct Own: MarginalModel {
      let linearPart: LinearPart
    }
    let fit = try MarginData.regression()
    let model = try Formula("score ~ arm + site + age").model(in: MarginData.data())
    let own = try Own(
      linearPart: LinearPart(
        design: model.design, coefficients: fit.coefficients.map(\.value), covariance: fit.covariance,
        degreesOfFreedom: { _ in 10 }))
    let (one, two) = (try MarginalMeans(of: own, over: ["arm"]), try MarginalMeans(of: fit, over: ["arm"]))
    #expect(one.means.map(\.estimate) == two.means.map(\.estimate))
    expectRefusal(.lengthMismatch) {
      try LinearPart(design: model.design, coefficients: [1], covariance: fit.covariance)
    }
  }

  @Test func everyRobustFitHasMeans() throws {
    let design = try Formula("score ~ arm + age").model(in: MarginData.data()).design
    let y = MarginData.score
    let raw = try MarginalMeans(of: LinearRegression(y, on: design), over: ["arm"])
    let all = [
      try MarginalMeans(of: RobustRegression(y, on: design), over: ["arm"]),
      try MarginalMeans(of: MMRegression(y, on: design), over: ["arm"]),
      try MarginalMeans(of: QuantileRegression(y, on: design, standardErrors: .equalErrors), over: ["arm"]),
      try MarginalMeans(
        of: LinearRegression(y, on: design, standardErrors: .hc3), over: ["arm"]),
    ]
    for found in all {
      for (one, two) in zip(found.means, raw.means) {
        #expect(((one.estimate?.value ?? .nan) - (two.estimate?.value ?? 0)).magnitude < 0.5)
      }
    }
    expectRefusal(.infeasible) {
      try MarginalMeans(
        of: QuantileRegression(
          y, on: design, standardErrors: .bootstrap(.percentile(resamples: 200, seed: 1))),
        over: ["arm"])
    }
  }

  @Test(arguments: ClusteredRegression.Estimator.allCases)
  func clusteredMeansOfTreatmentsAreItsCoefficients(_ estimator: ClusteredRegression.Estimator) throws {
    let clusters = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 1, 2, 3, 4, 5]
    let fit = try ClusteredRegression(
      of: MarginData.regression("score ~ arm"), clusters: clusters, estimator: estimator)
    let found = try MarginalMeans(of: fit, over: ["arm"])
    let own = try #require(fit.coefficients.first)
    expectAgreement(found.means[0].estimate?.value ?? .nan, own.value, digits: 12)
    expectAgreement(found.means[0].estimate?.standardError ?? .nan, own.standardError, digits: 11)
    expectAgreement(found.means[0].degreesOfFreedom ?? .nan, own.degreesOfFreedom, digits: 9)
    let contrasts = try MarginalContrasts(of: found, .againstControl("a"), adjustment: .none)
    for (contrast, coefficient) in zip(contrasts.contrasts, fit.coefficients.dropFirst()) {
      expectAgreement(contrast.pValue ?? .nan, try #require(coefficient.pValue), digits: 8)
    }
  }

  // MARK: Edges and refusals

  @Test func anEmptyCellLeavesItsMeanOut() throws {
    var site = MarginData.site
    for index in 0..<4 { site[index] = "x" }
    let data = try ModelData([
      "arm": .labels(MarginData.arm), "site": .labels(site), "score": .numbers(MarginData.score),
    ])
    let fit = try LinearRegression("score ~ arm * site", in: data, aliased: .drop)
    let cells = try MarginalMeans(of: fit, over: ["arm", "site"])
    #expect(cells.means.map { $0.estimate == nil } == [false, true, false, false, false, false])
    let arms = try MarginalMeans(of: fit, over: ["arm"])
    #expect(arms.means.map { $0.estimate == nil } == [true, false, false])
    #expect(arms.report.text.contains("not estimable"))
    let contrasts = try MarginalContrasts(of: arms)
    #expect(contrasts.contrasts.map { $0.estimate == nil } == [true, true, false])
  }

  @Test func refusesWhatHasNoMean() throws {
    let fit = try MarginData.regression()
    expectRefusal(.unknownName) { try MarginalMeans(of: fit, over: ["none"]) }
    expectRefusal(.unknownName) { try MarginalMeans(of: fit, over: ["arm"], at: ["none": [1]]) }
    expectRefusal(.definition) { try MarginalMeans(of: fit, over: ["arm"], by: ["arm"]) }
    expectRefusal(.definition) { try MarginalMeans(of: fit, over: ["site"], at: ["arm": [1]]) }
    expectRefusal(.definition) { try MarginalMeans(of: fit, over: ["arm"], at: ["age": [30, 40]]) }
    expectRefusal(.notFinite) { try MarginalMeans(of: fit, over: ["arm"], at: ["age": [.nan]]) }
    expectRefusal(.tooFew) { try MarginalMeans(of: fit, over: ["arm"], at: ["age": []]) }
    expectRefusal(.outOfRange) { try MarginalMeans(of: fit, over: ["arm"], confidence: 1) }
    expectRefusal(.outOfRange) { try MarginalMeans(of: fit, over: ["arm"], offset: .nan) }
  }

  @Test func refusesMeansBeyondTheNumbers() throws {
    let design = try Design([.factor("arm", MarginData.arm)])
    let counts = MarginData.score.map { $0.rounded() }
    let fit = try GeneralizedRegression(counts, on: design, family: .poisson)
    expectRefusal(.outOfRange) {
      try MarginalMeans(of: fit, over: ["arm"], offset: 1_000, scale: .response)
    }
    #expect(try MarginalMeans(of: fit, over: ["arm"], offset: 1_000).means.count == 3)
  }

  // MARK: Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try MarginalMeans(of: MarginData.regression(), over: ["arm"], by: ["site"]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MarginalMeans") { print in
      // page
      let arm = [
        "old", "old", "old", "old", "new", "new", "new", "new", "new", "both", "both", "both", "both",
      ]
      let site = ["x", "y", "x", "y", "x", "x", "y", "y", "x", "y", "x", "y", "y"]
      let age = [31.0, 45, 28, 52, 39, 61, 24, 47, 33, 55, 42, 29, 36]
      let score = [4.1, 5.2, 3.9, 5.0, 5.8, 6.9, 4.4, 6.1, 5.5, 7.9, 7.2, 6.0, 6.4]
      let design = try Design([
        .factor("arm", arm, levels: ["old", "new", "both"]), .factor("site", site), .numeric("age", age),
      ])
      let regression = try LinearRegression(score, on: design)
      print(try MarginalMeans(of: regression, over: ["arm"], at: ["age": [40]]).named("trial", "score"))
      // end
    }
  }
}
