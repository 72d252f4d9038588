import SurveyProbability
import SurveyVocabulary

/// Kuder and Richardson's formula 21: KR-20 if all items were equally difficult, from the mean and the
/// variance of the sum alone.
///
/// k/(k - 1)·(1 - M(k - M)/(kσ²)). It is below KR-20 where difficulties differ, and equal to it where
/// they do not, if the variance has n in the denominator.
///
/// Reference: Kuder & Richardson (1937), doi:10.1007/BF02288391, formula 21.
public struct KuderRichardson21: Finding {
  /// The stable name of the method.
  public static let methodID = "kuder-richardson-21/1"

  /// Which variance of the sum enters the formula.
  public enum Variance: String, Hashable, Sendable, Codable, CaseIterable {
    /// The sum of squares divided by n, as in the definition, so that KR-21 is at most KR-20.
    case population
    /// The sum of squares divided by n - 1, as in some textbooks and programs.
    case sample
  }

  /// The coefficient, with an interval where the answers are known and one was asked for.
  public let reliability: Estimate
  /// The mean of the sum.
  public let totalMean: Double
  /// The variance of the sum that entered the formula.
  public let totalVariance: Double
  /// Which variance that is.
  public let variance: Variance
  /// The number of items.
  public let itemCount: Int
  /// The number of cases.
  public let count: Int
  /// What resampling found; `nil` without a plan.
  public let bootstrap: BootstrapFinding?
  /// The names for print, and the cases.
  public var context: DataContext

  /// KR-21 of items with the answers 0 and 1, one array to an item.
  ///
  /// - Parameters:
  ///   - items: The items, reverse-keyed ones already reversed.
  ///   - names: The names of the items, for errors.
  ///   - variance: Which variance of the sum enters the formula.
  ///   - bootstrap: How the interval is found; `nil` for none.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than two items or cases, the items are not equally long,
  ///   an answer is neither 0 nor 1, the sum is constant, or the interval does not exist.
  public init(
    _ items: [[Double]], names: [String] = [], variance: Variance = .population,
    bootstrap: BootstrapPlan? = .bca(), confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let totals = try DichotomousItems(items, names: names).totals
    let point = try KuderRichardson21(Moments(finite: totals), itemCount: items.count, variance: variance)
    var interval: BootstrapFinding?
    if let bootstrap {
      interval = try Bootstrap(cases: totals.count, plan: bootstrap)
        .interval(around: point.reliability.value, confidence: confidence) { rows in
          // Whole numbers: their sums are exact.
          let sum = rows.reduce(0) { $0 + totals[$1] }
          let squares = rows.reduce(0) { $0 + totals[$1] * totals[$1] }
          let size = Double(rows.count)
          let rest = (squares - sum * (sum / size)) / size
          return Self.value(
            mean: sum / size, variance: variance == .population ? rest : rest * size / (size - 1),
            items: Double(items.count))
        }
    }
    self.init(point, interval)
  }

  /// KR-21 from the moments of the sum.
  ///
  /// - Parameters:
  ///   - total: Size, mean and standard deviation (with n - 1) of the sum of the items.
  ///   - itemCount: The number of items with the answers 0 and 1.
  ///   - variance: Which variance of the sum enters the formula.
  /// - Throws: `InputError` if there are fewer than two items or cases, the mean is not between 0 and
  ///   the number of items, or the variance is zero or above M(k - M).
  public init(_ total: Moments, itemCount: Int, variance: Variance = .population) throws(InputError) {
    guard itemCount >= 2 else { throw CronbachAlpha.tooFewItems(itemCount) }
    guard let sample = total.variance else { throw .tooFew("cases", found: total.count, needed: 2) }
    let (k, n) = (Double(itemCount), Double(total.count))
    guard total.mean >= 0, total.mean <= k else {
      throw .outOfRange("mean of the sum", value: total.mean, allowed: "0 to the number of items")
    }
    let population = sample * ((n - 1) / n)
    guard population <= total.mean * (k - total.mean) * (1 + 1e-12) else {
      throw InputError(
        .definition, "variance of the sum",
        "is \(population), more than sums from 0 to \(itemCount) with the mean \(total.mean) allow")
    }
    let used = variance == .population ? population : sample
    guard let value = Self.value(mean: total.mean, variance: used, items: k) else {
      throw .constant("sum of the items", remedy: "KR-21 is undefined")
    }
    reliability = Estimate(value)
    totalMean = total.mean
    totalVariance = used
    self.variance = variance
    self.itemCount = itemCount
    count = total.count
    bootstrap = nil
    context = DataContext(parts: [], cases: CaseLedger(all: total.count))
  }

  private init(_ point: KuderRichardson21, _ interval: BootstrapFinding?) {
    reliability = interval?.estimate(point.reliability.value) ?? point.reliability
    totalMean = point.totalMean
    totalVariance = point.totalVariance
    variance = point.variance
    itemCount = point.itemCount
    count = point.count
    bootstrap = interval
    context = point.context
  }

  private static func value(mean: Double, variance: Double, items k: Double) -> Double? {
    guard variance > 1e-13 * (1 + mean * mean) else { return nil }
    let value = k / (k - 1) * (1 - mean * (k - mean) / k / variance)
    return value.isFinite ? min(1, value) : nil
  }
}

extension KuderRichardson21 {
  /// The coefficient and what it was made from.
  public var report: Report {
    Report(
      context.title("Kuder-Richardson 21"),
      method: .init(
        Self.methodID,
        options: [Report.Fact("variance", .text(variance.rawValue))] + (bootstrap?.options ?? []),
        seed: bootstrap?.plan.seed,
        citation: Citation(
          "Kuder & Richardson", 1937, "Psychometrika 2, 151-160", doi: "10.1007/BF02288391")),
      rows: [Report.Row("KR-21", reliability, style: .bounded(2))],
      facts: [
        Report.Fact("n", .count(count)), Report.Fact("items", .count(itemCount)),
        Report.Fact("mean of the sum", .number(totalMean)),
        Report.Fact("variance of the sum", .number(totalVariance)),
      ],
      cases: context.cases, warnings: bootstrap?.warnings ?? [])
  }
}
