import SurveyProbability
import SurveyVocabulary

/// The squared distance of two step functions, summed over the pooled values, and its null distribution over
/// all divisions of the pooled values.
///
/// With I and J the values of the first and the second group in the blocks of equal values so far, and d the
/// greatest common divisor of the sizes n and m, the gap after a block is (mI - nJ)/d. Each value adds the
/// mean of the squared gaps before and after its block, so that turning the scale round changes nothing; a
/// gap's square is weighted by half the sizes of the blocks on both sides. In units of the common part of
/// the weights the sum is a whole number.
struct DistributionDistance {
  /// The most cells of the table, and the most additions.
  static let mostCells = 16_000_000.0
  static let mostAdditions = 2e9
  /// The most values of a group, so that mI - nJ stays exact.
  static let mostValues = 1_000_000

  /// The observed sum, exact below 2⁵³.
  let observed: Double
  let blocks: TiedBlocks
  private let n: Int
  private let m: Int
  private let stepOfFirst: Int
  private let stepOfSecond: Int
  /// The weight of the gap after each block, zero after the last, in units of `unit`.
  private let weights: [Int]
  private let unit: Double

  /// - Throws: `InputError` if there are more than 1,000,000 values.
  init(_ first: [Double], _ second: [Double]) throws(InputError) {
    guard first.count <= Self.mostValues, second.count <= Self.mostValues else {
      throw .infeasible("group", "there are more than 1,000,000 values", remedy: "draw a part of them")
    }
    // The smaller group has the smaller table, and the distance is the same both ways.
    let swaps = first.count > second.count
    blocks = TiedBlocks(swaps ? [second, first] : [first, second])
    (n, m) = (blocks.groupSizes[0], blocks.groupSizes[1])
    let divisor = Self.divisor(n, m)
    (stepOfFirst, stepOfSecond) = (m / divisor, n / divisor)
    let doubled = zip(blocks.sizes, blocks.sizes.dropFirst()).map { $0 + $1 }
    let common = max(doubled.reduce(0, Self.divisor), 1)
    weights = doubled.map { $0 / common } + [0]
    unit = Double(common) / 2
    observed = Self.distance(blocks.groups, blocks.sizes, weights, stepOfFirst, stepOfSecond)
  }

  /// The greatest common divisor; that of a number and zero is the number.
  private static func divisor(_ first: Int, _ second: Int) -> Int {
    var (a, b) = (first, second)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }

  private static func distance(
    _ groups: [Int], _ sizes: [Int], _ weights: [Int], _ up: Int, _ down: Int
  ) -> Double {
    var (place, gap, sum) = (0, 0, 0.0)
    for (size, weight) in zip(sizes, weights) {
      for _ in 0..<size {
        gap += groups[place] == 0 ? up : -down
        place += 1
      }
      sum += Double(weight) * Double(gap) * Double(gap)
    }
    return sum
  }

  /// The mean squared difference of the distribution functions over the pooled values, from 0 to 1.
  var meanSquare: Double {
    // The gap of the functions is (mI - nJ)/(nm), the whole number's root over stepOfFirst · n.
    let scale = Double(stepOfFirst) * Double(n)
    return observed * unit / scale / scale / (Double(n) + Double(m))
  }

  /// The mean of ``meanSquare`` over all divisions: Σ w B(N - B)/(nm(N - 1)N), where B values lie up to the
  /// end of a block and w is the weight of the gap after it; (1 + 1/N)N/(6nm) without ties.
  var meanSquareByChance: Double {
    let all = Double(n) + Double(m)
    var (below, sum) = (0, 0.0)
    for (size, weight) in zip(blocks.sizes, weights) {
      below += size
      sum += Double(weight) * unit * Double(below) * (all - Double(below))
    }
    return sum / (Double(n) * Double(m)) / (all - 1) / all
  }

  /// Anderson's T: nm/(n + m) times the mean square.
  var statistic: Double {
    let (n, m) = (Double(n), Double(m))
    return meanSquare * (n * m / (n + m))
  }

  /// The shares of random divisions whose distance is at most and at least the observed one.
  func sampled(_ draws: Int, seed: UInt64) throws(InputError) -> NullCounts {
    let (sizes, weights, up, down) = (blocks.sizes, weights, stepOfFirst, stepOfSecond)
    // Beyond 2⁵³ sums of the same squares in another order differ by rounding.
    let slack = observed < 0x1p53 ? 0 : 1e-12 * observed
    return try blocks.sampled(
      draws, seed: seed, steps: Double(blocks.groups.count), low: observed + slack, high: observed - slack
    ) {
      Self.distance($0, sizes, weights, up, down)
    }
  }

  /// The probabilities of all divisions, block after block.
  ///
  /// A division is followed as long as its sum does not exceed the observed one, because no block takes
  /// anything away; what exceeds it is in the upper tail whatever follows.
  ///
  /// - Throws: `InputError` where the table is too large.
  func enumerated() throws(InputError) -> NullCounts {
    let choices = blocks.sizes.reduce(0.0) { $0 + Double(min($1, n)) + 1 }
    let cells = Double(n + 1) * (observed + 1)
    guard cells <= Self.mostCells, cells * choices <= Self.mostAdditions else {
      throw .infeasible(
        "method", "the exact distribution of \(n) against \(m) values is too large at this statistic",
        remedy: "use .monteCarlo(draws:seed:) or .asymptotic")
    }
    let width = Int(observed) + 1
    // states[I][s]: the probability of I values of the first group so far and the sum s.
    var states = [[Double]](repeating: [], count: n + 1)
    states[0] = [Double](repeating: 0, count: width)
    states[0][0] = 1
    var (passed, above) = (0, 0.0)
    for (size, factor) in zip(blocks.sizes, weights) {
      let left = n + m - passed
      var next = [[Double]](repeating: [], count: n + 1)
      for (taken, state) in states.enumerated() where !state.isEmpty {
        let room = n - taken
        for count in max(0, size - (left - room))...min(size, room) {
          let weight = try Self.weight(count, of: size, marked: room, among: left)
          let (i, j) = (taken + count, passed + size - taken - count)
          let gap = i * stepOfFirst - j * stepOfSecond
          let square = Double(factor) * Double(gap) * Double(gap)
          let cost = square < Double(width) ? Int(square) : width
          let fits = width - cost
          if fits > 0, next[i].isEmpty { next[i] = [Double](repeating: 0, count: width) }
          state.withUnsafeBufferPointer { state in
            for sum in fits..<width { above += state[sum] * weight }
            next[i].withUnsafeMutableBufferPointer { next in
              for sum in 0..<fits { next[sum + cost] += state[sum] * weight }
            }
          }
        }
      }
      states = next
      passed += size
    }
    let end = states[n].isEmpty ? [Double](repeating: 0, count: width) : states[n]
    return NullCounts(lower: min(1, end.reduce(0, +)), upper: min(1, above + end[width - 1]), all: 1)
  }

  /// The hypergeometric probability that `count` of a block's values are marked.
  private static func weight(
    _ count: Int, of size: Int, marked: Int, among all: Int
  ) throws(InputError) -> Double {
    if size == 1 { return Double(count == 1 ? marked : all - marked) / Double(all) }
    return try HypergeometricDistribution(marked: marked, population: all, draws: size).mass(count)
  }
}
