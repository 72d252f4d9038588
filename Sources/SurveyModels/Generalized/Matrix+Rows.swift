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

  /// The sums of squares and products of the columns, every row times a factor of its own, block by block of
  /// rows that the cache holds.
  func gram(rowsTimes factors: [Double]) throws(InputError) -> Matrix {
    let (rows, columns, length) = (rowCount, columnCount, 2048)
    var total = Matrix(zeros: columns, columns)
    var start = 0
    while start < rows {
      let count = min(length, rows - start)
      let block = [Double](unsafeUninitializedCapacity: count * columns) { target, filled in
        elements.withUnsafeBufferPointer { source in
          factors.withUnsafeBufferPointer { factors in
            for column in 0..<columns {
              let (from, to) = (column * rows + start, column * count)
              for row in 0..<count { target[to + row] = source[from + row] * factors[start + row] }
            }
          }
        }
        filled = count * columns
      }
      let part = try Matrix(count, columns, block).gram()
      total = Matrix(columns, columns, zip(total.elements, part.elements).map { $0 + $1 })
      start += count
    }
    return total
  }
}
