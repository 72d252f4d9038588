import SurveyProbability
import SurveyVocabulary

/// The orders that raters' ranks could have had, and how many give rank sums at least as far apart.
///
/// Ranks are taken from their mean and doubled, so that everything is counted in integers.
struct RankOrders {
  /// The most orders that are gone through, and the most ranks that are drawn.
  static let mostEnumerated = 10_000_000.0
  static let mostDrawn = 100_000_000
  private static let mostPlaced = 20_000_000_000
  private static let parts = 16

  private let ranks: [[Int]]
  private let observed: Int

  /// - Throws: `InputError` if the sums of squares could exceed the integers.
  init(_ table: RankTable) throws(InputError) {
    let (m, n) = (Double(table.raterCount), Double(table.subjectCount))
    guard m * m * n * n * n < 4e18 else {
      throw .infeasible(
        "method",
        "\(table.raterCount) raters of \(table.subjectCount) subjects are too many to count or draw",
        remedy: "use .chiSquare")
    }
    let mean = table.subjectCount + 1
    ranks = table.doubled.map { rater in rater.map { $0 - mean } }
    observed = Self.squares(table.doubledSums.map { $0 - table.raterCount * mean })
  }

  private static func squares(_ sums: [Int]) -> Int { sums.reduce(0) { $0 + $1 * $1 } }

  /// The tails by going through all orders.
  ///
  /// The sums of the first raters are kept in ascending order with their probabilities: what follows does
  /// not depend on which subject has which sum, because every order of the next rater comes as often.
  ///
  /// - Throws: `InputError` where there are too many.
  func counted() throws(InputError) -> TailProbabilities {
    var states: [(sums: [Int], probability: Double)] = [(ranks[0].sorted(), 1)]
    for rater in ranks.dropFirst().dropLast() {
      let share = 1 / (try Self.orderCount(rater, states: states.count))
      var next: [[Int]: Double] = [:]
      Self.forEachOrder(of: rater) { order in
        for state in states {
          next[zip(state.sums, order).map(+).sorted(), default: 0] += state.probability * share
        }
      }
      // A fixed order keeps the rounding of the sums the same every time.
      states = next.map { (sums: $0.key, probability: $0.value) }
        .sorted { $0.sums.lexicographicallyPrecedes($1.sums) }
    }
    let last = ranks[ranks.count - 1]
    let share = 1 / (try Self.orderCount(last, states: states.count))
    var (lower, upper) = (0.0, 0.0)
    Self.forEachOrder(of: last) { order in
      for state in states {
        var square = 0
        for place in order.indices {
          let sum = state.sums[place] + order[place]
          square += sum * sum
        }
        lower += square <= observed ? state.probability : 0
        upper += square >= observed ? state.probability : 0
      }
    }
    let (atMost, atLeast) = (min(lower * share, 1), min(upper * share, 1))
    return TailProbabilities(lower: atMost, upper: atLeast, twoSided: atLeast, definition: "upper tail")
  }

  /// The number of distinct orders of ranks, or the refusal of too many.
  private static func orderCount(_ ranks: [Int], states: Int) throws(InputError) -> Double {
    let sorted = ranks.sorted()
    var (count, equal) = (1.0, 0)
    for place in sorted.indices {
      equal = place > 0 && sorted[place] == sorted[place - 1] ? equal + 1 : 1
      // n!/(t₁!·t₂!·…), one factor after the other; never less than before.
      count *= Double(place + 1) / Double(equal)
      guard count * Double(states) <= mostEnumerated else {
        throw .infeasible(
          "method", "there are more than 10,000,000 orders to go through",
          remedy: "use .monteCarlo(permutations:seed:) or .chiSquare")
      }
    }
    return count.rounded()
  }

  /// Goes through the distinct orders of ranks in the dictionary's sense.
  private static func forEachOrder(of ranks: [Int], _ body: ([Int]) -> Void) {
    var order = ranks.sorted()
    while true {
      body(order)
      guard let pivot = order.indices.dropLast().last(where: { order[$0] < order[$0 + 1] }),
        let other = order.indices.last(where: { order[$0] > order[pivot] })
      else { return }
      order.swapAt(pivot, other)
      order[(pivot + 1)...].reverse()
    }
  }

  /// Draws orders at random; the first rater's stays, since only orders relative to each other count.
  ///
  /// - Throws: `InputError` where none or too many are asked for.
  func sampled(_ count: Int, seed: UInt64) throws(InputError) -> GroupDivisions.Counts {
    guard count >= 1 else { throw .tooFew("permutations", found: count, needed: 1) }
    guard count <= Self.mostDrawn, count <= Self.mostPlaced / (ranks.count * ranks[0].count) else {
      throw .infeasible(
        "permutations",
        "\(count) orders of \(ranks.count) raters and \(ranks[0].count) subjects are too many",
        remedy: "at most 100,000,000 permutations and 20,000,000,000 ranks")
    }
    var counts = GroupDivisions.Counts()
    for part in 0..<Self.parts {
      var stream = RandomStream(seed: seed, stream: UInt64(part))
      var shuffled = ranks
      let size = count / Self.parts + (part < count % Self.parts ? 1 : 0)
      for _ in 0..<size {
        var sums = shuffled[0]
        for rater in shuffled.indices.dropFirst() {
          stream.shuffle(&shuffled[rater])
          for place in sums.indices { sums[place] += shuffled[rater][place] }
        }
        let square = Self.squares(sums)
        counts.lower += square <= observed ? 1 : 0
        counts.upper += square >= observed ? 1 : 0
        counts.all += 1
      }
    }
    return counts
  }
}
