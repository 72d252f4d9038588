import SurveyProbability
import SurveyVocabulary

/// The divisions of pooled values into groups of given sizes, and Σ Tⱼ²/nⱼ of each, with Tⱼ the sum of the
/// values of group j: what the F of an analysis of variance and Kruskal and Wallis's H grow with.
struct GroupArrangements {
  /// The most divisions that are gone through.
  static let mostEnumerated = 5_000_000.0

  let values: [Double]
  let sizes: [Int]
  let observed: Double
  private let low: Double
  private let high: Double

  /// The groups are not empty; `center` is subtracted, which shifts all sums of squares alike.
  init(_ groups: [[Double]]) {
    let pooled = groups.flatMap { $0 }
    let center = pooled.reduce(0) { $0 + $1 / Double(pooled.count) }
    let largest = pooled.reduce(0) { max($0, ($1 - center).magnitude) }
    let unit = largest > 0 ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
    values = pooled.map { ($0 - center) / unit }
    sizes = groups.map(\.count)
    observed = Self.statistic(values, sizes)
    // Sums of the same values in another order differ by rounding.
    let slack = 1e-12 * max(observed, values.reduce(0) { $0 + $1 * $1 })
    low = observed + slack
    high = observed - slack
  }

  private static func statistic(_ values: [Double], _ sizes: [Int]) -> Double {
    var total = 0.0
    var start = 0
    for size in sizes {
      var sum = 0.0
      for index in start..<(start + size) { sum += values[index] }
      total += sum * sum / Double(size)
      start += size
    }
    return total
  }

  private func count(_ statistic: Double, in counts: inout NullCounts) {
    counts.add(1, atOrBelow: statistic <= low, atOrAbove: statistic >= high)
  }

  /// Draws divisions at random.
  func sampled(_ draws: Int, seed: UInt64) throws(InputError) -> NullCounts {
    try NullCounts.check(draws: draws)
    var counts = NullCounts()
    NullCounts.forEachPart(of: draws, seed: seed) { stream, size in
      var shuffled = values
      for _ in 0..<size {
        stream.shuffle(&shuffled)
        count(Self.statistic(shuffled, sizes), in: &counts)
      }
    }
    return counts
  }

  /// Goes through all divisions.
  ///
  /// - Throws: `InputError` where there are more than 5,000,000.
  func enumerated() throws(InputError) -> NullCounts {
    var divisions = 1.0
    var left = values.count
    for size in sizes {
      divisions *= SpecialFunctions.binomialCoefficient(left, size)
      left -= size
    }
    guard divisions <= Self.mostEnumerated, values.count <= 2_000 else {
      throw .infeasible(
        "method", "the divisions of \(values.count) values into these groups are too many",
        remedy: "use .monteCarlo(draws:seed:)")
    }
    var counts = NullCounts()
    var sums = [Double](repeating: 0, count: sizes.count)
    var room = sizes
    assign(0, &sums, &room, &counts)
    return counts
  }

  /// Puts the value at `index` and all after it into every group with room; at most 2,000 deep.
  private func assign(_ index: Int, _ sums: inout [Double], _ room: inout [Int], _ counts: inout NullCounts) {
    guard index < values.count else {
      var total = 0.0
      for (sum, size) in zip(sums, sizes) { total += sum * sum / Double(size) }
      return count(total, in: &counts)
    }
    for group in sizes.indices where room[group] > 0 {
      let before = sums[group]
      sums[group] += values[index]
      room[group] -= 1
      assign(index + 1, &sums, &room, &counts)
      room[group] += 1
      sums[group] = before
    }
  }
}
