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
            for column in 0..<columns {
              let (from, to) = (column * rows + start, column * count)
              for row in 0..<count { target[to + row] = source[from + row] * factors[start + row] }
            }
          }
        }
        right?.withUnsafeBufferPointer { right in
          for column in 0..<columns {
            products[column] += Self.dot(source, column * rows + start, right, start, count)
          }
        }
      }
      try total.addGram(block, rows: count)
      start += count
    }
    total.mirrorUpper()
    return (total, products)
  }

  /// The sum of products of `count` numbers of two vectors, each from a place of its own.
  private static func dot(
    _ first: UnsafeBufferPointer<Double>, _ place: Int, _ second: UnsafeBufferPointer<Double>, _ other: Int,
    _ count: Int
  ) -> Double {
    // Four sums side by side, which the processor adds at once.
    var sums = SIMD4<Double>.zero
    var row = 0
    while row + 3 < count {
      let (i, j) = (place + row, other + row)
      let left = SIMD4<Double>(first[i], first[i + 1], first[i + 2], first[i + 3])
      sums += left * SIMD4<Double>(second[j], second[j + 1], second[j + 2], second[j + 3])
      row += 4
    }
    var sum = sums.sum()
    while row < count {
      sum += first[place + row] * second[other + row]
      row += 1
    }
    return sum
  }

  /// The transposed matrix times a vector; a vector that is shorter than the columns counts as if zeros followed.
  func transposedTimes(_ vector: [Double]) -> [Double] {
    elements.withUnsafeBufferPointer { elements in
      vector.withUnsafeBufferPointer { vector in
        (0..<columnCount).map { column in
          Self.dot(elements, column * rowCount, vector, 0, min(rowCount, vector.count))
        }
      }
    }
  }
}
