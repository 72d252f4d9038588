import SurveyInference
import SurveyLinearAlgebra
import SurveyModels
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct FactorialANOVATests {
  static let scores = [3.0, 4, 5, 6, 2, 8, 7, 9, 9, 4]
  static let site = ["a", "a", "a", "b", "b", "b", "b", "a", "a", "b"]
  static let group = ["x", "x", "y", "x", "x", "y", "y", "y", "y", "x"]
  static let factors = [("site", site), ("group", group)]

  private struct Data {
    let y: [Double]
    let factors: [(name: String, labels: [String])]

    init(_ reference: Fixture.Case) throws {
      let table = try reference.data()
      let names = [try reference.options["a"].string(), try reference.options["b"].string()]
      y = try table.numbers(reference.options["y"].string()).compactMap { $0 }
      factors = try names.map { ($0, try table.column($0).compactMap { $0 }) }
    }
  }

  // Reference

  @Test(
    arguments: try Fixture.cases(
      "FactorialANOVA", method: "two-way ANOVA effect sizes and simple effects (emmeans)"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (data, expected) = (try Data(reference), reference.expected)
    let test = try FactorialANOVA(data.y, by: data.factors, sumsOfSquares: .sequential)
    try expectAgreement(
      test.terms.map(\.sumOfSquares) + [test.residualSumOfSquares], expected["ss"], digits: 10, "SS")
    try expectAgreement(test.terms.map(\.statistic.value), expected["F"], digits: 10, "F")
    try expectAgreement(test.terms.map(\.pValue), expected["p"], digits: 9, "p")
    try expectAgreement(
      test.terms.map(\.partialEtaSquared.value), expected["partial_eta2"], digits: 10, "partial")
    try expectAgreement(test.terms.map(\.omegaSquared), expected["omega2"], digits: 9, "omega")
    try expectAgreement(
      test.terms.map { $0.sumOfSquares / test.totalSumOfSquares }, expected["eta2"], digits: 10, "eta")
    let levels = try ["levels_a", "levels_b"].map {
      try reference.options[$0].array().map { try $0.string() }
    }
    // The reference's first factor changes fastest.
    let order = levels[1].flatMap { b in levels[0].map { a in [a, b] } }
    let cells = order.compactMap { levels in test.cells.first { $0.levels == levels } }
    try expectAgreement(cells.map(\.moments.mean), expected["cell_emmeans"], digits: 10, "cells")
    try expectAgreement(cells.map(\.standardError), expected["cell_se"], digits: 10, "SE of cells")
    let margins = try #require(test.marginalMeans(of: data.factors[0].name))
    try expectAgreement(margins.map(\.mean.value), expected["a_emmeans"], digits: 10, "margins")
    try expectAgreement(
      margins.map { $0.mean.standardError ?? 0 }, expected["a_se"], digits: 10, "SE of margins")
  }

  @Test(arguments: try Fixture.cases("FactorialANOVA").filter { $0.id.hasPrefix("factorial.") })
  func agreesWithReferenceOfOtherTypes(_ reference: Fixture.Case) throws {
    let (data, expected) = (try Data(reference), reference.expected)
    let type: FactorialANOVA.SumsOfSquares =
      try reference.options["ss_type"].integer() == 2 ? .hierarchical : .marginal
    let test = try FactorialANOVA(data.y, by: data.factors, sumsOfSquares: type)
    try expectAgreement(
      test.terms.map(\.sumOfSquares) + [test.residualSumOfSquares], expected["ss"], digits: 9, "SS")
    try expectAgreement(
      test.terms.map { Double($0.degreesOfFreedom) },
      .array(
        try expected["df"].array().dropLast().map { $0 }), digits: 15, "df")
    try expectAgreement(test.terms.map(\.statistic.value), expected["F"], digits: 9, "F")
    try expectAgreement(test.terms.map(\.pValue), expected["p"], digits: 9, "p")
  }

  // Laws

  @Test func oneFactorGivesTheOneWayAnalysis() throws {
    let one = try OneWayANOVA(Self.scores, by: Self.site)
    for type in FactorialANOVA.SumsOfSquares.allCases {
      let test = try FactorialANOVA(Self.scores, by: [("site", Self.site)], sumsOfSquares: type)
      expectAgreement(test.terms[0].statistic.value, one.statistic.value, digits: 12)
      expectAgreement(test.terms[0].partialEtaSquared.value, one.etaSquared.value, digits: 12)
      expectAgreement(test.terms[0].omegaSquared, one.omegaSquared.value, digits: 12)
    }
  }

  @Test func residualSquaresOfNestedRegressionsGiveTheSameSums() throws {
    // By another route: the difference of the residual sums of squares of two fits.
    let (site, group) = (
      Term.factor("site", Self.site, contrasts: .sum), Term.factor("group", Self.group, contrasts: .sum)
    )
    func rest(_ terms: [Term]) throws -> Double {
      try LinearRegression(Self.scores, on: Design(terms)).residualSumOfSquares
    }
    let product = Term.product(site, group)
    let test = { (type: FactorialANOVA.SumsOfSquares) in
      try FactorialANOVA(Self.scores, by: Self.factors, sumsOfSquares: type).terms.map(\.sumOfSquares)
    }
    let full = try rest([site, group, product])
    expectAgreement(try test(.sequential)[1], try rest([site]) - rest([site, group]), digits: 11)
    expectAgreement(try test(.hierarchical)[0], try rest([group]) - rest([site, group]), digits: 11)
    // Marginal sums leave the columns of site out while those of the product stay, which no design of
    // terms does: it would give the product the columns that are gone.
    let all = try Design([site, group, product])
    let kept = all.columnNames.indices.filter {
      !all.columnNames[$0].hasPrefix("site: ") || all.columnNames[$0].contains(" × ")
    }
    let without = try Design(
      Matrix(columns: kept.map { Array(all.matrix[column: $0]) }), names: kept.map { "column \($0)" },
      intercept: false)
    let marginal = try LinearRegression(Self.scores, on: without).residualSumOfSquares - full
    expectAgreement(try test(.marginal)[0], marginal, digits: 11)
    expectAgreement(try test(.marginal)[2], try rest([site, group]) - full, digits: 11)
  }

  @Test func balancedTypesAgreeAndAddUp() throws {
    let a = ["1", "1", "1", "1", "2", "2", "2", "2"]
    let b = ["1", "1", "2", "2", "1", "1", "2", "2"]
    let y = [3.0, 5, 2, 9, 4, 4, 7, 1]
    let types = try FactorialANOVA.SumsOfSquares.allCases.map {
      try FactorialANOVA(y, by: [("a", a), ("b", b)], sumsOfSquares: $0)
    }
    for test in types {
      expectAgreement(
        test.terms.map(\.sumOfSquares).reduce(test.residualSumOfSquares, +), test.totalSumOfSquares,
        digits: 13)
      for (one, other) in zip(test.terms, types[0].terms) {
        expectAgreement(one.sumOfSquares, other.sumOfSquares, digits: 12, floor: 1e-13)
      }
    }
  }

  @Test func anEmptyCellCostsADegreeOfFreedom() throws {
    let a = ["1", "1", "2", "2", "2", "3", "3", "3"]
    let b = ["1", "1", "1", "2", "2", "1", "2", "2"]
    let y = [3.0, 5, 2, 9, 4, 4, 7, 1]
    let test = try FactorialANOVA(y, by: [("a", a), ("b", b)], sumsOfSquares: .sequential)
    #expect(test.emptyCells == 1 && test.terms[2].degreesOfFreedom == 1)
    #expect(test.marginalMeans(of: "a") == nil)
    #expect(test.report.warnings.count == 1)
    expectRefusal(.rankDeficient) {
      try FactorialANOVA(y, by: [("a", a), ("b", b)], sumsOfSquares: .marginal)
    }
  }

  @Test func aFactorThatRepeatsAnotherIsNamed() throws {
    let (a, b) = (["1", "1", "1", "2", "2", "2"], ["x", "x", "x", "y", "y", "y"])
    let test = try FactorialANOVA(
      [1, 3, 2, 5, 4, 2], by: [("a", a), ("b", b)], sumsOfSquares: .sequential, interactions: false)
    #expect(test.terms.map(\.name) == ["a"] && test.aliasedTerms == ["b"])
    #expect(test.report.warnings.contains { $0.contains("b") })
  }

  @Test func mainEffectsOfTypeThreeDoWithoutFullCells() throws {
    let (a, b) = (["1", "1", "2", "2", "2", "3"], ["x", "y", "x", "y", "y", "x"])
    let y = [1.0, 3, 2, 5, 4, 2]
    let types = try [FactorialANOVA.SumsOfSquares.marginal, .hierarchical].map {
      try FactorialANOVA(y, by: [("a", a), ("b", b)], sumsOfSquares: $0, interactions: false)
    }
    #expect(types[0].emptyCells == 1)
    for (one, other) in zip(types[0].terms, types[1].terms) {
      expectAgreement(one.sumOfSquares, other.sumOfSquares, digits: 12)
    }
  }

  // Refusals

  @Test func refusesWhatItCannotJudge() throws {
    func refuse(_ code: InputError.Code, _ y: [Double], _ a: [String], _ b: [String]) {
      expectRefusal(code) { try FactorialANOVA(y, by: [("a", a), ("b", b)], sumsOfSquares: .marginal) }
    }
    refuse(.lengthMismatch, [1, 2, 3], ["1", "2"], ["1", "2", "1"])
    refuse(.constant, [1, 2, 3], ["1", "1", "1"], ["1", "2", "1"])
    refuse(.tooFew, [1, 2, 3, 4], ["1", "1", "2", "2"], ["1", "2", "1", "2"])
    refuse(.notFinite, [1, 2, .nan], ["1", "1", "2"], ["1", "2", "1"])
    refuse(.tooFew, [], [], [])
    refuse(.constant, [5, 5, 5, 5, 5], ["1", "1", "2", "2", "2"], ["1", "2", "1", "2", "2"])
    expectRefusal(.definition) { try FactorialANOVA([1.0, 2], by: [], sumsOfSquares: .sequential) }
    expectRefusal(.definition) {
      try FactorialANOVA(Self.scores, by: [("a", Self.site), ("a", Self.group)], sumsOfSquares: .sequential)
    }
    let ids = (0..<2_000).map(String.init)
    expectRefusal(.infeasible) {
      try FactorialANOVA(ids.indices.map(Double.init), by: [("id", ids)], sumsOfSquares: .sequential)
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try FactorialANOVA(Self.scores, by: Self.factors, sumsOfSquares: .hierarchical).description == """
        Factorial analysis of variance: site, group
          term             SS  df      F     p  partial η²  90% CI           ω²
          site           0.07   1   0.02  .891        .003  [.000, .135]  -.054
          group         35.27   1  10.76  .017        .642  [.080, .747]   .539
          site × group   0.27   1   0.08  .785        .013  [.000, .231]  -.051
          residual      19.67   6
          cell  n  mean    SE
          a, x  2  3.50  1.28
          a, y  3  7.67  1.05
          b, x  3  4.00  1.05
          b, y  2  7.50  1.28
          all 10 cases used
          sums of squares: type II
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try FactorialANOVA(Self.scores, by: Self.factors, sumsOfSquares: .marginal) }
    try checkFinding {
      try FactorialANOVA(Self.scores, by: Self.factors, sumsOfSquares: .sequential, interactions: false)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("FactorialANOVA") { print in
      // page
      let trust = [3.1, 2.8, 3.9, 3.3, 4.2, 4.0, 4.9, 3.0, 4.4, 4.1]
      let gender = ["f", "m", "f", "m", "f", "m", "f", "m", "f", "f"]
      let course = ["no", "no", "no", "no", "yes", "yes", "yes", "no", "yes", "no"]
      let analysis = try FactorialANOVA(
        trust, by: [("gender", gender), ("course", course)], sumsOfSquares: .hierarchical)
      print(analysis.named("trust"))
      // end
    }
  }
}
