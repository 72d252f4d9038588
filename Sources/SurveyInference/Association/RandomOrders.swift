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

  /// The tails of concordant less discordant pairs; the observed order counts as one.
  static func concordance(
    _ first: [Int], _ second: [Int], _ permutations: Int, seed: UInt64
  ) throws(InputError) -> TailProbabilities {
    try check(permutations, cases: Double(first.count))
    let observed = ConcordantPairs(first, second).difference
    var (lower, upper, far) = (1, 1, 1)
    draw(permutations, of: first.count, seed: seed) { order in
      let value = ConcordantPairs(first, order.map { second[$0] }).difference
      lower += value <= observed ? 1 : 0
      upper += value >= observed ? 1 : 0
      far += value.magnitude >= observed.magnitude ? 1 : 0
    }
    let share = { (count: Int) in Double(count) / Double(permutations + 1) }
    return TailProbabilities(
      lower: share(lower), upper: share(upper), twoSided: share(far),
      definition: "distance of the correlation from zero")
  }
}
