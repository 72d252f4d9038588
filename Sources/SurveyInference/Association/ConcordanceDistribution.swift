import SurveyVocabulary

/// The exact null distribution of concordant less discordant pairs, conditional on the ties.
struct ConcordanceDistribution {
  /// The most additions that one distribution takes.
  static let mostWork = 400_000_000
  /// The most numbers that are kept at a time.
  static let mostNumbers = 20_000_000
  /// The most pairs without ties.
  static let mostUntied = 1_000

  /// The value of the first mass, and the probability of each value from there.
  private let low: Int
  private let masses: [Double]

  /// Takes the sizes of the groups of equal values of both variables.
  ///
  /// - Throws: `InputError` if the distribution takes too much work or memory.
  init(_ first: [Int], _ second: [Int]) throws(InputError) {
    let count = first.reduce(0, +)
    if first.count == count, second.count == count {
      guard count <= Self.mostUntied else { throw Self.infeasible(count) }
      masses = Self.untied(count)
      low = -count * (count - 1) / 2
      return
    }
    // The variable whose groups have fewer subsets keeps the books.
    let swaps = Self.states(first) ?? .max < Self.states(second) ?? .max
    var books = try TiedConcordance(dealt: swaps ? second : first, into: swaps ? first : second)
    (low, masses) = try books.distribution()
  }

  /// The tails of an observed value; the distance is that from zero.
  func tails(of observed: Int, _ definition: TwoSidedDefinition) throws(InputError) -> TailProbabilities {
    var (lower, upper, far) = (0.0, 0.0, 0.0)
    // From both ends inwards, so that small masses are added first.
    for (place, mass) in masses.enumerated() where low + place <= observed { lower += mass }
    for (place, mass) in masses.enumerated().reversed() where low + place >= observed { upper += mass }
    let distance = observed.magnitude
    var (start, end) = (0, masses.count - 1)
    while start <= end, (low + start).magnitude >= distance {
      (far, start) = (far + masses[start], start + 1)
    }
    while end >= start, (low + end).magnitude >= distance { (far, end) = (far + masses[end], end - 1) }
    let own = masses.indices.contains(observed - low) ? masses[observed - low] : 0
    return try definition.tails(
      lower: lower, upper: upper, equal: own, distance: far,
      improbable: masses.reduce(0.0) { $1 <= own * (1 + TwoSidedDefinition.tie) ? $0 + $1 : $0 })
  }

  static func infeasible(_ count: Int) -> InputError {
    .infeasible(
      "pairs", "an exact distribution of \(count) pairs with these ties takes too long",
      remedy: "ask for `.monteCarlo(permutations:seed:)` or `.normalApproximation`")
  }

  /// The number of ways to have taken some of each group, `nil` where it overflows.
  static func states(_ sizes: [Int]) -> Int? {
    var product = 1
    for size in sizes {
      let (next, overflow) = product.multipliedReportingOverflow(by: size + 1)
      if overflow { return nil }
      product = next
    }
    return product
  }

  /// Without ties the i-th case makes 0 to i - 1 discordant pairs, each equally likely; S = pairs - 2 × these.
  private static func untied(_ count: Int) -> [Double] {
    var chances = [1.0]
    for size in stride(from: 2, through: max(count, 1), by: 1) {
      let length = size * (size - 1) / 2 + 1
      var next = [Double](repeating: 0, count: length)
      var window = 0.0
      // Up to the middle the masses rise, so that nothing is lost by taking the oldest away; the rest
      // mirrors them.
      for place in 0...((length - 1) / 2) {
        if place < chances.count { window += chances[place] }
        if place >= size { window -= chances[place - size] }
        next[place] = window / Double(size)
        next[length - 1 - place] = next[place]
      }
      chances = next
    }
    let pairs = chances.count - 1
    var masses = [Double](repeating: 0, count: 2 * pairs + 1)
    for (discordant, mass) in chances.enumerated() { masses[2 * discordant] = mass }
    return masses
  }
}

/// The counting with ties: the groups of one variable are dealt the values of the other, group by group.
///
/// What a group adds depends on its share of each value and on what was dealt before; how the earlier groups
/// shared that does not matter, so that the sets dealt so far replace the orders.
private struct TiedConcordance {
  private struct Books {
    var low: Int
    var masses: [Double]
  }

  private let groups: [Int]
  private let sizes: [Int]
  private let strides: [Int]
  private let count: Int
  private var work = 0

