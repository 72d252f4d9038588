import SurveyProbability
import SurveyVocabulary

/// The t test of paired differences.
///
/// The difference is the first argument minus the second: positive means an increase when it is called
/// with the later occasion first.
///
/// Reference: Student (1908), doi:10.1093/biomet/6.1.1; effect: Bonett (2008), doi:10.1037/1082-989X.13.2.99.
public struct PairedTTest: Finding {
  /// The stable name of the method.
  public static let methodID = "paired-t-test/1"

  /// The mean difference, in units of the data, with Student's interval.
  public let difference: Estimate
  /// The size, mean and variance of the differences.
  public let differences: Moments
  /// The size, mean and variance on the two occasions, in the order given.
  public let occasions: [Moments]
  /// The correlation of the two occasions; `nil` if one of them is constant.
  public let correlation: Double?
  /// The mean difference in standard deviations of the differences (d_z), noncentral-t interval.
  public let effectOfDifferences: Estimate
  /// The mean difference in units of the root mean of the two variances (d_av), Bonett's interval.
  public let averageVarianceEffect: Estimate
  /// Student's t.
  public let statistic: TestStatistic
  /// The side that was tested.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme if the mean difference is zero.
  public let pValue: Double
  /// The names of the two occasions for print, and the cases.
  public var context: DataContext

  /// Tests the mean difference of pairs, `values` minus `baseline`.
  ///
  /// - Parameters:
  ///   - values: The later or first-named values.
  ///   - baseline: The values they are compared with, in the same order of cases.
  ///   - alternative: The side to test.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there are fewer than two pairs, the lengths differ, a value is not
  ///   finite, or all differences are equal.
  public init(
    _ values: some Collection<Double>, against baseline: some Collection<Double>,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let changes = try pairedDifferences(values, baseline, atLeast: 2)
    differences = try Moments(finite: changes)
    let pairs = try PairSums(Array(values), Array(baseline))
    occasions = [pairs.first, pairs.second]
    correlation = pairs.correlation
    guard let error = differences.standardErrorOfMean, error > 0 else {
      throw .constant("differences", remedy: "a t test needs differences that vary")
    }
    let freedom = Double(differences.count - 1)
    statistic = TestStatistic(
      "t", differences.mean / error, reference: .t(degreesOfFreedom: freedom))
    pValue = statistic.pValue(alternative)
    self.alternative = alternative
    difference = try Self.meanDifference(differences.mean, error, freedom, alternative, confidence)
    effectOfDifferences = try Self.effect(statistic.value, differences.count, alternative, confidence)
    averageVarianceEffect = try Self.averageVarianceEffect(
      pairs, differences, alternative: alternative, confidence: confidence)
    context = DataContext(parts: ["after", "before"], cases: CaseLedger(all: differences.count))
  }
}

extension PairedTTest {
  private static func meanDifference(
    _ mean: Double, _ error: Double, _ freedom: Double, _ alternative: Alternative, _ confidence: Double
  ) throws(InputError) -> Estimate {
    let tail = alternative.tailArea(confidence: confidence)
    let reach = try StudentTDistribution(degreesOfFreedom: freedom).quantile(upperTail: tail) * error
    return Estimate(
      mean, standardError: error,
      interval: alternative.interval(mean - reach, mean + reach, level: confidence, method: "t"))
  }

  /// t over √n, and the noncentralities that put t at the ends of the level.
  private static func effect(
    _ t: Double, _ count: Int, _ alternative: Alternative, _ confidence: Double
  ) throws(InputError) -> Estimate {
    let (freedom, root) = (Double(count - 1), Double(count).squareRoot())
    let tail = alternative.tailArea(confidence: confidence)
    // The noncentrality at which t has the upper tail `tail` is the lower limit, and the reverse.
    func limit(_ lowerTail: Double) throws(InputError) -> Double {
      try NoncentralTDistribution.noncentrality(ofLowerTail: lowerTail, at: t, degreesOfFreedom: freedom)
        / root
    }
    let lower = alternative == .less ? -.infinity : try limit(1 - tail)
    let upper = alternative == .greater ? .infinity : try limit(tail)
    return Estimate(
      t / root,
      interval: ConfidenceInterval(lower: lower, upper: upper, level: confidence, method: "noncentral t"))
  }

  /// Bonett's (2008) standardizer and standard error for two occasions of the same cases.
  static func averageVarianceEffect(
    _ pairs: PairSums, _ differences: Moments, alternative: Alternative = .twoSided, confidence: Double
  ) throws(InputError) -> Estimate {
    let freedom = Double(differences.count - 1)
    let first = pairs.first.sumOfSquares / freedom
    let second = pairs.second.sumOfSquares / freedom
    let average = (first + second) / 2
    guard average > 0 else {
      throw InputError(
        .outOfRange, "values", "their variance is below the range of Double", remedy: "rescale the values")
    }
    // Shares of the average variance, so that no fourth power leaves the range of numbers.
    let (a, b) = (first / average, second / average)
    let covariance = (pairs.correlation ?? 0) * a.squareRoot() * b.squareRoot()
    let change = differences.sumOfSquares / freedom / average
    let effect = differences.mean / average.squareRoot()
    let variance =
      (effect * effect * (a * a + b * b + 2 * covariance * covariance) / 8 + change) / freedom
    let error = variance.squareRoot()
    let tail = alternative.tailArea(confidence: confidence)
    let reach = try NormalDistribution.standard.quantile(upperTail: tail) * error
    return Estimate(
      effect, standardError: error,
      interval: alternative.interval(effect - reach, effect + reach, level: confidence, method: "Bonett"))
  }

  /// The mean difference with its test, and both effects.
  public var report: Report {
    var facts = [Report.Fact("n", .count(differences.count))]
    for (index, occasion) in occasions.enumerated() {
      facts.append(Report.Fact("mean \(context.part(index))", .number(occasion.mean)))
      if let deviation = occasion.standardDeviation {
        facts.append(Report.Fact("SD \(context.part(index))", .number(deviation)))
      }
    }
    if let deviation = differences.standardDeviation {
      facts.append(Report.Fact("SD of differences", .number(deviation)))
    }
    if let correlation { facts.append(Report.Fact("r", .number(correlation, .bounded(2)))) }
    return Report(
      context.title("Paired t test", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID, options: [Report.Fact("alternative", .text(alternative.rawValue))],
        citation: Citation(
          "Student", 1908, "The probable error of a mean, Biometrika 6, 1-25", doi: "10.1093/biomet/6.1.1")),
      rows: [
        Report.Row(
          "mean difference", difference, statistic: statistic, pValue: pValue, alternative: alternative),
        Report.Row("average-variance d", averageVarianceEffect),
        Report.Row("d_z", effectOfDifferences),
      ],
      facts: facts, cases: context.cases)
  }
}
