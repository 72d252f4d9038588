import SurveyProbability
import SurveyVocabulary

/// The reliability of the sum of two items, 2r/(1 + r): what to report for a scale of two items.
///
/// For two items alpha is this coefficient only if their variances are equal, and below it where they
/// are not. The formula asks for standardized items, or for items of equal variance.
///
/// Reference: Spearman (1910) and Brown (1910), British Journal of Psychology 3, 271-295 and 296-322;
/// for two items: Eisinga, te Grotenhuis & Pelzer (2013), doi:10.1007/s00038-012-0416-3.
public struct SpearmanBrownReliability: Finding {
  /// The stable name of the method.
  public static let methodID = "spearman-brown-reliability/1"

  /// How the limits are found.
  public enum IntervalMethod: Hashable, Sendable, Codable {
    /// Fisher's z limits of the correlation, each put through the formula.
    case fisher
    /// By resampling the cases.
    case bootstrap(BootstrapPlan)
  }

  /// The coefficient with its interval; Fisher's is absent for three cases.
  public let reliability: Estimate
  /// The correlation of the two items with Fisher's interval.
  public let correlation: Estimate
  /// The number of cases.
  public let count: Int
  /// What resampling found, where it was asked for.
  public let bootstrap: BootstrapFinding?
  /// The names of the two items for print, and the cases.
  public var context: DataContext

  /// The reliability of the sum of two items, cases in the same order.
  ///
  /// - Parameters:
  ///   - first: One item, already reversed where it is reverse-keyed.
  ///   - second: The other.
  ///   - interval: How the limits are found.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than three cases, the lengths differ, a value is not
  ///   finite, an item is constant, the items correlate -1, or the interval does not exist.
  public init(
    _ first: some Collection<Double>, with second: some Collection<Double>,
    interval: IntervalMethod = .fisher, confidence: Double = 0.95
  ) throws(InputError) {
    let (x, y) = (Array(first), Array(second))
    let pearson = try PearsonCorrelation(x, with: y, confidence: confidence)
    let point = try Self.value(pearson.correlation.value)
    correlation = pearson.correlation
    count = x.count
    switch interval {
    case .fisher:
      bootstrap = nil
      reliability = Estimate(point, interval: Self.limits(pearson.correlation.interval))
    case .bootstrap(let plan):
      let found = try Bootstrap(cases: x.count, plan: plan)
        .interval(around: point, confidence: confidence) { rows in
          let pairs = try? PairSums(rows.map { x[$0] }, rows.map { y[$0] })
          return pairs?.correlation.flatMap { try? Self.value($0) }
        }
      bootstrap = found
      reliability = found.estimate(point)
    }
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: x.count))
  }

  /// The reliability of the sum of two items whose correlation is known, with Fisher's limits.
  ///
  /// - Throws: `InputError` if the correlation is not above -1 and at most 1, or there are fewer than
  ///   three cases.
  public init(correlation: Double, count: Int, confidence: Double = 0.95) throws(InputError) {
    try checkConfidence(confidence)
    guard correlation > -1, correlation <= 1 else {
      throw .outOfRange("correlation", value: correlation, allowed: "a number above -1 and at most 1")
    }
    guard count >= 3 else { throw .tooFew("cases", found: count, needed: 3) }
    let limits = try CorrelationTest.fisherInterval(
      correlation, count: count, varianceFactor: 1, method: "Fisher z", alternative: .twoSided,
      confidence: confidence)
    self.correlation = Estimate(correlation, interval: limits)
    reliability = Estimate(try Self.value(correlation), interval: Self.limits(limits))
    bootstrap = nil
    self.count = count
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: count))
  }

  private static func value(_ r: Double) throws(InputError) -> Double {
    guard 1 + r > 1e-13 else {
      throw InputError(
        .outOfRange, "correlation", "is -1, where the reliability of the sum is undefined",
        remedy: "one of the two items is keyed against the other: reverse it")
    }
    return min(1, 2 * r / (1 + r))
  }

  /// The formula rises with r, so that it takes limits to limits.
  private static func limits(_ interval: ConfidenceInterval?) -> ConfidenceInterval? {
    interval.flatMap { interval in
      guard let lower = try? value(interval.lower), let upper = try? value(interval.upper) else {
        return nil
      }
      return ConfidenceInterval(lower: lower, upper: upper, level: interval.level, method: interval.method)
    }
  }
}

extension SpearmanBrownReliability {
  /// The coefficient with its interval, and the correlation.
  public var report: Report {
    var notes: [String] = []
    if reliability.interval == nil { notes.append("Fisher's interval needs at least four cases.") }
    var warnings = bootstrap?.warnings ?? []
    if correlation.value < 0 {
      warnings.append("The two items correlate negatively: is one of them reverse-keyed?")
    }
    return Report(
      context.title("Spearman-Brown reliability of two items", "\(context.part(0)) and \(context.part(1))"),
      method: .init(
        Self.methodID, options: bootstrap?.options ?? [Report.Fact("interval", .text("Fisher z"))],
        seed: bootstrap?.plan.seed,
        citation: Citation("Spearman", 1910, "British Journal of Psychology 3, 271-295")),
      rows: [
        Report.Row("reliability", reliability, style: .bounded(2)),
        Report.Row("r", correlation, style: .bounded(2)),
      ],
      facts: [Report.Fact("n", .count(count))], cases: context.cases, notes: notes, warnings: warnings)
  }
}
