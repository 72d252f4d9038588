import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CochransQTests {
  static let small = [
    [false, false, true, false, false], [true, false, true, true, false], [true, true, true, false, true],
  ]

  // Reference

  @Test(arguments: try Fixture.cases("CochransQ"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let rule = try reference.options["binary"].string().split(separator: " ")
    let cut = try #require(Double(rule[2]))
    let test = try CochransQ(reference.conditions().map { $0.map { $0 > cut } })
    try expectAgreement(test.statistic.value, reference.expected["Q"], digits: 11, "Q")
    try expectAgreement(test.pValue, reference.expected["p"], digits: 11, "p")
  }

  // Laws

  @Test func exactIsAnEnumeration() throws {
    let numbers = Self.small.map { $0.map { $0 ? 1.0 : 0 } }
    let observed = try CochransQ(Self.small).statistic.value
    let all = try FriedmanTestTests.arrangements(numbers).map { columns in
      try CochransQ(columns.map { $0.map { $0 > 0 } }).statistic.value
    }
    let beyond = all.count { $0 >= observed - 1e-12 }
    expectAgreement(
      try CochransQ(Self.small, method: .exact).pValue, Double(beyond) / Double(all.count), digits: 12)
  }

  @Test func itIsFriedmansTestOfTheAnswers() throws {
    let friedman = try FriedmanTest(Self.small.map { $0.map { $0 ? 1 : 0 } })
    expectAgreement(try CochransQ(Self.small).statistic.value, friedman.statistic.value, digits: 13)
  }

  @Test func casesWithTheSameAnswerThroughoutDoNotMatter() throws {
    let more = Self.small.map { $0 + [true, false] }
    let (test, longer) = (try CochransQ(Self.small), try CochransQ(more))
    #expect(test.statistic.value == longer.statistic.value)
    #expect(longer.informativeCases == test.informativeCases)
    #expect(longer.etaSquared < test.etaSquared)
  }

  @Test func twoConditionsGiveMcNemarsStatistic() throws {
    // Five cases change to yes and one to no: (5 - 1)²/6.
    let before = [true] + [Bool](repeating: false, count: 5)
    let test = try CochransQ([before, before.map { !$0 }])
    expectAgreement(test.statistic.value, 16.0 / 6, digits: 15)
    // The sign test: 2 (1 + 6)/64.
    expectAgreement(
      try CochransQ([before, before.map { !$0 }], method: .exact).pValue, 14.0 / 64, digits: 13)
  }

  // Refusals

  @Test func refusesWhatItCannotJudge() throws {
    expectRefusal(.tooFew) { try CochransQ([[true, false]]) }
    expectRefusal(.tooFew) { try CochransQ([[], []]) }
    expectRefusal(.lengthMismatch) { try CochransQ([[true], [true, false]]) }
    expectRefusal(.constant) { try CochransQ([[true, false], [true, false]]) }
    expectRefusal(.tooFew) { try CochransQ(Self.small, method: .monteCarlo(draws: 0, seed: 1)) }
    expectRefusal(.infeasible) {
      try CochransQ((0..<9).map { [$0 > 3, $0 > 5] }, method: .exact)
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try CochransQ(Self.small).description == """
        Cochran's Q
          η² of Q  .350  Q(2) = 3.50, p = .174
          condition      yes
          condition 1  20.0%
          condition 2  60.0%
          condition 3  80.0%
          cases with different answers = 4
          all 5 cases used
          method: large-sample distribution
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try CochransQ(Self.small) }
    try checkFinding { try CochransQ(Self.small, method: .exact) }
    try checkFinding { try CochransQ(Self.small, method: .monteCarlo(draws: 99, seed: 1)) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CochransQ") { print in
      // page
      let first = [false, false, true, false, false, true, false]
      let second = [true, false, true, true, false, true, false]
      let third = [true, true, true, true, false, true, true]
      let test = try CochransQ([first, second, third], method: .exact)
      print(test.named("felt lonely", "January", "April", "July"))
      // end
    }
  }
}
