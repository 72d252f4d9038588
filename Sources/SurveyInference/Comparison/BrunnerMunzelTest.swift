import SurveyProbability
import SurveyVocabulary

/// Brunner and Munzel's test that neither of two groups tends to greater values.
///
/// The null hypothesis is that the probability of superiority is one half. Unlike the Mann-Whitney
/// test it lets the groups differ in spread and shape.
///
/// Reference: Brunner & Munzel (2000), doi:10.1002/(SICI)1521-4036(200001)42:1<17::AID-BIMJ17>3.0.CO;2-U.
/// Agrees with scipy's `brunnermunzel` to 9 digits; the sign is that of first against second.
public struct BrunnerMunzelTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "brunner-munzel-test/1"

  /// The distribution that the statistic is judged by.
  public enum Approximation: String, Hashable, Sendable, Codable, CaseIterable {
    /// Student's t with Satterthwaite's degrees of freedom.
    case t
    /// The normal distribution, for large groups.
    case normal
  }

  /// P(first > second) + ½ P(first = second), with the interval that inverts the test, cut at 0 and 1.
  public let effect: Estimate
  /// The effect's distance from one half over its standard error; positive where the first group tends
  /// to greater values.
  public let statistic: TestStatistic
  /// The side on which a difference was looked for.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme under the null hypothesis.
  public let pValue: Double
  /// Satterthwaite's degrees of freedom.
  public let degreesOfFreedom: Double
  /// The sizes of the two groups.
  public let sizes: [Int]
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares the values of two groups.
  ///
  /// - Parameters:
  ///   - group: The values whose superiority is tested.
  ///   - baseline: The values they are compared with.
  ///   - alternative: The side on which a difference is looked for.
  ///   - approximation: The distribution of the statistic.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if a group has fewer than two observations or a value that is not finite, or
  ///   if the data give no variance: all values equal, or groups that do not overlap.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    alternative: Alternative = .twoSided, approximation: Approximation = .t, confidence: Double = 0.95
  ) throws(InputError) {
    let first = try finiteValues(group, "group", atLeast: 2)
    let second = try finiteValues(baseline, "baseline", atLeast: 2)
    try checkConfidence(confidence)
    let dominance = Dominance(first, over: second)
    let (n, m) = (Double(first.count), Double(second.count))
    // Placements are (1 + dominance)/2, so that their squares are a quarter of those of dominance.
    let squares = dominance.deviations
    let shares = (squares.first / 4 / (n - 1) / n, squares.second / 4 / (m - 1) / m)
    let variance = shares.0 + shares.1
    guard variance > 0 else { throw Self.noVariance(dominance) }
    let df = variance * variance / (shares.0 * shares.0 / (n - 1) + shares.1 * shares.1 / (m - 1))
    let error = variance.squareRoot()
    let value = dominance.superiority
    let area = alternative.tailArea(confidence: confidence)
    let isT = approximation == .t
    let quantile =
      isT
      ? try StudentTDistribution(degreesOfFreedom: df).quantile(upperTail: area)
      : try NormalDistribution.standard.quantile(upperTail: area)
    effect = Estimate(
      value, standardError: error,
      interval: alternative.interval(
        value - quantile * error, value + quantile * error, level: confidence, method: "Brunner-Munzel",
        bounds: (0, 1)))
    statistic = TestStatistic(
      isT ? "t" : "z", (value - 0.5) / error, reference: isT ? .t(degreesOfFreedom: df) : .normal)
    self.alternative = alternative
    pValue = statistic.pValue(alternative)
    degreesOfFreedom = df
    sizes = [first.count, second.count]
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: first.count + second.count))
  }

  private static func noVariance(_ dominance: Dominance) -> InputError {
    guard dominance.equal == dominance.pairs else {
      return InputError(
        .constant, "group and baseline", "the groups do not overlap, so that the variance is zero",
        remedy: "use MannWhitneyTest, or ProbabilityOfSuperiority for an interval")
    }
    return .constant("group and baseline")
  }
}

extension BrunnerMunzelTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Brunner-Munzel test", "\(context.part(0)) against \(context.part(1))"),
      method: .init(
        Self.methodID, options: [.init("alternative", .text(alternative.rawValue))],
        citation: Citation(
          "Brunner & Munzel", 2000, "Biometrical Journal 42, 17-25",
          doi: "10.1002/(SICI)1521-4036(200001)42:1<17::AID-BIMJ17>3.0.CO;2-U")),
      rows: [
        .init(
          "probability of superiority", effect, style: .bounded(2), statistic: statistic, pValue: pValue,
          alternative: alternative)
      ],
      facts: [.init("n", .counts(sizes))], cases: context.cases)
  }
}
