import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

@Suite struct HosmerLemeshowTestTests {
  private let probabilities = [0.1, 0.2, 0.2, 0.3, 0.4, 0.4, 0.5, 0.6, 0.7, 0.7, 0.8, 0.9]
  private let outcome = [false, false, true, false, true, false, false, true, true, false, true, true]

  // Reference

  @Test(arguments: try Fixture.cases("HosmerLemeshowTest"))
  func agreesWithTheDefinitionInR(_ reference: Fixture.Case) throws {
    let problem = try FormulaDesign(reference)
    let model = try GeneralizedRegression(problem.outcome, on: problem.design, family: .binomial())
    let found = try HosmerLemeshowTest(of: model, grouping: .quantiles(reference.options["groups"].integer()))
    let expected = reference.expected
    try expectAgreement(found.statistic.value, expected["chi2"], digits: 9, "chi-square")
    try expectAgreement(found.pValue, expected["p"], digits: 9, "p")
    #expect(
      try found.statistic.reference == .chiSquare(degreesOfFreedom: expected["df"].number()))
    try expectAgreement(found.groups.map { Double($0.count) }, expected["n"], digits: 16, "n")
    try expectAgreement(
      found.groups.map { Double($0.observed) }, expected["observed"], digits: 16, "observed")
    try expectAgreement(found.groups.map(\.expected), expected["expected"], digits: 9, "expected")
  }

  // Laws

  @Test func distinctProbabilitiesGiveTheSumByHand() throws {
    let found = try HosmerLemeshowTest(
      probabilities, by: outcome, source: .fixedBeforehand, grouping: .distinctValues)
    #expect(found.groups.map(\.count) == [1, 2, 1, 2, 1, 1, 2, 1, 1])
    let naive = Set(probabilities).reduce(0.0) { sum, p in
      let cases = probabilities.indices.filter { probabilities[$0] == p }
      let (n, o) = (Double(cases.count), Double(cases.count { outcome[$0] }))
      return sum + (o - n * p) * (o - n * p) / (n * p * (1 - p))
    }
    expectAgreement(found.statistic.value, naive, digits: 13)
    #expect(found.statistic.reference == .chiSquare(degreesOfFreedom: 9))
  }

  @Test func orderAndTheOtherOutcomeChangeNothing() throws {
    let found = try HosmerLemeshowTest(
      probabilities, by: outcome, source: .fittedToTheseCases, grouping: .quantiles(4))
    let turned = try HosmerLemeshowTest(
      probabilities.reversed(), by: outcome.reversed(), source: .fittedToTheseCases, grouping: .quantiles(4))
    expectAgreement(turned.statistic.value, found.statistic.value, digits: 13)
    let other = try HosmerLemeshowTest(
      probabilities.map { 1 - $0 }, by: outcome.map { !$0 }, source: .fittedToTheseCases,
      grouping: .distinctValues)
    let distinct = try HosmerLemeshowTest(
      probabilities, by: outcome, source: .fittedToTheseCases, grouping: .distinctValues)
    expectAgreement(other.statistic.value, distinct.statistic.value, digits: 12)
  }

  @Test func equalProbabilitiesStayTogetherDespiteRounding() throws {
    let nearly = probabilities.enumerated().map { $1 + ($0 % 2 == 0 ? 1e-15 : 0) }
    let one = try HosmerLemeshowTest(probabilities, by: outcome, source: .fixedBeforehand)
    let other = try HosmerLemeshowTest(nearly, by: outcome, source: .fixedBeforehand)
    #expect(one.groups.map(\.count) == other.groups.map(\.count))
    #expect(one.groups.count < 10 && one.description.contains("were formed"))
    #expect(one.groups.reduce(0) { $0 + $1.count } == 12)
  }

  @Test func externalProbabilitiesHaveADegreeOfFreedomForEachGroup() throws {
    let fitted = try HosmerLemeshowTest(
      probabilities, by: outcome, source: .fittedToTheseCases, grouping: .quantiles(4))
    let fixed = try HosmerLemeshowTest(
      probabilities, by: outcome, source: .fixedBeforehand, grouping: .quantiles(4))
    #expect(fitted.statistic.value == fixed.statistic.value && fitted.pValue < fixed.pValue)
    #expect(fitted.statistic.reference == .chiSquare(degreesOfFreedom: 2))
    #expect(fixed.statistic.reference == .chiSquare(degreesOfFreedom: 4))
  }

  // Refusals

  @Test func refusesWhatItCannotTest() {
    let source = HosmerLemeshowTest.Source.fittedToTheseCases
    let none: [Double] = []
    expectRefusal(.tooFew) { try HosmerLemeshowTest(none, by: [], source: source) }
    expectRefusal(.tooFew) { try HosmerLemeshowTest([0.5, 0.5], by: [true, false], source: source) }
    expectRefusal(.tooFew) {
      try HosmerLemeshowTest([0.4, 0.6], by: [true, false], source: source, grouping: .distinctValues)
    }
    expectRefusal(.lengthMismatch) { try HosmerLemeshowTest([0.5], by: [true, false], source: source) }
    expectRefusal(.outOfRange) { try HosmerLemeshowTest([0.5, 1.2], by: [true, false], source: source) }
    expectRefusal(.notFinite) { try HosmerLemeshowTest([0.5, .nan], by: [true, false], source: source) }
    for count in [Int.min, -1, 0, 1, 1_001, .max] {
      expectRefusal(.outOfRange) {
        try HosmerLemeshowTest(probabilities, by: outcome, source: source, grouping: .quantiles(count))
      }
    }
    expectRefusal(.outOfRange) {
      try HosmerLemeshowTest(
        [0, 0.2, 0.4, 1], by: [false, true, false, true], source: source, grouping: .distinctValues)
    }
    expectRefusal(.outOfRange) {
      try HosmerLemeshowTest(
        [Double.leastNonzeroMagnitude, 0.2, 0.4, 0.6], by: [true, true, false, true], source: source,
        grouping: .distinctValues)
    }
  }

  // Conformance

  @Test func keepsTheContract() throws {
    for source in HosmerLemeshowTest.Source.allCases {
      for grouping in [ProbabilityGrouping.distinctValues, .quantiles(4), .quantiles(1_000)] {
        try checkFinding {
          try HosmerLemeshowTest(probabilities, by: outcome, source: source, grouping: grouping)
        }
      }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("HosmerLemeshowTest") { print in
      // page
      let forecast = [
        0.08, 0.12, 0.15, 0.18, 0.22, 0.25, 0.25, 0.31, 0.34, 0.38, 0.42, 0.45,
        0.45, 0.52, 0.55, 0.61, 0.64, 0.70, 0.75, 0.75, 0.82, 0.86, 0.91, 0.94,
      ]
      let relapsed = [
        false, false, true, false, false, false, true, false, true, false, true, false,
        false, true, false, true, true, false, true, true, true, false, true, true,
      ]
      // The forecasts were made before anything was known of these cases.
      let test = try HosmerLemeshowTest(
        forecast, by: relapsed, source: .fixedBeforehand, grouping: .quantiles(4))
      print(test.named("relapse"))
      // end
    }
  }
}
