import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct WhiteTestTests {
  // Reference

  @Test(arguments: try Fixture.cases("WhiteTest"))
  func agreesWithStatsmodels(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let fit = try LinearRegression(problem.outcome, on: problem.design)
    let expected = reference.expected
    let found = try WhiteTest(of: fit)
    #expect(try found.statistic.reference == .chiSquare(degreesOfFreedom: expected["df"].number()))
    try expectAgreement(found.statistic.value, expected["stat"], digits: 9, "statistic")
    try expectAgreement(found.pValue, expected["p"], digits: 9, "p")
    let short = try WhiteTest(of: fit, form: .fitted)
    try expectAgreement(short.statistic.value, expected["fitted"], digits: 9, "short form")
    try expectAgreement(short.pValue, expected["fitted_p"], digits: 9, "p of the short form")
    let squares = try WhiteTest(of: fit, form: .squares)
    try expectAgreement(squares.statistic.value, expected["squares"], digits: 9, "squares")
    try expectAgreement(squares.pValue, expected["squares_p"], digits: 9, "p of squares")
  }

  // Laws

  @Test(arguments: [nil, RegressionData.motivation])
  func itIsTheShareOfTheSquaredResidualsThatIsExplained(weights: [Double]?) throws {
    let (a, b) = (RegressionData.age, RegressionData.motivation)
    let fit = try LinearRegression(
      RegressionData.trust, on: Design(columns: [("a", a), ("b", b)]), weights: weights)
    let squares = fit.residuals.indices.map { fit.residuals[$0] * fit.residuals[$0] * (weights?[$0] ?? 1) }
    let auxiliary = try LinearRegression(
      squares,
      on: Design(columns: [
        ("a", a), ("b", b), ("aa", a.map { $0 * $0 }), ("ab", zip(a, b).map { $0 * $1 }),
        ("bb", b.map { $0 * $0 }),
      ]))
    let found = try WhiteTest(of: fit)
    expectAgreement(found.statistic.value, 12 * auxiliary.rSquared, digits: 9)
    expectAgreement(found.rSquared, auxiliary.rSquared, digits: 9)
  }

  @Test func itIsBreuschAndPagansTestOfTheseColumns() throws {
    let fit = try RegressionData.fit("trust ~ age")
    let columns = try Design([.power("age", RegressionData.age, 1), .power("age", RegressionData.age, 2)])
    let other = try BreuschPaganTest(of: fit, by: .columns(columns))
    for form in WhiteTest.Form.allCases {
      try expectAgreement(WhiteTest(of: fit, form: form).statistic.value, other.statistic.value, digits: 9)
    }
  }

  @Test func scaleOriginAndCodingDoNotMatter() throws {
    func test(_ scale: Double, _ baseline: String) throws -> WhiteTest {
      try WhiteTest(
        of: LinearRegression(
          RegressionData.trust.map { scale * $0 },
          on: Design([
            .numeric("age", RegressionData.age.map { scale * $0 - 9 }),
            .factor("site", RegressionData.site, baseline: baseline),
          ])))
    }
    let (one, other) = (try test(1, "a"), try test(-1000, "c"))
    expectAgreement(one.statistic.value, other.statistic.value, digits: 9)
    // age, two sites, age², age by two sites.
    #expect(one.statistic.reference == .chiSquare(degreesOfFreedom: 6))
    #expect(other.statistic.reference == one.statistic.reference)
  }

  // Edges

  @Test func anIndicatorHasNoSquareOfItsOwn() throws {
    let found = try WhiteTest(of: RegressionData.fit("trust ~ status"))
    #expect(found.statistic.reference == .chiSquare(degreesOfFreedom: 1))
    try expectAgreement(
      found.statistic.value, BreuschPaganTest(of: RegressionData.fit("trust ~ status")).statistic.value,
      digits: 12)
  }

  @Test func refusesWhatSaysNothingOfVariances() throws {
    expectRefusal(.tooFew) { try WhiteTest(of: RegressionData.fit("trust ~ 1")) }
    expectRefusal(.tooFew) { try WhiteTest(of: RegressionData.fit("trust ~ 1"), form: .fitted) }
    // Fourteen columns and a constant for twelve cases.
    expectRefusal(.tooFew) {
      try WhiteTest(of: RegressionData.fit("trust ~ age + motivation + I(age^2) + I(age^3)"))
    }
    let x = Design.self
    expectRefusal(.constant) {
      try WhiteTest(of: LinearRegression([1, 2, 3, 4], on: x.init(columns: [("x", [1, 2, 3, 4])])))
    }
    expectRefusal(.constant) {
      try WhiteTest(of: LinearRegression([1, 3, 5, 7], on: x.init(columns: [("x", [0, 0, 1, 1])])))
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try WhiteTest(of: RegressionData.fit("trust ~ motivation + age"), form: .fitted).description == """
        White's test of equal variances: trust
          equal variances  χ²(2) = 1.64, p = .440
          R² of squared residuals = .137
          all 12 cases used
          variance by: fitted values and squares
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try WhiteTest(of: RegressionData.fit("trust ~ motivation")) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("WhiteTest") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "motivation": .numbers([1, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]),
        "age": .numbers([25, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33]),
      ])
      let fit = try LinearRegression("trust ~ motivation + age", in: data)
      print(try WhiteTest(of: fit))
      // end
    }
  }
}
