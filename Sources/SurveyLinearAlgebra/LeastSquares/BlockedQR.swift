import SurveyVocabulary

/// The triangular factor of [X y], found in one pass over blocks of rows.
///
/// Each block is stacked below the factor carried so far and factored again (TSQR in its sequential
/// form: Demmel, Grigori, Hoemmen & Langou 2012, doi:10.1137/080731992), so that memory is one block
/// whatever the number of cases, and the block stays in the processor's cache.
struct BlockedQR {
  /// The number of columns of X.
  let order: Int
  /// The factor of [X y], column by column, of `order` + 1 columns.
  let factor: [Double]

  static let blockLength = 2_048

  /// - Throws: `InputError` if a side is too long for LAPACK.
  init(
    _ rows: some DesignRows, outcome: [Double], shift: Double, blockLength: Int = Self.blockLength
  ) throws(InputError) {
    let (count, order) = (rows.rowCount, rows.columnCount)
    let width = order + 1
    let length = max(blockLength, width)
    let stride = min(count, length) + (count > length ? width : 0)
    var block = [Double](repeating: 0, count: stride * width)
    var reflectors = [Double](repeating: 0, count: width * LAPACK.roomForReflectors)
    var work = [Double](repeating: 0, count: width * LAPACK.roomForReflectors)
    var start = 0
    // The first block stands alone; the carried factor takes the first rows of every later one.
    var carried = 0
    while start < count {
      let range = start..<min(start + length, count)
      let height = carried + range.count
      try block.withUnsafeMutableBufferPointer { block throws(InputError) in
        try reflectors.withUnsafeMutableBufferPointer { reflectors throws(InputError) in
          try work.withUnsafeMutableBufferPointer { work throws(InputError) in
            guard let base = block.baseAddress else { return }
            for column in 0..<order {
              rows.copy(column: column, rows: range, to: base + column * stride + carried)
            }
            let last = base + order * stride + carried
            outcome.withUnsafeBufferPointer { outcome in
              guard let values = outcome.baseAddress.map({ $0 + range.lowerBound }) else { return }
              for index in 0..<range.count { last[index] = values[index] - shift }
            }
            try LAPACK.factorQR(
              block, rows: height, columns: width, stride: stride, reflectors: reflectors, work: work)
            // Below the diagonal stand reflectors; the carried factor is zero there.
            for column in 0..<width where column + 1 < min(width, height) {
              (base + column * stride + column + 1).update(repeating: 0, count: width - column - 1)
            }
          }
        }
      }
      carried = width
      start = range.upperBound
    }
    self.order = order
    factor = Self.upperTriangle(of: block, width, stride: stride)
  }

  private static func upperTriangle(of block: [Double], _ order: Int, stride: Int) -> [Double] {
    var triangle = [Double](repeating: 0, count: order * order)
    for column in 0..<order {
      for row in 0...column { triangle[column * order + row] = block[column * stride + row] }
    }
    return triangle
  }

  /// The element of the factor in a row and a column.
  @inline(__always)
  func element(_ row: Int, _ column: Int) -> Double { factor[column * (order + 1) + row] }

  /// The norms of the columns of X.
  var columnNorms: [Double] {
    (0..<order).map { column in
      norm(factor[(column * (order + 1))...(column * (order + 1) + column)])
    }
  }

  /// The triangular factor of X alone.
  var triangle: Matrix {
    Matrix(order, order, Self.upperTriangle(of: factor, order, stride: order + 1))
  }

  /// The outcome in the coordinates of the orthogonal factor.
  var projection: [Double] { (0..<order).map { element($0, order) } }

  /// The columns that do not depend on columns before them.
  ///
  /// A column depends on those before it if what they leave of it is at most `tolerance` of its norm.
  func independentColumns(tolerance: Double) -> [Int] {
    let norms = columnNorms
    let isSuspect = { (column: Int) in
      self.element(column, column).magnitude <= tolerance * norms[column]
    }
    guard (0..<order).contains(where: isSuspect) else { return Array(0..<order) }
    // A dependent column leaves a meaningless direction in the factor, so that the columns after it
    // are judged again without it: modified Gram-Schmidt, twice, on the columns of the factor.
    var basis: [[Double]] = []
    var kept: [Int] = []
    for column in 0..<order {
      var rest = (0..<order).map { element($0, column) }
      for _ in 0..<2 {
        for direction in basis {
          let share = zip(rest, direction).reduce(0) { $0 + $1.0 * $1.1 }
          for row in rest.indices { rest[row] -= share * direction[row] }
        }
      }
      let length = norm(rest)
      guard length > tolerance * norms[column] else { continue }
      kept.append(column)
      basis.append(rest.map { $0 / length })
    }
    return kept
  }
}

/// The Euclidean norm, without overflow of the squares.
func norm(_ values: some Collection<Double>) -> Double {
  var sum = 0.0
  for value in values { sum += value * value }
  // Scaling is needed only where the squares leave the range of doubles or lose digits below it.
  guard sum < 1e-250 || !(sum < 1e300) else { return sum.squareRoot() }
  var largest = 0.0
  for value in values { largest = max(largest, value.magnitude) }
  guard largest > 0, largest.isFinite else { return largest }
  sum = 0
  for value in values { sum += (value / largest) * (value / largest) }
  return largest * sum.squareRoot()
}
