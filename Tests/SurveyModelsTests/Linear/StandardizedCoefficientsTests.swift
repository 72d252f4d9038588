import SurveyInference
import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct StandardizedCoefficientsTests {
  // Reference

  @Test(arguments: try Fixture.cases("StandardizedCoefficients"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let found = try StandardizedCoefficients(of: LinearRegression(problem.outcome, on: problem.design))
    let expected = reference.expected
    try expectAgreement(found.lines.map(\.beta), expected["beta"], digits: 9, "beta")
    try expectAgreement(
      found.lines.map(\.partialCorrelation.value), expected["partial_r"], digits: 9, "partial")
    try expectAgreement(
      found.lines.map(\.semipartialCorrelation), expected["semipartial_r"], digits: 9, "semipartial")
    try expectAgreement(found.fSquared, expected["f2"], digits: 9, "f²")
  }

  // Laws

  @Test func standardizedVariablesHaveTheirCoefficients() throws {
    func standardized(_ values: [Double]) throws -> [Double] {
      let moments = try Moments(values)
      let spread = try #require(moments.standardDeviation)
      return values.map { ($0 - moments.mean) / spread }
    }
    let fit = try LinearRegression(
      try standardized(RegressionData.trust),
      on: Design(columns: [
        ("motivation", try standardized(RegressionData.motivation)),
        ("age", try standardized(RegressionData.age)),
      ]))
    let found = try StandardizedCoefficients(of: RegressionData.fit("trust ~ motivation + age"))
    for (line, coefficient) in zip(found.lines, fit.coefficients.dropFirst()) {
      expectAgreement(line.beta, coefficient.value, digits: 12)
    }
  }

  @Test func squaredSemipartialsAreTheLossOfRSquared() throws {
    let full = try RegressionData.fit("trust ~ motivation + age + status")
    let found = try StandardizedCoefficients(of: full)
    let without = try NestedRegressions(full, against: RegressionData.fit("trust ~ age + status"))
    let line = try #require(found["motivation"])
    expectAgreement(
      line.semipartialCorrelation * line.semipartialCorrelation, without.rSquaredChange, digits: 11)
    let partial = line.partialCorrelation.value
    expectAgreement(partial * partial, without.partialRSquared.value, digits: 11)
  }

  @Test func oneColumnHasThePlainCorrelation() throws {
    let line = try StandardizedCoefficients(of: RegressionData.fit("trust ~ age")).lines[0]
    let plain = try PearsonCorrelation(RegressionData.trust, with: RegressionData.age).correlation
    for value in [line.beta, line.partialCorrelation.value, line.semipartialCorrelation] {
      expectAgreement(value, plain.value, digits: 12)
    }
    try expectAgreement(
      #require(line.partialCorrelation.interval).lower, #require(plain.interval).lower, digits: 11)
  }

  @Test func unitsAndKindsOfErrorsDoNotMatter() throws {
    let data = try RegressionData.data()
    let one = try StandardizedCoefficients(of: LinearRegression("trust ~ age + motivation", in: data))
    let other = try StandardizedCoefficients(
      of: LinearRegression(
        RegressionData.trust.map { 100 - 10 * $0 },
        on: Design(columns: [
          ("age", RegressionData.age.map { $0 / 12 + 7 }), ("motivation", RegressionData.motivation),
        ]), standardErrors: .hc3))
    for (line, twin) in zip(one.lines, other.lines) {
      expectAgreement(line.beta, -twin.beta, digits: 11)
      expectAgreement(line.partialCorrelation.value, -twin.partialCorrelation.value, digits: 11)
    }
  }

  // Refusals

  @Test func refusesWhatItCannotStandardize() throws {
    expectRefusal(.tooFew) { try StandardizedCoefficients(of: RegressionData.fit("trust ~ 1")) }
    let design = try Design(columns: [("age", RegressionData.age)])
    expectRefusal(.constant) {
      try StandardizedCoefficients(of: LinearRegression(RegressionData.age, on: design))
    }
    expectRefusal(.definition) {
      try StandardizedCoefficients(
        of: LinearRegression(RegressionData.trust, on: design, weights: RegressionData.motivation))
    }
    expectRefusal(.outOfRange) {
      try StandardizedCoefficients(of: RegressionData.fit("trust ~ age"), confidence: 2)
    }
  }

  @Test func withOneDegreeOfFreedomThereIsNoInterval() throws {
    let fit = try LinearRegression([1, 3, 2], on: Design(columns: [("x", [1, 2, 3])]))
    #expect(try StandardizedCoefficients(of: fit).lines[0].partialCorrelation.interval == nil)
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try StandardizedCoefficients(of: RegressionData.fit("trust ~ motivation + site")).description == """
        Standardized coefficients: trust
          column       beta  partial r  95% CI       semipartial r
          motivation   0.62        .74  [.21, .93]             .53
          site: b     -0.08       -.15  [-.71, .53]           -.07
          site: c      0.34        .47  [-.23, .85]            .25
          R² = .770   f² = 3.35
          all 12 cases used
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try StandardizedCoefficients(of: RegressionData.fit("trust ~ motivation + site")) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("StandardizedCoefficients") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "motivation": .numbers([1, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]),
        "age": .numbers([25, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33]),
      ])
      let fit = try LinearRegression("trust ~ motivation + age", in: data)
      print(try StandardizedCoefficients(of: fit).named("trust"))
      // end
    }
  }
}
