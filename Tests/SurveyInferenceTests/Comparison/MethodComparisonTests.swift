import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

// No fixture: every number is that of another finding of this library, which has a fixture of its own; the
// laws below compare them.
@Suite struct MethodComparisonTests {
  private static let treated = [3.2, 4.1, 5.0, 4.4, 3.9, 4.8, 9.5]
  private static let control = [2.9, 3.1, 4.9, 2.2, 3.3]

  private func method(_ name: String, of comparison: MethodComparison) throws -> ComparedMethod {
    try #require(comparison.methods.first { $0.name == name })
  }

  // Laws

  @Test(arguments: Alternative.allCases)
  func everyLineIsTheFindingOfItsMethod(_ alternative: Alternative) throws {
    let (x, y) = (Self.treated, Self.control)
    let comparison = try MethodComparison(
      x, against: y, trim: 0.25, permutation: .exact, alternative: alternative, confidence: 0.9)
    #expect(comparison.methods.count == 5)
    let welch = try WelchTest(x, against: y, alternative: alternative, confidence: 0.9)
    let permuted = try PermutationTest(
      x, against: y, alternative: alternative, method: .exact, confidence: 0.9)
    let yuen = try YuenTest(
      x, against: y, trim: 0.25, alternative: alternative, bootstrap: nil, confidence: 0.9)
    let ranks = try MannWhitneyTest(x, against: y, alternative: alternative, confidence: 0.9)
    let brunner = try BrunnerMunzelTest(x, against: y, alternative: alternative, confidence: 0.9)
    let expected = [
      (welch.difference, welch.statistic, welch.pValue),
      (permuted.difference, permuted.statistic, permuted.pValue),
      (yuen.difference, yuen.statistic, yuen.pValue), (ranks.effect, ranks.statistic, ranks.pValue),
      (brunner.effect, brunner.statistic, brunner.pValue),
    ]
    for (line, finding) in zip(comparison.methods, expected) {
      #expect(line.estimate == finding.0, "\(line.name)")
      #expect(line.statistic == finding.1, "\(line.name)")
      #expect(line.pValue == finding.2, "\(line.name)")
      #expect(line.refusal == nil)
    }
    #expect(
      comparison.methods.map(\.methodID) == [
        WelchTest.methodID, PermutationTest.methodID, YuenTest.methodID, MannWhitneyTest.methodID,
        BrunnerMunzelTest.methodID,
      ])
  }

  @Test func swappingTheGroupsTurnsTheDirection() throws {
    let one = try MethodComparison(Self.treated, against: Self.control, permutation: .exact)
    let other = try MethodComparison(Self.control, against: Self.treated, permutation: .exact)
    for (a, b) in zip(one.methods, other.methods) {
      expectAgreement(try #require(a.pValue), try #require(b.pValue), digits: 12, a.name)
      let (x, y) = (
        try #require(a.estimate).value - a.nullValue, try #require(b.estimate).value - b.nullValue
      )
      expectAgreement(x, -y, digits: 12, a.name)
    }
    #expect(one.report.notes.contains("All 5 estimates say: first is higher."))
    #expect(other.report.notes.contains("All 5 estimates say: second is higher."))
  }

  // What the notes say

  @Test func namesTheMethodsOnEitherSideOfTheLevel() throws {
    // One far value in the first group: the mean follows it, ranks and trimmed means do not.
    let comparison = try MethodComparison(
      [3.1, 3.4, 3.6, 3.7, 3.9, 4.0, 4.2, 40], against: [2.1, 2.4, 2.6, 2.9, 3.0, 3.2, 3.3, 3.5])
    let reaches = comparison.methods.filter { ($0.pValue ?? 1) <= 0.05 }.map(\.name)
    #expect(
      reaches == ["permutation of Welch's t", "Yuen's test", "Mann-Whitney test", "Brunner-Munzel test"])
    #expect(
      comparison.report.notes[0].hasPrefix(
        "The methods disagree at .05. At most .05: permutation of Welch's t, Yuen's test, Mann-Whitney test, "
          + "Brunner-Munzel test. Above .05: Welch's test."))
  }

  @Test func namesEstimatesOfDifferentDirection() throws {
    let comparison = try MethodComparison(
      [1, 2, 3, 4, 100.0], against: [5, 6, 7, 8, 9.0], permutation: .exact)
    #expect(
      comparison.report.notes[1]
        == "The estimates differ in direction: first is higher by Welch's test, permutation of Welch's t; "
        + "second is higher by Yuen's test, Mann-Whitney test, Brunner-Munzel test.")
  }

  @Test func aProbabilityAtTheLevelReachesIt() throws {
    // The exact probability of three against three without overlap is .1, and 1 - .9 is a little less in
    // binary.
    let comparison = try MethodComparison(
      [4, 5, 6.0], against: [1, 2, 3.0], permutation: .exact, confidence: 0.9)
    expectAgreement(try #require(method("Mann-Whitney test", of: comparison).pValue), 0.1, digits: 15)
    #expect(comparison.report.notes[0].contains("All 4 probabilities are at most .10"))
  }

  @Test func agreementIsSaidToo() throws {
    let values = [1.0, 2, 3, 4, 5]
    let comparison = try MethodComparison(values, against: values)
    #expect(comparison.report.notes[0] == "None of the 5 probabilities is at most .05.")
    #expect(comparison.report.notes[1] == "All 5 estimates say: no difference.")
  }

  @Test func anIntervalThatSaysSomethingElseIsNamed() throws {
    var named = 0
    for seed in 0..<200 as Range<UInt64> {
      let (first, second) = tiedGroups(7, 6, levels: 6, seed: seed)
      guard
        let comparison = try? MethodComparison(
          first.map { $0 + 1 }, against: second, permutation: .monteCarlo(permutations: 9, seed: 1))
      else { continue }
      for line in comparison.methods {
        guard let interval = line.estimate?.interval, let p = line.pValue else { continue }
        let contradicts = interval.contains(line.nullValue) == (p <= 0.05)
        let isNamed = comparison.report.notes.contains {
          $0.hasPrefix("The interval of the \(line.name)") && $0.contains("found by different computations")
        }
        #expect(contradicts == isNamed, "\(line.name), seed \(seed)")
        // The t intervals invert their tests.
        if line.nullValue == 0 { #expect(!contradicts) }
        named += contradicts ? 1 : 0
      }
    }
    #expect(named > 0)
  }

  @Test func anEstimatedProbabilityThatMayLieOnEitherSideIsNamed() throws {
    let (first, second) = ([3.5, 4.4, 5.3, 4.7, 4.2, 5.1], [2.9, 3.1, 4.9, 2.2, 3.6])
    let few = try MethodComparison(
      first, against: second, permutation: .monteCarlo(permutations: 99, seed: 1))
    let permuted = try method("permutation of Welch's t", of: few)
    #expect(try #require(permuted.pValueInterval).contains(0.05))
    #expect(few.report.notes.contains { $0.hasPrefix("The p of the permutation of Welch's t is estimated") })
    let all = try MethodComparison(first, against: second, permutation: .exact)
    #expect(!all.report.notes.contains { $0.contains("is estimated") })
    #expect(all.report.notes[2].hasPrefix("Without the outer 20% at each end the difference is "))
  }

  // Edges and refusals

  @Test func aMethodThatRefusesIsALineWithItsReason() throws {
    let comparison = try MethodComparison([4, 5, 6.0], against: [1, 2, 3.0], permutation: .exact)
    let refused = try method("Brunner-Munzel test", of: comparison)
    #expect(refused.refusal?.code == .constant && refused.pValue == nil && refused.estimate == nil)
    #expect(comparison.report.rows.count == 4)
    #expect(
      comparison.report.notes.contains {
        $0.hasPrefix("Not computed: Brunner-Munzel test, because the groups do not overlap")
      })
    let large = (0..<600).map { Double($0) }
    let exact = try MethodComparison(large, against: large, permutation: .exact)
    #expect(try method("Mann-Whitney test", of: exact).refusal?.code == .infeasible)
    #expect(try method("permutation of Welch's t", of: exact).refusal?.code == .infeasible)
    let constant = try MethodComparison([1.0, 1], against: [1, 1])
    #expect(
      constant.methods.filter { $0.refusal == nil }.map(\.name) == [
        "permutation of Welch's t", "Mann-Whitney test",
      ])
  }

  @Test func refusesWhatNoMethodCanTake() throws {
    let (x, y) = (Self.treated, Self.control)
    expectRefusal(.tooFew) { try MethodComparison([1.0], against: y) }
    expectRefusal(.tooFew) { try MethodComparison(x, against: []) }
    expectRefusal(.notFinite) { try MethodComparison(x, against: [1, .nan]) }
    expectRefusal(.outOfRange) { try MethodComparison(x, against: y, trim: 0.5) }
    expectRefusal(.outOfRange) { try MethodComparison(x, against: y, confidence: .nan) }
    expectRefusal(.definition) { try MethodComparison(x, against: y, permutation: .grid(unit: 1)) }
    expectRefusal(.tooFew) {
      try MethodComparison(x, against: y, permutation: .monteCarlo(permutations: -1, seed: 1))
    }
    expectRefusal(.outOfRange) {
      try MethodComparison(x, against: y, permutation: .monteCarlo(permutations: .max, seed: 1))
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    let comparison = try MethodComparison(
      [4, 5, 6.0], against: [1, 2, 3.0], ranks: .asymptotic(continuityCorrection: true), permutation: .exact,
      alternative: .greater)
    let text = comparison.description
    #expect(
      text == """
        Comparison of methods: first against second
          Welch's test              3.00  95% CI [1.26, ∞]    t(4) = 3.67, one-sided p = .011
          permutation of Welch's t  3.00                      t = 3.67, exact one-sided p = .050
          Yuen's test               3.00  95% CI [1.26, ∞]    t(4) = 3.67, one-sided p = .011
          Mann-Whitney test         1.00  95% CI [.53, 1.00]  z = 1.75, one-sided p = .040
          method                    estimate                         null hypothesis
          Welch's test              difference in means              equal means, any spread
          permutation of Welch's t  difference in means              equal distributions, judged by t
          Yuen's test               difference in 20% trimmed means  equal trimmed means, any spread
          Mann-Whitney test         probability of superiority       equal distributions, judged by ranks
          Brunner-Munzel test       not computed                     superiority of one half, any spread
          n = 3, 3
          all 6 cases used
          alternative: greater; trimmed at each end: 20%; Mann-Whitney: normal approximation, with
          continuity correction; permutation: all divisions
          Note: All 4 probabilities are at most .05.
          Note: All 4 estimates say: first is higher.
          Note: Without the outer 20% at each end the difference is 3.00, with them 3.00.
          Note: Not computed: Brunner-Munzel test, because the groups do not overlap, so that the variance
          is zero; use permutation: .exact(), or MannWhitneyTest, or ProbabilityOfSuperiority for an
          interval.
          Note: Each method answers a question of its own. The one that decides has to be chosen before the
          data are seen, by its question; the others are checks, and nothing here chooses among them.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try MethodComparison(Self.treated, against: Self.control) }
    try checkFinding { try MethodComparison([1.0, 1], against: [1, 1]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MethodComparison") { print in
      // page
      let participants = [3.75, 4.00, 3.25, 4.50, 3.50, 4.25, 3.75, 5.00, 1.00]
      let others = [3.00, 2.25, 3.25, 3.50, 2.75, 3.00, 2.50]
      let trust = try MethodComparison(participants, against: others)
      print(trust.named("generalized trust", "participant", "other"))
      // end
    }
  }
}
