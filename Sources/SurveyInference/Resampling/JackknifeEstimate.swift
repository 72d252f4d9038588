import SurveyProbability
import SurveyVocabulary

/// A statistic of one's own with the jackknife: its bias and standard error from leaving out each case, or each
/// cluster, once.
///
/// It uses no random numbers. It fits statistics that change smoothly with the data, such as means, ratios and
/// correlations; for a median or another quantile its standard error is wrong in any sample.
///
/// Reference: Quenouille (1956), doi:10.1093/biomet/43.3-4.353; Tukey (1958); Efron & Stein (1981),
/// doi:10.1214/aos/1176345462.
public struct JackknifeEstimate: Finding {
  /// The method and the version of its definition.
  public static let methodID = "jackknife-estimate/1"

  /// The statistic of all cases, its standard error and the t interval around it with one degree of freedom
  /// less than units.
  public let estimate: Estimate
  /// The estimate less its bias, which is the mean of the pseudo-values, with the same standard error.
  public let corrected: Estimate
  /// K - 1 times the mean of the values without one unit, less as many times the estimate.
  public let bias: Double
  /// The values without one unit each, in the order in which the units first occur.
  public let values: [Double]
  /// K times the estimate less K - 1 times each value.
  public let pseudoValues: [Double]
  /// The number of clusters that were left out; `nil` where cases were.
  public let clusterCount: Int?
  /// The name of the statistic for print, and the cases.
  public var context: DataContext

  /// Leaves each unit out of a statistic.
  ///
  /// - Parameters:
  ///   - cases: The cases, of any type.
  ///   - clusters: The cluster of each case; whole clusters are left out.
  ///   - confidence: The level of the interval.
  ///   - statistic: The statistic of cases; `nil` where it does not exist.
  /// - Throws: `InputError` if there are fewer than two cases or clusters or more than 10^10 cases in all
  ///   samples, there is not one cluster for each case, or the statistic does not exist for all cases or
  ///   without one of the units.
  public init<T>(
    _ cases: some Collection<T>, clusters: [String]? = nil, confidence: Double = 0.95,
    statistic: ([T]) -> Double?
  ) throws(InputError) {
    try checkConfidence(confidence)
    let cases = Array(cases)
    let units = try ResamplingUnits(cases: cases.count, strata: nil, clusters: clusters)
    guard units.count <= Bootstrap.mostDraws / max(cases.count, 1) else {
      throw .infeasible(
        "jackknife", "leaving out each of \(units.count) units of \(cases.count) cases takes too long",
        remedy: "use BootstrapEstimate with .percentile")
    }
    guard let value = statistic(cases), value.isFinite else {
      throw InputError(
        .infeasible, "statistic", "it has no value for the data",
        remedy: "leave units out of a statistic that these cases have")
    }
    let values = (0..<units.count).compactMap { unit in
      statistic(units.cases(without: unit, in: cases)).flatMap { $0.isFinite ? $0 : nil }
    }
    guard values.count == units.count else {
      let missing = units.count - values.count
      throw InputError(
        .infeasible, "statistic", "it has no value without \(missing) of \(units.count) units",
        remedy: "use BootstrapEstimate with .percentile, which leaves out resamples without a value")
    }
    let count = Double(units.count)
    // Taken from the estimate, values that all equal it have no spread but of rounding.
    let deviation = values.reduce(0) { $0 + ($1 - value) / count }
    let squares = values.reduce(0) { $0 + ($1 - value - deviation) * ($1 - value - deviation) }
    let error = (squares * (count - 1) / count).squareRoot()
    guard error.isFinite, (value * count).isFinite else {
      throw InputError(
        .outOfRange, "statistic", "it exceeds the range of Double", remedy: "rescale the values")
    }
    let reach =
      error
      * (try StudentTDistribution(degreesOfFreedom: count - 1).quantile(upperTail: (1 - confidence) / 2))
    func estimate(_ center: Double) -> Estimate {
      Estimate(
        center, standardError: error,
        interval: ConfidenceInterval(
          lower: center - reach, upper: center + reach, level: confidence, method: "jackknife t"))
    }
    bias = (count - 1) * deviation
    self.estimate = estimate(value)
    corrected = estimate(value - (count - 1) * deviation)
    self.values = values
    pseudoValues = values.map { value - (count - 1) * ($0 - value) }
    clusterCount = units.clusterCount
    context = DataContext(parts: ["statistic"], cases: CaseLedger(all: cases.count))
  }
}

extension JackknifeEstimate {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Jackknife"),
      method: .init(
        Self.methodID,
        options: [
          .init("left out", .text(clusterCount == nil ? "each case" : "each cluster")),
          .init("interval", .text("jackknife t")),
        ],
        citation: Citation("Quenouille", 1956, "Biometrika 43, 353-360", doi: "10.1093/biomet/43.3-4.353")),
      rows: [.init(context.part(0), estimate), .init("corrected for bias", corrected)],
      facts: [
        .init("bias", .number(bias)),
        .init("standard error", estimate.standardError.map { .number($0) } ?? .empty),
      ] + (clusterCount.map { [.init("clusters", .count($0))] } ?? []),
      cases: context.cases)
  }
}
