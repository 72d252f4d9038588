import SurveyProbability
import SurveyVocabulary

/// Pooled scores of ordered groups as tied blocks: how many of each group share each value.
///
/// J counts the pairs in which the case of the later group has the greater score, ties half; twice J is whole.
struct OrderedGroups {
  static let mostWork = 20_000_000.0

  let sizes: [Int]
  /// The group of each case, in ascending order of the scores.
  private let labels: [Int]
  /// The sizes of the blocks of equal scores.
  let ties: [Int]
  let doubledJ: Int

  init(_ scores: [[Double]]) {
    let pooled = scores.enumerated().flatMap { group, values in values.map { (value: $0, group: group) } }
      .sorted { $0.value < $1.value }
    var ties: [Int] = []
    for (index, item) in pooled.enumerated() {
      if index > 0, pooled[index - 1].value == item.value {
        ties[ties.count - 1] += 1
      } else {
        ties.append(1)
      }
    }
    sizes = scores.map(\.count)
    labels = pooled.map(\.group)
    self.ties = ties
    doubledJ = Self.doubledJ(labels, ties, groups: sizes.count)
  }

  private static func doubledJ(_ labels: [Int], _ ties: [Int], groups: Int) -> Int {
    var before = [Int](repeating: 0, count: groups)
    var here = before
    var total = 0
    var start = 0
    for size in ties {
      for index in start..<(start + size) { here[labels[index]] += 1 }
      total += gain(before, here)
      for group in here.indices {
        before[group] += here[group]
        here[group] = 0
      }
      start += size
    }
    return total
  }

  /// What a block adds to twice J.
  private static func gain(_ before: [Int], _ here: [Int]) -> Int {
    var (total, earlier) = (0, 0)
    for group in here.indices {
      // `earlier` holds twice the cases of earlier groups below, and once those in the block.
      total += here[group] * earlier
      earlier += 2 * before[group] + here[group]
    }
    return total
  }

  /// The largest J: all pairs of cases of different groups.
  var pairs: Int {
    let n = labels.count
    return (n * n - sizes.reduce(0) { $0 + $1 * $1 }) / 2
  }

  /// The tails by random arrangements.
  func sampled(_ draws: Int, seed: UInt64) throws(InputError) -> NullDistances {
    try NullCounts.check(draws: draws)
    var tally = NullDistances(observed: doubledJ, center: pairs)
    NullCounts.forEachPart(of: draws, seed: seed) { stream, size in
      var shuffled = labels
      for _ in 0..<size {
        stream.shuffle(&shuffled)
        tally.add(1, Self.doubledJ(shuffled, ties, groups: sizes.count))
      }
    }
    return tally
  }

  /// The tails by counting all arrangements, block by block.
  ///
  /// - Throws: `InputError` where the arrangements are too many to count.
  func counted(_ definition: TwoSidedDefinition) throws(InputError) -> NullDistances {
    let error = InputError.infeasible(
      "method", "the exact distribution of \(labels.count) values in \(sizes.count) groups is too large",
      remedy: "use .monteCarlo(draws:seed:) or .asymptotic")
    var steps: [Int] = []
    var step = 1
    for size in sizes {
      steps.append(step)
      let (next, overflow) = step.multipliedReportingOverflow(by: size + 1)
      guard !overflow, next <= 1_000_000 else { throw error }
      step = next
    }
    // Each vector of sizes has an array of probabilities over twice J.
    var states: [Int: [Int: Double]] = [0: [0: 1]]
    var work = 0.0
    for size in ties {
      var next: [Int: [Int: Double]] = [:]
      for (key, counts) in states.sorted(by: { $0.key < $1.key }) {
        let before = sizes.indices.map { key / steps[$0] % (sizes[$0] + 1) }
        var here = [Int](repeating: 0, count: sizes.count)
        var allocations: [(here: [Int], ways: Double)] = []
        deal(size, to: 0, before, &here, 1, &allocations)
        work += Double(allocations.count) * Double(counts.count + 10)
        guard work <= Self.mostWork else { throw error }
        let ordered = counts.sorted { $0.key < $1.key }
        for (here, ways) in allocations {
          let target = key + zip(here, steps).reduce(0) { $0 + $1.0 * $1.1 }
          let gain = Self.gain(before, here)
          for (value, count) in ordered {
            next[target, default: [:]][value + gain, default: 0] += count * ways
          }
        }
      }
      states = next
    }
    var tally = NullDistances(observed: doubledJ, center: pairs)
    if definition == .minimumLikelihood { tally.outcomes = [] }
    for counts in states.values {
      for (value, count) in counts.sorted(by: { $0.key < $1.key }) { tally.add(count, value) }
    }
    return tally
  }

