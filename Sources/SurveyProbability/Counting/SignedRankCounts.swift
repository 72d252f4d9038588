import SurveyVocabulary

/// The null distribution of a sum of signed ranks, counted completely.
///
/// Each rank is in the sum or not with probability one half. Ranks come doubled, so that midranks are
/// whole; probabilities rather than counts are kept, because counts outgrow a `Double` beyond 53 ranks.
package struct SignedRankCounts: Sendable {
  /// The most ranks that are counted: the work grows with their cube, and 2 to the power of minus this
  /// is still a number.
  package static let largestCount = 1_000

  private let unit: Int
  private let sum: Int
  /// The probability of each reachable sum, in units of the ranks' common divisor, up to half way.
  private let probabilities: [Double]

  /// Counts the sums of doubled ranks, all of them positive and at most twice ``largestCount``.
  ///
  /// - Throws: `InputError` if there are too many.
  package init(doubledRanks ranks: [Int]) throws(InputError) {
    guard ranks.count <= Self.largestCount else {
      throw .infeasible(
        "pairs", "an exact distribution of \(ranks.count) signed ranks is not counted",
        remedy: "ask for `method: .asymptotic()`")
    }
    let unit = max(ranks.reduce(0, Self.divisor), 1)
    let steps = ranks.map { $0 / unit }
    let sum = steps.reduce(0, +)
    let half = sum / 2
    var probabilities = [Double](repeating: 0, count: half + 1)
    probabilities[0] = 1
    var reached = 0
    probabilities.withUnsafeMutableBufferPointer { cells in
      // Small ranks first keep the reachable part short for as long as possible.
      for step in steps.sorted() {
        reached = min(half, reached + step)
        var index = reached
        while index >= step {
          cells[index] = (cells[index] + cells[index - step]) / 2
          index -= 1
        }
        while index >= 0 {
          cells[index] /= 2
          index -= 1
        }
      }
    }
    self.unit = unit
    self.sum = sum
    self.probabilities = probabilities
  }

  /// The distribution without ties: the ranks 1 to `count`.
  package init(untied count: Int) throws(InputError) {
    try self.init(doubledRanks: (0..<max(count, 0)).map { 2 * $0 + 2 })
  }

  private static func divisor(_ first: Int, _ second: Int) -> Int {
    var (first, second) = (first, second)
    while second != 0 { (first, second) = (second, first % second) }
    return first
  }

  /// The probability of a doubled sum or less.
  package func lower(_ doubledSum: Int) -> Double {
    let steps = doubledSum >= 0 ? doubledSum / unit : -1
    if steps < 0 { return 0 }
    if steps >= sum { return 1 }
    if steps < probabilities.count { return head(steps) }
    // The distribution is symmetric: the sums above are the mirror of those below.
    return 1 - head(sum - steps - 1)
  }

  /// The probability of a doubled sum or more.
  package func upper(_ doubledSum: Int) -> Double {
    let steps = doubledSum <= 0 ? 0 : (doubledSum - 1) / unit + 1
    return lower((sum - steps) * unit)
  }

  /// The probability of all sums that are no more probable than a doubled sum, up to a relative `margin`.
  package func improbable(_ doubledSum: Int, margin: Double) -> Double {
    let limit = probability(doubledSum) * (1 + margin)
    guard limit > 0 else { return 0 }
    // All sums but a middle one have a mirror image.
    return min(
      probabilities.enumerated().reduce(0.0) { total, cell in
        guard cell.element <= limit else { return total }
        return total + (2 * cell.offset == sum ? cell.element : 2 * cell.element)
      }, 1)
  }

  /// The probability of exactly a doubled sum.
  package func probability(_ doubledSum: Int) -> Double {
    guard doubledSum >= 0, doubledSum % unit == 0, doubledSum / unit <= sum else { return 0 }
    let steps = doubledSum / unit
    return probabilities[min(steps, sum - steps)]
  }

  private func head(_ last: Int) -> Double {
    var total = 0.0
    for index in 0...max(last, 0) { total += probabilities[index] }
    return min(total, 1)
  }

  /// The largest doubled sum whose lower tail stays below `tail`; `nil` if even the smallest does not.
  package func largest(below tail: Double) -> Int? {
    var total = 0.0
    var last: Int?
    for (index, probability) in probabilities.enumerated() {
      total += probability
      guard total < tail else { break }
      last = index
    }
    return last.map { $0 * unit }
  }
}