  init(dealt groups: [Int], into sizes: [Int]) throws(InputError) {
    (self.groups, self.sizes) = (groups, sizes)
    count = groups.reduce(0, +)
    guard let states = ConcordanceDistribution.states(sizes), states <= ConcordanceDistribution.mostNumbers
    else {
      throw ConcordanceDistribution.infeasible(count)
    }
    var strides: [Int] = []
    var product = 1
    for size in sizes {
      strides.append(product)
      product *= size + 1
    }
    self.strides = strides
  }

  mutating func distribution() throws(InputError) -> (low: Int, masses: [Double]) {
    var layer: [Int: Books] = [0: Books(low: 0, masses: [1])]
    var dealt = 0
    for group in groups {
      var next: [Int: Books] = [:]
      var held = 0
      // In the order of the keys: the order of a dictionary differs from run to run, and with it the last digits.
      for (key, books) in layer.sorted(by: { $0.key < $1.key }) {
        let taken = sizes.indices.map { key / strides[$0] % (sizes[$0] + 1) }
        for one in try shares(group, taken, dealt) {
          held += Self.add(
            books, one.shift, one.chance, to: &next[key + one.change, default: Books(low: 0, masses: [])])
          work += books.masses.count + sizes.count
          guard held <= ConcordanceDistribution.mostNumbers, work <= ConcordanceDistribution.mostWork else {
            throw ConcordanceDistribution.infeasible(count)
          }
        }
      }
      layer = next
      dealt += group
    }
    let last = layer.values.first ?? Books(low: 0, masses: [1])
    return (last.low, last.masses)
  }

  /// The shares of the values that a group can be dealt, with what they add to concordant less discordant
  /// pairs and their probability: the multivariate hypergeometric one, as a product of small ratios.
  private func shares(_ group: Int, _ taken: [Int], _ dealt: Int) throws(InputError) -> [Share] {
    // Cases before the group: those with smaller values are concordant with a case of value j.
    var gains: [Int] = []
    var below = 0
    for value in sizes.indices {
      gains.append(below - (dealt - below - taken[value]))
      below += taken[value]
    }
    // Depth-first over the values, on a stack of its own.
    var complete: [Share] = []
    var stack = [Share(value: 0, left: group, open: count - dealt, change: 0, shift: 0, chance: 1)]
    while let one = stack.popLast() {
      guard complete.count <= 1_000_000 else { throw ConcordanceDistribution.infeasible(count) }
      if one.left == 0 || one.value == sizes.count {
        if one.left == 0 { complete.append(one) }
        continue
      }
      let free = sizes[one.value] - taken[one.value]
      let rest = one.open - free
      for amount in max(0, one.left - rest)...max(min(free, one.left), max(0, one.left - rest)) {
        stack.append(
          Share(
            value: one.value + 1, left: one.left - amount, open: rest,
            change: one.change + amount * strides[one.value], shift: one.shift + amount * gains[one.value],
            chance: one.chance * Self.chance(amount, of: one.left, free: free, open: one.open)))
      }
    }
    return complete
  }

  private struct Share {
    var value: Int
    var left: Int
    var open: Int
    var change: Int
    var shift: Int
    var chance: Double
  }

  /// The hypergeometric probability that `drawn` of `open` places hold `amount` of `free` ones.
  private static func chance(_ amount: Int, of drawn: Int, free: Int, open: Int) -> Double {
    // C(drawn, amount) × free!/(free - amount)! × (open - free)!/…, as a product of ratios.
    var product = 1.0
    for step in 0..<drawn {
      let isFree = step < amount
      let numerator = isFree ? free - step : open - free - (step - amount)
      product *= Double(numerator) / Double(open - step)
      if isFree { product *= Double(drawn - step) / Double(amount - step) }
    }
    return product
  }

  private static func add(_ books: Books, _ shift: Int, _ chance: Double, to target: inout Books) -> Int {
    let (low, high) = (books.low + shift, books.low + shift + books.masses.count)
    let before = target.masses.count
    if before == 0 {
      target = Books(low: low, masses: books.masses.map { $0 * chance })
      return target.masses.count
    }
    if low < target.low {
      target.masses.insert(contentsOf: [Double](repeating: 0, count: target.low - low), at: 0)
      target.low = low
    }
    let end = target.low + target.masses.count
    if high > end { target.masses += [Double](repeating: 0, count: high - end) }
    let start = low - target.low
    for (place, mass) in books.masses.enumerated() { target.masses[start + place] += mass * chance }
    return target.masses.count - before
  }
}
