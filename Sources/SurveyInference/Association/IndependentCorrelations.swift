import SurveyProbability
import SurveyVocabulary

/// The difference between two correlations of independent groups, by Fisher's z.
///
/// The test compares the transformed correlations; the interval is Zou's for the difference itself.
///
/// Reference: Fisher (1921), Metron 1, 3-32; interval: Zou (2007), doi:10.1037/1082-989X.12.4.399.
public struct IndependentCorrelations: Finding {
  /// The stable name of the method.
  public static let methodID = "independent-correlations/1"

  /// The two correlations with Fisher's intervals, in the order given.
  public let correlations: [Estimate]
  /// First correlation minus second.
  public let difference: Estimate
  /// The difference of Fisher's z over its standard error.
  public let statistic: TestStatistic
  /// The side that was tested.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme if the correlations are equal.
  public let pValue: Double
  /// The numbers of pairs in the two groups.
  public let counts: [Int]
  /// The names of the two groups for print, and the cases.
  public var context: DataContext

  /// Compares two groups known by their correlations and sizes.
  ///
  /// - Parameters:
  ///   - first: The correlation in one group.
  ///   - firstCount: Its number of pairs.
  ///   - second: The correlation in the other group.
  ///   - secondCount: Its number of pairs.
  ///   - alternative: The side to test.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a correlation is not between -1 and 1, which are excluded, or a group has fewer
  ///   than four pairs or more than 10¹².
  public init(
    _ first: Double, count firstCount: Int, against second: Double, count secondCount: Int,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let one = try FisherLimits(first, count: firstCount, "first correlation", alternative, confidence)
    let other = try FisherLimits(second, count: secondCount, "second correlation", alternative, confidence)
    let error = (1 / Double(firstCount - 3) + 1 / Double(secondCount - 3)).squareRoot()
    statistic = TestStatistic("z", (libmAtanh(first) - libmAtanh(second)) / error, reference: .normal)
    pValue = statistic.pValue(alternative)
    correlations = [one.estimate, other.estimate]
    difference = Estimate(
      first - second, interval: FisherLimits.zou(one, other, correlation: 0, alternative, confidence))
    self.alternative = alternative
    counts = [firstCount, secondCount]
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: firstCount + secondCount))
  }

  /// Compares the correlations of two variables in two groups.
  ///
  /// - Throws: `InputError` as for known correlations, and as for Pearson's correlation of each group.
  public init(
    _ first: PearsonCorrelation, against second: PearsonCorrelation, alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      first.correlation.value, count: first.variables[0].count, against: second.correlation.value,
      count: second.variables[0].count, alternative: alternative, confidence: confidence)
  }
}

/// Fisher's limits of a correlation, two-sided at the tail area of the alternative, for Zou's intervals.
struct FisherLimits {
  let value: Double
  let lower: Double
  let upper: Double
  let estimate: Estimate

  init(
    _ value: Double, count: Int, _ subject: String, _ alternative: Alternative, _ confidence: Double
  ) throws(InputError) {
    guard value.magnitude < 1 else {
      throw .outOfRange(subject, value: value, allowed: "a number above -1 and below 1")
    }
    guard count >= 4 else { throw .tooFew("pairs of the \(subject)", found: count, needed: 4) }
    guard count <= 1_000_000_000_000 else {
      throw .outOfRange("pairs of the \(subject)", value: Double(count), allowed: "a number up to 1e12")
    }
    let z = try NormalDistribution.standard.quantile(upperTail: alternative.tailArea(confidence: confidence))
    let reach = z / Double(count - 3).squareRoot()
    let center = libmAtanh(value)
    self.value = value
    (lower, upper) = (libmTanh(center - reach), libmTanh(center + reach))
    estimate = Estimate(
      value,
      interval: try CorrelationTest.fisherInterval(
        value, count: count, varianceFactor: 1, method: "Fisher z", alternative: .twoSided,
        confidence: confidence))
  }

  /// The limits of the difference from those of its parts (Zou 2007), whose estimates correlate.
  static func zou(
    _ first: FisherLimits, _ second: FisherLimits, correlation: Double, _ alternative: Alternative,
    _ confidence: Double
  ) -> ConfidenceInterval {
    func reach(_ one: Double, _ other: Double) -> Double {
      max(one * one + other * other - 2 * correlation * one * other, 0).squareRoot()
    }
    let difference = first.value - second.value
    return alternative.interval(
      difference - reach(first.value - first.lower, second.upper - second.value),
      difference + reach(first.upper - first.value, second.value - second.lower), level: confidence,
      method: "Zou", bounds: (-2, 2))
  }
}

extension IndependentCorrelations {
  /// The correlations and their difference with its test.
  public var report: Report {
    Report(
      context.title("Two independent correlations", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID, options: [Report.Fact("alternative", .text(alternative.rawValue))],
        citation: Citation(
          "Zou", 2007, "Psychological Methods 12, 399-413", doi: "10.1037/1082-989X.12.4.399")),
      rows: [
        Report.Row("r \(context.part(0))", correlations[0], style: .bounded(2)),
        Report.Row("r \(context.part(1))", correlations[1], style: .bounded(2)),
        Report.Row(
          "difference", difference, statistic: statistic, pValue: pValue, alternative: alternative),
      ],
      facts: [Report.Fact("n", .counts(counts))], cases: context.cases)
  }
}
