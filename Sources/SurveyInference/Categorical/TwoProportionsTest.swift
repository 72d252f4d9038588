import SurveyProbability
import SurveyVocabulary

/// The z test of two independent proportions.
///
/// The default is the pooled variance of the null hypothesis, whose square is Pearson's chi-square, with the
/// score interval that rejects a difference of zero exactly where the test does.
///
/// Reference: Mee (1984), Biometrics 40, 1175-1176; Newcombe (1998),
/// doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
public struct TwoProportionsTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "two-proportions-test/1"

  /// The variance of the difference.
  public enum Variance: String, Hashable, Sendable, Codable, CaseIterable {
    /// That of one proportion for both groups, as the null hypothesis has it.
    case pooled
    /// That of the two observed proportions.
    case unpooled
  }

  /// The first proportion minus the second.
  public let difference: Estimate
  /// z with the normal distribution.
  public let statistic: TestStatistic
  /// The side on which a difference was looked for.
  public let alternative: Alternative
  /// The probability of a z at least as extreme.
  public let pValue: Double
  /// The variance behind z.
  public let variance: Variance
  /// Whether the continuity correction was applied.
  public let continuityCorrection: Bool
  /// The two proportions.
  public let shares: [Double]
  /// The table: groups in the rows, the event in the first column.
  public let table: ContingencyTable
  /// The names of the two questions and the cases.
  public var context: DataContext

  /// Tests a table of two groups.
  ///
  /// - Parameters:
  ///   - table: Two groups in the rows, the event in the first column.
  ///   - alternative: The side on which a difference is looked for.
  ///   - variance: Pooled or not.
  ///   - continuityCorrection: Whether the difference is made smaller by (1/n₁ + 1/n₂)/2.
  ///   - interval: How the limits of the difference are found.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if the table is not of two rows and two columns, a group has no case, or the
  ///   variance is zero.
  public init(
    _ table: some ContingencyTableConvertible, alternative: Alternative = .twoSided,
    variance: Variance = .pooled, continuityCorrection: Bool = false, interval: RiskDifferenceInterval = .mee,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let table = try table.contingencyTable()
    let cells = try TwoByTwo(table, "the test of two proportions")
    try cells.checkGroups(table)
    let score = ScoreDifference(cells)
    let (n, m) = (Double(cells.first), Double(cells.second))
    let events = Double(cells.a) + Double(cells.c)
    let pooled = (events / (n + m) * ((n + m - events) / (n + m)) * (1 / n + 1 / m)).squareRoot()
    let error = variance == .pooled ? pooled : score.waldError
    guard error > 0 else {
      throw .constant("event", remedy: "the variance is zero; use FisherExactTest or BarnardTest")
    }
    let value = cells.determinant / n / m
    let size = value.magnitude - (continuityCorrection ? score.continuityCorrection : 0)
    statistic = TestStatistic("z", (value < 0 ? -size : size) / error, reference: .normal)
    pValue = statistic.pValue(alternative)
    difference = Estimate(
      value, standardError: error,
      interval: try interval.interval(cells, alternative: alternative, confidence: confidence))
    self.alternative = alternative
    self.variance = variance
    self.continuityCorrection = continuityCorrection
    let (p, q) = cells.shares
    shares = [p, q]
    self.table = table
    context = table.context
  }

  /// Tests two counts.
  ///
  /// - Throws: `InputError` if a count is not a part of its whole, or as for a table.
  public init(
    _ count: Int, of total: Int, against other: Int, of otherTotal: Int,
    alternative: Alternative = .twoSided, variance: Variance = .pooled, continuityCorrection: Bool = false,
    interval: RiskDifferenceInterval = .mee, confidence: Double = 0.95
  ) throws(InputError) {
    try Proportion.check(count, of: total)
    try Proportion.check(other, of: otherTotal)
    let table = try ContingencyTable(
      [[count, total - count], [other, otherTotal - other]], columns: ["event", "none"])
    try self.init(
      table, alternative: alternative, variance: variance, continuityCorrection: continuityCorrection,
      interval: interval, confidence: confidence)
  }
}

extension TwoProportionsTest {
  /// The difference with its interval and test, and the proportions.
  public var report: Report {
    Report(
      context.tableTitle("Test of two proportions"),
      method: .init(
        Self.methodID,
        options: [
          .init("variance", .text(variance.rawValue)), .init("alternative", .text(alternative.rawValue)),
          .init("continuity correction", .text(continuityCorrection ? "yes" : "none")),
          .init("interval", .text(difference.interval?.method ?? "")),
        ], citation: Citation("Mee", 1984, "Biometrics 40, 1175-1176")),
      rows: [
        .init(
          "difference", difference, style: .bounded(3), statistic: statistic, pValue: pValue,
          alternative: alternative)
      ],
      grids: (try? TwoByTwo(table, "")).map { [$0.grid(table)] } ?? [], cases: context.cases)
  }
}
