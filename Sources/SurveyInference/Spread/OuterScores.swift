import SurveyProbability
import SurveyVocabulary

/// The scores of Ansari and Bradley, doubled so that they are whole: the rank from the nearer end of the
/// pooled values, tied values at their midrank.
struct OuterScores {
  /// The doubled scores, those of the first group first.
  let doubled: [Int]
  private let first: Int
  private let total: Int

  init(_ pooled: [Double], first: Int) {
    let ranks = Midranks(pooled).doubled
    doubled = ranks.map { min($0, 2 * (pooled.count + 1) - $0) }
    self.first = first
    total = doubled.reduce(0, +)
  }

  /// The sum of the doubled scores of the first group, and what it is on average.
  var observed: Double { Double(doubled[..<first].reduce(0, +)) }
  var expected: Double { Double(first) * (Double(total) / Double(doubled.count)) }

  /// The sum in standard units.
  ///
  /// - Throws: `InputError` where all scores are equal.
  func z() throws(InputError) -> Double {
    let n = Double(doubled.count)
    let mean = Double(total) / n
    let squares = doubled.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    guard let least = doubled.min(), let most = doubled.max(), least < most else {
      throw InputError(
        .constant, "group and baseline", "all values are equally far from the ends",
        remedy: "use .exact(), which gives a probability of 1")
    }
    return (observed - expected)
      / (squares / (n - 1) * (Double(first) / n) * Double(doubled.count - first)).squareRoot()
  }

  /// The tails of the sum of the first group over all divisions.
  ///
  /// - Throws: `InputError` where the count is not feasible.
  func exactTails(_ definition: TwoSidedDefinition) throws(InputError) -> TailProbabilities {
    try DividedSums(first: Array(doubled[..<first]), second: Array(doubled[first...])).tails(
      definition,
      tooLarge: .infeasible(
        "method", "the exact distribution of \(first) against \(doubled.count - first) values is too large",
        remedy: "use .asymptotic or .monteCarlo(draws:seed:)"))
  }

  /// Draws divisions at random.
  ///
  /// - Throws: `InputError` where none or too many are asked for.
  func sampled(_ draws: Int, seed: UInt64) throws(InputError) -> GroupDivisions.Counts {
    try NullCounts.check(draws: draws)
    let n = doubled.count
    guard n <= 1 << 20, Double(draws) * Double(n) <= 5e10 else {
      throw .infeasible(
        "draws", "\(draws) divisions of \(n) values take too long",
        remedy: "ask for fewer, or use .asymptotic")
    }
    let sum = doubled[..<first].reduce(0, +)
    // N times a sum against the share of the total is whole; with up to 2^20 values it is below 2^62.
    let center = first * total
    let reach = abs(sum * n - center)
    var counts = GroupDivisions.Counts()
    NullCounts.forEachPart(of: draws, seed: seed) { stream, size in
      var shuffled = doubled
      for _ in 0..<size {
        var drawn = 0
        for place in 0..<first {
          shuffled.swapAt(place, place + stream.index(below: n - place))
          drawn += shuffled[place]
        }
        if drawn <= sum { counts.lower += 1 }
        if drawn >= sum { counts.upper += 1 }
        if abs(drawn * n - center) >= reach { counts.far += 1 }
        counts.all += 1
      }
    }
    return counts
  }
}
