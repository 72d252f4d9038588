import SurveyProbability
import SurveyVocabulary

/// Goodman and Kruskal's gamma of two ordered questions: of the pairs of cases that differ in both, the share
/// ordered alike less the share ordered oppositely.
///
/// Reference: Goodman & Kruskal (1954), doi:10.1080/01621459.1954.10501231; standard errors: Brown & Benedetti (1977),
/// doi:10.1080/01621459.1977.10480995.
public struct GoodmanKruskalGamma: Finding {
  /// The method and the version of its definition.
  public static let methodID = "goodman-kruskal-gamma/1"

  /// Gamma with its asymptotic standard error and Wald's interval.
  public let gamma: Estimate
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

  /// Gamma of a table.
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
    let (p, q) = (pairs.concordant, pairs.discordant)
    guard p + q > 0 else {
      throw .constant("pairs", remedy: "no two cases differ in both questions; gamma is undefined")
    }
    let all = p + q
    let found = try AssociationEstimate(
      pairs.difference / all,
      error: pairs.error { row, column in
        4 * (q / all * (pairs.alike[row][column] / all) - p / all * (pairs.opposite[row][column] / all))
      }, nullError: pairs.nullError / all, alternative: alternative, confidence: confidence)
    gamma = found.estimate
    statistic = found.statistic
    pValue = found.statistic?.pValue(alternative)
    self.alternative = alternative
    self.table = table
    self.notes = notes + found.notes
    context = table.context
  }
}

extension GoodmanKruskalGamma {
  /// The measure with its interval and test, and the table.
  public var report: Report {
    Report(
      context.tableTitle("Goodman and Kruskal's gamma"),
      method: .init(
        Self.methodID, options: [.init("alternative", .text(alternative.rawValue))],
        citation: Citation(
          "Brown & Benedetti", 1977, "Journal of the American Statistical Association 72, 309-315",
          doi: "10.1080/01621459.1977.10480995")),
      rows: [
        .init(
          "gamma", gamma, style: .bounded(2), statistic: statistic, pValue: pValue, alternative: alternative)
      ],
      grids: [table.grid], cases: context.cases, notes: notes)
  }
}
