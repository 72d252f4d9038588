import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ProportionTests {
  @Test(arguments: try Fixture.cases("Proportion")) func agreesWithReference(_ reference: Fixture.Case) throws
  {
    let (x, n) = (try reference.options["x"].integer(), try reference.options["n"].integer())
    let level = try reference.options["conf_level"].number()
    func check(_ interval: ProportionInterval, _ key: String) throws {
      let found = try #require(
        Proportion(x, of: n, interval: interval, confidence: level).proportion.interval)
      try expectAgreement([found.lower, found.upper], reference.expected[key], digits: 10, floor: 1e-15, key)
    }
    try check(.clopperPearson, "clopper_pearson")
    try check(.wilson, "wilson")
    try check(.wilsonCorrected, "wilson_cc_prop_test")
    try check(.wald, "wald")
    try check(.agrestiCoull, "agresti_coull")
    try check(.jeffreys, "jeffreys")
  }

  @Test func theOtherAnswerHasTheMirroredInterval() throws {
    for interval in ProportionInterval.allCases {
      for count in [0, 1, 7, 19, 20] {
        let one = try #require(Proportion(count, of: 20, interval: interval).proportion.interval)
        let other = try #require(Proportion(20 - count, of: 20, interval: interval).proportion.interval)
        expectAgreement(one.lower, 1 - other.upper, digits: 13, floor: 1e-15)
        #expect(one.lower <= one.upper)
      }
    }
  }

  @Test func oneSidedLimitsAreThoseOfAWiderLevel() throws {
    for interval in ProportionInterval.allCases {
      let both = try #require(Proportion(7, of: 20, interval: interval, confidence: 0.9).proportion.interval)
      let lower = try #require(
        Proportion(7, of: 20, interval: interval, alternative: .greater).proportion.interval)
      let upper = try #require(
        Proportion(7, of: 20, interval: interval, alternative: .less).proportion.interval)
      expectAgreement(lower.lower, both.lower, digits: 12)
      expectAgreement(upper.upper, both.upper, digits: 12)
      #expect(lower.upper == 1 && upper.lower == 0)
    }
  }

  @Test func wilsonsLimitsAreWhereTheScoreTestReachesItsArea() throws {
    let limits = try #require(Proportion(7, of: 20).proportion.interval)
    for limit in [limits.lower, limits.upper] {
      let test = try BinomialTest(7, of: 20, against: limit, method: .score())
      expectAgreement(test.pValue, 0.05, digits: 11)
    }
  }

  @Test func labelsGiveWhatTheirCountGives() throws {
    let one = try Proportion(of: "yes", in: ["yes", "no", "yes"])
    #expect(one.proportion == (try Proportion(2, of: 3).proportion) && one.context.subject == "yes")
    #expect(try Proportion(of: "other", in: ["yes", "no", "yes"]).proportion.value == 0)
  }

  @Test func ofOneCaseAndOfVeryManyTheLimitsAreNumbers() throws {
    for interval in ProportionInterval.allCases {
      try checkFinding { try Proportion(0, of: 1, interval: interval) }
      try checkFinding { try Proportion(1, of: 1, interval: interval) }
      try checkFinding { try Proportion(0, of: 1 << 50, interval: interval) }
    }
    let rare = try #require(Proportion(1, of: 1 << 40, interval: .clopperPearson).proportion.interval)
    expectAgreement(rare.upper * Double(1 << 40), 5.571643390938898, digits: 9)
  }

  @Test func refusesWhatIsNoShare() throws {
    expectRefusal(.tooFew) { try Proportion(0, of: 0) }
    expectRefusal(.tooFew) { try Proportion(0, of: -3) }
    expectRefusal(.tooFew) { try Proportion(of: "a", in: [String]()) }
    expectRefusal(.outOfRange) { try Proportion(5, of: 4) }
    expectRefusal(.outOfRange) { try Proportion(-1, of: 4) }
    expectRefusal(.outOfRange) { try Proportion(1, of: .max) }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) { try Proportion(1, of: 4, confidence: confidence) }
    }
  }

  @Test func keepsTheContract() throws { try checkFinding { try Proportion(7, of: 20) } }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("Proportion") { print in
      // page
      print(try Proportion(7, of: 20).named("would take part again"))
      // end
    }
  }
}
