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
    var slack = [Double](repeating: 0, count: clusters)
    var squares = [Double](repeating: 0, count: clusters)
    for (value, code) in zip(values, codes) {
      let deviation = value - moments.mean
      counts[code] += 1
      sums[code] += deviation
      slack[code] += Self.rounding(deviation, moments.mean)
      squares[code] += deviation * deviation - meanSquare
    }
    // The mean is rounded: what is left of the sum of all deviations belongs to the cases alike.
    let offset = sums.reduce(0, +) / Double(values.count)
    for code in sums.indices { sums[code] -= offset * Double(counts[code]) }
    // What rounding leaves of deviations that cancel is no spread between clusters.
    for code in sums.indices where sums[code].magnitude <= slack[code] { sums[code] = 0 }
    var within = 0.0
    for (value, code) in zip(values, codes) {
      let deviation = value - moments.mean - offset
      let rest = deviation - sums[code] / Double(counts[code])
      if rest.magnitude > 2 * Self.rounding(deviation, moments.mean) { within += rest * rest }
    }
    self.moments = moments
    self.counts = counts
    self.squares = squares
    self.within = within
    deviations = sums
  }

  /// What rounding can leave of a deviation from a mean, itself rounded.
  private static func rounding(_ deviation: Double, _ mean: Double) -> Double {
    1e-15 * deviation.magnitude + 2.3e-16 * mean.magnitude
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
