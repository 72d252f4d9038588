/// The high and the low scorers on the sum of the items, each a stated part of the cases.
///
/// Cases that are tied at the cut share what is left of their group equally: each counts for the same part of
/// itself. The groups then have exactly the stated size, and the order of the cases does not matter.
struct ExtremeGroups {
  private let upper: [Double]
  private let lower: [Double]
  private let size: Double

  /// Splits complete cases; `nil` without cases or if the sums of the items are all equal.
  ///
  /// - Parameters:
  ///   - items: The answers, one array to an item.
  ///   - part: The size of each group as a part of the cases, at most one half.
  init?(_ items: [[Double]], part: Double) {
    let count = items[0].count
    let totals = (0..<count).map { row in items.reduce(0) { $0 + $1[row] } }
    // Sums of the same answers in another order differ by rounding: they are ties.
    let sizes = (0..<count).map { row in items.reduce(0) { $0 + $1[row].magnitude } }
    let tolerance = 1e-12 * (sizes.max() ?? 0)
    guard let low = totals.min(), let high = totals.max(), high - low > tolerance else { return nil }
    size = part * Double(count)
    upper = Self.weights(totals.map { -$0 }, size, tolerance)
    lower = Self.weights(totals, size, tolerance)
  }

  /// What each case counts in a group of the lowest totals.
  private static func weights(_ totals: [Double], _ size: Double, _ tolerance: Double) -> [Double] {
    let order = totals.indices.sorted { totals[$0] < totals[$1] }
    var weights = Array(repeating: 0.0, count: totals.count)
    var left = size
    var start = 0
    while start < order.count, left > 0 {
      var end = start + 1
      while end < order.count, totals[order[end]] - totals[order[end - 1]] <= tolerance { end += 1 }
      let each = min(1, left / Double(end - start))
      for place in start..<end { weights[order[place]] = each }
      left -= Double(end - start)
      start = end
    }
    return weights
  }

  /// The mean of an item in the upper group minus that in the lower.
  func difference(in item: [Double]) -> Double? {
    var difference = 0.0
    for (row, answer) in item.enumerated() { difference += (upper[row] - lower[row]) * answer }
    return size > 0 ? difference / size : nil
  }
}
