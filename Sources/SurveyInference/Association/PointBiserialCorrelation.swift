import SurveyProbability
import SurveyVocabulary

/// The point-biserial correlation: Pearson's correlation of a variable with one of two values.
///
/// It is tested by Student's t of the two groups, which it determines and that determines it:
/// r² = t²/(t² + n - 2). With as many cases in both groups it is at most about .80 for a normal variable that
/// is cut in two; ``BiserialCorrelation`` estimates the correlation with the variable that was cut.
///
/// Reference: Pearson (1909), doi:10.1093/biomet/7.1-2.96; Tate (1954), doi:10.1214/aoms/1177728730.
public struct PointBiserialCorrelation: Finding {
  /// The stable name of the method.
  public static let methodID = "point-biserial-correlation/1"

  /// How the interval is found.
  public enum Interval: String, Hashable, Sendable, Codable, CaseIterable {
    /// From the noncentral t distribution: exact for two normal groups of equal variance and fixed sizes.
    case noncentralT = "noncentral t"
    /// Fisher's z, as for two normal variables, which a two-valued one is not.
    case fisherZ = "Fisher z"
  }

  /// The correlation, positive where the first group has the higher mean.
  ///
  /// A one-sided interval ends at -1 or 1 on its open side. There is none by Fisher's z for three cases, and
  /// none by the noncentral t distribution where neither group varies.
  public let correlation: Estimate
  /// Student's t of the two groups; infinite if neither group varies.
  public let statistic: TestStatistic
  /// The side that was tested.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme if both groups have the same mean.
  public let pValue: Double
  /// How the interval was found.
  public let interval: Interval
  /// Size, mean and variance of the two groups, in the order given.
  public let groups: [Moments]
  /// The names of the two groups for print, and the cases.
  public var context: DataContext

  /// Correlates a variable with being in the first of two groups.
  ///
  /// - Parameters:
  ///   - group: The values of the cases that have what the two-valued variable says.
  ///   - baseline: The values of the others.
  ///   - interval: How the interval is found.
  ///   - alternative: The side to test.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if a group is empty, there are fewer than three values, one is not finite, all are
  ///   equal, or the noncentral t distribution does not reach the difference.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    interval: Interval = .noncentralT, alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let pair = try TwoValued(group, baseline)
    correlation = Estimate(
      pair.correlation, interval: try Self.limits(pair, interval, alternative, confidence))
    statistic = pair.statistic
    pValue = pair.statistic.pValue(alternative)
    self.alternative = alternative
    self.interval = interval
    groups = pair.groups
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: pair.count))
  }

  /// Correlates a variable with a two-valued one, cases in the same order.
  ///
  /// - Parameters:
  ///   - values: The variable.
  ///   - labels: The two-valued variable; the cases with a true label are the first group.
  ///   - interval: How the interval is found.
  ///   - alternative: The side to test.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` as for two groups, if the lengths differ, or if all labels are equal.
  public init(
    _ values: some Collection<Double>, with labels: some Collection<Bool>, interval: Interval = .noncentralT,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    let (group, baseline) = try TwoValued.split(values, by: labels)
    try self.init(
      group, against: baseline, interval: interval, alternative: alternative, confidence: confidence)
    context.parts = ["true", "false"]
  }

  private static func limits(
    _ pair: TwoValued, _ interval: Interval, _ alternative: Alternative, _ confidence: Double
  ) throws(InputError) -> ConfidenceInterval? {
    switch interval {
    case .fisherZ:
      return try CorrelationTest.fisherInterval(
        pair.correlation, count: pair.count, varianceFactor: 1, method: interval.rawValue,
        alternative: alternative, confidence: confidence)
    case .noncentralT:
      guard pair.statistic.value.isFinite else { return nil }
      guard pair.statistic.value.magnitude <= 5_000 else {
        throw InputError(
          .outOfRange, "group and baseline",
          "the difference is over 5,000 standard errors, which the noncentral t distribution does not reach",
          remedy: "ask for .fisherZ")
      }
      let found = try NoncentralLimits.interval(
        pair.statistic.value, degreesOfFreedom: pair.degreesOfFreedom, scale: 1, alternative: alternative,
        confidence: confidence)
      // A noncentrality λ belongs to groups whose correlation is λ/√(λ² + n).
      func correlation(_ noncentrality: Double) -> Double {
        noncentrality / (noncentrality * noncentrality + Double(pair.count)).squareRoot()
      }
      return alternative.interval(
        correlation(found.lower), correlation(found.upper), level: confidence, method: interval.rawValue,
        bounds: (-1, 1))
    }
  }
}

extension PointBiserialCorrelation {
  /// The correlation with its interval and test.
  public var report: Report {
    var notes: [String] = []
    if !statistic.value.isFinite {
      notes.append("Neither group varies" + (correlation.interval == nil ? ": there is no interval." : "."))
    } else if correlation.interval == nil {
      notes.append("Fisher's interval needs at least four cases.")
    }
    return Report(
      context.title("Point-biserial correlation", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("interval", .text(interval.rawValue)),
          Report.Fact("alternative", .text(alternative.rawValue)),
        ],
        citation: Citation(
          "Tate", 1954, "Annals of Mathematical Statistics 25, 603-607", doi: "10.1214/aoms/1177728730")),
      rows: [
        Report.Row(
          "r", correlation, style: .bounded(2), statistic: statistic, pValue: pValue, alternative: alternative
        )
      ],
      facts: groups.facts, cases: context.cases, notes: notes)
  }
}
