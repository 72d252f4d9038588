/// A statistic of two groups as a function of what each cluster has in the first group.
struct ClusterStatistic {
  /// The cases of each cluster in both groups together.
  let counts: [Double]
  /// The sum of the values of each cluster, in a unit in which they are at most 2 in size.
  let sums: [Double]
  private let statistic: ClusterPermutationTest.Statistic

  /// What each cluster has in the first group.
  struct Cells {
    var counts: [Double]
    var sums: [Double]
  }

  init(counts: [Double], sums: [Double], _ statistic: ClusterPermutationTest.Statistic) {
    self.counts = counts
    self.sums = sums
    self.statistic = statistic
  }

  func value(_ cells: Cells) -> Double {
    switch statistic {
    case .clusteredT: t(cells)
    case .clusterMeans: difference(cells)
    }
  }

  /// The mean of the first group's clusters' means minus that of the second's.
  private func difference(_ cells: Cells) -> Double {
    var (one, other) = (0.0, 0.0)
    var (ones, others) = (0.0, 0.0)
    for cluster in counts.indices {
      let (n, m) = (cells.counts[cluster], counts[cluster] - cells.counts[cluster])
      if n > 0 {
        one += cells.sums[cluster] / n
        ones += 1
      }
      if m > 0 {
        other += (sums[cluster] - cells.sums[cluster]) / m
        others += 1
      }
    }
    return ones > 0 && others > 0 ? one / ones - other / others : 0
  }

  /// The difference in means over its CR2 standard error.
  private func t(_ cells: Cells) -> Double {
    var (n, m, one, other) = (0.0, 0.0, 0.0, 0.0)
    for cluster in counts.indices {
      n += cells.counts[cluster]
      one += cells.sums[cluster]
      m += counts[cluster] - cells.counts[cluster]
      other += sums[cluster] - cells.sums[cluster]
    }
    guard n > 0, m > 0 else { return 0 }
    let (mean, otherMean) = (one / n, other / m)
    var variance = 0.0
    for cluster in counts.indices {
      let part =
        Self.part(cells.counts[cluster], cells.sums[cluster], n, mean)
        - Self.part(
          counts[cluster] - cells.counts[cluster], sums[cluster] - cells.sums[cluster], m, otherMean)
      variance += part * part
    }
    let difference = mean - otherMean
    // What rounding leaves of deviations that cancel is no variance.
    if variance > 1e-26 { return difference / variance.squareRoot() }
    if difference.magnitude <= 1e-12 { return 0 }
    return difference < 0 ? -.infinity : .infinity
  }

  /// A cluster's adjusted part in the error of a mean: R/√(n(n - m)).
  @inline(__always) private static func part(
    _ size: Double, _ sum: Double, _ n: Double, _ mean: Double
  ) -> Double {
    guard size > 0, size < n else { return 0 }
    return (sum - size * mean) / (n * (n - size)).squareRoot()
  }
}
