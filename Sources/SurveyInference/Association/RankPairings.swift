import SurveyVocabulary

/// The exact null distribution of the correlation of two sets of ranks, conditional on their ties.
enum RankPairings {
  /// The most pairs that are counted: the work grows with 2 to the power of their number.
  static let largestCount = 12

  /// The tails of the sum of products of doubled ranks.
  ///
  /// The first i cases of one variable take i of the other's ranks in some order; how many orders give
  /// a sum depends on the set of ranks taken alone, so that 2ⁿ sets replace n! orders.
  ///
  /// - Throws: `InputError` if there are too many pairs.
  static func tails(
    of first: [Int], with second: [Int], _ definition: TwoSidedDefinition
  ) throws(InputError) -> TailProbabilities {
    let count = first.count
    guard count <= largestCount, second.count == count else {
      throw .infeasible(
        "pairs", "an exact distribution of \(count) pairs of ranks is not counted",
        remedy: "ask for `.monteCarlo(permutations:seed:)` or `.tApproximation`")
    }
    let observed = zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
    // Products of ranks of opposite order are the smallest sum, of the same order the largest.
    let largest = zip(first.sorted(), second.sorted()).reduce(0) { $0 + $1.0 * $1.1 }
    var layer: [Int: [Double]] = [0: [1]]
    for value in first {
      var next: [Int: [Double]] = [:]
      for (taken, sums) in layer {
        for place in 0..<count where taken & (1 << place) == 0 {
          add(sums, shiftedBy: value * second[place], to: &next[taken | (1 << place), default: []])
        }
      }
      layer = next
    }
    let sums = layer.values.first ?? [1]
    let all = sums.reduce(0, +)
    let lower = sums.prefix(observed + 1).reduce(0, +) / all
    let upper = sums.dropFirst(observed).reduce(0, +) / all
    // Orders are counted in whole numbers, so that equal counts are equal.
    let own = sums.indices.contains(observed) ? sums[observed] : 0
    return try definition.tails(
      lower: lower, upper: upper, equal: own / all,
      distance: twoSided(sums, observed, first, second, largest) / all,
      improbable: sums.reduce(0) { $1 <= own ? $0 + $1 : $0 } / all)
  }

  private static func add(_ sums: [Double], shiftedBy shift: Int, to target: inout [Double]) {
    let length = sums.count + shift
    if target.count < length { target += [Double](repeating: 0, count: length - target.count) }
    for (index, count) in sums.enumerated() where count > 0 { target[index + shift] += count }
  }

  /// The pairings whose correlation is at least as far from zero as the observed one.
  private static func twoSided(
    _ sums: [Double], _ observed: Int, _ first: [Int], _ second: [Int], _ largest: Int
  ) -> Double {
    // The mean of the sum is Σx·Σy/n; times n everything stays whole.
    let count = first.count
    let center = first.reduce(0, +) * second.reduce(0, +)
    let distance = (observed * count - center).magnitude
    return sums.prefix(largest + 1).enumerated().reduce(0) { total, cell in
      (cell.offset * count - center).magnitude >= distance ? total + cell.element : total
    }
  }
}
