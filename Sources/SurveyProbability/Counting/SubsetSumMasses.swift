/// The probabilities of all sums of some of a list of integers, drawn without replacement.
///
/// ``SubsetSumDistribution`` puts a tail together from halves and never lists the sums; where every
/// probability is needed, the table of all values is counted.
package struct SubsetSumMasses: Sendable {
  private let masses: ArraySlice<Double>
  private let first: Int
  private let unit: Int
  private let offset: Int

  /// Counts the sums of `size` of the values; `nil` where the table or the work exceeds the limits of
  /// ``SubsetSumDistribution``.
  package init?(of values: [Int], choosing size: Int) {
    guard size >= 0, size <= values.count, let least = values.min(), let most = values.max(),
      most - least < 1 << 40, values.count < 1 << 20
    else { return nil }
    let unit = max(values.reduce(0) { greatestCommonDivisor($0, $1 - least) }, 1)
    let reduced = values.map { ($0 - least) / unit }.sorted()
    let odds = -max(0, Int((Double(values.count - size) / Double(max(size, 1))).exponent))
    guard let table = SubsetSumTable(reduced, upTo: size, logOdds: odds) else { return nil }
    let row = table.row(size)
    masses = table.cells(row)
    first = row.first
    self.unit = unit
    offset = size * least
  }

  /// The probability of all sums that are no more probable than `sum`, up to a relative `margin`.
  package func improbable(_ sum: Int, margin: Double) -> Double {
    let place = masses.startIndex + (sum - offset) / unit - first
    guard masses.indices.contains(place) else { return 0 }
    let limit = masses[place] * (1 + margin)
    var (all, some) = (CompensatedSum(), CompensatedSum())
    for mass in masses {
      all.add(mass)
      if mass <= limit { some.add(mass) }
    }
    return min(some.value / all.value, 1)
  }
}
