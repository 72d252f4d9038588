import SurveyProbability
import SurveyVocabulary

/// The joint null distribution of the rank sums of several groups, counted over doubled midranks.
///
/// Ranks are dealt to the groups one after the other; arrangements that have led to the same sizes and sums
/// are counted together.
struct RankSumVectors {
  static let mostStates = 400_000

  /// The places of each group's size and sum in a key of mixed radix.
  private let sizeSteps: [Int]
  private let sumSteps: [Int]
  private let sizes: [Int]
  private let weights: [Int]
  private var states: [Int: Double] = [0: 1]
  private let spans: [Int]

  /// - Throws: `InputError` where the states are too many.
  init(doubledRanks ranks: [Int], sizes: [Int]) throws(InputError) {
    let error = InputError.infeasible(
      "method", "the exact distribution of \(ranks.count) values in \(sizes.count) groups is too large",
      remedy: "use .monteCarlo(draws:seed:) or .asymptotic")
    guard ranks.count <= 200 else { throw error }
    let descending = ranks.sorted(by: >)
    var step = 1
    var sizeSteps: [Int] = []
    var sumSteps: [Int] = []
    var spans: [Int] = []
    for size in sizes {
      let largest = descending.prefix(size).reduce(0, +) + 1
      sizeSteps.append(step)
      var (next, overflow) = step.multipliedReportingOverflow(by: size + 1)
      guard !overflow else { throw error }
      sumSteps.append(next)
      spans.append(largest)
      (next, overflow) = next.multipliedReportingOverflow(by: largest)
      guard !overflow else { throw error }
      step = next
    }
    // Weights that make Σ S²/n a whole number.
    var multiple = 1
    for size in sizes {
      var (a, b) = (multiple, size)
      while b != 0 { (a, b) = (b, a % b) }
      let (next, overflow) = (multiple / a).multipliedReportingOverflow(by: size)
      guard !overflow else { throw error }
      multiple = next
    }
    let square = (2 * ranks.count * ranks.count).multipliedReportingOverflow(
      by: 2 * ranks.count * ranks.count)
    guard !square.overflow, !square.partialValue.multipliedReportingOverflow(by: multiple).overflow else {
      throw error
    }
    (self.sizes, self.sizeSteps, self.sumSteps, self.spans) = (sizes, sizeSteps, sumSteps, spans)
    weights = sizes.map { multiple / $0 }
    for rank in ranks {
      var next: [Int: Double] = [:]
      next.reserveCapacity(states.count * 2)
      for (key, count) in states.sorted(by: { $0.key < $1.key }) {
        for group in sizes.indices where dealt(key, group) < sizes[group] {
          next[key + sizeSteps[group] + rank * sumSteps[group], default: 0] += count
        }
      }
      guard next.count <= Self.mostStates else { throw error }
      states = next
    }
  }

  private func dealt(_ key: Int, _ group: Int) -> Int { key / sizeSteps[group] % (sizes[group] + 1) }

  /// Σ S²/n times a common multiple of the sizes.
  private func scatter(_ sums: [Int]) -> Int {
    zip(weights, sums).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
  }

  /// Gives every vector of rank sums with the number of arrangements that lead to it.
  func forEach(_ visit: (_ sums: [Int], _ count: Double) -> Void) {
    for (key, count) in states.sorted(by: { $0.key < $1.key }) {
      visit(sizes.indices.map { key / sumSteps[$0] % spans[$0] }, count)
    }
  }

  /// How much lies at or beyond the observed rank sums.
  func counts(observed: [Int]) -> NullCounts {
    let limit = scatter(observed)
    var counts = NullCounts()
    for (key, count) in states.sorted(by: { $0.key < $1.key }) {
      let value = scatter(sizes.indices.map { key / sumSteps[$0] % spans[$0] })
      counts.add(count, atOrBelow: value <= limit, atOrAbove: value >= limit)
    }
    return counts
  }
}
