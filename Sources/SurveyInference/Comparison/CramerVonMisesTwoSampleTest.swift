import SurveyProbability
import SurveyVocabulary

/// Cramér and von Mises's test that two groups have the same distribution.
///
/// T sums the squared distance of the two distribution functions over all pooled values, so that differences
/// of location, of spread and of shape count alike. Equal values are one step of the functions, at which the
/// mean of the squared distances before and after it counts; without ties T is Anderson's.
///
/// Reference: Anderson (1962), doi:10.1214/aoms/1177704477.
public struct CramerVonMisesTwoSampleTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "cramer-von-mises-two-sample-test/1"

  /// T = nm/(n + m)² Σ (F - G)² over all pooled values, zero or more.
  public let t: Double
  /// The root of the mean squared difference of the distribution functions over the pooled values: in units
  /// of probability, from 0 to 1.
  public let rootMeanSquare: Double
  /// The root of the mean square that chance makes, given the ties, if both groups have the same
  /// distribution.
  public let rootMeanSquareByChance: Double
  /// T with its counted or sampled null distribution; `nil` for the limit distribution.
  public let statistic: TestStatistic?
  /// The probability of a T at least as large if both groups have the same distribution.
  public let pValue: Double
  /// How the probability was found.
  public let method: NullDistributionMethod
  /// Where the probability of all divisions lies, given the random ones; `nil` for other methods.
  public let pValueInterval: ConfidenceInterval?
  /// The sizes of the two groups.
  public let sizes: [Int]
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares the distributions of two groups.
  ///
  /// Where all values are equal the exact probability is 1.
  ///
  /// - Parameters:
  ///   - group: The values of the first group.
  ///   - baseline: The values they are compared with.
  ///   - method: All divisions of the pooled values, ties as they are; random ones; or the limit distribution
  ///     at a T that is moved to its mean and spread, for values without ties.
  /// - Throws: `InputError` if a group has fewer than two or more than 1,000,000 observations or a value
  ///   that is not finite; if the exact distribution is not feasible at this size; or if all values are
  ///   equal and the limit distribution was asked for.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>,
    method: NullDistributionMethod = .exact
  ) throws(InputError) {
    let first = try finiteValues(group, "group", atLeast: 2)
    let second = try finiteValues(baseline, "baseline", atLeast: 2)
    let distance = try DistributionDistance(first, second)
    let value = distance.statistic
    var interval: ConfidenceInterval?
    switch method {
    case .exact:
      statistic = TestStatistic("T", value, reference: try distance.enumerated().exactUpper)
    case .monteCarlo(let draws, let seed):
      let counts = try distance.sampled(draws, seed: seed)
      statistic = TestStatistic("T", value, reference: counts.sampledUpper(draws, seed))
      interval = try counts.interval(count: counts.upper)
    case .asymptotic:
      guard distance.blocks.sizes.count > 1 else {
        throw .constant("group and baseline", remedy: "use .exact, which gives a probability of 1")
      }
      statistic = nil
    }
    t = value
    rootMeanSquare = distance.meanSquare.squareRoot()
    rootMeanSquareByChance = distance.meanSquareByChance.squareRoot()
    pValue = statistic?.pValue() ?? Self.limit(value, Double(first.count), Double(second.count))
    self.method = method
    pValueInterval = interval
    sizes = [first.count, second.count]
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: first.count + second.count))
  }

  /// The limit distribution at T moved to the limit's mean 1/6 and variance 1/45 (Anderson 1962, section 5).
  private static func limit(_ t: Double, _ n: Double, _ m: Double) -> Double {
    let total = n + m
    let mean = (1 + 1 / total) / 6
    let variance =
      (total + 1) / total * ((4 * total - 2) / total - 3 * (n / m + m / n) / total) / 180
    let moved = 1 / 6.0 + (t - mean) / (45 * variance).squareRoot()
    return LimitOfSquares(.cramerVonMises, degreesOfFreedom: 1).upperTail(moved)
  }
}

extension CramerVonMisesTwoSampleTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Cramér-von Mises test of two groups", "\(context.part(0)) against \(context.part(1))"),
      method: .init(
        Self.methodID, options: [method.option], seed: method.seed,
        citation: Citation(
          "Anderson", 1962, "Annals of Mathematical Statistics 33, 1148-1159", doi: "10.1214/aoms/1177704477")
      ),
      rows: [
        .init(
          "root mean square difference of the distribution functions", Estimate(rootMeanSquare),
          style: .bounded(2), statistic: statistic, pValue: pValue)
      ],
      facts: [
        .init("n", .counts(sizes)), .init("T", .number(t, .decimals(3))),
        .init("difference by chance", .number(rootMeanSquareByChance, .bounded(2))),
      ] + (pValueInterval.map { [$0.factOfP] } ?? []), cases: context.cases)
  }
}
