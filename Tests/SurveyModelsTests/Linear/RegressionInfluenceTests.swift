import Foundation
import SurveyLinearAlgebra
import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RegressionInfluenceTests {
  // Reference

  @Test(arguments: try Fixture.cases("RegressionInfluence"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let fit = try LinearRegression(problem.outcome, on: problem.design, weights: problem.weights)
    let found = try RegressionInfluence(of: fit).influences
    let expected = reference.expected
    func check(_ values: [Double?], _ key: String, floor: Double = 0) throws {
      guard expected[key] != .null else { return }
      try expectAgreement(values.compactMap { $0 }, expected[key], digits: 9, floor: floor, key)
    }
    try check(found.map(\.leverage), "hat")
    // Residuals of cells that are fitted nearly exactly are known to the rounding of the outcome.
    try check(found.map(\.standardizedResidual), "rstandard", floor: 1e-13)
    try check(found.map(\.studentizedResidual), "rstudent", floor: 1e-13)
    try check(found.map(\.cooksDistance), "cooks")
    try check(found.map(\.dffits), "dffits", floor: 1e-13)
    try check(zip(problem.outcome, found).map { $0 - $1.residual }, "fitted")
    try check(found.map(\.covarianceRatio), "covratio")
    try check(found.map(\.residual), "residuals", floor: 1e-12)
    guard expected["dfbetas"] != .null else { return }
    for (place, column) in try expected["dfbetas"].array().enumerated() {
      try expectAgreement(
        found.compactMap { $0.dfbetas?[place] }, column, digits: 9, floor: 1e-13, "dfbetas \(place)")
    }
  }

  // Laws

  @Test(arguments: [nil, RegressionData.motivation])
  func theClosedFormsAreRefitsWithoutEachCase(weights: [Double]?) throws {
    let n = RegressionData.trust.count
    func fit(_ rows: [Int]) throws -> LinearRegression {
      try LinearRegression(
        rows.map { RegressionData.trust[$0] },
        on: Design(columns: [
          ("age", rows.map { RegressionData.age[$0] }),
          ("in", rows.map { RegressionData.status[$0] == "in" ? 1 : 0 }),
        ]), weights: weights.map { all in rows.map { all[$0] } })
    }
    let whole = try fit(Array(0..<n))
    let found = try RegressionInfluence(of: whole)
    let design = try Design(columns: [
      ("age", RegressionData.age), ("in", RegressionData.status.map { $0 == "in" ? 1 : 0 }),
    ]).matrix
    for index in 0..<n {
      let line = found.influences[index]
      let other = try fit((0..<n).filter { $0 != index })
      let s = other.residualStandardDeviation
      let root = (weights?[index] ?? 1).squareRoot()
      let changes = zip(whole.coefficients, other.coefficients).map { $0.value - $1.value }
      let errors = whole.coefficients.map { $0.standardError / whole.residualStandardDeviation }
      for (place, change) in changes.enumerated() {
        try expectAgreement(
          #require(line.dfbetas)[place], change / (s * errors[place]), digits: 9, floor: 1e-12)
      }
      let shift = changes.indices.reduce(0) { $0 + design[index, $1] * changes[$1] }
      try expectAgreement(
        #require(line.dffits), shift * root / (s * line.leverage.squareRoot()), digits: 9)
      try expectAgreement(
        #require(line.studentizedResidual),
        whole.residuals[index] * root / (s * (1 - line.leverage).squareRoot()), digits: 10)
      let moved = (0..<n).reduce(0.0) { sum, row in
        let change = changes.indices.reduce(0) { $0 + design[row, $1] * changes[$1] }
        return sum + change * change * (weights?[row] ?? 1)
      }
      let variance = whole.residualStandardDeviation * whole.residualStandardDeviation
      try expectAgreement(#require(line.cooksDistance), moved / (3 * variance), digits: 9)
      let ratio =
        try exp(
          CholeskyFactorization(other.covariance).logDeterminant
            - CholeskyFactorization(whole.covariance).logDeterminant)
      try expectAgreement(#require(line.covarianceRatio), ratio, digits: 9)
    }
  }

  @Test func leveragesAddUpToTheCoefficients() throws {
    let found = try RegressionInfluence(of: RegressionData.fit("trust ~ age * status")).influences
    expectAgreement(found.reduce(0) { $0 + $1.leverage }, 4, digits: 12)
  }

  @Test func scalesCodingAndRobustErrorsDoNotMatter() throws {
    let plain = try RegressionInfluence(of: RegressionData.fit("trust ~ age + site")).influences
    let other = try RegressionInfluence(
      of: LinearRegression(
        RegressionData.trust.map { 3 - 1000 * $0 },
        on: Design([
          .numeric("months", RegressionData.age.map { 12 * $0 - 7 }),
          .factor("site", RegressionData.site, contrasts: .sum),
        ]), standardErrors: .hc3)
    ).influences
    for (left, right) in zip(plain, other) {
      try expectAgreement(#require(left.cooksDistance), #require(right.cooksDistance), digits: 10)
      try expectAgreement(#require(left.dffits), -(#require(right.dffits)), digits: 10)
      try expectAgreement(#require(left.covarianceRatio), #require(right.covarianceRatio), digits: 10)
    }
  }

  @Test func aCaseOfNoWeightIsNotListed() throws {
    let weights = RegressionData.age.indices.map { $0 == 4 ? 0.0 : 1 }
    let design = try Design(columns: [("age", RegressionData.age)])
    let found = try RegressionInfluence(
      of: LinearRegression(RegressionData.trust, on: design, weights: weights))
    let rows = weights.indices.filter { $0 != 4 }
    let without = try RegressionInfluence(
      of: LinearRegression(
        rows.map { RegressionData.trust[$0] },
        on: Design(columns: [("age", rows.map { RegressionData.age[$0] })])))
    #expect(found.influences.map(\.index) == rows)
    for (left, right) in zip(found.influences, without.influences) {
      try expectAgreement(#require(left.cooksDistance), #require(right.cooksDistance), digits: 10)
    }
  }

  // Edges

  @Test func anOutlierBeyondAllDigitsIsRefitted() throws {
    // The line 2x without the last case but for a little noise.
    let x = (0..<20).map(Double.init)
    let noise = x.map { $0.truncatingRemainder(dividingBy: 3) - 1 }
    var y = zip(x, noise).map { 2 * $0 + 1e-3 * $1 }
    y[9] += 1e6
    let found = try RegressionInfluence(of: LinearRegression(y, on: Design(columns: [("x", x)])))
    let rest = x.indices.filter { $0 != 9 }
    let other = try LinearRegression(
      rest.map { y[$0] }, on: Design(columns: [("x", rest.map { x[$0] })]))
    let line = found.influences[9]
    let expected =
      line.residual / (other.residualStandardDeviation * (1 - line.leverage).squareRoot())
    try expectAgreement(#require(line.studentizedResidual), expected, digits: 9)
    #expect(expected > 1e8)
  }

  @Test func aLeverageOfOneHasNoResidualToScale() throws {
    let labels = ["a", "a", "a", "b", "b", "c"]
    let fit = try LinearRegression([1, 2, 4, 2, 5, 9], on: Design([.factor("group", labels)]))
    let found = try RegressionInfluence(of: fit)
    let last = found.influences[5]
    #expect(last.standardizedResidual == nil && last.studentizedResidual == nil && last.cooksDistance == nil)
    #expect(last.dffits == nil && last.dfbetas == nil && last.covarianceRatio == nil)
    #expect(found.byCooksDistance.last == last)
    #expect(
      found.report.text.contains("leverage 1, so that the residual is zero whatever the outcome: case 6"))
  }

  @Test func oneDegreeOfFreedomHasNoVarianceWithoutTheCase() throws {
    let fit = try LinearRegression([1, 2, 4], on: Design(columns: [("x", [1, 2, 3])]))
    for line in try RegressionInfluence(of: fit).influences {
      try expectAgreement(#require(line.standardizedResidual).magnitude, 1, digits: 12)
      #expect(line.studentizedResidual == nil && line.covarianceRatio == nil && line.cooksDistance != nil)
    }
  }

  @Test func withoutItsOnlyOutlierTheFitIsExact() throws {
    let fit = try LinearRegression([1, 2, 3, 4, 9], on: Design(columns: [("x", [1, 2, 3, 4, 5])]))
    let last = try RegressionInfluence(of: fit).influences[4]
    #expect(last.studentizedResidual == nil && last.dfbetas == nil && last.covarianceRatio == 0)
  }

  @Test func theMeanAndDroppedColumnsHaveInfluencesToo() throws {
    let mean = try RegressionInfluence(of: RegressionData.fit("trust ~ 1"))
    for line in mean.influences { expectAgreement(line.leverage, 1 / 12, digits: 13) }
    let design = try Design(columns: [
      ("age", RegressionData.age), ("twice", RegressionData.age.map { 2 * $0 }),
    ])
    let dropped = try RegressionInfluence(
      of: LinearRegression(RegressionData.trust, on: design, aliased: .drop))
    #expect(try dropped.influences == RegressionInfluence(of: RegressionData.fit("trust ~ age")).influences)
  }

  @Test func refusesWhatHasNoInfluence() throws {
    let exact = try LinearRegression([1, 2, 3, 4], on: Design(columns: [("x", [1, 2, 3, 4])]))
    expectRefusal(.constant) { try RegressionInfluence(of: exact) }
    expectRefusal(.outOfRange) { try RegressionInfluence(of: RegressionData.fit("trust ~ age"), listed: -1) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try RegressionInfluence(of: RegressionData.fit("trust ~ motivation + age"), listed: 2).description
        == """
        Influence of single cases: trust
          case  leverage  studentized  Cook's D  DFFITS  largest DFBETAS  of   COVRATIO
             8      .410         0.92     0.200    0.77             0.66  age      1.78
            11      .284        -1.25     0.194   -0.78            -0.65  age      1.17
          coefficients = 3   mean leverage = .250
          all 12 cases used
          order: Cook's distance
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try RegressionInfluence(of: RegressionData.fit("trust ~ motivation"), listed: .max) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RegressionInfluence") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "motivation": .numbers([1, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]),
      ])
      let fit = try LinearRegression("trust ~ motivation", in: data)
      print(try RegressionInfluence(of: fit, listed: 3))
      // end
    }
  }
}
