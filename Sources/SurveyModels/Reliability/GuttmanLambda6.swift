import SurveyInference
import SurveyVocabulary

/// Guttman's lambda 6: the lower bound of reliability that takes what an item does not share with a
/// regression on all others for its error.
///
/// λ₆ = 1 - Σ eᵢ / T with the variance T of the sum and the residual variances eᵢ = 1 / (S⁻¹)ᵢᵢ, that is
/// the variance of each item times one minus its squared multiple correlation with the others.
///
/// Reference: Guttman (1945), doi:10.1007/BF02288892.
public struct GuttmanLambda6: Finding {
  /// The stable name of the method.
  public static let methodID = "guttman-lambda-6/1"

  /// Lambda 6 of the sum of the items; the interval by resampling where one was asked for.
  public let lambda: Estimate
  /// Lambda 6 of the sum of the items when each is divided by its standard deviation.
  public let standardizedLambda: Double
  /// The squared multiple correlation of each item with all others, in the order given.
  public let squaredMultipleCorrelations: [Double]
  /// The number of cases.
  public let count: Int
  /// How the bootstrap went, where there was one.
  public let bootstrap: BootstrapFinding?
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// Lambda 6 of items, one array to an item, with the cases in the same order in each.
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
    let moments = try OneFactorMoments(covariances, names: names)
    let resampled = ResampledCovariances(items)
    self.init(
      try Self.analysis(moments), covariances, names,
      try bootstrap.map { plan throws(InputError) in
        try plan.checkCovariances(items: items.count, cases: covariances.count)
        return try Bootstrap(cases: covariances.count, plan: plan).interval(
          around: Self.analysis(moments).lambda, confidence: confidence
        ) { rows in
          guard
            let moments = try? OneFactorMoments(
              resampled.values(rows), order: resampled.order, count: rows.count)
          else { return nil }
          return try? Self.analysis(moments).lambda
        }
      })
  }

  /// Lambda 6 of items that are known by their covariances; without an interval.
  ///
  /// - Throws: `InputError` as for items.
  public init(_ covariances: ItemCovariances, names: [String] = []) throws(InputError) {
    try OneFactorModel.checkCount(covariances.order, names, needed: 2)
    self.init(
      try Self.analysis(OneFactorMoments(covariances, names: names)), covariances, names, nil)
  }

  private init(
    _ analysis: (lambda: Double, standardized: Double, shares: [Double]), _ covariances: ItemCovariances,
    _ names: [String], _ bootstrap: BootstrapFinding?
  ) {
    lambda = bootstrap?.estimate(analysis.lambda) ?? Estimate(analysis.lambda)
    standardizedLambda = analysis.standardized
    squaredMultipleCorrelations = analysis.shares
    count = covariances.count
    self.bootstrap = bootstrap
    context = DataContext(parts: names, cases: CaseLedger(all: covariances.count))
  }

  private static func analysis(
    _ moments: OneFactorMoments
  ) throws(InputError) -> (lambda: Double, standardized: Double, shares: [Double]) {
    let k = moments.order
    guard let inverse = TriangularRoot.inverse(moments.correlations, order: k) else {
      throw OneFactorMoments.Fault.dependent(k - 1).explained { "item \($0 + 1)" }
    }
    let unshared = (0..<k).map { min(1 / inverse[$0 * k + $0], 1) }
    let (total, relative) = (try moments.positiveTotal(), moments.relativeDeviations)
    let raw = (0..<k).reduce(0.0) { $0 + unshared[$1] * (relative[$1] * relative[$1]) }
    let standardTotal = moments.correlations.reduce(0, +)
    return (1 - raw / total, 1 - unshared.reduce(0, +) / standardTotal, unshared.map { 1 - $0 })
  }
}

extension OneFactorMoments {
  /// The standard deviations in units of their geometric mean.
  var relativeDeviations: [Double] {
    let scale = OneFactorObjective.scale(deviations)
    return deviations.map { $0 / scale }
  }

  /// The variance of the sum of the items in squared units of the geometric mean of their deviations.
  func positiveTotal() throws(InputError) -> Double {
    let relative = relativeDeviations
    var sum = 0.0
    for row in 0..<order {
      for column in 0..<order { sum += correlations[row * order + column] * relative[row] * relative[column] }
    }
    let variances = relative.reduce(0) { $0 + $1 * $1 }
    guard sum.isFinite, variances.isFinite else { throw Fault.range.explained { "item \($0 + 1)" } }
    guard sum > 1e-13 * variances else {
      throw .constant(
        "sum of the items", remedy: "its reliability is undefined; look for items keyed against each other")
    }
    return sum
  }
}

extension GuttmanLambda6 {
  /// Lambda 6, and the squared multiple correlations one item to a line.
  public var report: Report {
    let lines = squaredMultipleCorrelations.enumerated().map { index, value -> [Report.Cell] in
      let name = context.parts.indices.contains(index) ? context.parts[index] : "item \(index + 1)"
      return [.text(name), .number(value, .bounded(2))]
    }
    return Report(
      context.title("Guttman's λ₆"),
      method: .init(
        Self.methodID, options: bootstrap?.options ?? [], seed: bootstrap?.plan.seed,
        citation: Citation("Guttman", 1945, "Psychometrika 10, 255-282", doi: "10.1007/BF02288892")),
      rows: [
        Report.Row("λ₆", lambda, style: .bounded(2)),
        Report.Row("of standardized items", Estimate(standardizedLambda), style: .bounded(2)),
      ],
      grids: [Report.Grid(columns: ["", "squared multiple correlation"], lines: lines)],
      facts: [
        Report.Fact("n", .count(count)), Report.Fact("items", .count(squaredMultipleCorrelations.count)),
      ],
      cases: context.cases, warnings: bootstrap?.warnings ?? [])
  }
}
