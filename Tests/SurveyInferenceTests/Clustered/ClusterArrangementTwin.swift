import SurveyInference

/// All arrangements of clustered cases and their statistics, slow and obvious.
enum ClusterArrangementTwin {
  /// All arrangements of whole clusters: each choice of as many clusters as the first group has.
  static func wholeArrangements(_ data: ClusteredPair) -> [ClusteredPair] {
    let values = data.first + data.second
    let labels = data.firstClusters + data.secondClusters
    let clusters = Set(labels).sorted()
    return subsets(of: clusters.count, choosing: Set(data.firstClusters).count).map { chosen in
      let first = Set(chosen.map { clusters[$0] })
      return split(values, labels, labels.map { first.contains($0) })
    }
  }

  /// All arrangements of cases within clusters: each choice of as many cases of a cluster as were in the first
  /// group, in all combinations.
  static func withinArrangements(_ data: ClusteredPair) -> [ClusteredPair] {
    let values = data.first + data.second
    let labels = data.firstClusters + data.secondClusters
    var masks = [[Bool](repeating: false, count: values.count)]
    for cluster in Set(labels).sorted() {
      let members = labels.indices.filter { labels[$0] == cluster }
      let choices = subsets(of: members.count, choosing: data.firstClusters.count { $0 == cluster })
      masks = masks.flatMap { mask in
        choices.map { chosen in
          var next = mask
          for place in chosen { next[members[place]] = true }
          return next
        }
      }
    }
    return masks.map { split(values, labels, $0) }
  }

  static func split(_ values: [Double], _ labels: [String], _ isFirst: [Bool]) -> ClusteredPair {
    func keep<T>(_ list: [T], _ side: Bool) -> [T] { zip(list, isFirst).filter { $0.1 == side }.map(\.0) }
    return ClusteredPair(
      first: keep(values, true), firstClusters: keep(labels, true), second: keep(values, false),
      secondClusters: keep(labels, false))
  }

  static func naive(_ data: ClusteredPair, _ statistic: ClusterPermutationTest.Statistic) -> Double {
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    let labels = Set(data.firstClusters + data.secondClusters).sorted()
    func part(_ values: [Double], _ clusters: [String], _ label: String) -> [Double] {
      zip(values, clusters).filter { $0.1 == label }.map(\.0)
    }
    func meanOfClusters(_ values: [Double], _ clusters: [String]) -> Double {
      mean(Set(clusters).sorted().map { mean(part(values, clusters, $0)) })
    }
    if statistic == .clusterMeans {
      return meanOfClusters(data.first, data.firstClusters)
        - meanOfClusters(data.second, data.secondClusters)
    }
    let difference = mean(data.first) - mean(data.second)
    if difference.magnitude < 1e-12 { return 0 }
    var variance = 0.0
    for label in labels {
      var term = 0.0
      for (values, clusters, sign) in [
        (data.first, data.firstClusters, 1.0), (data.second, data.secondClusters, -1),
      ] {
        let own = part(values, clusters, label)
        let (n, m) = (Double(values.count), Double(own.count))
        guard m > 0 else { continue }
        term += sign * own.reduce(0) { $0 + $1 - mean(values) } / n / (1 - m / n).squareRoot()
      }
      variance += term * term
    }
    return variance < 1e-20 ? (difference < 0 ? -.infinity : .infinity) : difference / variance.squareRoot()
  }
}
