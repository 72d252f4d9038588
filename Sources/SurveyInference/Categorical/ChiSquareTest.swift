import SurveyProbability
import SurveyVocabulary

/// Pearson's chi-square test of independence in a table of counts.
///
/// Reference: Pearson (1900), doi:10.1080/14786440009463897; residuals: Haberman (1973),
/// doi:10.2307/2529686.
public struct ChiSquareTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "chi-square-test/1"

  /// Chi-square with its null distribution.
  public let statistic: TestStatistic
  /// The degrees of freedom, (rows - 1)(columns - 1).
  public let degreesOfFreedom: Double
  /// The probability of a chi-square at least as large under independence.
  public let pValue: Double
  /// Where the probability over all tables lies, given random ones; `nil` for the other methods.
  public let pValueInterval: ConfidenceInterval?
  /// Cramér's V, from the chi-square without correction, with the interval of the noncentral chi-square
  /// distribution.
  public let cramersV: Estimate
  /// The counts expected under independence, row by row.
  public let expected: [[Double]]
  /// (Observed - expected)/√expected, row by row.
  public let pearsonResiduals: [[Double]]
  /// Pearson's residuals divided by their standard errors: about standard normal under independence.
  public let adjustedResiduals: [[Double]]
  /// Whether Yates's correction was applied.
  public let continuityCorrection: Bool
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
  ///   - continuityCorrection: Yates's correction of a table of two rows and two columns.
  ///   - method: The chi-square distribution, all tables with these margins, or random ones.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if fewer than two rows or columns have a case, the correction is asked for a
  ///   larger table or for counted tables, or the tables are too many to count.
  public init(
    _ table: some ContingencyTableConvertible, continuityCorrection: Bool = false,
    method: TableMethod = .asymptotic, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let (table, notes) = try table.contingencyTable().occupied()
    guard
      !continuityCorrection || (table.rows.count == 2 && table.columns.count == 2 && method == .asymptotic)
    else {
      throw InputError(
        .definition, "continuity correction", "is defined for two rows, two columns and .asymptotic",
        remedy: "leave it out")
    }
    let plain = ChiSquareSum(table)
    let chi = continuityCorrection ? ChiSquareSum(table, continuityCorrection: true) : plain
    // Given the margins χ² = n(Σ n²/(rc) - 1).
    let observed = plain.value / plain.total + 1
    let found = try TableProbability(
      table, method, observed: observed, tolerance: 1e-11 * max(1, observed), confidence: confidence
    ) { row, column, count in
      Double(count) / plain.rows[row] * (Double(count) / plain.columns[column])
    }
    statistic = TestStatistic(
      "χ²", chi.value,
      reference: found.reference ?? .chiSquare(degreesOfFreedom: chi.degreesOfFreedom))
    degreesOfFreedom = chi.degreesOfFreedom
    pValue = statistic.pValue()
    pValueInterval = found.interval
    cramersV = try plain.cramersV(confidence: confidence)
    func cells(_ value: (_ row: Int, _ column: Int, _ expected: Double) -> Double) -> [[Double]] {
      plain.rows.indices.map { row in
        plain.columns.indices.map { value(row, $0, plain.expected(row, $0)) }
      }
    }
    expected = cells { $2 }
    pearsonResiduals = cells { (plain.counts[$0][$1] - $2) / $2.squareRoot() }
    adjustedResiduals = cells { row, column, expected in
      let free = (1 - plain.rows[row] / plain.total) * (1 - plain.columns[column] / plain.total)
      return (plain.counts[row][column] - expected) / (expected * free).squareRoot()
    }
    self.continuityCorrection = continuityCorrection
    self.method = method
    self.table = table
    self.notes = notes
    context = table.context
  }
}

extension ChiSquareTest {
  /// The test, the table with what is expected, and the adjusted residuals.
  public var report: Report {
    let lines = table.rows.indices.flatMap { row -> [[Report.Cell]] in
      [
        [.text(table.rows[row])] + table.counts[row].map { .count($0) },
        [.text("  expected")] + expected[row].map { .number($0, .decimals(1)) },
        [.text("  adjusted residual")] + adjustedResiduals[row].map { .number($0, .decimals(2)) },
      ]
    }
    let small = expected.joined().count { $0 < 5 }
    var warnings: [String] = []
    if method == .asymptotic, small > 0 {
      warnings.append(
        "\(small) of \(expected.joined().count) expected counts are below 5: compare with `method: .exact`.")
    }
    return Report(
      context.tableTitle("Chi-square test of independence"),
      method: .init(
        Self.methodID,
        options: [
          .init("method", .text(method.text("chi-square distribution"))),
          .init("continuity correction", .text(continuityCorrection ? "Yates" : "none")),
        ], seed: method.seed,
        citation: Citation(
          "Pearson", 1900, "Philosophical Magazine 50, 157-175", doi: "10.1080/14786440009463897")),
      rows: [.init("Cramér's V", cramersV, style: .bounded(2), statistic: statistic, pValue: pValue)],
      grids: [Report.Grid(columns: [""] + table.columns, lines: lines)],
      facts: pValueInterval.map {
        [.init("\(DecimalText.level($0.level)) CI of p", .interval($0, .bounded(4)))]
      } ?? [],
      cases: context.cases, notes: notes, warnings: warnings)
  }
}
