import SurveyVocabulary

/// The cases of each cluster in the order of their occasions.
struct RepeatedCases: Sendable {
  /// The most distinct occasions of an unstructured correlation, and the most pairs of cases that are visited.
  static let (levelLimit, pairLimit) = (200, 5_000_000)

  /// The cases of each cluster, the clusters in the order in which they first occur.
  let members: [[Int]]
  /// The occasion of each case.
  let occasions: [Int]
  /// The distinct occasions in order.
  let levels: [Int]

  /// - Parameters:
  ///   - codes: The cluster of each case, from 0.
  ///   - occasions: The occasion of each case; `nil` counts the cases of a cluster in the order of the data.
  /// - Throws: `InputError` if there are fewer than two clusters, if the occasions are not as many as the
  ///   cases or beyond a million, or if a cluster has two cases of one occasion.
  init(codes: [Int], occasions: [Int]?) throws(InputError) {
    var groups = [[Int]](repeating: [], count: (codes.max() ?? -1) + 1)
    guard groups.count > 1 else {
      throw InputError(
        .tooFew, "clusters", "\(groups.count) found, at least 2 needed",
        remedy: "a single cluster has no variance")
    }
    var counted: [Int] = []
    for (index, code) in codes.enumerated() {
      groups[code].append(index)
      counted.append(groups[code].count)
    }
    if let occasions {
      try checkEqualLength(occasions.count, "occasions", codes.count, "outcome")
      if let far = occasions.first(where: { !(-1_000_000...1_000_000).contains($0) }) {
        throw .outOfRange("occasions", value: Double(far), allowed: "a whole number up to a million")
      }
      for code in groups.indices {
        groups[code].sort { occasions[$0] < occasions[$1] }
        let own = groups[code].map { occasions[$0] }
        if let twice = zip(own, own.dropFirst()).first(where: { $0 == $1 }) {
          throw InputError(
            .definition, "occasions", "a cluster has two cases of the occasion \(twice.0)",
            remedy: "number the cases of a cluster, or leave the occasions out where they have no order")
        }
      }
    }
    members = groups
    self.occasions = occasions ?? counted
    levels = Set(self.occasions).sorted()
  }

  /// The number of pairs of cases within clusters; a `Double`, since it may be large.
  var pairCount: Double {
    members.reduce(0) { $0 + Double($1.count) * Double($1.count - 1) / 2 }
  }

  /// Visits each pair of cases of a cluster, the earlier occasion first.
  func forEachPair(_ body: (_ first: Int, _ second: Int) -> Void) {
    for group in members {
      for later in group.indices {
        for earlier in 0..<later { body(group[earlier], group[later]) }
      }
    }
  }
}
