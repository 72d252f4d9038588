import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RegressionOutlierTestTests {
  // Reference

  @Test(arguments: try Fixture.cases("RegressionOutlierTest"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let fit = try LinearRegression(problem.outcome, on: problem.design, weights: problem.weights)
    let found = try RegressionOutlierTest(of: fit)
    let expected = reference.expected
    #expect(try found.index == expected["index"].integer())
    #expect(try found.statistic.reference == .t(degreesOfFreedom: expected["df"].number()))
    try expectAgreement(found.statistic.value, expected["t"], digits: 9, "t")
    try expectAgreement(found.unadjustedPValue, expected["p"], digits: 9, "p")
    try expectAgreement(found.pValue, expected["bonferroni"], digits: 9, "adjusted p")
  }

  // Laws

  @Test func itIsTheLargestStudentizedResidual() throws {
    let fit = try RegressionData.fit("trust ~ motivation + site")
    let found = try RegressionOutlierTest(of: fit)
    let residuals = try RegressionInfluence(of: fit).influences.compactMap(\.studentizedResidual)
    #expect(found.statistic.value.magnitude == residuals.map(\.magnitude).max())
    #expect(found.tests == residuals.count)
    expectAgreement(found.pValue, min(1, 12 * found.unadjustedPValue), digits: 13)
  }

  @Test func itIsTheTestOfAnIndicatorOfTheCase() throws {
    let found = try RegressionOutlierTest(of: RegressionData.fit("trust ~ motivation"))
    let indicator = RegressionData.trust.indices.map { $0 == found.index ? 1.0 : 0 }
    let fit = try LinearRegression(
      RegressionData.trust,
      on: Design(columns: [("motivation", RegressionData.motivation), ("case", indicator)]))
    let own = try #require(fit["case"])
    try expectAgreement(found.statistic.value, #require(own.statistic?.value), digits: 11)
    try expectAgreement(found.unadjustedPValue, #require(own.pValue), digits: 10)
  }

  // Edges

  @Test func casesThatAreAlwaysFittedAreNotCounted() throws {
    let labels = ["a", "a", "a", "b", "b", "c"]
    let fit = try LinearRegression([1, 2, 4, 2, 5, 9], on: Design([.factor("group", labels)]))
    #expect(try RegressionOutlierTest(of: fit).tests == 5)
  }

  @Test func refusesWhatCannotBeJudged() throws {
    let x = Design.self
    expectRefusal(.constant) {
      try RegressionOutlierTest(
        of: LinearRegression([1, 2, 3, 4], on: x.init(columns: [("x", [1, 2, 3, 4])])))
    }
    expectRefusal(.constant) {
      try RegressionOutlierTest(
        of: LinearRegression([1, 2, 3, 4, 9], on: x.init(columns: [("x", [1, 2, 3, 4, 5])])))
    }
    expectRefusal(.tooFew) {
      try RegressionOutlierTest(of: LinearRegression([1, 2, 4], on: x.init(columns: [("x", [1, 2, 3])])))
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try RegressionOutlierTest(of: RegressionData.fit("trust ~ motivation + age")).description == """
        Test of one outlier of a regression: trust
          case 10  t(8) = -1.96, p = 1
          cases looked at = 12   p of the case alone = .085
          all 12 cases used
          adjustment: Bonferroni
          Note: An extreme residual is a reason to look at the case, not to leave it out.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try RegressionOutlierTest(of: RegressionData.fit("trust ~ motivation")) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RegressionOutlierTest") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "motivation": .numbers([1, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]),
      ])
      let fit = try LinearRegression("trust ~ motivation", in: data)
      print(try RegressionOutlierTest(of: fit))
      // end
    }
  }
}
