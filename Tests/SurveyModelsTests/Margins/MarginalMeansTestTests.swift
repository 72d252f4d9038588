import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MarginalMeansTestTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("MarginalMeansTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try MarginalMeansTest(of: MarginData.means(reference)).tests
    let expected = reference.expected
    let isF = reference.method == "least squares"
    let values = found.map { ($0.statistic?.value ?? .nan) / (isF ? 1 : Double($0.restrictions)) }
    let digits: Double = reference.method == "partial" ? 6 : 8
    try expectAgreement(values, expected["F"], digits: digits, "F")
    try expectAgreement(found.map { Double($0.restrictions) }, expected["df1"], digits: 14, "restrictions")
    try expectAgreement(found.compactMap(\.pValue), expected["p"], digits: min(digits, 7), "p")
    for test in found { #expect(test.statistic?.symbol == (isF ? "F" : "χ²")) }
  }

  // MARK: Laws

  @Test func ofOneWayItIsTheAnalysisOfVariance() throws {
    let fit = try MarginData.regression("score ~ arm")
    let test = try MarginalMeansTest(of: MarginalMeans(of: fit, over: ["arm"])).tests[0]
    let overall = try JointTest(of: fit, ["arm: b", "arm: c"])
    expectAgreement(test.statistic?.value ?? .nan, overall.statistic.value, digits: 11)
    expectAgreement(test.pValue ?? .nan, overall.pValue, digits: 10)
    #expect(test.restrictions == 2 && test.group.isEmpty)
  }

  @Test func ofTwoMeansItIsTheSquareOfTheirContrast() throws {
    let means = try MarginalMeans(
      of: MarginData.regression("score ~ arm * site + age"), over: ["site"], by: ["arm"])
    let contrasts = try MarginalContrasts(of: means, adjustment: .none).contrasts
    let tests = try MarginalMeansTest(of: means).tests
    #expect(tests.map(\.group) == [["a"], ["b"], ["c"]])
    for (test, contrast) in zip(tests, contrasts) {
      let t = contrast.statistic?.value ?? .nan
      expectAgreement(test.statistic?.value ?? .nan, t * t, digits: 11)
      expectAgreement(test.pValue ?? .nan, contrast.pValue ?? 0, digits: 10)
    }
  }

  /// Of a straight line a single difference says all.
  @Test func differencesThatFollowFromOthersDoNotCount() throws {
    let fit = try MarginData.regression()
    let test = try MarginalMeansTest(
      of: MarginalMeans(of: fit, over: ["age"], at: ["age": [30, 35, 50, 61]])
    ).tests[0]
    let t = fit["age"]?.statistic?.value ?? .nan
    #expect(test.restrictions == 1)
    expectAgreement(test.statistic?.value ?? .nan, t * t, digits: 9)
  }

  @Test(arguments: [Contrasts.sum, .helmert, .polynomial])
  func theCodingOfFactorsDoesNotMatter(_ coding: Contrasts) throws {
    let formula = "score ~ arm * site + age"
    let plain = try MarginalMeansTest(of: MarginalMeans(of: MarginData.regression(formula), over: ["arm"]))
    let other = try MarginalMeansTest(
      of: MarginalMeans(
        of: MarginData.regression(formula, contrasts: ["arm": coding, "site": coding]), over: ["arm"]))
    expectAgreement(
      plain.tests[0].statistic?.value ?? .nan, other.tests[0].statistic?.value ?? 0, digits: 10)
  }

  // MARK: Edges and refusals

  @Test func whatIsNotEstimableHasNoTest() throws {
    var site = MarginData.site
    for index in 0..<4 { site[index] = "x" }
    let data = try ModelData([
      "arm": .labels(MarginData.arm), "site": .labels(site), "score": .numbers(MarginData.score),
    ])
    let fit = try LinearRegression("score ~ arm * site", in: data, aliased: .drop)
    let found = try MarginalMeansTest(of: MarginalMeans(of: fit, over: ["site"], by: ["arm"]))
    #expect(found.tests.map { $0.statistic == nil } == [true, false, false])
    #expect(found.report.notes.last?.hasPrefix("there is no test where") == true)
    let same = try MarginalMeans(of: MarginData.regression(), over: ["age"], at: ["age": [40, 40]])
    #expect(try MarginalMeansTest(of: same).tests[0].statistic == nil)
  }

  @Test func refusesWhatHasNoTest() throws {
    let one = try MarginalMeans(of: MarginData.regression(), over: ["age"])
    expectRefusal(.tooFew) { try MarginalMeansTest(of: one) }
    let many = try MarginalMeans(
      of: MarginData.regression(), over: ["age"], at: ["age": (0..<101).map(Double.init)])
    expectRefusal(.infeasible) { try MarginalMeansTest(of: many) }
    let clusters = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 1, 2, 3, 4, 5]
    let fit = try ClusteredRegression(
      of: MarginData.regression("score ~ arm"), clusters: clusters, estimator: .cr2)
    expectRefusal(.infeasible) { try MarginalMeansTest(of: MarginalMeans(of: fit, over: ["arm"])) }
  }

  // MARK: Conformance

  @Test func keepsTheContract() throws {
    try checkFinding {
      try MarginalMeansTest(of: MarginalMeans(of: MarginData.regression(), over: ["arm"], by: ["site"]))
    }
  }

  @Test func printsItsFinding() throws {
    let means = try MarginalMeans(
      of: MarginData.regression("score ~ arm * site + age"), over: ["arm"], by: ["site"])
    let found = try MarginalMeansTest(of: means)
    #expect(
      found.description == """
        Test of marginal means: score
          all means of arm equal: x  F(2, 8) = 49.77, p < .001
          all means of arm equal: y  F(2, 8) = 71.66, p < .001
          age held at = 41.33
          all 15 cases used
          averages weighted: equal
        """)
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MarginalMeansTest") { print in
      // page
      let arm = [
        "old", "old", "old", "old", "new", "new", "new", "new", "new", "both", "both", "both", "both",
      ]
      let age = [31.0, 45, 28, 52, 39, 61, 24, 47, 33, 55, 42, 29, 36]
      let score = [4.1, 5.2, 3.9, 5.0, 5.8, 6.9, 4.4, 6.1, 5.5, 7.9, 7.2, 6.0, 6.4]
      let design = try Design([.factor("arm", arm, levels: ["old", "new", "both"]), .numeric("age", age)])
      let means = try MarginalMeans(of: LinearRegression(score, on: design), over: ["arm"])
      print(try MarginalMeansTest(of: means).named("trial", "score"))
      // end
    }
  }
}
