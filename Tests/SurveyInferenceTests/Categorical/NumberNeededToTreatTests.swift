import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct NumberNeededToTreatTests {
  // No fixture: it is one over the limits of the risk difference, whose fixture has them.

  @Test func isOneOverTheRiskDifference() throws {
    let number = try NumberNeededToTreat(treatment, event: .desired)
    let risk = try RiskDifference(treatment).difference
    let limits = try #require(risk.interval)
    #expect(number.number == 1 / risk.value && !number.isHarm)
    #expect(number.toBenefit?.lower == 1 / limits.upper && number.toBenefit?.upper == 1 / limits.lower)
    #expect(number.toHarm == nil)
  }

  @Test func anUnwantedEventTurnsBenefitToHarm() throws {
    let (one, other) = (
      try NumberNeededToTreat(treatment, event: .desired),
      try NumberNeededToTreat(treatment, event: .undesired)
    )
    #expect(other.isHarm && other.number == one.number && other.toHarm == one.toBenefit)
    #expect(other.toBenefit == nil)
  }

  @Test func anIntervalWithZeroGoesThroughInfinity() throws {
    // Altman (1998): the limits of a difference on both sides of zero are a number to benefit and one to harm.
    let number = try NumberNeededToTreat([[8, 12], [7, 13]], event: .desired)
    let limits = try #require(RiskDifference([[8, 12], [7, 13]]).difference.interval)
    #expect(number.toBenefit?.lower == 1 / limits.upper && number.toBenefit?.upper == .infinity)
    #expect(number.toHarm?.lower == 1 / -limits.lower && number.toHarm?.upper == .infinity)
    #expect(number.report.text.contains("to ∞ to harm"))
  }

  @Test func noDifferenceHasNoNumber() throws {
    let number = try NumberNeededToTreat([[5, 5], [5, 5]], event: .desired)
    #expect(number.number == nil && number.toHarm?.upper == .infinity && !number.isHarm)
    try checkFinding { try NumberNeededToTreat([[5, 5], [5, 5]], event: .desired) }
  }

  @Test func extremesHaveNumbers() throws {
    for table in [
      [[5, 0], [0, 5]], [[0, 5], [5, 0]], [[0, 5], [0, 5]], [[1 << 49, 1], [1, 1 << 49]],
    ] {
      for interval in RiskDifferenceInterval.allCases {
        try checkFinding { try NumberNeededToTreat(table, event: .undesired, interval: interval) }
      }
    }
  }

  @Test func refusesWhatIsNoTable() throws {
    for table in [[], [[]], [[0, 0], [0, 0]]] {
      expectRefusal(.tooFew) { try NumberNeededToTreat(table, event: .desired) }
    }
    expectRefusal(.lengthMismatch) {
      let table = [[1, 2], [3]]; return try NumberNeededToTreat(table, event: .desired)
    }
    expectRefusal(.outOfRange) {
      let table = [[1, -2], [3, 4]]; return try NumberNeededToTreat(table, event: .desired)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, 2], [3, 4]]; return try NumberNeededToTreat(table, event: .desired)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, Int.max], [Int.max, 4]]; return try NumberNeededToTreat(table, event: .desired)
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) {
        try NumberNeededToTreat(treatment, event: .desired, confidence: confidence)
      }
    }
  }

  @Test func refusesGroupsWithoutCases() throws {
    expectRefusal(.tooFew) { try NumberNeededToTreat([[0, 0], [1, 2]], event: .desired) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("NumberNeededToTreat") { print in
      // page
      let table = try ContingencyTable(
        [[12, 5], [9, 12]], rows: ["course", "waiting list"], columns: ["improved", "not"])
      print(try NumberNeededToTreat(table, event: .desired))
      // end
    }
  }
}
