/// The ranks of values, tied values sharing the mean of the ranks that they take up.
///
/// A midrank is a multiple of one half, so that twice the midrank is kept: an integer, exact.
package struct Midranks: Sendable {
  /// Twice the midrank of each value, in the order of the values; the smallest possible is 2.
  package let doubled: [Int]
  /// The sizes of the groups of equal values, in ascending order of the values.
  package let tieSizes: [Int]

  /// Ranks finite values in ascending order.
  package init(_ values: [Double]) {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var doubled = [Int](repeating: 0, count: values.count)
    var sizes: [Int] = []
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      // The ranks start + 1 ... end have the mean (start + 1 + end) / 2.
      for position in start..<end { doubled[order[position]] = start + 1 + end }
      sizes.append(end - start)
      start = end
    }
    self.doubled = doubled
    tieSizes = sizes
  }

  /// The midranks themselves.
  package var ranks: [Double] { doubled.map { Double($0) / 2 } }

  /// The sum of t³ - t over the groups of t equal values: zero where nothing is tied.
  package var tieCorrection: Double {
    tieSizes.reduce(0) { sum, size in
      let t = Double(size)
      return sum + (t * t * t - t)
    }
  }
}
