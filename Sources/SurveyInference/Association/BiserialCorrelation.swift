import SurveyProbability
import SurveyVocabulary

/// The biserial correlation: the correlation of a variable with the normal variable that was cut in two to make
/// two groups.
///
/// It is meant for a dichotomy by degree, such as passed and failed, not for one by kind. The test is Student's
/// t of the two groups, because the correlation is zero where the point-biserial one is.
///
/// Reference: Pearson (1909), doi:10.1093/biomet/7.1-2.96; standard error: Soper (1914),
/// doi:10.1093/biomet/10.2-3.384; maximum likelihood: Tate (1955), doi:10.1093/biomet/42.1-2.205.
public struct BiserialCorrelation: Finding {
  /// The stable name of the method.
  public static let methodID = "biserial-correlation/1"

  /// How the correlation is estimated.
  public enum Method: String, Hashable, Sendable, Codable, CaseIterable {
    /// Pearson's formula, with Soper's standard error.
    case moments
    /// The most likely correlation, threshold, mean and standard deviation, with the standard error from the
    /// observed information.
    case maximumLikelihood = "maximum likelihood"
  }

  /// The correlation with its standard error and an interval on Fisher's z; neither exists at ±1, nor beyond,
  /// where moments can lead. A one-sided interval ends at -1 or 1 on its open side.
  public let correlation: Estimate
  /// The correlation with the two-valued variable itself.
  public let pointBiserial: Double
  /// Where the normal variable is cut: cases above belong to the first group.
  public let threshold: Double
  /// Student's t of the two groups; infinite if neither group varies.
  public let statistic: TestStatistic
  /// The side that was tested.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme if the correlation is zero.
  public let pValue: Double
  /// Whether the data are most likely at a correlation of ±1: the groups do not overlap.
  public let isAtBound: Bool
  /// How the correlation was estimated.
  public let method: Method
  /// Size, mean and variance of the two groups, in the order given.
  public let groups: [Moments]
  /// The names of the two groups for print, and the cases.
  public var context: DataContext

  /// Correlates a variable with what divides two groups.
  ///
  /// - Parameters:
  ///   - group: The values of the cases that are above the threshold.
  ///   - baseline: The values of the cases below.
  ///   - method: Pearson's formula, or maximum likelihood.
  ///   - alternative: The side to test.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if a group is empty, there are fewer than three values, one is not finite, all are
  ///   equal, or the search does not converge.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>, method: Method = .moments,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let pair = try TwoValued(group, baseline)
    let normal = NormalDistribution.standard
    let p = pair.share
    switch method {
    case .moments:
      // The smaller tail keeps the digits of a rare group.
      let cut = try p <= 0.5 ? normal.quantile(upperTail: p) : normal.quantile(lowerTail: 1 - p)
      let density = normal.density(cut)
      let r = pair.correlation * ((p * (1 - p)).squareRoot() / density)
      let error = Self.soper(r, p, cut, density, pair.count)
      correlation = try CorrelationTest.deltaEstimate(
        r, standardError: error, alternative: alternative, confidence: confidence)
      (threshold, isAtBound) = (cut, false)
    case .maximumLikelihood:
      let labels =
        [Double](repeating: 1, count: pair.groups[0].count)
        + [Double](repeating: 0, count: pair.groups[1].count)
      let fit = try PolyserialFit(
        maximumLikelihood: pair.scores, OrdinalCodes(labels, "group and baseline"))
      correlation = try CorrelationTest.deltaEstimate(
        fit.correlation, standardError: fit.standardError, alternative: alternative, confidence: confidence)
      (threshold, isAtBound) = (fit.thresholds[0], fit.isAtBound)
    }
    pointBiserial = pair.correlation
    statistic = pair.statistic
    pValue = pair.statistic.pValue(alternative)
    self.alternative = alternative
    self.method = method
    groups = pair.groups
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: pair.count))
  }

  /// Correlates a variable with what divides the cases into two, cases in the same order.
  ///
  /// - Parameters:
  ///   - values: The variable.
  ///   - labels: Whether each case is above the threshold.
  ///   - method: Pearson's formula, or maximum likelihood.
  ///   - alternative: The side to test.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` as for two groups, if the lengths differ, or if all labels are equal.
  public init(
    _ values: some Collection<Double>, with labels: some Collection<Bool>, method: Method = .moments,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    let (group, baseline) = try TwoValued.split(values, by: labels)
    try self.init(
      group, against: baseline, method: method, alternative: alternative, confidence: confidence)
    context.parts = ["true", "false"]
  }

  /// √((r⁴ + r²(pqz²/φ² + (2p - 1)z/φ - 5/2) + pq/φ²)/n), where z is exceeded with probability p.
  private static func soper(_ r: Double, _ p: Double, _ z: Double, _ density: Double, _ count: Int) -> Double
  {
    let spread = p * (1 - p) / (density * density)
    let square = r * r
    let variance =
      square * square + square * (spread * z * z + (2 * p - 1) * z / density - 2.5) + spread
    return (max(variance, 0) / Double(count)).squareRoot()
  }
}

extension BiserialCorrelation {
  /// The correlation with its interval and test.
  public var report: Report {
    Report(
      context.title("Biserial correlation", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("method", .text(method.rawValue)),
          Report.Fact("alternative", .text(alternative.rawValue)),
        ],
        citation: Citation("Pearson", 1909, "Biometrika 7, 96-105", doi: "10.1093/biomet/7.1-2.96")),
      rows: [
        Report.Row(
          "biserial r", correlation, style: .bounded(2), statistic: statistic, pValue: pValue,
          alternative: alternative)
      ],
      facts: groups.facts + [
        Report.Fact("point-biserial r", .number(pointBiserial, .bounded(2))),
        Report.Fact("threshold", .number(threshold, .decimals(2))),
      ],
      cases: context.cases, warnings: LatentBound.warnings(correlation.value, isAtBound: isAtBound))
  }
}
