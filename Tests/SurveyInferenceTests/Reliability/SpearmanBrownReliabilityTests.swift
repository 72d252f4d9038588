import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct SpearmanBrownReliabilityTests {
  @Test(arguments: try Fixture.cases("SpearmanBrownReliability"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let items = try reference.keyedItems()
    let finding = try SpearmanBrownReliability(items[0], with: items[1])
    let expected = reference.expected
    try expectAgreement(finding.reliability.value, expected["reliability"], digits: 12, "reliability")
    try expectAgreement(finding.correlation.value, expected["r"], digits: 12, "r")
    let interval = try #require(finding.reliability.interval)
    try expectAgreement([interval.lower, interval.upper], expected["ci95"], digits: 12, "limits")
    let summary = try SpearmanBrownReliability(correlation: finding.correlation.value, count: finding.count)
    #expect(summary.reliability == finding.reliability)
  }

  @Test func isAlphaForEqualVariancesAndAboveItElse() throws {
    let first = Answers.raw[0]
    let second = [first[2], first[1], first[4], first[3], first[6], first[5], first[0], first[7]]
    let finding = try SpearmanBrownReliability(first, with: second)
    expectAgreement(finding.reliability.value, try CronbachAlpha([first, second]).alpha.value, digits: 13)
    let stretched = second.map { 5 * $0 }
    expectAgreement(
      try SpearmanBrownReliability(first, with: stretched).reliability.value, finding.reliability.value,
      digits: 13)
    #expect(try CronbachAlpha([first, stretched]).alpha.value < finding.reliability.value)
  }

  @Test func prophecyLengthensAndShortens() throws {
    expectAgreement(try SpearmanBrownProphecy.reliability(from: 0.6, lengthenedBy: 2), 0.75, digits: 15)
    expectAgreement(try SpearmanBrownProphecy.reliability(from: 0.75, lengthenedBy: 0.5), 0.6, digits: 15)
    expectAgreement(try SpearmanBrownProphecy.lengthFactor(from: 0.6, to: 0.75), 2, digits: 14)
    for wanted in [0.01, 0.5, 0.99] {
      let factor = try SpearmanBrownProphecy.lengthFactor(from: 0.7, to: wanted)
      expectAgreement(
        try SpearmanBrownProphecy.reliability(from: 0.7, lengthenedBy: factor), wanted, digits: 13)
    }
    #expect(try SpearmanBrownProphecy.reliability(from: 0.5, lengthenedBy: 1e308) == 1)
    #expect(try SpearmanBrownProphecy.lengthFactor(from: 1, to: 0.5) == 0)
    expectRefusal(.outOfRange) { try SpearmanBrownProphecy.reliability(from: 0, lengthenedBy: 2) }
    expectRefusal(.outOfRange) { try SpearmanBrownProphecy.reliability(from: 0.5, lengthenedBy: 0) }
    expectRefusal(.outOfRange) { try SpearmanBrownProphecy.reliability(from: .nan, lengthenedBy: 2) }
    expectRefusal(.outOfRange) { try SpearmanBrownProphecy.reliability(from: 0.5, lengthenedBy: .infinity) }
    expectRefusal(.outOfRange) { try SpearmanBrownProphecy.lengthFactor(from: 0.5, to: 1) }
    expectRefusal(.outOfRange) {
      try SpearmanBrownProphecy.lengthFactor(from: .leastNonzeroMagnitude, to: 0.999)
    }
  }

  @Test func bootstrapAndFisherAgreeRoughly() throws {
    let items = Answers.random(items: 2, cases: 300, loading: 0.5)
    let fisher = try #require(try SpearmanBrownReliability(items[0], with: items[1]).reliability.interval)
    let resampled = try SpearmanBrownReliability(items[0], with: items[1], interval: .bootstrap(.bca()))
    let interval = try #require(resampled.reliability.interval)
    expectAgreement(interval.lower, fisher.lower, digits: 0, floor: 0.03)
    expectAgreement(interval.upper, fisher.upper, digits: 0, floor: 0.03)
    #expect(resampled.description.contains("resamples: 2,000; seed: 1"))
  }

  @Test func decidesTheEdges() throws {
    let three = try SpearmanBrownReliability([1, 2, 4], with: [1, 3, 3])
    #expect(three.reliability.interval == nil)
    #expect(try SpearmanBrownReliability([1, 2, 3, 4], with: [2, 4, 6, 8]).reliability.value == 1)
    let negative = try SpearmanBrownReliability([1, 2, 3, 4, 5], with: [4, 5, 2, 3, 1])
    #expect(negative.reliability.value < 0 && negative.report.warnings.count == 1)
    try checkFinding { try SpearmanBrownReliability([1, 2, 3, 4, 5], with: [4, 5, 2, 3, 1]) }
    expectRefusal(.outOfRange) { try SpearmanBrownReliability([1, 2, 3], with: [3, 2, 1]) }
    expectRefusal(.constant) { try SpearmanBrownReliability([1, 2, 3], with: [2, 2, 2]) }
    expectRefusal(.tooFew) { try SpearmanBrownReliability([1, 2], with: [2, 3]) }
    expectRefusal(.lengthMismatch) { try SpearmanBrownReliability([1, 2, 3], with: [2, 3]) }
    expectRefusal(.notFinite) { try SpearmanBrownReliability([1, 2, .nan], with: [2, 3, 4]) }
    for r in [-1, 1.1, .nan] {
      expectRefusal(.outOfRange) { try SpearmanBrownReliability(correlation: r, count: 50) }
    }
    expectRefusal(.tooFew) { try SpearmanBrownReliability(correlation: 0.5, count: 2) }
    expectRefusal(.outOfRange) { try SpearmanBrownReliability(correlation: 0.5, count: 50, confidence: 0) }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try SpearmanBrownReliability(Answers.raw[0], with: Answers.raw[1]) }
    try checkFinding {
      try SpearmanBrownReliability(
        Answers.raw[0], with: Answers.raw[1], interval: .bootstrap(.percentile(resamples: 200)))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("SpearmanBrownReliability") { print in
      // page
      let trustful: [Double] = [4, 3, 5, 2, 4, 1, 5, 3, 2, 4]
      let helpful: [Double] = [5, 3, 4, 2, 4, 2, 5, 2, 3, 4]
      print(try SpearmanBrownReliability(trustful, with: helpful).named("trust", "trustful", "helpful"))
      print(try SpearmanBrownProphecy.reliability(from: 0.75, lengthenedBy: 2))
      // end
    }
  }
}
