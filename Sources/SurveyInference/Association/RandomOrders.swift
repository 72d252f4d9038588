import SurveyProbability
import SurveyVocabulary

/// Null distributions of rank correlations by random orders of one variable.
enum RandomOrders {
  /// The most orders that are drawn, and the most cases times orders.
  static let mostDrawn = 10_000_000
  static let mostWork = 20_000_000_000.0
  /// Random orders come in this number of parts with a stream each, so that the answer does not depend on
  /// how many workers share them.
  static let parts = 16

  /// Refuses a number of orders that is not positive or takes too long.
  static func check(_ permutations: Int, cases: Double) throws(InputError) {
    guard permutations >= 1 else { throw .tooFew("permutations", found: permutations, needed: 1) }
    guard permutations <= mostDrawn else {
      throw .outOfRange("permutations", value: Double(permutations), allowed: "a number up to 10,000,000")
    }
    guard Double(permutations) * cases <= mostWork else {
      throw .infeasible(
        "permutations", "\(permutations) orders of this many cases take too long",
        remedy: "ask for fewer permutations")
    }
  }

  /// Draws orders of the places below a count, in parts with a stream each.
  static func draw(_ permutations: Int, of count: Int, seed: UInt64, _ visit: (_ order: [Int]) -> Void) {
    for part in 0..<parts {
      var stream = RandomStream(seed: seed, stream: UInt64(part))
      var order = Array(0..<count)
      for _ in 0..<(permutations / parts + (part < permutations % parts ? 1 : 0)) {
        stream.shuffle(&order)
        visit(order)
      }
    }
  }

  /// How concordant less discordant pairs of random orders lie to the observed ones.
  static func concordance(
    _ first: [Int], _ second: [Int], _ permutations: Int, seed: UInt64
  ) throws(InputError) -> GroupDivisions.Counts {
    try check(permutations, cases: Double(first.count))
    let observed = ConcordantPairs(first, second).difference
    var counts = GroupDivisions.Counts()
    draw(permutations, of: first.count, seed: seed) { order in
      let value = ConcordantPairs(first, order.map { second[$0] }).difference
      counts.add(
        isLow: value <= observed, isHigh: value >= observed, isFar: value.magnitude >= observed.magnitude)
    }
    return counts
  }

  /// How the sums of products of random orders lie to the observed one.
  static func products(
    _ sums: ProductSum, _ permutations: Int, seed: UInt64
  ) throws(InputError) -> GroupDivisions.Counts {
    try check(permutations, cases: Double(sums.first.count))
    var counts = GroupDivisions.Counts()
    draw(permutations, of: sums.first.count, seed: seed) { order in
      var sum = 0.0
      for (place, value) in sums.first.enumerated() { sum += value * sums.second[order[place]] }
      counts.add(isLow: sums.isLow(sum), isHigh: sums.isHigh(sum), isFar: sums.isFar(sum))
    }
    return counts
  }
}

extension GroupDivisions.Counts {
  /// Counts one statistic.
  mutating func add(isLow: Bool, isHigh: Bool, isFar: Bool) {
    lower += isLow ? 1 : 0
    upper += isHigh ? 1 : 0
    far += isFar ? 1 : 0
    all += 1
  }
}
