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
  /// The scaled count of all subsets of each size.
  private let masses: [Double]

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
    let runs = Self.runs(values, logOdds)
    self.rows = rows
    masses = Self.masses(runs, upTo: largest)
    self.cells = [Double](unsafeUninitializedCapacity: cells) { buffer, count in
      buffer.initialize(repeating: 0)
      count = cells
      guard let base = buffer.baseAddress else { return }
      base[0] = 1
      var done = 0
      for run in runs {
        Self.add(run, to: base, rows, after: done, prefix)
        done += run.count
      }
    }
  }

  /// The sums of the subsets of `k` values; an empty row where there are none.
  func row(_ k: Int) -> Row {
    rows.indices.contains(k) ? rows[k] : Row(first: 0, last: -1, start: 0)
  }

  /// The scaled count of a sum that the row covers.
  func cell(_ row: Row, _ sum: Int) -> Double { cells[row.start + sum - row.first] }

  /// The scaled counts of all sums that the row covers.
  func cells(_ row: Row) -> ArraySlice<Double> {
    row.isEmpty ? [] : cells[row.start..<(row.start + row.count)]
  }

  /// The scaled count of all subsets of `k` values.
  func mass(_ k: Int) -> Double { masses.indices.contains(k) ? masses[k] : 0 }

  /// Equal values that are added together, with the scaled number of ways to draw 0, 1, … of them.
  private struct Run {
    let value: Int
    let count: Int
    let weights: [Double]
  }

  private static func runs(_ values: [Int], _ logOdds: Int) -> [Run] {
    var runs: [Run] = []
    var done = 0
    while done < values.count {
      var count = 1
      // A run is taken in parts, so that its binomial coefficients stay finite.
      while done + count < values.count, values[done + count] == values[done], count < 256 { count += 1 }
      runs.append(Run(value: values[done], count: count, weights: scaledBinomials(count, logOdds)))
      done += count
    }
    return runs
  }

  /// The scaled counts of all subsets by their size, whatever their sum.
  private static func masses(_ runs: [Run], upTo largest: Int) -> [Double] {
    var masses = [1.0] + [Double](repeating: 0, count: largest)
    for run in runs {
      for k in stride(from: largest, through: 0, by: -1) {
        var mass = CompensatedSum()
        for drawn in 0...min(run.count, k) { mass.add(run.weights[drawn] * masses[k - drawn]) }
        masses[k] = mass.value
      }
    }
    return masses
  }

  /// Adds a run of equal values, in place.
  ///
  /// A sum grows by at least what the smallest sum of its row grows by, so that a cell depends on cells
  /// of shorter rows at its own place or before it. Going from the last cells to the first, and within
  /// a stretch from the longest subsets to the shortest, reads no cell that the run has changed; a
  /// stretch of all rows fits the cache of a core.
  private static func add(
    _ run: Run, to cells: UnsafeMutablePointer<Double>, _ rows: [Row], after done: Int, _ prefix: [Int]
  ) {
    let (value, count, weights) = (run.value, run.count, run.weights)
    let longest = min(rows.count - 1, done + count)
    // The cells that each row holds before the run.
    let lengths = (0...min(longest, done)).map { prefix[done] - prefix[done - $0] - rows[$0].first + 1 }
    let stretch = 512
    var widest = 0
    for row in rows { widest = max(widest, row.count) }
    for start in stride(from: (widest - 1) / stretch * stretch, through: 0, by: -stretch) {
      for k in stride(from: longest, through: 0, by: -1) {
        let target = cells + rows[k].start
        if k <= done, weights[0] != 1, start < lengths[k] {
          for index in start..<min(start + stretch, lengths[k]) { target[index] *= weights[0] }
        }
        for drawn in stride(from: max(1, k - done), through: min(count, k), by: 1) {
          let rest = rows[k - drawn]
          let shift = rest.first + drawn * value - rows[k].first
          let (first, last) = (max(start, shift), min(start + stretch, shift + lengths[k - drawn]))
          guard first < last else { continue }
          let (source, weight) = (cells + rest.start - shift, weights[drawn])
          for index in first..<last { target[index] += weight * source[index] }
        }
      }
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
