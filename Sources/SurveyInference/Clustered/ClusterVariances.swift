import SurveyProbability
import SurveyVocabulary

/// The analysis of variance of clusters within groups, and the intraclass correlation that follows.
///
/// A cluster that has cases in two groups counts as one in each.
struct ClusterVariances {
  /// The mean square between clusters.
  let between: Double
  /// The mean square of cases within clusters.
  let within: Double
  let numerator: Double
  let denominator: Double
  /// The size of a cluster in the expected mean square between clusters: n₀.
  let size: Double

  /// `nil` where no cluster has two cases, or no group two clusters.
  init?(_ groups: [ClusterSums]) {
    var squares = 0.0
    var (cells, cases, sizes) = (0, 0, 0.0)
    for group in groups {
      cases += group.moments.count
      for (count, deviation) in zip(group.counts, group.deviations) where count > 0 {
        cells += 1
        squares += deviation / Double(count) * deviation
        sizes += Double(count) / Double(group.moments.count) * Double(count)
      }
    }
    guard cells > groups.count, cases > cells else { return nil }
    numerator = Double(cells - groups.count)
    denominator = Double(cases - cells)
    between = squares / numerator
    within = groups.reduce(0) { $0 + $1.within } / denominator
    size = (Double(cases) - sizes) / numerator
  }

  /// (B - W)/(B + (n₀ - 1)W), with B over W divided by `factor`; `nil` where nothing varies.
  private func ratio(dividedBy factor: Double) -> Double? {
    let error = factor * within
    let largest = max(between, error)
    guard largest > 0 else { return nil }
    let (top, bottom) = (between / largest, error / largest)
    return (top - bottom) / (top + (size - 1) * bottom)
  }

  /// The intraclass correlation; `nil` where nothing varies.
  var correlation: Double? { ratio(dividedBy: 1) }

  /// F of the hypothesis that clusters do not differ.
  var statistic: TestStatistic {
    TestStatistic(
      "F", within > 0 ? between / within : .infinity,
      reference: .f(numerator: numerator, denominator: denominator))
  }

  /// The limits of the correlation from those of F: exact for normal data in clusters of one size.
  func interval(confidence: Double) throws(InputError) -> ConfidenceInterval? {
    let tail = (1 - confidence) / 2
    let high = try FDistribution(numerator: numerator, denominator: denominator).quantile(upperTail: tail)
    let low = try FDistribution(numerator: denominator, denominator: numerator).quantile(upperTail: tail)
    guard let lower = ratio(dividedBy: high), let upper = ratio(dividedBy: 1 / low) else { return nil }
    return ConfidenceInterval(lower: lower, upper: upper, level: confidence, method: "F")
  }
}
