/// How often each sum occurs among the subsets of every size of some integers, scaled.
///
/// A row holds the sums of the subsets of one size, from the smallest possible to the largest. Cells
/// carry the factor 2^(odds·k) for subsets of k and a power of two common to all, so that they stay
/// within the range of `Double`; both cancel in a probability.
struct SubsetSumTable: Sendable {
  /// The sums that one row covers, and where its cells start.
  struct Row: Sendable {
    var first: Int
    var last: Int
    var start: Int
    var isEmpty: Bool { last < first }
    var count: Int { last - first + 1 }
  }

  private let rows: [Row]
  private let cells: [Double]

  /// Counts the subsets of up to `limit` of the values, which are ascending and not negative; each drawn
  /// value has the scale 2^`logOdds`. `nil` where the table or the work exceeds the limits.
  init?(_ values: [Int], upTo limit: Int, logOdds: Int) {
    let largest = min(limit, values.count)
    var prefix = [0]
    for value in values { prefix.append(prefix[prefix.count - 1] + value) }
    var rows: [Row] = []
    var cells = 0
    for k in 0...largest {
      let row = Row(first: prefix[k], last: prefix[values.count] - prefix[values.count - k], start: cells)
      guard row.count <= SubsetSumDistribution.largestTable - cells else { return nil }
      cells += row.count
      rows.append(row)
    }
    // Each value adds once to each cell, at most.
    guard Double(cells) * Double(values.count) <= SubsetSumDistribution.largestWork else { return nil }
    self.rows = rows
    self.cells = [Double](unsafeUninitializedCapacity: cells) { buffer, count in
      buffer.initialize(repeating: 0)
      if let base = buffer.baseAddress {
        base[0] = 1
        Self.fill(base, rows, values, prefix, logOdds)
      }
      count = cells
    }
  }

  /// The sums of the subsets of `k` values; an empty row where there are none.
  func row(_ k: Int) -> Row {
    rows.indices.contains(k) ? rows[k] : Row(first: 0, last: -1, start: 0)
  }

  /// The scaled count of a sum that the row covers.
  func cell(_ row: Row, _ sum: Int) -> Double { cells[row.start + sum - row.first] }

  /// The scaled count of all subsets of `k` values.
  func mass(_ k: Int) -> Double {
    let row = row(k)
    var sum = CompensatedSum()
    for index in 0..<max(row.count, 0) { sum.add(cells[row.start + index]) }
    return sum.value
  }

  /// Adds the values to the table, equal values together.
  private static func fill(
    _ cells: UnsafeMutablePointer<Double>, _ rows: [Row], _ values: [Int], _ prefix: [Int], _ logOdds: Int
  ) {
    var done = 0
    while done < values.count {
      let value = values[done]
      var count = 1
      // A run of equal values is taken in parts, so that its binomial coefficients stay finite.
      while done + count < values.count, values[done + count] == value, count < 256 { count += 1 }
      let weights = scaledBinomials(count, logOdds)
      for k in stride(from: min(rows.count - 1, done + count), through: 0, by: -1) {
        // Rows of fewer draws are still those before this run: the table is updated in place.
        let target = cells + rows[k].start
        if k > done {
          // No subset of k existed before; its cells are zero.
        } else if weights[0] != 1 {
          let reach = prefix[done] - prefix[done - k] - rows[k].first
          for index in 0...max(reach, 0) { target[index] *= weights[0] }
        }
        for drawn in stride(from: max(1, k - done), through: min(count, k), by: 1) {
          let rest = rows[k - drawn]
          let length = prefix[done] - prefix[done - (k - drawn)] - rest.first + 1
          let shift = rest.first + drawn * value - rows[k].first
          let (source, weight) = (cells + rest.start, weights[drawn])
          let shifted = target + shift
          for index in 0..<length { shifted[index] += weight * source[index] }
        }
      }
      done += count
    }
  }

  /// The binomial coefficients of `count` over 0...count, times 2^(odds·j) and a power of two that
  /// keeps their sum near one.
  private static func scaledBinomials(_ count: Int, _ logOdds: Int) -> [Double] {
    var weights = [1.0]
    for j in 1...count {
      weights.append(weights[j - 1] * Double(count - j + 1) / Double(j))
    }
    let odds = Double(sign: .plus, exponent: logOdds, significand: 1)
    var scale = 1.0
    for j in 0...count {
      weights[j] *= scale
      scale *= odds
    }
    let exponent = weights.reduce(0, +).exponent
    return weights.map { $0 * Double(sign: .plus, exponent: -Int(exponent), significand: 1) }
  }
}
