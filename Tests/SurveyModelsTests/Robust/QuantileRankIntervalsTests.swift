import SurveyModels
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct QuantileRankIntervalsTests {
  @Test(arguments: try Fixture.cases("QuantileRankIntervals"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let (tau, level) = (try reference.options["tau"].number(), try reference.options["level"].number())
    for (limits, prefix) in [(QuantileRankIntervals.Limits.interpolated, ""), (.steps, "step_")] {
      let found = try QuantileRankIntervals(
        problem.outcome, on: problem.design, tau: tau, limits: limits, confidence: level)
      let intervals = found.coefficients.compactMap(\.interval)
      let lower = try reference.expected[prefix + "lower"].numbers()
      let upper = try reference.expected[prefix + "upper"].numbers()
      // A slope beside an intercept alone has several solutions of the other where nτ is whole: R then draws its
      // lines from exact fits that change nothing in the statistic.
      let whole = (Double(problem.outcome.count) * tau).truncatingRemainder(dividingBy: 1) == 0
      for index in lower.indices
      where limits == .steps || !(whole && lower.count == 2 && index == 1) {
        expectAgreement(intervals[index].lower, lower[index], digits: 9)
        expectAgreement(intervals[index].upper, upper[index], digits: 9)
      }
    }
  }

  // Laws

  /// An intercept alone is tested by signs: Στ - 1[y < b], whose changes are the values themselves.
  @Test(arguments: [0.3, 0.5, 0.8])
  func anInterceptAloneInvertsTheSignTest(_ tau: Double) throws {
    let (_, _, y) = RobustData.sample(41, seed: 2)
    let found = try QuantileRankIntervals(y, on: Design(interceptFor: y), tau: tau, limits: .steps)
    let critical = try StudentTDistribution(degreesOfFreedom: 40).quantile(upperTail: 0.025)
    let kept = y.sorted().filter { value in
      // Not rejected just above or just below the value.
      [1e-7, -1e-7].contains { shift in
        let sum = y.reduce(0) { $0 + ($1 < value + shift ? tau - 1 : tau) }
        return sum.magnitude / (41 * tau * (1 - tau)).squareRoot() <= critical
      }
    }
    let interval = try #require(found.coefficients[0].interval)
    try expectAgreement(interval.lower, #require(kept.first), digits: 12)
    try expectAgreement(interval.upper, #require(kept.last), digits: 12)
  }

  @Test func movesWithTheOutcomeAndTheColumns() throws {
    let (x, z, y) = RobustData.sample(50, seed: 3)
    for limits in [QuantileRankIntervals.Limits.interpolated, .steps] {
      let plain = try intervals(y, x, z, 0.3, limits)
      let moved = try intervals(
        zip(y, x).map { 3 * $0 + 0.5 * $1 + 7 }, x.map { 100 * $0 }, z.map { $0 + 5 }, 0.3, limits)
      expectAgreement(moved[1].lower * 100, 3 * plain[1].lower + 0.5, digits: 10)
      expectAgreement(moved[1].upper * 100, 3 * plain[1].upper + 0.5, digits: 10)
      expectAgreement(moved[2].lower, 3 * plain[2].lower, digits: 10)
      let mirrored = try intervals(y.map { -$0 }, x, z, 0.7, limits)
      let turned = try intervals(y.reversed(), x.reversed(), z.reversed(), 0.3, limits)
      let far = try intervals(y.map { $0 * 1e120 }, x, z, 0.3, limits)
      for index in 0..<3 {
        expectAgreement(mirrored[index].lower, -plain[index].upper, digits: 10)
        expectAgreement(turned[index].lower, plain[index].lower, digits: 10)
        expectAgreement(turned[index].upper, plain[index].upper, digits: 10)
        expectAgreement(far[index].upper, plain[index].upper * 1e120, digits: 10)
      }
    }
  }

  /// Lines between the statistics lie inside the steps, and higher levels outside lower ones.
  @Test(arguments: UInt64(1)...6)
  func limitsAreNested(_ seed: UInt64) throws {
    let (x, z, y) = RobustData.sample(40, seed: seed)
    var inner: [ConfidenceInterval]?
    for level in [0.5, 0.8, 0.95, 0.99] {
      let lines = try intervals(y, x, z, 0.5, .interpolated, level)
      let steps = try intervals(y, x, z, 0.5, .steps, level)
      for index in 0..<3 {
        #expect(steps[index].lower <= lines[index].lower && lines[index].upper <= steps[index].upper)
        if let inner {
          #expect(lines[index].lower <= inner[index].lower && inner[index].upper <= lines[index].upper)
        }
      }
      inner = lines
    }
  }

  /// Three cases reject nothing: the largest statistic is √3.
  @Test func hasInfiniteLimitsWhereNothingIsRejected() throws {
    let found = try QuantileRankIntervals([1, 2, 4], on: Design(interceptFor: [1, 2, 4]))
    let interval = try #require(found.coefficients[0].interval)
    #expect(interval.lower == -.infinity && interval.upper == .infinity)
  }

  @Test func tiesGiveOrderedLimits() throws {
    let answers = [1.0, 1, 1, 2, 2, 1, 1, 5, 1, 1, 2, 1]
    let often = [0.0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]
    for tau in [0.1, 0.25, 0.5, 0.75, 0.9] {
      for limits in [QuantileRankIntervals.Limits.interpolated, .steps] {
        let found = try QuantileRankIntervals(
          answers, on: Design(columns: [("often", often)]), tau: tau, limits: limits)
        for estimate in found.coefficients {
          let interval = try #require(estimate.interval)
          #expect(interval.lower <= estimate.value && estimate.value <= interval.upper)
        }
      }
    }
  }

  // Refusals

  @Test func refusesWhatItCannotInvert() throws {
    let design = try RobustData.design()
    for tau in [0, 1, .nan] {
      expectRefusal(.outOfRange) { try QuantileRankIntervals(RobustData.outcome, on: design, tau: tau) }
    }
    expectRefusal(.outOfRange) { try QuantileRankIntervals(RobustData.outcome, on: design, confidence: 1) }
    expectRefusal(.lengthMismatch) { try QuantileRankIntervals([1, 2], on: design) }
    expectRefusal(.notFinite) { try QuantileRankIntervals([.nan] + RobustData.age.dropFirst(), on: design) }
    expectRefusal(.tooFew) { try QuantileRankIntervals([1, 2], on: Design(columns: [("x", [1, 2])])) }
    let line = [1.0, 2, 3, 4, 5]
    expectRefusal(.infeasible) { try QuantileRankIntervals(line, on: Design(columns: [("x", line)])) }
    let many = (0...5_000).map { Double($0) }
    expectRefusal(.infeasible) { try QuantileRankIntervals(many, on: Design(interceptFor: many)) }
  }

  @Test func readsAFormula() throws {
    let data = try ModelData([
      "y": .numbers(RobustData.outcome + [nil]), "m": .numbers(RobustData.motivation + [1]),
      "a": .numbers(RobustData.age + [40]),
    ])
    let found = try QuantileRankIntervals("y ~ m + a", in: data)
    let plain = try QuantileRankIntervals(RobustData.outcome, on: RobustData.design())
    #expect(found.coefficients == plain.coefficients && found.cases.used == 12)
  }

  private func intervals(
    _ y: [Double], _ x: [Double], _ z: [Double], _ tau: Double, _ limits: QuantileRankIntervals.Limits,
    _ level: Double = 0.95
  ) throws -> [ConfidenceInterval] {
    try QuantileRankIntervals(
      y, on: Design(columns: [("x", x), ("z", z)]), tau: tau, limits: limits, confidence: level
    ).coefficients.compactMap(\.interval)
  }

  // Print

  @Test func printsItsFinding() throws {
    let found = try QuantileRankIntervals(RobustData.outcome, on: RobustData.design(), limits: .steps)
    #expect(
      found.named("outcome").description == """
        Quantile regression with rank intervals: outcome
          intercept    1.64  95% CI [-5.16, 24.23]
          motivation   0.41  95% CI [-0.29, 0.96]
          age         0.014  95% CI [-0.019, 0.037]
          n = 12   residual df = 9
          all 12 cases used
          quantile: 0.500; limits: steps of the test
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    let (x, z, y) = RobustData.sample(50, seed: 3)
    try checkFinding { try QuantileRankIntervals(y, on: Design(columns: [("x", x), ("z", z)]), tau: 0.4) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("QuantileRankIntervals") { print in
      // page
      let trust = [2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 9.5]
      let motivation = [1.0, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]
      let design = try Design(columns: [("motivation", motivation)])
      let intervals = try QuantileRankIntervals(trust, on: design)
      print(intervals.named("generalized trust"))
      // end
    }
  }
}
