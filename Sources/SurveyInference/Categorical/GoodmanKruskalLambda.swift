import SurveyProbability
import SurveyVocabulary

/// Goodman and Kruskal's lambda: by what share errors of guessing one question become fewer when the other is
/// known and the most frequent answer is guessed.
///
/// Of answers that are equally frequent the first is guessed, which matters for the standard error only.
///
/// Reference: Goodman & Kruskal (1954), doi:10.1080/01621459.1954.10501231; standard error: Goodman & Kruskal
/// (1963), doi:10.1080/01621459.1963.10500850.
public struct GoodmanKruskalLambda: Finding {
  /// The method and the version of its definition.
  public static let methodID = "goodman-kruskal-lambda/1"

  /// Which question is guessed from the other.
  public enum Prediction: String, Hashable, Sendable, Codable, CaseIterable {
    /// The columns from the rows.
    case columnsFromRows = "columns from rows"
    /// The rows from the columns.
    case rowsFromColumns = "rows from columns"
    /// Both, their errors added.
    case symmetric
  }

  /// Lambda with its asymptotic standard error and Wald's interval.
  public let lambda: Estimate
  /// z, lambda divided by its standard error where it is zero; `nil` where that error is zero.
  public let statistic: TestStatistic?
  /// The two-sided probability of such a z; `nil` where there is none.
  public let pValue: Double?
  /// Which question is guessed.
  public let prediction: Prediction
  /// The table, without rows and columns that have no case.
  public let table: ContingencyTable
  /// The names of the two questions and the cases.
  public var context: DataContext
  private let notes: [String]

  /// Lambda of a table.
  ///
  /// - Parameters:
  ///   - table: The table, or its counts row by row.
  ///   - predicting: Which question is guessed.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if fewer than two rows or columns have a case.
  public init(
    _ table: some ContingencyTableConvertible, predicting: Prediction, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let (table, notes) = try table.contingencyTable().occupied()
    let pairs = OrdinalPairs(table)
    let bestColumns = table.counts.map(Self.first)
    let bestRows = table.columns.indices.map { column in Self.first(of: table.counts.map { $0[column] }) }
    let (topRow, topColumn) = (Self.first(of: table.rowTotals), Self.first(of: table.columnTotals))
    let columnsHit = bestColumns.enumerated().reduce(0.0) { $0 + pairs.counts[$1.offset][$1.element] }
    let rowsHit = bestRows.enumerated().reduce(0.0) { $0 + pairs.counts[$1.element][$1.offset] }
    let (columnShare, rowShare): (Double, Double) =
      switch predicting {
      case .columnsFromRows: (1, 0)
      case .rowsFromColumns: (0, 1)
      case .symmetric: (1, 1)
      }
    let errors =
      columnShare * (pairs.total - pairs.columns[topColumn]) + rowShare * (pairs.total - pairs.rows[topRow])
    let gain =
      columnShare * (columnsHit - pairs.columns[topColumn]) + rowShare * (rowsHit - pairs.rows[topRow])
    let value = gain / errors
    func indicator(_ holds: Bool) -> Double { holds ? 1 : 0 }
    // The derivatives of the gain and of the errors by a count.
    func gainSlope(_ row: Int, _ column: Int) -> Double {
      columnShare * (indicator(bestColumns[row] == column) - indicator(column == topColumn))
        + rowShare * (indicator(bestRows[column] == row) - indicator(row == topRow))
    }
    func errorSlope(_ row: Int, _ column: Int) -> Double {
      columnShare * indicator(column != topColumn) + rowShare * indicator(row != topRow)
    }
    let error = pairs.error { (gainSlope($0, $1) - value * errorSlope($0, $1)) / errors }
    let square = pairs.error { gainSlope($0, $1) }
    let nullError = max(0, square * square - gain * (gain / pairs.total)).squareRoot() / errors
    let found = try AssociationEstimate(
      value, error: error, nullError: nullError, range: 0...1, confidence: confidence)
    lambda = found.estimate
    statistic = found.statistic
    pValue = found.statistic?.pValue()
    prediction = predicting
    self.table = table
    self.notes = notes + found.notes
    context = table.context
  }

  /// The place of the first largest count.
  private static func first(of counts: [Int]) -> Int {
    var best = 0
    for place in counts.indices where counts[place] > counts[best] { best = place }
    return best
  }
}

extension GoodmanKruskalLambda {
  /// Lambda with its interval and test, and the table.
  public var report: Report {
    Report(
      context.tableTitle("Goodman and Kruskal's lambda"),
      method: .init(
        Self.methodID, options: [.init("guessed", .text(prediction.rawValue))],
        citation: Citation(
          "Goodman & Kruskal", 1963, "Journal of the American Statistical Association 58, 310-364",
          doi: "10.1080/01621459.1963.10500850")),
      rows: [.init("lambda", lambda, style: .bounded(2), statistic: statistic, pValue: pValue)],
      grids: [table.grid], cases: context.cases, notes: notes)
  }
}
