import SurveyLinearAlgebra
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct ClusteredGeneralizedRegressionTests {
  private let site = ["a", "b", "a", "b", "a", "b", "c", "c", "a", "b", "d", "d"]

  // Reference

  @Test(arguments: try Fixture.cases("ClusteredGeneralizedRegression"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let clusters = try reference.data().column(reference.options["cluster"].string())
    let isNegativeBinomial = try reference.options["family"].string() == "negative binomial"
    for estimator in [ClusteredRegression.Estimator.cr0, .cr1, .cr1s] {
      let found: ClusteredGeneralizedRegression
      if isNegativeBinomial {
        let problem = try FormulaDesign(reference)
        found = try ClusteredGeneralizedRegression(
          of: NegativeBinomialRegression(problem.outcome, on: problem.design), clusters: clusters,
          estimator: estimator)
      } else {
        found = try ClusteredGeneralizedRegression(
          of: GeneralizedCases.fit(reference), clusters: clusters, estimator: estimator)
      }
      try expectAgreement(found.coefficients.map(\.value), reference.expected["coef"], digits: 7)
      try expectAgreement(
        found.coefficients.map(\.standardError), reference.expected[estimator.rawValue], digits: 7,
        estimator.rawValue)
    }
  }

  // Laws

  @Test func oneClusterForEachCaseIsHC0() throws {
    let fit = try GeneralizedRegression(
      GeneralizedCases.event, on: GeneralizedCases.design(), family: .binomial(), standardErrors: .hc0)
    let found = try ClusteredGeneralizedRegression(of: fit, clusters: Array(0..<12), estimator: .cr0)
    for (one, two) in zip(found.coefficients, fit.coefficients) {
      expectAgreement(one.standardError, two.standardError, digits: 10)
    }
    // Swapping names, order of cases or units of a column changes nothing.
    let order = [3, 0, 11, 7, 5, 1, 2, 10, 4, 6, 9, 8]
    let moved = try ClusteredGeneralizedRegression(
      of: GeneralizedRegression(
        order.map { GeneralizedCases.event[$0] },
        on: Design(columns: [("age", order.map { GeneralizedCases.age[$0] * 1e3 })]), family: .binomial()),
      clusters: order.map { site[$0] + "!" })
    let plain = try ClusteredGeneralizedRegression(of: fit, clusters: site)
    expectAgreement(moved.coefficients[1].standardError * 1e3, plain.coefficients[1].standardError, digits: 9)
    #expect(plain.clusterCount == 4 && plain.warnings.isEmpty)
  }

  @Test func independenceIsThatOfEstimatingEquations() throws {
    let fit = try GeneralizedRegression(
      GeneralizedCases.event, on: GeneralizedCases.design(), family: .binomial())
    let found = try ClusteredGeneralizedRegression(of: fit, clusters: site, estimator: .cr0)
    let equations = try EstimatingEquations(
      GeneralizedCases.event, on: GeneralizedCases.design(), clusters: site, family: .binomial,
      correlation: .independence)
    for (one, two) in zip(found.coefficients, equations.coefficients) {
      expectAgreement(one.standardError, two.standardError, digits: 8)
    }
    let effect = try AverageMarginalEffects(of: found).effects[0]
    let other = try AverageMarginalEffects(of: equations).effects[0]
    expectAgreement(effect.estimate.value, other.estimate.value, digits: 8)
    expectAgreement(
      try #require(effect.estimate.standardError), try #require(other.estimate.standardError), digits: 8)
  }

  @Test func casesWithoutWeightOrClusterTakeNoPart() throws {
    let weights = [1.0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0]
    let fit = try GeneralizedRegression(
      GeneralizedCases.event, on: GeneralizedCases.design(), family: .binomial(),
      weights: .frequencies(weights))
    let found = try ClusteredGeneralizedRegression(of: fit, clusters: site)
    #expect(found.clusterCount == 3)
    let table = try ModelData([
      "event": .numbers(GeneralizedCases.event), "age": .numbers(GeneralizedCases.age),
      "site": .labels(site.map { $0 == "d" ? nil : $0 }),
    ])
    let named = try ClusteredGeneralizedRegression(
      "event ~ age", in: table, family: .binomial(), clusters: "site")
    expectAgreement(named.coefficients[1].standardError, found.coefficients[1].standardError, digits: 9)
    #expect(named.cases.used == 10 && named.cases.excluded == 2)
  }

  // Refusals

  @Test func refusesWhatHasNoAnswer() throws {
    let fit = try GeneralizedRegression(
      GeneralizedCases.event, on: GeneralizedCases.design(), family: .binomial())
    expectRefusal(.lengthMismatch) { try ClusteredGeneralizedRegression(of: fit, clusters: [1, 2]) }
    expectRefusal(.tooFew) { try ClusteredGeneralizedRegression(of: fit, clusters: site.map { _ in 0 }) }
    expectRefusal(.definition) {
      try ClusteredGeneralizedRegression(of: fit, clusters: site, estimator: .cr3)
    }
    expectRefusal(.outOfRange) { try ClusteredGeneralizedRegression(of: fit, clusters: site, confidence: 1) }
    let mean = try GeneralizedRegression(
      [0, 1, 0, 1, 0, 1], on: Design(interceptFor: [1, 2, 3, 4, 5, 6]), family: .binomial())
    expectRefusal(.infeasible) { try ClusteredGeneralizedRegression(of: mean, clusters: [1, 1, 2, 2, 3, 3]) }
    let few = try ClusteredGeneralizedRegression(of: fit, clusters: site.map { $0 == "a" })
    #expect(few.warnings == ["2 clusters for 2 coefficients: the standard errors are too small"])
  }

  // Print, conformance and page

  @Test func printsItsFinding() throws {
    let fit = try GeneralizedRegression("visits ~ age", in: GeneralizedCases.table(), family: .poisson)
    #expect(
      try ClusteredGeneralizedRegression(of: fit, clusters: site).description == """
        Poisson regression of clustered cases: visits
          intercept  -1.74  95% CI [-3.13, -0.34]  z = -2.44, p = .015
          age        0.059  95% CI [0.028, 0.091]  z = 3.73, p < .001
               rate ratio  95% CI
          age        1.06  [1.03, 1.09]
          clusters = 4
          all 12 cases used
          standard errors: CR1
        """)
  }

  @Test func keepsTheContract() throws {
    let table = try GeneralizedCases.table()
    try checkFinding {
      try ClusteredGeneralizedRegression(
        of: GeneralizedRegression("event ~ age", in: table, family: .binomial(.probit)), clusters: self.site)
    }
    try checkFinding {
      try ClusteredGeneralizedRegression(
        of: NegativeBinomialRegression("visits ~ age", in: table), clusters: self.site, estimator: .cr1s)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ClusteredGeneralizedRegression") { print in
      // page
      let data = try ModelData([
        "dropout": .numbers([0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 0, 1]),
        "age": .numbers([
          31, 44, 52, 29, 38, 47, 25, 60, 35, 41, 58, 33, 45, 27, 36, 49, 55, 30, 42, 28,
        ]),
        "workplace": .labels([
          "a", "a", "b", "b", "c", "c", "d", "d", "e", "e", "f", "f", "f", "g", "g", "g", "h", "h", "h", "a",
        ]),
      ])
      let regression = try ClusteredGeneralizedRegression(
        "dropout ~ age", in: data, family: .binomial(), clusters: "workplace")
      print(regression)
      print(try AverageMarginalEffects(of: regression))
      // end
    }
  }
}
