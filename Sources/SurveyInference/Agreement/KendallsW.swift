import SurveyProbability
import SurveyVocabulary

/// Kendall's coefficient of concordance W: how far raters put subjects in one order.
///
/// Tied ratings share their mean rank and W is corrected for them. 0 says that the sums of ranks are all
/// equal, 1 that all raters have the same order.
///
/// Reference: Kendall & Babington Smith (1939), doi:10.1214/aoms/1177732186. Its chi-square is that of
/// Friedman's test; agrees with R's `friedman.test`.
public struct KendallsW: Finding {
  /// The stable name of the method.
  public static let methodID = "kendalls-w/1"

  /// How the null distribution is found.
  public enum Method: Hashable, Sendable {
    /// Chi-square with one degree of freedom less than there are subjects.
    case chiSquare
    /// By counting all orders of all raters' ranks; feasible for small tables.
    case exact
    /// By random orders of every rater's ranks.
    case monteCarlo(permutations: Int, seed: UInt64)
  }

  /// W with its bootstrap interval over subjects, where one was asked for.
  public let concordance: Estimate
  /// The mean of Spearman's correlations of all pairs of raters; `nil` if a rater gives all subjects one
  /// rank. Without ties it is (mW - 1)/(m - 1).
  public let meanSpearman: Double?
  /// The sum of squared deviations of the rank sums from their mean.
  public let sumOfSquares: Double
  /// The sum of each subject's ranks, in the order given.
  public let rankSums: [Double]
  /// Chi-square, or W with its counted or sampled distribution.
  public let statistic: TestStatistic
  /// The probability of a W at least as large if the raters' orders are unrelated.
  public let pValue: Double
  /// The interval of the probability that random orders estimate (Clopper-Pearson); `nil` elsewhere.
  public let pValueInterval: ConfidenceInterval?
  /// How the null distribution was found.
  public let method: Method
  /// What resampling the subjects found; `nil` where no interval was asked for.
  public let bootstrap: BootstrapFinding?
  /// The number of raters.
  public let raterCount: Int
  /// The number of subjects.
  public let subjectCount: Int
  /// Whether a rater gave two subjects the same rank.
  public let hasTies: Bool
  /// The names of the raters for print, and the cases.
  public var context: DataContext

  /// The concordance of ratings or ranks, one array to a rater, the subjects in the same order in each.
  ///
  /// - Parameters:
  ///   - ratings: The ratings or ranks.
  ///   - names: The names of the raters, for print and errors; numbers where there are none.
  ///   - method: How the null distribution is found.
  ///   - bootstrap: How an interval is found by resampling the subjects; `nil` for none.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there are fewer than two raters or two subjects, the table has a gap or a
  ///   value that is not finite, every rater gives all subjects one rank, the method is not feasible at this
  ///   size, or the bootstrap's limits do not exist.
  public init(
    _ ratings: [[Double]], names: [String] = [], method: Method = .chiSquare,
    bootstrap: BootstrapPlan? = .percentile(), confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    if !names.isEmpty { try checkEqualLength(names.count, "names", ratings.count, "the list of raters") }
    let table = try RankTable(ratings, names: names)
    guard let w = table.concordance else {
      throw .constant("every rater", remedy: "W is undefined where no rater puts subjects in an order")
    }
    let (m, n) = (Double(table.raterCount), Double(table.subjectCount))
    var counts: GroupDivisions.Counts?
    switch method {
    case .chiSquare:
      statistic = TestStatistic("χ²", m * (n - 1) * w, reference: .chiSquare(degreesOfFreedom: n - 1))
    case .exact:
      statistic = TestStatistic("W", w, reference: .exact(try RankOrders(table).counted()))
    case .monteCarlo(let permutations, let seed):
      let drawn = try RankOrders(table).sampled(permutations, seed: seed)
      // The observed order is one of them, which keeps the probability from being zero.
      let share = { (count: Int) in Double(count + 1) / Double(drawn.all + 1) }
      statistic = TestStatistic(
        "W", w,
        reference: .monteCarlo(
          TailProbabilities(
            lower: share(drawn.lower), upper: share(drawn.upper), twoSided: share(drawn.upper),
            definition: "upper tail"), draws: permutations, seed: seed))
      counts = drawn
    }
    pValue = statistic.pValue()
    pValueInterval = try counts.map { counts throws(InputError) in
      try counts.interval(.greater, .distance, confidence: confidence)
    }
    try bootstrap?.checkWork(steps: m * n, cases: table.subjectCount)
    let resampled = try bootstrap.map { plan throws(InputError) in
      try Bootstrap(cases: table.subjectCount, plan: plan).interval(around: w, confidence: confidence) {
        rows in
        RankTable(ratings, rows: rows).concordance
      }
    }
    concordance = resampled.map { $0.estimate(w) } ?? Estimate(w)
    self.bootstrap = resampled
    meanSpearman = table.meanSpearman
    sumOfSquares = table.sumOfSquares
    rankSums = table.doubledSums.map { Double($0) / 2 }
    self.method = method
    raterCount = table.raterCount
    subjectCount = table.subjectCount
    hasTies = table.hasTies
    context = DataContext(
      parts: names.isEmpty ? (1...table.raterCount).map { "rater \($0)" } : names,
      cases: CaseLedger(all: table.subjectCount))
  }
}

extension KendallsW {
  /// W with its test, the mean correlation and the rank sums' spread.
  public var report: Report {
    var facts = [
      Report.Fact("raters", .count(raterCount)), Report.Fact("subjects", .count(subjectCount)),
      Report.Fact("sum of squares of rank sums", .number(sumOfSquares)),
    ]
    if let pValueInterval {
      facts.append(
        Report.Fact(
          "\(DecimalText.level(pValueInterval.level)) CI of p", .interval(pValueInterval, .bounded(4))))
    }
    var rows = [
      Report.Row("W", concordance, style: .bounded(2), statistic: statistic, pValue: pValue)
    ]
    if let meanSpearman {
      rows.append(Report.Row("mean Spearman ρ", Estimate(meanSpearman), style: .bounded(2)))
    }
    return Report(
      context.title("Kendall's W"),
      method: .init(
        Self.methodID,
        options: [Report.Fact("null distribution", .text(methodText))] + (bootstrap?.options ?? []),
        seed: bootstrap?.plan.seed ?? permutationSeed,
        citation: Citation(
          "Kendall & Babington Smith", 1939, "Annals of Mathematical Statistics 10, 275-287",
          doi: "10.1214/aoms/1177732186")),
      rows: rows, facts: facts, cases: context.cases,
      notes: hasTies ? ["W is corrected for tied ranks."] : [], warnings: bootstrap?.warnings ?? [])
  }

  private var permutationSeed: UInt64? {
    guard case .monteCarlo(_, let seed) = method else { return nil }
    return seed
  }

  private var methodText: String {
    switch method {
    case .chiSquare: "chi-square"
    case .exact: "all orders"
    case .monteCarlo(let permutations, let seed):
      "\(DecimalText.grouped(permutations)) random orders, seed \(seed)"
    }
  }
}
