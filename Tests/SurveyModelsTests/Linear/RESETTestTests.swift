import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RESETTestTests {
  // Reference

  @Test(arguments: try Fixture.cases("RESETTest"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let fit = try LinearRegression(problem.outcome, on: problem.design, weights: problem.weights)
    let expected = reference.expected
    let powers = try? reference.options["powers"].numbers().map { Int($0) }
    guard reference.id != "lm.mtcars_2fac.diagnostics" else {
      // R finds F = 0 and p = 1, because it drops both powers: every cell has its mean, and powers of the
      // cells' means are combinations of the cells.
      #expect(try expected["reset_F"].number() == 0)
      expectRefusal(.rankDeficient) { try RESETTest(of: fit) }
      return
    }
    let found = try RESETTest(of: fit, powers: powers ?? [2, 3])
    let own = powers == nil ? "reset_" : ""
    let df = try expected["\(own)df"].numbers()
    #expect(found.statistic.reference == .f(numerator: df[0], denominator: df[1]))
    try expectAgreement(found.statistic.value, expected["\(own)F"], digits: 9, "F")
    try expectAgreement(found.pValue, expected["\(own)p"], digits: 9, "p")
  }

  // Laws

  @Test(arguments: [nil, RegressionData.motivation])
  func itIsATestOfNestedRegressions(weights: [Double]?) throws {
    let base = try LinearRegression(
      RegressionData.trust, on: Design(columns: [("age", RegressionData.age)]), weights: weights)
    let fitted = base.fitted
    let design = try Design(columns: [
      ("age", RegressionData.age), ("square", fitted.map { $0 * $0 }), ("cube", fitted.map { $0 * $0 * $0 }),
    ])
    let nested = try NestedRegressions(
      LinearRegression(RegressionData.trust, on: design, weights: weights), against: base)
    let found = try RESETTest(of: base)
    // The powers as they are cost the digits that the test itself keeps.
    expectAgreement(found.statistic.value, nested.statistic.value, digits: 7)
    expectAgreement(found.partialRSquared, nested.partialRSquared.value, digits: 7)
  }

  @Test func withOnePredictorItIsTheTestOfItsSquare() throws {
    for errors in [StandardErrors.classical, .hc3] {
      let found = try RESETTest(of: RegressionData.fit("trust ~ age", errors), powers: [2])
      let square = try RegressionData.fit("trust ~ age + I(age^2)", errors)
      let t = try #require(square.coefficients.last?.statistic?.value)
      expectAgreement(found.statistic.value, t * t, digits: 9)
    }
  }

  @Test func scaleOriginAndCodingDoNotMatter() throws {
    let found = try RESETTest(of: RegressionData.fit("trust ~ age + site"))
    let other = try RESETTest(
      of: LinearRegression(
        RegressionData.trust.map { 1000 - 50 * $0 },
        on: Design([
          .numeric("age", RegressionData.age.map { 3 * $0 - 8 }),
          .factor("site", RegressionData.site, contrasts: .helmert),
        ])), powers: [3, 2])
    expectAgreement(found.statistic.value, other.statistic.value, digits: 9)
    #expect(other.powers == [2, 3])
  }

  // Edges

  @Test func aColumnOfThePowersNameIsNoClash() throws {
    let design = try Design(columns: [("fitted^2", RegressionData.age)])
    let found = try RESETTest(of: LinearRegression(RegressionData.trust, on: design))
    #expect(try found.pValue == RESETTest(of: RegressionData.fit("trust ~ age")).pValue)
  }

  @Test func refusesWhatCannotBend() throws {
    let fit = try RegressionData.fit("trust ~ age")
    expectRefusal(.outOfRange) { try RESETTest(of: fit, powers: [1]) }
    expectRefusal(.outOfRange) { try RESETTest(of: fit, powers: [Int.max]) }
    expectRefusal(.definition) { try RESETTest(of: fit, powers: []) }
    expectRefusal(.definition) { try RESETTest(of: fit, powers: [2, 2]) }
    expectRefusal(.tooFew) { try RESETTest(of: RegressionData.fit("trust ~ 1")) }
    expectRefusal(.rankDeficient) { try RESETTest(of: RegressionData.fit("trust ~ status")) }
    // Six means and five coefficients leave room for one power only.
    let cells = try RegressionData.fit("trust ~ status + site")
    expectRefusal(.rankDeficient) { try RESETTest(of: cells, powers: [2, 3, 4]) }
    let x = Design.self
    expectRefusal(.constant) {
      try RESETTest(of: LinearRegression([1, 2, 3, 4], on: x.init(columns: [("x", [1, 2, 3, 4])])))
    }
    expectRefusal(.tooFew) {
      try RESETTest(of: LinearRegression([1, 2, 4, 3], on: x.init(columns: [("x", [1, 2, 3, 4])])))
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try RESETTest(of: RegressionData.fit("trust ~ motivation + age")).description == """
        RESET test of a regression's form: trust
          nothing to add  F(2, 7) = 0.46, p = .648
          partial R² of the powers = .117
          all 12 cases used
          powers of the fitted values: 2, 3; standard errors: classical
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try RESETTest(of: RegressionData.fit("trust ~ motivation", .hc1), powers: [2]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RESETTest") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "age": .numbers([25, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33]),
      ])
      let fit = try LinearRegression("trust ~ age", in: data)
      print(try RESETTest(of: fit))
      // end
    }
  }
}
