import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

// No fixture: a combination of one coefficient is that coefficient, whose references are those of
// LinearRegression; others are fits of recoded designs.
@Suite struct LinearCombinationTests {
  // Laws

  @Test func oneCoefficientIsItself() throws {
    for errors in StandardErrors.allCases {
      let fit = try RegressionData.fit("trust ~ motivation + status", errors)
      let one = try LinearCombination(of: fit, ["motivation": 1])
      let own = try #require(fit["motivation"])
      #expect(one.estimate.value == own.value)
      expectAgreement(one.estimate.standardError ?? 0, own.standardError, digits: 14)
      try expectAgreement(#require(one.pValue), #require(own.pValue), digits: 12)
    }
  }

  @Test func theSlopeOfAGroupIsThatOfItsOwnDesign() throws {
    for errors in [StandardErrors.classical, .hc3] {
      let fit = try RegressionData.fit("trust ~ motivation * status", errors)
      let slope = try LinearCombination(of: fit, ["motivation": 1, "motivation × status: in": 1])
      let nested = try RegressionData.fit("trust ~ status / motivation", errors)
      let own = try #require(nested["status: in × motivation"])
      expectAgreement(slope.estimate.value, own.value, digits: 12)
      expectAgreement(slope.estimate.standardError ?? 0, own.standardError, digits: 12)
      try expectAgreement(#require(slope.pValue), #require(own.pValue), digits: 11)
    }
  }

  @Test func scalingTheWeightsScalesTheSumAndLeavesTheTest() throws {
    let fit = try RegressionData.fit("trust ~ motivation + age")
    let one = try LinearCombination(of: fit, ["motivation": 1, "age": -2], equals: 0.3)
    let ten = try LinearCombination(of: fit, ["motivation": -10, "age": 20], equals: -3)
    expectAgreement(ten.estimate.value, -10 * one.estimate.value, digits: 13)
    try expectAgreement(#require(ten.statistic?.value), -(#require(one.statistic?.value)), digits: 12)
    try expectAgreement(#require(ten.pValue), #require(one.pValue), digits: 12)
  }

  @Test func aOneSidedLimitIsThatOfATwoSidedIntervalAtTwiceTheError() throws {
    let fit = try RegressionData.fit("trust ~ motivation + age")
    let weights = ["motivation": 2.0, "age": 1]
    let both = try LinearCombination(of: fit, weights, confidence: 0.9).estimate.interval
    let above = try LinearCombination(of: fit, weights, alternative: .greater).estimate.interval
    let below = try LinearCombination(of: fit, weights, alternative: .less).estimate.interval
    try expectAgreement(#require(above).lower, #require(both).lower, digits: 12)
    try expectAgreement(#require(below).upper, #require(both).upper, digits: 12)
    #expect(above?.upper == .infinity && below?.lower == -.infinity)
  }

  // Refusals

  @Test func refusesWhatItCannotSum() throws {
    let fit = try RegressionData.fit("trust ~ motivation")
    expectRefusal(.definition) { try LinearCombination(of: fit, [:]) }
    expectRefusal(.definition) { try LinearCombination(of: fit, ["motivation": 0]) }
    expectRefusal(.unknownName) { try LinearCombination(of: fit, ["age": 1]) }
    expectRefusal(.notFinite) { try LinearCombination(of: fit, ["motivation": .nan]) }
    expectRefusal(.outOfRange) { try LinearCombination(of: fit, ["motivation": 1], equals: .infinity) }
    expectRefusal(.outOfRange) { try LinearCombination(of: fit, ["motivation": 1e308, "intercept": 1e308]) }
    expectRefusal(.outOfRange) { try LinearCombination(of: fit, ["motivation": 1], confidence: 1) }
  }

  @Test func anExactFitHasNothingToTest() throws {
    let fit = try LinearRegression([1, 2, 3, 4], on: Design(columns: [("x", [1, 2, 3, 4])]))
    let sum = try LinearCombination(of: fit, ["x": 1])
    #expect(sum.statistic == nil && sum.pValue == nil)
    #expect(sum.report.text.contains("nothing to test"))
  }

  // Print

  @Test func printsItsFinding() throws {
    let fit = try RegressionData.fit("trust ~ motivation + age", .hc3)
    #expect(
      try LinearCombination(of: fit, ["motivation": 1, "age": -10]).description == """
        Linear combination of coefficients: trust
          weighted sum  0.35  95% CI [-0.01, 0.70]  t(9) = 2.21, p = .054
          motivation = 1.00   age = -10.00
          all 12 cases used
          standard errors: HC3; alternative: two-sided
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding {
      try LinearCombination(
        of: RegressionData.fit("trust ~ motivation + age"), ["age": 10], alternative: .less)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("LinearCombination") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "motivation": .numbers([1, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]),
        "status": .labels(
          ["in", "in", "in", "in", "out", "in", "out", "out", "in", "out", "out", "in"],
          levels: ["out", "in"]),
      ])
      let fit = try LinearRegression("trust ~ motivation * status", in: data, standardErrors: .hc3)
      let slope = try LinearCombination(of: fit, ["motivation": 1, "motivation × status: in": 1])
      print(slope.named("slope of motivation among those in"))
      // end
    }
  }
}
