import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// Categorical omega: the reliability of the sum of ordered answers, from one factor behind the answers.
///
/// A factor explains the polychoric correlations with loadings λ by least squares. From these and the
/// thresholds follow the covariances of the answers themselves: those that the factor explains over all that
/// the sum has. Green and Yang's coefficient, for answers that count with their own values.
///
/// Reference: Green & Yang (2009), doi:10.1007/s11336-008-9099-3.
public struct CategoricalOmega: Finding {
  /// The stable name of the method.
  public static let methodID = "categorical-omega/1"

  /// The reliability of the sum of the answers; the interval by resampling where one was asked for.
  public let omega: Estimate
  /// Which correlations stand below the line: those that the loadings imply, or the polychoric ones.
  public let totalVariance: OmegaTotal.TotalVariance
  /// The loadings of the normal variables behind the items.
  public let loadings: [Double]
  /// The polychoric correlations and thresholds.
  public let correlations: PolychoricMatrix
  /// How the bootstrap went, where there was one.
  public let bootstrap: BootstrapFinding?
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// Categorical omega of items, one array to an item, with the cases in the same order in each.
  ///
  /// - Parameters:
  ///   - items: The items, reverse-keyed ones already reversed. The distinct values of each are its
  ///     categories, and count with these values in the sum.
  ///   - names: The names of the items, for print and errors; numbers where there are none.
  ///   - totalVariance: Which correlations stand below the line.
  ///   - bootstrap: How the interval is found by resampling; `nil` for no interval.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` as `PolychoricMatrix` does, if there are fewer than three items or more than 200,
  ///   if the correlations do not determine loadings or give one of ±1 and beyond, or if the bootstrap has too
  ///   few values.
  public init(
    _ items: [[Double]], names: [String] = [], totalVariance: OmegaTotal.TotalVariance = .implied,
    bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try OneFactorModel.checkCount(items.count, names, fewest: 3)
    try checkConfidence(confidence)
    if let bootstrap {
      try bootstrap.checkPairs(items: items.count, cases: items.first?.count ?? 0)
    }
    let correlations = try PolychoricMatrix(items, names: names)
    let sum = try OrdinalSum(correlations, names: names)
    let value = try sum.reliability(totalVariance)
    let found = try bootstrap.map { plan throws(InputError) in
      try Bootstrap(cases: correlations.count, plan: plan).interval(around: value, confidence: confidence) {
        rows in
        try? OrdinalSum(PolychoricMatrix(items.resampled(rows)), names: []).reliability(totalVariance)
      }
    }
    self.init(value, sum, correlations, totalVariance, names, found)
  }

  /// Categorical omega of polychoric correlations that are known; without an interval.
  ///
  /// - Throws: `InputError` as for items.
  public init(
    _ correlations: PolychoricMatrix, totalVariance: OmegaTotal.TotalVariance = .implied
  ) throws(InputError) {
    let names = correlations.context.parts
    try OneFactorModel.checkCount(correlations.correlations.order, names, fewest: 3)
    let sum = try OrdinalSum(correlations, names: names)
    self.init(try sum.reliability(totalVariance), sum, correlations, totalVariance, names, nil)
  }

  private init(
    _ value: Double, _ sum: OrdinalSum, _ correlations: PolychoricMatrix,
    _ totalVariance: OmegaTotal.TotalVariance, _ names: [String], _ bootstrap: BootstrapFinding?
  ) {
    omega = bootstrap?.estimate(value) ?? Estimate(value)
    loadings = sum.loadings
    self.totalVariance = totalVariance
    self.correlations = correlations
    self.bootstrap = bootstrap
    context = DataContext(parts: names, cases: CaseLedger(all: correlations.count))
  }
}

extension CategoricalOmega {
  /// Categorical omega, and the loadings one item to a line.
  public var report: Report {
    var named = correlations
    named.context = context
    let name = { (index: Int) in
      context.parts.indices.contains(index) ? context.parts[index] : "item \(index + 1)"
    }
    let lines = loadings.indices.map { item -> [Report.Cell] in
      [.text(name(item)), .number(loadings[item], .bounded(2)), .count(correlations.categories[item].count)]
    }
    return Report(
      context.title("Categorical omega"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("correlations", .text("polychoric, two-step")),
          Report.Fact("loadings", .text("unweighted least squares")),
          Report.Fact("variance of the sum", .text(totalVariance.rawValue)),
        ] + (bootstrap?.options ?? []), seed: bootstrap?.plan.seed,
        citation: Citation(
          "Green & Yang", 2009, "Psychometrika 74, 155-167", doi: "10.1007/s11336-008-9099-3")),
      rows: [Report.Row("categorical omega", omega, style: .bounded(2))],
      grids: [Report.Grid(columns: ["", "loading", "categories"], lines: lines)],
      facts: [Report.Fact("n", .count(correlations.count)), Report.Fact("items", .count(loadings.count))],
      cases: context.cases,
      notes: ["It takes one normal factor behind the answers for granted, which their sum does not show."],
      warnings: named.report.warnings
        + loadings.indices.filter { loadings[$0] < 0 }.map {
          "\(name($0)) loads negatively: is it reverse-keyed?"
        } + (bootstrap?.warnings ?? []))
  }
}
