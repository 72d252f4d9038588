/// One correction of coefficients from residuals and gradients in double-double arithmetic.
///
/// The coefficients solve Xᵀ(y - Xb) = 0. Residuals and that gradient are found to about 30 digits,
/// so that the correction R⁻¹R⁻ᵀ·gradient, itself in doubles, leaves an error of about
/// ε·κ² of the first one: nothing at the condition numbers that come here. This is iterative
/// refinement with extra-precise residuals (Demmel, Hida, Riedy & Li 2009, doi:10.1145/1462173.1462177).
struct RefinedLeastSquares {
  let coefficients: [DoubleDouble]
  let residuals: [Double]
  let residualSumOfSquares: Double
  let explainedSumOfSquares: Double

  init(_ rows: some DesignRows, outcome: [Double], shift: Double, start: [Double], inverse: Matrix) {
    let (count, order) = (rows.rowCount, rows.columnCount)
    var values = [Double](unsafeUninitializedCapacity: count * order) { buffer, filled in
      if let base = buffer.baseAddress {
        for column in 0..<order { rows.copy(column: column, rows: 0..<count, to: base + column * count) }
      }
      filled = count * order
    }
    var high = [Double](repeating: 0, count: count)
    var low = high
    var gradient = [Double](repeating: 0, count: order)
    values.withUnsafeMutableBufferPointer { columns in
      high.withUnsafeMutableBufferPointer { high in
        low.withUnsafeMutableBufferPointer { low in
          for row in 0..<count {
            let difference = DoubleDouble.sum(outcome[row], -shift)
            (high[row], low[row]) = (difference.high, difference.low)
          }
          for column in 0..<order {
            let factor = start[column]
            let own = columns.baseAddress.map { $0 + column * count }
            guard let own else { return }
            for row in 0..<count {
              let product = DoubleDouble.product(-factor, own[row])
              let sum = DoubleDouble.sum(high[row], product.high)
              high[row] = sum.high
              low[row] += sum.low + product.low
            }
          }
          for column in 0..<order {
            gradient[column] = Self.dot(
              columns.baseAddress.map { $0 + column * count }, high.baseAddress, low.baseAddress, count)
          }
        }
      }
    }
    let correction = inverse.upperTimes(inverse.transposedUpperTimes(gradient))
    coefficients = zip(start, correction).map { DoubleDouble.sum($0, $1) }
    var residuals = high
    for row in 0..<count { residuals[row] += low[row] }
    for column in 0..<order {
      let factor = correction[column]
      for row in 0..<count { residuals[row] -= factor * values[column * count + row] }
    }
    var (rest, explained) = (0.0, 0.0)
    for row in 0..<count {
      let fitted = (outcome[row] - shift) - residuals[row]
      rest += residuals[row] * residuals[row]
      explained += fitted * fitted
    }
    self.residuals = residuals
    residualSumOfSquares = rest
    explainedSumOfSquares = explained
  }

  /// The scalar product of doubles with double-doubles, compensated, in two lanes.
  private static func dot(
    _ first: UnsafeMutablePointer<Double>?, _ high: UnsafeMutablePointer<Double>?,
    _ low: UnsafeMutablePointer<Double>?, _ count: Int
  ) -> Double {
    guard let first, let high, let low else { return 0 }
    var sums = (DoubleDouble(0), DoubleDouble(0))
    var row = 0
    while row + 1 < count {
      sums.0 = accumulate(sums.0, first[row], high[row], low[row])
      sums.1 = accumulate(sums.1, first[row + 1], high[row + 1], low[row + 1])
      row += 2
    }
    if row < count { sums.0 = accumulate(sums.0, first[row], high[row], low[row]) }
    return (sums.0 + sums.1).value
  }

  @inline(__always)
  private static func accumulate(
    _ total: DoubleDouble, _ value: Double, _ high: Double, _ low: Double
  ) -> DoubleDouble {
    let product = DoubleDouble.product(value, high)
    let sum = DoubleDouble.sum(total.high, product.high)
    return DoubleDouble(sum.high, total.low + (sum.low + (product.low + value * low)))
  }
}
