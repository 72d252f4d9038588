import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct NestedRegressionsTests {
  // Reference

  @Test(arguments: try Fixture.cases("NestedRegressions"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let full = try FormulaDesign(reference)
    let names = try reference.options["reduced"].string().split(separator: "~")[1]
      .split(separator: "+").map { String($0.filter { $0 != " " }) }
    let reduced = try Design(
      columns: names.map { name in
        let place = try #require(full.design.columnNames.firstIndex(of: name))
        let matrix = full.design.matrix
        return (name, (0..<matrix.rowCount).map { matrix[$0, place] })
      })
    let found = try NestedRegressions(
      LinearRegression(full.outcome, on: full.design), against: LinearRegression(full.outcome, on: reduced))
    let expected = reference.expected
    try expectAgreement(found.rSquared[0], expected["r2_reduced"], digits: 9, "reduced R²")
    try expectAgreement(found.rSquared[1], expected["r2_full"], digits: 9, "full R²")
    try expectAgreement(found.rSquaredChange, expected["delta_r2"], digits: 9, "change")
    try expectAgreement(found.statistic.value, expected["F"], digits: 9, "F")
    try expectAgreement(found.pValue, expected["p"], digits: 9, "p")
    try expectAgreement(found.fSquared, expected["f2_change"], digits: 9, "f²")
    #expect(
      try found.statistic.reference
        == .f(numerator: expected["df1"].number(), denominator: expected["df2"].number()))
  }

  // Laws

  @Test func theChangeIsTheDifferenceOfBoth() throws {
    let full = try RegressionData.fit("trust ~ motivation + age + site")
    let reduced = try RegressionData.fit("trust ~ age")
    let nested = try NestedRegressions(full, against: reduced)
    expectAgreement(nested.rSquaredChange, full.rSquared - reduced.rSquared, digits: 12)
    expectAgreement(
      nested.partialRSquared.value, nested.rSquaredChange / (1 - reduced.rSquared), digits: 12)
    expectAgreement(nested.fSquared, nested.rSquaredChange / (1 - full.rSquared), digits: 12)
  }

  @Test func againstTheMeanItIsTheOverallTest() throws {
    let full = try RegressionData.fit("trust ~ motivation + age")
    let nested = try NestedRegressions(full, against: RegressionData.fit("trust ~ 1"))
    try expectAgreement(nested.statistic.value, #require(full.overall?.value), digits: 12)
    expectAgreement(nested.rSquaredChange, full.rSquared, digits: 12)
  }

  @Test func weightsActAsReplications() throws {
    let data = try RegressionData.data()
    let weights = [1.0, 2, 1, 3, 1, 2, 1, 1, 2, 1, 1, 2]
    let rows = weights.indices.flatMap { [Int](repeating: $0, count: Int(weights[$0])) }
    func design(_ chosen: [Int], _ both: Bool) throws -> Design {
      let motivation = ("motivation", chosen.map { RegressionData.motivation[$0] })
      return try Design(
        columns: [motivation] + (both ? [("age", chosen.map { RegressionData.age[$0] })] : []))
    }
    let all = Array(weights.indices)
    let weighted = try NestedRegressions(
      LinearRegression(RegressionData.trust, on: design(all, true), weights: weights),
      against: LinearRegression(RegressionData.trust, on: design(all, false), weights: weights))
    let outcome = rows.map { RegressionData.trust[$0] }
    let replicated = try NestedRegressions(
      LinearRegression(outcome, on: design(rows, true)),
      against: LinearRegression(outcome, on: design(rows, false)))
    expectAgreement(weighted.rSquaredChange, replicated.rSquaredChange, digits: 11)
    expectAgreement(weighted.fSquared, replicated.fSquared, digits: 11)
    #expect(data.count == weights.count)
  }

  // Refusals

  @Test func refusesWhatIsNotNested() throws {
    let full = try RegressionData.fit("trust ~ motivation + age")
    expectRefusal(.definition) { try NestedRegressions(full, against: full) }
    expectRefusal(.definition) { try NestedRegressions(RegressionData.fit("trust ~ age"), against: full) }
    expectRefusal(.definition) {
      try NestedRegressions(full, against: RegressionData.fit("trust ~ status"))
    }
    expectRefusal(.definition) {
      try NestedRegressions(full, against: RegressionData.fit("age ~ motivation"))
    }
    expectRefusal(.definition) { try NestedRegressions(full, against: RegressionData.fit("trust ~ 0 + age")) }
    let x = Design.self
    let exact = try LinearRegression(
      [1, 2, 3, 4, 5], on: x.init(columns: [("x", [1, 2, 3, 4, 5]), ("z", [1, 0, 2, 0, 1])]))
    let mean = try LinearRegression([1, 2, 3, 4, 5], on: x.init(interceptFor: [1, 2, 3, 4, 5]))
    expectRefusal(.constant) { try NestedRegressions(exact, against: mean) }
    expectRefusal(.outOfRange) {
      try NestedRegressions(full, against: RegressionData.fit("trust ~ age"), confidence: 0)
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try NestedRegressions(
        RegressionData.fit("trust ~ motivation + site"), against: RegressionData.fit("trust ~ site")
      ).description == """
        Nested regressions: trust
          partial R²  .550  95% CI [.026, .719]  F(1, 8) = 9.79, p = .014
          change of R² = .281   R² = .489, .770   f² = 1.22
          all 12 cases used
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding {
      try NestedRegressions(
        RegressionData.fit("trust ~ motivation + age"), against: RegressionData.fit("trust ~ age"))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("NestedRegressions") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "motivation": .numbers([1, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]),
        "age": .numbers([25, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33]),
      ])
      let first = try LinearRegression("trust ~ age", in: data)
      let second = try LinearRegression("trust ~ age + motivation", in: data)
      print(try NestedRegressions(second, against: first).named("trust: motivation beyond age"))
      // end
    }
  }
}
