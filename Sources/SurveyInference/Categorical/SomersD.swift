import SurveyProbability
import SurveyVocabulary

/// Somers' d of two ordered questions: pairs ordered alike less pairs ordered oppositely, in units of the pairs
/// that differ in the question that predicts.
///
/// Reference: Somers (1962), doi:10.2307/2090408; standard errors: Brown & Benedetti (1977),
/// doi:10.1080/01621459.1977.10480995.
public struct SomersD: Finding {
  /// The method and the version of its definition.
  public static let methodID = "somers-d/1"

  /// Which question is predicted from the other.
  public enum Prediction: String, Hashable, Sendable, Codable, CaseIterable {
    /// The columns from the rows.
    case columnsFromRows = "columns from rows"
    /// The rows from the columns.
    case rowsFromColumns = "rows from columns"
    /// Neither: in units of the mean of both.
    case symmetric
  }

  /// Somers' d with its asymptotic standard error and Wald's interval.
  public let d: Estimate
  /// z, the estimate divided by its standard error under independence; `nil` where that is zero.
  public let statistic: TestStatistic?
  /// The probability of a z at least as extreme; `nil` where there is none.
  public let pValue: Double?
  /// The side on which an association was looked for.
  public let alternative: Alternative
  /// Which question is predicted from the other.
  public let prediction: Prediction
  /// The table, without rows and columns that have no case.
  public let table: ContingencyTable
  /// The names of the two questions and the cases.
  public var context: DataContext
  private let notes: [String]

  /// Somers' d of a table.
  ///
  /// - Parameters:
  ///   - table: Rows and columns in their order.
  ///   - predicting: Which question is predicted from the other.
  ///   - alternative: The side on which an association is looked for.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if fewer than two rows or columns have a case.
  public init(
    _ table: some ContingencyTableConvertible, predicting: Prediction,
    alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let (table, notes) = try table.contingencyTable().occupied()
    let pairs = OrdinalPairs(table)
    let (rowPairs, columnPairs) = (pairs.rowPairs, pairs.columnPairs)
    let (rowShare, columnShare): (Double, Double) =
      switch predicting {
      case .columnsFromRows: (1, 0)
      case .rowsFromColumns: (0, 1)
      case .symmetric: (0.5, 0.5)
      }
    let scale = rowShare * rowPairs + columnShare * columnPairs
    let value = pairs.difference / scale
    let found = try AssociationEstimate(
      value,
      error: pairs.error { row, column in
        let slope =
          rowShare * (pairs.total - pairs.rows[row]) + columnShare * (pairs.total - pairs.columns[column])
        return 2 * (pairs.excess[row][column] - value * slope) / scale
      }, nullError: pairs.nullError / scale, alternative: alternative, confidence: confidence)
    d = found.estimate
    statistic = found.statistic
    pValue = found.statistic?.pValue(alternative)
    self.alternative = alternative
    prediction = predicting
    self.table = table
    self.notes = notes + found.notes
    context = table.context
  }
}

extension SomersD {
  /// The measure with its interval and test, and the table.
  public var report: Report {
    Report(
      context.tableTitle("Somers' d"),
      method: .init(
        Self.methodID,
        options: [
          .init("predicted", .text(prediction.rawValue)), .init("alternative", .text(alternative.rawValue)),
        ],
        citation: Citation("Somers", 1962, "American Sociological Review 27, 799-811", doi: "10.2307/2090408")
      ),
      rows: [
        .init(
          "Somers' d", d, style: .bounded(2), statistic: statistic, pValue: pValue, alternative: alternative)
      ],
      grids: [table.grid], cases: context.cases, notes: notes)
  }
}
