import SurveyVocabulary

/// Rows of [X y] in memory of their own, below the factor of the rows before them.
final class RowBlock<Rows: DesignRows> {
  let rows: Rows
  let outcome: [Double]
  let shift: Double
  /// The most rows at a time.
  let length: Int
  /// The number of columns, the outcome among them.
  let width: Int

  /// Column by column, `stride` apart.
  private var storage: [Double]
  private let stride: Int
  private var reflectors: [Double]
  private var work: [Double]
  /// The number of rows that the factor has; none before the first block.
  private var carried = 0

  /// The triangular factor of the rows so far, column by column; of fewer rows than columns, with zeros below.
  private(set) var factor: [Double]

  init(_ rows: Rows, outcome: [Double], shift: Double, length: Int) {
    self.rows = rows
    self.outcome = outcome
    self.shift = shift
    self.length = length
    width = rows.columnCount + 1
    let most = min(rows.rowCount, length)
    stride = max(most + (rows.rowCount > length ? width : 0), 1)
    storage = [Double](repeating: 0, count: stride * width)
    reflectors = [Double](repeating: 0, count: width * LAPACK.roomForReflectors)
    work = reflectors
    factor = [Double](repeating: 0, count: width * width)
  }

  /// Copies rows, at most `length` of them, to the block from its row `offset` on.
  private func fill(_ ranges: [Range<Int>], at offset: Int) {
    let (shift, stride) = (shift, stride)
    storage.withUnsafeMutableBufferPointer { storage in
      outcome.withUnsafeBufferPointer { outcome in
        guard let base = storage.baseAddress, let outcome = outcome.baseAddress else { return }
        for column in 0..<width - 1 {
          var target = base + column * stride + offset
          for range in ranges {
            rows.copy(column: column, rows: range, to: target)
            target += range.count
          }
        }
        var target = base + (width - 1) * stride + offset
        for range in ranges {
          for row in range {
            target.pointee = outcome[row] - shift
            target += 1
          }
        }
      }
    }
  }

  /// Makes the factor that of the rows so far and of these rows, by reflectors.
  func reflect(_ ranges: [Range<Int>]) throws(InputError) {
    for column in 0..<width {
      for row in 0..<carried { storage[column * stride + row] = factor[column * width + row] }
    }
    fill(ranges, at: carried)
    let height = carried + ranges.reduce(0) { $0 + $1.count }
    try storage.withUnsafeMutableBufferPointer { storage throws(InputError) in
      try reflectors.withUnsafeMutableBufferPointer { reflectors throws(InputError) in
        try work.withUnsafeMutableBufferPointer { work throws(InputError) in
          try LAPACK.factorQR(
            storage, rows: height, columns: width, stride: stride, reflectors: reflectors, work: work)
        }
      }
    }
    carried = min(width, height)
    for column in 0..<width {
      for row in 0...min(column, carried - 1) {
        factor[column * width + row] = storage[column * stride + row]
      }
    }
  }

  /// Gives a body these rows times the inverse of an upper triangular factor, column by column, with the distance
  /// between columns. The body may overwrite them.
  func solve(
    _ range: Range<Int>, _ factor: [Double],
    _ body: (_ columns: UnsafeMutableBufferPointer<Double>, _ stride: Int) throws(InputError) -> Void
  ) throws(InputError) {
    let (width, stride) = (width, stride)
    fill([range], at: 0)
    try storage.withUnsafeMutableBufferPointer { storage throws(InputError) in
      try factor.withUnsafeBufferPointer { factor throws(InputError) in
        try BLAS.solveRows(storage, rows: range.count, columns: width, stride: stride, by: factor)
      }
      try body(storage, stride)
    }
  }

  /// The sums of products of rows times the inverse of the factor; `nil` where it has none.
  func products(_ range: Range<Int>) throws(InputError) -> [Double]? {
    let width = width
    guard carried == width, (0..<width).allSatisfy({ (1 / factor[$0 * width + $0]).isFinite }) else {
      return nil
    }
    var sums = [Double](repeating: 0, count: width * width)
    for start in Swift.stride(from: range.lowerBound, to: range.upperBound, by: length) {
      let part = start..<min(start + length, range.upperBound)
      try solve(part, factor) { columns, stride throws(InputError) in
        try sums.withUnsafeMutableBufferPointer { sums throws(InputError) in
          try BLAS.addGram(
            UnsafeBufferPointer(columns), rows: part.count, columns: width, stride: stride, to: sums)
        }
      }
    }
    return sums
  }

  /// Makes the factor that of the rows so far and of those whose products gave a change.
  func apply(_ change: CholeskyChange) throws(InputError) {
    factor = try change.factor.times(Matrix(width, width, factor)).elements
  }
}

/// Cholesky's factor of I + G, of a well conditioned one.
struct CholeskyChange {
  let factor: Matrix

  /// The largest condition number, in the 1-norm, of the factor of I + G with columns of length one: its square
  /// times the rounding of doubles is what the result may be away from that of reflectors.
  private static let largestCondition = 16.0

  /// `nil` where I + G is worse conditioned or not finite. The sums are read in the upper triangle.
  init?(_ sums: [Double], order: Int) throws(InputError) {
    var scaled = Matrix(order, order, sums)
    let lengths = (0..<order).map { (1 + scaled[$0, $0]).squareRoot() }
    for column in 0..<order {
      for row in 0..<column { scaled[row, column] /= lengths[row] * lengths[column] }
      scaled[column, column] = 1
    }
    scaled.clearLower()
    guard scaled.elements.allSatisfy(\.isFinite) else { return nil }
    let minor = try scaled.withStorage { storage throws(InputError) in
      try LAPACK.factorCholesky(storage, order: order)
    }
    guard minor == nil else { return nil }
    let condition = scaled.columnNorm * (try scaled.invertedUpper().columnNorm)
    guard condition <= Self.largestCondition else { return nil }
    for column in 0..<order {
      for row in 0...column { scaled[row, column] *= lengths[column] }
    }
    factor = scaled
  }
}

extension Matrix {
  /// The largest sum of magnitudes of a column.
  fileprivate var columnNorm: Double {
    (0..<columnCount).reduce(0) { largest, column in
      max(largest, self[columnView: column].reduce(0) { $0 + $1.magnitude })
    }
  }
}
