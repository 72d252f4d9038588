import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

// No fixture: the estimates are those of the method that is compared with itself.
@Suite struct ExclusionEffectTests {
  static let treated: [Double] = [5, 6, 4, 7, 6, 5, 1]
  static let control: [Double] = [4, 3, 5, 4, 2, 4]

  static func effect() throws -> ExclusionEffect {
    try ExclusionEffect(
      WelchTest(treated.dropLast(), against: control).with(
        cases: CaseLedger(
          used: 12, exclusions: [.init("flagged by at least 2 indices", count: 1)])),
      against: WelchTest(treated, against: control))
  }

  @Test func everyEstimateOfTheReportIsCompared() throws {
    let effect = try Self.effect()
    let (all, rest) = (
      try WelchTest(Self.treated, against: Self.control),
      try WelchTest(Self.treated.dropLast(), against: Self.control)
    )
    #expect(effect.lines.map(\.label) == ["difference in means", "average-variance d"])
    #expect(effect.lines[0].all == all.difference && effect.lines[0].remaining == rest.difference)
    #expect(effect.lines[0].change == rest.difference.value - all.difference.value)
    let half = try #require(all.difference.interval).width / 2
    expectAgreement(effect.lines[0].shareOfHalfWidth ?? .nan, effect.lines[0].change / half, digits: 14)
    #expect(effect.allCases.used == 13 && effect.remainingCases.used == 12)
    #expect(effect.cases.exclusionText == "1 flagged by at least 2 indices")
  }

  @Test func excludingNobodyChangesNothing() throws {
    let test = try WelchTest(Self.treated, against: Self.control)
    #expect(try ExclusionEffect(test, against: test).lines.allSatisfy { $0.change == 0 })
  }

  @Test func anOpenIntervalHasNoHalfWidth() throws {
    let test = try WelchTest(Self.treated, against: Self.control, alternative: .greater)
    #expect(try ExclusionEffect(test, against: test).lines[0].shareOfHalfWidth == nil)
  }

  @Test func refusesAMethodWithoutEstimates() {
    expectRefusal(.definition) {
      let table = try FrequencyTable(["a", "b"])
      return try ExclusionEffect(table, against: table)
    }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try Self.effect() }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ExclusionEffect") { print in
      // page
      let treated: [Double] = [5, 6, 4, 7, 6, 5, 1]
      let control: [Double] = [4, 3, 5, 4, 2, 4]
      let all = try WelchTest(treated, against: control)
      // The last of the treated was flagged.
      let remaining = try WelchTest(treated.dropLast(), against: control)
      print(try ExclusionEffect(remaining, against: all).named("trust"))
      // end
    }
  }
}
