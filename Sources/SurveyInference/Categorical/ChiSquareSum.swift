import SurveyProbability
import SurveyVocabulary

/// Pearson's chi-square of a table whose rows and columns all have cases.
struct ChiSquareSum {
  let rows: [Double]
  let columns: [Double]
  let total: Double
  let counts: [[Double]]
  let value: Double
  let degreesOfFreedom: Double

  init(_ table: ContingencyTable, continuityCorrection: Bool = false) {
    rows = table.rowTotals.map(Double.init)
    columns = table.columnTotals.map(Double.init)
    total = Double(table.total)
    counts = table.counts.map { $0.map(Double.init) }
    degreesOfFreedom = (Double(rows.count) - 1) * (Double(columns.count) - 1)
    if let cells = try? TwoByTwo(table, "") {
      // (ad - bc)² n / (product of the margins), exact where the association is small.
      var difference = cells.determinant.magnitude
      // A deviation ad - bc counts n times that of a cell from what is expected.
      if continuityCorrection { difference = max(0, difference - total / 2) }
      value = difference / rows[0] / columns[0] * (difference / rows[1] / columns[1]) * total
    } else {
      var sum = 0.0
      for (row, cells) in counts.enumerated() {
        for (column, count) in cells.enumerated() {
          let expected = rows[row] * (columns[column] / total)
          sum += (count - expected) * ((count - expected) / expected)
        }
      }
      value = sum
    }
  }

  func expected(_ row: Int, _ column: Int) -> Double { rows[row] * (columns[column] / total) }

  /// The smaller number of rows and columns, less one.
  var shorter: Double { Double(min(rows.count, columns.count) - 1) }

  /// √(χ²/(n(k - 1))).
  var cramersV: Double { min(1, (value / total / shorter).squareRoot()) }

  /// Cramér's V with the interval of the noncentral chi-square distribution.
  func cramersV(confidence: Double) throws(InputError) -> Estimate {
    Estimate(
      cramersV,
      interval: try NoncentralEffect(value, degreesOfFreedom: degreesOfFreedom, confidence: confidence)
        .interval(scale: total * shorter, largest: 1))
  }
}

/// The noncentralities of a chi-square that an observed value does not reject.
struct NoncentralEffect {
  let lower: Double
  let upper: Double
  let level: Double

  init(_ value: Double, degreesOfFreedom: Double, confidence: Double) throws(InputError) {
    let area = (1 - confidence) / 2
    // Beyond the noncentralities that the distribution takes, chi-square is normal around λ + df.
    if value > 1e9 {
      let z = try NormalDistribution.standard.quantile(upperTail: area)
      let center = (value - degreesOfFreedom).squareRoot()
      (lower, upper) = ((center - z) * (center - z), (center + z) * (center + z))
    } else {
      lower = try NoncentralChiSquareDistribution.noncentrality(
        ofLowerTail: 1 - area, at: value, degreesOfFreedom: degreesOfFreedom)
      upper = try NoncentralChiSquareDistribution.noncentrality(
        ofLowerTail: area, at: value, degreesOfFreedom: degreesOfFreedom)
    }
    level = confidence
  }

  /// The interval of √(λ/scale).
  func interval(scale: Double, largest: Double) -> ConfidenceInterval {
    ConfidenceInterval(
      lower: min((lower / scale).squareRoot(), largest), upper: min((upper / scale).squareRoot(), largest),
      level: level, method: "noncentral chi-square")
  }
}
