import SurveyVocabulary

/// The exact distribution of the sum of `size` integers drawn without replacement from a list.
///
/// This is the null distribution of a rank sum, given its ties, and of a difference in means on a
/// grid. The values are split at their middle into a low and a high half; the shift algorithm
/// (Streitberg & Röhmel 1986) counts the sums of every number of draws from each half; a tail is put
/// together from both. Every term is positive, so that no digit is lost in a tail. The counts are
/// scaled by powers of two, which is exact, because they outgrow `Double` for large samples.
package struct SubsetSumDistribution: Sendable {
  /// The limits of what is computed: the table's cells (8 bytes each) and its additions.
  package static let largestTable = 16_000_000
  package static let largestWork = 20e9

  private let low: SubsetSumTable
  private let high: SubsetSumTable
  private let size: Int
  private let offset: Int
  private let unit: Int
  private let total: Double

  /// Counts the sums of `size` of the values; `nil` where the table or the work exceeds the limits, or
  /// the range of the values 2^40.
  package init?(of values: [Int], choosing size: Int) {
    guard size >= 0, size <= values.count, let first = values.min(), let last = values.max(),
      last - first < 1 << 40, values.count < 1 << 20
    else { return nil }
    let step = values.reduce(0) { greatestCommonDivisor($0, $1 - first) }
    unit = max(step, 1)
    offset = first
    self.size = size
    let reduced = values.map { [unit] in ($0 - first) / unit }.sorted()
    let odds = -max(0, Int((Double(values.count - size) / Double(max(size, 1))).exponent))
    let middle = reduced.count / 2
    guard
      let low = SubsetSumTable(Array(reduced[..<middle]), upTo: size, logOdds: odds),
      let high = SubsetSumTable(Array(reduced[middle...]), upTo: size, logOdds: odds)
    else { return nil }
    (self.low, self.high) = (low, high)
    var total = CompensatedSum()
    for k in 0...size { total.add(low.mass(k) * high.mass(size - k)) }
    self.total = total.value
  }

  /// The probability of a sum of `sum` or less.
  package func lowerTail(_ sum: Int) -> Double {
    let target = reducedFloor(sum)
    var result = CompensatedSum()
    for k in 0...size {
      let (a, b) = (low.row(k), high.row(size - k))
      guard !a.isEmpty, !b.isEmpty else { continue }
      var cumulative = 0.0
      var next = b.first
      // As the sum from the low half falls, more of the high half fits.
      for s in stride(from: a.last, through: a.first, by: -1) {
        let limit = min(target - s, b.last)
        while next <= limit {
          cumulative += high.cell(b, next)
          next += 1
        }
        result.add(low.cell(a, s) * cumulative)
      }
    }
    return min(result.value / total, 1)
  }

  /// The probability of a sum of `sum` or more.
  package func upperTail(_ sum: Int) -> Double {
    let target = -reducedFloor(sum, negated: true)
    var result = CompensatedSum()
    for k in 0...size {
      let (a, b) = (low.row(k), high.row(size - k))
      guard !a.isEmpty, !b.isEmpty else { continue }
      var cumulative = 0.0
      var next = b.last
      for s in stride(from: a.first, through: a.last, by: 1) {
        let limit = max(target - s, b.first)
        while next >= limit {
          cumulative += high.cell(b, next)
          next -= 1
        }
        result.add(low.cell(a, s) * cumulative)
      }
    }
    return min(result.value / total, 1)
  }

  /// The probability of exactly `sum`.
  package func probability(_ sum: Int) -> Double {
    let target = reducedFloor(sum)
    guard target == -reducedFloor(sum, negated: true) else { return 0 }
    var result = CompensatedSum()
    for k in 0...size {
      let (a, b) = (low.row(k), high.row(size - k))
      guard !a.isEmpty, !b.isEmpty else { continue }
      for s in a.first...a.last where target - s >= b.first && target - s <= b.last {
        result.add(low.cell(a, s) * high.cell(b, target - s))
      }
    }
    return min(result.value / total, 1)
  }

  /// The sum in reduced units, rounded down; or its negative, rounded down. Sums out of any reach are
  /// brought to just outside of it, so that nothing overflows.
  private func reducedFloor(_ sum: Int, negated: Bool = false) -> Int {
    let bound = Double(1 << 61)
    let exact = Double(sum) - Double(size) * Double(offset)
    guard exact.magnitude < bound else { return (exact < 0) == negated ? 1 << 62 : -(1 << 62) }
    let distance = sum - size * offset
    let signed = negated ? -distance : distance
    let quotient = signed / unit
    return signed % unit < 0 ? quotient - 1 : quotient
  }
}

func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
  var (a, b) = (first, second)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}

/// A sum with a running correction for its rounding (Neumaier 1974).
package struct CompensatedSum {
  private var sum = 0.0
  private var correction = 0.0

  package init() {}

  /// The sum so far.
  package var value: Double { sum + correction }

  /// Adds a finite term.
  package mutating func add(_ term: Double) {
    let next = sum + term
    correction += sum.magnitude >= term.magnitude ? (sum - next) + term : (term - next) + sum
    sum = next
  }
}
