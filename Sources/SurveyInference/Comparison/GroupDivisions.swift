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
    let center = pooled.sorted()[pooled.count / 2]
    let largest = pooled.reduce(0) { max($0, ($1 - center).magnitude) }
    let unit = largest > 0 ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
    values = pooled.map { ($0 - center) / unit }
    drawn = min(first.count, second.count)
    rule = Rule(values, drawn: drawn, swaps: swaps, isT: statistic == .welchT)
    self.tolerance = tolerance
    var sums = Sums()
    for value in values[..<drawn] { sums.add(value) }
    observed = rule.statistic(sums)
  }

  /// How many divisions lie at or beyond the observed one.
  struct Counts {
    var lower = 0
    var upper = 0
    var far = 0
    var all = 0

    /// The tails as proportions; `adding` counts the observed division once more.
    func tails(_ definition: TwoSidedDefinition, adding extra: Int) -> TailProbabilities {
      func share(_ count: Int) -> Double { Double(count + extra) / Double(all + extra) }
      return definition.tails(lower: share(lower), upper: share(upper), distance: share(far))
    }

    /// Clopper and Pearson's interval of the probability that random divisions estimate.
    func interval(
      _ alternative: Alternative, _ definition: TwoSidedDefinition, confidence: Double
    ) throws(InputError) -> ConfidenceInterval {
      let doubles = alternative == .twoSided && definition == .doubled
      let count: Int =
        switch alternative {
        case .greater: upper
        case .less: lower
        case .twoSided: doubles ? min(lower, upper) : far
        }
      let area = (1 - confidence) / 2
      let (hits, misses) = (Double(count), Double(all - count))
      let factor: Double = doubles ? 2 : 1
      let low =
        count == 0
        ? 0 : try BetaDistribution(alpha: hits, beta: misses + 1).quantile(lowerTail: area)
      let high =
        count == all
        ? 1 : try BetaDistribution(alpha: hits + 1, beta: misses).quantile(upperTail: area)
      return ConfidenceInterval(
        lower: min(factor * low, 1), upper: min(factor * high, 1), level: confidence,
        method: "Clopper-Pearson")
    }
  }

  /// Goes through all divisions.
  ///
  /// - Throws: `InputError` where there are too many.
  func enumerated() throws(InputError) -> Counts {
    let divisions = SpecialFunctions.binomialCoefficient(values.count, drawn)
    guard divisions <= Self.mostEnumerated else {
      throw .infeasible(
        "method",
        "there are more than 20,000,000 divisions of \(values.count) values with \(drawn) in a group",
        remedy: "use .monteCarlo(permutations:seed:), or .grid(unit:) for .meanDifference")
    }
    var limits = Limits(observed, tolerance)
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
        limits.count(rule.statistic(sums))
      }
      // The deepest place but the last that can still move on.
      level = last - 1
      while level >= 0, chosen[level] == values.count - drawn + level { level -= 1 }
      guard level >= 0 else { break }
      chosen[level] += 1
      for k in level..<last where k > level { chosen[k] = chosen[k - 1] + 1 }
    }
    return limits.counts
  }

  /// Draws divisions at random.
  ///
  /// - Throws: `InputError` where none or too many are asked for.
  func sampled(_ count: Int, seed: UInt64) throws(InputError) -> Counts {
    guard count >= 1 else { throw .tooFew("permutations", found: count, needed: 1) }
    guard count <= Self.mostDrawn else {
      throw .outOfRange("permutations", value: Double(count), allowed: "a number up to 100,000,000")
    }
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

/// Counts statistics at or beyond the observed one, near ones taken as equal.
private struct Limits {
  var counts = GroupDivisions.Counts()
  private let low: Double
  private let high: Double
  private let far: Double

  init(_ observed: Double, _ tolerance: Double) {
    let slack = observed.isFinite ? tolerance * max(1, observed.magnitude) : 0
    low = observed + slack
    high = observed - slack
    far = observed.magnitude - slack
  }

  @inline(__always) mutating func count(_ statistic: Double) {
    counts.lower += statistic <= low ? 1 : 0
    counts.upper += statistic >= high ? 1 : 0
    counts.far += statistic.magnitude >= far ? 1 : 0
    counts.all += 1
  }
}
