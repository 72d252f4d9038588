import SurveyProbability
import SurveyVocabulary

/// Gini's coefficient of concentration: how unequally a sum is spread over the cases.
///
/// It is the mean difference of two cases over twice the mean: 0 where all have the same. Both forms in use
/// are given by name: the biased one counts each case's difference from itself, the other does not.
public struct GiniCoefficient: Finding {
  /// The stable name of the method.
  public static let methodID = "gini-coefficient/1"

  /// How the standard error and the limits are found.
  public enum Interval: Hashable, Sendable {
    /// By leaving out each case once, with normal limits.
    case jackknife
    /// By resampling the cases.
    case bootstrap(BootstrapPlan)
  }

  /// The coefficient with n² in the denominator: at most (n - 1)/n.
  public let biased: Estimate
  /// The coefficient with n(n - 1) in the denominator: at most 1.
  public let unbiased: Estimate
  /// Size, mean and variance of the values.
  public let moments: Moments
  /// How standard error and limits were found.
  public let interval: Interval
  /// What resampling found for the unbiased form; `nil` where it was not asked for.
  public let bootstrap: BootstrapFinding?
  /// The name of the variable for print, and the cases.
  public var context: DataContext

  /// Takes the concentration of values.
  ///
  /// - Parameters:
  ///   - values: The values, none of them negative.
  ///   - interval: How standard error and limits are found.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than two values, one is negative or not finite, all are zero,
  ///   squared deviations exceed the range of `Double`, or as the bootstrap does.
  public init(
    _ values: some Collection<Double>, interval: Interval = .jackknife, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let sorted = try finiteValues(values, "values", atLeast: 2).sorted()
    if let first = sorted.first, first < 0 {
      throw InputError(
        .outOfRange, "values", "the smallest is \(first), and shares of a sum need values of at least 0",
        remedy: "describe values with two signs by their standard deviation")
    }
    guard let largest = sorted.last, largest > 0 else {
      throw InputError(.constant, "values", "all of them are zero", remedy: "there is no sum to be shared")
    }
    moments = try Moments(finite: sorted)
    // Parts of the largest value keep sums within range.
    let parts = sorted.map { $0 / largest }
    let size = Double(parts.count)
    let value = Self.pairs(parts) / Self.sum(parts) / (size - 1)
    // All samples have one size, so that the two forms differ by one factor everywhere.
    let factor = (size - 1) / size
    switch interval {
    case .jackknife:
      bootstrap = nil
      unbiased = try Self.jackknife(value, parts, divisor: size - 2, confidence)
      biased = try Self.jackknife(value * factor, parts, divisor: size - 1, confidence)
    case .bootstrap(let plan):
      let found = try Bootstrap(cases: parts.count, plan: plan).interval(
        around: value, confidence: confidence
      ) {
        let drawn = $0.map { parts[$0] }.sorted()
        let sum = Self.sum(drawn)
        return sum > 0 ? Self.pairs(drawn) / sum / (size - 1) : nil
      }
      bootstrap = found
      unbiased = found.estimate(value)
      biased = found.estimate(value).times(factor)
    }
    self.interval = interval
    context = DataContext(parts: [], cases: CaseLedger(all: sorted.count))
  }

  /// The sum of sorted values.
  private static func sum(_ sorted: [Double]) -> Double { sorted.reduce(0, +) }

  /// The sum of the differences of all pairs of sorted values.
  private static func pairs(_ sorted: [Double]) -> Double {
    var (total, before) = (0.0, 0.0)
    for (place, value) in sorted.enumerated() {
      total += Double(place) * value - before
      before += value
    }
    return max(total, 0)
  }

  /// The estimate with the spread of the coefficients without one case each; `nil` limits where one of these
  /// does not exist.
  private static func jackknife(
    _ value: Double, _ sorted: [Double], divisor: Double, _ confidence: Double
  ) throws(InputError) -> Estimate {
    let (total, sum) = (pairs(sorted), sum(sorted))
    guard sorted.count >= 3, sorted[sorted.count - 2] > 0 else { return Estimate(value) }
    var without: [Double] = []
    var before = 0.0
    for (place, part) in sorted.enumerated() {
      let after = sum - before - part
      let distances = Double(place) * part - before + after - Double(sorted.count - 1 - place) * part
      without.append((total - distances) / (sum - part) / divisor)
      before += part
    }
    guard without.contains(where: { $0 != without[0] }) else {
      return try normal(value, 0, confidence)
    }
    let spread = try Moments(finite: without).sumOfSquares
    let size = Double(sorted.count)
    return try normal(value, (spread * (size - 1) / size).squareRoot(), confidence)
  }

  private static func normal(
    _ value: Double, _ error: Double, _ confidence: Double
  ) throws(InputError) -> Estimate {
    let reach = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2) * error
    return Estimate(
      value, standardError: error,
      interval: ConfidenceInterval(
        lower: value - reach, upper: value + reach, level: confidence, method: "jackknife normal"))
  }
}

extension GiniCoefficient {
  /// Both forms with their limits.
  public var report: Report {
    var facts = [Report.Fact("n", .count(moments.count)), Report.Fact("mean", .number(moments.mean))]
    if let error = unbiased.standardError { facts.append(.init("SE, unbiased", .number(error, .bounded(3)))) }
    return Report(
      context.title("Gini's coefficient"),
      method: .init(
        Self.methodID, options: bootstrap?.options ?? [.init("interval", .text("jackknife normal"))],
        seed: bootstrap?.plan.seed),
      rows: [
        .init("Gini, unbiased", unbiased, style: .bounded(3)),
        .init("Gini, biased", biased, style: .bounded(3)),
      ], facts: facts, cases: context.cases,
      notes: unbiased.interval == nil
        ? ["Without one of the cases the coefficient does not exist: there is no standard error."] : [],
      warnings: bootstrap?.warnings ?? [])
  }
}
