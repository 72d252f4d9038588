import Foundation
import SurveyLinearAlgebra
import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct VarianceInflationTests {
  // Reference

  @Test(arguments: try Fixture.cases("VarianceInflation"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let fit = try LinearRegression(problem.outcome, on: problem.design, weights: problem.weights)
    let found = try VarianceInflation(of: fit)
    let expected = reference.expected["vif"]
    guard expected["rows"] == .null else {
      let lines = try expected["data"].array()
      #expect(found.terms.count == lines.count)
      for (term, line) in zip(found.terms, lines) {
        try expectAgreement(term.factor, line[0], digits: 9, term.name)
        #expect(try term.degreesOfFreedom == line[1].integer())
        try expectAgreement(term.root, line[2], digits: 9, term.name)
      }
      return
    }
    try expectAgreement(found.terms.map(\.factor), expected["vif"], digits: 9)
    #expect(found.terms.map(\.factor) == found.columns.map(\.factor))
  }

  // Laws

  @Test(arguments: [nil, RegressionData.motivation])
  func itIsTheRegressionOfEachColumnOnTheOthers(weights: [Double]?) throws {
    let data = [
      ("motivation", RegressionData.motivation), ("age", RegressionData.age),
      ("in", RegressionData.status.map { $0 == "in" ? 1.0 : 0 }),
    ]
    for intercept in [true, false] {
      let fit = try LinearRegression(
        RegressionData.trust, on: Design(columns: data, intercept: intercept), weights: weights)
      for (place, column) in try VarianceInflation(of: fit).columns.enumerated() {
        let others = data.indices.filter { $0 != place }.map { data[$0] }
        let own = try LinearRegression(
          data[place].1, on: Design(columns: others, intercept: intercept), weights: weights)
        expectAgreement(column.factor, 1 / (1 - own.rSquared), digits: 11)
        expectAgreement(column.tolerance, 1 - own.rSquared, digits: 11)
      }
    }
  }

  @Test func theGeneralizedFactorDoesNotHangOnTheCoding() throws {
    func terms(_ contrasts: Contrasts, _ scale: Double) throws -> [VarianceInflation.TermLine] {
      try VarianceInflation(
        of: LinearRegression(
          RegressionData.trust,
          on: Design([
            .numeric("age", RegressionData.age.map { 40 - scale * $0 }),
            .factor("site", RegressionData.site, contrasts: contrasts),
            .factor("status", RegressionData.status),
          ]))
      ).terms
    }
    let treatment = try terms(.treatment, 1)
    for other in [try terms(.sum, 1e6), try terms(.helmert, 1e-6)] {
      for (left, right) in zip(treatment, other) {
        expectAgreement(left.factor, right.factor, digits: 10)
        #expect(left.degreesOfFreedom == right.degreesOfFreedom)
      }
    }
  }

  @Test func itIsFoxAndMonettesRatioOfDeterminants() throws {
    let fit = try RegressionData.fit("trust ~ age + site + motivation")
    let found = try VarianceInflation(of: fit)
    // The columns of "site" are the third and fourth of the covariance matrix.
    func determinant(_ chosen: [Int]) throws -> Double {
      let covariance = fit.covariance
      return try CholeskyFactorization(
        Matrix(
          rowCount: chosen.count, columnCount: chosen.count,
          elements: chosen.flatMap { column in
            chosen.map { row in
              covariance[row, column] / (covariance[row, row] * covariance[column, column]).squareRoot()
            }
          })
      ).logDeterminant
    }
    let logarithm = try determinant([2, 3]) + determinant([1, 4]) - determinant([1, 2, 3, 4])
    expectAgreement(found.terms[1].factor, exp(logarithm), digits: 11)
    #expect(found.terms[1].name == "site" && found.terms[1].degreesOfFreedom == 2)
  }

  @Test func uncorrelatedColumnsInflateNothing() throws {
    let design = try Design(columns: [("a", [-1, 1, -1, 1, 0]), ("b", [-1, -1, 1, 1, 0])])
    let found = try VarianceInflation(of: LinearRegression([1, 3, 2, 5, 4], on: design))
    for column in found.columns { expectAgreement(column.factor, 1, digits: 14) }
  }

  @Test func theOutcomeAndItsErrorsPlayNoPart() throws {
    let one = try VarianceInflation(of: RegressionData.fit("trust ~ age + site"))
    let other = try VarianceInflation(of: RegressionData.fit("motivation ~ age + site", .hc3))
    #expect(one.columns == other.columns && one.terms == other.terms)
  }

  // Edges

  @Test func onePredictorAndAnExactFitHaveFactors() throws {
    let fit = try LinearRegression([1, 2, 3, 4], on: Design(columns: [("x", [1, 2, 3, 4])]))
    expectAgreement(try VarianceInflation(of: fit)["x"]?.factor ?? 0, 1, digits: 12)
  }

  @Test func droppedColumnsHaveNone() throws {
    let design = try Design([
      .numeric("age", RegressionData.age), .numeric("twice", RegressionData.age.map { 2 * $0 }),
      .factor("site", RegressionData.site),
    ])
    let found = try VarianceInflation(of: LinearRegression(RegressionData.trust, on: design, aliased: .drop))
    #expect(found.columns.map(\.name) == ["age", "site: b", "site: c"])
    #expect(found.terms.map(\.name) == ["age", "site"])
    #expect(found["twice"] == nil)
  }

  @Test func aMatrixHasOneTermForEachColumn() throws {
    let matrix = try Matrix(columns: [RegressionData.age, RegressionData.motivation])
    let found = try VarianceInflation(
      of: LinearRegression(RegressionData.trust, on: Design(matrix, names: ["age", "motivation"])))
    let named = try VarianceInflation(of: RegressionData.fit("trust ~ age + motivation"))
    #expect(found.terms == named.terms)
  }

  @Test func refusesAMean() throws {
    expectRefusal(.tooFew) { try VarianceInflation(of: RegressionData.fit("trust ~ 1")) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try VarianceInflation(of: RegressionData.fit("trust ~ age + site + motivation")).description == """
        Variance inflation: trust
          column       VIF  tolerance
          age         1.81       .553
          site: b     2.28       .439
          site: c     2.66       .376
          motivation  1.80       .555
          term        df  GVIF  GVIF^(1/(2 df))
          age          1  1.81             1.34
          site         2  2.40             1.24
          motivation   1  1.80             1.34
          all 12 cases used
        """)
    #expect(
      try VarianceInflation(of: RegressionData.fit("trust ~ 0 + age + motivation")).description == """
        Variance inflation: trust
          column       VIF  tolerance
          age         5.57       .179
          motivation  5.57       .179
          all 12 cases used
          Note: without an intercept the columns are taken from zero, so that a mean counts as correlation
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try VarianceInflation(of: RegressionData.fit("trust ~ motivation * site")) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("VarianceInflation") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "motivation": .numbers([1, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]),
        "age": .numbers([25, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33]),
        "site": .labels(["a", "b", "c", "a", "b", "c", "b", "a", "c", "b", "a", "c"]),
      ])
      let fit = try LinearRegression("trust ~ motivation + age + site", in: data)
      print(try VarianceInflation(of: fit))
      // end
    }
  }
}
