import SurveyProbability
import SurveyVocabulary

/// Page's test of a trend over ordered conditions within the same cases.
///
/// L = Σ j Rⱼ, with Rⱼ the rank sum of the j-th condition; `.greater` looks for scores that rise with the
/// conditions. The null hypothesis is that every order of a case's scores is equally probable.
///
/// Reference: Page (1963), doi:10.1080/01621459.1963.10500843.
public struct PageTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "page-test/1"

  /// The mean of the midranks of each condition.
  public let meanRanks: [Double]
  /// Σ j Rⱼ.
  public let l: Double
  /// The mean over the cases of the rank correlation between scores and conditions: (L - E L) over the largest
  /// distance that L can have without ties. With ties within cases it cannot reach 1.
  public let meanCorrelation: Double
  /// L with its null distribution, or z with the normal one.
  public let statistic: TestStatistic
  /// The side on which a trend was looked for.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme under the null hypothesis.
  public let pValue: Double
  /// How the probability was found.
  public let method: NullDistributionMethod
  /// Where the probability of all arrangements lies, given the random ones; `nil` for other methods.
  public let pValueInterval: ConfidenceInterval?
  /// What resampling found about the effect, where it was asked for.
  public let bootstrap: BootstrapFinding?
  /// The names of the conditions and the cases behind them.
  public var context: DataContext

  /// Tests for a trend over conditions in their order.
  ///
  /// The null distribution is symmetric, so that the two-sided probability has only one definition.
  ///
  /// - Parameters:
  ///   - conditions: The scores of each condition in the order of the supposed trend, the cases in the same order.
  ///   - names: The names of the conditions.
  ///   - alternative: `.greater` for scores that rise with the conditions.
  ///   - method: The normal distribution with the variance corrected for ties and no continuity correction, a
  ///     complete count for at most 8 conditions, or random arrangements.
  ///   - bootstrap: Resamples for an interval of the effect.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there are fewer than two conditions or no case, the conditions differ in
  ///   length, a score is not finite, no case has two different scores, or the exact distribution is not
  ///   feasible at this size.
  public init(
    _ conditions: [[Double]], names: [String] = [], alternative: Alternative = .twoSided,
    method: NullDistributionMethod = .asymptotic,
    bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let scores = try BlockScores(conditions, names: names)
    let arrangements = BlockArrangements(blocks: scores.doubledRanks)
    let (n, k) = (Double(scores.count), Double(conditions.count))
    let sums = arrangements.sums
    let observed = BlockArrangements.trend(sums)
    // Twice the mean of L: every doubled rank sum is n (k + 1) on average.
    let center = scores.count * (conditions.count + 1) * (conditions.count * (conditions.count + 1) / 2)
    let squares = arrangements.blocks.reduce(0.0) { total, block in
      block.reduce(total) { $0 + Double(($1 - conditions.count - 1) * ($1 - conditions.count - 1)) / 4 }
    }
    guard squares > 0 else { throw .constant("conditions", remedy: "no case has two different scores") }
    let distance = Double(observed - center) / 2
    var interval: ConfidenceInterval?
    var tally = NullDistances(observed: observed, center: center)
    switch method {
    case .asymptotic:
      let variance = k * (k * k - 1) / 12 * squares / (k - 1)
      statistic = TestStatistic("z", distance / variance.squareRoot(), reference: .normal)
    case .exact:
      for (value, weight) in try arrangements.countedTrend().sorted(by: { $0.key < $1.key }) {
        tally.add(weight, value)
      }
      statistic = TestStatistic(
        "L", Double(observed) / 2, reference: .exact(try tally.tails(.distance, adding: 0)))
    case .monteCarlo(let draws, let seed):
      try arrangements.sample(draws, seed: seed) { tally.add(1, BlockArrangements.trend($0)) }
      statistic = TestStatistic(
        "L", Double(observed) / 2,
        reference: .monteCarlo(try tally.tails(.distance, adding: 1), draws: draws, seed: seed))
      interval = try tally.interval(alternative, .distance, confidence: confidence)
    }
    meanRanks = sums.map { Double($0) / 2 / n }
    l = Double(observed) / 2
    meanCorrelation = distance / (n * k * (k * k - 1) / 12)
    self.bootstrap = try bootstrap.map { plan throws(InputError) in
      let blocks = BlockRanks(arrangements.blocks.map { $0.map { $0 - conditions.count - 1 } })
      return try BootstrapFinding.oneSided(alternative, confidence: confidence, bounds: (-1, 1)) {
        level throws(InputError) in
        try Bootstrap(cases: scores.count, plan: plan).interval(
          around: distance / (n * k * (k * k - 1) / 12), confidence: level, blocks.meanCorrelation)
      }
    }
    self.alternative = alternative
    pValue = statistic.pValue(alternative)
    self.method = method
    pValueInterval = interval
    context = scores.context
  }
}

extension PageTest {
  /// The finding as rows, tables and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Page's test", meanRanks.indices.map { context.part($0) }.joined(separator: " < ")),
      method: .init(
        Self.methodID,
        options: [method.option, .init("alternative", .text(alternative.rawValue))]
          + (bootstrap?.options(besideSeed: method.seed) ?? []),
        seed: method.seed ?? bootstrap?.plan.seed,
        citation: Citation(
          "Page", 1963, "Journal of the American Statistical Association 58, 216-230",
          doi: "10.1080/01621459.1963.10500843")),
      rows: [
        .init(
          "mean rank correlation", bootstrap?.estimate(meanCorrelation) ?? Estimate(meanCorrelation),
          style: .bounded(2), statistic: statistic,
          pValue: pValue, alternative: alternative)
      ],
      grids: [
        Report.Grid(
          columns: ["condition", "mean rank"],
          lines: meanRanks.indices.map { [.text(context.part($0)), .number(meanRanks[$0])] })
      ],
      facts: [.init("n", .count(context.cases.used)), .init("L", .number(l, .decimals(1)))]
        + (pValueInterval.map { [$0.factOfP] } ?? []),
      cases: context.cases, warnings: bootstrap?.warnings ?? [])
  }
}
