import SurveyProbability
import SurveyVocabulary

/// The pooled values of several groups in order, equal values in one block, with the group of each value.
struct TiedBlocks {
  /// The sizes of the blocks of equal values, in ascending order of the values.
  let sizes: [Int]
  /// The group of each pooled value, in ascending order of the values.
  let groups: [Int]
  /// The sizes of the groups.
  let groupSizes: [Int]

  /// Pools finite values.
  init(_ samples: [[Double]]) {
    let pooled = samples.enumerated().flatMap { place, values in
      values.map { (value: $0, group: place) }
    }
    let ordered = pooled.sorted { ($0.value, $0.group) < ($1.value, $1.group) }
    var sizes: [Int] = []
    for (index, entry) in ordered.enumerated() {
      if index > 0, entry.value == ordered[index - 1].value {
        sizes[sizes.count - 1] += 1
      } else {
        sizes.append(1)
      }
    }
    self.sizes = sizes
    groups = ordered.map(\.group)
    groupSizes = samples.map(\.count)
  }
}

extension TiedBlocks {
  /// The most steps through the pooled values that all draws may take together.
  static let mostSteps = 1e10

  /// Draws divisions of the pooled values at random, and counts those whose statistic lies at or beyond
  /// limits.
  ///
  /// - Parameters:
  ///   - draws: The number of divisions.
  ///   - seed: The seed of the random numbers.
  ///   - steps: What a statistic costs, in steps.
  ///   - low: A statistic up to this counts as low.
  ///   - high: A statistic from this on counts as high.
  ///   - statistic: The statistic of the pooled values, in order, with these groups.
  /// - Returns: How many statistics are low and high.
  /// - Throws: `InputError` for no draws or too many.
  func sampled(
    _ draws: Int, seed: UInt64, steps: Double, low: Double, high: Double, _ statistic: ([Int]) -> Double
  ) throws(InputError) -> NullCounts {
    try NullCounts.check(draws: draws)
    guard Double(draws) * steps <= Self.mostSteps else {
      throw .infeasible(
        "draws", "\(draws) divisions of \(groups.count) values take too long", remedy: "ask for fewer draws")
    }
    var counts = NullCounts()
    NullCounts.forEachPart(of: draws, seed: seed) { stream, size in
      var shuffled = groups
      for _ in 0..<size {
        stream.shuffle(&shuffled)
        let value = statistic(shuffled)
        counts.add(1, atOrBelow: value <= low, atOrAbove: value >= high)
      }
    }
    return counts
  }
}
