import SurveyInference
import SurveyVocabulary

/// Ordinal alpha: Cronbach's alpha of the polychoric correlations of ordered items.
///
/// It belongs to the sum of the continuous, normal and standardized variables that are thought to stand behind
/// the answers, which nobody has observed. It is not the reliability of a sum of the answers themselves.
///
/// References: Zumbo, Gadermann & Zeisser (2007), doi:10.22237/jmasm/1177992180; on its limits: Chalmers
/// (2018), doi:10.1177/0013164417727036.
public struct OrdinalAlpha: Finding {
  /// The stable name of the method.
  public static let methodID = "ordinal-alpha/1"

  /// Alpha of the polychoric correlations; the interval by resampling where one was asked for.
  public let alpha: Estimate
  /// The polychoric correlations and thresholds.
  public let correlations: PolychoricMatrix
  /// How the bootstrap went, where there was one.
  public let bootstrap: BootstrapFinding?
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// Ordinal alpha of items, one array to an item, with the cases in the same order in each.
  ///
  /// - Parameters:
  ///   - items: The items, reverse-keyed ones already reversed; the distinct values of each are its categories.
  ///   - names: The names of the items, for print and errors; numbers where there are none.
  ///   - bootstrap: How the interval is found by resampling; `nil` for no interval.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` as `PolychoricMatrix` does, if there are more than 200 items, if the
  ///   correlations sum up to nothing, or if the bootstrap has too few values.
  public init(
    _ items: [[Double]], names: [String] = [], bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try OneFactorModel.checkCount(items.count, names, needed: 2)
    try checkConfidence(confidence)
    if let bootstrap {
      try bootstrap.checkPairs(items: items.count, cases: items.first?.count ?? 0)
    }
    let correlations = try PolychoricMatrix(items, names: names)
    let value = try Self.value(correlations)
    let found = try bootstrap.map { plan throws(InputError) in
      try Bootstrap(cases: correlations.count, plan: plan).interval(around: value, confidence: confidence) {
        rows in try? Self.value(PolychoricMatrix(items.resampled(rows)))
      }
    }
    self.init(value, correlations, names, found)
  }

  /// Ordinal alpha of polychoric correlations that are known; without an interval.
  ///
  /// - Throws: `InputError` if the correlations sum up to nothing.
  public init(_ correlations: PolychoricMatrix) throws(InputError) {
    self.init(try Self.value(correlations), correlations, correlations.context.parts, nil)
  }

  private init(
    _ value: Double, _ correlations: PolychoricMatrix, _ names: [String], _ bootstrap: BootstrapFinding?
  ) {
    alpha = bootstrap?.estimate(value) ?? Estimate(value)
    self.correlations = correlations
    self.bootstrap = bootstrap
    context = DataContext(parts: names, cases: CaseLedger(all: correlations.count))
  }

  private static func value(_ matrix: PolychoricMatrix) throws(InputError) -> Double {
    let order = matrix.correlations.order
    let total = matrix.correlations.values.reduce(0, +)
    guard total > 1e-12 * Double(order) else {
      throw .constant(
        "sum of the items", remedy: "alpha is undefined; look for items that are keyed against each other")
    }
    return min(Double(order) / Double(order - 1) * ((total - Double(order)) / total), 1)
  }
}

extension [[Double]] {
  /// The values of each item in a sample of its cases.
  func resampled(_ rows: UnsafeBufferPointer<Int>) -> [[Double]] {
    map { item in rows.map { item[$0] } }
  }
}

extension OrdinalAlpha {
  /// Ordinal alpha, and each item's mean polychoric correlation with the others.
  public var report: Report {
    let order = correlations.correlations.order
    let name = { (index: Int) in
      context.parts.indices.contains(index) ? context.parts[index] : "item \(index + 1)"
    }
    let means = (0..<order).map { item in
      ((0..<order).reduce(0.0) { $0 + correlations[item, $1] } - 1) / Double(order - 1)
    }
    let lines = (0..<order).map { item -> [Report.Cell] in
      [.text(name(item)), .number(means[item], .bounded(2)), .count(correlations.categories[item].count)]
    }
    var named = correlations
    named.context = context
    return Report(
      context.title("Ordinal alpha"),
      method: .init(
        Self.methodID,
        options: [Report.Fact("correlations", .text("polychoric, two-step"))] + (bootstrap?.options ?? []),
        seed: bootstrap?.plan.seed,
        citation: Citation(
          "Zumbo, Gadermann & Zeisser", 2007, "Journal of Modern Applied Statistical Methods 6, 21-29",
          doi: "10.22237/jmasm/1177992180")),
      rows: [Report.Row("ordinal alpha", alpha, style: .bounded(2))],
      grids: [Report.Grid(columns: ["", "mean polychoric r", "categories"], lines: lines)],
      facts: [Report.Fact("n", .count(correlations.count)), Report.Fact("items", .count(order))],
      cases: context.cases,
      notes: [
        "Ordinal alpha belongs to continuous variables behind the answers, not to a sum of the answers."
      ],
      warnings: named.report.warnings
        + (0..<order).filter { means[$0] < 0 }.map {
          "\(name($0)) correlates negatively with the rest: is it reverse-keyed?"
        } + (bootstrap?.warnings ?? []))
  }
}
