/// Alpha of resampled cases, from one short vector per case.
///
/// Alpha needs the sums of the items and two sums of squares: those of the single deviations and those
/// of their totals. Each case is a vector of its deviations and these two squares, so that a resample is
/// nothing but the sum of the vectors of its cases.
struct AlphaResampling {
  private let order: Int
  /// Vectors of four numbers to a case.
  private let width: Int
  private let cases: [SIMD4<Double>]

  init(_ items: ItemResampling) {
    order = items.order
    width = (items.order + 5) / 4
    var cases = [SIMD4<Double>](repeating: .zero, count: width * items.cases)
    for row in 0..<items.cases {
      var (total, squares) = (0.0, 0.0)
      for column in 0..<items.order {
        let deviation = items[row, column]
        cases[row * width + column / 4][column % 4] = deviation
        total += deviation
        squares += deviation * deviation
      }
      cases[row * width + items.order / 4][items.order % 4] = squares
      cases[row * width + (items.order + 1) / 4][(items.order + 1) % 4] = total * total
    }
    self.cases = cases
  }

  /// Alpha of some cases; `nil` if there are fewer than two, or if the sum of the items is constant.
  func alpha(_ rows: UnsafeBufferPointer<Int>) -> Double? {
    guard rows.count >= 2 else { return nil }
    let size = Double(rows.count)
    return cases.withUnsafeBufferPointer { cases in
      var (sum, squaredSums, squares, totals) = (0.0, 0.0, 0.0, 0.0)
      for vector in 0..<width {
        let lanes = Self.sum(cases, rows, width: width, vector: vector)
        for lane in 0..<4 {
          let column = 4 * vector + lane
          if column < order {
            sum += lanes[lane]
            squaredSums += lanes[lane] * lanes[lane]
          } else if column == order {
            squares = lanes[lane]
          } else if column == order + 1 {
            totals = lanes[lane]
          }
        }
      }
      let variances = squares - squaredSums / size
      let total = totals - sum * sum / size
      // What is left of the total by rounding is no variance.
      guard total > 1e-12 * totals, total > 1e-13 * squares else { return nil }
      let k = Double(order)
      return min(1, k / (k - 1) * ((total - variances) / total))
    }
  }

  /// The sum of one vector over the cases, in two chains that hide each other's latency.
  private static func sum(
    _ cases: UnsafeBufferPointer<SIMD4<Double>>, _ rows: UnsafeBufferPointer<Int>, width: Int, vector: Int
  ) -> SIMD4<Double> {
    var (first, second) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    var place = 0
    while place + 1 < rows.count {
      first += cases[rows[place] * width + vector]
      second += cases[rows[place + 1] * width + vector]
      place += 2
    }
    if place < rows.count { first += cases[rows[place] * width + vector] }
    return first + second
  }
}
