import SurveyProbability
import SurveyVocabulary

/// The reliability of the sum of a set of items from splitting them into two halves.
///
/// One split is reported in full: the odd against the even items, or the one that is given. Beside it
/// stands what all splits into halves give, so that the luck of one split can be seen.
///
/// Reference: Spearman (1910) and Brown (1910), British Journal of Psychology 3; Rulon (1939), Harvard
/// Educational Review 9; Horst (1951), Educational and Psychological Measurement 11.
public struct SplitHalfReliability: Finding {
  /// The stable name of the method.
  public static let methodID = "split-half-reliability/1"

  /// The split that was reported in full.
  public let split: Split
  /// Guttman's form of the split with its interval.
  public let guttman: Estimate
  /// Spearman and Brown's form of the split with its interval; `nil` where ``Split/spearmanBrown`` is.
  public let spearmanBrown: Estimate?
  /// What all splits give; `nil` if they were not asked for.
  public let distribution: Distribution?
  /// Whether the split is the odd items against the even ones.
  public let isOddEven: Bool
  /// Which splits were compared; `nil` for none.
  public let splits: Splits?
  /// The number of items.
  public let itemCount: Int
  /// The number of cases.
  public let count: Int
  /// What resampling found for Guttman's form; `nil` without a plan.
  public let bootstrap: BootstrapFinding?
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// The most splits that are sampled.
  static let mostSampledSplits = 1_000_000

  /// The split-half reliability of items, one array to an item, cases in the same order in each.
  ///
  /// - Parameters:
  ///   - items: The items, reverse-keyed ones already reversed.
  ///   - names: The names of the items, for print and errors; numbers where there are none.
  ///   - half: The places of the items of the first half, counted from zero; `nil` for the first, third,
  ///     fifth and so on.
  ///   - splits: Which splits are compared beside it; `nil` for none.
  ///   - bootstrap: How the interval of the one split is found; `nil` for none.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than two items or two cases, the items are not equally
  ///   long, a value is not finite, the sum of the items is constant, the half is empty, complete or has
  ///   places that do not exist or come twice, there are too many splits, or the interval does not exist.
  public init(
    _ items: [[Double]], names: [String] = [], half: [Int]? = nil, splits: Splits? = .all,
    bootstrap: BootstrapPlan? = .bca(), confidence: Double = 0.95
  ) throws(InputError) {
    let chosen = try Self.checked(half, items: items.count)
    // Resampling takes long enough that what cannot be done is refused before it.
    try Self.check(splits, items: items.count)
    let bounds = try GuttmanBounds(items, names: names, plan: bootstrap, confidence: confidence) {
      Split($0, half: chosen)?.guttman
    }
    var corrected: Estimate?
    if let value = Split(bounds.covariances, half: chosen)?.spearmanBrown {
      corrected = Estimate(value)
      if let bootstrap {
        let answers = ItemResampling(items, bounds.covariances)
        corrected = try Bootstrap(cases: bounds.covariances.count, plan: bootstrap)
          .interval(around: value, confidence: confidence) { rows in
            answers.covariances(of: rows).flatMap { Split($0, half: chosen)?.spearmanBrown }
          }.estimate(value)
      }
    }
    try self.init(
      bounds, names: names, half: chosen, isOddEven: half == nil, splits: splits, corrected: corrected)
  }

  /// The split-half reliability of items that are known by their covariances; there is no interval.
  ///
  /// A correlation matrix gives that of standardized items.
  ///
  /// - Throws: `InputError` as for items.
  public init(
    _ covariances: ItemCovariances, names: [String] = [], half: [Int]? = nil, splits: Splits? = .all
  ) throws(InputError) {
    let chosen = try Self.checked(half, items: covariances.order)
    try Self.check(splits, items: covariances.order)
    let bounds = try GuttmanBounds(covariances, names: names, confidence: 0.95) {
      Split($0, half: chosen)?.guttman
    }
    try self.init(
      bounds, names: names, half: chosen, isOddEven: half == nil, splits: splits,
      corrected: Split(covariances, half: chosen)?.spearmanBrown.map { Estimate($0) })
  }

  private init(
    _ bounds: GuttmanBounds, names: [String], half: [Int], isOddEven: Bool, splits: Splits?,
    corrected: Estimate?
  ) throws(InputError) {
    guard let split = Split(bounds.covariances, half: half), let halves = SplitHalves(bounds.covariances)
    else { throw CronbachAlpha.withoutAlpha(bounds.covariances, names: names) }
    self.split = split
    distribution = try Self.distribution(halves, order: bounds.covariances.order, splits)
    guttman = bounds.lambda
    spearmanBrown = corrected
    self.isOddEven = isOddEven
    self.splits = splits
    bootstrap = bounds.bootstrap
    count = bounds.covariances.count
    itemCount = bounds.covariances.order
    context = DataContext(parts: names, cases: CaseLedger(all: bounds.covariances.count))
  }

