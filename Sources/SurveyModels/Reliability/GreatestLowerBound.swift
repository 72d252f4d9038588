import SurveyInference
import SurveyVocabulary

/// The greatest lower bound of reliability: the smallest reliability that the sum of the items can have,
/// given their covariances and errors that do not correlate.
///
/// 1 - max Σθ / T with the variance T of the sum and error variances θ ≥ 0 that leave the covariances of the
/// true scores, S - diag(θ), positive semidefinite. In a population no lower bound is closer. In samples it
/// takes chance for structure and lies too high: with few cases and many items by far.
///
/// References: Woodhouse & Jackson (1977), doi:10.1007/BF02295980; ten Berge, Snijders & Zegers (1981),
/// doi:10.1007/BF02293900; bias: ten Berge & Sočan (2004), doi:10.1007/BF02289858.
public struct GreatestLowerBound: Finding {
  /// The stable name of the method.
  public static let methodID = "greatest-lower-bound/1"

  /// The greatest lower bound; the interval by resampling where one was asked for. A percentile interval
  /// doubles the bias of the estimate, a BCa interval corrects most of it.
  public let bound: Estimate
  /// The error variances of the items, in squared units of the items, whose sum is as large as it can be.
  public let errorVariances: [Double]
  /// The certificate of the optimum: the bound of the dual programme lies below by no more than this.
  public let dualityGap: Double
  /// The number of Newton's steps.
  public let iterations: Int
  /// The number of cases.
  public let count: Int
  /// How the bootstrap went, where there was one.
  public let bootstrap: BootstrapFinding?
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// The bound for items, one array to an item, with the cases in the same order in each.
  ///
  /// - Parameters:
  ///   - items: The items, reverse-keyed ones already reversed.
  ///   - names: The names of the items, for print and errors; numbers where there are none.
  ///   - bootstrap: How the interval is found by resampling; `nil` for no interval.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than two items or more than 200, not more cases than items,
  ///   the items are not equally long, a value is not finite, an item is constant or determined by others,
  ///   or if the bootstrap would take too long or has too few values.
  public init(
    _ items: [[Double]], names: [String] = [], bootstrap: BootstrapPlan? = .bca(),
    confidence: Double = 0.95
  ) throws(InputError) {
    try OneFactorModel.checkCount(items.count, names, needed: 2)
    try checkConfidence(confidence)
    let covariances = try ItemCovariances(items, names: names)
    let analysis = try Self.analysis(OneFactorMoments(covariances, names: names))
    let resampled = ResampledCovariances(items)
    let found = try bootstrap.map { plan throws(InputError) in
      try plan.checkCovariances(items: items.count, cases: covariances.count)
      return try Bootstrap(cases: covariances.count, plan: plan).interval(
        around: analysis.bound, confidence: confidence
      ) { rows in
        guard
          let moments = try? OneFactorMoments(
            resampled.values(rows), order: resampled.order, count: rows.count)
        else { return nil }
        return try? Self.analysis(moments).bound
      }
    }
    self.init(analysis, covariances.count, names, found)
  }

  /// The bound for items that are known by their covariances; without an interval.
  ///
  /// - Throws: `InputError` as for items.
  public init(_ covariances: ItemCovariances, names: [String] = []) throws(InputError) {
    try OneFactorModel.checkCount(covariances.order, names, needed: 2)
    self.init(
      try Self.analysis(OneFactorMoments(covariances, names: names)), covariances.count, names, nil)
  }

  private struct Analysis {
    let bound, gap: Double
    let errors: [Double]
    let iterations: Int
  }

  private init(_ analysis: Analysis, _ count: Int, _ names: [String], _ bootstrap: BootstrapFinding?) {
    bound = bootstrap?.estimate(analysis.bound) ?? Estimate(analysis.bound)
    errorVariances = analysis.errors
    dualityGap = analysis.gap
    iterations = analysis.iterations
    self.count = count
    self.bootstrap = bootstrap
    context = DataContext(parts: names, cases: CaseLedger(all: count))
  }

  private static func analysis(_ moments: OneFactorMoments) throws(InputError) -> Analysis {
    let relative = moments.relativeDeviations
    let total = try moments.positiveTotal()
    guard let solution = TraceProgram.solve(moments.correlations, weights: relative.map { $0 * $0 }) else {
      throw InputError(
        .notConverged, "greatest lower bound", "the search for the error variances did not settle",
        remedy: "look for items that nearly repeat others, or whose variances differ by many powers of ten")
    }
    // Back to n - 1 in the denominator, which variances of samples have.
    let unit = Double(moments.count) / Double(moments.count - 1)
    let errors = (0..<moments.order).map {
      solution.errors[$0] * moments.deviations[$0] * moments.deviations[$0] * unit
    }
    return Analysis(
      bound: 1 - solution.value / total, gap: solution.gap / total, errors: errors,
      iterations: solution.iterations)
  }
}

extension GreatestLowerBound {
  /// The bound, and the error variances one item to a line.
  public var report: Report {
    let lines = errorVariances.enumerated().map { index, value -> [Report.Cell] in
      let name = context.parts.indices.contains(index) ? context.parts[index] : "item \(index + 1)"
      return [.text(name), .number(value, .decimals(2))]
    }
    return Report(
      context.title("Greatest lower bound"),
      method: .init(
        Self.methodID, options: bootstrap?.options ?? [], seed: bootstrap?.plan.seed,
        citation: Citation(
          "Woodhouse & Jackson", 1977, "Psychometrika 42, 579-591", doi: "10.1007/BF02295980")),
      rows: [Report.Row("greatest lower bound", bound, style: .bounded(2))],
      grids: [Report.Grid(columns: ["", "largest error variance"], lines: lines)],
      facts: [
        Report.Fact("n", .count(count)), Report.Fact("items", .count(errorVariances.count)),
        Report.Fact("duality gap", .number(dualityGap, .decimals(10))),
      ],
      cases: context.cases,
      notes: ["In samples the bound lies too high, the more so with few cases and many items."],
      warnings: bootstrap?.warnings ?? [])
  }
}
