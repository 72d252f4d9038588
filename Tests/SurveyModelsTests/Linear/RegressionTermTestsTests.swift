import SurveyInference
import SurveyLinearAlgebra
import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RegressionTermTestsTests {
  private let clusters = [1, 1, 2, 2, 2, 3, 3, 4, 4, 4, 5, 6]

  private func clustered(
    _ formula: String, _ estimator: ClusteredRegression.Estimator = .cr2, contrasts: Contrasts = .treatment
  ) throws -> ClusteredRegression {
    let fit = try LinearRegression(
      formula, in: RegressionData.data(), contrasts: contrasts == .treatment ? [:] : ["status": contrasts])
    return try ClusteredRegression(of: fit, clusters: clusters, estimator: estimator)
  }

  // Reference

  @Test(arguments: try Fixture.cases("RegressionTermTests", method: "terms of clustered cases"))
  func agreesWithClubSandwich(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let fit = try LinearRegression(problem.outcome, on: problem.design)
    let clusters = try reference.data().column(reference.options["cluster"].string()).compactMap { $0 }
    let expected = reference.expected
    let found = try RegressionTermTests(of: ClusteredRegression(of: fit, clusters: clusters)).terms
    try expectAgreement(found.map { Double($0.degreesOfFreedom) }, expected["df1"], digits: 15, "df")
    try expectAgreement(found.compactMap(\.statistic?.value), expected["F"], digits: 9, "F")
    try expectAgreement(found.compactMap(\.errorDegreesOfFreedom), expected["df2"], digits: 9, "error df")
    try expectAgreement(found.compactMap(\.pValue), expected["p"], digits: 9, "p")
    let plain = try RegressionTermTests(
      of: ClusteredRegression(of: fit, clusters: clusters, estimator: .cr1)
    ).terms
    try expectAgreement(plain.compactMap(\.statistic?.value), expected["F_CR1"], digits: 9, "F of CR1")
    try expectAgreement(plain.compactMap(\.pValue), expected["p_CR1"], digits: 9, "p of CR1")
  }

  @Test(arguments: try Fixture.cases("RegressionTermTests", method: "terms of independent cases"))
  func agreesWithCar(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let expected = reference.expected
    for (errors, suffix) in [(StandardErrors.hc3, ""), (.classical, "_classical")] {
      let fit = try LinearRegression(problem.outcome, on: problem.design, standardErrors: errors)
      let found = try RegressionTermTests(of: fit).terms
      try expectAgreement(found.map { Double($0.degreesOfFreedom) }, expected["df1"], digits: 15, "df")
      try expectAgreement(found.compactMap(\.statistic?.value), expected["F\(suffix)"], digits: 9, "F")
      try expectAgreement(found.compactMap(\.pValue), expected["p\(suffix)"], digits: 9, "p")
    }
  }

  // Laws

  @Test(arguments: [
    "trust ~ motivation * status", "trust ~ motivation * site", "trust ~ status + age + site",
    "trust ~ ns(age, df = 2) + motivation * status", "trust ~ age * motivation * status",
    "trust ~ motivation:site", "trust ~ 0 + site + motivation",
  ])
  func withClassicalErrorsItIsTheAnalysisOfVariance(_ formula: String) throws {
    let model = try Formula(formula).model(in: RegressionData.data())
    let other = try RegressionANOVA(model.outcome(), on: model.design, sumsOfSquares: .marginal)
    let found = try RegressionTermTests(of: LinearRegression(model.outcome(), on: model.design))
    let twins = other.terms.filter { $0.name != "intercept" }
    #expect(found.terms.count == twins.count)
    for (term, twin) in zip(found.terms, twins) {
      #expect(term.name == twin.name && term.degreesOfFreedom == twin.degreesOfFreedom)
      try expectAgreement(#require(term.statistic?.value), twin.statistic.value, digits: 10)
      try expectAgreement(#require(term.pValue), twin.pValue, digits: 10)
    }
  }

  @Test(arguments: ClusteredRegression.Estimator.allCases)
  func codingDoesNotMatter(estimator: ClusteredRegression.Estimator) throws {
    let one = try RegressionTermTests(of: clustered("trust ~ motivation * status", estimator)).terms
    for contrasts in [Contrasts.sum, .helmert, .repeated, .custom([.init("own", [1, 4])])] {
      let other = try RegressionTermTests(
        of: clustered("trust ~ motivation * status", estimator, contrasts: contrasts)
      ).terms
      for (left, right) in zip(one, other) {
        try expectAgreement(
          #require(left.statistic?.value), #require(right.statistic?.value), digits: 9)
        try expectAgreement(#require(left.pValue), #require(right.pValue), digits: 9)
      }
    }
  }

  @Test func aTermIsAJointTestOfItsCoefficients() throws {
    let fit = try clustered("trust ~ motivation + site")
    let terms = try RegressionTermTests(of: fit).terms
    let site = try JointTest(of: fit, ["site: b", "site: c"])
    #expect(terms.map(\.name) == ["motivation", "site"])
    #expect(terms[1].statistic == site.statistic && terms[1].pValue == site.pValue)
    #expect(terms[1].hotellingDegreesOfFreedom == site.hotellingDegreesOfFreedom)
    let motivation = try #require(fit["motivation"])
    try expectAgreement(#require(terms[0].pValue), #require(motivation.pValue), digits: 10)
  }

  @Test func aMainEffectIsTheMeanOfSimpleOnes() throws {
    let fit = try clustered("trust ~ motivation * status")
    let terms = try RegressionTermTests(of: fit).terms
    let slope = try LinearCombination(of: fit, ["motivation": 1, "motivation × status: in": 0.5])
    try expectAgreement(#require(terms[0].pValue), #require(slope.pValue), digits: 10)
    let level = try #require(fit["status: in"])
    try expectAgreement(#require(terms[1].pValue), #require(level.pValue), digits: 10)
  }

  @Test func ofSeveralKindsOfClustersItIsTheirJointTest() throws {
    let several = try MultiwayClusteredRegression(
      of: RegressionData.fit("trust ~ age + status"),
      clusters: [("workplace", clusters), ("month", (0..<12).map { $0 % 4 })])
    let terms = try RegressionTermTests(of: several).terms
    let age = try JointTest(of: several, ["age"])
    #expect(terms[0].statistic == age.statistic && terms[0].hotellingDegreesOfFreedom == nil)
  }

  // Edges

  @Test func aTermThatTheClustersCannotTestSaysWhy() throws {
    let few = (0..<12).map { $0 % 3 }
    let fit = try ClusteredRegression(
      of: RegressionData.fit("trust ~ motivation + poly(age, 3)"), clusters: few, estimator: .cr1)
    let found = try RegressionTermTests(of: fit)
    #expect(found.terms[0].statistic != nil && found.terms[0].problem == nil)
    #expect(found.terms[1].statistic == nil && found.terms[1].pValue == nil)
    #expect(found.terms[1].problem == "3 clusters cannot test 3 restrictions at once")
    #expect(found.report.text.contains("is not tested: 3 clusters cannot test 3 restrictions at once."))
    try checkFinding { found }
  }

  @Test func refusesWhatHasNoTerms() throws {
    let (trust, age) = (RegressionData.trust, RegressionData.age)
    let matrix = try Design(Matrix(columns: [age]), names: ["age"])
    expectRefusal(.definition) { try RegressionTermTests(of: LinearRegression(trust, on: matrix)) }
    expectRefusal(.definition) {
      try RegressionTermTests(of: LinearRegression(trust, on: Design(interceptFor: trust)))
    }
    let twice = try Design([.numeric("age", age), .numeric("again", age)])
    expectRefusal(.definition) {
      try RegressionTermTests(
        of: ClusteredRegression(of: LinearRegression(trust, on: twice, aliased: .drop), clusters: clusters))
    }
    expectRefusal(.constant) {
      try RegressionTermTests(of: LinearRegression(age, on: Design([.numeric("age", age)])))
    }
    // Two contrasts would be needed for three sites.
    let site = Term.factor(
      "site", RegressionData.site, contrasts: .custom([.init("a against others", [2, -1, -1])]))
    let product = try Design([site, .numeric("age", age), .product([site, .numeric("age", age)])])
    expectRefusal(.definition) { try RegressionTermTests(of: LinearRegression(trust, on: product)) }
    let alone = try RegressionTermTests(
      of: LinearRegression(trust, on: Design([site, .numeric("age", age)])))
    #expect(alone.terms.map(\.degreesOfFreedom) == [1, 1])
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try RegressionTermTests(of: clustered("trust ~ motivation + site")).description == """
        Tests of the terms of a regression: trust
          term           F  df  error df     p
          motivation  5.85   1       4.0  .073
          site        1.95   2       2.6  .302
          all 12 cases used
          standard errors: CR2
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    for estimator in ClusteredRegression.Estimator.allCases {
      try checkFinding { try RegressionTermTests(of: clustered("trust ~ motivation * status", estimator)) }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RegressionTermTests") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "motivation": .numbers([1, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]),
        "wave": .labels(["a", "b", "c", "a", "b", "c", "b", "a", "c", "b", "a", "c"]),
        "workplace": .labels(["a", "a", "b", "b", "b", "c", "c", "d", "d", "d", "e", "f"]),
      ])
      let fit = try ClusteredRegression("trust ~ motivation + wave", in: data, clusters: "workplace")
      print(try RegressionTermTests(of: fit))
      // end
    }
  }
}
