import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

// No fixture: every number is that of another finding of this library, which has a fixture of its own; the
// laws below compare them.
@Suite struct PairedMethodComparisonTests {
  private static let after = [5.1, 6.0, 4.4, 7.2, 6.5, 5.8, 9.9, 6.1]
  private static let before = [4.8, 5.1, 4.6, 6.0, 6.5, 5.0, 5.2, 5.9]

  // Laws

  @Test(arguments: Alternative.allCases)
  func everyLineIsTheFindingOfItsMethod(_ alternative: Alternative) throws {
    let (x, y) = (Self.after, Self.before)
    let comparison = try PairedMethodComparison(
      x, against: y, trim: 0.1, zeros: .wilcoxon, flips: .exact, tieTolerance: 1e-9, alternative: alternative,
      confidence: 0.9)
    let t = try PairedTTest(x, against: y, alternative: alternative, confidence: 0.9)
    let flips = try SignFlipTest(x, against: y, method: .exact, alternative: alternative, confidence: 0.9)
    let yuen = try PairedYuenTest(
      x, against: y, trim: 0.1, alternative: alternative, bootstrap: nil, confidence: 0.9)
    let ranks = try SignedRankTest(
      x, against: y, zeros: .wilcoxon, tieTolerance: 1e-9, alternative: alternative, confidence: 0.9)
    let sign = try SignTest(x, against: y, tieTolerance: 1e-9, alternative: alternative, confidence: 0.9)
    let expected = [
      (t.difference, t.statistic, t.pValue), (flips.difference, flips.statistic, flips.pValue),
      (yuen.difference, yuen.statistic, yuen.pValue), (ranks.pseudomedian, ranks.statistic, ranks.pValue),
      (sign.median, sign.statistic, sign.pValue),
    ]
    #expect(comparison.methods.count == 5)
    for (line, finding) in zip(comparison.methods, expected) {
      #expect(line.estimate == finding.0, "\(line.name)")
      #expect(line.statistic == finding.1, "\(line.name)")
      #expect(line.pValue == finding.2, "\(line.name)")
    }
    let signs = comparison.signs
    #expect(signs.positive == 6 && signs.negative == 1 && signs.zero == 1)
  }

  @Test func swappingTheOccasionsTurnsTheDirection() throws {
    let one = try PairedMethodComparison(Self.after, against: Self.before, flips: .exact)
    let other = try PairedMethodComparison(Self.before, against: Self.after, flips: .exact)
    for (a, b) in zip(one.methods, other.methods) {
      expectAgreement(try #require(a.pValue), try #require(b.pValue), digits: 12, a.name)
      expectAgreement(try #require(a.estimate).value, -(try #require(b.estimate).value), digits: 12, a.name)
    }
    #expect(one.report.notes.contains("All 5 estimates say: after is higher."))
    #expect(other.report.notes.contains("All 5 estimates say: before is higher."))
  }

  // Edges and refusals

  @Test func aMethodThatRefusesIsALineWithItsReason() throws {
    let same = try PairedMethodComparison([2.0, 3, 4, 5], against: [1.0, 2, 3, 4], flips: .exact)
    #expect(
      same.methods.filter { $0.refusal != nil }.map(\.name) == ["paired t test", "Yuen's test for pairs"])
    let zero = try PairedMethodComparison([2.0, 3, 4, 5], against: [2.0, 3, 4, 5])
    #expect(zero.methods.allSatisfy { $0.refusal?.code == .constant })
    #expect(zero.report.rows.isEmpty && zero.report.notes.count == 6)
    let grid = try PairedMethodComparison(Self.after, against: Self.before, flips: .grid(unit: 0.25))
    #expect(grid.methods[1].refusal?.code == .outOfRange)
  }

  @Test func refusesWhatNoMethodCanTake() throws {
    let (x, y) = (Self.after, Self.before)
    expectRefusal(.tooFew) { try PairedMethodComparison([1.0], against: [2.0]) }
    expectRefusal(.lengthMismatch) { try PairedMethodComparison(x, against: [1.0, 2]) }
    expectRefusal(.notFinite) { try PairedMethodComparison([1, .nan], against: [1, 2]) }
    expectRefusal(.outOfRange) { try PairedMethodComparison(x, against: y, trim: .nan) }
    expectRefusal(.outOfRange) { try PairedMethodComparison(x, against: y, confidence: 1) }
    expectRefusal(.outOfRange) { try PairedMethodComparison(x, against: y, tieTolerance: -1) }
    expectRefusal(.outOfRange) { try PairedMethodComparison(x, against: y, flips: .grid(unit: 0)) }
    expectRefusal(.tooFew) {
      try PairedMethodComparison(x, against: y, flips: .monteCarlo(permutations: 0, seed: 1))
    }
    expectRefusal(.outOfRange) {
      try PairedMethodComparison(x, against: y, flips: .monteCarlo(permutations: .max, seed: 1))
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    let comparison = try PairedMethodComparison(
      Self.after, against: Self.before, flips: .exact, alternative: .greater)
    let text = comparison.description
    #expect(
      text == """
        Comparison of methods for pairs: after - before
          paired t test          0.99  95% CI [-0.07, ∞]  t(7) = 1.77, one-sided p = .060
          sign flips             0.99                     difference = 0.99, exact one-sided p = .023
          Yuen's test for pairs  0.78  95% CI [0.20, ∞]   t(5) = 2.68, one-sided p = .022
          signed-rank test       0.58  95% CI [0.10, ∞]   V = 32.50, exact one-sided p = .023
          sign test              0.55  95% CI [0.00, ∞]   positive = 6.00, exact one-sided p = .063
          method                 estimate                         null hypothesis
          paired t test          mean difference                  a mean difference of zero
          sign flips             mean difference                  symmetry about zero, judged by the mean
          Yuen's test for pairs  difference in 20% trimmed means  equal trimmed means
          signed-rank test       pseudomedian of the differences  symmetry about zero, judged by ranks
          sign test              median difference                increases as likely as decreases
          pairs = 8   positive = 6   negative = 1   zero = 1
          all 8 cases used
          alternative: greater; trimmed at each end: 20%; signed ranks: exact given the ties, zeros by
          pratt; sign flips: all signs
          Note: The methods disagree at .05. At most .05: sign flips, Yuen's test for pairs, signed-rank
          test. Above .05: paired t test, sign test.
          Note: All 5 estimates say: after is higher.
          Note: Without the outer 20% at each end the difference is 0.78, with them 0.99.
          Note: Each method answers a question of its own. The one that decides has to be chosen before the
          data are seen, by its question; the others are checks, and nothing here chooses among them.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try PairedMethodComparison(Self.after, against: Self.before) }
    try checkFinding { try PairedMethodComparison([2.0, 3], against: [2.0, 3]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("PairedMethodComparison") { print in
      // page
      let before = [2.50, 3.00, 2.75, 3.25, 2.00, 3.50, 2.75, 3.00, 1.00, 2.25]
      let after = [3.25, 3.00, 3.50, 3.75, 2.75, 3.25, 3.00, 3.25, 4.75, 2.00]
      let change = try PairedMethodComparison(after, against: before)
      print(change.named("well-being", "after", "before"))
      // end
    }
  }
}
