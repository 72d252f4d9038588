import SurveyVocabulary

/// One group of clustered cases, summed cluster by cluster around the group's mean.
struct ClusterSums {
  let moments: Moments
  /// The cases of each cluster in this group; 0 where it has none.
  let counts: [Int]
  /// The sum of the deviations from the group's mean in each cluster.
  let deviations: [Double]
  /// The sum, in each cluster, of squared deviations from the group's mean less their mean in the group.
  let squares: [Double]
  /// The sum of squared deviations from the mean of the own cluster.
  let within: Double

  /// - Parameters:
  ///   - values: Finite values, at least one.
  ///   - codes: The cluster of each, below `clusters`.
  ///   - clusters: The number of clusters.
  /// - Throws: `InputError` if the squared deviations exceed the range of `Double`.
  init(_ values: [Double], _ codes: [Int], clusters: Int) throws(InputError) {
    let moments = try Moments(finite: values)
    let meanSquare = moments.sumOfSquares / Double(values.count)
    var counts = [Int](repeating: 0, count: clusters)
    var sums = [Double](repeating: 0, count: clusters)
    var sizes = [Double](repeating: 0, count: clusters)
    var squares = [Double](repeating: 0, count: clusters)
    for (value, code) in zip(values, codes) {
      let deviation = value - moments.mean
      counts[code] += 1
      sums[code] += deviation
      sizes[code] += deviation.magnitude + moments.mean.magnitude
      squares[code] += deviation * deviation - meanSquare
    }
    // What rounding leaves of deviations that cancel is no spread between clusters.
    for code in sums.indices where sums[code].magnitude <= 1e-15 * sizes[code] { sums[code] = 0 }
    var within = 0.0
    for (value, code) in zip(values, codes) {
      let deviation = value - moments.mean - sums[code] / Double(counts[code])
      if deviation.magnitude > 1e-15 * (value.magnitude + moments.mean.magnitude) {
        within += deviation * deviation
      }
    }
    self.moments = moments
    self.counts = counts
    self.squares = squares
    self.within = within
    deviations = sums
  }

  /// The number of clusters that have cases in this group.
  var clusterCount: Int { counts.count { $0 > 0 } }

  /// The share of the group's cases that a cluster has.
  func share(_ cluster: Int) -> Double { Double(counts[cluster]) / moments.countAsDouble }

  /// The factor (1 - share)^(-1/2) by which CR2 raises a cluster's residuals.
  ///
  /// A cluster that is the whole group has no residuals to raise.
  func adjustment(_ cluster: Int) -> Double {
    let rest = moments.count - counts[cluster]
    return rest > 0 ? (moments.countAsDouble / Double(rest)).squareRoot() : 0
  }
}

extension Moments {
  /// The number of observations, for arithmetic.
  fileprivate var countAsDouble: Double { Double(count) }
}
