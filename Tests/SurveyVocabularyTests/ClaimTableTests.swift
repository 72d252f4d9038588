// No fixture: the table compares limits with zero and computes nothing.
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ClaimTableTests {
  private let source = Citation("Example & Sample", 2020, "A Journal")

  private func estimate(_ lower: Double, _ upper: Double) -> Estimate {
    Estimate(
      (lower + upper) / 2, interval: ConfidenceInterval(lower: lower, upper: upper, level: 0.95, method: "t"))
  }

  @Test(arguments: [
    (0.1, 0.5, Claim.Direction.positive, Claim.Verdict.supports),
    (0.1, 0.5, .negative, .contrasts), (-0.5, -0.1, .negative, .supports),
    (-0.5, -0.1, .positive, .contrasts), (-0.1, 0.5, .positive, .inconclusive),
    (0, 0.5, .positive, .inconclusive), (-0.5, 0, .negative, .inconclusive),
    (0.1, .infinity, .positive, .supports), (-.infinity, 0.2, .negative, .inconclusive),
  ])
  func followsTheIntervalOnly(
    _ lower: Double, _ upper: Double, _ expects: Claim.Direction, _ verdict: Claim.Verdict
  ) throws {
    var table = ClaimTable()
    let interval = ConfidenceInterval(lower: lower, upper: upper, level: 0.95, method: "t")
    try table.add(
      Claim("X", "a claim", citation: source, expects: expects), tested: "a difference",
      Estimate(0.2, interval: interval))
    #expect(table.lines.map(\.verdict) == [verdict])
  }

  @Test func refusesAnEstimateWithoutUsableInterval() {
    var table = ClaimTable()
    let claim = Claim("X", "a claim", citation: source, expects: .positive)
    expectRefusal(.definition) { try table.add(claim, tested: "a difference", Estimate(1)) }
    expectRefusal(.definition) { try table.add(claim, tested: "a difference", estimate(.nan, 1)) }
    #expect(table.lines.isEmpty)
  }

  @Test func keepsUntestableClaimsWithTheirReason() {
    var table = ClaimTable()
    table.add(
      Claim("X", "a claim", citation: source, expects: .positive), untestable: "there is one wave only")
    #expect(table.lines.map(\.verdict) == [.untestable])
    #expect(table.report.text.contains("there is one wave only"))
  }

  @Test func keepsTheContract() throws {
    try checkFinding {
      var table = ClaimTable("claims")
      try table.add(
        Claim("X", "a claim", citation: source, expects: .positive), tested: "a difference", estimate(0, 1))
      return table
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ClaimTable") { print in
      // page
      let source = Citation("Example & Sample", 2020, "A Journal")
      var table = ClaimTable("an example")
      try table.add(
        Claim("A1", "participants trust more", citation: source, expects: .positive),
        tested: "difference in trust",
        Estimate(0.41, interval: ConfidenceInterval(lower: 0.05, upper: 0.77, level: 0.95, method: "Welch t"))
      )
      table.add(
        Claim("A2", "trust falls later", citation: source, expects: .negative),
        untestable: "there is one wave only")
      print(table)
      // end
    }
  }
}
