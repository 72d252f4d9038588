import Foundation
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyInference

@Suite struct PolyserialCorrelationTests {
  static let hours = [2.0, 5, 1, 7, 4, 6, 9, 3, 8, 2, 6, 5]
  static let trust = [1.0, 2, 1, 3, 2, 2, 3, 2, 3, 1, 3, 1]

  // MARK: Reference

  /// 40-digit arithmetic. psych's value is that of moments. polycor takes the variance with n - 1 in the
  /// denominator and stops at four digits; the slope of the regression, which the variance only rescales, shows
  /// that its maximum likelihood is the same but for that.
  @Test(arguments: try Fixture.cases("PolyserialCorrelation"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (x, y) = try reference.pairs()
    let expected = reference.expected
    let moments = try PolyserialCorrelation(x, with: y, method: .moments)
    try expectAgreement(moments.correlation.value, expected["moments"], digits: 12, "moments")
    let two = try PolyserialCorrelation(x, with: y)
    try expectAgreement(two.correlation.value, expected["two_step"], digits: 12, "two steps")
    try expectAgreement(two.correlation.standardError, expected["two_step_se"], digits: 9, "its error")
    try expectAgreement(two.thresholds, expected["thresholds"], digits: 13, floor: 1e-15)
    try expectAgreement(two.logLikelihood, expected["two_step_log_likelihood"], digits: 12)
    let likely = try PolyserialCorrelation(x, with: y, method: .maximumLikelihood)
    try expectAgreement(likely.correlation.value, expected["ml"], digits: 12, "maximum likelihood")
    try expectAgreement(likely.correlation.standardError, expected["ml_se"], digits: 9, "its error")
    try expectAgreement(likely.thresholds, expected["ml_thresholds"], digits: 11, floor: 1e-13)
    try expectAgreement(likely.logLikelihood, expected["ml_log_likelihood"], digits: 12)
    try expectAgreement(moments.correlation.value, expected["psych"], digits: 11, "psych")
    try expectAgreement(moments.correlation.standardError, expected["moments_se"], digits: 9, "its error")
    // polycor's unit: the standard deviation with n - 1.
    let codes = try OrdinalCodes(y, "second variable")
    let shrunk = (Double(x.count - 1) / Double(x.count)).squareRoot()
    let scores = try StandardScores(x, "first variable").values.map { $0 * shrunk }
    let theirs = try PolyserialFit(twoSteps: scores, codes)
    try expectAgreement(theirs.correlation, expected["two_step_of_unbiased_variance"], digits: 12)
    try expectAgreement(theirs.correlation, expected["polycor_two_step"], digits: 4, "polycor")
    let slope = { (r: Double) in r / (1 - r * r).squareRoot() }
    try expectAgreement(
      slope(likely.correlation.value) / shrunk, .number(slope(expected["polycor_ml"].number())), digits: 3)
  }

  // MARK: Laws

  @Test func reversingEitherVariableTurnsTheSign() throws {
    for method in PolyserialCorrelation.Method.allCases {
      let plain = try PolyserialCorrelation(Self.hours, with: Self.trust, method: method)
      for (x, y) in [(Self.hours.map { -$0 }, Self.trust), (Self.hours, Self.trust.map { -$0 })] {
        let turned = try PolyserialCorrelation(x, with: y, method: method)
        expectAgreement(turned.correlation.value, -plain.correlation.value, digits: 12)
        expectAgreement(
          turned.correlation.standardError ?? .nan, plain.correlation.standardError ?? .nan, digits: 10)
      }
    }
  }

  @Test func unitsRisingCodesAndTheOrderOfCasesChangeNothing() throws {
    for method in PolyserialCorrelation.Method.allCases {
      let plain = try PolyserialCorrelation(Self.hours, with: Self.trust, method: method)
      for (factor, shift) in [(1e-140, 0.0), (1e140, 0), (3, 1e6)] {
        let moved = try PolyserialCorrelation(
          Self.hours.reversed().map { $0 * factor + shift }, with: Self.trust.reversed().map { exp($0) },
          method: method)
        expectAgreement(moved.correlation.value, plain.correlation.value, digits: 9)
      }
    }
  }

  @Test func fourTimesTheCasesHalveTheStandardError() throws {
    for method in PolyserialCorrelation.Method.allCases {
      let plain = try PolyserialCorrelation(Self.hours, with: Self.trust, method: method).correlation
      let repeated = { (values: [Double]) in values + values + values + values }
      let larger = try PolyserialCorrelation(
        repeated(Self.hours), with: repeated(Self.trust), method: method
      ).correlation
      expectAgreement(larger.value, plain.value, digits: 11)
      expectAgreement(2 * (larger.standardError ?? .nan), plain.standardError ?? .nan, digits: 9)
    }
  }

  /// The slow and obvious likelihood of the two steps, and of all parameters around its maximum.
  @Test func noOtherCorrelationIsMoreLikely() throws {
    let two = try PolyserialCorrelation(Self.hours, with: Self.trust)
    let best = try Self.logLikelihood(two.correlation.value, two.thresholds)
    expectAgreement(two.logLikelihood ?? .nan, best, digits: 12)
    for r in stride(from: -0.95, through: 0.95, by: 0.05) {
      #expect(try Self.logLikelihood(r, two.thresholds) <= best)
    }
    let all = try PolyserialCorrelation(Self.hours, with: Self.trust, method: .maximumLikelihood)
    let highest = try Self.logLikelihood(all.correlation.value, all.thresholds)
    #expect(highest > best)
    for step in [-0.01, 0.01] {
      for (a, b, c) in [(step, 0.0, 0.0), (0, step, 0), (0, 0, step), (step, -step, step)] {
        let thresholds = [all.thresholds[0] + b, all.thresholds[1] + c]
        #expect(try Self.logLikelihood(all.correlation.value + a, thresholds) < highest)
      }
    }
  }

  private static func logLikelihood(_ r: Double, _ thresholds: [Double]) throws -> Double {
    let edges = [-Double.infinity] + thresholds + [.infinity]
    let moments = try Moments(hours)
    let deviation = (moments.sumOfSquares / Double(hours.count)).squareRoot()
    var sum = 0.0
    for (x, y) in zip(hours, trust) {
      let z = (x - moments.mean) / deviation
      let root = (1 - r * r).squareRoot()
      let place = Int(y) - 1
      let p =
        NormalDistribution.standard.lowerTail((edges[place + 1] - r * z) / root)
        - NormalDistribution.standard.lowerTail((edges[place] - r * z) / root)
      sum += log(p) + NormalDistribution.standard.logDensity(z) - log(deviation)
    }
    return sum
  }

  /// A finely cut normal variable has nearly Pearson's correlation.
  @Test func manyAnswersLeadToPearsonsCorrelation() throws {
    let scores = try (1...90).map { try NormalDistribution.standard.quantile(lowerTail: Double($0) / 91) }
    var numbers = FixedNumbers(seed: 3)
    let noisy = scores.map { $0 + Double(numbers.next(below: 100)) / 40 }
    let pearson = try PearsonCorrelation(noisy, with: scores).correlation.value
    for method in PolyserialCorrelation.Method.allCases {
      let found = try PolyserialCorrelation(noisy, with: scores, method: method).correlation.value
      expectAgreement(found, pearson, digits: 1.5)
    }
  }

  // MARK: Edges and refusals

  @Test func answersThatOrderTheScoresCorrelateFully() throws {
    for sign in [1.0, -1] {
      let found = try PolyserialCorrelation(
        [1, 2, 3, 4, 5].map { sign * $0 }, with: [1, 1, 2, 2, 3], method: .maximumLikelihood)
      #expect(found.correlation == Estimate(sign) && found.isAtBound)
      #expect(found.report.warnings.count == 1)
    }
    // The same score with two answers: half of the cases each.
    let tied = try PolyserialCorrelation([1, 2, 2, 3], with: [1, 1, 2, 2], method: .maximumLikelihood)
    let apart = try PolyserialCorrelation([1, 2, 2, 3], with: [1, 1, 1, 2], method: .maximumLikelihood)
    #expect(tied.isAtBound && apart.isAtBound)
    expectAgreement((apart.logLikelihood ?? 0) - (tied.logLikelihood ?? 0), 2 * log(2.0), digits: 13)
    try checkFinding { try PolyserialCorrelation([1, 2, 2, 3], with: [1, 1, 2, 2]) }
  }

  @Test func anOutlierDoesNotBreakTheSearch() throws {
    let x = Self.hours + [-1e6]
    for method in PolyserialCorrelation.Method.allCases {
      for last in [1.0, 3] {
        let found = try PolyserialCorrelation(x, with: Self.trust + [last], method: method)
        #expect(found.correlation.value.isFinite)
        try checkFinding { try PolyserialCorrelation(x, with: Self.trust + [last], method: method) }
      }
    }
  }

  @Test func refusesWhatHasNoCorrelation() {
    expectRefusal(.tooFew) { try PolyserialCorrelation([], with: []) }
    expectRefusal(.tooFew) { try PolyserialCorrelation([1, 2], with: [1, 2]) }
    expectRefusal(.lengthMismatch) { try PolyserialCorrelation([1, 2, 3], with: [1, 2]) }
    expectRefusal(.constant) { try PolyserialCorrelation([1, 1, 1], with: [1, 2, 3]) }
    expectRefusal(.constant) { try PolyserialCorrelation([1, 2, 3], with: [2, 2, 2]) }
    expectRefusal(.notFinite) { try PolyserialCorrelation([1, .nan, 2], with: [1, 2, 3]) }
    expectRefusal(.notFinite) { try PolyserialCorrelation([1, 2, 3], with: [1, .infinity, 3]) }
    expectRefusal(.outOfRange) { try PolyserialCorrelation([1e200, -1e200, 0], with: [1, 2, 3]) }
    let many = (0..<101).map(Double.init)
    expectRefusal(.infeasible) { try PolyserialCorrelation(many, with: many) }
    for level in [0, 1, .nan] {
      expectRefusal(.outOfRange) {
        try PolyserialCorrelation(Self.hours, with: Self.trust, confidence: level)
      }
    }
  }

  // MARK: Conformance and page

  @Test(arguments: PolyserialCorrelation.Method.allCases)
  func keepsTheContract(_ method: PolyserialCorrelation.Method) throws {
    try checkFinding { try PolyserialCorrelation(Self.hours, with: Self.trust, method: method) }
    try checkFinding { try PolyserialCorrelation([1, 2, 4], with: [1, 2, 1], method: method) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("PolyserialCorrelation") { print in
      // page
      let hours = [2.0, 5, 1, 7, 4, 6, 9, 3, 8, 2, 6, 5]
      let trust = [1.0, 2, 1, 3, 2, 2, 3, 2, 3, 1, 3, 1]
      let correlation = try PolyserialCorrelation(hours, with: trust, method: .maximumLikelihood)
      print(correlation.named("a course", "hours", "trust"))
      // end
    }
  }
}
