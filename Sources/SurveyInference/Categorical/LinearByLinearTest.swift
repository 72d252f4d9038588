import SurveyProbability
import SurveyVocabulary

/// The linear-by-linear test of association of two ordered questions with scores for their answers.
///
/// Its chi-square with one degree of freedom is (n - 1)r². With ranks as scores it is that of Spearman's
/// correlation, and of two rows the test for trend.
///
/// Reference: Mantel (1963), doi:10.1080/01621459.1963.10500879; exact: Agresti, Mehta & Patel (1990),
/// doi:10.1080/01621459.1990.10476220.
public struct LinearByLinearTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "linear-by-linear-test/1"

  /// The correlation of the scores, with its asymptotic standard error and Wald's interval.
  public let correlation: Estimate
  /// √(n - 1)·r with the normal distribution or that of all tables.
  public let statistic: TestStatistic
  /// (n - 1)r².
  public let chiSquare: Double
  /// The side on which an association was looked for.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme.
  public let pValue: Double
  /// The scores of the rows.
  public let rowScores: [Double]
  /// The scores of the columns.
  public let columnScores: [Double]
  /// How the probability was found.
  public let method: TrendMethod
  /// The table.
  public let table: ContingencyTable
  /// The names of the two questions and the cases.
  public var context: DataContext
  private let notes: [String]

  /// Tests a table of counts.
  ///
  /// - Parameters:
  ///   - table: Rows and columns in their order.
  ///   - rowScores: A number for each row; `nil` for 1, 2, 3, …
  ///   - columnScores: A number for each column; `nil` for 1, 2, 3, …
  ///   - alternative: `.greater` asks for a positive correlation.
  ///   - method: The normal distribution, or all tables with these margins.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if scores do not fit or do not vary among the cases, or the tables are too many to
  ///   count.
  public init(
    _ table: some ContingencyTableConvertible, rowScores: [Double]? = nil, columnScores: [Double]? = nil,
    alternative: Alternative = .twoSided, method: TrendMethod = .asymptotic, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let table = try table.contingencyTable()
    let u = try TrendMethod.scores(rowScores, table.rows.count, "row scores")
    let v = try TrendMethod.scores(columnScores, table.columns.count, "column scores")
    let pairs = OrdinalPairs(table)
    func centered(_ scores: [Double], _ totals: [Double], _ name: String) throws(InputError) -> [Double] {
      let mean = zip(scores, totals).reduce(0) { $0 + $1.0 * ($1.1 / pairs.total) }
      let centered = scores.map { $0 - mean }
      let used = zip(scores, totals).filter { $0.1 > 0 }.map(\.0)
      guard let first = used.first, used.contains(where: { $0 != first }) else {
        throw .constant(name, remedy: "the scores of the cases do not vary")
      }
      return centered
    }
    let (x, y) = (try centered(u, pairs.rows, "rows"), try centered(v, pairs.columns, "columns"))
    let xx = zip(x, pairs.rows).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
    let yy = zip(y, pairs.columns).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
    var xy = 0.0
    for row in x.indices {
      for column in y.indices { xy += x[row] * y[column] * pairs.counts[row][column] }
    }
    let scale = xx.squareRoot() * yy.squareRoot()
    guard min(xx, yy) > 1e-250, scale.isFinite else {
      throw InputError(
        .outOfRange, "scores", "their squares leave the range of Double", remedy: "rescale them")
    }
    let r = min(max(xy / scale, -1), 1)
    let found = try AssociationEstimate(
      r,
      error: pairs.error { row, column in
        x[row] * y[column] / scale - r / 2 * (x[row] * x[row] / xx + y[column] * y[column] / yy)
      }, nullError: 1, alternative: alternative, confidence: confidence)
    correlation = found.estimate
    let z = (pairs.total - 1).squareRoot() * r
    switch method {
    case .asymptotic: statistic = TestStatistic("z", z, reference: .normal)
    case .exact(let definition):
      let kept = try Self.occupied(table, u, v)
      statistic = TestStatistic(
        "z", z, reference: .exact(try TrendMethod.tails(kept.table, kept.rows, kept.columns, definition)))
    }
    chiSquare = z * z
    pValue = statistic.pValue(alternative)
    self.rowScores = u
    self.columnScores = v
    self.alternative = alternative
    self.method = method
    self.table = table
    notes = found.notes
    context = table.context
  }

  /// The rows and columns that have cases, with their scores.
  private static func occupied(
    _ table: ContingencyTable, _ rows: [Double], _ columns: [Double]
  ) throws(InputError) -> (table: ContingencyTable, rows: [Double], columns: [Double]) {
    (
      try table.occupied().table, rows.indices.filter { table.rowTotals[$0] > 0 }.map { rows[$0] },
      columns.indices.filter { table.columnTotals[$0] > 0 }.map { columns[$0] }
    )
  }
}

extension LinearByLinearTest {
  /// The correlation with its interval and test, and the table.
  public var report: Report {
    Report(
      context.tableTitle("Linear-by-linear test"),
      method: .init(
        Self.methodID,
        options: method.options(statistic) + [.init("alternative", .text(alternative.rawValue))],
        citation: Citation(
          "Mantel", 1963, "Journal of the American Statistical Association 58, 690-700",
          doi: "10.1080/01621459.1963.10500879")),
      rows: [
        .init(
          "correlation of scores", correlation, style: .bounded(2), statistic: statistic, pValue: pValue,
          alternative: alternative)
      ],
      grids: [table.grid],
      facts: [
        .init("M² = (n - 1)r²", .number(chiSquare)),
        .init("row scores", .list(rowScores.map { .number($0) })),
        .init("column scores", .list(columnScores.map { .number($0) })),
      ], cases: context.cases, notes: notes)
  }
}
