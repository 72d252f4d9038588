import SurveyLinearAlgebra
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct BrantTestTests {
  private func model(
    _ formula: String = "satisfaction ~ support + age", _ link: OrdinalLink = .logit
  ) throws -> OrdinalRegression {
    try OrdinalRegression(formula, in: OrdinalData.data(), link: link)
  }

  // Reference

  @Test(arguments: try Fixture.cases("BrantTest"))
  func agreesWithArithmeticOfFiftyDigits(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let model = try OrdinalRegression(
      reference.options["formula"].string(), in: OrdinalData.variables(reference),
      weights: try? reference.options["weights"].string())
    let test = try BrantTest(of: model)
    try expectAgreement(test.statistic.value, expected["statistic"], digits: 11, "statistic")
    #expect(
      try test.statistic.reference == .chiSquare(degreesOfFreedom: expected["df"].number()))
    try expectAgreement(test.columns.map(\.statistic.value), expected["by_column"], digits: 11, "columns")
    for cut in model.levels.indices.dropLast() {
      try expectAgreement(
        test.columns.map { $0.coefficients[cut] }, expected["coef"][cut], digits: 11, "coefficients")
    }
    if expected["logLik_nonproportional"] != .null {
      let wanted = try 2 * (expected["logLik_nonproportional"].number() - model.logLikelihood)
      // The likelihoods agree to 15 digits of 1,700.
      try expectAgreement(#require(test.likelihoodRatio).value, wanted, digits: 10, "likelihood ratio")
    }
  }

  // Laws

  @Test func theCoefficientsAreThoseOfBinaryRegressions() throws {
    let test = try BrantTest(of: model())
    for (cut, level) in ["low", "middle"].enumerated() {
      let places = OrdinalData.levels
      let above = OrdinalData.satisfaction.map {
        (places.firstIndex(of: $0) ?? 0) > (places.firstIndex(of: level) ?? 0)
      }
      let rows = (0..<20).map { [1, OrdinalData.support[$0], OrdinalData.age[$0]] }
      let naive = NaiveLogistic(above, rows)
      for place in 0..<2 {
        expectAgreement(test.columns[place].coefficients[cut], naive.coefficients[place + 1], digits: 10)
      }
    }
  }

  @Test func reversingTheOrderChangesNothing() throws {
    let reversed = try OrdinalRegression(
      OrdinalData.satisfaction, levels: OrdinalData.levels.reversed(), on: OrdinalData.design())
    let (one, other) = (try BrantTest(of: model()), try BrantTest(of: reversed))
    expectAgreement(one.statistic.value, other.statistic.value, digits: 9)
    for (a, b) in zip(one.columns, other.columns) {
      expectAgreement(a.statistic.value, b.statistic.value, digits: 9)
      expectAgreement(a.coefficients[0], -b.coefficients[1], digits: 10)
    }
    #expect(one.likelihoodRatio == nil && other.likelihoodRatio == nil)
    let ages = try Design(columns: [("age", OrdinalData.age)])
    let ratios = try [OrdinalData.levels, OrdinalData.levels.reversed()].map { levels in
      try BrantTest(of: OrdinalRegression(OrdinalData.satisfaction, levels: levels, on: ages)).likelihoodRatio
    }
    try expectAgreement(#require(ratios[0]).value, #require(ratios[1]).value, digits: 9)
  }

  @Test(arguments: [1e-100, 1e-2, 1e100]) func unitsAndCodingDoNotMatter(_ factor: Double) throws {
    let scaled = try Design(columns: [
      ("support", OrdinalData.support.map { factor * $0 }), ("age", OrdinalData.age.map { $0 / factor }),
    ])
    let other = try BrantTest(
      of: OrdinalRegression(OrdinalData.satisfaction, levels: OrdinalData.levels, on: scaled))
    let one = try BrantTest(of: model())
    expectAgreement(one.statistic.value, other.statistic.value, digits: 9)
    expectAgreement(one.columns[1].statistic.value, other.columns[1].statistic.value, digits: 9)
    expectAgreement(one.columns[1].coefficients[0], other.columns[1].coefficients[0] / factor, digits: 10)
  }

  @Test func weightsAreReplications() throws {
    let weights = (0..<20).map { Double([1, 2, 0, 2, 1][$0 % 5]) }
    let rows = (0..<20).flatMap { Array(repeating: $0, count: Int(weights[$0])) }
    let weighted = try BrantTest(
      of: OrdinalRegression(
        OrdinalData.satisfaction, levels: OrdinalData.levels,
        on: Design(columns: [("age", OrdinalData.age)]), weights: weights))
    let repeated = try BrantTest(
      of: OrdinalRegression(
        rows.map { OrdinalData.satisfaction[$0] }, levels: OrdinalData.levels,
        on: Design(columns: [("age", rows.map { OrdinalData.age[$0] })])))
    expectAgreement(weighted.statistic.value, repeated.statistic.value, digits: 10)
    // One column is all columns.
    expectAgreement(weighted.columns[0].statistic.value, weighted.statistic.value, digits: 11)
    #expect(weighted.likelihoodRatio?.reference == .chiSquare(degreesOfFreedom: 1))
  }

  /// A binary predictor and three levels: the unconstrained model fits the table, so that its likelihood is
  /// that of the shares.
  @Test func theUnconstrainedModelOfATableFitsItsShares() throws {
    let counts = [[12.0, 7, 9], [5, 11, 8]]
    let labels = counts.flatMap { _ in OrdinalData.levels }
    let design = try Design(columns: [("group", [0, 0, 0, 1, 1, 1])])
    let model = try OrdinalRegression(
      labels, levels: OrdinalData.levels, on: design, weights: counts.flatMap { $0 })
    let shares = try MultinomialRegression(
      labels, levels: OrdinalData.levels, on: design, weights: counts.flatMap { $0 })
    let test = try BrantTest(of: model)
    try expectAgreement(
      #require(test.likelihoodRatio).value, 2 * (shares.logLikelihood - model.logLikelihood), digits: 9)
  }

  @Test func derivativesAreThoseOfTheLikelihood() throws {
    let likelihood = NonproportionalLikelihood(try model().problem)
    let point = likelihood.start([-0.8, 0.9, 0.4, -0.2])
    try expectDerivatives(of: likelihood, at: point)
  }

  // Refusals

  @Test func refusesWhatHasNoOddsToCompare() throws {
    expectRefusal(.definition) { try BrantTest(of: model("satisfaction ~ age", .probit)) }
    expectRefusal(.tooFew) { try BrantTest(of: model("satisfaction ~ 1")) }
    let labels = OrdinalData.satisfaction.map { $0 == "high" ? "yes" : "no" }
    let two = try OrdinalRegression(labels, levels: ["no", "yes"], on: OrdinalData.design())
    expectRefusal(.tooFew) { try BrantTest(of: two) }
  }

  @Test func aSeparatedThresholdIsNamed() throws {
    // Nobody with x = 1 is at the lowest level: the ordinal model has a maximum, the binary one has none.
    let labels = ["l", "l", "m", "m", "h", "h", "m", "m", "h", "h", "m", "h"]
    let design = try Design(columns: [("x", [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1])])
    let model = try OrdinalRegression(labels, levels: ["l", "m", "h"], on: design)
    do {
      _ = try BrantTest(of: model)
      Issue.record("a separated threshold was tested")
    } catch {
      #expect(error.code == .infeasible && error.subject == "cases above \"l\"", "\(error)")
      #expect(error.problem.contains("\"x\""))
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    let text = try BrantTest(of: model()).description
    #expect(
      text == """
        Brant's test of proportional odds: satisfaction
          all columns  χ²(2) = 2.26, p = .323
          support      χ²(1) = 2.24, p = .134
          age          χ²(1) = 1.55, p = .214
          coefficients above each threshold
                   > low  > middle
          support   4.37      1.26
          age      -0.23     -0.08
          all 20 cases used
          Note: there is no likelihood ratio: the model with coefficients of each threshold has no maximum,
          or none at which all probabilities are positive
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try BrantTest(of: model()) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BrantTest") { print in
      // page
      let data = try ModelData([
        "satisfaction": .labels(
          [
            "low", "middle", "low", "high", "middle", "high", "low", "middle", "high", "high", "low",
            "middle", "middle", "high", "low", "middle", "high", "low", "middle", "high",
          ], levels: ["low", "middle", "high"]),
        "age": .numbers([
          25, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33, 27, 49, 36, 55, 30, 62, 45, 39,
        ]),
      ])
      print(try BrantTest(of: OrdinalRegression("satisfaction ~ age", in: data)))
      // end
    }
  }
}
