import SurveyInference
import SurveyModels
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct QuantileRegressionTests {
  @Test(arguments: try Fixture.cases("QuantileRegression"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let problem = try FormulaDesign(reference)
    let tau = try reference.options["tau"].number()
    let found = try QuantileRegression(problem.outcome, on: problem.design, tau: tau)
    #expect(found.isUnique)
    try expectAgreement(found.coefficients.map(\.value), expected["coef"], digits: 12, "coefficient")
    try expectAgreement(found.objective, expected["objective"], digits: 12, "objective")
    // The reference's own fits above and below are known to about 7 digits.
    try expectAgreement(
      found.coefficients.compactMap(\.estimate.standardError), expected["se_nid"], digits: 6, "error")
    try expectMedianSlope(problem, tau: tau, .hallSheather, expected["se_iid"])
  }

  // Laws

  /// At a solution every direction climbs: Σx(τ - 1[r < 0]) is within what the cases of zero residual can carry.
  @Test(arguments: [0.05, 0.3, 0.5, 0.77, 0.95])
  func everyDirectionClimbs(_ tau: Double) throws {
    let (x, z, y) = RobustData.sample(60, seed: 21)
    let found = try fit(y, x, z, tau)
    let loss = { (b: [Double]) in
      y.indices.reduce(0.0) { sum, row in
        let rest = y[row] - b[0] - b[1] * x[row] - b[2] * z[row]
        return sum + (rest > 0 ? tau * rest : (tau - 1) * rest)
      }
    }
    let best = found.coefficients.map(\.value)
    for direction in [
      [1.0, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, -1], [0.3, -1, 1], [1, 1, 1],
    ] {
      for step in [-0.1, -1e-4, 1e-4, 0.1] {
        #expect(loss(zip(best, direction).map { $0 + step * $1 }) >= found.objective * (1 - 1e-14))
      }
    }
    #expect(found.residuals.count { $0.magnitude < 1e-12 } >= 3)
    let below = found.residuals.count { $0 < -1e-12 }
    let above = found.residuals.count { $0 > 1e-12 }
    #expect(Double(below) <= 60 * tau && Double(above) <= 60 * (1 - tau))
  }

  /// The smallest loss of all exact fits of three cases, where the outcome has heavy ties.
  @Test(arguments: UInt64(1)...12)
  func findsTheSmallestLossOfAllCorners(_ seed: UInt64) throws {
    var stream = RandomStream(seed: seed)
    let x = (0..<12).map { _ in Double(stream.index(below: 5)) }
    let z = (0..<12).map { _ in Double(stream.index(below: 2)) }
    let y = (0..<12).map { _ in Double(stream.index(below: 6)) }
    let tau = [0.25, 0.5, 0.6][Int(seed % 3)]
    let found = try fit(y, x, z, tau)
    var best = Double.infinity
    var lower = [Double](repeating: .infinity, count: 3)
    var upper = [Double](repeating: -.infinity, count: 3)
    for i in 0..<12 {
      for j in 0..<i {
        for k in 0..<j {
          guard let b = exact([i, j, k], y, x, z) else { continue }
          let loss = y.indices.reduce(0.0) { sum, row in
            let rest = y[row] - b[0] - b[1] * x[row] - b[2] * z[row]
            return sum + (rest > 0 ? tau * rest : (tau - 1) * rest)
          }
          if loss < best - 1e-9 {
            best = loss
            (lower, upper) = (b, b)
          } else if loss < best + 1e-9 {
            lower = zip(lower, b).map { min($0, $1) }
            upper = zip(upper, b).map { max($0, $1) }
          }
        }
      }
    }
    expectAgreement(found.objective, best, digits: 13)
    for (index, range) in found.ranges.enumerated() {
      expectAgreement(range.lowerBound, lower[index], digits: 12, floor: 1e-13)
      expectAgreement(range.upperBound, upper[index], digits: 12, floor: 1e-13)
    }
    #expect(found.isUnique == (zip(lower, upper).allSatisfy { ($0 - $1).magnitude < 1e-9 }))
  }

  private func exact(_ rows: [Int], _ y: [Double], _ x: [Double], _ z: [Double]) -> [Double]? {
    let (a, b, c) = (rows[0], rows[1], rows[2])
    let determinant = (x[b] - x[a]) * (z[c] - z[a]) - (x[c] - x[a]) * (z[b] - z[a])
    guard determinant != 0 else { return nil }
    let first = ((y[b] - y[a]) * (z[c] - z[a]) - (y[c] - y[a]) * (z[b] - z[a])) / determinant
    let second = ((x[b] - x[a]) * (y[c] - y[a]) - (x[c] - x[a]) * (y[b] - y[a])) / determinant
    return [y[a] - first * x[a] - second * z[a], first, second]
  }

  @Test func movesWithTheOutcomeAndTheColumns() throws {
    let (x, z, y) = RobustData.sample(50, seed: 3)
    let plain = try fit(y, x, z, 0.3)
    let moved = try QuantileRegression(
      zip(y, x).map { 3 * $0 + 0.5 * $1 + 7 },
      on: Design(columns: [("x", x.map { 100 * $0 }), ("z", z.map { $0 + 5 })]), tau: 0.3,
      standardErrors: .equalErrors)
    let b = plain.coefficients.map(\.value)
    expectAgreement(100 * moved.coefficients[1].value, 3 * b[1] + 0.5, digits: 12)
    expectAgreement(moved.coefficients[2].value, 3 * b[2], digits: 12)
    expectAgreement(moved.coefficients[0].value, 3 * b[0] + 7 - 15 * b[2], digits: 11)
    try expectAgreement(
      #require(moved.coefficients[2].estimate.standardError),
      3 * #require(plain.coefficients[2].estimate.standardError), digits: 10)
    let mirrored = try fit(y.map { -$0 }, x, z, 0.7)
    for (one, other) in zip(mirrored.coefficients, plain.coefficients) {
      expectAgreement(one.value, -other.value, digits: 12)
    }
    let turned = try fit(y.reversed(), x.reversed(), z.reversed(), 0.3)
    for (one, other) in zip(turned.coefficients, plain.coefficients) {
      expectAgreement(one.value, other.value, digits: 12)
    }
  }

  /// Outliers change nothing while they stay on their side.
  @Test func theSizeOfAResidualDoesNotMatter() throws {
    let (x, z, y) = RobustData.sample(50, seed: 3)
    let plain = try fit(y, x, z, 0.5)
    let far = try fit(
      zip(y, plain.residuals).map { $1.magnitude > 1e-9 ? $0 + 1_000 * $1 : $0 }, x, z, 0.5)
    for (one, other) in zip(far.coefficients, plain.coefficients) {
      expectAgreement(one.value, other.value, digits: 10)
    }
  }

  @Test func anInterceptAloneIsTheMedian() throws {
    for values in [[3.0, 1, 2], [4, 1, 3, 2], [5, 5, 5, 1, 9, 9], [1, 1, 2, 2, 8], [1, 2]] {
      let sorted = values.sorted()
      let middle = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
      let found = try QuantileRegression(
        values, on: Design(interceptFor: values), standardErrors: .equalErrors)
      expectAgreement(found.coefficients[0].value, (middle.0 + middle.1) / 2, digits: 14)
      #expect(found.isUnique == (middle.0 == middle.1))
      expectAgreement(found.ranges[0].lowerBound, middle.0, digits: 14)
      expectAgreement(found.ranges[0].upperBound, middle.1, digits: 14)
    }
  }

  @Test func resamplesWholeCases() throws {
    let (x, z, y) = RobustData.sample(50, seed: 3)
    let design = try Design(columns: [("x", x), ("z", z)])
    let plan = BootstrapPlan.percentile(resamples: 200, seed: 5)
    let found = try QuantileRegression(y, on: design, standardErrors: .bootstrap(plan))
    let twin = try QuantileRegression(y, on: design, standardErrors: .bootstrap(plan))
    #expect(found.coefficients == twin.coefficients && found.covariance == nil && found.bootstrap.count == 3)
    let plain = try QuantileRegression(y, on: design)
    for (one, other) in zip(found.coefficients, plain.coefficients) {
      let ratio = try #require(one.estimate.standardError) / #require(other.estimate.standardError)
      #expect(ratio > 0.5 && ratio < 2)
      #expect(one.value == other.value)
    }
  }

  // Refusals

  @Test func refusesWhatItCannotFit() throws {
    let design = try RobustData.design()
    for tau in [0, 1, -0.1, 1.5, .nan, Double.infinity] {
      expectRefusal(.outOfRange) { try QuantileRegression(RobustData.outcome, on: design, tau: tau) }
    }
    expectRefusal(.lengthMismatch) { try QuantileRegression([1, 2], on: design) }
    expectRefusal(.notFinite) { try QuantileRegression([.nan] + RobustData.age.dropFirst(), on: design) }
    expectRefusal(.outOfRange) { try QuantileRegression(RobustData.outcome, on: design, confidence: 1) }
    expectRefusal(.tooFew) { try QuantileRegression([1, 2], on: Design(columns: [("x", [1, 2])])) }
    expectRefusal(.rankDeficient) {
      try QuantileRegression(
        RobustData.outcome,
        on: Design(columns: [("age", RobustData.age), ("months", RobustData.age.map { 12 * $0 })]))
    }
    for count in [0, -1, .max] {
      #expect(throws: InputError.self) {
        try QuantileRegression(
          RobustData.outcome, on: design,
          standardErrors: .bootstrap(.percentile(resamples: count, seed: 1)))
      }
    }
    // On one line there is no density.
    let line = [1.0, 2, 3, 4, 5]
    expectRefusal(.infeasible) { try QuantileRegression(line, on: Design(columns: [("x", line)])) }
    let exact = try QuantileRegression(
      line, on: Design(columns: [("x", line)]), standardErrors: .equalErrors)
    expectAgreement(exact.coefficients[1].value, 1, digits: 13)
    expectAgreement(exact.objective, 0, digits: 13)
  }

  @Test func readsAFormula() throws {
    let data = try ModelData([
      "y": .numbers(RobustData.outcome + [nil]), "m": .numbers(RobustData.motivation + [1]),
      "a": .numbers(RobustData.age + [40]),
    ])
    let found = try QuantileRegression("y ~ m + a", in: data, standardErrors: .equalErrors)
    let plain = try QuantileRegression(
      RobustData.outcome, on: RobustData.design(), standardErrors: .equalErrors)
    #expect(found.coefficients.map(\.value) == plain.coefficients.map(\.value))
    #expect(found.cases.used == 12 && found.context.subject == "y" && found["m"] == found.coefficients[1])
  }

  private func fit(
    _ y: [Double], _ x: [Double], _ z: [Double], _ tau: Double
  ) throws -> QuantileRegression {
    try QuantileRegression(
      y, on: Design(columns: [("x", x), ("z", z)]), tau: tau,
      standardErrors: .equalErrors)
  }

  // Print

  @Test func printsItsFinding() throws {
    let values = [4.0, 1, 3, 2]
    let found = try QuantileRegression(
      values, on: Design(interceptFor: values), standardErrors: .equalErrors)
    #expect(
      found.named("outcome").description == """
        Quantile regression: outcome
          intercept  2.50  95% CI [-1.40, 6.40]  t(3) = 2.04, p = .134
          n = 4   residual df = 3   sum of losses = 2.00   R1 = .000   solutions of intercept = 2.00, 3.00
          all 4 cases used
          quantile: 0.500; standard errors: equally distributed errors
          Note: Several solutions have the same sum of losses: the coefficients are the mean of the 2
          corners of their set, whose smallest and largest values are listed.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    let (x, z, y) = RobustData.sample(50, seed: 3)
    try checkFinding { try QuantileRegression(y, on: Design(columns: [("x", x), ("z", z)]), tau: 0.4) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("QuantileRegression") { print in
      // page
      let trust = [2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 9.5]
      let motivation = [1.0, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]
      let design = try Design(columns: [("motivation", motivation)])
      let regression = try QuantileRegression(
        trust, on: design, standardErrors: .bootstrap(.percentile(resamples: 1_000, seed: 1)))
      print(regression.named("generalized trust"))
      // end
    }
  }
}
