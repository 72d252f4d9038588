import SurveyProbability
import SurveyVocabulary

/// Whole-numbered scores of cases under conditions, whose arrangement within each case is random under the
/// null hypothesis.
struct BlockArrangements {
  static let mostWork = 20_000_000.0

  let blocks: [[Int]]

  /// The sums of the conditions.
  var sums: [Int] {
    guard let first = blocks.first else { return [] }
    return blocks.reduce(into: [Int](repeating: 0, count: first.count)) { sums, block in
      for index in block.indices { sums[index] += block[index] }
    }
  }

  /// The tails of Σ T², with T the sum of a condition, by random arrangements.
  func sampledSquares(_ draws: Int, seed: UInt64) throws(InputError) -> NullCounts {
    try checkSize()
    let limit = Self.squares(sums)
    var counts = NullCounts()
    try sample(draws, seed: seed) { sums in
      let value = Self.squares(sums)
      counts.add(1, atOrBelow: value <= limit, atOrAbove: value >= limit)
    }
    return counts
  }

  /// Hands the sums of random arrangements to `body`.
  func sample(_ draws: Int, seed: UInt64, _ body: (_ sums: [Int]) -> Void) throws(InputError) {
    try NullCounts.check(draws: draws)
    let size = blocks.first?.count ?? 0
    NullCounts.forEachPart(of: draws, seed: seed) { stream, count in
      var shuffled = blocks
      var sums = [Int](repeating: 0, count: size)
      for _ in 0..<count {
        for index in sums.indices { sums[index] = 0 }
        for block in shuffled.indices {
          stream.shuffle(&shuffled[block])
          for index in sums.indices { sums[index] += shuffled[block][index] }
        }
        body(sums)
      }
    }
  }

  /// The tails of Σ T² by counting all arrangements.
  ///
  /// The sums are kept in ascending order: as all arrangements of the cases to come are equally probable, the
  /// order of the conditions makes no difference.
  ///
  /// - Throws: `InputError` where the arrangements are too many to count.
  func countedSquares() throws(InputError) -> NullCounts {
    try checkSize()
    let size = blocks.first?.count ?? 0
    // From zero up, which changes every Σ T² by the same: the sum of all scores stays.
    let raised = blocks.map { block in block.map { $0 - (block.min() ?? 0) } }
    let radix = raised.reduce(1) { $0 + ($1.max() ?? 0) }
    guard libmLog(Double(radix)) * Double(size) < 43 else { throw infeasible }
    var states: [Int: Double] = [0: 1]
    var work = 0.0
    for block in raised {
      let arrangements = try Self.arrangements(of: block)
      work += Double(arrangements.count) * Double(states.count) * Double(size)
      guard work <= Self.mostWork else { throw infeasible }
      var next: [Int: Double] = [:]
      let share = 1 / Double(arrangements.count)
      // In the order of the keys, so that rounding is the same every time.
      for (key, weight) in states.sorted(by: { $0.key < $1.key }) {
        let sums = Self.digits(key, radix, size)
        for arrangement in arrangements {
          let target = zip(sums, arrangement).map { $0 + $1 }.sorted()
          next[target.reversed().reduce(0) { $0 * radix + $1 }, default: 0] += weight * share
        }
      }
      states = next
    }
    let limit = Self.squares(BlockArrangements(blocks: raised).sums)
    var counts = NullCounts()
    for (key, weight) in states.sorted(by: { $0.key < $1.key }) {
      let value = Self.squares(Self.digits(key, radix, size))
      counts.add(weight, atOrBelow: value <= limit, atOrAbove: value >= limit)
    }
    return counts
  }

  /// The probabilities of Σ j · T over the conditions j = 1, 2, …, by counting all arrangements.
  ///
  /// - Throws: `InputError` where the arrangements are too many to count.
  func countedTrend() throws(InputError) -> [Int: Double] {
    var states: [Int: Double] = [0: 1]
    var known: [[Int]: [Int: Double]] = [:]
    var work = 0.0
    for block in blocks {
      let key = block.sorted()
      var steps = known[key] ?? [:]
      if steps.isEmpty {
        let arrangements = try Self.arrangements(of: block)
        for arrangement in arrangements {
          steps[Self.trend(arrangement), default: 0] += 1 / Double(arrangements.count)
        }
        known[key] = steps
      }
      work += Double(steps.count) * Double(states.count)
      guard work <= Self.mostWork else { throw infeasible }
      var next: [Int: Double] = [:]
      let ordered = steps.sorted { $0.key < $1.key }
      for (value, weight) in states.sorted(by: { $0.key < $1.key }) {
        for (step, share) in ordered { next[value + step, default: 0] += weight * share }
      }
      states = next
    }
    return states
  }

  /// Σ j · T over the conditions j = 1, 2, ….
  static func trend(_ sums: [Int]) -> Int { sums.indices.reduce(0) { $0 + ($1 + 1) * sums[$1] } }

  /// Refuses sums whose squares leave the range of whole numbers.
  private func checkSize() throws(InputError) {
    let largest = blocks.reduce(0) { $0 + ($1.reduce(0) { max($0, $1.magnitude) }) }
    let square = largest.multipliedReportingOverflow(by: largest)
    let all = square.partialValue.multipliedReportingOverflow(by: UInt(blocks.first?.count ?? 0))
    guard !square.overflow, !all.overflow, all.partialValue <= UInt(Int.max) else { throw infeasible }
  }

  private static func squares(_ sums: [Int]) -> Int { sums.reduce(0) { $0 + $1 * $1 } }

  /// The sums that a key holds, as digits to a radix.
  private static func digits(_ key: Int, _ radix: Int, _ count: Int) -> [Int] {
    var rest = key
    return (0..<count).map { _ in
      defer { rest /= radix }
      return rest % radix
    }
  }

  private var infeasible: InputError {
    .infeasible(
      "method", "the arrangements of \(blocks.count) cases are too many to count",
      remedy: "use .monteCarlo(draws:seed:) or .asymptotic")
  }

  /// The different orders of a block's scores, all equally probable.
  private static func arrangements(of block: [Int]) throws(InputError) -> [[Int]] {
    guard block.count <= 8 else {
      throw .infeasible(
        "method", "the arrangements of \(block.count) conditions are too many to count",
        remedy: "use .monteCarlo(draws:seed:) or .asymptotic")
    }
    var current = block.sorted()
    var found = [current]
    // The next order in lexicographic sequence, until there is none.
    while let place = (0..<(current.count - 1)).last(where: { current[$0] < current[$0 + 1] }),
      let other = current.indices.last(where: { current[$0] > current[place] })
    {
      current.swapAt(place, other)
      current[(place + 1)...].reverse()
      found.append(current)
    }
    return found
  }
}
