import SurveyProbability
import SurveyVocabulary

/// The polychoric correlation of two ordered variables: the correlation of two normal variables that
/// would give these answers if they were cut at thresholds. Of two variables with two categories each
/// it is the tetrachoric correlation.
///
/// Reference: Olsson (1979), doi:10.1007/BF02296207; the search: Plackett (1954),
/// doi:10.1093/biomet/41.3-4.351.
public struct PolychoricCorrelation: Finding {
  /// The stable name of the method.
  public static let methodID = "polychoric-correlation/1"

  /// How the correlation is estimated.
  public enum Method: String, Hashable, Sendable, Codable, CaseIterable {
    /// The thresholds from each variable's own answers, then the most likely correlation given them.
    case twoStep = "two steps"
    /// The most likely correlation and thresholds together.
    case maximumLikelihood = "maximum likelihood"
  }

  /// The correlation with its standard error and an interval on Fisher's z; neither exists at ±1.
  public let correlation: Estimate
  /// Where the normal variables are cut, for each of the two variables; an answer that nobody gave has
  /// no threshold.
  public let thresholds: [[Double]]
  /// The counts, one array to a category of the first variable; empty categories are left out.
  public let table: [[Double]]
  /// The categories in use, for each of the two variables, as they were given: values of the data, or
  /// places in the table from 0.
  public let categories: [[Double]]
  /// The natural logarithm of the likelihood of the cells.
  public let logLikelihood: Double
  /// The likelihood ratio of any cell probabilities against those of a bivariate normal distribution;
  /// `nil` by two steps, which do not maximize the likelihood, and for two categories each, which any fit.
  public let normality: TestStatistic?
  /// Whether the table is most likely at a correlation of ±1, as with an empty corner of two by two.
  public let isAtBound: Bool
  /// How the correlation was estimated.
  public let method: Method
  /// What was added to each empty cell.
  public let added: Double
  /// The names of the two variables for print, and the cases.
  public var context: DataContext

  /// Correlates two variables with few ordered values, cases in the same order.
  ///
  /// - Parameters:
  ///   - first: One variable; its distinct values in ascending order are its categories.
  ///   - second: The other.
  ///   - method: Two steps, or all parameters together.
  ///   - added: What is added to each empty cell of the table, such as 0.5; nothing by default.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than two pairs, the lengths differ, a value is not finite,
  ///   a variable is constant or has more than 100 values, or the search does not converge.
  public init(
    _ first: some Collection<Double>, with second: some Collection<Double>, method: Method = .twoStep,
    addingToEmptyCells added: Double = 0, confidence: Double = 0.95
  ) throws(InputError) {
    let x = try finiteValues(first, "first variable")
    let y = try finiteValues(second, "second variable")
    try checkEqualLength(x.count, "first variable", y.count, "second variable")
    guard x.count >= 2 else { throw .tooFew("pairs", found: x.count, needed: 2) }
    let rows = try OrdinalCodes(x, "first variable")
    let columns = try OrdinalCodes(y, "second variable")
    let bare = OrdinalTable(rows.codes, rows.margin, columns.codes, columns.margin)
    let counts = (0..<bare.rowCount).map { row in
      Array(bare.counts[row * bare.columnCount..<(row + 1) * bare.columnCount])
    }
    try self.init(
      counts, [rows.values, columns.values], cases: x.count, method: method, added: added,
      confidence: confidence)
  }

  /// Correlates two variables known by how many cases gave each pair of answers.
  ///
  /// - Parameters:
  ///   - table: The counts, one array to a category of the first variable, categories in order.
  ///   - method: Two steps, or all parameters together.
  ///   - added: What is added to each empty cell.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if the table is not rectangular, a count is negative, fewer than two
  ///   categories of a variable are in use, or the search does not converge.
  public init(
    table: [[Int]], method: Method = .twoStep, addingToEmptyCells added: Double = 0, confidence: Double = 0.95
  ) throws(InputError) {
    let width = table.first?.count ?? 0
    guard !table.isEmpty, width > 0 else {
      throw InputError(.tooFew, "table", "it has no cells, at least 2 by 2 are needed")
    }
    guard table.count <= 10_000, width <= 10_000 else {
      throw .infeasible(
        "table", "it has \(table.count) rows and \(width) columns", remedy: "join categories")
    }
    var total = 0.0
    for (index, row) in table.enumerated() {
      try checkEqualLength(row.count, "row \(index + 1) of the table", width, "row 1")
      for count in row {
        guard count >= 0 else {
          throw .outOfRange("count", value: Double(count), allowed: "a number of at least 0")
        }
        total += Double(count)
      }
    }
    guard total < 0x1p53 else {
      throw .outOfRange("table", value: total, allowed: "a sum of counts below 2^53")
    }
    let places = [table.count, width].map { count in (0..<count).map(Double.init) }
    try self.init(
      table.map { $0.map(Double.init) }, places, cases: Int(total), method: method, added: added,
      confidence: confidence)
  }

  private init(
    _ counts: [[Double]], _ values: [[Double]], cases: Int, method: Method, added: Double, confidence: Double
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard added >= 0, added <= 1 else {
      throw .outOfRange("what is added to empty cells", value: added, allowed: "a number from 0 to 1")
    }
    let filled = counts.map { $0.map { $0 == 0 ? added : $0 } }
    let table = try OrdinalTable(counts: filled, rowName: "first variable", columnName: "second variable")
    let fit =
      switch method {
      case .twoStep: try PolychoricFit(twoSteps: table)
      case .maximumLikelihood: try PolychoricFit(maximumLikelihood: table)
      }
    correlation = try fit.estimate(confidence: confidence)
    thresholds = [fit.rowThresholds, fit.columnThresholds]
    self.table = (0..<table.rowCount).map { row in
      Array(table.counts[row * table.columnCount..<(row + 1) * table.columnCount])
    }
    categories = [table.rows.used.map { values[0][$0] }, table.columns.used.map { values[1][$0] }]
    logLikelihood = fit.logLikelihood
    isAtBound = fit.isAtBound
    let freedom = (table.rowCount - 1) * (table.columnCount - 1) - 1
    normality =
      method == .maximumLikelihood && freedom > 0
      ? TestStatistic(
        "G²", max(0, 2 * (table.saturated - fit.logLikelihood)),
        reference: .chiSquare(degreesOfFreedom: Double(freedom))) : nil
    self.method = method
    self.added = added
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: cases))
  }
}

extension PolychoricFit {
  /// The correlation with an interval on Fisher's z, to which the standard error is carried over.
  func estimate(confidence: Double) throws(InputError) -> Estimate {
    try CorrelationTest.deltaEstimate(correlation, standardError: standardError, confidence: confidence)
  }
}
