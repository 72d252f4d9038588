import SurveyProbability
import SurveyVocabulary

/// Cramér's V of a table of counts, with the measures that come from the same chi-square.
///
/// Reference: Cramér (1946); bias correction: Bergsma (2013), doi:10.1016/j.jkss.2012.10.002.
public struct CramersV: Finding {
  /// The method and the version of its definition.
  public static let methodID = "cramers-v/1"

  /// How the limits of V are found.
  public enum Interval: Hashable, Sendable {
    /// The V of the noncentralities that the observed chi-square does not reject, √(λ/(n(k - 1))).
    case noncentralChiSquare
    /// Resampled cases.
    case bootstrap(BootstrapPlan)
  }

  /// Cramér's V, √(χ²/(n(k - 1))) with k the smaller number of rows and columns, and its interval.
  public let v: Estimate
  /// Bergsma's V, from which the expected value under independence is taken.
  public let biasCorrectedV: Double
  /// Tschuprow's T, √(χ²/(n√((r - 1)(c - 1)))).
  public let tschuprowsT: Double
  /// Phi with its sign, of two rows and two columns; `nil` otherwise.
  public let phi: Double?
  /// Pearson's contingency coefficient, √(χ²/(χ² + n)).
  public let contingencyCoefficient: Double
  /// Pearson's chi-square.
  public let statistic: TestStatistic
  /// The probability of a chi-square at least as large.
  public let pValue: Double
  /// The table, without rows and columns that have no case.
  public let table: ContingencyTable
  /// The names of the two questions and the cases.
  public var context: DataContext
  private let resampling: BootstrapFinding?
  private let notes: [String]

  /// Cramér's V of a table.
  ///
  /// - Parameters:
  ///   - table: The table, or its counts row by row.
  ///   - interval: How the limits are found.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if fewer than two rows or columns have a case, or the resampling is not feasible.
  public init(
    _ table: some ContingencyTableConvertible, interval: Interval = .noncentralChiSquare,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let (table, notes) = try table.contingencyTable().occupied()
    let chi = ChiSquareSum(table)
    switch interval {
    case .noncentralChiSquare:
      v = try chi.cramersV(confidence: confidence)
      resampling = nil
    case .bootstrap(let plan):
      let found = try Self.resample(table, plan, around: chi.cramersV, confidence: confidence)
      v = found.estimate(chi.cramersV)
      resampling = found
    }
    let (rows, columns) = (Double(table.rows.count), Double(table.columns.count))
    let square = chi.value / chi.total
    biasCorrectedV = Self.bergsma(square, rows, columns, chi.total)
    tschuprowsT = min(1, (square / ((rows - 1) * (columns - 1)).squareRoot()).squareRoot())
    if rows == 2, columns == 2, let cells = try? TwoByTwo(table, "") {
      phi = cells.determinant < 0 ? -chi.cramersV : chi.cramersV
    } else {
      phi = nil
    }
    contingencyCoefficient = (square / (1 + square)).squareRoot()
    statistic = TestStatistic(
      "χ²", chi.value, reference: .chiSquare(degreesOfFreedom: chi.degreesOfFreedom))
    pValue = statistic.pValue()
    self.table = table
    self.notes = notes
    context = table.context
  }

  private static func bergsma(_ square: Double, _ rows: Double, _ columns: Double, _ n: Double) -> Double {
    guard n > 1 else { return 0 }
    let corrected = max(0, square - (rows - 1) * (columns - 1) / (n - 1))
    let r = rows - (rows - 1) * (rows - 1) / (n - 1)
    let c = columns - (columns - 1) * (columns - 1) / (n - 1)
    let scale = min(r, c) - 1
    return scale > 0 ? min(1, (corrected / scale).squareRoot()) : 0
  }

  private static func resample(
    _ table: ContingencyTable, _ plan: BootstrapPlan, around estimate: Double, confidence: Double
  ) throws(InputError) -> BootstrapFinding {
    guard table.total <= 10_000_000 else {
      throw .infeasible("bootstrap", "\(table.total) cases are too many", remedy: "use .noncentralChiSquare")
    }
    let width = table.columns.count
    var cells: [Int32] = []
    for (cell, count) in table.counts.joined().enumerated() {
      cells += [Int32](repeating: Int32(clamping: cell), count: count)
    }
    let bootstrap = try Bootstrap(cases: table.total, plan: plan)
    try plan.checkWork(steps: Double(table.total + 3 * width * table.rows.count), cases: table.total)
    return try bootstrap.interval(around: estimate, confidence: confidence) { cases in
      var counts = Array(repeating: [Int](repeating: 0, count: width), count: table.rows.count)
      for place in cases {
        let cell = Int(cells[place])
        counts[cell / width][cell % width] += 1
      }
      // A resample in which a question does not vary has no V.
      guard let drawn = try? ContingencyTable(counts).occupied().table else { return nil }
      return ChiSquareSum(drawn).cramersV
    }
  }
}

extension CramersV {
  /// V with its interval, and the other measures.
  public var report: Report {
    var rows = [
      Report.Row("Cramér's V", v, style: .bounded(2), statistic: statistic, pValue: pValue),
      Report.Row("bias-corrected V", Estimate(biasCorrectedV), style: .bounded(2)),
      Report.Row("Tschuprow's T", Estimate(tschuprowsT), style: .bounded(2)),
      Report.Row("contingency coefficient", Estimate(contingencyCoefficient), style: .bounded(2)),
    ]
    if let phi { rows.insert(Report.Row("phi", Estimate(phi), style: .bounded(2)), at: 1) }
    return Report(
      context.tableTitle("Cramér's V"),
      method: .init(
        Self.methodID,
        options: resampling?.options ?? [.init("interval", .text("noncentral chi-square"))],
        seed: resampling?.plan.seed,
        citation: Citation(
          "Bergsma", 2013, "Journal of the Korean Statistical Society 42, 323-328",
          doi: "10.1016/j.jkss.2012.10.002")),
      rows: rows, grids: [table.grid], cases: context.cases, notes: notes,
      warnings: resampling?.warnings ?? [])
  }
}
