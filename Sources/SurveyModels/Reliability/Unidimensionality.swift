import SurveyInference
import SurveyLinearAlgebra
import SurveyVocabulary

/// How far items measure one thing: eigenvalues, explained common variance, and the fit and residuals of a
/// one-factor model. Numbers, without a verdict.
///
/// The explained common variance is the first eigenvalue of R - diag(τ) over the sum of all, where τ are the
/// largest error variances that leave that matrix positive semidefinite (the minimum trace solution), so that
/// no eigenvalue is negative.
///
/// References: Hattie (1985), doi:10.1177/014662168500900204; ten Berge & Sočan (2004),
/// doi:10.1007/BF02289858.
public struct Unidimensionality: Finding {
  /// The stable name of the method.
  public static let methodID = "unidimensionality/1"

  /// The eigenvalues of the correlations, the largest first; their sum is the number of items.
  public let eigenvalues: [Double]
  /// The first eigenvalue divided by the second.
  public let eigenvalueRatio: Double
  /// The first eigenvalue divided by the number of items.
  public let firstShare: Double
  /// The share of the first dimension in the common variance of the minimum trace solution; `nil` where
  /// there is no common variance.
  public let explainedCommonVariance: Double?
  /// The fitted one-factor model.
  public let model: OneFactorModel
  /// The pairs of items by the size of the correlation that one factor leaves between them, the largest first.
  public let residuals: [Residual]
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// What one factor leaves of the correlation of two items.
  public struct Residual: Hashable, Sendable {
    /// The two items, counted from zero.
    public let items: [Int]
    /// The observed minus the implied correlation.
    public let correlation: Double
  }

  /// The indices of items, one array to an item, with the cases in the same order in each.
  ///
  /// - Parameters:
  ///   - items: The items, reverse-keyed ones already reversed.
  ///   - names: The names of the items, for print and errors; numbers where there are none.
  /// - Throws: `InputError` as ``OneFactorModel`` does.
  public init(_ items: [[Double]], names: [String] = []) throws(InputError) {
    try OneFactorModel.checkCount(items.count, names)
    try self.init(ItemCovariances(items, names: names), names: names)
  }

  /// The indices of items that are known by their covariances.
  ///
  /// - Throws: `InputError` as for items.
  public init(_ covariances: ItemCovariances, names: [String] = []) throws(InputError) {
    model = try OneFactorModel(covariances, names: names)
    let (k, correlations) = (covariances.order, model.moments.correlations)
    eigenvalues = try SymmetricEigen(Matrix(rowCount: k, columnCount: k, elements: correlations)).values
    eigenvalueRatio = eigenvalues[0] / eigenvalues[1]
    firstShare = eigenvalues[0] / Double(k)
    guard let program = TraceProgram.solve(correlations, weights: [Double](repeating: 1, count: k)) else {
      throw InputError(
        .notConverged, "explained common variance", "the search for the error variances did not settle",
        remedy: "look for items that nearly repeat others")
    }
    var common = correlations
    for item in 0..<k { common[item * k + item] -= program.errors[item] }
    let shared = try SymmetricEigen(Matrix(rowCount: k, columnCount: k, elements: common)).values
    let total = Double(k) - program.value
    explainedCommonVariance = total > 1e-9 * Double(k) ? min(shared[0] / total, 1) : nil
    let left = model.residualCorrelations
    residuals = (1..<k).flatMap { row in
      (0..<row).map { Residual(items: [$0, row], correlation: left[row][$0]) }
    }.sorted {
      ($1.correlation.magnitude, $0.items[0], $0.items[1]) < (
        $0.correlation.magnitude, $1.items[0], $1.items[1]
      )
    }
    context = DataContext(parts: names, cases: CaseLedger(all: covariances.count))
  }
}

extension Unidimensionality {
  /// The number of residuals that the report shows.
  private static let shown = 5

  /// The indices, the fit, and the largest residual correlations.
  public var report: Report {
    var named = model
    named.context = context
    var rows = [
      Report.Row("first eigenvalue / second", Estimate(eigenvalueRatio)),
      Report.Row("first eigenvalue / items", Estimate(firstShare), style: .bounded(2)),
    ]
    if let explainedCommonVariance {
      rows.append(
        Report.Row("explained common variance", Estimate(explainedCommonVariance), style: .bounded(2)))
    }
    rows += model.fit.rows
    let lines = residuals.prefix(Self.shown).map { residual -> [Report.Cell] in
      [
        .text(residual.items.map(named.name).joined(separator: ", ")),
        .number(residual.correlation, .bounded(3)),
      ]
    }
    return Report(
      context.title("Unidimensionality"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("common variance", .text("minimum trace")),
          Report.Fact("model", .text("maximum likelihood")),
        ],
        citation: Citation(
          "Hattie", 1985, "Applied Psychological Measurement 9, 139-164", doi: "10.1177/014662168500900204")),
      rows: rows,
      grids: [
        Report.Grid(columns: ["items", "residual correlation"], lines: lines),
        Report.Grid(
          columns: ["", "eigenvalue"],
          lines: eigenvalues.enumerated().map { [.count($0.offset + 1), .number($0.element, .decimals(2))] }),
      ],
      facts: [Report.Fact("n", .count(model.count)), Report.Fact("items", .count(eigenvalues.count))],
      cases: context.cases,
      notes: model.fit.degreesOfFreedom == 0
        ? ["With three items one factor fits exactly: neither fit nor residuals say anything."] : [],
      warnings: named.warnings)
  }
}
