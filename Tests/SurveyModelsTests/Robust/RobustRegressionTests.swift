import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RobustRegressionTests {
  @Test(arguments: try Fixture.cases("RobustRegression"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let losses = [
      ("huber", RobustLoss.huber(k: try reference.options["huber_k"].number())),
      ("bisquare", .bisquare(c: try reference.options["bisquare_c"].number())),
    ]
    for (name, loss) in losses {
      let expected = reference.expected[name]
      let found = try RobustRegression(problem.outcome, on: problem.design, loss: loss)
      try expectAgreement(found.coefficients.map(\.value), expected["coef"], digits: 10, name)
      try expectAgreement(
        found.coefficients.compactMap(\.estimate.standardError), expected["se"], digits: 10, name)
      try expectAgreement(found.scale, expected["scale"], digits: 10, name)
      #expect(found.converged && found.warnings.isEmpty)
    }
  }

  // Laws

  @Test(arguments: [RobustLoss.huber(), .bisquare()])
  func solvesItsEquations(_ loss: RobustLoss) throws {
    let found = try RobustRegression(RobustData.outcome, on: RobustData.design(), loss: loss)
    let psi = found.residuals.map { $0 / found.scale * loss.weight($0 / found.scale) }
    #expect(psi.reduce(0, +).magnitude < 1e-9)
    #expect(zip(psi, RobustData.age).reduce(0) { $0 + $1.0 * $1.1 }.magnitude < 1e-8)
    let sizes = found.residuals.map(\.magnitude).sorted()
    expectAgreement(found.scale, (sizes[5] + sizes[6]) / 2 / 0.6745, digits: 11)
  }

  @Test(arguments: [RobustLoss.huber(), .bisquare()])
  func movesWithTheOutcomeAndTheColumns(_ loss: RobustLoss) throws {
    let design = try RobustData.design()
    let plain = try RobustRegression(RobustData.outcome, on: design, loss: loss)
    let moved = try RobustRegression(
      zip(RobustData.outcome, RobustData.age).map { -3 * $0 + 0.5 * $1 + 7 }, on: design, loss: loss)
    expectAgreement(moved.coefficients[0].value, -3 * plain.coefficients[0].value + 7, digits: 9)
    expectAgreement(moved.coefficients[1].value, -3 * plain.coefficients[1].value, digits: 9)
    expectAgreement(moved.coefficients[2].value, -3 * plain.coefficients[2].value + 0.5, digits: 9)
    expectAgreement(moved.scale, 3 * plain.scale, digits: 10)
    let recoded = try RobustRegression(
      RobustData.outcome,
      on: Design(columns: [
        ("sum", zip(RobustData.motivation, RobustData.age).map { $0 + $1 }),
        ("age", RobustData.age.map { $0 / 10 }),
      ]), loss: loss)
    expectAgreement(recoded.coefficients[1].value, plain.coefficients[1].value, digits: 9)
    expectAgreement(
      recoded.coefficients[2].value, 10 * (plain.coefficients[2].value - plain.coefficients[1].value),
      digits: 9)
  }

  @Test func aHugeConstantIsLeastSquares() throws {
    let design = try RobustData.design()
    let found = try RobustRegression(RobustData.outcome, on: design, loss: .huber(k: 1e6))
    let plain = try LinearRegression(RobustData.outcome, on: design)
    for (one, other) in zip(found.coefficients, plain.coefficients) {
      expectAgreement(one.value, other.value, digits: 11)
      try expectAgreement(#require(one.estimate.standardError), other.standardError, digits: 11)
      try expectAgreement(#require(one.pValue), #require(other.pValue), digits: 9)
    }
    #expect(found.weights.allSatisfy { $0 == 1 })
  }

  @Test func theOrderOfCasesDoesNotMatter() throws {
    let plain = try RobustRegression(RobustData.outcome, on: RobustData.design())
    let turned = try RobustRegression(
      Array(RobustData.outcome.reversed()),
      on: Design(columns: [
        ("motivation", RobustData.motivation.reversed()), ("age", RobustData.age.reversed()),
      ]))
    for (one, other) in zip(plain.coefficients, turned.coefficients) {
      expectAgreement(one.value, other.value, digits: 10)
    }
  }

  @Test func resistsAnOutlierOfTheOutcome() throws {
    let design = try RobustData.design()
    var outcome = RobustData.outcome
    let near = try RobustRegression(outcome, on: design, loss: .bisquare())
    outcome[11] = 1_000
    let far = try RobustRegression(outcome, on: design, loss: .huber())
    #expect((far.coefficients[1].value - near.coefficients[1].value).magnitude < 0.2)
    #expect(far.weights[11] < 0.01)
  }

  @Test func theLossHasItsDerivatives() {
    for loss in [RobustLoss.huber(), .bisquare()] {
      for u in [-6.0, -2, -0.7, 0.3, 1.1, 3, 4.6, 7] {
        let h = 1e-5
        let psi = { (x: Double) in x * loss.weight(x) }
        #expect(((loss.loss(u + h) - loss.loss(u - h)) / (2 * h) - psi(u)).magnitude < 1e-8)
        #expect(((psi(u + h) - psi(u - h)) / (2 * h) - loss.slope(u)).magnitude < 1e-8)
      }
    }
  }

  // Refusals

  @Test func refusesWhatItCannotFit() throws {
    let design = try RobustData.design()
    expectRefusal(.lengthMismatch) { try RobustRegression([1, 2], on: design) }
    expectRefusal(.notFinite) { try RobustRegression([.nan] + RobustData.age.dropFirst(), on: design) }
    expectRefusal(.outOfRange) { try RobustRegression(RobustData.outcome, on: design, confidence: 1) }
    for constant in [0, -1, .nan, Double.infinity] {
      expectRefusal(.outOfRange) {
        try RobustRegression(RobustData.outcome, on: design, loss: .huber(k: constant))
      }
    }
    for limit in [0, -5, .max] {
      expectRefusal(.outOfRange) {
        try RobustRegression(RobustData.outcome, on: design, maximumIterations: limit)
      }
    }
    expectRefusal(.tooFew) {
      try RobustRegression([1, 2], on: Design(columns: [("x", [1, 2])]))
    }
    expectRefusal(.rankDeficient) {
      try RobustRegression(
        RobustData.outcome,
        on: Design(columns: [("age", RobustData.age), ("months", RobustData.age.map { 12 * $0 })]))
    }
    // Half of the cases lie on a line from the start.
    expectRefusal(.constant) {
      try RobustRegression([1, 2, 3, 4, 5], on: Design(columns: [("x", [1, 2, 3, 4, 5])]))
    }
    expectRefusal(.constant) {
      try RobustRegression([7, 7, 7], on: Design(interceptFor: [7.0, 7, 7]))
    }
  }

  @Test func saysThatItDidNotConverge() throws {
    let found = try RobustRegression(RobustData.outcome, on: RobustData.design(), maximumIterations: 1)
    #expect(!found.converged && found.iterations == 1 && found.warnings.count == 1)
    #expect(found.report.text.contains("still change after 1 steps"))
  }

  @Test func readsAFormula() throws {
    let data = try ModelData([
      "y": .numbers(RobustData.outcome + [nil]), "m": .numbers(RobustData.motivation + [1]),
      "a": .numbers(RobustData.age + [40]),
    ])
    let found = try RobustRegression("y ~ m + a", in: data, loss: .bisquare())
    let plain = try RobustRegression(RobustData.outcome, on: RobustData.design(), loss: .bisquare())
    #expect(found.coefficients.map(\.value) == plain.coefficients.map(\.value))
    #expect(found.cases.used == 12 && found.context.subject == "y" && found["m"] == found.coefficients[1])
    expectRefusal(.definition) { try RobustRegression("y ~ m + (1 | a)", in: data) }
  }

  // Print

  @Test func printsItsFinding() throws {
    let found = try RobustRegression(
      RobustData.outcome, on: Design(columns: [("motivation", RobustData.motivation)]))
    #expect(
      found.named("outcome").description == """
        Robust regression: outcome
          intercept   2.17  95% CI [1.44, 2.91]  t(10) = 6.59, p < .001
          motivation  0.39  95% CI [0.14, 0.64]  t(10) = 3.45, p = .006
          n = 12   residual df = 10   scale = 0.44   cases with weight below 0.5 = 1   steps = 13
          all 12 cases used
          loss: Huber; tuning constant: 1.345; scale: MAD of each step
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding {
      try RobustRegression(RobustData.outcome, on: RobustData.design(), loss: .bisquare())
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RobustRegression") { print in
      // page
      let trust = [2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 9.5]
      let motivation = [1.0, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]
      let design = try Design(columns: [("motivation", motivation)])
      let regression = try RobustRegression(trust, on: design)
      print(regression.named("generalized trust"))
      // end
    }
  }
}
