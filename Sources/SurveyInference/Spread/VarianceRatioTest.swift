import SurveyProbability
import SurveyVocabulary

/// The F test of the variances of two independent groups.
///
/// The ratio is the first variance over the second. The test and the interval are exact for normal data and
/// for no other: with heavy tails they reject far too often, however large the groups are.
///
/// Reference: Fisher (1925), Statistical Methods for Research Workers. Agrees with R's `var.test` to 11 digits.
public struct VarianceRatioTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "variance-ratio-test/1"

  /// Size, mean and variance of the two groups, in the order given.
  public let groups: [Moments]
  /// The first variance over the second, with the interval of the F distribution.
  public let ratio: Estimate
  /// The first standard deviation over the second: the roots of the ratio and of its limits.
  public let ratioOfDeviations: Estimate
  /// F, the ratio over the ratio of the null hypothesis, with n₁ - 1 and n₂ - 1 degrees of freedom.
  public let statistic: TestStatistic
  /// The ratio of variances under the null hypothesis.
  public let nullRatio: Double
  /// The side on which a difference was looked for.
  public let alternative: Alternative
  /// The probability of an F at least as extreme; two-sided, twice the smaller of the two tails.
  public let pValue: Double
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares the variances of two groups.
  ///
  /// - Parameters:
  ///   - group: The values whose variance is the numerator.
  ///   - baseline: The values whose variance is the denominator.
  ///   - nullRatio: The ratio under the null hypothesis.
  ///   - alternative: The side on which a difference is looked for; `.greater` asks for a ratio above it.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a group has fewer than two observations, does not vary or holds a value that
  ///   is not finite, or if the null ratio is not a positive number.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>, nullRatio: Double = 1,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      Moments(finite: try finiteValues(group, "group", atLeast: 2)),
      against: Moments(finite: try finiteValues(baseline, "baseline", atLeast: 2)), nullRatio: nullRatio,
      alternative: alternative, confidence: confidence)
  }

  /// Compares two groups known only by their size, mean and variance.
  ///
  /// - Throws: `InputError` if a group has fewer than two observations or does not vary, or if the null ratio is
  ///   not a positive number.
  public init(
    _ group: Moments, against baseline: Moments, nullRatio: Double = 1, alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard nullRatio > 0, nullRatio.isFinite else {
      throw .outOfRange("null ratio", value: nullRatio, allowed: "a finite number above 0")
    }
    for (name, moments) in [("group", group), ("baseline", baseline)] {
      guard moments.count >= 2 else { throw .tooFew(name, found: moments.count, needed: 2) }
      try moments.checkVariance(name, remedy: "a ratio needs two variances above zero")
    }
    let cases = group.count.addingReportingOverflow(baseline.count)
    guard !cases.overflow else {
      throw InputError(.outOfRange, "group", "the number of observations exceeds the range of Int")
    }
    let quotient = (group.variance ?? 0) / (baseline.variance ?? 0)
    let f = quotient / nullRatio
    let (a, b) = (Double(group.count - 1), Double(baseline.count - 1))
    guard quotient.isFinite, quotient > 0, f.isFinite, f > 0, (1 / f).isFinite else {
      throw InputError(
        .outOfRange, "group and baseline", "the ratio of the variances exceeds the range of Double",
        remedy: "rescale the values")
    }
    let distribution = try FDistribution(numerator: a, denominator: b)
    let area = alternative.tailArea(confidence: confidence)
    let interval = alternative.interval(
      quotient / (try distribution.quantile(upperTail: area)),
      quotient / (try distribution.quantile(lowerTail: area)), level: confidence, method: "F distribution",
      bounds: (0, .infinity))
    groups = [group, baseline]
    ratio = Estimate(quotient, interval: interval)
    ratioOfDeviations = Estimate(
      quotient.squareRoot(),
      interval: ConfidenceInterval(
        lower: interval.lower.squareRoot(), upper: interval.upper.squareRoot(), level: confidence,
        method: interval.method))
    statistic = TestStatistic("F", f, reference: .f(numerator: a, denominator: b))
    self.nullRatio = nullRatio
    self.alternative = alternative
    // The lower tail of F is the upper tail of its reciprocal with the degrees of freedom exchanged.
    let upper = statistic.pValue()
    let lower = TestStatistic("F", 1 / f, reference: .f(numerator: b, denominator: a)).pValue()
    pValue =
      switch alternative {
      case .twoSided: min(1, 2 * min(lower, upper))
      case .greater: upper
      case .less: lower
      }
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: cases.partialValue))
  }
}

extension Moments {
  /// Refuses a variance that is zero, or too small for its digits to be kept.
  func checkVariance(_ name: String, remedy: String) throws(InputError) {
    guard sumOfSquares > 0 || minimum != maximum else { throw .constant(name, remedy: remedy) }
    guard sumOfSquares > 1e-280 else {
      throw InputError(
        .outOfRange, name, "the values vary too little for the range of Double", remedy: "rescale the values")
    }
  }
}

extension VarianceRatioTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("F test of two variances", "\(context.part(0)) / \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [
          .init("alternative", .text(alternative.rawValue)), .init("null ratio", .number(nullRatio)),
        ], citation: Citation("Fisher", 1925, "Statistical Methods for Research Workers, Oliver & Boyd")),
      rows: [
        .init("ratio of variances", ratio, statistic: statistic, pValue: pValue, alternative: alternative),
        .init("ratio of standard deviations", ratioOfDeviations),
      ],
      facts: groups.facts, cases: context.cases,
      notes: [
        "The test and the intervals hold for normal data only. Do not choose between Student's and Welch's "
          + "test by them."
      ])
  }
}
