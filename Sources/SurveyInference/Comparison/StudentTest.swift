import SurveyProbability
import SurveyVocabulary

/// Student's test of the difference between two independent means with a pooled variance.
///
/// The difference is the first mean minus the second. The groups are assumed to have equal variances;
/// ``WelchTest`` does without.
///
/// Reference: Student (1908), doi:10.1093/biomet/6.1.1. Agrees with R's `t.test(var.equal = TRUE)` to
/// 11 digits.
public struct StudentTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "student-test/1"

  /// Size, mean and variance of the two groups, in the order given.
  public let groups: [Moments]
  /// First mean minus second, in the units of the data.
  public let difference: Estimate
  /// Hedges' g with its noncentral-t interval, under the same assumptions as the test.
  public let effect: Estimate
  /// t with n₁ + n₂ - 2 degrees of freedom.
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
    let df = Double(first.count + second.count - 2)
    let error = moments.pooledStandardDeviation * moments.rootOfReciprocalSizes
    let t = try moments.statistic(standardError: error)
    let reach =
      error
      * (try StudentTDistribution(degreesOfFreedom: df)
        .quantile(upperTail: alternative.tailArea(confidence: confidence)))
    groups = [first, second]
    difference = Estimate(
      moments.difference, standardError: error,
      interval: alternative.interval(
        moments.difference - reach, moments.difference + reach, level: confidence, method: "Student t"))
    effect = try HedgesG(
      first, against: second, alternative: alternative, confidence: confidence
    ).g
    statistic = TestStatistic("t", t, reference: .t(degreesOfFreedom: df))
    self.alternative = alternative
    pValue = statistic.pValue(alternative)
    context = moments.context
  }
}

extension StudentTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Student's test", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID, options: [.init("alternative", .text(alternative.rawValue))],
        citation: Citation("Student", 1908, "Biometrika 6, 1-25", doi: "10.1093/biomet/6.1.1")),
      rows: [
        .init(
          "difference in means", difference, statistic: statistic, pValue: pValue, alternative: alternative),
        .init("Hedges' g", effect),
      ],
      facts: groups.facts, cases: context.cases,
      notes: ["The test and the interval of g assume that both groups have the same variance."])
  }
}
