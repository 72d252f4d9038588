import SurveyProbability
import SurveyVocabulary

/// Values that lie far from the median in units of the median absolute deviation.
///
/// Median and MAD hardly move with outliers, so that outliers cannot hide each other. The listing is information
/// about the data: it is no reason to leave a value out.
///
/// Reference: Leys, Ley, Klein, Bernard & Licata (2013), doi:10.1016/j.jesp.2013.03.013.
public struct MADOutliers: Finding {
  /// The stable name of the method.
  public static let methodID = "mad-outliers/1"

  /// The median.
  public let median: Double
  /// The median absolute deviation from the median times 1.4826, which makes it the standard deviation of normal
  /// data.
  public let deviation: Double
  /// The distance from the median of each value, in these deviations, with its sign.
  public let distances: [Double]
  /// The distance beyond which a value is listed.
  public let threshold: Double
  /// The indices of the values beyond it.
  public let outliers: [Int]
  /// The values beyond it, in the same order.
  public let outlyingValues: [Double]
  /// The name of the variable for print, and the cases.
  public var context: DataContext

  /// Lists the values that are far from the median.
  ///
  /// - Parameters:
  ///   - values: The values.
  ///   - threshold: The distance beyond which a value is listed: 2.5 (default), 3 and 3.5 are in use.
  /// - Throws: `InputError` if there are fewer than three values or more than a million, one is not finite, the
  ///   threshold is not a positive number, or more than half of the values are equal, so that the deviation is 0.
  public init(_ values: some Collection<Double>, threshold: Double = 2.5) throws(InputError) {
    guard threshold > 0, threshold.isFinite else {
      throw .outOfRange("threshold", value: threshold, allowed: "a positive number")
    }
    let finite = try NormalScores.checked(values, atLeast: 3)
    let middle = Self.median(finite)
    let halves = finite.map { ($0 / 2 - middle / 2).magnitude }
    // 1 / Φ⁻¹(3/4).
    let spread = Self.median(halves) * 2 / (try NormalDistribution.standard.quantile(upperTail: 0.25))
    guard spread > 0 else {
      throw .constant(
        "at least half of the values",
        remedy: "the median absolute deviation is 0: look at the values themselves")
    }
    guard spread.isFinite else {
      throw InputError(
        .outOfRange, "values", "their deviation exceeds the range of Double", remedy: "rescale the values")
    }
    let distances = finite.map { ($0 / 2 - middle / 2) / (spread / 2) }
    median = middle
    deviation = spread
    self.distances = distances
    self.threshold = threshold
    let far = distances.indices.filter { distances[$0].magnitude > threshold }
    outliers = far
    outlyingValues = far.map { finite[$0] }
    context = DataContext(parts: [], cases: CaseLedger(all: finite.count))
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2
  }
}

extension MADOutliers {
  /// The median and its deviation, and the values beyond the threshold.
  public var report: Report {
    let lines = zip(outliers, outlyingValues).map { index, value -> [Report.Cell] in
      [.count(index), .number(value), .number(distances[index], .decimals(2))]
    }
    return Report(
      context.title("Distances from the median"),
      method: .init(
        Self.methodID, options: [Report.Fact("threshold", .number(threshold))],
        citation: Citation(
          "Leys et al.", 2013, "Journal of Experimental Social Psychology 49, 764-766",
          doi: "10.1016/j.jesp.2013.03.013")),
      grids: lines.isEmpty ? [] : [Report.Grid(columns: ["index", "value", "distance"], lines: lines)],
      facts: [
        Report.Fact("n", .count(distances.count)), Report.Fact("median", .number(median)),
        Report.Fact("MAD × 1.4826", .number(deviation)),
        Report.Fact("values beyond the threshold", .count(outliers.count)),
      ], cases: context.cases,
      notes: ["An extreme value is a reason to look at the case, not to leave it out."])
  }
}
