import SurveyProbability
import SurveyVocabulary

/// The pairs of cases of a table of two ordered questions: how many are ordered alike and how many
/// oppositely, counted from each cell.
struct OrdinalPairs {
  let counts: [[Double]]
  let rows: [Double]
  let columns: [Double]
  let total: Double
  /// Cases ordered like those of the cell, less those ordered oppositely.
  let excess: [[Double]]
  /// Twice the pairs ordered alike, and twice those ordered oppositely.
  let concordant: Double
  let discordant: Double
  /// Cases ordered like those of the cell, and oppositely.
  let alike: [[Double]]
  let opposite: [[Double]]

  init(_ table: ContingencyTable) {
    let counts = table.counts.map { $0.map(Double.init) }
    let (height, width) = (counts.count, table.columns.count)
    // corner[i][j]: the cases before row i and before column j.
    var corner = Array(repeating: [Double](repeating: 0, count: width + 1), count: height + 1)
    for i in 0..<height {
      for j in 0..<width {
        corner[i + 1][j + 1] = counts[i][j] + corner[i][j + 1] + corner[i + 1][j] - corner[i][j]
      }
    }
    func cases(_ i: Range<Int>, _ j: Range<Int>) -> Double {
      corner[i.upperBound][j.upperBound] - corner[i.lowerBound][j.upperBound]
        - corner[i.upperBound][j.lowerBound] + corner[i.lowerBound][j.lowerBound]
    }
    alike = (0..<height).map { i in
      (0..<width).map { j in cases(0..<i, 0..<j) + cases(i + 1..<height, j + 1..<width) }
    }
    opposite = (0..<height).map { i in
      (0..<width).map { j in cases(0..<i, j + 1..<width) + cases(i + 1..<height, 0..<j) }
    }
    excess = zip(alike, opposite).map { zip($0, $1).map { $0 - $1 } }
    var (p, q) = (0.0, 0.0)
    for i in 0..<height {
      for j in 0..<width {
        p += counts[i][j] * alike[i][j]
        q += counts[i][j] * opposite[i][j]
      }
    }
    (concordant, discordant) = (p, q)
    self.counts = counts
    rows = table.rowTotals.map(Double.init)
    columns = table.columnTotals.map(Double.init)
    total = Double(table.total)
  }

  /// Twice the pairs that differ in the rows, and in the columns.
  var rowPairs: Double { total * total - rows.reduce(0) { $0 + $1 * $1 } }
  var columnPairs: Double { total * total - columns.reduce(0) { $0 + $1 * $1 } }
  var difference: Double { concordant - discordant }

  /// The standard error of a measure that does not change when all counts grow alike, from its derivatives
  /// by the counts: √(Σ n g²), since then Σ n g = 0.
  func error(_ gradient: (_ row: Int, _ column: Int) -> Double) -> Double {
    var sum = 0.0
    for i in rows.indices {
      for j in columns.indices where counts[i][j] > 0 {
        let slope = gradient(i, j)
        sum += counts[i][j] * slope * slope
      }
    }
    return sum.squareRoot()
  }

  /// The standard error of the difference of pairs where the questions are independent.
  var nullError: Double {
    var sum = 0.0
    for i in rows.indices {
      for j in columns.indices { sum += counts[i][j] * excess[i][j] * excess[i][j] }
    }
    return 2 * max(0, sum - difference * (difference / total)).squareRoot()
  }
}

/// An estimate of association with Wald's interval, and its test against independence.
struct AssociationEstimate {
  let estimate: Estimate
  let statistic: TestStatistic?
  let notes: [String]

  /// The limits of a measure with this standard error, and z by its standard error under independence, which
  /// is zero for no test. Limits are kept to the range of the measure.
  init(
    _ value: Double, error: Double, nullError: Double, range: ClosedRange<Double> = -1...1,
    alternative: Alternative = .twoSided, confidence: Double
  ) throws(InputError) {
    try checkConfidence(confidence)
    let z = try NormalDistribution.standard.quantile(upperTail: alternative.tailArea(confidence: confidence))
    let value = min(max(value, range.lowerBound), range.upperBound)
    estimate = Estimate(
      value, standardError: error,
      interval: alternative.interval(
        value - z * error, value + z * error, level: confidence, method: "Wald",
        bounds: (range.lowerBound, range.upperBound)))
    statistic = nullError > 0 ? TestStatistic("z", value / nullError, reference: .normal) : nil
    var notes: [String] = []
    if error == 0 {
      notes.append("The standard error is zero at this estimate, and the interval has no width.")
    }
    if nullError <= 0 { notes.append("There is no test: the standard error under independence is zero.") }
    self.notes = notes
  }
}
