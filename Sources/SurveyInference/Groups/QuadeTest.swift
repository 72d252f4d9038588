import SurveyProbability
import SurveyVocabulary

/// Quade's rank test of the same cases under several conditions: cases whose scores range more count more.
///
/// With two conditions it is equivalent to Wilcoxon's signed-rank test, where Friedman's is to the sign test.
/// The scores of different cases must be comparable in their ranges.
///
/// Reference: Quade (1979), doi:10.1080/01621459.1979.10481670. Agrees with R's `quade.test` to 11 digits.
public struct QuadeTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "quade-test/1"

  /// The weighted mean of the midranks of each condition, the weights being the ranks of the cases' ranges.
  public let weightedMeanRanks: [Double]
  /// Quade's F, or with arrangements the share of the scores' sum of squares that lies between the
  /// conditions, with its null distribution; both rise together.
  public let statistic: TestStatistic
  /// The probability of a statistic at least as large under the null hypothesis.
  public let pValue: Double
  /// Σ S²/n over Σ s²: the share of the sum of squares of Quade's scores s that lies between the conditions,
  /// with S the sum of a condition. 0 without a difference; its largest value depends on the ranges.
  public let share: Double
  /// How the probability was found.
  public let method: NullDistributionMethod
  /// Where the probability of all arrangements lies, given the random ones; `nil` for other methods.
  public let pValueInterval: ConfidenceInterval?
  /// What resampling found about the effect, where it was asked for.
  public let bootstrap: BootstrapFinding?
  /// The names of the conditions and the cases behind them.
  public var context: DataContext

  /// Compares conditions by the ranks within each case, weighted by the rank of the case's range.
  ///
  /// - Parameters:
  ///   - conditions: The scores of each condition, the cases in the same order.
  ///   - names: The names of the conditions.
  ///   - method: The F distribution, a complete count, or random arrangements.
  ///   - bootstrap: Resamples for an interval of the effect.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there are fewer than two conditions or two cases, the conditions differ in
  ///   length, a score is not finite, no case has two different scores, F is infinite, or the exact
  ///   distribution is not feasible at this size.
  public init(
    _ conditions: [[Double]], names: [String] = [], method: NullDistributionMethod = .asymptotic,
    bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let scores = try BlockScores(conditions, names: names, atLeast: 2)
    guard scores.count <= 100_000 else {
      throw .infeasible("conditions", "there are more than 100,000 cases", remedy: "use FriedmanTest")
    }
    let (n, k) = (Double(scores.count), Double(conditions.count))
    var ranges: [Double] = []
    for row in 0..<scores.count {
      let values = conditions.map { $0[row] }
      let range = (values.max() ?? 0) - (values.min() ?? 0)
      guard range.isFinite else {
        throw InputError(
          .outOfRange, "conditions", "a range of scores exceeds the range of Double",
          remedy: "rescale the scores")
      }
      ranges.append(range)
    }
    let weights = Midranks(ranges).doubled
    let ranks = scores.doubledRanks
    // Four times Quade's scores, which are whole numbers.
    let blocks = zip(weights, ranks).map { weight, block in block.map { weight * ($0 - conditions.count - 1) }
    }
    let arrangements = BlockArrangements(blocks: blocks)
    let sums = arrangements.sums
    let between = sums.reduce(0.0) { $0 + Double($1) * Double($1) } / n
    let total = blocks.reduce(0.0) { $1.reduce($0) { $0 + Double($1) * Double($1) } }
    guard total > 0 else { throw .constant("conditions", remedy: "no case has two different scores") }
    var interval: ConfidenceInterval?
    switch method {
    case .asymptotic:
      guard total > between else {
        throw InputError(
          .outOfRange, "conditions",
          "F is infinite, because all cases agree completely and have equal ranges",
          remedy: "use .exact, or FriedmanTest")
      }
      statistic = TestStatistic(
        "F", (n - 1) * between / (total - between),
        reference: .f(numerator: k - 1, denominator: (n - 1) * (k - 1)))
    case .exact:
      statistic = TestStatistic(
        "share", between / total, reference: try arrangements.countedSquares().exactUpper)
    case .monteCarlo(let draws, let seed):
      let counts = try arrangements.sampledSquares(draws, seed: seed)
      statistic = TestStatistic("share", between / total, reference: counts.sampledUpper(draws, seed))
      interval = try counts.interval(count: counts.upper, confidence: confidence)
    }
    let weightSum = Double(weights.reduce(0, +))
    weightedMeanRanks = conditions.indices.map { condition in
      zip(weights, ranks).reduce(0.0) { $0 + Double($1.0) * Double($1.1[condition]) } / (2 * weightSum)
    }
    pValue = statistic.pValue()
    share = between / total
    self.bootstrap = try bootstrap.map { plan throws(InputError) in
      let centered = BlockRanks(ranks.map { $0.map { $0 - conditions.count - 1 } })
      return try Bootstrap(cases: scores.count, plan: plan).interval(
        around: between / total, confidence: confidence
      ) { rows in
        centered.share(of: rows, weights: Midranks(rows.map { ranges[$0] }).doubled)
      }
    }
    self.method = method
    pValueInterval = interval
    context = scores.context
  }
}

extension QuadeTest {
  /// The finding as rows, tables and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Quade test"),
      method: .init(
        Self.methodID, options: [method.option] + (bootstrap?.options(besideSeed: method.seed) ?? []),
        seed: method.seed ?? bootstrap?.plan.seed,
        citation: Citation(
          "Quade", 1979, "Journal of the American Statistical Association 74, 680-683",
          doi: "10.1080/01621459.1979.10481670")),
      rows: [
        .init(
          "share between conditions", bootstrap?.estimate(share) ?? Estimate(share), style: .bounded(3),
          statistic: statistic,
          pValue: pValue)
      ],
      grids: [
        Report.Grid(
          columns: ["condition", "weighted mean rank"],
          lines: weightedMeanRanks.indices.map { [.text(context.part($0)), .number(weightedMeanRanks[$0])] })
      ],
      facts: [.init("n", .count(context.cases.used))] + (pValueInterval.map { [$0.factOfP] } ?? []),
      cases: context.cases, warnings: bootstrap?.warnings ?? [])
  }
}
