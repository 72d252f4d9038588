import SurveyProbability
import SurveyVocabulary

/// The difference of the shares of two independent groups that have an event.
///
/// Reference: Newcombe (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
public struct RiskDifference: Finding {
  /// The method and the version of its definition.
  public static let methodID = "risk-difference/1"

  /// The first share minus the second, with Wald's standard error.
  public let difference: Estimate
  /// Cohen's h, the difference of 2·arcsin √share.
  public let cohensH: Double
  /// The shares with the event.
  public let shares: [Double]
  /// The table: groups in the rows, the event in the first column.
  public let table: ContingencyTable
  /// The names of the two questions and the cases.
  public var context: DataContext

  /// The difference of two shares.
  ///
  /// - Parameters:
  ///   - table: Two groups in the rows, the event in the first column.
  ///   - interval: How the limits are found.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if the table is not of two rows and two columns, or a group has no case.
  public init(
    _ table: some ContingencyTableConvertible, interval: RiskDifferenceInterval = .newcombe,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let table = try table.contingencyTable()
    let cells = try TwoByTwo(table, "the risk difference")
    try cells.checkGroups(table)
    let (p, q) = cells.shares
    difference = Estimate(
      cells.determinant / Double(cells.first) / Double(cells.second),
      standardError: ScoreDifference(cells).waldError,
      interval: try interval.interval(cells, confidence: confidence))
    cohensH = 2 * (libmAsin(p.squareRoot()) - libmAsin(q.squareRoot()))
    shares = [p, q]
    self.table = table
    context = table.context
  }
}

extension RiskDifference {
  /// The difference with its interval, and the shares.
  public var report: Report {
    let limits = difference.interval
    let isOutside = limits.map { $0.lower < -1 || $0.upper > 1 } ?? false
    return Report(
      context.tableTitle("Risk difference"),
      method: .init(
        Self.methodID, options: [.init("interval", .text(limits?.method ?? ""))],
        citation: Citation("Newcombe", 1998, "Statistics in Medicine 17, 873-890")),
      rows: [.init("risk difference", difference, style: .bounded(3))],
      grids: (try? TwoByTwo(table, "")).map { [$0.grid(table)] } ?? [],
      facts: [.init("Cohen's h", .number(cohensH))], cases: context.cases,
      notes: isOutside
        ? ["A limit lies beyond 1: Wald's interval does not keep to possible differences."] : [])
  }
}
