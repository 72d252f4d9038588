import SurveyProbability
import SurveyVocabulary

/// Hodges and Lehmann's estimate of the centre of symmetric values: the median of the averages of all pairs,
/// each value paired with itself too.
///
/// It is the pseudomedian that belongs to the signed-rank test, and its limits are those of that test. For
/// normal data it is nearly as good as the mean; a quarter of the values may be anything.
///
/// Reference: Hodges & Lehmann (1963), doi:10.1214/aoms/1177704172.
public struct HodgesLehmannEstimate: Finding {
  /// The stable name of the method.
  public static let methodID = "hodges-lehmann-estimate/1"

  /// The pseudomedian, in units of the data; without an interval where there are too few values for the level.
  public let pseudomedian: Estimate
  /// The median of the values themselves.
  public let median: Double
  /// The number of values.
  public let count: Int
  /// How the ranks of the limits were found.
  public let method: SignedRankTest.Method
  /// The name of the variable for print, and the cases.
  public var context: DataContext

  /// Estimates the centre of values.
  ///
  /// - Parameters:
  ///   - values: The values.
  ///   - method: How the ranks of the limits are found; a continuity correction has no part in it.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there is no value, one is not finite, or there are too many values for exact
  ///   limits or at all.
  public init(
    _ values: some Collection<Double>, method: SignedRankTest.Method = .exact, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let finite = try finiteValues(values, "values", atLeast: 1)
    guard finite.count <= 1_000_000_000 else {
      throw .infeasible("values", "there are more than 1,000,000,000", remedy: "use a sample of them")
    }
    guard method != .exact || finite.count <= SignedRankCounts.largestCount else {
      throw .infeasible(
        "values", "exact limits of \(finite.count) values are not counted",
        remedy: "ask for `method: .asymptotic()`")
    }
    pseudomedian = try Pseudomedian.estimate(finite, method, .twoSided, confidence)
    median = Quantiles.quantile(0.5, of: finite.sorted(), .seven)
    count = finite.count
    self.method = method
    context = DataContext(parts: [], cases: CaseLedger(all: finite.count))
  }
}

extension HodgesLehmannEstimate {
  /// The pseudomedian with its interval.
  public var report: Report {
    Report(
      context.title("Hodges-Lehmann estimate"),
      method: .init(
        Self.methodID, options: [.init("limits", .text(method == .exact ? "exact" : "asymptotic"))],
        citation: Citation(
          "Hodges & Lehmann", 1963, "Annals of Mathematical Statistics 34, 598-611",
          doi: "10.1214/aoms/1177704172")),
      rows: [.init("pseudomedian", pseudomedian)],
      facts: [.init("n", .count(count)), .init("median", .number(median))], cases: context.cases,
      notes: pseudomedian.interval == nil ? ["There are too few values for an interval at this level."] : [])
  }
}
