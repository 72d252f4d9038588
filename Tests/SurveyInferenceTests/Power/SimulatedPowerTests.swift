import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

// No fixture: the rates are compared with exact powers, whose fixtures are read elsewhere.

@Suite struct SimulatedPowerTests {
  /// Student's test of two groups of normal numbers.
  @Sendable private static func student(_ d: Double, _ stream: inout RandomStream) throws -> Double {
    let first = (0..<12).map { _ in stream.normal() + d }
    let second = (0..<9).map { _ in stream.normal() }
    return try StudentTest(first, against: second).pValue
  }

  // Laws

  @Test func theIntervalHoldsTheExactPower() throws {
    for (d, seed) in [(0.9, UInt64(1)), (0, 2)] {
      let found = try SimulatedPower(
        d == 0 ? .typeIError : .power, replications: 1_000, seed: seed, confidence: 0.999
      ) { stream in
        try Self.student(d, &stream)
      }
      let exact = try PowerAnalysis(.student(), effect: d, sizes: [12, 9]).power
      #expect(try #require(found.rate.interval).contains(exact), "\(found) against \(exact)")
      #expect(found.completed == 1_000 && found.failures.isEmpty)
    }
  }

  @Test func welchsPowerIsThatOfTheIntegral() throws {
    let found = try SimulatedPower(replications: 1_000, seed: 3, confidence: 0.999) { stream in
      let first = (0..<10).map { _ in stream.normal() + 1.5 }
      let second = (0..<5).map { _ in 2 * stream.normal() }
      return try WelchTest(first, against: second).pValue
    }
    let exact = try PowerAnalysis(.welch(standardDeviations: 1, 2), effect: 1.5, sizes: [10, 5]).power
    #expect(try #require(found.rate.interval).contains(exact), "\(found) against \(exact)")
  }

  @Test func noethersPowerIsCloseForNormalData() throws {
    let d = 0.8
    let p = NormalDistribution.standard.lowerTail(d / 2.0.squareRoot())
    let found = try SimulatedPower(replications: 500, seed: 4) { stream in
      let first = (0..<40).map { _ in stream.normal() + d }
      let second = (0..<20).map { _ in stream.normal() }
      return try MannWhitneyTest(
        first, against: second, method: .asymptotic(continuityCorrection: false)
      ).pValue
    }
    let noether = try PowerAnalysis(.mannWhitney(), effect: p - 0.5, sizes: [40, 20]).power
    #expect((found.rate.value - noether).magnitude < 0.1, "\(found) against \(noether)")
  }

  @Test func theEquivalenceTestHasTheExactPower() throws {
    let (margin, n) = (0.9, 15)
    let found = try SimulatedPower(replications: 1_000, seed: 5, confidence: 0.999) { stream in
      let first = (0..<n).map { _ in stream.normal() + 0.1 }
      let second = (0..<n).map { _ in stream.normal() }
      let lower = try StudentTest(first.map { $0 + margin }, against: second, alternative: .greater).pValue
      let upper = try StudentTest(first.map { $0 - margin }, against: second, alternative: .less).pValue
      return max(lower, upper)
    }
    let exact = try PowerAnalysis(
      .equivalence(trueDifference: 0.1), effect: margin, sizes: [n, n]
    ).power
    #expect(try #require(found.rate.interval).contains(exact), "\(found) against \(exact)")
  }

  @Test func theNumberOfWorkersDoesNotMatter() async throws {
    let one = try Self.sequential()
    for workers in [1, 3, 16] {
      let many = try await SimulatedPower(replications: 203, seed: 9, workers: workers) { stream in
        try Self.student(0.8, &stream)
      }
      #expect(many.report.json == one.report.json)
    }
  }

  private static func sequential() throws -> SimulatedPower {
    try SimulatedPower(replications: 203, seed: 9) { stream in try student(0.8, &stream) }
  }

  // Edges

  @Test func failuresAreCountedAndNamed() throws {
    var turn = 0
    let found = try SimulatedPower(replications: 20) { _ in
      turn += 1
      switch turn % 5 {
      case 0: throw InputError.constant("group")
      case 1: return .nan
      case 2: return 1.5
      case 3: return 0.05
      default: return 0.051
      }
    }
    #expect(found.completed == 8 && found.rejections == 4 && found.rate.value == 0.5)
    #expect(
      found.failures.map(\.reason) == [
        "group: all values are equal", "the probability is not a number",
        "the probability is not between 0 and 1",
      ])
    #expect(found.failures.map(\.count) == [4, 4, 4])
    #expect(found.description.contains("12 of 20 replications gave no probability"))
  }

  @Test func manyReasonsAreGathered() throws {
    var turn = 0
    let found = try SimulatedPower(replications: 50) { _ in
      turn += 1
      if turn % 2 == 0 { throw InputError(.definition, "case \(turn)", "failed") }
      return 0.5
    }
    #expect(found.failures.count == 11)
    let last = try #require(found.failures.last)
    #expect(last.reason == "other reasons" && last.count == 15)
    #expect(found.failures.reduce(0) { $0 + $1.count } == 25)
  }

  @Test func refusesWhatHasNoAnswer() async throws {
    expectRefusal(.tooFew) { try SimulatedPower(replications: 0) { _ in 0.5 } }
    expectRefusal(.outOfRange) { try SimulatedPower(replications: .max) { _ in 0.5 } }
    expectRefusal(.outOfRange) { try SimulatedPower(level: 1) { _ in 0.5 } }
    expectRefusal(.outOfRange) { try SimulatedPower(confidence: 1) { _ in 0.5 } }
    expectRefusal(.infeasible) { try SimulatedPower { _ in .nan } }
    await #expect(throws: InputError.self) { try await SimulatedPower(workers: 0) { _ in 0.5 } }
    let never = try SimulatedPower(replications: 1) { _ in 1 }
    #expect(never.rate.value == 0 && never.rate.interval?.lower == 0)
    #expect(try SimulatedPower(replications: 3) { _ in 0 }.rate.value == 1)
  }

  // Print

  @Test func printsItsFinding() throws {
    var turn = 0
    let found = try SimulatedPower(.typeIError, replications: 1_000, seed: 7) { _ in
      turn += 1
      return turn % 20 == 0 ? .nan : turn % 25 == 1 ? 0.01 : 0.9
    }
    #expect(
      found.named("Welch's test").description == """
        Simulated type I error: Welch's test
          type I error  .042  95% CI [.030, .057]
          rejections = 40 of 950   Monte Carlo SE = .0065
          level: .05; replications: 1,000; seed: 7
          Warning: 50 of 1,000 replications gave no probability and are not in the rate; counted as no
          rejection they make it .040.
          Warning: 50 times: the probability is not a number
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try Self.sequential() }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("SimulatedPower") { print in
      // page
      let power = try SimulatedPower(replications: 200, seed: 1) { stream in
        // Answers from 1 to 5; those of the first group lie higher.
        let first = (0..<60).map { _ in Double(1 + stream.binomial(trials: 4, probability: 0.6)) }
        let second = (0..<18).map { _ in Double(1 + stream.binomial(trials: 4, probability: 0.45)) }
        return try MannWhitneyTest(first, against: second).pValue
      }
      print(power)
      // end
    }
  }
}
