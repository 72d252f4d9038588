/// A vector of double-doubles, high and low parts apart so that the loops run over plain doubles.
package struct DoubleDoubleVector: Sendable {
  package var high: [Double]
  package var low: [Double]

  package init(high: [Double], low: [Double]? = nil) {
    self.high = high
    self.low = low ?? [Double](repeating: 0, count: high.count)
  }

  /// The scalar product of two vectors of equal length.
  package func dot(_ other: DoubleDoubleVector) -> DoubleDouble {
    var total = DoubleDouble(0)
    let count = min(high.count, other.high.count)
    high.withUnsafeBufferPointer { a in
      low.withUnsafeBufferPointer { aLow in
        other.high.withUnsafeBufferPointer { b in
          other.low.withUnsafeBufferPointer { bLow in
            for index in 0..<count {
              let left = DoubleDouble(a[index], aLow[index])
              total = total + left * DoubleDouble(b[index], bLow[index])
            }
          }
        }
      }
    }
    return total
  }

  /// Subtracts a multiple of another vector of equal length.
  package mutating func subtract(_ factor: DoubleDouble, times other: DoubleDoubleVector) {
    let count = min(high.count, other.high.count)
    high.withUnsafeMutableBufferPointer { a in
      low.withUnsafeMutableBufferPointer { aLow in
        other.high.withUnsafeBufferPointer { b in
          other.low.withUnsafeBufferPointer { bLow in
            for index in 0..<count {
              let product = factor * DoubleDouble(b[index], bLow[index])
              let result = DoubleDouble(a[index], aLow[index]) - product
              a[index] = result.high
              aLow[index] = result.low
            }
          }
        }
      }
    }
  }

  /// Divides every element.
  package mutating func divide(by divisor: DoubleDouble) {
    for index in high.indices {
      let result = DoubleDouble(high[index], low[index]) / divisor
      high[index] = result.high
      low[index] = result.low
    }
  }
}
