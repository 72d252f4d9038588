import SurveyProbability
import SurveyVocabulary

/// How many cases have each pair of answers to two ordered variables, and the thresholds of the normal
/// variables that the margins imply. Answers that nobody gave are left out: they have no threshold.
struct OrdinalTable {
  /// The most categories of a variable.
  static let mostCategories = 100

  let rowCount: Int
  let columnCount: Int
  /// The counts, row after row.
  let counts: [Double]
  let total: Double
  let rows: OrdinalMargin
  let columns: OrdinalMargin

  /// - Throws: `InputError` if a variable has fewer than two categories in use.
  init(counts: [[Double]], rowName: String, columnName: String) throws(InputError) {
    let width = counts.first?.count ?? 0
    let rowSums = counts.map { $0.reduce(0, +) }
    let columnSums = (0..<width).map { column in counts.reduce(0) { $0 + $1[column] } }
    rows = try OrdinalMargin(rowSums, rowName)
    columns = try OrdinalMargin(columnSums, columnName)
    rowCount = rows.used.count
    columnCount = columns.used.count
    let (usedRows, usedColumns) = (rows.used, columns.used)
    self.counts = usedRows.flatMap { row in usedColumns.map { counts[row][$0] } }
    total = rows.total
  }

  /// The table of two variables in codes from 0, whose margins are known.
  init(_ first: [Int32], _ rows: OrdinalMargin, _ second: [Int32], _ columns: OrdinalMargin) {
    self.rows = rows
    self.columns = columns
    rowCount = rows.used.count
    columnCount = columns.used.count
    total = rows.total
    let width = columnCount
    var counts = [Double](repeating: 0, count: rowCount * width)
    for (row, column) in zip(first, second) {
      let cell = Int(row) * width + Int(column)
      if counts.indices.contains(cell) { counts[cell] += 1 }
    }
    self.counts = counts
  }

  /// The correlation of the categories' numbers, from which the searches start.
  var startingCorrelation: Double {
    var (x, y, xx, yy, xy) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for row in 0..<rowCount {
      for column in 0..<columnCount {
        let share = counts[row * columnCount + column] / total
        let (a, b) = (Double(row), Double(column))
        x += share * a
        y += share * b
        xx += share * a * a
        yy += share * b * b
        xy += share * a * b
      }
    }
    let spread = ((xx - x * x) * (yy - y * y)).squareRoot()
    return spread > 0 ? min(max((xy - x * y) / spread, -0.9), 0.9) : 0
  }

  /// The log-likelihood of the cells for given probabilities; minus infinity where a case has none.
  func logLikelihood(_ probability: (Int) -> Double) -> Double {
    var sum = 0.0
    for cell in counts.indices where counts[cell] > 0 {
      let p = probability(cell)
      guard p > 0 else { return -.infinity }
      sum += counts[cell] * libmLog(p)
    }
    return sum
  }

  /// The highest log-likelihood that any probabilities reach.
  var saturated: Double { logLikelihood { counts[$0] / total } }
}

/// The categories of one ordered variable that are in use, and where its normal variable is cut.
struct OrdinalMargin: Hashable {
  /// The places of the categories in use.
  let used: [Int]
  /// The share of the cases in each of them.
  let shares: [Double]
  /// The share of the cases up to each of them but the last.
  let cumulative: [Double]
  /// The normal quantiles of the cumulative shares.
  let thresholds: [Double]
  let total: Double

  init(_ counts: [Double], _ name: String) throws(InputError) {
    used = counts.indices.filter { counts[$0] > 0 }
    guard used.count >= 2 else {
      throw .constant(name, remedy: "a correlation is undefined where one variable does not vary")
    }
    guard used.count <= OrdinalTable.mostCategories else {
      throw .infeasible(
        name, "has \(used.count) categories", remedy: "use PearsonCorrelation for what is nearly continuous")
    }
    let kept = used.map { counts[$0] }
    let sum = kept.reduce(0, +)
    total = sum
    shares = kept.map { $0 / sum }
    var below = 0.0
    var (cumulative, thresholds) = ([Double](), [Double]())
    for count in kept.dropLast() {
      below += count
      cumulative.append(below / sum)
      // The smaller tail keeps the digits of a rare category.
      thresholds.append(
        below <= sum - below
          ? try NormalDistribution.standard.quantile(lowerTail: below / sum)
          : try NormalDistribution.standard.quantile(upperTail: (sum - below) / sum))
    }
    self.cumulative = cumulative
    self.thresholds = thresholds
  }
}
