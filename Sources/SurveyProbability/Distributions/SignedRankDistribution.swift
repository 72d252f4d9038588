import SurveyVocabulary

/// The null distribution of Wilcoxon's signed-rank statistic V without ties: the sum of the ranks of the
/// positive differences.
public struct SignedRankDistribution: DiscreteDistribution {
  /// The number of differences.
  public let count: Int
  private let counts: SignedRankCounts

  /// Counts the distribution for a number of differences.
  ///
  /// - Throws: `InputError` if the number is negative or above 1,000.
  public init(count: Int) throws(InputError) {
    guard count >= 0, count <= SignedRankCounts.largestCount else {
      throw .outOfRange("count", value: Double(count), allowed: "a whole number from 0 to 1000")
    }
    self.count = count
    counts = try SignedRankCounts(untied: count)
  }

  /// The mean.
  public var mean: Double { 0.25 * Double(count) * Double(count + 1) }
  /// The variance.
  public var variance: Double { mean * Double(2 * count + 1) / 6 }
  /// From 0 to the sum of all ranks.
  public var support: ClosedRange<Int> { 0...(count * (count + 1) / 2) }

  private func doubled(_ v: Int) -> Int { 2 * min(max(v, -1), support.upperBound) }

  /// P(V = v).
  public func mass(_ v: Int) -> Double { support.contains(v) ? counts.probability(2 * v) : 0 }
  /// log P(V = v).
  public func logMass(_ v: Int) -> Double { libmLog(mass(v)) }
  /// P(V ≤ v).
  public func lowerTail(_ v: Int) -> Double { counts.lower(doubled(v)) }
  /// P(V > v).
  public func upperTail(_ v: Int) -> Double {
    v >= support.upperBound ? 0 : counts.upper(doubled(v) + 2)
  }
  /// log P(V ≤ v).
  public func logLowerTail(_ v: Int) -> Double { logSmaller(lowerTail(v), upperTail(v)) }
  /// log P(V > v).
  public func logUpperTail(_ v: Int) -> Double { logSmaller(upperTail(v), lowerTail(v)) }
}

/// The null distribution of a sum of signed midranks given their ties: each is in the sum or not.
///
/// Midranks come doubled, so that they are whole; so does the sum.
public struct ConditionalSignedRankDistribution: DiscreteDistribution {
  /// The doubled midranks of the differences that are not zero.
  public let doubledRanks: [Int]
  private let counts: SignedRankCounts

  /// Counts the sums of the doubled midranks.
  ///
  /// - Throws: `InputError` if there are more than 1,000 ranks, or if a doubled rank is not between 1 and
  ///   2,000.
  public init(doubledRanks: some Collection<Int>) throws(InputError) {
    let ranks = Array(doubledRanks)
    if let rank = ranks.first(where: { $0 < 1 || $0 > 2 * SignedRankCounts.largestCount }) {
      throw .outOfRange("doubled rank", value: Double(rank), allowed: "a whole number from 1 to 2000")
    }
    self.doubledRanks = ranks
    counts = try SignedRankCounts(doubledRanks: ranks)
  }

  /// The mean.
  public var mean: Double { 0.5 * Double(support.upperBound) }
  /// The variance.
  public var variance: Double { doubledRanks.reduce(0.0) { $0 + 0.25 * Double($1) * Double($1) } }
  /// From 0 to the sum of all doubled ranks.
  public var support: ClosedRange<Int> { 0...doubledRanks.reduce(0, +) }

  /// P(S = s).
  public func mass(_ s: Int) -> Double { counts.probability(s) }
  /// log P(S = s).
  public func logMass(_ s: Int) -> Double { libmLog(mass(s)) }
  /// P(S ≤ s).
  public func lowerTail(_ s: Int) -> Double { counts.lower(s) }
  /// P(S > s).
  public func upperTail(_ s: Int) -> Double { s >= support.upperBound ? 0 : counts.upper(s + 1) }
  /// log P(S ≤ s).
  public func logLowerTail(_ s: Int) -> Double { logSmaller(lowerTail(s), upperTail(s)) }
  /// log P(S > s).
  public func logUpperTail(_ s: Int) -> Double { logSmaller(upperTail(s), lowerTail(s)) }
}
