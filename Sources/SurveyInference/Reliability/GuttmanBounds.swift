import SurveyProbability
import SurveyVocabulary

/// What Guttman's lower bounds share: they are made of the covariances, and their intervals of resamples.
struct GuttmanBounds {
  let lambda: Estimate
  let bootstrap: BootstrapFinding?
  let covariances: ItemCovariances

  /// The most refits times cases times items squared: some ten minutes of one processor.
  private static let mostProducts = 1e12

  private static func check(_ plan: BootstrapPlan, items: Int, cases: Int) throws(InputError) {
    try plan.checkWork(
      steps: Double(cases) * Double(items) * Double(items), cases: cases, atMost: mostProducts,
      of: "\(items) items and \(cases) cases")
  }

  /// A bound of items from their answers.
  init(
    _ items: [[Double]], names: [String], plan: BootstrapPlan?, confidence: Double,
    _ bound: (_ covariances: ItemCovariances) -> Double?
  ) throws(InputError) {
    guard items.count >= 2 else { throw CronbachAlpha.tooFewItems(items.count) }
    try self.init(
      ItemCovariances(items, names: names), names: names, confidence: confidence, bound,
      resample: { value, covariances throws(InputError) in
        guard let plan else { return nil }
        try Self.check(plan, items: items.count, cases: covariances.count)
        let answers = ItemResampling(items, covariances)
        return try Bootstrap(cases: covariances.count, plan: plan)
          .interval(around: value, confidence: confidence) { answers.covariances(of: $0).flatMap(bound) }
      })
  }

  /// A bound of items that are known by their covariances.
  init(
    _ covariances: ItemCovariances, names: [String], confidence: Double,
    _ bound: (_ covariances: ItemCovariances) -> Double?,
    resample: (Double, ItemCovariances) throws(InputError) -> BootstrapFinding? = { _, _ in nil }
  ) throws(InputError) {
    guard covariances.order >= 2 else { throw CronbachAlpha.tooFewItems(covariances.order) }
    if !names.isEmpty {
      try checkEqualLength(names.count, "names", covariances.order, "the list of items")
    }
    try checkConfidence(confidence)
    guard ItemAnalysis(covariances).totalVariance.isFinite else {
      throw InputError(
        .outOfRange, "items", "the variance of their sum exceeds the range of Double",
        remedy: "rescale the items")
    }
    guard let value = bound(covariances) else {
      throw CronbachAlpha.withoutAlpha(covariances, names: names)
    }
    self.covariances = covariances
    bootstrap = try resample(value, covariances)
    lambda = bootstrap?.estimate(value) ?? Estimate(value)
  }

  /// The variance of the sum; `nil` where only rounding is left of it.
  static func total(_ covariances: ItemCovariances) -> Double? {
    let total = ItemAnalysis(covariances).totalVariance
    return total > 0 ? total : nil
  }

  /// λ₁ = 1 - sum of variances / variance of the sum.
  static func first(_ covariances: ItemCovariances) -> Double? {
    total(covariances).map { total in
      let trace = (0..<covariances.order).reduce(0) { $0 + covariances[$1, $1] }
      return (total - trace) / total
    }
  }

  /// λ₂ = λ₁ + √(k/(k - 1)·sum of squared covariances)/T.
  static func second(_ covariances: ItemCovariances) -> Double? {
    guard let total = total(covariances), let first = first(covariances) else { return nil }
    let k = Double(covariances.order)
    let squares = squaredSums(covariances, total).reduce(0, +)
    return min(1, first + (k / (k - 1) * squares).squareRoot())
  }

  /// λ₅ = λ₁ + 2√(largest sum of squared covariances of one item)/T.
  static func fifth(_ covariances: ItemCovariances) -> Double? {
    guard let total = total(covariances), let first = first(covariances) else { return nil }
    let largest = squaredSums(covariances, total).max() ?? 0
    return min(1, first + 2 * largest.squareRoot())
  }

  /// For each item the sum of its squared covariances with the others, in units of T².
  static func squaredSums(_ covariances: ItemCovariances, _ total: Double) -> [Double] {
    (0..<covariances.order).map { row in
      (0..<covariances.order).reduce(0) { sum, column in
        let share = row == column ? 0 : covariances[row, column] / total
        return sum + share * share
      }
    }
  }

  /// The report of a bound.
  static func report(
    _ title: String, symbol: String, method: String, lambda: Estimate, count: Int, itemCount: Int,
    bootstrap: BootstrapFinding?, context: DataContext, options: [Report.Fact] = [],
    facts: [Report.Fact] = [], warnings: [String] = []
  ) -> Report {
    Report(
      context.title(title),
      method: .init(
        method, options: options + (bootstrap?.options ?? []), seed: bootstrap?.plan.seed,
        citation: Citation("Guttman", 1945, "Psychometrika 10, 255-282", doi: "10.1007/BF02288892")),
      rows: [Report.Row(symbol, lambda, style: .bounded(2))],
      facts: [Report.Fact("n", .count(count)), Report.Fact("items", .count(itemCount))] + facts,
      cases: context.cases, warnings: warnings + (bootstrap?.warnings ?? []))
  }
}
