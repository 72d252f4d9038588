import SurveyProbability
import SurveyVocabulary

/// McNemar's test of two shares of the same cases, such as agreement before and after.
///
/// Only the pairs that changed tell the shares apart. If both directions are equally likely, the number
/// that is a hit on the first-named occasion only is binomial with probability one half.
///
/// Reference: McNemar (1947), doi:10.1007/BF02295996; mid-p: Fagerland, Lydersen & Laake (2013),
/// doi:10.1186/1471-2288-13-91.
public struct McNemarTest: Finding {
  /// The stable name of the method.
  public static let methodID = "mcnemar-test/1"

  /// How the null distribution is found.
  public enum Method: Hashable, Sendable {
    /// By the binomial distribution of the pairs that changed.
    case exact
    /// The same, with half the probability of the observed number: less conservative, not exact.
    case midP
    /// By the normal distribution; its square is McNemar's chi-square with one degree of freedom.
    case asymptotic(continuityCorrection: Bool = true)
  }

  /// The share on the first-named occasion minus the other, with Newcombe's interval for pairs.
  public let difference: Estimate
  /// The shares of hits on the two occasions, in the order given.
  public let shares: [Double]
  /// The odds ratio given the pairs: hits on the first-named occasion only over those on the other only;
  /// `nil` where the latter are none, because it is infinite.
  public let oddsRatio: Estimate?
  /// The limits of the odds ratio, from Clopper and Pearson's of the share among the changed pairs.
  public let oddsRatioInterval: ConfidenceInterval
  /// The number of hits on the first-named occasion only, or z.
  public let statistic: TestStatistic
  /// The side that was tested.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme if both shares are equal.
  public let pValue: Double
  /// How the null distribution was found.
  public let method: Method
  /// Hits on both occasions, on the first-named only, on the other only, and on neither.
  public let counts: [Int]
  /// The names of the two occasions for print, and the cases.
  public var context: DataContext

  /// McNemar's chi-square with one degree of freedom, z²; `nil` for the exact and the mid-p test.
  public var chiSquare: Double? {
    if case .asymptotic = method { statistic.value * statistic.value } else { nil }
  }

  /// Tests a table of pairs.
  ///
  /// - Parameters:
  ///   - table: Two rows, hit and miss on the first-named occasion, of two counts, hit and miss on the
  ///     other.
  ///   - method: How the null distribution is found.
  ///   - alternative: `.greater` looks for a larger share on the first-named occasion.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the table does not hold two rows of two counts, or if no pair changed.
  public init(
    table: [[Int]], method: Method = .exact, alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let counts = try PairedCounts(table)
    guard counts.size == 2 else {
      throw InputError(
        .definition, "table", "has \(counts.size) categories, and McNemar's test is for 2",
        remedy: "use BowkerTest or StuartMaxwellTest")
    }
    let changed = ExactShare(hits: table[0][1], trials: table[0][1] + table[1][0])
    guard changed.trials > 0 else {
      throw InputError(
        .constant, "table", "no pair changed",
        remedy: "both shares are the same, and there is nothing to test")
    }
    let shares = PairedShares(
      both: table[0][0], first: table[0][1], second: table[1][0], neither: table[1][1])
    difference = try shares.estimate(alternative, confidence: confidence)
    self.shares = [counts.row(0), counts.column(0)].map { Double($0) / Double(counts.total) }
    oddsRatioInterval = try changed.odds(alternative, confidence: confidence)
    oddsRatio =
      table[1][0] == 0
      ? nil : Estimate(Double(table[0][1]) / Double(table[1][0]), interval: oddsRatioInterval)
    statistic = try Self.test(changed, method, alternative)
    pValue = statistic.pValue(alternative)
    self.alternative = alternative
    self.method = method
    self.counts = [table[0][0], table[0][1], table[1][0], table[1][1]]
    context = DataContext(parts: ["after", "before"], cases: CaseLedger(all: counts.total))
  }

  /// Tests pairs of hits and misses.
  ///
  /// - Parameters:
  ///   - values: Whether each case is a hit on the later or first-named occasion.
  ///   - baseline: The same on the occasion compared with, in the same order of cases.
  ///   - method: How the null distribution is found.
  ///   - alternative: `.greater` looks for a larger share on the first-named occasion.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the lengths differ, there is no pair, or no pair changed.
  public init(
    _ values: some Collection<Bool>, against baseline: some Collection<Bool>, method: Method = .exact,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    try checkEqualLength(values.count, "values", baseline.count, "baseline")
    var table = [[0, 0], [0, 0]]
    for (value, other) in zip(values, baseline) { table[value ? 0 : 1][other ? 0 : 1] += 1 }
    try self.init(table: table, method: method, alternative: alternative, confidence: confidence)
  }

  private static func test(
    _ changed: ExactShare, _ method: Method, _ alternative: Alternative
  ) throws(InputError) -> TestStatistic {
    let distribution = try BinomialDistribution(trials: changed.trials, probability: 0.5)
    let other = changed.trials - changed.hits
    switch method {
    case .exact, .midP:
      let half = method == .midP ? distribution.mass(changed.hits) / 2 : 0
      let lower = distribution.lowerTail(changed.hits) - half
      let upper = distribution.lowerTail(other) - half
      return TestStatistic(
        "changed", Double(changed.hits),
        reference: .exact(
          TailProbabilities(
            lower: lower, upper: upper, twoSided: min(1, 2 * min(lower, upper)),
            definition: method == .midP ? "doubled smaller mid-p" : "doubled smaller tail")))
    case .asymptotic(let corrects):
      let distance = Double(changed.hits) - Double(other)
      let step: Double = corrects ? 1 : 0
      let moved: Double =
        switch alternative {
        case .less: distance + step
        case .greater: distance - step
        // Towards zero, never across it.
        case .twoSided: max(distance.magnitude - step, 0) * (distance < 0 ? -1 : 1)
        }
      return TestStatistic("z", moved / Double(changed.trials).squareRoot(), reference: .normal)
    }
  }
}

extension McNemarTest {
  /// The difference of the shares with the test, and the odds ratio.
  public var report: Report {
    let name =
      switch method {
      case .exact: "exact"
      case .midP: "mid-p"
      case .asymptotic(let corrects): "normal, \(corrects ? "with" : "without") continuity correction"
      }
    var facts = [
      Report.Fact("both", .count(counts[0])), .init("\(context.part(0)) only", .count(counts[1])),
      .init("\(context.part(1)) only", .count(counts[2])), .init("neither", .count(counts[3])),
      .init("shares", .list(shares.map { .number($0, .bounded(2)) })),
    ]
    if let chiSquare { facts.append(.init("χ²(1)", .number(chiSquare))) }
    if oddsRatio == nil {
      facts.append(
        .init(
          "\(DecimalText.level(oddsRatioInterval.level)) CI of the odds ratio",
          .interval(oddsRatioInterval, .automatic)))
    }
    return Report(
      context.title("McNemar's test", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID, options: [.init("null distribution", .text(name))],
        citation: Citation("McNemar", 1947, "Psychometrika 12, 153-157", doi: "10.1007/BF02295996")),
      rows: [
        .init(
          "difference in shares", difference, style: .bounded(2), statistic: statistic, pValue: pValue,
          alternative: alternative)
      ] + (oddsRatio.map { [.init("odds ratio", $0)] } ?? []),
      facts: facts, cases: context.cases,
      notes: oddsRatio == nil
        ? ["No pair changed towards \(context.part(1)): the odds ratio is infinite."] : [])
  }
}
