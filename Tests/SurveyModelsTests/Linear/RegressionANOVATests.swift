import SurveyInference
import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RegressionANOVATests {
  // Reference

  @Test(arguments: try Fixture.cases("RegressionANOVA"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let expected = reference.expected
    for (type, name) in zip(FactorialANOVA.SumsOfSquares.allCases, ["type1", "type2", "type3"]) {
      guard expected["\(name)_ss"] != .null else { continue }
      // The reference has type I alone where a column follows from others or a cell is empty.
      let isAliased = expected["type2_ss"] == .null
      let found = try RegressionANOVA(
        problem.outcome, on: problem.design, sumsOfSquares: type, weights: problem.weights,
        aliased: isAliased ? .drop : .refuse)
      let squares = found.terms.map(\.sumOfSquares) + [found.residualSumOfSquares]
      try expectAgreement(squares, expected["\(name)_ss"], digits: 9, "\(name) SS")
      let (f, p) = (try expected["\(name)_F"].array(), try expected["\(name)_p"].array())
      for (index, term) in found.terms.enumerated() {
        try expectAgreement(term.statistic.value, f[index], digits: 9, "\(name) F of \(term.name)")
        try expectAgreement(term.pValue, p[index], digits: 9, "\(name) p of \(term.name)")
      }
      let names = name == "type1" ? expected["terms"] : expected["\(name)_terms"]
      #expect(try names.array().count == squares.count, "\(name) terms")
      if name == "type1" {
        let df = found.terms.map(\.degreesOfFreedom) + [found.residualDegreesOfFreedom]
        #expect(try df == expected["type1_df"].array().map { try $0.integer() })
      }
      #expect(found.aliasedTerms == (reference.id == "lm.satact_aliased.anova" ? ["SATV + SATQ"] : []))
    }
  }

  // Laws

  @Test func crossedFactorsGiveTheFactorialAnalysis() throws {
    let (trust, status, site) = (RegressionData.trust, RegressionData.status, RegressionData.site)
    let group = Term.factor("status", status)
    let place = Term.factor("site", site, contrasts: .helmert)
    let design = try Design([group, place])
    for type in FactorialANOVA.SumsOfSquares.allCases {
      let one = try RegressionANOVA(trust, on: design, sumsOfSquares: type)
      let other = try FactorialANOVA(
        trust, by: [("status", status), ("site", site)], sumsOfSquares: type, interactions: false)
      let terms = type == .marginal ? Array(one.terms.dropFirst()) : one.terms
      for (term, twin) in zip(terms, other.terms) {
        expectAgreement(term.sumOfSquares, twin.sumOfSquares, digits: 11)
        expectAgreement(term.partialEtaSquared.value, twin.partialEtaSquared.value, digits: 11)
      }
    }
  }

  @Test func sequentialSumsAddUpToWhatIsExplained() throws {
    let model = try Formula("trust ~ ns(age, df = 2) + motivation * status").model(in: RegressionData.data())
    let found = try RegressionANOVA(model.outcome(), on: model.design, sumsOfSquares: .sequential)
    let fit = try LinearRegression(model.outcome(), on: model.design)
    expectAgreement(
      found.terms.reduce(0) { $0 + $1.sumOfSquares }, fit.explainedSumOfSquares, digits: 11)
    #expect(found.terms.map(\.degreesOfFreedom) == [2, 1, 1, 1])
  }

  @Test func codingDoesNotMatterToAnyType() throws {
    for type in FactorialANOVA.SumsOfSquares.allCases {
      let squares = try [Contrasts.treatment, .sum, .helmert, .repeated].map { contrasts in
        let model = try Formula("trust ~ motivation * status + site")
          .model(in: RegressionData.data(), contrasts: ["site": contrasts])
        return try RegressionANOVA(model.outcome(), on: model.design, sumsOfSquares: type)
          .terms.map(\.sumOfSquares)
      }
      for other in squares.dropFirst() {
        for (one, two) in zip(squares[0], other) { expectAgreement(one, two, digits: 11) }
      }
    }
  }

  @Test func theLastTermIsTheTestOfNestedRegressions() throws {
    let model = try Formula("trust ~ motivation + age + site").model(in: RegressionData.data())
    let last = try #require(
      try RegressionANOVA(model.outcome(), on: model.design, sumsOfSquares: .sequential).terms.last)
    let nested = try NestedRegressions(
      RegressionData.fit("trust ~ motivation + age + site"),
      against: RegressionData.fit("trust ~ motivation + age"))
    expectAgreement(last.statistic.value, nested.statistic.value, digits: 11)
    expectAgreement(last.partialEtaSquared.value, nested.partialRSquared.value, digits: 11)
  }

  // Refusals

  @Test func refusesWhatItCannotSplit() throws {
    let (trust, age) = (RegressionData.trust, RegressionData.age)
    let twice = try Design([.numeric("age", age), .numeric("again", age)])
    expectRefusal(.rankDeficient) { try RegressionANOVA(trust, on: twice, sumsOfSquares: .sequential) }
    expectRefusal(.definition) {
      try RegressionANOVA(trust, on: twice, sumsOfSquares: .hierarchical, aliased: .drop)
    }
    expectRefusal(.definition) {
      try RegressionANOVA(trust, on: Design(interceptFor: trust), sumsOfSquares: .marginal)
    }
    let one = try Design([.numeric("age", age)])
    expectRefusal(.constant) { try RegressionANOVA(age, on: one, sumsOfSquares: .sequential) }
    expectRefusal(.lengthMismatch) { try RegressionANOVA([1, 2], on: one, sumsOfSquares: .sequential) }
    expectRefusal(.notFinite) {
      try RegressionANOVA(trust.dropLast() + [.nan], on: one, sumsOfSquares: .marginal)
    }
  }

  @Test func aTermThatOthersDetermineIsNamed() throws {
    let design = try Design([.numeric("age", RegressionData.age), .numeric("again", RegressionData.age)])
    let found = try RegressionANOVA(
      RegressionData.trust, on: design, sumsOfSquares: .sequential, aliased: .drop)
    #expect(found.terms.map(\.name) == ["age"] && found.aliasedTerms == ["again"])
    #expect(found.report.text.contains("leave nothing to again"))
  }

  // Print

  @Test func printsItsFinding() throws {
    let model = try Formula("trust ~ motivation + site").model(in: RegressionData.data())
    #expect(
      try RegressionANOVA(model.outcome(), on: model.design, sumsOfSquares: .hierarchical).description == """
        Analysis of variance of a regression
          term          SS  df     F     p  partial η²  90% CI
          motivation  1.11   1  9.79  .014        .550  [.073, .687]
          site        0.48   2  2.12  .183        .346  [.000, .529]
          residual    0.91   8
          all 12 cases used
          sums of squares: type II
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    let model = try Formula("trust ~ motivation * status").model(in: RegressionData.data())
    for type in FactorialANOVA.SumsOfSquares.allCases {
      try checkFinding { try RegressionANOVA(model.outcome(), on: model.design, sumsOfSquares: type) }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RegressionANOVA") { print in
      // page
      let data = try ModelData([
        "trust": .numbers([2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]),
        "motivation": .numbers([1, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]),
        "site": .labels(["a", "b", "c", "a", "b", "c", "b", "a", "c", "b", "a", "c"]),
      ])
      let model = try Formula("trust ~ motivation * site").model(in: data)
      let table = try RegressionANOVA(model.outcome(), on: model.design, sumsOfSquares: .hierarchical)
      print(table.named("trust"))
      // end
    }
  }
}
