import SurveyProbability
import SurveyVocabulary

/// The correlation and the thresholds of a table, by two steps or by maximum likelihood of all at once.
struct PolychoricFit {
  let correlation: Double
  let standardError: Double?
  let rowThresholds: [Double]
  let columnThresholds: [Double]
  let logLikelihood: Double
  let isAtBound: Bool
  let iterations: Int

  /// Thresholds from the margins, the correlation given them.
  init(twoSteps table: OrdinalTable) throws(InputError) {
    let search = try PolychoricSearch(table)
    correlation = search.correlation
    logLikelihood = search.logLikelihood
    isAtBound = search.isAtBound
    rowThresholds = table.rows.thresholds
    columnThresholds = table.columns.thresholds
    standardError =
      search.isAtBound
      ? nil
      : PolychoricInformation(search.cells, correlation: search.correlation).twoStepStandardError(table)
    iterations = 0
  }

  /// Newton's method from the two steps on, halved where a step loses likelihood.
  init(maximumLikelihood table: OrdinalTable) throws(InputError) {
    let start = try PolychoricFit(twoSteps: table)
    guard !start.isAtBound else {
      // Where all cases lie on a staircase the margins' thresholds are the most likely ones too.
      self = start
      return
    }
    var point = [start.correlation] + start.rowThresholds + start.columnThresholds
    let rows = start.rowThresholds.count
    var cells = Self.cells(point, rows)
    var value = table.logLikelihood { cells.probabilities[$0] }
    for iteration in 1...100 {
      let information = PolychoricInformation(cells, correlation: point[0])
      let gradient = Self.gradient(table, information)
      let curvature = information.observed(table.counts)
      let expected = Self.expected(information, table.total)
      // The expected information is positive definite where the observed one is not.
      guard
        let factor = SmallCholesky(curvature, order: point.count)
          ?? SmallCholesky(expected, order: point.count)
      else { break }
      let step = factor.solve(gradient)
      let decrement = zip(step, gradient).reduce(0) { $0 + $1.0 * $1.1 }
      var (length, isBetter) = (1.0, false)
      for _ in 0..<40 where !isBetter {
        let trial = zip(point, step).map { $0 + length * $1 }
        length *= 0.5
        guard trial[0].magnitude < 1, Self.isAscending(trial[1...rows]),
          Self.isAscending(trial[(1 + rows)...])
        else { continue }
        let trialCells = Self.cells(trial, rows)
        let trialValue = table.logLikelihood { trialCells.probabilities[$0] }
        guard trialValue >= value - 1e-13 * value.magnitude else { continue }
        (point, cells, value, isBetter) = (trial, trialCells, trialValue, true)
      }
      guard isBetter else { break }
      if decrement <= 1e-20 * max(1, table.total) {
        let final = PolychoricInformation(cells, correlation: point[0]).observed(table.counts)
        guard let factor = SmallCholesky(final, order: point.count) else { break }
        correlation = point[0]
        rowThresholds = Array(point[1...rows])
        columnThresholds = Array(point[(1 + rows)...])
        logLikelihood = value
        isAtBound = false
        iterations = iteration
        let unit = [1] + [Double](repeating: 0, count: point.count - 1)
        standardError = factor.solve(unit)[0].squareRoot()
        return
      }
    }
    throw InputError(
      .notConverged, "polychoric correlation", "the likelihood of all parameters has no clear maximum",
      remedy: "use .twoStep")
  }

  private static func cells(_ point: [Double], _ rows: Int) -> BivariateNormalCells {
    var cells = BivariateNormalCells(
      rowThresholds: Array(point[1...rows]), columnThresholds: Array(point[(1 + rows)...]))
    cells.evaluate(at: point[0])
    return cells
  }

  private static func isAscending(_ thresholds: ArraySlice<Double>) -> Bool {
    zip(thresholds, thresholds.dropFirst()).allSatisfy { $0 < $1 }
  }

  private static func gradient(_ table: OrdinalTable, _ information: PolychoricInformation) -> [Double] {
    var gradient = [Double](repeating: 0, count: information.slopes[0].count)
    for cell in table.counts.indices where table.counts[cell] > 0 {
      let ratio = table.counts[cell] / information.cells.probabilities[cell]
      for place in gradient.indices { gradient[place] += ratio * information.slopes[cell][place] }
    }
    return gradient
  }

  private static func expected(_ information: PolychoricInformation, _ total: Double) -> [Double] {
    let order = information.slopes[0].count
    return (0..<order * order).map { total * information.expected($0 / order, $0 % order) }
  }
}

/// Cholesky's factor of a small symmetric matrix; `nil` unless it is positive definite.
struct SmallCholesky {
  private let order: Int
  private var lower: [Double]

  init?(_ matrix: [Double], order: Int) {
    self.order = order
    lower = matrix
    for column in 0..<order {
      for row in column..<order {
        var sum = matrix[row * order + column]
        for k in 0..<column { sum -= lower[row * order + k] * lower[column * order + k] }
        if row == column {
          guard sum > 1e-13 * matrix[column * order + column].magnitude, sum.isFinite else { return nil }
          lower[row * order + column] = sum.squareRoot()
        } else {
          lower[row * order + column] = sum / lower[column * order + column]
        }
      }
    }
  }

  /// The solution for one right side.
  func solve(_ right: [Double]) -> [Double] {
    var x = right
    for row in 0..<order {
      for k in 0..<row { x[row] -= lower[row * order + k] * x[k] }
      x[row] /= lower[row * order + row]
    }
    for row in stride(from: order - 1, through: 0, by: -1) {
      for k in (row + 1)..<max(order, row + 1) { x[row] -= lower[k * order + row] * x[k] }
      x[row] /= lower[row * order + row]
    }
    return x
  }
}
