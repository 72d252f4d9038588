import SurveyProbability
import SurveyVocabulary

/// The correlation at which a table is most likely, given thresholds: the second of two steps.
struct PolychoricSearch {
  let correlation: Double
  let logLikelihood: Double
  /// Whether the table is most likely at a correlation of ±1.
  let isAtBound: Bool
  /// The cells at the correlation; those of the last point of the search where it is ±1.
  let cells: BivariateNormalCells

  /// The largest correlation that the search itself visits.
  private static let reach = 1 - 1e-10

  init(_ table: OrdinalTable) throws(InputError) {
    var cells = BivariateNormalCells(
      rowThresholds: table.rows.thresholds, columnThresholds: table.columns.thresholds)
    var (low, high) = (-Self.reach, Self.reach)
    var r = table.startingCorrelation
    var isDone = false
    // Newton's steps, held between the signs of the slope; halving alone would need 60.
    for _ in 0..<200 where !isDone {
      cells.evaluate(at: r)
      let (slope, curvature) = Self.derivatives(table, cells)
      if slope > 0 { low = r } else { high = r }
      var next = curvature < 0 ? r - slope / curvature : .nan
      if !(next > low && next < high) { next = low + 0.5 * (high - low) }
      isDone = slope == 0 || (next - r).magnitude <= 4e-16 || high - low <= 4e-16
      if slope != 0 { r = next }
    }
    cells.evaluate(at: r)
    self.cells = cells
    let inside = table.logLikelihood { cells.probabilities[$0] }
    // Only where every case lies on the staircase of a perfect relation can ±1 be the most likely.
    for bound in [1.0, -1.0] {
      let limit = table.logLikelihood { Self.staircase(table, bound, $0) }
      if limit > -.infinity, limit >= inside - 1e-9 * max(1, inside.magnitude) {
        (correlation, logLikelihood, isAtBound) = (bound, limit, true)
        return
      }
    }
    guard isDone else {
      throw InputError(.notConverged, "polychoric correlation", "the search did not settle in 200 steps")
    }
    (correlation, logLikelihood, isAtBound) = (r, inside, false)
  }

  private static func derivatives(
    _ table: OrdinalTable, _ cells: BivariateNormalCells
  ) -> (slope: Double, curvature: Double) {
    var (slope, curvature) = (0.0, 0.0)
    for cell in table.counts.indices where table.counts[cell] > 0 {
      let p = cells.probabilities[cell]
      let relative = cells.slopes[cell] / p
      slope += table.counts[cell] * relative
      curvature += table.counts[cell] * (cells.curvatures[cell] / p - relative * relative)
    }
    return (slope, curvature)
  }

  /// The probability of a cell where one variable is an increasing or decreasing function of the other.
  private static func staircase(_ table: OrdinalTable, _ bound: Double, _ cell: Int) -> Double {
    let (row, column) = (cell / table.columnCount, cell % table.columnCount)
    func edges(_ margin: OrdinalMargin, _ place: Int) -> (Double, Double) {
      let low = place > 0 ? margin.cumulative[place - 1] : 0
      return (low, place < margin.cumulative.count ? margin.cumulative[place] : 1)
    }
    let (low, high) = edges(table.rows, row)
    var (left, right) = edges(table.columns, column)
    if bound < 0 { (left, right) = (1 - right, 1 - left) }
    let width = min(high, right) - max(low, left)
    // Shares that differ by rounding only share nothing.
    return width > 1e-12 ? width : 0
  }
}
