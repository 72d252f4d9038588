import SurveyVocabulary

/// The counts of two questions with lists of answers, one in the rows and one in the columns.
///
/// Row percentages are of the cases in a row, column percentages of those in a column, total percentages of
/// all. Expected counts are those of two questions that have nothing to do with each other. There is no test
/// here: a table describes.
public struct CrossTable: Finding {
  /// The stable name of the method.
  public static let methodID = "cross-table/1"

  /// A part of the printed table beside its counts.
  public enum Part: String, Hashable, Sendable, Codable, CaseIterable {
    /// Shares of the cases in a row.
    case rowPercent = "row percent"
    /// Shares of the cases in a column.
    case columnPercent = "column percent"
    /// Shares of all cases.
    case totalPercent = "total percent"
    /// Counts of two questions that are independent.
    case expectedCounts = "expected counts"
  }

  /// The answers in the rows, those that nobody gave included.
  public let rows: [String]
  /// The answers in the columns, those that nobody gave included.
  public let columns: [String]
  /// The number of cases, row by row.
  public let counts: [[Int]]
  /// The sum of their weights, row by row; the number of cases where there are no weights.
  public let weights: [[Double]]
  /// What the percentages of each row rest on.
  public let rowBases: [PercentageBase]
  /// What the percentages of each column rest on.
  public let columnBases: [PercentageBase]
  /// The cases that have both answers.
  public let base: PercentageBase
  /// Whether the cases have weights.
  public let isWeighted: Bool
  /// What is printed beside the counts; everything is there to be asked for.
  public let parts: [Part]
  /// The names of the two questions for print, and the cases.
  public var context: DataContext

  /// Counts the pairs of answers of cases.
  ///
  /// - Parameters:
  ///   - rows: The answers for the rows, one to a case.
  ///   - columns: The answers for the columns, cases in the same order; a case that lacks either is in the
  ///     ledger, under the rows if it lacks both.
  ///   - weights: A positive number for each case; `nil` counts all alike.
  ///   - parts: What is printed beside the counts, in this order.
  /// - Throws: `InputError` if no case has both answers, the lengths differ, a weight is not positive and
  ///   finite, or the table would have more than a million cells.
  public init(
    _ rows: CategoricalAnswers, by columns: CategoricalAnswers, weights: [Double]? = nil,
    parts: [Part] = Part.allCases
  ) throws(InputError) {
    try checkEqualLength(columns.count, "columns", rows.count, "rows")
    let caseWeights = try CaseWeights(weights, count: rows.count)
    try checkCells(rows.levels.count, "rows", columns.levels.count, "columns")
    let (rowName, columnName) = (rows.name ?? "rows", columns.name ?? "columns")
    var inRows = Array(repeating: [Int](), count: rows.levels.count)
    var inColumns = Array(repeating: [Int](), count: columns.levels.count)
    var used: [Int] = []
    var (rowReasons, columnReasons) = ([String](), [String]())
    var counts = Array(repeating: Array(repeating: 0, count: columns.levels.count), count: rows.levels.count)
    var sums = counts.map { $0.map(Double.init) }
    for place in rows.codes.indices {
      guard let row = rows.codes[place] else {
        rowReasons.append(rows.reasons[place] ?? "missing")
        continue
      }
      guard let column = columns.codes[place] else {
        columnReasons.append(columns.reasons[place] ?? "missing")
        continue
      }
      used.append(place)
      inRows[row].append(place)
      inColumns[column].append(place)
      counts[row][column] += 1
      sums[row][column] += caseWeights[place]
    }
    guard !used.isEmpty else {
      throw .tooFew("\(rowName) by \(columnName)", found: 0, needed: 1, remedy: "no case has both answers")
    }
    self.rows = rows.levels
    self.columns = columns.levels
    self.counts = counts
    self.weights = sums
    rowBases = inRows.map(caseWeights.base)
    columnBases = inColumns.map(caseWeights.base)
    base = caseWeights.base(of: used)
    isWeighted = caseWeights.isWeighted
    self.parts = parts
    context = DataContext(
      parts: [rowName, columnName],
      cases: CaseLedger(
        used: used.count,
        exclusions: ReasonCounts(rowReasons).exclusions(variable: rowName)
          + ReasonCounts(columnReasons).exclusions(variable: columnName)))
  }

  /// Counts pairs of labels that are all there, answers in the order of their first appearance.
  ///
  /// - Throws: `InputError` as for answers.
  public init(
    _ rows: some Collection<String>, by columns: some Collection<String>, weights: [Double]? = nil,
    parts: [Part] = Part.allCases
  ) throws(InputError) {
    try self.init(
      CategoricalAnswers(Array(rows)), by: CategoricalAnswers(Array(columns)), weights: weights, parts: parts)
  }
}

extension CrossTable {
  /// The shares of the cases in a row, row by row; `nil` in a row without cases.
  public var rowShares: [[Double?]] {
    zip(weights, rowSums).map { row, sum in row.map { sum > 0 ? $0 / sum : nil } }
  }

  /// The shares of the cases in a column, row by row; `nil` in a column without cases.
  public var columnShares: [[Double?]] {
    let sums = columnSums
    return weights.map { row in zip(row, sums).map { $1 > 0 ? $0 / $1 : nil } }
  }

  /// The shares of all cases, row by row.
  public var totalShares: [[Double]] {
    let total = rowSums.reduce(0, +)
    return weights.map { row in row.map { $0 / total } }
  }

  /// The weighted counts of two independent questions with these margins, row by row.
  public var expectedCounts: [[Double]] {
    let (rows, columns) = (rowSums, columnSums)
    let total = rows.reduce(0, +)
    return rows.map { row in columns.map { row / total * $0 } }
  }

  /// The sum of the weights in each row.
  var rowSums: [Double] { weights.map { $0.reduce(0, +) } }

  /// The sum of the weights in each column.
  var columnSums: [Double] { columns.indices.map { column in weights.reduce(0) { $0 + $1[column] } } }
}
