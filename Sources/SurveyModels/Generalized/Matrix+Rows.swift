import SurveyLinearAlgebra
import SurveyVocabulary

extension Matrix {
  /// Every row times a factor of its own.
  func rows(times factors: [Double]) -> Matrix {
    let (rows, columns) = (rowCount, columnCount)
    let product = [Double](unsafeUninitializedCapacity: rows * columns) { target, count in
      elements.withUnsafeBufferPointer { source in
        factors.withUnsafeBufferPointer { factors in
          for column in 0..<columns {
            for row in 0..<rows { target[column * rows + row] = source[column * rows + row] * factors[row] }
          }
        }
      }
      count = rows * columns
    }
    return Matrix(rows, columns, product)
  }

  /// The sums of squares and products of the columns, every row times a factor of its own.
  func gram(rowsTimes factors: [Double]) throws(InputError) -> Matrix {
    try equations(rowsTimes: factors, right: nil).gram
  }

  /// The same, and the products of the columns as they are with a vector: one walk through memory for both,
  /// block by block of rows that the cache holds.
  func equations(
    rowsTimes factors: [Double], right: [Double]?
  ) throws(InputError) -> (gram: Matrix, products: [Double]) {
    let (rows, columns, length) = (rowCount, columnCount, 512)
    try checkEqualLength(factors.count, "factors", rows, "matrix")
    if let right { try checkEqualLength(right.count, "vector", rows, "matrix") }
    var total = Matrix(zeros: columns, columns)
    var products = [Double](repeating: 0, count: columns)
    var block = [Double](repeating: 0, count: min(length, rows) * columns)
    var start = 0
    while start < rows {
      let count = min(length, rows - start)
      elements.withUnsafeBufferPointer { source in
        factors.withUnsafeBufferPointer { factors in
          block.withUnsafeMutableBufferPointer { target in
            // Pointers of their own, so that no index is computed within the loop.
            guard let source = source.baseAddress, let target = target.baseAddress,
              let factors = factors.baseAddress.map({ $0 + start })
            else { return }
            for column in 0..<columns {
              let (from, to) = (source + (column * rows + start), target + column * count)
              for row in 0..<count { to[row] = from[row] * factors[row] }
            }
          }
        }
        right?.withUnsafeBufferPointer { right in
          guard let source = source.baseAddress, let right = right.baseAddress else { return }
          for column in 0..<columns {
            products[column] += Self.dot(source + (column * rows + start), right + start, count)
          }
        }
      }
      try total.addGram(block, rows: count)
      start += count
    }
    total.mirrorUpper()
    return (total, products)
  }

  /// The sum of the products of `count` numbers.
  private static func dot(
    _ first: UnsafePointer<Double>, _ second: UnsafePointer<Double>, _ count: Int
  ) -> Double {
    // Four sums side by side, which the processor adds at once.
    var sums = SIMD4<Double>.zero
    var row = 0
    while row + 3 < count {
      let left = SIMD4<Double>(first[row], first[row + 1], first[row + 2], first[row + 3])
      sums += left * SIMD4<Double>(second[row], second[row + 1], second[row + 2], second[row + 3])
      row += 4
    }
    var sum = sums.sum()
    while row < count {
      sum += first[row] * second[row]
      row += 1
    }
    return sum
  }

  /// The transposed matrix times a vector; a vector that is shorter than the columns counts as if zeros followed.
  func transposedTimes(_ vector: [Double]) -> [Double] {
    let count = min(rowCount, vector.count)
    return elements.withUnsafeBufferPointer { elements in
      vector.withUnsafeBufferPointer { vector in
        guard let elements = elements.baseAddress, let vector = vector.baseAddress else {
          return [Double](repeating: 0, count: columnCount)
        }
        return (0..<columnCount).map { Self.dot(elements + $0 * rowCount, vector, count) }
      }
    }
  }
}
