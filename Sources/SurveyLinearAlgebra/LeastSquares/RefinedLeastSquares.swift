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

  /// `low` is what the doubles of the outcome leave out of it; `leadsWithIntercept` says that the first
  /// column is the intercept, whose share the explained sum of squares leaves out.
  init(
    _ rows: some DesignRows, outcome: [Double], low outcomeLow: [Double]?, shift: Double, start: [Double],
    inverse: Matrix, leadsWithIntercept: Bool
  ) {
    let (count, order) = (rows.rowCount, rows.columnCount)
    let values = [Double](unsafeUninitializedCapacity: count * order) { buffer, filled in
      if let base = buffer.baseAddress {
        for column in 0..<order { rows.copy(column: column, rows: 0..<count, to: base + column * count) }
      }
      filled = count * order
    }
    var high = outcome
    var low = outcomeLow ?? [Double](repeating: 0, count: count)
    var gradient = [Double](repeating: 0, count: order)
    values.withUnsafeBufferPointer { columns in
      high.withUnsafeMutableBufferPointer { high in
        low.withUnsafeMutableBufferPointer { low in
          guard let base = columns.baseAddress, let high = high.baseAddress, let low = low.baseAddress else {
            return
          }
          for row in 0..<count {
            let difference = DoubleDouble.sum(high[row], -shift)
            (high[row], low[row]) = (difference.high, low[row] + difference.low)
          }
          for column in 0..<order {
            Lanes.subtract(start[column], times: base + column * count, from: high, low, count)
          }
          for column in 0..<order {
            gradient[column] = Lanes.dot(base + column * count, high, low, count)
          }
        }
      }
    }
    let correction = inverse.upperTimes(inverse.transposedUpperTimes(gradient))
    coefficients = zip(start, correction).map { DoubleDouble.sum($0, $1) }
    high.withUnsafeMutableBufferPointer { residuals in
      values.withUnsafeBufferPointer { columns in
        for row in 0..<count { residuals[row] += low[row] }
        for column in 0..<order {
          let factor = correction[column]
          let start = column * count
          for row in 0..<count { residuals[row] -= factor * columns[start + row] }
        }
      }
    }
    residuals = high
    residualSumOfSquares = Lanes.squares(residuals)
    var fitted = outcome
    for row in 0..<count { fitted[row] = (outcome[row] - shift) - residuals[row] }
    if leadsWithIntercept {
      let intercept = Array(values[0..<count])
      let mean = Lanes.dot(intercept, fitted) / Lanes.squares(intercept)
      for row in 0..<count { fitted[row] -= mean * intercept[row] }
    }
    explainedSumOfSquares = Lanes.squares(fitted)
  }
}

/// Double-double steps over vectors, four elements at a time.
private enum Lanes {
  typealias Vector = SIMD4<Double>

  /// The scalar product of two arrays of equal length.
  static func dot(_ first: [Double], _ second: [Double]) -> Double {
    let zeros = [Double](repeating: 0, count: first.count)
    return first.withUnsafeBufferPointer { first in
      second.withUnsafeBufferPointer { second in
        zeros.withUnsafeBufferPointer { zeros in
          guard let a = first.baseAddress, let b = second.baseAddress, let zero = zeros.baseAddress else {
            return 0
          }
          return dot(a, b, zero, min(first.count, second.count))
        }
      }
    }
  }

  /// The sum of squares, rounded once.
  static func squares(_ values: [Double]) -> Double { dot(values, values) }

  /// high + low -= factor·values.
  static func subtract(
    _ factor: Double, times values: UnsafePointer<Double>, from high: UnsafeMutablePointer<Double>,
    _ low: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    let wide = Vector(repeating: -factor)
    var row = 0
    while row + 3 < count {
      let (product, error) = multiply(wide, load(values + row))
      let (sum, rest) = add(load(high + row), product)
      store(sum, high + row)
      store(load(low + row) + (rest + error), low + row)
      row += 4
    }
    while row < count {
      let product = DoubleDouble.product(-factor, values[row])
      let sum = DoubleDouble.sum(high[row], product.high)
      high[row] = sum.high
      low[row] += sum.low + product.low
      row += 1
    }
  }

  /// The sum of values·(high + low).
  static func dot(
    _ values: UnsafePointer<Double>, _ high: UnsafePointer<Double>, _ low: UnsafePointer<Double>, _ count: Int
  ) -> Double {
    var (totals, errors) = (Vector.zero, Vector.zero)
    var row = 0
    while row + 3 < count {
      let value: Vector = load(values + row)
      let (product, error) = multiply(value, load(high + row))
      let (sum, rest) = add(totals, product)
      totals = sum
      errors += rest + (error + value * load(low + row))
      row += 4
    }
    var total = DoubleDouble(0)
    for lane in 0..<4 { total = total + DoubleDouble.sum(totals[lane], errors[lane]) }
    while row < count {
      total = total + DoubleDouble.product(values[row], high[row]) + DoubleDouble(values[row] * low[row])
      row += 1
    }
    return total.value
  }

  @inline(__always)
  private static func add(_ a: Vector, _ b: Vector) -> (Vector, Vector) {
    let sum = a + b
    let part = sum - a
    return (sum, (a - (sum - part)) + (b - part))
  }

  @inline(__always)
  private static func multiply(_ a: Vector, _ b: Vector) -> (Vector, Vector) {
    let product = a * b
    let (a1, b1) = (leading(a), leading(b))
    let (a2, b2) = (a - a1, b - b1)
    return (product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2)
  }

  /// The upper half of the digits.
  @inline(__always)
  private static func leading(_ a: Vector) -> Vector {
    let scaled = a * 134_217_729
    return scaled - (scaled - a)
  }

  @inline(__always)
  private static func load(_ address: UnsafePointer<Double>) -> Vector {
    UnsafeRawPointer(address).loadUnaligned(as: Vector.self)
  }

  @inline(__always)
  private static func load(_ address: UnsafeMutablePointer<Double>) -> Vector {
    UnsafeRawPointer(address).loadUnaligned(as: Vector.self)
  }

  @inline(__always)
  private static func store(_ vector: Vector, _ address: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(address).storeBytes(of: vector, as: Vector.self)
  }
}