  /// All ways to deal a block to the groups; the depth is the number of groups.
  private func deal(
    _ left: Int, to group: Int, _ before: [Int], _ here: inout [Int], _ ways: Double,
    _ found: inout [(here: [Int], ways: Double)]
  ) {
    guard group < sizes.count - 1 else {
      if left <= sizes[group] - before[group] {
        here[group] = left
        found.append((here, ways))
        here[group] = 0
      }
      return
    }
    for count in 0...max(0, min(left, sizes[group] - before[group])) {
      here[group] = count
      deal(
        left - count, to: group + 1, before, &here,
        ways * SpecialFunctions.binomialCoefficient(left, count), &found)
    }
    here[group] = 0
  }
}

/// The tails of a whole-numbered statistic with a symmetric centre, counted with weights.
struct NullDistances {
  let observed: Int
  /// The mean of the statistic.
  let center: Int
  var lower = 0.0
  var upper = 0.0
  var far = 0.0
  var equal = 0.0
  var all = 0.0
  /// How often each value occurs, as it comes; `nil` where nobody asks.
  var outcomes: [(value: Int, weight: Double)]?

  init(observed: Int, center: Int) { (self.observed, self.center) = (observed, center) }

  mutating func add(_ weight: Double, _ value: Int) {
    all += weight
    if value == observed { equal += weight }
    if value <= observed { lower += weight }
    if value >= observed { upper += weight }
    if (value - center).magnitude >= (observed - center).magnitude { far += weight }
    outcomes?.append((value, weight))
  }

  /// The tails; `adding` counts the observed arrangement once more, for random ones.
  ///
  /// - Throws: `InputError` for definitions that random arrangements cannot serve, or that were not counted.
  func tails(_ definition: TwoSidedDefinition, adding extra: Double) throws(InputError) -> TailProbabilities {
    func share(_ count: Double) -> Double { (count + extra) / (all + extra) }
    guard extra == 0 else {
      return try definition.tails(lower: share(lower), upper: share(upper), distance: share(far))
    }
    func improbable() throws(InputError) -> Double {
      guard let outcomes else { throw definition.undefined("was not counted") }
      let counted = CountedOutcomes(
        outcomes.map { Double($0.value) }, counts: outcomes.map(\.weight), tolerance: 0)
      return counted.improbable(Double(observed)) / all
    }
    return try definition.tails(
      lower: share(lower), upper: share(upper), equal: share(equal), distance: share(far),
      improbable: improbable())
  }

  /// Clopper and Pearson's interval of the probability that random arrangements estimate.
  func interval(
    _ alternative: Alternative, _ definition: TwoSidedDefinition, confidence: Double = 0.95
  ) throws(InputError) -> ConfidenceInterval {
    let doubles = alternative == .twoSided && definition == .doubled
    let count: Double =
      switch alternative {
      case .greater: upper
      case .less: lower
      case .twoSided: doubles ? min(lower, upper) : far
      }
    return try NullCounts(lower: lower, upper: upper, all: all).interval(
      count: count, confidence: confidence, factor: doubles ? 2 : 1)
  }
}
