import SurveyProbability
import SurveyVocabulary

/// The likelihood-ratio (G) test of independence in a table of counts.
///
/// Reference: Wilks (1938), doi:10.1214/aoms/1177732360.
public struct GTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "g-test/1"

  /// G, twice the log likelihood ratio, with its null distribution.
  public let statistic: TestStatistic
  /// The degrees of freedom, (rows - 1)(columns - 1).
  public let degreesOfFreedom: Double
  /// The probability of a G at least as large under independence.
  public let pValue: Double
  /// Where the probability over all tables lies, given random ones; `nil` for the other methods.
  public let pValueInterval: ConfidenceInterval?
  /// √(G/n), Cohen's w as the likelihood ratio measures it, with the interval of the noncentral chi-square
  /// distribution.
  public let effect: Estimate
  /// How the probability was found.
  public let method: TableMethod
  /// The table, without rows and columns that have no case.
  public let table: ContingencyTable
  /// The names of the two questions and the cases.
  public var context: DataContext
  private let notes: [String]

  /// Tests a table of counts.
  ///
  /// - Parameters:
  ///   - table: The table, or its counts row by row.
  ///   - method: The chi-square distribution, all tables with these margins, or random ones.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if fewer than two rows or columns have a case, or the tables are too many to
  ///   count.
  public init(
    _ table: some ContingencyTableConvertible, method: TableMethod = .asymptotic, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let (table, notes) = try table.contingencyTable().occupied()
    let g = Self.g(ChiSquareSum(table))
    let freedom = Double(table.rows.count - 1) * Double(table.columns.count - 1)
    // Given the margins G is 2 Σ n log n and a constant.
    let observed = table.counts.joined().reduce(0) { $0 + Self.entropy($1) }
    let found = try TableProbability(
      table, method, observed: observed, tolerance: 1e-11 * max(1, observed), confidence: confidence
    ) { _, _, count in Self.entropy(count) }
    statistic = TestStatistic("G", g, reference: found.reference ?? .chiSquare(degreesOfFreedom: freedom))
    degreesOfFreedom = freedom
    pValue = statistic.pValue()
    pValueInterval = found.interval
    effect = Estimate(
      (g / Double(table.total)).squareRoot(),
      interval: try NoncentralEffect(g, degreesOfFreedom: freedom, confidence: confidence)
        .interval(scale: Double(table.total), largest: .infinity))
    self.method = method
    self.table = table
    self.notes = notes
    context = table.context
  }

  private static func entropy(_ count: Int) -> Double {
    count > 0 ? Double(count) * libmLog(Double(count)) : 0
  }

  /// 2 Σ n log(n/expected), each term less n - expected, which sums to zero: no digits are lost where
  /// both are close.
  static func g(_ sum: ChiSquareSum) -> Double {
    var g = 0.0
    for (row, cells) in sum.counts.enumerated() {
      for (column, count) in cells.enumerated() {
        let expected = sum.expected(row, column)
        g += deviance(count, expected)
      }
    }
    return max(0, 2 * g)
  }

  /// n log(n/e) - (n - e), which is never negative.
  static func deviance(_ count: Double, _ expected: Double) -> Double {
    guard count > 0 else { return expected }
    let excess = (count - expected) / expected
    // (1 + x) log(1 + x) - x for a small x, where the plain form cancels.
    if excess.magnitude < 0.1 {
      return expected * (excess * SpecialFunctions.log1p(excess) - SpecialFunctions.log1pDeficit(excess))
    }
    return count * libmLog(count / expected) - (count - expected)
  }
}

extension GTest {
  /// The test with its effect, and the table.
  public var report: Report {
    Report(
      context.tableTitle("Likelihood-ratio test of independence"),
      method: .init(
        Self.methodID, options: [.init("method", .text(method.text("chi-square distribution")))],
        seed: method.seed,
        citation: Citation(
          "Wilks", 1938, "Annals of Mathematical Statistics 9, 60-62", doi: "10.1214/aoms/1177732360")),
      rows: [.init("w = √(G/n)", effect, style: .bounded(2), statistic: statistic, pValue: pValue)],
      grids: [table.grid],
      facts: pValueInterval.map {
        [.init("\(DecimalText.level($0.level)) CI of p", .interval($0, .bounded(4)))]
      } ?? [],
      cases: context.cases, notes: notes)
  }
}
