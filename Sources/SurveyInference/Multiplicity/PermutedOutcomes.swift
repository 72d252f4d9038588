import SurveyProbability
import SurveyVocabulary

/// Welch's t of several outcomes for divisions of the same cases into two groups.
///
/// A case keeps all its outcomes, so that their correlation is kept. Values are taken from their median
/// and in units of a power of two near the largest deviation, both exact for whole numbers.
struct PermutedOutcomes {
  /// The most divisions that are gone through, and the most sums that one call takes.
  static let mostEnumerated = 1_000_000.0
  static let mostSums = 50_000_000_000.0
  /// Random divisions come in this number of parts with a stream each.
  private static let parts = 16

  /// The statistic of each outcome for the observed division, on the side that is tested.
  let observed: [Double]

  private let outcomes: [Outcome]
  private let first: Int
  private let count: Int
  private let alternative: Alternative
  /// The outcomes from the largest observed statistic down.
  private let order: [Int]

  /// Outcomes are finite and equally long within a group, with at least two cases in each group.
  init(_ group: [[Double]], _ baseline: [[Double]], _ alternative: Alternative) {
    outcomes = zip(group, baseline).map { Outcome($0 + $1, first: $0.count) }
    first = group.first?.count ?? 0
    count = first + (baseline.first?.count ?? 0)
    self.alternative = alternative
    let start = Array(0..<first)
    let observed = outcomes.map { Self.side($0.statistic(start), alternative) }
    self.observed = observed
    order = observed.indices.sorted { (-observed[$0], $0) < (-observed[$1], $1) }
  }

  /// How often a division reached an outcome's statistic by itself and in the steps of the maximum.
  struct Counts {
    var single: [Int]
    var stepped: [Int]
    var all = 0
  }

  /// Goes through all divisions.
  func enumerated() throws(InputError) -> Counts {
    let divisions = SpecialFunctions.binomialCoefficient(count, first)
    guard divisions <= Self.mostEnumerated else {
      throw .infeasible(
        "method",
        "there are more than 1,000,000 divisions of \(count) cases with \(first) in the first group",
        remedy: "use .monteCarlo(permutations:seed:)")
    }
    try checkWork(divisions)
    var counts = Counts(single: outcomes.map { _ in 0 }, stepped: outcomes.map { _ in 0 })
    var chosen = Array(0..<first)
    var place = first - 1
    repeat {
      add(chosen, to: &counts)
      place = first - 1
      while place >= 0, chosen[place] == count - first + place { place -= 1 }
      guard place >= 0 else { break }
      chosen[place] += 1
      for next in (place + 1)..<max(first, place + 1) { chosen[next] = chosen[next - 1] + 1 }
    } while true
    return counts
  }

  /// Draws divisions at random.
  func sampled(_ permutations: Int, seed: UInt64) throws(InputError) -> Counts {
    guard permutations >= 1 else { throw .tooFew("permutations", found: permutations, needed: 1) }
    guard permutations <= 10_000_000 else {
      throw .outOfRange("permutations", value: Double(permutations), allowed: "a number up to 10,000,000")
    }
    try checkWork(Double(permutations))
    var counts = Counts(single: outcomes.map { _ in 0 }, stepped: outcomes.map { _ in 0 })
    for part in 0..<Self.parts {
      var stream = RandomStream(seed: seed, stream: UInt64(part))
      var cases = Array(0..<count)
      for _ in 0..<(permutations / Self.parts + (part < permutations % Self.parts ? 1 : 0)) {
        for place in 0..<first { cases.swapAt(place, place + stream.index(below: count - place)) }
        add(Array(cases[..<first]), to: &counts)
      }
    }
    return counts
  }

  private func checkWork(_ divisions: Double) throws(InputError) {
    guard divisions * Double(first) * Double(outcomes.count) <= Self.mostSums else {
      throw .infeasible(
        "permutations", "the divisions of \(count) cases with \(outcomes.count) outcomes take too long",
        remedy: "ask for fewer permutations")
    }
  }

  /// Counts one division: from the smallest observed statistic up, the maximum of those passed so far.
  private func add(_ chosen: [Int], to counts: inout Counts) {
    var largest = -Double.infinity
    for outcome in order.reversed() {
      let value = Self.side(outcomes[outcome].statistic(chosen), alternative)
      largest = max(largest, value)
      let wanted = observed[outcome]
      // Near ones count as equal, whatever the order of the sums.
      let limit = wanted - 1e-12 * max(1, wanted.magnitude)
      if value >= limit { counts.single[outcome] += 1 }
      if largest >= limit { counts.stepped[outcome] += 1 }
    }
    counts.all += 1
  }

  /// The adjusted p-values: none below that of a larger statistic; `extra` counts the observed division.
  func adjusted(_ counts: Counts, adding extra: Int) -> [Double] {
    var adjusted = [Double](repeating: 0, count: outcomes.count)
    var largest = 0.0
    for outcome in order {
      largest = max(largest, Double(counts.stepped[outcome] + extra) / Double(counts.all + extra))
      adjusted[outcome] = largest
    }
    return adjusted
  }

  private static func side(_ statistic: Double, _ alternative: Alternative) -> Double {
    switch alternative {
    case .twoSided: statistic.magnitude
    case .greater: statistic
    case .less: -statistic
    }
  }
}

/// One outcome of all cases, and its statistic.
private struct Outcome {
  let values: [Double]
  let total: (sum: Double, squares: Double)
  let size: Double
  let rest: Double

  init(_ pooled: [Double], first: Int) {
    let center = pooled.sorted()[pooled.count / 2]
    let largest = pooled.reduce(0) { max($0, ($1 - center).magnitude) }
    let unit = largest > 0 ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
    let scaled = pooled.map { ($0 - center) / unit }
    values = scaled
    total = scaled.reduce((0, 0)) { ($0.0 + $1, $0.1 + $1 * $1) }
    size = Double(first)
    rest = Double(pooled.count - first)
  }

  /// Welch's t of the chosen cases against the others; infinite where neither group varies and they differ.
  func statistic(_ chosen: [Int]) -> Double {
    var (sum, squares) = (0.0, 0.0)
    for index in chosen {
      let value = values[index]
      sum += value
      squares += value * value
    }
    let other = total.sum - sum
    let difference = sum / size - other / rest
    let variance = error(sum, squares, size) + error(other, total.squares - squares, rest)
    if variance > 0 { return difference / variance.squareRoot() }
    return difference.magnitude <= 1e-12 ? 0 : (difference < 0 ? -.infinity : .infinity)
  }

  /// The squared standard error of a mean; what rounding leaves counts as zero.
  private func error(_ sum: Double, _ squares: Double, _ n: Double) -> Double {
    let deviations = squares - sum * sum / n
    return deviations > 1e-14 * total.squares ? deviations / (n * (n - 1)) : 0
  }
}
