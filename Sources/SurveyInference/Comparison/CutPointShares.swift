import SurveyProbability
import SurveyVocabulary

/// Anderson and Darling's statistic of several groups and its null distribution over all divisions of the
/// pooled values.
struct CutPointShares {
  /// The most branches of an enumeration, and the most calls within each other.
  static let mostBranches = 10_000_000
  static let mostNested = 2_000

  let blocks: TiedBlocks
  let ties: AndersonDarlingKSampleTest.TieRule
  let observed: Double
  private let low: Double
  private let high: Double

  /// The groups are not empty, and their values not all equal.
  init(_ samples: [[Double]], _ ties: AndersonDarlingKSampleTest.TieRule) {
    blocks = TiedBlocks(samples)
    self.ties = ties
    observed = Self.statistic(blocks.groups, blocks, ties)
    // Sums of the same terms in another order differ by rounding.
    let slack = 1e-11 * max(1, observed)
    (low, high) = (observed + slack, observed - slack)
  }

  /// The statistic of the pooled values with these groups.
  private static func statistic(
    _ groups: [Int], _ blocks: TiedBlocks, _ ties: AndersonDarlingKSampleTest.TieRule
  ) -> Double {
    var counts = [Double](repeating: 0, count: blocks.groupSizes.count)
    var drawn = counts
    var (place, sum) = (0, 0.0)
    for size in blocks.sizes {
      for index in drawn.indices { drawn[index] = 0 }
      for member in groups[place..<(place + size)] { drawn[member] += 1 }
      sum += term(counts, drawn, passed: place, size, blocks, ties)
      for index in counts.indices { counts[index] += drawn[index] }
      place += size
    }
    return sum
  }

  /// What a block of equal values adds, given the values of each group before it and in it.
  private static func term(
    _ before: [Double], _ drawn: [Double], passed: Int, _ size: Int, _ blocks: TiedBlocks,
    _ ties: AndersonDarlingKSampleTest.TieRule
  ) -> Double {
    let all = Double(blocks.groups.count)
    let block = Double(size)
    let part = ties == .midpoints ? 0.5 : 1
    let below = Double(passed) + part * block
    let bottom = ties == .midpoints ? below * (all - below) - all * block / 4 : below * (all - below)
    guard bottom > 0 else { return 0 }
    var sum = 0.0
    for (index, size) in blocks.groupSizes.enumerated() {
      let distance = all * (before[index] + part * drawn[index]) - Double(size) * below
      sum += distance * distance / Double(size)
    }
    return sum / bottom * block / all * (ties == .midpoints ? (all - 1) / all : 1)
  }

  /// The mean, over the values below the largest, of the share of variance that lies between the groups when
  /// the values are cut above them.
  var meanShare: Double {
    let steps = Self.statistic(blocks.groups, blocks, .steps)
    let all = Double(blocks.groups.count)
    return min(1, steps / (all - Double(blocks.sizes.last ?? 0)))
  }

  /// Random divisions.
  func sampled(_ draws: Int, seed: UInt64) throws(InputError) -> NullCounts {
    let (blocks, ties) = (blocks, ties)
    let steps = Double(blocks.groups.count) + Double(blocks.sizes.count) * Double(blocks.groupSizes.count)
    return try blocks.sampled(draws, seed: seed, steps: steps, low: low, high: high) {
      Self.statistic($0, blocks, ties)
    }
  }

  /// All divisions, those with the same counts in every block together.
  ///
  /// - Throws: `InputError` where there are too many.
  func enumerated() throws(InputError) -> NullCounts {
    let infeasible = InputError.infeasible(
      "method", "the divisions of \(blocks.groups.count) values into these groups are too many",
      remedy: "use .monteCarlo(draws:seed:)")
    // A walk is a call for each block and for each group within it.
    guard blocks.sizes.count * (blocks.groupSizes.count + 2) <= Self.mostNested else { throw infeasible }
    var walk = Walk(shares: self)
    try walk.enter(block: 0, passed: 0, weight: 1, sum: 0)
    guard walk.branches <= Self.mostBranches else { throw infeasible }
    var counts = walk.counts
    (counts.lower, counts.upper, counts.all) = (min(1, counts.lower), min(1, counts.upper), 1)
    return counts
  }

  /// A walk through the blocks, and within a block through the groups.
  private struct Walk {
    let shares: CutPointShares
    var counts = NullCounts()
    var branches = 0
    var before: [Double]
    var drawn: [[Double]]
    var room: [Int]

    init(shares: CutPointShares) {
      self.shares = shares
      room = shares.blocks.groupSizes
      before = room.map { _ in 0 }
      drawn = shares.blocks.sizes.map { _ in shares.blocks.groupSizes.map { _ in 0 } }
    }

    /// At the start of a block. No block takes anything away, so that a sum above the observed statistic
    /// stays above it.
    mutating func enter(block: Int, passed: Int, weight: Double, sum: Double) throws(InputError) {
      if sum > shares.low {
        counts.upper += weight
      } else if block == shares.blocks.sizes.count {
        counts.lower += weight
        if sum >= shares.high { counts.upper += weight }
      } else {
        let size = shares.blocks.sizes[block]
        let left = shares.blocks.groups.count - passed
        try deal(block, passed, group: 0, size, among: left, weight, sum)
      }
    }

    /// Deals what is left of a block to a group and those after it, which have room for `all` values.
    private mutating func deal(
      _ block: Int, _ passed: Int, group: Int, _ left: Int, among all: Int, _ weight: Double, _ sum: Double
    ) throws(InputError) {
      guard group < room.count else {
        let size = shares.blocks.sizes[block]
        let term = CutPointShares.term(
          before, drawn[block], passed: passed, size, shares.blocks, shares.ties)
        for index in room.indices { before[index] += drawn[block][index] }
        try enter(block: block + 1, passed: passed + size, weight: weight, sum: sum + term)
        for index in room.indices { before[index] -= drawn[block][index] }
        return
      }
      let own = room[group]
      for count in max(0, left - (all - own))...min(left, own) {
        branches += 1
        guard branches <= CutPointShares.mostBranches else { return }
        let share = try Self.share(count, of: left, marked: own, among: all)
        drawn[block][group] = Double(count)
        room[group] = own - count
        try deal(
          block, passed, group: group + 1, left - count, among: all - own, weight * share, sum)
        room[group] = own
      }
      drawn[block][group] = 0
    }

    private static func share(
      _ count: Int, of size: Int, marked: Int, among all: Int
    ) throws(InputError) -> Double {
      if size == 0 || all == marked { return 1 }
      if size == 1 { return Double(count == 1 ? marked : all - marked) / Double(all) }
      return try HypergeometricDistribution(marked: marked, population: all, draws: size).mass(count)
    }
  }
}
