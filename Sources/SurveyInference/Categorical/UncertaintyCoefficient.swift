import SurveyProbability
import SurveyVocabulary

/// Theil's uncertainty coefficient: by what share the entropy of one question becomes less when the other is
/// known.
///
/// Reference: Theil (1970), doi:10.1086/224909; standard error: Brown & Benedetti (1977),
/// doi:10.1080/01621459.1977.10480995.
public struct UncertaintyCoefficient: Finding {
  /// The method and the version of its definition.
  public static let methodID = "uncertainty-coefficient/1"

  /// Which question is predicted from the other.
  public enum Prediction: String, Hashable, Sendable, Codable, CaseIterable {
    /// The columns from the rows.
    case columnsFromRows = "columns from rows"
    /// The rows from the columns.
    case rowsFromColumns = "rows from columns"
    /// Neither: in units of the mean of both entropies.
    case symmetric
  }

  /// The coefficient with its asymptotic standard error and Wald's interval.
  public let coefficient: Estimate
  /// G, the likelihood-ratio chi-square, which is zero where the coefficient is.
  public let statistic: TestStatistic
  /// The probability of a G at least as large under independence.
  public let pValue: Double
  /// Which question is predicted.
  public let prediction: Prediction
  /// The table, without rows and columns that have no case.
  public let table: ContingencyTable
  /// The names of the two questions and the cases.
  public var context: DataContext
  private let notes: [String]

  /// The uncertainty coefficient of a table.
  ///
  /// - Parameters:
  ///   - table: The table, or its counts row by row.
  ///   - predicting: Which question is predicted.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if fewer than two rows or columns have a case.
  public init(
    _ table: some ContingencyTableConvertible, predicting: Prediction, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let (table, notes) = try table.contingencyTable().occupied()
    let pairs = OrdinalPairs(table)
    let n = pairs.total
    let g = GTest.g(ChiSquareSum(table))
    // n times the entropies.
    func entropy(_ totals: [Double]) -> Double { totals.reduce(0) { $0 - $1 * libmLog($1 / n) } }
    let (columnShare, rowShare): (Double, Double) =
      switch predicting {
      case .columnsFromRows: (1, 0)
      case .rowsFromColumns: (0, 1)
      case .symmetric: (0.5, 0.5)
      }
    let scale = columnShare * entropy(pairs.columns) + rowShare * entropy(pairs.rows)
    let value = g / 2 / scale
    let error = pairs.error { row, column in
      let (r, c) = (pairs.rows[row], pairs.columns[column])
      let own = libmLog(pairs.counts[row][column] / r * (n / c))
      return (own + value * (columnShare * libmLog(c / n) + rowShare * libmLog(r / n))) / scale
    }
    let found = try AssociationEstimate(
      value, error: error, nullError: 1, range: 0...1, confidence: confidence)
    coefficient = found.estimate
    let freedom = Double(table.rows.count - 1) * Double(table.columns.count - 1)
    statistic = TestStatistic("G", g, reference: .chiSquare(degreesOfFreedom: freedom))
    pValue = statistic.pValue()
    prediction = predicting
    self.table = table
    self.notes = notes + found.notes
    context = table.context
  }
}

extension UncertaintyCoefficient {
  /// The coefficient with its interval and test, and the table.
  public var report: Report {
    Report(
      context.tableTitle("Uncertainty coefficient"),
      method: .init(
        Self.methodID, options: [.init("predicted", .text(prediction.rawValue))],
        citation: Citation("Theil", 1970, "American Journal of Sociology 76, 103-154", doi: "10.1086/224909")),
      rows: [
        .init(
          "uncertainty coefficient", coefficient, style: .bounded(2), statistic: statistic, pValue: pValue)
      ],
      grids: [table.grid], cases: context.cases, notes: notes)
  }
}
