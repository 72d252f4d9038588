import SurveyVocabulary

/// A least-squares problem as it is solved: rows times the roots of their weights, the outcome taken from
/// its mean where there is an intercept.
///
/// Without weights nothing is copied. A case with the weight zero becomes a row of zeros, which changes no
/// number of the fit and counts as no case.
struct WorkingProblem: Sendable {
  let rows: any DesignRows
  let outcome: [Double]
  /// What the doubles of the outcome leave out of it; `nil` where nothing.
  let outcomeLow: [Double]?
  /// What is still to be subtracted from the outcome.
  let shift: Double
  /// What was or will be subtracted from the outcome as the caller gave it.
  let center: Double
  /// The square roots of the weights; `nil` where there are none.
  let roots: [Double]?
  /// The cases with a weight above zero.
  let caseCount: Int

  init(
    _ rows: some DesignRows, outcome: [Double], weights: [Double]?, hasIntercept: Bool
  ) throws(InputError) {
    guard let weights else {
      self.rows = rows
      self.outcome = outcome
      outcomeLow = nil
      center = hasIntercept ? Self.mean(outcome) : 0
      shift = center
      roots = nil
      caseCount = outcome.count
      return
    }
    caseCount = try checkWeights(weights, outcome.count)
    center = hasIntercept ? Self.mean(outcome, weights) : 0
    shift = 0
    let exact = weights.map { DoubleDouble($0).squareRoot }
    let (high, low) = (exact.map(\.high), exact.map(\.low))
    var (working, rest) = (outcome, outcome)
    for index in outcome.indices {
      let product = DoubleDouble.sum(outcome[index], -center) * exact[index]
      working[index] = product.high
      rest[index] = product.low
    }
    self.outcome = working
    outcomeLow = rest
    roots = high
    self.rows = WeightedRows(base: rows, high: high, low: low)
  }

  /// The mean by two passes: the second takes the values from the first's result, so that large numbers
  /// that differ little lose no digits.
  private static func mean(_ values: [Double]) -> Double {
    let count = Double(max(values.count, 1))
    let first = values.reduce(0, +) / count
    return first + values.reduce(0) { $0 + ($1 - first) } / count
  }

  private static func mean(_ values: [Double], _ weights: [Double]) -> Double {
    let largest = weights.max() ?? 0
    guard largest > 0 else { return 0 }
    // Shares of the largest weight, so that no scale of the weights overflows.
    let total = weights.reduce(0) { $0 + $1 / largest }
    let first = zip(values, weights).reduce(0) { $0 + $1.0 * ($1.1 / largest) } / total
    return first + zip(values, weights).reduce(0) { $0 + ($1.0 - first) * ($1.1 / largest) } / total
  }
}

/// The rows of a problem, each times the root of its weight.
private struct WeightedRows: DesignRows {
  let base: any DesignRows
  /// The roots, and what their doubles leave out.
  let high: [Double]
  let low: [Double]
  var rowCount: Int { base.rowCount }
  var columnCount: Int { base.columnCount }

  func copy(column: Int, rows: Range<Int>, to target: UnsafeMutablePointer<Double>) {
    base.copy(column: column, rows: rows, to: target)
    for (index, row) in rows.enumerated() { target[index] *= high[row] }
  }

  func name(column: Int) -> String { base.name(column: column) }

  func lowPart(column: Int) -> [Double]? {
    let values = base.values(column: column)
    let rest = base.lowPart(column: column)
    return values.indices.map { row in
      let root = DoubleDouble(high[row], low[row])
      let product = DoubleDouble(values[row], rest?[row] ?? 0) * root
      return (product - DoubleDouble(values[row] * high[row])).value
    }
  }
}
