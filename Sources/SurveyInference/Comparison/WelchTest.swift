import SurveyProbability
import SurveyVocabulary

/// Welch's test of the difference between two independent means.
///
/// The difference is the first mean minus the second. Variances may differ; the degrees of freedom are
/// Welch-Satterthwaite's.
///
/// Reference: Welch (1947), doi:10.1093/biomet/34.1-2.28. Agrees with R's `t.test(x, y)` to 11 digits.
public struct WelchTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "welch-test/1"

  /// Size, mean and variance of the two groups, in the order given.
  public let groups: [Moments]
  /// First mean minus second, in the units of the data.
  public let difference: Estimate
  /// The difference in units of the root mean of the two variances (average-variance d), with Bonett's
  /// interval, which lets the variances differ.
  public let effect: Estimate
  /// t with Welch-Satterthwaite's degrees of freedom.
  public let statistic: TestStatistic
  /// The side on which a difference was looked for.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme under the null hypothesis.
  public let pValue: Double
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares the means of two groups.
  ///
  /// - Parameters:
  ///   - group: The values whose mean is the minuend.
  ///   - baseline: The values whose mean is subtracted.
  ///   - alternative: The side on which a difference is looked for.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a group has fewer than two observations, holds a value that is not
  ///   finite, or if neither group varies.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(GroupMoments(group, baseline), alternative, confidence)
  }

  /// Compares two groups known only by their size, mean and variance.
  ///
  /// - Throws: `InputError` if a group has fewer than two observations or if neither group varies.
  public init(
    _ group: Moments, against baseline: Moments, alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(GroupMoments(group, baseline), alternative, confidence)
  }

  private init(
    _ moments: GroupMoments, _ alternative: Alternative, _ confidence: Double
  ) throws(InputError) {
    try checkConfidence(confidence)
    let (first, second) = (moments.first, moments.second)
    // Squares of standard errors: their sum is the variance of the difference.
    let (e1, e2) = (first.standardErrorOfMean ?? 0, second.standardErrorOfMean ?? 0)
    let variance = e1 * e1 + e2 * e2
    let error = variance.squareRoot()
    let t = try moments.statistic(standardError: error)
    let share = e1 * e1 / variance
    let rest = e2 * e2 / variance
    let df = 1 / (share * share / Double(first.count - 1) + rest * rest / Double(second.count - 1))
    guard
      let effect = try AverageVarianceD.estimate(
        first, second, alternative: alternative, confidence: confidence)
    else { throw .constant("group and baseline") }
    let reach =
      error
      * (try StudentTDistribution(degreesOfFreedom: df)
        .quantile(upperTail: alternative.tailArea(confidence: confidence)))
    groups = [first, second]
    difference = Estimate(
      moments.difference, standardError: error,
      interval: alternative.interval(
        moments.difference - reach, moments.difference + reach, level: confidence, method: "Welch t"))
    self.effect = effect
    statistic = TestStatistic("t", t, reference: .t(degreesOfFreedom: df))
    self.alternative = alternative
    pValue = statistic.pValue(alternative)
    context = moments.context
  }
}

extension WelchTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Welch's test", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID, options: [.init("alternative", .text(alternative.rawValue))],
        citation: Citation("Welch", 1947, "Biometrika 34, 28-35", doi: "10.1093/biomet/34.1-2.28")),
      rows: [
        .init(
          "difference in means", difference, statistic: statistic, pValue: pValue, alternative: alternative),
        .init("average-variance d", effect),
      ],
      facts: groups.facts, cases: context.cases)
  }
}
