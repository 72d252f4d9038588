import SurveyVocabulary

/// Guttman's λ₅: a lower bound of the reliability of the sum for sets in which one item covaries much
/// with all others.
///
/// It adds to λ₁ what the squared covariances of that one item say.
///
/// Reference: Guttman (1945), doi:10.1007/BF02288892, formula for L5.
public struct GuttmanLambda5: Finding {
  /// The stable name of the method.
  public static let methodID = "guttman-lambda-5/1"

  /// The bound, with an interval where one was asked for.
  public let lambda: Estimate
  /// The place of the item whose squared covariances with the others are largest.
  public let leadingItem: Int
  /// The number of items.
  public let itemCount: Int
  /// The number of cases.
  public let count: Int
  /// What resampling found; `nil` without a plan.
  public let bootstrap: BootstrapFinding?
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// The bound of items, one array to an item, with the cases in the same order in each.
  ///
  /// - Parameters:
  ///   - items: The items, reverse-keyed ones already reversed.
  ///   - names: The names of the items, for print and errors; numbers where there are none.
  ///   - bootstrap: How the interval is found; `nil` for none, since no formula is known.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than two items or two cases, the items are not equally
  ///   long, a value is not finite, the sum of the items is constant, or the interval does not exist.
  public init(
    _ items: [[Double]], names: [String] = [], bootstrap: BootstrapPlan? = .bca(), confidence: Double = 0.95
  ) throws(InputError) {
    let bounds = try GuttmanBounds(
      items, names: names, plan: bootstrap, confidence: confidence, GuttmanBounds.fifth)
    self.init(bounds, names: names)
  }

  /// The bound of items that are known by their covariances; there is no interval.
  ///
  /// A correlation matrix gives the bound of standardized items.
  ///
  /// - Throws: `InputError` if there are fewer than two items, the names do not fit, or the sum of the
  ///   items is constant.
  public init(_ covariances: ItemCovariances, names: [String] = []) throws(InputError) {
    self.init(
      try GuttmanBounds(covariances, names: names, confidence: 0.95, GuttmanBounds.fifth), names: names)
  }

  private init(_ bounds: GuttmanBounds, names: [String]) {
    lambda = bounds.lambda
    bootstrap = bounds.bootstrap
    count = bounds.covariances.count
    itemCount = bounds.covariances.order
    let sums = GuttmanBounds.squaredSums(bounds.covariances, GuttmanBounds.total(bounds.covariances) ?? 1)
    leadingItem = sums.indices.max { sums[$0] < sums[$1] } ?? 0
    context = DataContext(parts: names, cases: CaseLedger(all: bounds.covariances.count))
  }
}

extension GuttmanLambda5 {
  /// The bound with its interval.
  public var report: Report {
    GuttmanBounds.report(
      "Guttman's λ₅", symbol: "λ₅", method: Self.methodID, lambda: lambda, count: count,
      itemCount: itemCount, bootstrap: bootstrap, context: context,
      facts: [Report.Fact("leading item", .text(CronbachAlpha.name(leadingItem, context.parts)))])
  }
}
