import SurveyProbability
import SurveyVocabulary

/// The divisions of pooled values into two groups of given sizes, and a statistic of each.
///
/// The values are taken from their median, which keeps whole numbers whole, and in units of a power of
/// two near the largest deviation, which is exact too. The smaller group is drawn: a statistic needs its
/// sum and its sum of squares only.
struct GroupDivisions {
  /// The most divisions that are enumerated, and the most that are drawn.
  static let mostEnumerated = 20_000_000.0
  static let mostDrawn = 100_000_000
  /// The most divisions that are kept, to count how often each value of a statistic occurs.
  static let mostKept = 5_000_000.0
  /// The most values that are drawn for all random divisions together.
  static let mostWork = 10_000_000_000.0
  /// Random divisions come in this number of parts with a stream each, so that the answer does not
  /// depend on how many workers share them.
  private static let parts = 16

  /// The statistic of the observed division, the first group against the second.
  let observed: Double

  private let values: [Double]
  private let drawn: Int
  private let rule: Rule
  private let tolerance: Double

  /// The groups are finite, of at least two values each, and their squares stay within range.
  init(_ first: [Double], _ second: [Double], _ statistic: PermutationTest.Statistic, tolerance: Double) {
    let swaps = first.count > second.count
    let pooled = swaps ? second + first : first + second
    values = Self.standardized(pooled)
    drawn = min(first.count, second.count)
    rule = Rule(values, drawn: drawn, swaps: swaps, isT: statistic == .welchT)
    self.tolerance = tolerance
    var sums = Sums()
    for value in values[..<drawn] { sums.add(value) }
    observed = rule.statistic(sums)
  }

  /// The values from their median, in units of a power of two near the largest deviation.
  static func standardized(_ pooled: [Double]) -> [Double] {
    let center = pooled.sorted()[pooled.count / 2]
    let largest = pooled.reduce(0) { max($0, ($1 - center).magnitude) }
    let unit = largest > 0 ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
    return pooled.map { ($0 - center) / unit }
  }

  /// Goes through all divisions.
  ///
  /// - Throws: `InputError` where there are too many.
  func enumerated(_ definition: TwoSidedDefinition) throws(InputError) -> Counts {
    let divisions = SpecialFunctions.binomialCoefficient(values.count, drawn)
    guard divisions <= Self.mostEnumerated else {
      throw .infeasible(
        "method",
        "there are more than 20,000,000 divisions of \(values.count) values with \(drawn) in a group",
        remedy: "use .monteCarlo(permutations:seed:), or .grid(unit:) for .meanDifference")
    }
    var limits = Limits(observed, tolerance)
    forEachDivision { limits.count(rule.statistic($0)) }
    guard definition == .minimumLikelihood else { return limits.counts }
    guard divisions <= Self.mostKept else {
      throw .infeasible(
        "method", "more than 5,000,000 divisions are too many to keep, as minimum likelihood needs",
        remedy: "use .distance or .doubled, or .grid(unit:) for .meanDifference")
    }
    var kept: [Double] = []
    kept.reserveCapacity(Int(divisions))
    forEachDivision { kept.append(rule.statistic($0)) }
    limits.counts.improbable = CountedOutcomes(kept, tolerance: tolerance).improbable(observed)
    return limits.counts
  }

  @inline(__always) private func forEachDivision(_ body: (Sums) -> Void) {
    let last = drawn - 1
    var chosen = Array(0..<drawn)
    // partial[k] holds the sums of the first k chosen values.
    var partial = [Sums](repeating: Sums(), count: drawn)
    var level = 0
    while level >= 0 {
      for k in level..<last {
        partial[k + 1] = partial[k]
        partial[k + 1].add(values[chosen[k]])
      }
      let start = last == 0 ? 0 : chosen[last - 1] + 1
      for index in start..<values.count {
        var sums = partial[last]
        sums.add(values[index])
        body(sums)
      }
      // The deepest place but the last that can still move on.
      level = last - 1
      while level >= 0, chosen[level] == values.count - drawn + level { level -= 1 }
      guard level >= 0 else { break }
      chosen[level] += 1
      for k in level..<last where k > level { chosen[k] = chosen[k - 1] + 1 }
    }
  }

  /// Draws divisions at random.
  ///
  /// - Throws: `InputError` where none or too many are asked for.
  func sampled(
    _ count: Int, seed: UInt64, subject: String = "permutations"
  ) throws(InputError) -> Counts {
    try Counts.check(count, drawing: drawn, subject)
    var limits = Limits(observed, tolerance)
    for part in 0..<Self.parts {
      var stream = RandomStream(seed: seed, stream: UInt64(part))
      var shuffled = values
      let size = count / Self.parts + (part < count % Self.parts ? 1 : 0)
      shuffled.withUnsafeMutableBufferPointer { buffer in
        for _ in 0..<size {
          var sums = Sums()
          // The first places of Fisher and Yates's shuffle; the order left by the last division is as
          // good a start as any.
          for place in 0..<drawn {
            let other = place + stream.index(below: buffer.count - place)
            let value = buffer[other]
            buffer[other] = buffer[place]
            buffer[place] = value
            sums.add(value)
          }
          limits.count(rule.statistic(sums))
        }
      }
    }
    return limits.counts
  }
}

/// The sum and the sum of squares of the values drawn.
private struct Sums {
  var sum = 0.0
  var squares = 0.0

  @inline(__always) mutating func add(_ value: Double) {
    sum += value
    squares += value * value
  }
}

/// How a statistic follows from the sums of the drawn group.
private struct Rule {
  let size: Double
  let rest: Double
  let total: Sums
  let sign: Double
  let isT: Bool

  init(_ values: [Double], drawn: Int, swaps: Bool, isT: Bool) {
    size = Double(drawn)
    rest = Double(values.count - drawn)
    var total = Sums()
    for value in values { total.add(value) }
    self.total = total
    sign = swaps ? -1 : 1
    self.isT = isT
  }

  @inline(__always) func statistic(_ drawn: Sums) -> Double {
    let other = Sums(sum: total.sum - drawn.sum, squares: total.squares - drawn.squares)
    let difference = sign * (drawn.sum / size - other.sum / rest)
    guard isT else { return difference }
    let variance =
      Self.squaredError(drawn, size, total.squares) + Self.squaredError(other, rest, total.squares)
    if variance > 0 { return difference / variance.squareRoot() }
    // Neither group varies: the means differ without any error, or not at all.
    if difference.magnitude <= 1e-12 { return 0 }
    return difference < 0 ? -.infinity : .infinity
  }

  /// The squared standard error of the mean; what is left by rounding counts as zero.
  @inline(__always) private static func squaredError(_ sums: Sums, _ n: Double, _ all: Double) -> Double {
    let deviations = sums.squares - sums.sum * sums.sum / n
    return deviations > 1e-14 * all ? deviations / (n * (n - 1)) : 0
  }
}
