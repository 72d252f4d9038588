import SurveyInference
import SurveyVocabulary

/// Omega hierarchical: the share of the variance of a sum of standardized items that one general factor
/// explains, from Schmid and Leiman's solution.
///
/// References: McDonald (1999), Test Theory: A Unified Treatment; Zinbarg, Revelle, Yovel & Li (2005),
/// doi:10.1007/s11336-003-0974-7.
public struct OmegaHierarchical: Finding {
  /// The stable name of the method.
  public static let methodID = "omega-hierarchical/1"

  /// The share of the general factor in the variance of the sum, with a bootstrap interval where one was
  /// asked for.
  public let omega: Estimate
  /// The share of all common factors in the variance of the sum.
  public let total: Double
  /// The share of the general factor in what is common: what omega approaches as items are added.
  public let limit: Double
  /// The share of the general factor in the variance that all loadings explain, item by item.
  public let explainedCommonVariance: Double
  /// The loadings that the coefficients come from.
  public let solution: SchmidLeiman
  /// What the resamples gave; `nil` where none were asked for.
  public let bootstrap: BootstrapFinding?
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// Omega of items, one array to an item, with the cases in the same order in each.
  ///
  /// - Parameters:
  ///   - items: The items, reverse-keyed ones already reversed.
  ///   - names: The names of the items, for print and errors.
  ///   - factors: The number of group factors, at least two.
  ///   - extraction: How their loadings are estimated.
  ///   - rotation: How they are rotated; it must be oblique.
  ///   - starts: How many starts extraction and rotation have.
  ///   - seed: The seed of the random starts.
  ///   - bootstrap: Resamples for an interval; there is none unless it is asked for, because each resample is
  ///     a factor analysis of its own.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` as ``SchmidLeiman`` does, if the sum of the items is constant, or if too few
  ///   resamples have an omega.
  public init(
    _ items: [[Double]], names: [String] = [], factors: Int = 3,
    extraction: FactorAnalysis.Extraction = .minres,
    rotation: FactorAnalysis.Rotation = .oblimin(), starts: Int = 1, seed: UInt64 = 1,
    bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    func solution(_ items: [[Double]]) throws(InputError) -> SchmidLeiman {
      try SchmidLeiman(
        items, names: names, factors: factors, extraction: extraction, rotation: rotation, starts: starts,
        seed: seed)
    }
    let plain = try OmegaHierarchical(solution(items))
    guard let bootstrap else {
      self = plain
      return
    }
    let found = try Bootstrap(cases: items[0].count, plan: bootstrap)
      .interval(around: plain.omega.value, confidence: confidence) { rows in
        let drawn = items.map { item in rows.map { item[$0] } }
        return (try? OmegaHierarchical(solution(drawn)))?.omega.value
      }
    self.init(plain, found)
  }

  /// Omega of a solution that is known.
  ///
  /// - Throws: `InputError` if the sum of the standardized items has no variance, or if the factors explain
  ///   none of it.
  public init(_ solution: SchmidLeiman) throws(InputError) {
    let variance = solution.analysis.correlations.matrix.elements.reduce(0, +)
    guard variance > 1e-10 * Double(solution.communalities.count) else {
      throw .constant(
        "sum of the items", remedy: "omega is undefined; look for items that are keyed against each other")
    }
    let general = solution.generalLoadings.reduce(0, +)
    let common = variance - solution.uniquenesses.reduce(0, +)
    guard common > 0 else {
      throw InputError(
        .outOfRange, "items", "the common factors explain no variance of their sum",
        remedy: "look for items that are keyed against each other")
    }
    omega = Estimate(general * general / variance)
    total = common / variance
    limit = general * general / common
    explainedCommonVariance = solution.explainedCommonVariance
    self.solution = solution
    bootstrap = nil
    context = solution.context
  }

  private init(_ plain: OmegaHierarchical, _ bootstrap: BootstrapFinding) {
    omega = bootstrap.estimate(plain.omega.value)
    total = plain.total
    limit = plain.limit
    explainedCommonVariance = plain.explainedCommonVariance
    solution = plain.solution
    self.bootstrap = bootstrap
    context = plain.context
  }
}

extension OmegaHierarchical {
  /// The coefficients, and the loadings that they come from.
  public var report: Report {
    let loadings = solution.named(context).report
    return Report(
      context.title("Omega hierarchical"),
      method: .init(
        Self.methodID, options: (loadings.method?.options ?? []) + (bootstrap?.options ?? []),
        seed: bootstrap?.plan.seed,
        citation: Citation(
          "Zinbarg, Revelle, Yovel & Li", 2005, "Psychometrika 70, 123-133", doi: "10.1007/s11336-003-0974-7")
      ),
      rows: [
        Report.Row("omega hierarchical", omega, style: .bounded(2)),
        Report.Row("omega total", Estimate(total), style: .bounded(2)),
        Report.Row("limit of omega hierarchical", Estimate(limit), style: .bounded(2)),
        Report.Row("explained common variance", Estimate(explainedCommonVariance), style: .bounded(2)),
      ],
      grids: Array(loadings.grids.prefix(1)),
      facts: [Report.Fact("items", .count(solution.communalities.count))],
      cases: context.knownCases, warnings: loadings.warnings + (bootstrap?.warnings ?? []))
  }
}

extension SchmidLeiman {
  /// The same solution with the names that its owner has.
  fileprivate func named(_ context: DataContext) -> SchmidLeiman {
    var copy = self
    copy.context = context
    return copy
  }
}
