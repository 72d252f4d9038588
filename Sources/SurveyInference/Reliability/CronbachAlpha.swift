import SurveyProbability
import SurveyVocabulary

/// Cronbach's alpha of a set of items, with the item analysis that goes with it.
///
/// Items are taken as they come: what is reverse-keyed must be reversed before. Items that run against
/// the others are pointed out, never turned round in silence. The interval is Feldt's unless another is
/// asked for; ``IntervalMethod`` says what each assumes.
///
/// Reference: Cronbach (1951), doi:10.1007/BF02310555; interval: Feldt (1965), doi:10.1007/BF02289499.
public struct CronbachAlpha: Finding {
  /// The stable name of the method.
  public static let methodID = "cronbach-alpha/1"

  /// Alpha of the raw items with its interval.
  public let alpha: Estimate
  /// Alpha of the items when each is divided by its standard deviation; `nil` if an item is constant or
  /// the covariances are not known.
  public let standardizedAlpha: Double?
  /// The mean correlation between two items; `nil` where standardized alpha is.
  public let meanInterItemCorrelation: Double?
  /// The median correlation between two items; `nil` where standardized alpha is.
  public let medianInterItemCorrelation: Double?
  /// The ratio of true to error variance in the sum of standardized items, k r̄/(1 - r̄); `nil` where
  /// standardized alpha is, or if all items correlate 1 (Cronbach & Gleser 1964).
  public let signalToNoiseRatio: Double?
  /// The asymptotic standard error of alpha for multivariate normal items (van Zyl, Neudecker & Nel 2000);
  /// `nil` where the covariances are not known.
  public let asymptoticStandardError: Double?
  /// What each item is like, and what alpha would be without it, in the order given; empty where the
  /// covariances are not known.
  public let items: [Item]
  /// The number of items.
  public let itemCount: Int
  /// The number of cases.
  public let count: Int
  /// The mean of the sum of the items; `nil` where the means are not known.
  public let totalMean: Double?
  /// The standard deviation of the sum of the items; `nil` for a published alpha.
  public let totalStandardDeviation: Double?
  /// The standard error of measurement of the sum of the items, SD·√(1 - alpha); `nil` for a published
  /// alpha.
  public let standardErrorOfMeasurement: Double?
  /// The keys under which alpha would be largest; `nil` if these are the present ones.
  public let keyingHint: KeyingHint?
  /// How the limits were found.
  public let intervalMethod: IntervalMethod
  /// What resampling found, where it was asked for.
  public let bootstrap: BootstrapFinding?
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
  ///   - interval: How the limits are found.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than two items or two cases, the items are not equally
  ///   long, a value is not finite, the sum of the items is constant, or the interval does not exist.
  public init(
    _ items: [[Double]], names: [String] = [], interval: IntervalMethod = .feldt, confidence: Double = 0.95
  ) throws(InputError) {
    guard items.count >= 2 else { throw Self.tooFewItems(items.count) }
    if !names.isEmpty { try checkEqualLength(names.count, "names", items.count, "the list of items") }
    let covariances = try ItemCovariances(items, names: names)
    try self.init(
      covariances, names: names, interval: interval, confidence: confidence,
      answers: { ItemResampling(items, covariances) })
  }

  /// Alpha of items that are known by their covariances, complete or ``ItemCovariances/init(pairwise:names:)``.
  ///
  /// - Throws: `InputError` if there are fewer than two items, the names do not fit, the sum of the items
  ///   is constant, or the interval does not exist or needs the answers.
  public init(
    _ covariances: ItemCovariances, names: [String] = [], interval: IntervalMethod = .feldt,
    confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      covariances, names: names, interval: interval, confidence: confidence, answers: { nil })
  }

  private init(
    _ covariances: ItemCovariances, names: [String], interval: IntervalMethod, confidence: Double,
    answers: () -> ItemResampling?
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
    guard let raw = analysis.alpha else { throw Self.withoutAlpha(covariances, names: names) }
    let standardError = AlphaInterval.standardError(covariances, total: analysis.totalVariance)
    if case .bootstrap(let plan) = interval, let answers = answers() {
      let resampling = AlphaResampling(answers)
      let found = try Bootstrap(cases: covariances.count, plan: plan)
        .interval(around: raw, confidence: confidence, resampling.alpha)
      alpha = found.estimate(raw)
      bootstrap = found
    } else {
      alpha = try AlphaInterval.estimate(
        raw, cases: covariances.count, items: order, standardError: standardError, method: interval,
        confidence: confidence)
      bootstrap = nil
    }
    count = covariances.count
    itemCount = order
    standardizedAlpha = analysis.standardizedAlpha
    meanInterItemCorrelation = analysis.meanCorrelation
    medianInterItemCorrelation = analysis.medianCorrelation
    signalToNoiseRatio = analysis.signalToNoiseRatio
    asymptoticStandardError = standardError
    items = (0..<order).map(analysis.item)
    totalMean = covariances.means.map { $0.reduce(0, +) }.flatMap { $0.isFinite ? $0 : nil }
    totalStandardDeviation = analysis.totalVariance.squareRoot()
    standardErrorOfMeasurement = (analysis.totalVariance * (1 - raw)).squareRoot()
    keyingHint = KeyingHint(covariances)
    intervalMethod = interval
    context = DataContext(parts: names, cases: CaseLedger(all: covariances.count))
  }
}

