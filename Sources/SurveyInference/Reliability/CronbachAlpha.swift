import SurveyProbability
import SurveyVocabulary

/// Cronbach's alpha of a set of items, with the item analysis that goes with it.
///
/// Items are taken as they come: what is reverse-keyed must be reversed before. An item that runs
/// against the others is pointed out, never turned round in silence. The interval is Feldt's, which
/// assumes items of equal true-score variance and normal scores.
///
/// Reference: Cronbach (1951), doi:10.1007/BF02310555; interval: Feldt (1965), doi:10.1007/BF02289499.
public struct CronbachAlpha: Finding {
  /// The stable name of the method.
  public static let methodID = "cronbach-alpha/1"

  /// Alpha of the raw items, with Feldt's interval.
  public let alpha: Estimate
  /// Alpha of the items when each is divided by its standard deviation; `nil` if an item is constant.
  public let standardizedAlpha: Double?
  /// The mean correlation between two items; `nil` if an item is constant.
  public let meanInterItemCorrelation: Double?
  /// What each item is like, and what alpha would be without it, in the order given.
  public let items: [Item]
  /// The number of cases.
  public let count: Int
  /// The mean of the sum of the items; `nil` where only covariances are known.
  public let totalMean: Double?
  /// The standard deviation of the sum of the items.
  public let totalStandardDeviation: Double
  /// The standard error of measurement of the sum of the items, SD·√(1 - alpha).
  public let standardErrorOfMeasurement: Double
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// One item of a scale.
  public struct Item: Hashable, Sendable {
    /// The mean; `nil` where only covariances are known.
    public let mean: Double?
    /// The standard deviation with n - 1 in the denominator.
    public let standardDeviation: Double
    /// The correlation with the sum of the other items; `nil` if the item or that sum is constant.
    public let restCorrelation: Double?
    /// The correlation with the sum of all items, itself included; `nil` if the item is constant.
    public let totalCorrelation: Double?
    /// Alpha of the other items; `nil` for one other item, or if their sum is constant.
    public let alphaIfDeleted: Double?
    /// Standardized alpha of the other items; `nil` for one other item, or if one of them is constant.
    public let standardizedAlphaIfDeleted: Double?
  }

  /// Alpha of items, one array to an item, with the cases in the same order in each.
  ///
  /// - Parameters:
  ///   - items: The items, reverse-keyed ones already reversed.
  ///   - names: The names of the items, for print and errors; numbers where there are none.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than two items or two cases, the items are not equally
  ///   long, a value is not finite, or the sum of the items is constant.
  public init(_ items: [[Double]], names: [String] = [], confidence: Double = 0.95) throws(InputError) {
    guard items.count >= 2 else { throw Self.tooFewItems(items.count) }
    if !names.isEmpty { try checkEqualLength(names.count, "names", items.count, "the list of items") }
    try self.init(ItemCovariances(items, names: names), names: names, confidence: confidence)
  }

  /// Alpha of items that are known by their covariances.
  ///
  /// - Throws: `InputError` if there are fewer than two items, the names do not fit, or the sum of the
  ///   items is constant.
  public init(
    _ covariances: ItemCovariances, names: [String] = [], confidence: Double = 0.95
  ) throws(InputError) {
    let order = covariances.order
    guard order >= 2 else { throw Self.tooFewItems(order) }
    if !names.isEmpty { try checkEqualLength(names.count, "names", order, "the list of items") }
    try checkConfidence(confidence)
    let analysis = ItemAnalysis(covariances)
    guard analysis.totalVariance.isFinite else {
      throw InputError(
        .outOfRange, "items", "the variance of their sum exceeds the range of Double",
        remedy: "rescale the items")
    }
    guard let raw = analysis.alpha else {
      throw .constant(
        "sum of the items", remedy: "alpha is undefined; look for items that are keyed against each other")
    }
    count = covariances.count
    alpha = Estimate(
      raw, interval: try Self.feldtInterval(raw, cases: count, items: order, confidence: confidence))
    standardizedAlpha = analysis.standardizedAlpha
    meanInterItemCorrelation = analysis.meanCorrelation
    items = (0..<order).map(analysis.item)
    totalMean = covariances.means.map { $0.reduce(0, +) }.flatMap { $0.isFinite ? $0 : nil }
    totalStandardDeviation = analysis.totalVariance.squareRoot()
    standardErrorOfMeasurement = (analysis.totalVariance * (1 - raw)).squareRoot()
    context = DataContext(parts: names, cases: CaseLedger(all: covariances.count))
  }

