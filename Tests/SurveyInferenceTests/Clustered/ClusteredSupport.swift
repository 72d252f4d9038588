import SurveyTestSupport
import SurveyVocabulary

/// Two groups of values with the cluster of each.
struct ClusteredPair: Sendable {
  var first: [Double]
  var firstClusters: [String]
  var second: [Double]
  var secondClusters: [String]

  /// Clusters that lie in one group each.
  static let nested = ClusteredPair(
    first: [3.2, 4.1, 5.0, 4.4, 3.9, 4.8, 2.9, 3.3, 4.2],
    firstClusters: ["a", "a", "a", "b", "b", "b", "c", "c", "d"],
    second: [2.9, 3.1, 4.9, 2.2, 2.5, 3.8], secondClusters: ["e", "e", "f", "f", "g", "g"])

  /// Clusters with cases in both groups, but for one.
  static let crossing = ClusteredPair(
    first: [3.2, 4.1, 5.0, 4.4, 3.9, 4.8, 2.9, 3.3, 4.2],
    firstClusters: ["a", "a", "a", "b", "b", "b", "c", "c", "d"],
    second: [2.9, 3.1, 4.9, 2.2, 2.5, 3.8], secondClusters: ["a", "c", "b", "a", "c", "b"])

  /// Numbers of a fixed sequence, with ties, in clusters of one to four cases.
  static func drawn(_ clusters: (Int, Int), levels: Int, shared: Bool, seed: UInt64) -> ClusteredPair {
    var state = seed
    func next(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(below))
    }
    func group(_ count: Int, _ prefix: String) -> ([Double], [String]) {
      var (values, labels): ([Double], [String]) = ([], [])
      for cluster in 0..<count {
        for _ in 0...next(4) {
          values.append(Double(next(levels)))
          labels.append("\(prefix)\(cluster)")
        }
      }
      return (values, labels)
    }
    let (one, oneLabels) = group(clusters.0, "a")
    let (other, otherLabels) = group(clusters.1, shared ? "a" : "b")
    return ClusteredPair(
      first: one, firstClusters: oneLabels, second: other, secondClusters: otherLabels)
  }

  var swapped: ClusteredPair {
    ClusteredPair(
      first: second, firstClusters: secondClusters, second: first, secondClusters: firstClusters)
  }

  /// Every value replaced by `change` of it.
  func mapped(_ change: (Double) -> Double) -> ClusteredPair {
    ClusteredPair(
      first: first.map(change), firstClusters: firstClusters, second: second.map(change),
      secondClusters: secondClusters)
  }

  /// The same cases in reverse order, which reverses the order of the clusters too.
  var reversed: ClusteredPair {
    ClusteredPair(
      first: first.reversed(), firstClusters: firstClusters.reversed(), second: second.reversed(),
      secondClusters: secondClusters.reversed())
  }
}

extension Fixture.Case {
  /// The data of a case that holds two groups of clustered values.
  func clusteredPair() throws -> ClusteredPair {
    ClusteredPair(
      first: try options["y1"].numbers(), firstClusters: try options["c1"].strings(),
      second: try options["y2"].numbers(), secondClusters: try options["c2"].strings())
  }
}
