import SurveyProbability
import SurveyVocabulary

/// The null distributions of the differences in mean ranks of pairs of groups, all ranks arranged together.
struct PairedRankSums {
  private static let mostWork = 5_000_000_000.0

  private let ranks: [Int]
  private let sizes: [Int]
  private let pairs: [(first: Int, second: Int)]

  init(_ doubledRanks: [Int], _ sizes: [Int], _ pairs: [(first: Int, second: Int)]) {
    (ranks, self.sizes, self.pairs) = (doubledRanks, sizes, pairs)
  }

  /// How much of each pair's distribution lies as far from zero as observed; `nil` by the normal distribution.
  ///
  /// - Throws: `InputError` if the method is not feasible at this size.
  func counts(_ method: NullDistributionMethod) throws(InputError) -> [NullCounts]? {
    guard method != .asymptotic else { return nil }
    let limits = distances(sums(of: ranks))
    var counts = [NullCounts](repeating: NullCounts(), count: pairs.count)
    func add(_ sums: [Int], _ weight: Double) {
      for (place, distance) in distances(sums).enumerated() {
        counts[place].add(
          weight, atOrBelow: distance <= limits[place], atOrAbove: distance >= limits[place])
      }
    }
    switch method {
    case .asymptotic: break
    case .exact: try RankSumVectors(doubledRanks: ranks, sizes: sizes).forEach(add)
    case .monteCarlo(let draws, let seed):
      try NullCounts.check(draws: draws)
      guard Double(draws) * Double(pairs.count + ranks.count) <= Self.mostWork else {
        throw .infeasible(
          "draws", "\(draws) arrangements of this many values and pairs take too long",
          remedy: "ask for fewer draws")
      }
      NullCounts.forEachPart(of: draws, seed: seed) { stream, size in
        var shuffled = ranks
        for _ in 0..<size {
          stream.shuffle(&shuffled)
          add(sums(of: shuffled), 1)
        }
      }
    }
    return counts
  }

  private func sums(of ranks: [Int]) -> [Int] {
    var start = 0
    return sizes.map { size in
      defer { start += size }
      return ranks[start..<(start + size)].reduce(0, +)
    }
  }

  /// The differences in mean ranks times both sizes: whole numbers, as long as a Double tells them apart.
  private func distances(_ sums: [Int]) -> [Double] {
    pairs.map { pair in
      (Double(sums[pair.first]) * Double(sizes[pair.second])
        - Double(sums[pair.second]) * Double(sizes[pair.first])).magnitude
    }
  }
}
