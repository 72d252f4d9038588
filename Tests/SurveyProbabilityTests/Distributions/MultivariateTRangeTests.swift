import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MultivariateTRangeTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("MultivariateTRange"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (options, expected) = (reference.options, reference.expected)
    let count = try options["count"].integer()
    let flat = try options["correlations"].numbers()
    let rows = (0..<count).map { Array(flat[$0 * count..<($0 + 1) * count]) }
    let freedom = options["df"] == .null ? Double.infinity : try options["df"].number()
    let range = try MultivariateTRange(correlations: rows, degreesOfFreedom: freedom)
    let found = try range.inside(options["limit"].number())
    let wanted = try expected["inside"].number()
    #expect(range.error < 2e-3, "\(range.error)")
    #expect((found - wanted).magnitude < range.error, "\(found) against \(wanted), error \(range.error)")
  }

  // MARK: Laws

  @Test func independentNormalNumbersMultiply() throws {
    let range = try MultivariateTRange(
      correlations: [[1, 0, 0], [0, 1, 0], [0, 0, 1]], degreesOfFreedom: .infinity)
    let one = 1 - 2 * NormalDistribution.standard.upperTail(1.7)
    expectAgreement(range.inside(1.7), one * one * one, digits: 10)
  }

  @Test func oneStatisticIsStudents() throws {
    let range = try MultivariateTRange(correlations: [[1]], degreesOfFreedom: 6)
    let t = try StudentTDistribution(degreesOfFreedom: 6)
    #expect((range.inside(2) - (1 - 2 * t.upperTail(2))).magnitude < 1e-4)
  }

  @Test func equalStatisticsAreOne() throws {
    let range = try MultivariateTRange(
      correlations: [[1, 1, -1], [1, 1, -1], [-1, -1, 1]], degreesOfFreedom: .infinity)
    expectAgreement(range.inside(1.5), 1 - 2 * NormalDistribution.standard.upperTail(1.5), digits: 10)
  }

  @Test(arguments: [-0.8, -0.2, 0.3, 0.9])
  func twoNormalNumbersAreBivariate(_ correlation: Double) throws {
    let range = try MultivariateTRange(
      correlations: [[1, correlation], [correlation, 1]], degreesOfFreedom: .infinity)
    // The integral over the first of the probability of the second.
    let (limit, steps) = (1.3, 2_000)
    let root = (1 - correlation * correlation).squareRoot()
    let normal = NormalDistribution.standard
    var sum = 0.0
    for step in 0...steps {
      let x = -limit + 2 * limit * Double(step) / Double(steps)
      let inner =
        normal.lowerTail((limit - correlation * x) / root)
        - normal.lowerTail((-limit - correlation * x) / root)
      let weight: Double = step == 0 || step == steps ? 1 : step % 2 == 1 ? 4 : 2
      sum += weight * normal.density(x) * inner
    }
    let wanted = sum * 2 * limit / Double(steps) / 3
    #expect((range.inside(limit) - wanted).magnitude < range.error)
  }

  @Test func theLimitIsThatOfItsProbability() throws {
    let rows = [[1, 0.3, -0.4], [0.3, 1, 0.5], [-0.4, 0.5, 1]]
    let range = try MultivariateTRange(correlations: rows, degreesOfFreedom: 9)
    let limit = try range.limit(inside: 0.95)
    expectAgreement(range.inside(limit), 0.95, digits: 7)
    let other = try MultivariateTRange(correlations: rows, degreesOfFreedom: 4).with(degreesOfFreedom: 9)
    #expect(other.inside(limit) == range.inside(limit))
    #expect(other.error == range.error)
  }

  @Test func theOrderAndTheSignsOfStatisticsHardlyMatter() throws {
    let range = try MultivariateTRange(
      correlations: [[1, 0.3, -0.4], [0.3, 1, 0.5], [-0.4, 0.5, 1]], degreesOfFreedom: 5)
    let turned = try MultivariateTRange(
      correlations: [[1, -0.5, 0.4], [-0.5, 1, 0.3], [0.4, 0.3, 1]], degreesOfFreedom: 5)
    #expect((range.inside(2) - turned.inside(2)).magnitude < 1e-4)
  }

  // MARK: Edges and refusals

  @Test func endsOfTheRange() throws {
    let range = try MultivariateTRange(correlations: [[1, 0.5], [0.5, 1]], degreesOfFreedom: 3)
    #expect(range.inside(0) == 0)
    #expect(range.inside(-1) == 0)
    #expect(range.inside(.nan) == 0)
    #expect(range.inside(.infinity) == 1)
  }

  @Test func refusesWhatIsNoCorrelation() {
    expectRefusal(.infeasible) { try MultivariateTRange(correlations: [], degreesOfFreedom: 3) }
    expectRefusal(.infeasible) {
      try MultivariateTRange(
        correlations: [[Double]](repeating: [1], count: 201), degreesOfFreedom: 3)
    }
    expectRefusal(.lengthMismatch) { try MultivariateTRange(correlations: [[1, 0]], degreesOfFreedom: 3) }
    expectRefusal(.outOfRange) { try MultivariateTRange(correlations: [[.nan]], degreesOfFreedom: 3) }
    expectRefusal(.outOfRange) {
      try MultivariateTRange(correlations: [[1, 2], [2, 1]], degreesOfFreedom: 3)
    }
    expectRefusal(.outOfRange) { try MultivariateTRange(correlations: [[1]], degreesOfFreedom: 0) }
    expectRefusal(.outOfRange) { try MultivariateTRange(correlations: [[1]], degreesOfFreedom: .nan) }
    expectRefusal(.outOfRange) {
      try MultivariateTRange(correlations: [[1]], degreesOfFreedom: 3).limit(inside: 1)
    }
  }
}
