import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// The intervals of the area under a curve.
struct AreaLimits {
  let area: Double
  let variance: Double
  let sizes: [Int]
  let levels: [(score: Double, events: Int, others: Int)]

  /// Whether no score of one group lies within or beyond those of the other.
  private var isSeparated: Bool { area == 0 || area == 1 }

  /// The area with its interval, and what resampling found.
  func estimate(
    _ interval: ROCCurve.Interval, _ confidence: Double
  ) throws(InputError) -> (Estimate, BootstrapFinding?) {
    if isSeparated {
      if case .bootstrap = interval {
        throw InputError(
          .constant, "scores", "they separate the outcome, so that every resample has the same area",
          remedy: "use .delong or .delongLogit, which then take the largest variance possible")
      }
      return (Estimate(area, interval: try separatedInterval(confidence)), nil)
    }
    let z = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
    let error = variance.squareRoot()
    func limits(_ lower: Double, _ upper: Double, _ method: String) -> ConfidenceInterval {
      ConfidenceInterval(lower: max(0, lower), upper: min(1, upper), level: confidence, method: method)
    }
    switch interval {
    case .delong:
      return (
        Estimate(
          area, standardError: error, interval: limits(area - z * error, area + z * error, "DeLong")), nil
      )
    case .delongLogit:
      let center = naturalLog(area / (1 - area))
      let reach = z * error / (area * (1 - area))
      let (lower, upper) = (center - reach, center + reach)
      return (
        Estimate(
          area, standardError: error, interval: limits(logistic(lower), logistic(upper), "DeLong logit")),
        nil
      )
    case .hanleyMcNeil:
      let error = Self.hanleyMcNeil(area, sizes).squareRoot()
      return (
        Estimate(
          area, standardError: error,
          interval: limits(area - z * error, area + z * error, "Hanley-McNeil")), nil
      )
    case .bootstrap(let plan):
      let found = try resampled(plan, confidence)
      return (found.estimate(area), found)
    }
  }

  /// The limit beyond which an area is this extreme by the largest variance that it can have,
  /// A(1 - A)/min(m, n): that of ``ProbabilityOfSuperiority`` for separated groups.
  private func separatedInterval(_ confidence: Double) throws(InputError) -> ConfidenceInterval {
    let z = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
    let smaller = Double(min(sizes[0], sizes[1]))
    // (1 - A)² = z² A(1 - A)/k, solved for A and for 1 - A without cancellation.
    let rest = z * z / (smaller + z * z)
    let near = smaller / (smaller + z * z)
    return area == 1
      ? ConfidenceInterval(lower: near, upper: 1, level: confidence, method: "largest variance")
      : ConfidenceInterval(lower: 0, upper: rest, level: confidence, method: "largest variance")
  }

  /// The variance of Hanley and McNeil (1982).
  static func hanleyMcNeil(_ area: Double, _ sizes: [Int]) -> Double {
    let (m, n) = (Double(sizes[0]), Double(sizes[1]))
    let both = area / (2 - area) - area * area
    let single = 2 * area * area / (1 + area) - area * area
    return max(0, area * (1 - area) + (m - 1) * both + (n - 1) * single) / m / n
  }

  private func resampled(_ plan: BootstrapPlan, _ confidence: Double) throws(InputError) -> BootstrapFinding {
    // The place of each case among the distinct scores, the lowest first: a resample is counted, not sorted.
    let ascending = Array(levels.reversed())
    let first = ascending.enumerated().flatMap { [Int](repeating: $0, count: $1.events) }
    let second = ascending.enumerated().flatMap { [Int](repeating: $0, count: $1.others) }
    var counts = [Int](repeating: 0, count: ascending.count)
    var otherCounts = counts
    return try GroupBootstrap(first.count, second.count, plan: plan)
      .interval(around: area, confidence: confidence) { events, others in
        for level in counts.indices { (counts[level], otherCounts[level]) = (0, 0) }
        for event in events { counts[first[event]] += 1 }
        for other in others { otherCounts[second[other]] += 1 }
        var (below, doubled) = (0, 0)
        for level in counts.indices {
          doubled += counts[level] * (2 * below + otherCounts[level])
          below += otherCounts[level]
        }
        return Double(doubled) / 2 / (Double(events.count) * Double(others.count))
      }
  }

  private func logistic(_ x: Double) -> Double {
    x >= 0 ? 1 / (1 + exponential(-x)) : exponential(x) / (1 + exponential(x))
  }
}