  /// Feldt's limits: (1 - alpha) / (1 - sample alpha) is an F ratio in equivalent items.
  static func feldtInterval(
    _ alpha: Double, cases: Int, items: Int, confidence: Double
  ) throws(InputError) -> ConfidenceInterval {
    let (rows, columns) = (Double(cases - 1), Double(items - 1))
    let distribution = try FDistribution(numerator: rows, denominator: rows * columns)
    let tail = (1 - confidence) / 2
    let (high, low) = (try distribution.quantile(upperTail: tail), try distribution.quantile(lowerTail: tail))
    return ConfidenceInterval(
      lower: 1 - (1 - alpha) * high, upper: 1 - (1 - alpha) * low, level: confidence, method: "Feldt")
  }

  private static func tooFewItems(_ found: Int) -> InputError {
    InputError(.tooFew, "items", "\(found) \(found == 1 ? "item" : "items") found, at least 2 needed")
  }
}

extension CronbachAlpha {
  /// Alpha with its interval, and the items one to a line.
  public var report: Report {
    let name = { (index: Int) in
      context.parts.indices.contains(index) ? context.parts[index] : "item \(index + 1)"
    }
    var rows = [Report.Row("alpha", alpha, style: .bounded(2))]
    if let standardizedAlpha {
      rows.append(Report.Row("standardized alpha", Estimate(standardizedAlpha), style: .bounded(2)))
    }
    if let meanInterItemCorrelation {
      rows.append(Report.Row("mean inter-item r", Estimate(meanInterItemCorrelation), style: .bounded(2)))
    }
    let bounded = { (value: Double?) in value.map { Report.Cell.number($0, .bounded(2)) } ?? .empty }
    let lines = items.enumerated().map { index, item -> [Report.Cell] in
      [
        .text(name(index)), item.mean.map { .number($0, .decimals(2)) } ?? .empty,
        .number(item.standardDeviation, .decimals(2)), bounded(item.restCorrelation),
        bounded(item.totalCorrelation), bounded(item.alphaIfDeleted),
        bounded(item.standardizedAlphaIfDeleted),
      ]
    }
    var facts = [Report.Fact("n", .count(count)), Report.Fact("items", .count(items.count))]
    if let totalMean { facts.append(Report.Fact("mean of the sum", .number(totalMean))) }
    facts += [
      Report.Fact("SD of the sum", .number(totalStandardDeviation)),
      Report.Fact("standard error of measurement", .number(standardErrorOfMeasurement)),
    ]
    return Report(
      context.title("Cronbach's alpha"),
      method: .init(
        Self.methodID, options: [Report.Fact("interval", .text("Feldt"))],
        citation: Citation(
          "Cronbach", 1951, "Psychometrika 16, 297-334", doi: "10.1007/BF02310555")),
      rows: rows,
      grids: [
        Report.Grid(
          columns: [
            "", "mean", "SD", "item-rest r", "item-total r", "alpha if deleted", "standardized if deleted",
          ], lines: lines)
      ],
      facts: facts, cases: context.cases, warnings: warnings(name))
  }

  private func warnings(_ name: (Int) -> String) -> [String] {
    var warnings: [String] = []
    for (index, item) in items.enumerated() {
      if item.standardDeviation == 0 {
        warnings.append("\(name(index)) is constant: all answers are equal.")
      } else if let rest = item.restCorrelation, rest < 0 {
        warnings.append("\(name(index)) correlates negatively with the rest: is it reverse-keyed?")
      }
    }
    if alpha.value < 0 {
      warnings.append("Alpha is negative: the items covary negatively on average.")
    }
    return warnings
  }
}
