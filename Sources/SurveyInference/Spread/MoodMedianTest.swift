import SurveyProbability
import SurveyVocabulary

/// Mood's median test of two or more independent groups: the shares above the median of all scores.
///
/// Reference: Mood (1950), Introduction to the Theory of Statistics; Brown & Mood (1951). Agrees with SciPy's
/// `median_test` to 10 digits.
public struct MoodMedianTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "mood-median-test/1"

  /// What becomes of scores equal to the median of all scores.
  public enum TieRule: String, Hashable, Sendable, Codable, CaseIterable {
    /// They count as not above.
    case below
    /// They count as not below.
    case above
    /// They are left out.
    case ignored
  }

  /// How the probability is found.
  public enum Method: Hashable, Sendable {
    /// By all tables with the observed margins: Fisher's exact test, of larger tables Freeman and Halton's.
    case exact(twoSided: ExactTwoSided = .minimumLikelihood)
    /// By the chi-square distribution; Yates's correction is defined for two groups.
    case chiSquare(continuityCorrection: Bool = false)
    /// By random tables with the observed margins, at most 10,000,000, of three or more groups.
    case monteCarlo(tables: Int = 9_999, seed: UInt64 = 1)
  }

  /// The median of all scores, in the units of the data; half of the scores lie on either side.
  public let grandMedian: Double
  /// The groups in the rows; the scores above the median, and the others, in the columns.
  public let table: ContingencyTable
  /// The share above the median in each group, or at and above it if ties are ``TieRule/above``.
  public let shares: [Double]
  /// Of two groups, the first share above the median minus the second; `nil` of more.
  public let difference: Estimate?
  /// Of three or more groups, Cramér's V of the table; `nil` of two.
  public let cramersV: Estimate?
  /// The statistic of the table with its null distribution.
  public let statistic: TestStatistic
  /// The probability of a table at least as extreme if all groups have the same distribution.
  public let pValue: Double
  /// Where the probability over all tables lies, given random ones; `nil` for other methods.
  public let pValueInterval: ConfidenceInterval?
  /// What became of scores equal to the median.
  public let ties: TieRule
  /// How many scores equal the median.
  public let tiedCount: Int
  /// How the probability was found.
  public let method: Method
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares the shares of groups above the median of all scores.
  ///
  /// - Parameters:
  ///   - groups: The scores of each group.
  ///   - ties: What becomes of scores equal to the median.
  ///   - method: Exact, the chi-square distribution, or random tables.
  ///   - interval: How the limits of the difference of two shares are found.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than two groups, a group is empty or has only scores that are
  ///   left out, a score is not finite, no score lies on one side of the median, a correction is asked for
  ///   more than two groups, random tables for two, or the tables are too many to count.
  public init(
    _ groups: ScoreGroups, ties: TieRule = .below, method: Method = .exact(),
    interval: RiskDifferenceInterval = .mee, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let scores = try groups.checked()
    let sorted = scores.flatMap { $0 }.sorted()
    let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
    let median = low == high ? low : low / 2 + high / 2
    let counts = scores.map { Self.counts($0, median, ties) }
    for (name, row) in zip(groups.names, counts) where row[0] + row[1] == 0 {
      throw InputError(
        .tooFew, name, "all scores equal the median of all groups and are left out",
        remedy: "use ties: .below or .above, or leave the group out")
    }
    for (column, side) in ["above", "below"].enumerated() where !counts.contains(where: { $0[column] > 0 }) {
      throw InputError(
        .constant, "groups", "no score lies \(side) the median of all of them with ties: .\(ties.rawValue)",
        remedy: sorted[0] == sorted[sorted.count - 1]
          ? "all scores are equal: there is nothing to compare" : "use another rule for ties")
    }
    let table = try ContingencyTable(counts, rows: groups.names, columns: Self.columns(ties))
    switch method {
    case .exact(let definition):
      let test = try FisherExactTest(table, twoSided: definition, confidence: confidence)
      // Of two groups the statistic is a count of this table's first column.
      let symbol = scores.count == 2 ? Self.columns(ties)[0] : test.statistic.symbol
      statistic = TestStatistic(symbol, test.statistic.value, reference: test.statistic.reference)
      (pValue, pValueInterval) = (test.pValue, nil)
    case .chiSquare(let corrects):
      let test = try ChiSquareTest(table, continuityCorrection: corrects, confidence: confidence)
      (statistic, pValue, pValueInterval) = (test.statistic, test.pValue, nil)
    case .monteCarlo(let tables, let seed):
      let test = try FisherExactTest(
        table, method: .monteCarlo(tables: tables, seed: seed), confidence: confidence)
      (statistic, pValue, pValueInterval) = (test.statistic, test.pValue, test.pValueInterval)
    }
    if scores.count == 2 {
      difference = try RiskDifference(table, interval: interval, confidence: confidence).difference
      cramersV = nil
    } else {
      difference = nil
      cramersV = try ChiSquareSum(table).cramersV(confidence: confidence)
    }
    grandMedian = median
    self.table = table
    shares = counts.map { Double($0[0]) / Double($0[0] + $0[1]) }
    self.ties = ties
    tiedCount = sorted.count { $0 == median }
    self.method = method
    context = groups.context
  }

  /// Compares the shares of two groups above the median of all scores.
  ///
  /// - Throws: `InputError` as for several groups.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>, ties: TieRule = .below,
    method: Method = .exact(), interval: RiskDifferenceInterval = .mee, confidence: Double = 0.95
  ) throws(InputError) {
    let groups = ScoreGroups([Array(group), Array(baseline)], names: ["group", "baseline"])
    try self.init(groups, ties: ties, method: method, interval: interval, confidence: confidence)
    context.parts = ["first", "second"]
  }

  private static func counts(_ scores: [Double], _ median: Double, _ ties: TieRule) -> [Int] {
    let (above, below) = (scores.count { $0 > median }, scores.count { $0 < median })
    let equal = scores.count - above - below
    return [above + (ties == .above ? equal : 0), below + (ties == .below ? equal : 0)]
  }

  private static func columns(_ ties: TieRule) -> [String] {
    switch ties {
    case .below: ["above", "not above"]
    case .above: ["not below", "below"]
    case .ignored: ["above", "below"]
    }
  }
}

