import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct IndependentCorrelationsTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("IndependentCorrelations"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let options = reference.options
    let found = try IndependentCorrelations(
      options["r12"].number(), count: options["n"].integer(), against: options["r34"].number(),
      count: options["n2"].integer())
    try expectAgreement(found.statistic.value, reference.expected["z"], digits: 9, "z")
    try expectAgreement(found.pValue, reference.expected["p"], digits: 9, "p")
  }

  /// Zou (2007), table 2: r = .49 of 145 and .36 of 87 cases differ by .13 with limits -.085 and .371 (to three
  /// decimals, from Fisher's limits of the two).
  @Test func theIntervalFollowsFromTheLimitsOfTheParts() throws {
    let found = try IndependentCorrelations(0.49, count: 145, against: 0.36, count: 87)
    let (one, other) = (found.correlations[0], found.correlations[1])
    let (a, b) = (try #require(one.interval), try #require(other.interval))
    let lower =
      ((one.value - a.lower) * (one.value - a.lower) + (b.upper - other.value) * (b.upper - other.value))
    let upper =
      ((a.upper - one.value) * (a.upper - one.value) + (other.value - b.lower) * (other.value - b.lower))
    let interval = try #require(found.difference.interval)
    expectAgreement(interval.lower, 0.49 - 0.36 - lower.squareRoot(), digits: 12)
    expectAgreement(interval.upper, 0.49 - 0.36 + upper.squareRoot(), digits: 12)
  }

  // MARK: Laws

  @Test func swappingTheGroupsTurnsTheDifference() throws {
    let plain = try IndependentCorrelations(0.5, count: 60, against: 0.2, count: 18)
    let turned = try IndependentCorrelations(0.2, count: 18, against: 0.5, count: 60)
    expectAgreement(turned.difference.value, -plain.difference.value, digits: 15)
    expectAgreement(turned.statistic.value, -plain.statistic.value, digits: 14)
    expectAgreement(turned.pValue, plain.pValue, digits: 14)
    let (one, other) = (try #require(plain.difference.interval), try #require(turned.difference.interval))
    expectAgreement(one.lower, -other.upper, digits: 13)
    let greater = try IndependentCorrelations(0.5, count: 60, against: 0.2, count: 18, alternative: .greater)
    expectAgreement(2 * greater.pValue, plain.pValue, digits: 14)
    #expect(try #require(greater.difference.interval).upper == 2)
  }

  @Test func groupsOfDataGiveTheSame() throws {
    let one = try PearsonCorrelation([1, 2, 3, 4, 6], with: [2, 1, 4, 3, 5])
    let other = try PearsonCorrelation([1, 2, 3, 4], with: [2, 4, 1, 3])
    let found = try IndependentCorrelations(one, against: other)
    let known = try IndependentCorrelations(
      one.correlation.value, count: 5, against: other.correlation.value, count: 4)
    #expect(found.pValue == known.pValue && found.difference == known.difference)
    #expect(try IndependentCorrelations(0.3, count: 9, against: 0.3, count: 50).pValue == 1)
  }

  // MARK: Edges and refusals

  @Test func refusesWhatIsNoCorrelation() {
    for r in [1, -1, 2, .nan, .infinity] {
      expectRefusal(.outOfRange) { try IndependentCorrelations(r, count: 60, against: 0.2, count: 18) }
      expectRefusal(.outOfRange) { try IndependentCorrelations(0.2, count: 60, against: r, count: 18) }
    }
    for count in [3, 0, -1, .min] {
      expectRefusal(.tooFew) { try IndependentCorrelations(0.1, count: count, against: 0.2, count: 18) }
    }
    expectRefusal(.outOfRange) { try IndependentCorrelations(0.1, count: .max, against: 0.2, count: .max) }
    expectRefusal(.outOfRange) {
      try IndependentCorrelations(0.1, count: 9, against: 0.2, count: 9, confidence: 0)
    }
  }

  // MARK: Conformance and page

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ side: Alternative) throws {
    try checkFinding {
      try IndependentCorrelations(0.5, count: 60, against: 0.2, count: 18, alternative: side)
    }
    try checkFinding {
      try IndependentCorrelations(-0.99, count: 4, against: 0.99, count: 4, alternative: side)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("IndependentCorrelations") { print in
      // page
      let comparison = try IndependentCorrelations(0.5, count: 60, against: 0.2, count: 18)
      print(comparison.named("trust and age", "participants", "others"))
      // end
    }
  }
}
