import SurveyProbability
import SurveyVocabulary

/// The divisions of tied blocks of values into two groups, and Brunner and Munzel's statistic of each.
///
/// A division is told by how many values of each block the first group has. With q the doubled number of
/// values of the other group below a value, ties half, everything that the statistic needs is a sum of q and
/// of q², which are whole numbers: equal divisions have equal statistics.
struct StudentizedDivisions {
  /// The most values, and the most divisions that are kept, alone and times the number of blocks.
  static let mostValues = 1_000
  static let mostKept = 5_000_000
  static let mostWork = 200_000_000.0
  /// The largest product of both sizes: the squares of sums stay below 2⁶³.
  static let mostPairs = 1_000_000_000
  /// Statistics closer than this, relative to their size where that exceeds 1, are equal.
  static let tolerance = 1e-12

  /// The sizes of the blocks of equal values, in ascending order of the values.
  private let blocks: [Int]
  /// How many of each block the first group has.
  private let own: [Int]
  private let first: Int
  private let second: Int
  /// The statistic of the observed division; infinite for groups that do not overlap.
  let observed: Double

  /// Takes two groups of at least two values each.
  ///
  /// - Throws: `InputError` if the groups are too large for whole numbers.
  init(_ group: [Double], _ baseline: [Double]) throws(InputError) {
    let (pairs, overflow) = group.count.multipliedReportingOverflow(by: baseline.count)
    guard !overflow, pairs <= Self.mostPairs else {
      throw .infeasible("group", "there are more than 1,000,000,000 pairs", remedy: "use approximation: .t")
    }
    let ranks = Midranks(group + baseline)
    // A doubled midrank tells the block: blocks in ascending order have ascending ranks.
    var places: [Int: Int] = [:]
    for rank in Set(ranks.doubled).sorted() { places[rank] = places.count }
    var own = [Int](repeating: 0, count: ranks.tieSizes.count)
    for rank in ranks.doubled.prefix(group.count) { own[places[rank] ?? 0] += 1 }
    blocks = ranks.tieSizes
    self.own = own
    (first, second) = (group.count, baseline.count)
    var sums = Sums()
    for (size, count) in zip(blocks, own) { sums.add(count, of: size) }
    observed = sums.statistic(first, second)
  }

  /// The sums over the blocks so far.
  private struct Sums {
    private(set) var firstBelow = 0
    private var secondBelow = 0
    private var sum = 0
    private var squares = 0
    private var otherSquares = 0

    @inline(__always) mutating func add(_ count: Int, of size: Int) {
      let other = size - count
      let placement = 2 * secondBelow + other
      let otherPlacement = 2 * firstBelow + count
      sum += count * placement
      squares += count * placement * placement
      otherSquares += other * otherPlacement * otherPlacement
      firstBelow += count
      secondBelow += other
    }

    /// The distance of the probability of superiority from one half over its standard error.
    @inline(__always) func statistic(_ first: Int, _ second: Int) -> Double {
      let pairs = first * second
      let rest = 2 * pairs - sum
      let variance =
        Double(first * squares - sum * sum) / Double(first - 1)
        + Double(second * otherSquares - rest * rest) / Double(second - 1)
      if variance > 0 { return Double(sum - pairs) / variance.squareRoot() }
      // Without variance all values are equal, or the groups do not overlap.
      return sum == pairs ? 0 : sum < pairs ? -.infinity : .infinity
    }
  }

  /// All divisions, those with equal counts in all blocks as one with the number of divisions it stands for.
  ///
  /// - Throws: `InputError` where there are too many.
  func enumerated() throws(InputError) -> CountedOutcomes {
    let kept = blocks.reduce(0, +) <= Self.mostValues ? divisionCount : .infinity
    guard kept <= Double(Self.mostKept), kept * Double(blocks.count) <= Self.mostWork else {
      throw .infeasible(
        "permutation", "there are too many divisions of \(first) and \(second) values to go through",
        remedy: "use .monteCarlo(permutations:seed:)")
    }
    var (values, counts): ([Double], [Double]) = ([], [])
    values.reserveCapacity(Int(kept))
    counts.reserveCapacity(Int(kept))
    let ways = blocks.map { size in (0...size).map { SpecialFunctions.binomialCoefficient(size, $0) } }
    var capacity = [Int](repeating: 0, count: blocks.count + 1)
    for block in blocks.indices.reversed() { capacity[block] = capacity[block + 1] + blocks[block] }
    // For each block the sums before it, and the count that it has and the most it can have.
    var stack = [(sums: Sums, weight: Double, count: Int, most: Int)](
      repeating: (Sums(), 1, 0, 0), count: blocks.count)
    func fewest(_ block: Int, _ sums: Sums) -> (count: Int, most: Int) {
      let left = first - sums.firstBelow
      return (max(0, left - capacity[block + 1]), min(blocks[block], left))
    }
    (stack[0].count, stack[0].most) = fewest(0, Sums())
    var block = 0
    while block >= 0 {
      let here = stack[block]
      var sums = here.sums
      sums.add(here.count, of: blocks[block])
      let weight = here.weight * ways[block][here.count]
      if block < blocks.count - 1 {
        block += 1
        let (count, most) = fewest(block, sums)
        stack[block] = (sums, weight, count, most)
        continue
      }
      values.append(sums.statistic(first, second))
      counts.append(weight)
      while block >= 0, stack[block].count == stack[block].most { block -= 1 }
      if block >= 0 { stack[block].count += 1 }
    }
    return CountedOutcomes(values, counts: counts, tolerance: Self.tolerance)
  }

  /// The number of different counts in the blocks that make up the first group.
  private var divisionCount: Double {
    var ways = [1.0] + [Double](repeating: 0, count: first)
    for size in blocks {
      for total in stride(from: first, through: 1, by: -1) {
        for count in stride(from: 1, through: min(size, total), by: 1) { ways[total] += ways[total - count] }
      }
    }
    return ways[first]
  }

  /// Draws divisions at random; the statistics of all of them and how many lie at or beyond the observed one.
  ///
  /// - Throws: `InputError` where none or too many are asked for.
  func sampled(
    _ count: Int, seed: UInt64
  ) throws(InputError) -> (counts: GroupDivisions.Counts, outcomes: CountedOutcomes) {
    guard count <= Self.mostKept else {
      throw .outOfRange("permutations", value: Double(count), allowed: "a number up to 5,000,000")
    }
    let drawn = min(first, second)
    try GroupDivisions.Counts.check(count, drawing: drawn + blocks.count, "permutations")
    var limits = GroupDivisions.Limits(observed, Self.tolerance)
    // The observed division is one of them.
    var values = [observed]
    values.reserveCapacity(count + 1)
    let labels = blocks.enumerated().flatMap { [Int](repeating: $0.offset, count: $0.element) }
    NullCounts.forEachPart(of: count, seed: seed) { stream, size in
      var shuffled = labels
      var counts = blocks
      for _ in 0..<size {
        for block in counts.indices { counts[block] = 0 }
        for place in 0..<drawn {
          shuffled.swapAt(place, place + stream.index(below: shuffled.count - place))
          counts[shuffled[place]] += 1
        }
        var sums = Sums()
        for block in blocks.indices {
          sums.add(drawn == first ? counts[block] : blocks[block] - counts[block], of: blocks[block])
        }
        let value = sums.statistic(first, second)
        limits.count(value)
        values.append(value)
      }
    }
    return (limits.counts, CountedOutcomes(values, tolerance: Self.tolerance))
  }
}
