import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyInference

/// Resampled intervals of the effects of rank tests, against the tests themselves on the same resamples.
@Suite struct RankEffectIntervalsTests {
  static let groups = [[1.0, 4, 2, 6, 3], [5, 3, 7, 8], [9, 6, 9, 10, 7, 4]]
  static let conditions = [
    [1.0, 2, 1, 3, 2, 4], [2, 2, 3, 3, 1, 6], [3, 1, 3, 4, 5, 5], [4, 3, 2, 5, 6, 9],
  ]
  static let plans = [
    BootstrapPlan.percentile(resamples: 199, seed: 5), .basic(resamples: 199, seed: 5),
    .bca(resamples: 199, seed: 5),
  ]

  private func drawn(_ rows: UnsafeBufferPointer<Int>) -> [[Double]] {
    Self.conditions.map { condition in rows.map { condition[$0] } }
  }

  private func expectSame(_ found: BootstrapFinding?, _ twin: BootstrapFinding) throws {
    let found = try #require(found)
    expectAgreement(found.interval.lower, twin.interval.lower, digits: 11, floor: 1e-13)
    expectAgreement(found.interval.upper, twin.interval.upper, digits: 11, floor: 1e-13)
    expectAgreement(found.standardError, twin.standardError, digits: 10)
    #expect(found.undefinedCount == twin.undefinedCount)
  }

  // MARK: Laws

  @Test(arguments: plans) func effectsWithinCasesResampleTheCases(_ plan: BootstrapPlan) throws {
    let engine = try Bootstrap(cases: 6, plan: plan)
    let friedman = try FriedmanTest(Self.conditions, bootstrap: plan)
    try expectSame(
      friedman.bootstrap,
      engine.interval(around: friedman.concordance, confidence: 0.95) {
        (try? FriedmanTest(drawn($0)))?.concordance
      })
    let quade = try QuadeTest(Self.conditions, method: .exact, bootstrap: plan)
    try expectSame(
      quade.bootstrap,
      engine.interval(around: quade.share, confidence: 0.95) {
        (try? QuadeTest(drawn($0), method: .monteCarlo(draws: 1, seed: 1)))?.share
      })
    let page = try PageTest(Self.conditions, bootstrap: plan)
    try expectSame(
      page.bootstrap,
      engine.interval(around: page.meanCorrelation, confidence: 0.95) {
        (try? PageTest(drawn($0)))?.meanCorrelation
      })
    let answers = Self.conditions.map { $0.map { $0 > 2 } }
    let cochran = try CochransQ(answers, bootstrap: plan)
    try expectSame(
      cochran.bootstrap,
      engine.interval(around: cochran.etaSquared, confidence: 0.95) { rows in
        (try? CochransQ(answers.map { condition in rows.map { condition[$0] } }))?.etaSquared
      })
  }

  @Test(arguments: plans) func effectsOfGroupsResampleEachGroup(_ plan: BootstrapPlan) throws {
    let engine = try SeveralGroupsBootstrap(Self.groups, plan: plan)
    let kruskal = try KruskalWallisTest(ScoreGroups(Self.groups), bootstrap: plan)
    try expectSame(
      kruskal.bootstrap,
      engine.interval(around: kruskal.epsilonSquared, confidence: 0.95) {
        (try? KruskalWallisTest(ScoreGroups($0)))?.epsilonSquared
      })
    let trend = try JonckheereTerpstraTest(ScoreGroups(Self.groups), bootstrap: plan)
    try expectSame(
      trend.bootstrap,
      engine.interval(around: trend.probability, confidence: 0.95) {
        (try? JonckheereTerpstraTest(ScoreGroups($0)))?.probability
      })
  }

  /// Of two groups the trend's probability is that of superiority, and the engine draws as that of two groups.
  @Test(arguments: plans) func twoGroupsAreResampledAsByTheOtherEngine(_ plan: BootstrapPlan) throws {
    let (x, y) = (Self.groups[0], Self.groups[2])
    let trend = try JonckheereTerpstraTest(ScoreGroups([x, y]), bootstrap: plan, confidence: 0.9)
    let twin = try GroupBootstrap(x.count, y.count, plan: plan).interval(
      around: trend.probability, confidence: 0.9
    ) { one, other in (1 - Dominance(one.map { x[$0] }, over: other.map { y[$0] }).delta) / 2 }
    try expectSame(trend.bootstrap, twin)
  }

  @Test func oneSidedTrendsHaveOneSidedLimits() throws {
    let plan = BootstrapPlan.percentile(resamples: 199, seed: 3)
    let both = try JonckheereTerpstraTest(ScoreGroups(Self.groups), bootstrap: plan, confidence: 0.9)
    let greater = try JonckheereTerpstraTest(
      ScoreGroups(Self.groups), alternative: .greater, bootstrap: plan, confidence: 0.95)
    expectAgreement(
      greater.bootstrap?.interval.lower ?? .nan, both.bootstrap?.interval.lower ?? .nan, digits: 12)
    #expect(greater.bootstrap?.interval.upper == 1)
    let less = try PageTest(Self.conditions, alternative: .less, bootstrap: plan)
    #expect(less.bootstrap?.interval.lower == -1)
  }

  // MARK: Edges and refusals

  @Test func refusesWhatCannotBeResampled() {
    expectRefusal(.tooFew) { try KruskalWallisTest([[1], [2, 3]], bootstrap: .percentile()) }
    expectRefusal(.tooFew) { try JonckheereTerpstraTest([[1], [2, 3]], bootstrap: .percentile()) }
    expectRefusal(.tooFew) { try PageTest([[1], [2], [3]], bootstrap: .percentile()) }
    expectRefusal(.infeasible) { try FriedmanTest(Self.conditions, bootstrap: .bca(resamples: .max)) }
    expectRefusal(.tooFew) { try QuadeTest(Self.conditions, bootstrap: .bca(resamples: .min)) }
    for level in [0, 1, .nan] {
      expectRefusal(.outOfRange) { try CochransQ([[true, false], [true, true]], confidence: level) }
      expectRefusal(.outOfRange) { try KruskalWallisTest([[1, 2], [2, 3]], confidence: level) }
    }
  }

  // MARK: Conformance

  @Test func keepsTheContract() throws {
    let sampled = NullDistributionMethod.monteCarlo(draws: 99, seed: 2)
    for plan in Self.plans.prefix(2) {
      for method in [NullDistributionMethod.asymptotic, sampled] {
        try checkFinding { try FriedmanTest(Self.conditions, method: method, bootstrap: plan) }
        try checkFinding { try QuadeTest(Self.conditions, method: method, bootstrap: plan) }
        try checkFinding { try PageTest(Self.conditions, method: method, bootstrap: plan) }
        try checkFinding { try KruskalWallisTest(ScoreGroups(Self.groups), method: method, bootstrap: plan) }
        try checkFinding {
          try JonckheereTerpstraTest(
            ScoreGroups(Self.groups), alternative: .greater, method: method, bootstrap: plan)
        }
      }
    }
    let both = try FriedmanTest(Self.conditions, method: sampled, bootstrap: Self.plans[0]).report.method
    #expect(both?.seed == 2 && both?.options.last?.label == "seed of the resamples")
  }
}
