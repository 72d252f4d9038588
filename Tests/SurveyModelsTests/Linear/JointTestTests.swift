import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

// No fixture: the test of all predictors is that of LinearRegression, whose references it meets; other sets are
// tests of nested regressions.
@Suite struct JointTestTests {
  // Laws

  @Test func allPredictorsTogetherAreTheOverallTest() throws {
    for errors in StandardErrors.allCases {
      let fit = try RegressionData.fit("trust ~ motivation + age + site", errors)
      let test = try JointTest(of: fit, Array(fit.coefficients.map(\.name).dropFirst()))
      try expectAgreement(test.statistic.value, #require(fit.overall?.value), digits: 11)
      try expectAgreement(test.pValue, #require(fit.overallPValue), digits: 11)
    }
  }

  @Test func withClassicalErrorsItIsTheTestOfNestedRegressions() throws {
    let full = try RegressionData.fit("trust ~ motivation + age + site")
    let reduced = try RegressionData.fit("trust ~ motivation")
    let test = try JointTest(of: full, ["age", "site: b", "site: c"])
    let nested = try NestedRegressions(full, against: reduced)
    expectAgreement(test.statistic.value, nested.statistic.value, digits: 11)
    expectAgreement(test.pValue, nested.pValue, digits: 11)
  }

  @Test func oneRestrictionIsTheSquareOfItsT() throws {
    let fit = try RegressionData.fit("trust ~ motivation * status", .hc3)
    let weights = ["motivation": 1.0, "motivation × status: in": 0.5]
    let t = try #require(try LinearCombination(of: fit, weights).statistic?.value)
    expectAgreement(try JointTest(of: fit, sums: [weights]).statistic.value, t * t, digits: 12)
  }

  @Test func otherWordsForTheSameSpaceGiveTheSameTest() throws {
    let fit = try RegressionData.fit("trust ~ motivation + age + site", .hc2)
    let one = try JointTest(of: fit, ["site: b", "site: c"])
    let other = try JointTest(of: fit, sums: [["site: b": 1, "site: c": -1], ["site: c": 3]])
    expectAgreement(one.statistic.value, other.statistic.value, digits: 11)
  }

  // Refusals

  @Test func refusesWhatItCannotTest() throws {
    let fit = try RegressionData.fit("trust ~ motivation + age")
    expectRefusal(.tooFew) { try JointTest(of: fit, []) }
    expectRefusal(.unknownName) { try JointTest(of: fit, ["site"]) }
    expectRefusal(.rankDeficient) { try JointTest(of: fit, ["age", "age"]) }
    expectRefusal(.rankDeficient) { try JointTest(of: fit, ["age", "age", "age", "age"]) }
    expectRefusal(.rankDeficient) {
      try JointTest(of: fit, sums: [["age": 1, "motivation": 1], ["age": 2, "motivation": 2]])
    }
    expectRefusal(.definition) { try JointTest(of: fit, sums: [[:]]) }
    let exact = try LinearRegression([1, 2, 3, 4], on: Design(columns: [("x", [1, 2, 3, 4])]))
    expectRefusal(.constant) { try JointTest(of: exact, ["x"]) }
  }

  // Print

  @Test func printsItsFinding() throws {
    let fit = try RegressionData.fit("trust ~ motivation + site", .hc3)
    #expect(
      try JointTest(of: fit, ["site: b", "site: c"]).description == """
        Joint test of coefficients: trust
          all zero  F(2, 8) = 1.36, p = .310
          tested = site: b, site: c
          all 12 cases used
          standard errors: HC3
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try JointTest(of: RegressionData.fit("trust ~ motivation + age"), ["age"]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("JointTest") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "motivation": .numbers([1, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]),
        "site": .labels(["a", "b", "c", "a", "b", "c", "b", "a", "c", "b", "a", "c"]),
      ])
      let fit = try LinearRegression("trust ~ motivation + site", in: data, standardErrors: .hc3)
      print(try JointTest(of: fit, ["site: b", "site: c"]).named("trust: differences between sites"))
      // end
    }
  }
}
