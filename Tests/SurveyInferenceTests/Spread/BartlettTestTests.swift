import Foundation
import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BartlettTestTests {
  // Reference

  @Test(arguments: try Fixture.cases("BartlettTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let test = try BartlettTest(reference.spreadGroups())
    let expected = reference.expected
    let names =
      ["bartlett_K2", "bartlett", "K2"].filter { expected[$0] != .null }
    let name = try #require(names.first)
    try expectAgreement(test.statistic.value, expected[name], digits: 10, "K²")
    try expectAgreement(test.pValue, expected[name == "K2" ? "p" : "bartlett_p"], digits: 10, "p")
  }

  // Laws

  @Test func twoGroupsAreAFunctionOfTheirRatio() throws {
    // K² of two groups from F alone: (a + b) log((aF + b)/(a + b)) - a log F, over the correction.
    let test = try BartlettTest([calm, restless])
    let f = try VarianceRatioTest(calm, against: restless).ratio.value
    let (a, b) = (7.0, 6.0)
    let correction = 1 + (1 / a + 1 / b - 1 / (a + b)) / 3
    let k = ((a + b) * log((a * f + b) / (a + b)) - a * log(f)) / correction
    expectAgreement(test.statistic.value, k, digits: 13)
    expectAgreement(test.largestRatio, 1 / f, digits: 15)
  }

  @Test func equalVariancesGiveZero() throws {
    let test = try BartlettTest([[1, 2, 4], [11, 12, 14], [101, 102, 104]])
    #expect(test.statistic.value < 1e-25 && test.pValue > 0.999999)
    #expect(test.largestRatio == 1)
  }

  @Test func neitherOriginsNorUnitNorOrderMatters() throws {
    let one = try BartlettTest(moods).statistic.value
    let other = try BartlettTest(
      ScoreGroups(
        moods.values.enumerated().map { place, group in
          group.reversed().map { Double(place) * 1000 - 64 * $0 }
        }))
    expectAgreement(one, other.statistic.value, digits: 13)
    expectAgreement(
      one, try BartlettTest(ScoreGroups(moods.values.reversed())).statistic.value, digits: 13)
  }

  @Test func summariesAndLabelsGiveTheSame() throws {
    let test = try BartlettTest(moods)
    let moments = try moods.values.map { try Moments($0) }
    #expect(try BartlettTest(moments).report == test.report)
    #expect(try BartlettTest(moments, names: ["a", "b", "c"]).context.parts == ["a", "b", "c"])
    let scores = moods.values.flatMap { $0 }
    let labels = moods.values.enumerated().flatMap { index, group in group.map { _ in "group \(index + 1)" } }
    #expect(try BartlettTest(scores, by: labels).report == test.report)
  }

  // Refusals

  @Test func refusesWhatHasNoVariance() throws {
    expectRefusal(.tooFew) { try BartlettTest([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try BartlettTest([[1, 2, 3], []]) }
    expectRefusal(.tooFew) { try BartlettTest([[1, 2, 3], [4]]) }
    expectRefusal(.constant) { try BartlettTest([[1, 2, 3], [4, 4]]) }
    expectRefusal(.notFinite) { try BartlettTest([[1, 2, 3], [4, .nan]]) }
    expectRefusal(.outOfRange) { try BartlettTest([[1, 2, 3], [1e200, -1e200]]) }
    expectRefusal(.outOfRange) { try BartlettTest([[1, 2, 3], [1e-200, 2e-200]]) }
    expectRefusal(.tooFew) { try BartlettTest([Moments([1, 2])]) }
    expectRefusal(.tooFew) { try BartlettTest([Moments([1, 2]), Moments([1])]) }
    expectRefusal(.lengthMismatch) { try BartlettTest([Moments([1, 2]), Moments([1, 3])], names: ["a"]) }
    expectRefusal(.infeasible) {
      try BartlettTest([Moments](repeating: Moments([1, 2]), count: 1_001))
    }
    let huge = try Moments(count: .max, mean: 0, standardDeviation: 1e-5)
    expectRefusal(.outOfRange) { try BartlettTest([huge, huge]) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try BartlettTest(moods).description == """
        Bartlett's test of equal variances
          largest over smallest variance  2.50  K²(2) = 0.55, p = .760
          group    n  mean    SD
          group 1  4  4.00  0.82
          group 2  5  5.60  1.14
          group 3  4  7.50  1.29
          all 13 cases used
          Note: The test holds for normal data only. Do not choose between Student's and Welch's test, or
          between two analyses of variance, by it.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try BartlettTest(moods) }
    try checkFinding { try BartlettTest([[1, 2], [1, 5]]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BartlettTest") { print in
      // page
      let waiting = [3.1, 2.8, 3.9, 3.3, 3.0]
      let online = [1.6, 4.2, 6.0, 4.9, 2.8]
      let group = [4.8, 4.4, 5.2, 4.1]
      let test = try BartlettTest([waiting, online, group])
      print(test.named("well-being", "waiting list", "online", "group"))
      // end
    }
  }
}
