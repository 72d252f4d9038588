import SurveyVocabulary

/// The CR2 variance of a difference of two means of clustered cases, and its degrees of freedom.
///
/// Bell and McCaffrey's adjustment of a cluster's residuals, the inverse root of I - H in the cluster, has the
/// vector of ones as an eigenvector in this model, so that everything follows from sums over clusters. The
/// working model of independent cases with a variance of their own in each group leaves the adjustment as it
/// is and enters the degrees of freedom only.
///
/// Reference: Bell & McCaffrey (2002), Survey Methodology 28, 169-181; Pustejovsky & Tipton (2018),
/// doi:10.1080/07350015.2016.1247004.
struct ClusteredDifference {
  let first: ClusterSums
  let second: ClusterSums

  /// The CR2 variance of a linear statistic that sums to zero in each group, from its sums in the clusters.
  func variance(_ firstSums: [Double], _ secondSums: [Double]) -> Double {
    var total = 0.0
    for cluster in firstSums.indices {
      let part =
        firstSums[cluster] * first.adjustment(cluster) + secondSums[cluster] * second.adjustment(cluster)
      total += part * part
    }
    return total
  }

  /// The CR2 variances of the two means and of their difference; what rounding leaves counts as none.
  var variances: (first: Double, second: Double, difference: Double) {
    let one = first.deviations.map { $0 / Double(first.moments.count) }
    let other = second.deviations.map { -$0 / Double(second.moments.count) }
    let none = [Double](repeating: 0, count: one.count)
    let parts = (variance(one, none), variance(none, other))
    let all = variance(one, other)
    return (parts.0, parts.1, all > 1e-28 * (parts.0 + parts.1) ? all : 0)
  }

  /// Satterthwaite's degrees of freedom: (E V)² · 2/Var V under the working model.
  ///
  /// - Parameters:
  ///   - one: The variance of the first mean under the working model, up to a common factor.
  ///   - other: That of the second mean.
  /// - Returns: At least 1, but for rounding.
  func degreesOfFreedom(_ one: Double, _ other: Double) -> Double {
    let total = one + other
    let weights = [one / total, other / total]
    let groups = [first, second]
    var result = 0.0
    for cluster in first.counts.indices {
      let expected = weights[0] * first.share(cluster) + weights[1] * second.share(cluster)
      result += expected * expected
    }
    // The covariances of the parts of two clusters.
    for (g, group) in groups.enumerated() {
      for (h, other) in groups.enumerated() {
        var (sum, squares) = (0.0, 0.0)
        for cluster in first.counts.indices {
          let product =
            group.share(cluster) * group.adjustment(cluster) * other.share(cluster)
            * other.adjustment(cluster)
          sum += product
          squares += product * product
        }
        result += weights[g] * weights[h] * (sum * sum - squares)
      }
    }
    return 1 / result
  }

  /// The CR2 variance of average-variance d by linearization, `s` being the root of the mean variance.
  func varianceOfD(_ d: Double, _ s: Double) -> Double {
    func sums(_ group: ClusterSums, sign: Double) -> [Double] {
      let (n, free) = (Double(group.moments.count), Double(group.moments.count - 1))
      return zip(group.deviations, group.squares).map { deviation, square in
        sign * deviation / (n * s) - d * (square / s / s) / (4 * free)
      }
    }
    return variance(sums(first, sign: 1), sums(second, sign: -1))
  }
}
