/// Sums of products of deviations of every item with every other, in one pass over the cases.
///
/// Blocks of cases are centred into a scratch that stays in the cache; two items are multiplied by two,
/// so that every value loaded serves two products. The deviations' own sums, ``rests``, are what is
/// left of the rounding of the centres.
struct CrossProducts {
  private let stride: Int
  private let sums: [Double]
  /// The sum of the deviations of each item.
  let rests: [Double]

  private static let lanes = 32  // vectors of four cases to an item and block

  init(_ items: [[Double]], around centers: [Double]) {
    // An odd number of items gets a column of zeros, so that items come in twos.
    let columns = items.count + items.count % 2
    let lanes = Self.lanes
    let cases = items.first?.count ?? 0
    var sums = [Double](repeating: 0, count: columns * columns)
    var rests = [Double](repeating: 0, count: columns)
    withUnsafeTemporaryAllocation(of: SIMD4<Double>.self, capacity: columns * lanes) { block in
      block.initialize(repeating: .zero)
      sums.withUnsafeMutableBufferPointer { sums in
        var start = 0
        while start < cases {
          let rows = min(4 * lanes, cases - start)
          for column in items.indices {
            let lane = UnsafeMutableBufferPointer(rebasing: block[column * lanes..<(column + 1) * lanes])
            Self.center(items[column], from: start, rows: rows, around: centers[column], into: lane)
            var rest = SIMD4<Double>.zero
            for vector in lane { rest += vector }
            rests[column] += rest.sum()
          }
          Self.multiply(UnsafeBufferPointer(block), columns: columns, into: sums)
          start += rows
        }
      }
    }
    self.stride = columns
    self.sums = sums
    self.rests = Array(rests.prefix(items.count))
  }

  /// The sum of products of two items; `row` is at most `column`.
  subscript(row: Int, column: Int) -> Double { sums[row * stride + column] }

  private static func center(
    _ item: [Double], from start: Int, rows: Int, around center: Double,
    into lane: UnsafeMutableBufferPointer<SIMD4<Double>>
  ) {
    lane.withMemoryRebound(to: Double.self) { target in
      item.withUnsafeBufferPointer { source in
        for row in 0..<rows { target[row] = source[start + row] - center }
      }
      for row in rows..<target.count { target[row] = 0 }
    }
  }

  private static func multiply(
    _ block: UnsafeBufferPointer<SIMD4<Double>>, columns: Int, into sums: UnsafeMutableBufferPointer<Double>
  ) {
    var row = 0
    while row < columns {
      var column = row
      while column < columns {
        var (s00, s01) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
        var (s10, s11) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
        for lane in 0..<lanes {
          let (a0, a1) = (block[row * lanes + lane], block[(row + 1) * lanes + lane])
          let (b0, b1) = (block[column * lanes + lane], block[(column + 1) * lanes + lane])
          s00 += a0 * b0
          s01 += a0 * b1
          s10 += a1 * b0
          s11 += a1 * b1
        }
        sums[row * columns + column] += s00.sum()
        sums[row * columns + column + 1] += s01.sum()
        sums[(row + 1) * columns + column] += s10.sum()
        sums[(row + 1) * columns + column + 1] += s11.sum()
        column += 2
      }
      row += 2
    }
  }
}
