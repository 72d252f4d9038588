import SurveyProbability
import SurveyVocabulary

/// Kuder and Richardson's formula 20: the internal consistency of items that are right or wrong.
///
/// k/(k - 1)·(1 - Σpq/σ²) with the shares p of ones, q = 1 - p, and the variance σ² of the sum with n in
/// the denominator, as pq has. It equals Cronbach's alpha of the same items.
///
/// Reference: Kuder & Richardson (1937), doi:10.1007/BF02288391, formula 20; interval: Feldt (1965),
/// doi:10.1007/BF02289499.
public struct KuderRichardson20: Finding {
  /// The stable name of the method.
  public static let methodID = "kuder-richardson-20/1"

  /// The coefficient with its interval.
  public let reliability: Estimate
  /// The share of ones of each item, in the order given.
  public let shares: [Double]
  /// The mean of the sum.
  public let totalMean: Double
  /// The standard deviation of the sum with n - 1 in the denominator.
  public let totalStandardDeviation: Double
  /// The standard error of measurement of the sum, SD·√(1 - KR-20).
  public let standardErrorOfMeasurement: Double
  /// The number of cases.
  public let count: Int
  /// What resampling found, where it was asked for.
  public let bootstrap: BootstrapFinding?
  private let intervalMethod: CronbachAlpha.IntervalMethod
  private let hint: KeyingHint?
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// KR-20 of items with the answers 0 and 1, one array to an item.
  ///
  /// - Parameters:
  ///   - items: The items, reverse-keyed ones already reversed.
  ///   - names: The names of the items, for print and errors; numbers where there are none.
  ///   - interval: How the limits are found; the choices and their assumptions are those of alpha.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than two items or cases, the items are not equally long,
  ///   an answer is neither 0 nor 1, the sum is constant, or the interval does not exist.
  public init(
    _ items: [[Double]], names: [String] = [], interval: CronbachAlpha.IntervalMethod = .feldt,
    confidence: Double = 0.95
  ) throws(InputError) {
    let answers = try DichotomousItems(items, names: names)
    // The variances of the sum and of the items have the same denominator: alpha is KR-20.
    let alpha = try CronbachAlpha(items, names: names, interval: interval, confidence: confidence)
    reliability = alpha.alpha
    bootstrap = alpha.bootstrap
    shares = answers.shares
    totalMean = answers.shares.reduce(0, +)
    totalStandardDeviation = alpha.totalStandardDeviation ?? 0
    standardErrorOfMeasurement = alpha.standardErrorOfMeasurement ?? 0
    count = alpha.count
    intervalMethod = interval
    hint = alpha.keyingHint
    context = DataContext(parts: names, cases: CaseLedger(all: alpha.count))
  }
}

extension KuderRichardson20 {
  /// The coefficient with its interval, and the shares of the items.
  public var report: Report {
    var warnings: [String] = []
    for (index, share) in shares.enumerated() where share == 0 || share == 1 {
      warnings.append("\(CronbachAlpha.name(index, context.parts)) is constant: all answers are equal.")
    }
    if let hint { warnings.append(CronbachAlpha.sentence(hint, context.parts, "KR-20") + ".") }
    return Report(
      context.title("Kuder-Richardson 20"),
      method: .init(
        Self.methodID,
        options: bootstrap?.options ?? [Report.Fact("interval", .text(intervalMethod.name))],
        seed: bootstrap?.plan.seed,
        citation: Citation(
          "Kuder & Richardson", 1937, "Psychometrika 2, 151-160", doi: "10.1007/BF02288391")),
      rows: [Report.Row("KR-20", reliability, style: .bounded(2))],
      grids: [
        Report.Grid(
          columns: ["", "share of 1"],
          lines: shares.enumerated().map { index, share in
            [.text(CronbachAlpha.name(index, context.parts)), .number(share, .bounded(2))]
          })
      ],
      facts: [
        Report.Fact("n", .count(count)), Report.Fact("items", .count(shares.count)),
        Report.Fact("mean of the sum", .number(totalMean)),
        Report.Fact("SD of the sum", .number(totalStandardDeviation)),
        Report.Fact("standard error of measurement", .number(standardErrorOfMeasurement)),
      ],
      cases: context.cases, warnings: warnings + (bootstrap?.warnings ?? []))
  }
}