  private static func checked(_ half: [Int]?, items: Int) throws(InputError) -> [Int] {
    guard items >= 2 else { throw CronbachAlpha.tooFewItems(items) }
    guard let half else { return Array(stride(from: 0, to: items, by: 2)) }
    if let outside = half.first(where: { $0 < 0 || $0 >= items }) {
      throw InputError(
        .outOfRange, "half", "there is no item at \(outside); the places are 0 to \(items - 1)")
    }
    guard Set(half).count == half.count else {
      throw InputError(.definition, "half", "names an item twice")
    }
    guard !half.isEmpty, half.count < items else {
      throw InputError(.definition, "half", "leaves one side without items")
    }
    return half
  }

  private static func tooManyItems(_ count: Int) -> InputError {
    .infeasible(
      "splits", "\(count) items have too many halves to count",
      remedy: "24 items are the most; ask for .sampled splits")
  }

  private static func check(_ splits: Splits?, items: Int) throws(InputError) {
    switch splits {
    case nil: return
    case .all: if SplitHalves.count(items) == nil { throw tooManyItems(items) }
    case .sampled(let count, _):
      guard count >= 1 else {
        throw InputError(.outOfRange, "splits", "\(count) asked for, at least 1 needed")
      }
      guard count <= mostSampledSplits else {
        throw .infeasible("splits", "\(count) are asked for", remedy: "at most \(mostSampledSplits)")
      }
    }
  }

  private static func distribution(
    _ halves: SplitHalves, order: Int, _ splits: Splits?
  ) throws(InputError) -> Distribution? {
    var values: [Double] = []
    switch splits {
    case nil: return nil
    case .all:
      guard let count = SplitHalves.count(order) else { throw tooManyItems(order) }
      values.reserveCapacity(count)
      var best = (value: -Double.infinity, half: [Bool](repeating: false, count: order))
      halves.forEach { value, half in
        if value > best.value { best = (value, half) }
        values.append(value)
      }
      return Distribution(values, best: best.half, isComplete: true)
    case .sampled(let count, let seed):
      var stream = RandomStream(seed: seed)
      var best = (value: -Double.infinity, half: [Bool](repeating: false, count: order))
      for _ in 0..<count {
        var half = [Bool](repeating: false, count: order)
        for item in stream.sample(order / 2, of: order) { half[item] = true }
        let value = halves.reliability(half)
        if value > best.value { best = (value, half) }
        values.append(value)
      }
      return Distribution(values, best: best.half, isComplete: false)
    }
  }
}

extension SplitHalfReliability {
  /// The one split in its forms, and what all splits give.
  public var report: Report {
    let names = { (half: [Int]) in
      half.map { CronbachAlpha.name($0, context.parts) }.joined(separator: ", ")
    }
    var rows = [Report.Row("Guttman-Flanagan-Rulon", guttman, style: .bounded(2))]
    if let spearmanBrown { rows.append(Report.Row("Spearman-Brown", spearmanBrown, style: .bounded(2))) }
    if let horst = split.horst, 2 * split.half.count != itemCount {
      rows.append(Report.Row("Horst, uneven halves", Estimate(horst), style: .bounded(2)))
    }
    var facts = [Report.Fact("n", .count(count)), Report.Fact("items", .count(itemCount))]
    if let r = split.correlation { facts.append(Report.Fact("r of the halves", .number(r, .bounded(2)))) }
    facts.append(Report.Fact("first half", .text(names(split.half))))
    var options = [Report.Fact("split", .text(isOddEven ? "odd-even" : "given"))]
    var seed = bootstrap?.plan.seed
    var grids: [Report.Grid] = []
    if let distribution {
      let title = "\(distribution.isComplete ? "all" : "sampled") splits into halves, Guttman's form"
      let values = [
        distribution.minimum, distribution.quantile(0.05) ?? 0, distribution.quantile(0.5) ?? 0,
        distribution.quantile(0.95) ?? 0, distribution.maximum, distribution.mean,
      ]
      grids = [
        Report.Grid(
          title, columns: ["splits", "minimum", "5%", "median", "95%", "maximum", "mean"],
          lines: [[.count(distribution.count)] + values.map { .number($0, .bounded(2)) }])
      ]
      facts.append(Report.Fact("one half of the largest", .text(names(distribution.best))))
      if case .sampled(_, let own) = splits {
        options.append(Report.Fact("seed of the splits", .text("\(own)")))
        seed = seed ?? own
      }
    }
    return Report(
      context.title("Split-half reliability"),
      method: .init(
        Self.methodID, options: options + (bootstrap?.options ?? []), seed: seed,
        citation: Citation("Rulon", 1939, "Harvard Educational Review 9, 99-103")),
      rows: rows, grids: grids, facts: facts, cases: context.cases, warnings: bootstrap?.warnings ?? [])
  }
}
