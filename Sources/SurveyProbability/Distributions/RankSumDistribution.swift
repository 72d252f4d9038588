import SurveyVocabulary

/// The null distribution of Mann and Whitney's U without ties: how often a value of the first group
/// exceeds one of the second.
public struct RankSumDistribution: DiscreteDistribution {
  /// The size of the first group.
  public let first: Int
  /// The size of the second group.
  public let second: Int
  private let sums: SubsetSumDistribution

  /// Counts the distribution for two sizes.
  ///
  /// - Throws: `InputError` if a size is below 1, or if the table of counts would be too large.
  public init(first: Int, second: Int) throws(InputError) {
    guard first >= 1, second >= 1 else {
      throw .tooFew(first < 1 ? "first" : "second", found: min(first, second), needed: 1)
    }
    guard first < 1 << 20, second < 1 << 20,
      let sums = SubsetSumDistribution(of: Array(1...(first + second)), choosing: first)
    else {
      throw .infeasible(
        "sizes", "an exact distribution of \(first) and \(second) ranks is not counted",
        remedy: "take the normal approximation")
    }
    self.first = first
    self.second = second
    self.sums = sums
  }

  /// The mean.
  public var mean: Double { 0.5 * Double(first) * Double(second) }
  /// The variance.
  public var variance: Double { Double(first) * Double(second) * Double(first + second + 1) / 12 }
  /// From 0 to the product of the sizes.
  public var support: ClosedRange<Int> { 0...(first * second) }

  /// The sum of ranks that belongs to a U, and one beyond the range for all that are beyond.
  private func rankSum(_ u: Int) -> Int {
    min(max(u, -1), first * second + 1) + first * (first + 1) / 2
  }

  /// P(U = u).
  public func mass(_ u: Int) -> Double { support.contains(u) ? sums.probability(rankSum(u)) : 0 }
  /// log P(U = u).
  public func logMass(_ u: Int) -> Double { libmLog(mass(u)) }
  /// P(U ≤ u).
  public func lowerTail(_ u: Int) -> Double { u >= first * second ? 1 : sums.lowerTail(rankSum(u)) }
  /// P(U > u).
  public func upperTail(_ u: Int) -> Double { u < 0 ? 1 : sums.upperTail(rankSum(u) + 1) }
  /// log P(U ≤ u).
  public func logLowerTail(_ u: Int) -> Double { logSmaller(lowerTail(u), upperTail(u)) }
  /// log P(U > u).
  public func logUpperTail(_ u: Int) -> Double { logSmaller(upperTail(u), lowerTail(u)) }
}

/// The distribution of a sum of values drawn without replacement: the rank sum of a group given its ties.
///
/// The values are whole; midranks come doubled.
public struct ConditionalRankSumDistribution: DiscreteDistribution {
  /// The doubled midranks of all observations.
  public let doubledRanks: [Int]
  /// The size of the group.
  public let size: Int
  private let sums: SubsetSumDistribution

  /// Counts the sums of `size` of the doubled midranks.
  ///
  /// - Throws: `InputError` if the size is negative or more than there are ranks, if a doubled rank is
  ///   not between 0 and 2^30, or if the table of counts would be too large.
  public init(doubledRanks: some Collection<Int>, choosing size: Int) throws(InputError) {
    let ranks = Array(doubledRanks)
    try checkDoubledRanks(ranks)
    guard size >= 0, size <= ranks.count else {
      throw .outOfRange("size", value: Double(size), allowed: "a whole number from 0 to \(ranks.count)")
    }
    guard let sums = SubsetSumDistribution(of: ranks.isEmpty ? [0] : ranks, choosing: size) else {
      throw .infeasible(
        "ranks", "an exact distribution of \(ranks.count) ranks is not counted",
        remedy: "take the normal approximation")
    }
    self.doubledRanks = ranks
    self.size = size
    self.sums = sums
  }

  /// The mean.
  public var mean: Double {
    let total = doubledRanks.reduce(0.0) { $0 + Double($1) }
    return doubledRanks.isEmpty ? 0 : Double(size) * (total / Double(doubledRanks.count))
  }

  /// The variance.
  public var variance: Double {
    let n = Double(doubledRanks.count)
    guard n > 1 else { return 0 }
    let center = doubledRanks.reduce(0.0) { $0 + Double($1) } / n
    let squares = doubledRanks.reduce(0.0) { $0 + (Double($1) - center) * (Double($1) - center) }
    return Double(size) * (n - Double(size)) / (n * (n - 1)) * squares
  }

  /// From the sum of the least to the sum of the largest ranks.
  public var support: ClosedRange<Int> {
    let sorted = doubledRanks.sorted()
    return sorted.prefix(size).reduce(0, +)...sorted.suffix(size).reduce(0, +)
  }

  /// P(S = s).
  public func mass(_ s: Int) -> Double { sums.probability(s) }
  /// log P(S = s).
  public func logMass(_ s: Int) -> Double { libmLog(mass(s)) }
  /// P(S ≤ s).
  public func lowerTail(_ s: Int) -> Double { sums.lowerTail(s) }
  /// P(S > s).
  public func upperTail(_ s: Int) -> Double { s == Int.max ? 0 : sums.upperTail(s + 1) }
  /// log P(S ≤ s).
  public func logLowerTail(_ s: Int) -> Double { logSmaller(lowerTail(s), upperTail(s)) }
  /// log P(S > s).
  public func logUpperTail(_ s: Int) -> Double { logSmaller(upperTail(s), lowerTail(s)) }
}

/// Refuses doubled ranks whose sums could leave the range of whole numbers.
func checkDoubledRanks(_ ranks: [Int]) throws(InputError) {
  guard ranks.count < 1 << 20 else {
    throw .infeasible(
      "ranks", "\(ranks.count) are too many to count", remedy: "take the normal approximation")
  }
  if let rank = ranks.first(where: { $0 < 0 || $0 > 1 << 30 }) {
    throw .outOfRange("doubled rank", value: Double(rank), allowed: "a whole number from 0 to 2^30")
  }
}

/// The logarithm of a tail, near zero from the other one.
func logSmaller(_ own: Double, _ other: Double) -> Double {
  own < 0.5 ? libmLog(own) : libmLog1p(-min(1, other))
}
