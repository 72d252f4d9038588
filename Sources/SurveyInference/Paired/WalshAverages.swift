/// The averages of all pairs of values, each with itself included, without ever storing them.
///
/// The order statistics are found by bisection over the representable numbers: how many averages are
/// at most t takes one pass over the sorted values, so that any one of n(n + 1)/2 averages takes at
/// most 64 passes.
struct WalshAverages {
  private let halves: [Double]
  /// The number of averages.
  let count: Int

  /// Takes finite values, at most three billion of them.
  init(_ values: [Double]) {
    // Halves first, because the sum of two large values may be out of range.
    halves = values.map { $0 / 2 }.sorted()
    count = values.count * (values.count + 1) / 2
  }

  /// The average with a rank, counted from 1 in ascending order; ranks beyond the ends count as the ends.
  func value(rank: Int) -> Double {
    guard let first = halves.first, let last = halves.last else { return 0 }
    let wanted = min(max(rank, 1), count)
    var (low, high) = (Self.key(first + first), Self.key(last + last))
    while low < high {
      let middle = low + Int64((high.subtractingReportingOverflow(low).partialValue.magnitude) / 2)
      if countAtMost(Self.number(middle)) >= wanted { high = middle } else { low = middle + 1 }
    }
    // The numbers order -0 before 0; there is only one zero here.
    return Self.number(low) + 0
  }

  /// The middle average, or the mean of the two in the middle.
  var median: Double {
    let upper = value(rank: count / 2 + 1)
    if !count.isMultiple(of: 2) { return upper }
    let lower = value(rank: count / 2)
    return lower / 2 + upper / 2
  }

  private func countAtMost(_ limit: Double) -> Int {
    var total = 0
    var partner = halves.count - 1
    for index in halves.indices {
      while partner >= index, halves[index] + halves[partner] > limit { partner -= 1 }
      guard partner >= index else { break }
      total += partner - index + 1
    }
    return total
  }

  /// An integer that orders as the number does.
  private static func key(_ number: Double) -> Int64 {
    let bits = Int64(bitPattern: number.bitPattern)
    return bits >= 0 ? bits : Int64.min - bits
  }

  private static func number(_ key: Int64) -> Double {
    Double(bitPattern: UInt64(bitPattern: key >= 0 ? key : Int64.min - key))
  }
}
