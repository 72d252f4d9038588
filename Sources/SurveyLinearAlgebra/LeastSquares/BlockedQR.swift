import SurveyVocabulary

/// The triangular factor of [X y], found in one pass over blocks of rows, with memory for one block whatever the
/// number of cases.
///
/// A first block, of rows from all over the data, is factored by Householder reflectors. With its factor R the
/// other rows A become A·R⁻¹ by substitution, columns near to orthonormal, whose sums of products G lose nothing
/// to squaring: Cholesky's factor S of I + G makes S·R the factor of both (a Cholesky QR whose preconditioner is
/// the factor so far; its error is analysed by Yamamoto, Nakatsukasa, Yanagisawa & Fukaya 2015, Electronic
/// Transactions on Numerical Analysis 44, 306-326). Where I + G is not well conditioned, because the rows so far do not tell of the
/// others, the rows are stacked below R block by block and reflected (TSQR in its sequential form: Demmel,
/// Grigori, Hoemmen & Langou 2012, doi:10.1137/080731992). Both are exact to rounding; products are several times
/// as fast.
struct BlockedQR {
  /// The number of columns of X.
  let order: Int
  /// The factor of [X y], column by column, of `order` + 1 columns.
  let factor: [Double]

  static let blockLength = 2_048
  /// The number of stretches of rows from which the first block takes its rows.
  static let stretches = 16

  /// - Throws: `InputError` if a side is too long for LAPACK.
  init(
    _ rows: some DesignRows, outcome: [Double], shift: Double, blockLength: Int = Self.blockLength
  ) throws(InputError) {
    let width = rows.columnCount + 1
    let block = RowBlock(rows, outcome: outcome, shift: shift, length: max(blockLength, width))
    let parts = Self.parts(rows.rowCount, length: block.length)
    try block.reflect(parts.first)
    for range in parts.others {
      if let sums = try block.products(range), let change = try CholeskyChange(sums, order: width) {
        try block.apply(change)
      } else {
        for start in stride(from: range.lowerBound, to: range.upperBound, by: block.length) {
          try block.reflect([start..<min(start + block.length, range.upperBound)])
        }
      }
    }
    order = rows.columnCount
    factor = block.factor
  }

  /// The rows of the first block, and what is left of the stretches they come from.
  private static func parts(_ count: Int, length: Int) -> (first: [Range<Int>], others: [Range<Int>]) {
    guard count > length else { return ([0..<count], []) }
    let parts = min(stretches, max(length / 8, 1))
    let (taken, whole) = (length / parts, count / parts)
    let starts = (0..<parts).map { $0 * whole }
    return (
      starts.map { $0..<$0 + taken },
      starts.indices.map { part in
        starts[part] + taken..<(part + 1 < parts ? starts[part + 1] : count)
      }
    )
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
    var triangle = Matrix(zeros: order, order)
    for column in 0..<order {
      for row in 0...column { triangle[row, column] = element(row, column) }
    }
    return triangle
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
