import SurveyProbability
import SurveyVocabulary

/// Kendall's (Stuart's) tau-c of two ordered questions: pairs ordered alike less pairs ordered oppositely, in
/// units of the most that a table with as many rows and columns can have.
///
/// Reference: Stuart (1953), doi:10.1093/biomet/40.1-2.105; standard errors: Brown & Benedetti (1977),
/// doi:10.1080/01621459.1977.10480995.
public struct KendallTauC: Finding {
  /// The method and the version of its definition.
  public static let methodID = "kendall-tau-c/1"

  /// Tau-c with its asymptotic standard error and Wald's interval.
  public let tau: Estimate
  /// z, the estimate divided by its standard error under independence; `nil` where that is zero.
  public let statistic: TestStatistic?
  /// The probability of a z at least as extreme; `nil` where there is none.
  public let pValue: Double?
  /// The side on which an association was looked for.
  public let alternative: Alternative
  /// The table, without rows and columns that have no case.
  public let table: ContingencyTable
  /// The names of the two questions and the cases.
  public var context: DataContext
  private let notes: [String]

  /// Tau-c of a table.
  ///
  /// - Parameters:
  ///   - table: Rows and columns in their order.
  ///   - alternative: The side on which an association is looked for.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if fewer than two rows or columns have a case.
  public init(
    _ table: some ContingencyTableConvertible, alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let (table, notes) = try table.contingencyTable().occupied()
    let pairs = OrdinalPairs(table)
    let shorter = Double(min(table.rows.count, table.columns.count))
    let scale = pairs.total * (pairs.total * ((shorter - 1) / shorter))
    let value = pairs.difference / scale
    let found = try AssociationEstimate(
      value,
      error: pairs.error { row, column in 2 * pairs.excess[row][column] / scale - 2 * value / pairs.total },
      nullError: pairs.nullError / scale, alternative: alternative, confidence: confidence)
    tau = found.estimate
    statistic = found.statistic
    pValue = found.statistic?.pValue(alternative)
    self.alternative = alternative
    self.table = table
    self.notes = notes + found.notes
    context = table.context
  }
}

extension KendallTauC {
  /// The measure with its interval and test, and the table.
  public var report: Report {
    Report(
      context.tableTitle("Kendall's tau-c"),
      method: .init(
        Self.methodID, options: [.init("alternative", .text(alternative.rawValue))],
        citation: Citation(
          "Brown & Benedetti", 1977, "Journal of the American Statistical Association 72, 309-315",
          doi: "10.1080/01621459.1977.10480995")),
      rows: [
        .init(
          "tau-c", tau, style: .bounded(2), statistic: statistic, pValue: pValue, alternative: alternative)
      ],
      grids: [table.grid], cases: context.cases, notes: notes)
  }
}
