import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BrunnerMunzelTestTests {
  // Reference

  @Test(arguments: try Fixture.cases("BrunnerMunzelTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let expected = reference.expected
    let test = try BrunnerMunzelTest(first, against: second)
    // The reference's statistic and relative effect are those of the second group over the first.
    expectAgreement(-test.statistic.value, try expected["statistic_scipy"].number(), digits: 9, "t")
    let effect = try expected["relative_effect_P(X<Y)+.5P(=)"].number()
    expectAgreement(1 - test.effect.value, effect, digits: 9, "effect")
    try expectAgreement(test.effect.standardError, expected["se_relative_effect"], digits: 9, "SE")
    try expectAgreement(test.degreesOfFreedom, expected["df"], digits: 9, "df")
    let interval = try #require(test.effect.interval)
    try expectAgreement(
      [1 - interval.upper, 1 - interval.lower], expected["ci95_relative_effect"], digits: 9, "interval")
    for approximation in BrunnerMunzelTest.Approximation.allCases {
      for alternative in Alternative.allCases {
        let found = try BrunnerMunzelTest(
          first, against: second, alternative: alternative, approximation: approximation)
        try expectAgreement(
          found.pValue, expected["p_\(approximation.rawValue)_\(alternative.rawValue)"], digits: 9, "p")
      }
    }
  }

  // Laws

  @Test func agreesWithThePublishedFormulaInRanks() throws {
    let (x, y) = tiedGroups(8, 13, levels: 6, seed: 2)
    let test = try BrunnerMunzelTest(x, against: y)
    let all = Midranks(x + y).ranks
    func squares(_ ranks: ArraySlice<Double>, _ own: [Double]) -> Double {
      let n = Double(own.count)
      let mean = ranks.reduce(0, +) / n
      return zip(ranks, own).reduce(0) { sum, pair in
        let deviation = pair.0 - pair.1 - mean + (n + 1) / 2
        return sum + deviation * deviation
      } / (n - 1)
    }
    let s = (squares(all[..<8], Midranks(x).ranks), squares(all[8...], Midranks(y).ranks))
    let difference = all[..<8].reduce(0, +) / 8 - all[8...].reduce(0, +) / 13
    let statistic = 8.0 * 13 * difference / (21 * (8 * s.0 + 13 * s.1).squareRoot())
    expectAgreement(test.statistic.value, statistic, digits: 12)
  }

  @Test func swappingTheGroupsNegatesTheStatistic() throws {
    let (x, y) = tiedGroups(8, 13, levels: 6, seed: 2)
    let one = try BrunnerMunzelTest(x, against: y, alternative: .greater)
    let other = try BrunnerMunzelTest(y, against: x, alternative: .less)
    expectAgreement(one.statistic.value, -other.statistic.value, digits: 13)
    expectAgreement(one.pValue, other.pValue, digits: 13)
    #expect(one.effect.interval?.upper == 1)
    #expect(other.effect.interval?.lower == 0)
  }

  @Test func onlyTheOrderOfTheValuesMatters() throws {
    let (x, y) = tiedGroups(8, 13, levels: 6, seed: 9)
    let one = try BrunnerMunzelTest(x, against: y)
    let other = try BrunnerMunzelTest(y.map { -$0 * $0 * $0 }, against: x.map { -$0 * $0 * $0 })
    #expect(one.statistic == other.statistic)
  }

  // Refusals

  @Test func refusesWhatGivesNoVariance() throws {
    expectRefusal(.tooFew) { try BrunnerMunzelTest([1.0], against: [1, 2]) }
    expectRefusal(.tooFew) { try BrunnerMunzelTest([1.0, 2], against: []) }
    expectRefusal(.notFinite) { try BrunnerMunzelTest([1, 2], against: [.nan, 2]) }
    expectRefusal(.constant) { try BrunnerMunzelTest([4.0, 5], against: [1, 2, 3]) }
    expectRefusal(.constant) { try BrunnerMunzelTest([2.0, 2], against: [2, 2, 2]) }
    expectRefusal(.outOfRange) { try BrunnerMunzelTest([1, 4], against: [2, 3], confidence: -1) }
  }

  @Test func theRefusalOfSeparatedGroupsNamesAnotherTest() throws {
    #expect {
      try BrunnerMunzelTest([4.0, 5], against: [1, 2, 3])
    } throws: { error in
      "\(error)".contains("do not overlap") && "\(error)".contains("MannWhitneyTest")
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    let test = try BrunnerMunzelTest([3.0, 4, 4, 5, 6], against: [1, 2, 4, 3])
    #expect(
      test.description == """
        Brunner-Munzel test: first against second
          probability of superiority  .88  95% CI [.59, 1.00]  t(5.8) = 3.21, p = .019
          n = 5, 4
          all 9 cases used
          alternative: two-sided
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try BrunnerMunzelTest([3.0, 4, 4, 5, 6], against: [1, 2, 4, 3]) }
    try checkFinding {
      try BrunnerMunzelTest(
        [3.0, 4, 4, 5, 6], against: [1, 2, 4, 3], alternative: .less, approximation: .normal)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BrunnerMunzelTest") { print in
      // page
      let participants = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00]
      let others = [3.00, 2.25, 4.25, 3.50, 2.75]
      let trust = try BrunnerMunzelTest(participants, against: others)
      print(trust.named("generalized trust", "participant", "other"))
      // end
    }
  }
}
