import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MMRegressionTests {
  // The last factor of the covariance matrix was found from numbers of the same program, so that its standard
  // errors check the arithmetic and not the choice of that factor.
  @Test(arguments: try Fixture.cases("MMRegression"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let problem = try FormulaDesign(reference)
    let found = try MMRegression(problem.outcome, on: problem.design, subsets: .random(200, seed: 1))
    try expectAgreement(found.scale, expected["scale"], digits: 11, "scale")
    try expectAgreement(found.coefficients.map(\.value), expected["coef"], digits: 9, "coefficient")
    try expectAgreement(
      found.coefficients.compactMap(\.estimate.standardError), expected["se"], digits: 8, "standard error")
    #expect(found.converged && found.warnings.isEmpty)
  }

  // Laws

  @Test func allSubsetsFindNoSmallerScaleThanRandomOnes() throws {
    let design = try RobustData.design()
    let some = try MMRegression(RobustData.outcome, on: design)
    let all = try MMRegression(RobustData.outcome, on: design, subsets: .all)
    #expect(all.subsetCount <= 220 && some.subsetCount == 1_000)
    expectAgreement(all.scale, some.scale, digits: 10)
    for (one, other) in zip(all.coefficients, some.coefficients) {
      expectAgreement(one.value, other.value, digits: 8)
    }
  }

  @Test func solvesItsEquations() throws {
    let found = try MMRegression(RobustData.outcome, on: RobustData.design())
    let psi = zip(found.residuals, found.weights).map { $0 * $1 }
    #expect(psi.reduce(0, +).magnitude < 1e-9)
    #expect(zip(psi, RobustData.age).reduce(0) { $0 + $1.0 * $1.1 }.magnitude < 1e-8)
    // The scale of the start: the mean loss over n - k is one half.
    let early = zip(RobustData.outcome, zip(RobustData.motivation, RobustData.age)).map { y, x in
      y - found.startCoefficients[0] - found.startCoefficients[1] * x.0 - found.startCoefficients[2] * x.1
    }
    let loss = RobustLoss.bisquare(c: 1.54764)
    let share = early.reduce(0) { $0 + loss.loss($1 / found.scale) / loss.loss(.infinity) } / 9
    expectAgreement(share, 0.5, digits: 12)
  }

  @Test func movesWithTheOutcomeAndTheColumns() throws {
    let (x, z, y) = RobustData.sample(25, seed: 4)
    let plain = try MMRegression(y, on: Design(columns: [("x", x), ("z", z)]), subsets: .all)
    let moved = try MMRegression(
      zip(y, x).map { -3 * $0 + 0.5 * $1 + 7 },
      on: Design(columns: [("x", x.map { 100 * $0 }), ("z", z)]), subsets: .all)
    expectAgreement(moved.coefficients[0].value, -3 * plain.coefficients[0].value + 7, digits: 8)
    expectAgreement(100 * moved.coefficients[1].value, -3 * plain.coefficients[1].value + 0.5, digits: 8)
    expectAgreement(moved.coefficients[2].value, -3 * plain.coefficients[2].value, digits: 8)
    expectAgreement(moved.scale, 3 * plain.scale, digits: 10)
    for index in 0..<3 {
      let unit = index == 1 ? 100.0 : 1
      try expectAgreement(
        unit * #require(moved.coefficients[index].estimate.standardError),
        3 * #require(plain.coefficients[index].estimate.standardError), digits: 7)
    }
    let turned = try MMRegression(
      Array(y.reversed()), on: Design(columns: [("x", x.reversed()), ("z", z.reversed())]), subsets: .all)
    for (one, other) in zip(plain.coefficients, turned.coefficients) {
      expectAgreement(one.value, other.value, digits: 8)
    }
  }

  /// A fifth of the cases at a far point of the predictors, against the line of the others.
  @Test func resistsOutliersOfThePredictors() throws {
    var (x, z, y) = RobustData.sample(60, seed: 9)
    for index in 0..<12 { (x[index], z[index], y[index]) = (50, z[index], -80) }
    let design = try Design(columns: [("x", x), ("z", z)])
    let found = try MMRegression(y, on: design)
    #expect((found.coefficients[1].value - 2).magnitude < 0.6)
    #expect(found.weights.prefix(12).allSatisfy { $0 == 0 })
    let huber = try RobustRegression(y, on: design)
    #expect(huber.coefficients[1].value < -1)
  }

  @Test func theSeedDecides() throws {
    let design = try RobustData.design()
    let one = try MMRegression(RobustData.outcome, on: design, subsets: .random(50, seed: 3))
    let two = try MMRegression(RobustData.outcome, on: design, subsets: .random(50, seed: 3))
    #expect(one.coefficients == two.coefficients && one.subsetCount == 50)
  }

  // Refusals

  @Test func refusesWhatItCannotFit() throws {
    let design = try RobustData.design()
    expectRefusal(.lengthMismatch) { try MMRegression([1, 2], on: design) }
    expectRefusal(.notFinite) { try MMRegression([.infinity] + RobustData.age.dropFirst(), on: design) }
    expectRefusal(.outOfRange) { try MMRegression(RobustData.outcome, on: design, confidence: 0) }
    for count in [0, -1, .max] {
      expectRefusal(.outOfRange) {
        try MMRegression(RobustData.outcome, on: design, subsets: .random(count, seed: 1))
      }
      expectRefusal(.outOfRange) {
        try MMRegression(RobustData.outcome, on: design, maximumIterations: count)
      }
    }
    expectRefusal(.tooFew) { try MMRegression([1, 2], on: Design(columns: [("x", [1, 2])])) }
    expectRefusal(.rankDeficient) {
      try MMRegression(
        RobustData.outcome,
        on: Design(columns: [("age", RobustData.age), ("months", RobustData.age.map { 12 * $0 })]))
    }
    let (x, z, y) = RobustData.sample(200, seed: 2)
    expectRefusal(.infeasible) {
      try MMRegression(y, on: Design(columns: [("x", x), ("z", z)]), subsets: .all)
    }
    // Eight of ten cases on one line.
    let line = (0..<10).map { Double($0) }
    expectRefusal(.constant) {
      try MMRegression(
        line.map { $0 < 8 ? 2 * $0 : 50 - $0 * $0 }, on: Design(columns: [("x", line)]), subsets: .all)
    }
    expectRefusal(.constant) { try MMRegression([7, 7, 7], on: Design(interceptFor: [7.0, 7, 7])) }
  }

  @Test func readsAFormula() throws {
    let data = try ModelData([
      "y": .numbers(RobustData.outcome + [nil]), "m": .numbers(RobustData.motivation + [1]),
      "a": .numbers(RobustData.age + [40]),
    ])
    let found = try MMRegression("y ~ m + a", in: data)
    let plain = try MMRegression(RobustData.outcome, on: RobustData.design())
    #expect(found.coefficients.map(\.value) == plain.coefficients.map(\.value))
    #expect(found.cases.used == 12 && found.context.subject == "y" && found["m"] == found.coefficients[1])
  }

  // Print

  @Test func printsItsFinding() throws {
    let found = try MMRegression(
      RobustData.outcome, on: Design(columns: [("motivation", RobustData.motivation)]), subsets: .all)
    #expect(
      found.named("outcome").description == """
        MM regression: outcome
          intercept   2.05  95% CI [1.66, 2.43]  t(10) = 11.73, p < .001
          motivation  0.42  95% CI [0.28, 0.55]  t(10) = 6.83, p < .001
          n = 12   residual df = 10   scale = 0.47   cases with weight below 0.5 = 1   steps = 11
          all 12 cases used
          loss: bisquare, breakdown 50%, efficiency 95%; all subsets: 55
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try MMRegression(RobustData.outcome, on: RobustData.design()) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MMRegression") { print in
      // page
      let trust = [2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.4]
      let motivation = [1.0, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 40]
      let design = try Design(columns: [("motivation", motivation)])
      let regression = try MMRegression(trust, on: design)
      print(regression.named("generalized trust"))
      // end
    }
  }
}
