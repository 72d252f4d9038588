import SurveyProbability
import SurveyVocabulary

/// Kruskal and Wallis's rank test of several independent groups.
///
/// The null hypothesis is that all groups have the same distribution.
///
/// Reference: Kruskal & Wallis (1952), doi:10.1080/01621459.1952.10483441. Agrees with R's `kruskal.test` to
/// 11 digits.
public struct KruskalWallisTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "kruskal-wallis-test/1"

  /// The sizes of the groups, in their order.
  public let sizes: [Int]
  /// The mean of the midranks of each group.
  public let meanRanks: [Double]
  /// H, corrected for ties, with its null distribution.
  public let statistic: TestStatistic
  /// The probability of an H at least as large under the null hypothesis.
  public let pValue: Double
  /// ε² = H/(N - 1), the share of the variance of the ranks that lies between the groups.
  public let epsilonSquared: Double
  /// η² = (H - k + 1)/(N - k), the same share corrected for what chance gives, below zero where H is below
  /// k - 1; zero where every group has a single case.
  public let etaSquared: Double
  /// How the probability was found.
  public let method: NullDistributionMethod
  /// Where the probability of all arrangements lies, given the random ones; `nil` for other methods.
  public let pValueInterval: ConfidenceInterval?
  /// What resampling found about the effect, where it was asked for.
  public let bootstrap: BootstrapFinding?
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares groups by their ranks.
  ///
  /// - Parameters:
  ///   - groups: The scores of each group.
  ///   - method: The chi-square distribution, a complete count, or random arrangements.
  ///   - bootstrap: Resamples for an interval of the effect.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there are fewer than two groups, a group is empty, a score is not finite, all
  ///   scores are equal, or the exact distribution is not feasible at this size.
  public init(
    _ groups: ScoreGroups, method: NullDistributionMethod = .asymptotic,
    bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let scores = try groups.checked()
    let midranks = Midranks(scores.flatMap { $0 })
    guard midranks.tieSizes.count > 1 else { throw .constant("groups") }
    let sizes = scores.map(\.count)
    var ranked: [[Int]] = []
    var start = 0
    for size in sizes {
      ranked.append(Array(midranks.doubled[start..<(start + size)]))
      start += size
    }
    let n = Double(midranks.doubled.count)
    let k = Double(sizes.count)
    // Sums of doubled ranks are whole numbers; their distance from the mean keeps H free of cancellation.
    let sums = ranked.map { $0.reduce(0, +) }
    let scatter = zip(sums, sizes).reduce(0) { total, pair in
      let distance = Double(pair.0) / 2 - Double(pair.1) * (n + 1) / 2
      return total + distance * distance / Double(pair.1)
    }
    let h = 12 * scatter / (n * (n + 1)) / (1 - midranks.tieCorrection / (n * n * n - n))
    var interval: ConfidenceInterval?
    let reference: TestStatistic.Reference
    switch method {
    case .asymptotic: reference = .chiSquare(degreesOfFreedom: k - 1)
    case .exact:
      let vectors = try RankSumVectors(doubledRanks: midranks.doubled, sizes: sizes)
      reference = vectors.counts(observed: sums).exactUpper
    case .monteCarlo(let draws, let seed):
      let counts = try GroupArrangements(ranked.map { $0.map(Double.init) }).sampled(draws, seed: seed)
      reference = counts.sampledUpper(draws, seed)
      interval = try counts.interval(count: counts.upper, confidence: confidence)
    }
    self.sizes = sizes
    meanRanks = zip(sums, sizes).map { Double($0) / 2 / Double($1) }
    statistic = TestStatistic("H", h, reference: reference)
    pValue = statistic.pValue()
    epsilonSquared = h / (n - 1)
    // With one case to a group H is N - 1, and nothing is left to correct for chance.
    etaSquared = n > k ? (h - k + 1) / (n - k) : 0
    self.bootstrap = try bootstrap.map { plan throws(InputError) in
      try SeveralGroupsBootstrap(scores, plan: plan).interval(
        around: h / (n - 1), confidence: confidence, Self.epsilonSquared)
    }
    self.method = method
    pValueInterval = interval
    context = groups.context
  }

  /// The share of the sum of squares of the ranks that lies between groups; `nil` where all scores are equal.
  private static func epsilonSquared(_ groups: [[Double]]) -> Double? {
    let midranks = Midranks(groups.flatMap { $0 })
    guard midranks.tieSizes.count > 1 else { return nil }
    let middle = Double(midranks.doubled.count + 1)
    var (between, total, start) = (0.0, 0.0, 0)
    for group in groups {
      var sum = 0.0
      for index in start..<(start + group.count) {
        let distance = Double(midranks.doubled[index]) - middle
        sum += distance
        total += distance * distance
      }
      between += sum * sum / Double(group.count)
      start += group.count
    }
    return between / total
  }
}

extension KruskalWallisTest {
  /// The finding as rows, tables and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Kruskal-Wallis test"),
      method: .init(
        Self.methodID, options: [method.option] + (bootstrap?.options(besideSeed: method.seed) ?? []),
        seed: method.seed ?? bootstrap?.plan.seed,
        citation: Citation(
          "Kruskal & Wallis", 1952, "Journal of the American Statistical Association 47, 583-621",
          doi: "10.1080/01621459.1952.10483441")),
      rows: [
        .init(
          "ε² of ranks", bootstrap?.estimate(epsilonSquared) ?? Estimate(epsilonSquared), style: .bounded(3),
          statistic: statistic, pValue: pValue),
        .init("η² of ranks", Estimate(etaSquared), style: .bounded(3)),
      ],
      grids: [
        Report.Grid(
          columns: ["group", "n", "mean rank"],
          lines: sizes.indices.map { [.text(context.part($0)), .count(sizes[$0]), .number(meanRanks[$0])] })
      ],
      facts: pValueInterval.map { [$0.factOfP] } ?? [], cases: context.cases,
      warnings: bootstrap?.warnings ?? [])
  }
}