extension MoodMedianTest {
  /// The effect with its test, the counts, and the choices for any renderer.
  public var report: Report {
    let label = difference == nil ? "Cramér's V" : "difference in shares"
    let sides = difference == nil ? nil : "\(context.part(0)) - \(context.part(1))"
    let lines = shares.indices.map { index -> [Report.Cell] in
      [.text(context.part(index))] + table.counts[index].map { .count($0) }
        + [.number(shares[index], .bounded(3))]
    }
    return Report(
      context.title("Mood's median test", sides),
      method: .init(
        Self.methodID, options: options, seed: seed,
        citation: Citation("Mood", 1950, "Introduction to the Theory of Statistics, McGraw-Hill")),
      rows: [
        .init(label, difference ?? cramersV, style: .bounded(2), statistic: statistic, pValue: pValue)
      ],
      grids: [
        Report.Grid(columns: ["group"] + table.columns + ["share \(table.columns[0])"], lines: lines)
      ],
      facts: [.init("median of all", .number(grandMedian)), .init("equal to it", .count(tiedCount))]
        + (pValueInterval.map { [$0.factOfP] } ?? []),
      cases: context.cases)
  }

  private var seed: UInt64? {
    guard case .monteCarlo(_, let seed) = method else { return nil }
    return seed
  }

  private var options: [Report.Fact] {
    var facts = [Report.Fact("scores equal to the median", .text(ties.rawValue))]
    switch method {
    case .exact(let definition):
      facts.append(.init("method", .text("exact given the margins")))
      facts.append(.init("two-sided p", .text(definition.rawValue)))
    case .chiSquare(let corrects):
      facts.append(.init("method", .text("chi-square distribution")))
      facts.append(.init("continuity correction", .text(corrects ? "Yates" : "none")))
    case .monteCarlo(let tables, _):
      facts.append(.init("method", .text("\(DecimalText.grouped(tables)) random tables with the margins")))
    }
    if let limits = difference?.interval { facts.append(.init("interval", .text(limits.method))) }
    return facts
  }
}