extension CronbachAlpha {
  /// Alpha of items that are known by their number, the sum of their variances and the variance of their
  /// sum, all with n - 1 in the denominator.
  ///
  /// - Throws: `InputError` if there are fewer than two items or cases, a variance is negative or not
  ///   finite, the variance of the sum is zero or above what the items allow, or the interval needs more
  ///   than is known.
  public init(
    itemCount: Int, sumOfItemVariances: Double, varianceOfSum: Double, count: Int,
    interval: IntervalMethod = .feldt, confidence: Double = 0.95
  ) throws(InputError) {
    guard itemCount >= 2 else { throw Self.tooFewItems(itemCount) }
    for (name, value) in [
      ("sum of the item variances", sumOfItemVariances), ("variance of the sum", varianceOfSum),
    ] {
      guard value >= 0, value.isFinite else {
        throw .outOfRange(name, value: value, allowed: "a finite number of at least 0")
      }
    }
    guard varianceOfSum > 1e-13 * sumOfItemVariances, varianceOfSum > 0 else {
      throw .constant("sum of the items", remedy: "alpha is undefined")
    }
    let k = Double(itemCount)
    guard varianceOfSum / k <= sumOfItemVariances * (1 + 1e-12) else {
      throw InputError(
        .definition, "variance of the sum",
        "is \(varianceOfSum), more than \(itemCount) items with variances that sum to \(sumOfItemVariances) allow"
      )
    }
    let raw = min(1, k / (k - 1) * ((varianceOfSum - sumOfItemVariances) / varianceOfSum))
    try self.init(
      summary: raw, count: count, itemCount: itemCount, totalVariance: varianceOfSum, interval: interval,
      confidence: confidence)
  }

  /// A published alpha with the interval that was not published.
  ///
  /// - Parameters:
  ///   - alpha: The coefficient.
  ///   - count: The number of cases.
  ///   - itemCount: The number of items.
  ///   - interval: `.feldt` or `.bonett`; the others need more than is known.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if alpha is not a number of at most 1, there are fewer than two items or
  ///   cases, or the interval needs more than is known.
  public init(
    published alpha: Double, count: Int, itemCount: Int, interval: IntervalMethod = .feldt,
    confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      summary: alpha, count: count, itemCount: itemCount, totalVariance: nil, interval: interval,
      confidence: confidence)
  }

  private init(
    summary raw: Double, count: Int, itemCount: Int, totalVariance: Double?, interval: IntervalMethod,
    confidence: Double
  ) throws(InputError) {
    guard itemCount >= 2 else { throw Self.tooFewItems(itemCount) }
    guard count >= 2 else { throw .tooFew("cases", found: count, needed: 2) }
    guard raw.isFinite, raw <= 1 else { throw .outOfRange("alpha", value: raw, allowed: "at most 1") }
    try checkConfidence(confidence)
    alpha = try AlphaInterval.estimate(
      raw, cases: count, items: itemCount, standardError: nil, method: interval, confidence: confidence)
    self.count = count
    self.itemCount = itemCount
    standardizedAlpha = nil
    meanInterItemCorrelation = nil
    medianInterItemCorrelation = nil
    signalToNoiseRatio = nil
    asymptoticStandardError = nil
    items = []
    totalMean = nil
    totalStandardDeviation = totalVariance?.squareRoot()
    standardErrorOfMeasurement = totalVariance.map { ($0 * (1 - raw)).squareRoot() }
    keyingHint = nil
    intervalMethod = interval
    bootstrap = nil
    context = DataContext(parts: [], cases: CaseLedger(all: count))
  }
}

/// Guttman's λ₃ is Cronbach's alpha: k/(k - 1)·λ₁ (Guttman 1945).
public typealias GuttmanLambda3 = CronbachAlpha
