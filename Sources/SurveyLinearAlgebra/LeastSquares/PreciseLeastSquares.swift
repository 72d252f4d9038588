/// Least squares in double-double arithmetic, for small problems whose condition would cost digits.
///
/// Modified Gram-Schmidt on [X y], which is as stable for least squares as Householder reflections
/// (Björck 1967, doi:10.1007/BF01934122) and gives the orthonormal columns and the residuals by the
/// way. At 32 digits a condition number of 1e10 still leaves more digits than a double can hold.
struct PreciseLeastSquares {
  let coefficients: [DoubleDouble]
  /// The inverse of the triangular factor, rounded.
  let inverse: Matrix
  /// The orthonormal columns, rounded.
  let orthonormal: [Double]
  let residuals: [Double]
  let residualSumOfSquares: Double
  let explainedSumOfSquares: Double

  /// `low` is what the doubles of the outcome leave out of it; `leadsWithIntercept` says that the first
  /// column is the intercept, whose share the explained sum of squares leaves out.
  init(
    _ rows: some DesignRows, outcome: [Double], low: [Double]? = nil, shift: Double,
    leadsWithIntercept: Bool = false
  ) {
    let order = rows.columnCount
    var columns = (0..<order).map { column in
      DoubleDoubleVector(high: rows.values(column: column), low: rows.lowPart(column: column))
    }
    var rest = DoubleDoubleVector(high: outcome)
    for index in outcome.indices {
      let difference = DoubleDouble.sum(outcome[index], -shift) + DoubleDouble(low?[index] ?? 0)
      rest.high[index] = difference.high
      rest.low[index] = difference.low
    }
    var factor = [[DoubleDouble]](repeating: [], count: order)
    var projection: [DoubleDouble] = []
    for column in 0..<order {
      let length = columns[column].dot(columns[column]).squareRoot
      columns[column].divide(by: length)
      let direction = columns[column]
      factor[column].append(length)
      for later in (column + 1)..<max(order, column + 1) {
        let share = direction.dot(columns[later])
        columns[later].subtract(share, times: direction)
        factor[column].append(share)
      }
      let share = direction.dot(rest)
      rest.subtract(share, times: direction)
      projection.append(share)
    }
    let inverse = Self.invert(factor)
    var explained = DoubleDouble(0)
    for value in projection.dropFirst(leadsWithIntercept ? 1 : 0) { explained = explained + value * value }
    coefficients = (0..<order).map { row in
      var sum = DoubleDouble(0)
      for column in row..<order { sum = sum + inverse[row][column - row] * projection[column] }
      return sum
    }
    self.inverse = Matrix(
      order, order,
      (0..<order).flatMap { column in
        (0..<order).map { row in row <= column ? inverse[row][column - row].value : 0 }
      })
    orthonormal = columns.flatMap { zip($0.high, $0.low).map { $0 + $1 } }
    residuals = zip(rest.high, rest.low).map { $0 + $1 }
    residualSumOfSquares = rest.dot(rest).value
    explainedSumOfSquares = explained.value
  }

  /// The inverse of an upper triangle whose rows start at the diagonal, in the same form.
  private static func invert(_ factor: [[DoubleDouble]]) -> [[DoubleDouble]] {
    let order = factor.count
    var inverse = factor
    for column in 0..<order {
      for row in stride(from: column, through: 0, by: -1) {
        var sum = DoubleDouble(row == column ? 1 : 0)
        for middle in (row + 1)..<max(column + 1, row + 1) {
          sum = sum - factor[row][middle - row] * inverse[middle][column - middle]
        }
        inverse[row][column - row] = sum / factor[row][0]
      }
    }
    return inverse
  }
}
