import SurveyProbability
import SurveyVocabulary

/// Friedman's rank test of the same cases under several conditions, with Kendall's coefficient of concordance.
///
/// The null hypothesis is that every order of a case's scores is equally probable.
///
/// Reference: Friedman (1937), doi:10.1080/01621459.1937.10503522; Kendall & Babington Smith (1939),
/// doi:10.1214/aoms/1177732186. Agrees with R's `friedman.test` to 11 digits.
public struct FriedmanTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "friedman-test/1"

  /// The mean of the midranks of each condition.
  public let meanRanks: [Double]
  /// χ², corrected for ties, with its null distribution.
  public let statistic: TestStatistic
  /// The probability of a χ² at least as large under the null hypothesis.
  public let pValue: Double
  /// Kendall's W, χ²/(n(k - 1)): 0 where the cases have no order in common, 1 where all have the same.
  public let concordance: Double
  /// Iman and Davenport's F = (n - 1)χ²/(n(k - 1) - χ²), closer to its distribution than χ² is; `nil` where
  /// all cases have the same order.
  public let imanDavenport: TestStatistic?
  /// How the probability was found.
  public let method: NullDistributionMethod
  /// Where the probability of all arrangements lies, given the random ones; `nil` for other methods.
  public let pValueInterval: ConfidenceInterval?
  /// What resampling found about the effect, where it was asked for.
  public let bootstrap: BootstrapFinding?
  /// The names of the conditions and the cases behind them.
  public var context: DataContext

  /// Compares conditions by the ranks within each case.
  ///
  /// - Parameters:
  ///   - conditions: The scores of each condition, the cases in the same order.
  ///   - names: The names of the conditions.
  ///   - method: The chi-square distribution, a complete count, or random arrangements.
  ///   - bootstrap: Resamples for an interval of the effect.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there are fewer than two conditions or two cases, the conditions differ in
  ///   length, a score is not finite, no case has two different scores, or the exact distribution is not
  ///   feasible at this size.
  public init(
    _ conditions: [[Double]], names: [String] = [], method: NullDistributionMethod = .asymptotic,
    bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let scores = try BlockScores(conditions, names: names, atLeast: 2)
    let arrangements = BlockArrangements(blocks: scores.doubledRanks)
    let (n, k) = (Double(scores.count), Double(conditions.count))
    let sums = arrangements.sums
    let center = scores.count * (conditions.count + 1)
    let scatter = sums.reduce(0.0) { $0 + Double($1 - center) * Double($1 - center) }
    let within = arrangements.blocks.reduce(0.0) { total, block in
      block.reduce(total) { $0 + Double(($1 - conditions.count - 1) * ($1 - conditions.count - 1)) }
    }
    guard within > 0 else { throw .constant("conditions", remedy: "no case has two different scores") }
    let chiSquare = (k - 1) * scatter / within
    var interval: ConfidenceInterval?
    let reference: TestStatistic.Reference
    switch method {
    case .asymptotic: reference = .chiSquare(degreesOfFreedom: k - 1)
    case .exact: reference = try arrangements.countedSquares().exactUpper
    case .monteCarlo(let draws, let seed):
      let counts = try arrangements.sampledSquares(draws, seed: seed)
      reference = counts.sampledUpper(draws, seed)
      interval = try counts.interval(count: counts.upper, confidence: confidence)
    }
    meanRanks = sums.map { Double($0) / 2 / n }
    statistic = TestStatistic("χ²", chiSquare, reference: reference)
    pValue = statistic.pValue()
    concordance = chiSquare / (n * (k - 1))
    // n(k - 1) - χ² without cancellation; zero only where all cases agree and none has ties.
    let rest = n * within - scatter
    imanDavenport =
      rest > 0
      ? TestStatistic(
        "F", (n - 1) * scatter / rest, reference: .f(numerator: k - 1, denominator: (n - 1) * (k - 1))) : nil
    self.bootstrap = try bootstrap.map { plan throws(InputError) in
      let blocks = BlockRanks(arrangements.blocks.map { $0.map { $0 - conditions.count - 1 } })
      return try Bootstrap(cases: scores.count, plan: plan).interval(
        around: chiSquare / (n * (k - 1)), confidence: confidence, blocks.concordance)
    }
    self.method = method
    pValueInterval = interval
    context = scores.context
  }
}

extension FriedmanTest {
  /// The finding as rows, tables and choices for any renderer.
  public var report: Report {
    let f = imanDavenport.map { [Report.Row("Iman-Davenport", statistic: $0, pValue: $0.pValue())] } ?? []
    return Report(
      context.title("Friedman test"),
      method: .init(
        Self.methodID, options: [method.option] + (bootstrap?.options(besideSeed: method.seed) ?? []),
        seed: method.seed ?? bootstrap?.plan.seed,
        citation: Citation(
          "Friedman", 1937, "Journal of the American Statistical Association 32, 675-701",
          doi: "10.1080/01621459.1937.10503522")),
      rows: [
        .init(
          "Kendall's W", bootstrap?.estimate(concordance) ?? Estimate(concordance), style: .bounded(3),
          statistic: statistic, pValue: pValue)
      ] + (method == .asymptotic ? f : []),
      grids: [
        Report.Grid(
          columns: ["condition", "mean rank"],
          lines: meanRanks.indices.map { [.text(context.part($0)), .number(meanRanks[$0])] })
      ],
      facts: [.init("n", .count(context.cases.used))] + (pValueInterval.map { [$0.factOfP] } ?? []),
      cases: context.cases, warnings: bootstrap?.warnings ?? [])
  }
}
