import SurveyLinearAlgebra
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct ROCComparisonTests {
  private let scores: [[Double]] = [
    [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8], [2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5],
    [1, 6, 1, 8, 0, 3, 3, 9, 8, 8, 7, 4],
  ]
  private let outcome = [true, false, true, false, true, true, false, true, false, false, true, false]

  // Reference

  @Test(arguments: try Fixture.cases("ROCComparison"))
  func agreesWithPROC(_ reference: Fixture.Case) throws {
    let one = try ROCCurveTests.scores(reference, "scores", at: 0)
    let other = try ROCCurveTests.scores(reference, "scores", at: 1)
    let found = try ROCComparison([one.scores, other.scores], by: one.outcome, direction: one.direction)
    let expected = reference.expected
    try expectAgreement(found.areas.map(\.value), expected["areas"], digits: 11, "areas")
    try expectAgreement(found.covariance[0, 1], expected["covariance"], digits: 11, "covariance")
    try expectAgreement(found.statistic.value, expected["z"], digits: 11, "z")
    try expectAgreement(found.pValue, expected["p"], digits: 11, "p")
    let interval = try #require(found.differences[0].difference.interval)
    try expectAgreement([interval.lower, interval.upper], expected["ci"], digits: 11, "interval")
    let curves = try [one, other].map { try ROCCurve($0.scores, by: $0.outcome, direction: $0.direction) }
    let unpaired = try ROCComparison(curves[0], againstOtherCases: curves[1])
    try expectAgreement(unpaired.statistic.value, expected["unpaired_d"], digits: 11, "unpaired")
  }

  // Laws

  /// Chi-square of k areas is the same for every choice of contrasts, and z squared for two.
  @Test func chiSquareDoesNotDependOnTheOrderOfTheScores() throws {
    let found = try ROCComparison(scores, by: outcome, direction: .higherMeansEvent)
    #expect(found.statistic.reference == .chiSquare(degreesOfFreedom: 2))
    for order in [[1, 2, 0], [2, 1, 0], [0, 2, 1]] {
      let turned = try ROCComparison(order.map { scores[$0] }, by: outcome, direction: .higherMeansEvent)
      expectAgreement(turned.statistic.value, found.statistic.value, digits: 11)
    }
    // A naive twin: successive contrasts with the covariance matrix of the areas, solved by hand.
    let (a, c) = (found.areas.map(\.value), found.covariance)
    let d = [a[0] - a[1], a[1] - a[2]]
    let v0 = c[0, 0] + c[1, 1] - 2 * c[0, 1]
    let v1 = c[1, 1] + c[2, 2] - 2 * c[1, 2]
    let v01 = c[0, 1] - c[0, 2] - c[1, 1] + c[1, 2]
    let naive = (d[0] * d[0] * v1 - 2 * d[0] * d[1] * v01 + d[1] * d[1] * v0) / (v0 * v1 - v01 * v01)
    expectAgreement(found.statistic.value, naive, digits: 11)
  }

  @Test func swappingAndTurningNegateTheDifference() throws {
    let pair = Array(scores.prefix(2))
    let found = try ROCComparison(pair, by: outcome, direction: .higherMeansEvent)
    let swapped = try ROCComparison(pair.reversed(), by: outcome, direction: .higherMeansEvent)
    let turned = try ROCComparison(pair, by: outcome, direction: .lowerMeansEvent)
    expectAgreement(swapped.statistic.value, -found.statistic.value, digits: 13)
    expectAgreement(turned.statistic.value, -found.statistic.value, digits: 12)
    expectAgreement(swapped.pValue, found.pValue, digits: 12)
  }

  @Test func oneSeparatingScoreIsComparedWithAnother() throws {
    let perfect = outcome.map { $0 ? 1.0 : 0 }
    let found = try ROCComparison([perfect, scores[0]], by: outcome, direction: .higherMeansEvent)
    #expect(found.areas[0].standardError == nil && found.areas[0].value == 1)
    expectAgreement(
      try #require(found.differences[0].difference.standardError), try #require(found.areas[1].standardError),
      digits: 13)
    #expect(found.description.contains("separates"))
  }

  // Refusals

  @Test func refusesWhatCannotBeCompared() throws {
    let up = ScoreDirection.higherMeansEvent
    expectRefusal(.tooFew) { try ROCComparison([], by: outcome, direction: up) }
    expectRefusal(.tooFew) { try ROCComparison([scores[0]], by: outcome, direction: up) }
    expectRefusal(.constant) { try ROCComparison([scores[0], scores[0]], by: outcome, direction: up) }
    expectRefusal(.constant) {
      try ROCComparison([scores[0], scores[1], scores[1]], by: outcome, direction: up)
    }
    expectRefusal(.constant) {
      try ROCComparison([scores[0], scores[0].map { 2 * $0 }], by: outcome, direction: up)
    }
    expectRefusal(.lengthMismatch) { try ROCComparison([scores[0], [1]], by: outcome, direction: up) }
    expectRefusal(.infeasible) {
      try ROCComparison([[Double]](repeating: scores[0], count: 51), by: outcome, direction: up)
    }
    expectRefusal(.outOfRange) {
      try ROCComparison(scores, by: outcome, direction: up, confidence: .nan)
    }
    let perfect = try ROCCurve([3.0, 4], against: [1, 2], direction: up)
    expectRefusal(.constant) { try ROCComparison(perfect, againstOtherCases: perfect) }
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try ROCComparison(scores, by: outcome, direction: .higherMeansEvent) }
    let curves = try scores.map { try ROCCurve($0, by: outcome, direction: .higherMeansEvent) }
    let down = try ROCCurve(scores[1], by: outcome, direction: .lowerMeansEvent)
    try checkFinding { try ROCComparison(curves[0], againstOtherCases: curves[1]) }
    try checkFinding { try ROCComparison(curves[0], againstOtherCases: down) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ROCComparison") { print in
      // page
      let short: [Double] = [14, 9, 17, 4, 11, 6, 12, 3, 8, 15, 5, 10, 2, 7, 13, 6, 9, 4, 11, 8]
      let long: [Double] = [31, 17, 35, 9, 28, 15, 22, 8, 21, 30, 12, 18, 6, 16, 29, 11, 24, 10, 19, 14]
      let depressed = [
        true, false, true, false, true, false, false, false, true, true,
        false, false, false, false, true, false, true, false, false, false,
      ]
      let comparison = try ROCComparison([short, long], by: depressed, direction: .higherMeansEvent)
      print(comparison.named("depression", "short form", "long form"))
      // end
    }
  }
}
