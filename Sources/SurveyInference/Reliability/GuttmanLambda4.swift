import SurveyVocabulary

/// Guttman's λ₄: the largest reliability that splitting the items into two halves gives.
///
/// All splits into halves as equal as the number of items allows are counted, up to 24 items. Each split
/// is a lower bound of the reliability of the sum; the largest of many is too large in small samples,
/// because it takes chance for its advantage.
///
/// Reference: Guttman (1945), doi:10.1007/BF02288892, formula for L4, maximized over the splits.
public struct GuttmanLambda4: Finding {
  /// The stable name of the method.
  public static let methodID = "guttman-lambda-4/1"

  /// The bound, with an interval where one was asked for.
  public let lambda: Estimate
  /// The places of the items of one half of the split that gives it; the others are the other half.
  public let half: [Int]
  /// How many splits were compared.
  public let splitCount: Int
  /// The number of items.
  public let itemCount: Int
  /// The number of cases.
  public let count: Int
  /// What resampling found; `nil` without a plan.
  public let bootstrap: BootstrapFinding?
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// The most splits that all resamples together compare.
  static let mostResampledSplits = 50_000_000

  /// The bound of items, one array to an item, with the cases in the same order in each.
  ///
  /// - Parameters:
  ///   - items: The items, reverse-keyed ones already reversed.
  ///   - names: The names of the items, for print and errors; numbers where there are none.
  ///   - bootstrap: How the interval is found; every resample looks for its own largest split. `nil` for
  ///     none, since no formula is known.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than two items or two cases, more than 24 items, the items
  ///   are not equally long, a value is not finite, the sum of the items is constant, or the interval
  ///   does not exist or would take too long.
  public init(
    _ items: [[Double]], names: [String] = [], bootstrap: BootstrapPlan? = .bca(), confidence: Double = 0.95
  ) throws(InputError) {
    let splits = try Self.splitCount(items.count)
    if let bootstrap, bootstrap.resamples > Self.mostResampledSplits / splits {
      throw .infeasible(
        "bootstrap", "\(bootstrap.resamples) resamples of \(splits) splits are too many",
        remedy: "ask for at most \(Self.mostResampledSplits / splits) resamples, or for no interval")
    }
    self.init(
      try GuttmanBounds(items, names: names, plan: bootstrap, confidence: confidence, Self.bound),
      names: names, splits: splits)
  }

  /// The bound of items that are known by their covariances; there is no interval.
  ///
  /// - Throws: `InputError` if there are fewer than two or more than 24 items, the names do not fit, or
  ///   the sum of the items is constant.
  public init(_ covariances: ItemCovariances, names: [String] = []) throws(InputError) {
    let splits = try Self.splitCount(covariances.order)
    self.init(
      try GuttmanBounds(covariances, names: names, confidence: 0.95, Self.bound), names: names,
      splits: splits)
  }

  private init(_ bounds: GuttmanBounds, names: [String], splits: Int) {
    lambda = bounds.lambda
    bootstrap = bounds.bootstrap
    count = bounds.covariances.count
    itemCount = bounds.covariances.order
    splitCount = splits
    let signs = SplitHalves(bounds.covariances)?.largest().half ?? []
    half = signs.indices.filter { signs[$0] }
    context = DataContext(parts: names, cases: CaseLedger(all: bounds.covariances.count))
  }

  private static func bound(_ covariances: ItemCovariances) -> Double? {
    SplitHalves(covariances).map { min(1, $0.largest().reliability) }
  }

  private static func splitCount(_ items: Int) throws(InputError) -> Int {
    guard items >= 2 else { throw CronbachAlpha.tooFewItems(items) }
    guard let count = SplitHalves.count(items) else {
      throw .infeasible(
        "items", "\(items) items have too many halves to count",
        remedy: "24 items are the most; SplitHalfReliability can sample the splits")
    }
    return count
  }
}

extension GuttmanLambda4 {
  /// The bound with its interval, and the split that gives it.
  public var report: Report {
    let names = half.map { CronbachAlpha.name($0, context.parts) }.joined(separator: ", ")
    return GuttmanBounds.report(
      "Guttman's λ₄", symbol: "λ₄", method: Self.methodID, lambda: lambda, count: count,
      itemCount: itemCount, bootstrap: bootstrap, context: context,
      facts: [
        Report.Fact("splits", .count(splitCount)), Report.Fact("one half of the largest", .text(names)),
      ])
  }
}
