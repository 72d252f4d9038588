import SurveyProbability
import SurveyVocabulary

/// Cochran's Q: the comparison of the proportions of a yes-or-no answer of the same cases under several
/// conditions.
///
/// The null hypothesis is that every arrangement of a case's answers is equally probable. With two conditions Q
/// is McNemar's statistic without a continuity correction.
///
/// Reference: Cochran (1950), doi:10.1093/biomet/37.3-4.256.
public struct CochransQ: Finding {
  /// The method and the version of its definition.
  public static let methodID = "cochrans-q/1"

  /// The share of yes in each condition.
  public let proportions: [Double]
  /// Q with its null distribution.
  public let statistic: TestStatistic
  /// The probability of a Q at least as large under the null hypothesis.
  public let pValue: Double
  /// η² = Q/(n(k - 1)) over all n cases (Serlin, Carr & Marascuilo 1982): 1 where Q is as large as it can be.
  public let etaSquared: Double
  /// The cases with different answers under different conditions; the others do not bear on Q.
  public let informativeCases: Int
  /// How the probability was found.
  public let method: NullDistributionMethod
  /// Where the probability of all arrangements lies, given the random ones; `nil` for other methods.
  public let pValueInterval: ConfidenceInterval?
  /// What resampling found about the effect, where it was asked for.
  public let bootstrap: BootstrapFinding?
  /// The names of the conditions and the cases behind them.
  public var context: DataContext

  /// Compares proportions.
  ///
  /// - Parameters:
  ///   - conditions: The answers under each condition, the cases in the same order.
  ///   - names: The names of the conditions.
  ///   - method: The chi-square distribution, a complete count, or random arrangements.
  ///   - bootstrap: Resamples for an interval of the effect.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there are fewer than two conditions or no case, the conditions differ in
  ///   length, every case has the same answer throughout, or the exact distribution is not feasible at this size.
  public init(
    _ conditions: [[Bool]], names: [String] = [], method: NullDistributionMethod = .asymptotic,
    bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let scores = try BlockScores(conditions.map { $0.map { $0 ? 1 : 0 } }, names: names)
    let k = conditions.count
    let blocks = (0..<scores.count).map { row in conditions.map { $0[row] ? 1 : 0 } }
    let informative = blocks.filter { Set($0).count > 1 }
    let arrangements = BlockArrangements(blocks: informative)
    // Whole numbers throughout: k Σ C² - T² and k T - Σ R² have no rounding.
    let sums = arrangements.sums
    let total = Double(sums.reduce(0, +))
    let rows = informative.reduce(0.0) { sum, row in
      let count = Double(row.reduce(0, +))
      return sum + count * (Double(k) - count)
    }
    guard rows > 0 else { throw .constant("conditions", remedy: "every case has the same answer throughout") }
    let scatter = Double(k) * sums.reduce(0.0) { $0 + Double($1) * Double($1) } - total * total
    let q = Double(k - 1) * scatter / rows
    var interval: ConfidenceInterval?
    let reference: TestStatistic.Reference
    switch method {
    case .asymptotic: reference = .chiSquare(degreesOfFreedom: Double(k - 1))
    case .exact: reference = try arrangements.countedSquares().exactUpper
    case .monteCarlo(let draws, let seed):
      let counts = try arrangements.sampledSquares(draws, seed: seed)
      reference = counts.sampledUpper(draws, seed)
      interval = try counts.interval(count: counts.upper, confidence: confidence)
    }
    proportions = conditions.map { Double($0.count { $0 }) / Double(scores.count) }
    statistic = TestStatistic("Q", q, reference: reference)
    pValue = statistic.pValue()
    etaSquared = q / (Double(scores.count) * Double(k - 1))
    informativeCases = informative.count
    self.bootstrap = try bootstrap.map { plan throws(InputError) in
      try Bootstrap(cases: scores.count, plan: plan).interval(
        around: q / (Double(scores.count) * Double(k - 1)), confidence: confidence,
        BlockRanks(blocks).shareOfAnswers)
    }
    self.method = method
    pValueInterval = interval
    context = scores.context
  }
}

extension CochransQ {
  /// The finding as rows, tables and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Cochran's Q"),
      method: .init(
        Self.methodID, options: [method.option] + (bootstrap?.options(besideSeed: method.seed) ?? []),
        seed: method.seed ?? bootstrap?.plan.seed,
        citation: Citation("Cochran", 1950, "Biometrika 37, 256-266", doi: "10.1093/biomet/37.3-4.256")),
      rows: [
        .init(
          "η² of Q", bootstrap?.estimate(etaSquared) ?? Estimate(etaSquared), style: .bounded(3),
          statistic: statistic, pValue: pValue)
      ],
      grids: [
        Report.Grid(
          columns: ["condition", "yes"],
          lines: proportions.indices.map { [.text(context.part($0)), .number(proportions[$0], .percent(1))] })
      ],
      facts: [.init("cases with different answers", .count(informativeCases))]
        + (pValueInterval.map { [$0.factOfP] } ?? []),
      cases: context.cases, warnings: bootstrap?.warnings ?? [])
  }
}
