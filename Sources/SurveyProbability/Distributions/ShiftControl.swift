/// Means over the shifts of a lattice, with a control: a number that each shift gives, and that is known to be zero.
///
/// What is sought at zero follows from a straight line through the shifts (Owen 2013, chapter 8), whose weights do not
/// depend on what is sought.
struct ShiftControl: Sendable {
  private let controls: [Double]
  private let mean: Double
  private let square: Double
  /// The weights of the shifts.
  let weights: [Double]

  init(_ controls: [Double]) {
    let count = Double(controls.count)
    let mean = controls.reduce(0, +) / max(count, 1)
    let square = controls.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.controls = controls
    self.mean = mean
    self.square = square
    weights = controls.map { 1 / count - (square > 0 ? mean * ($0 - mean) / square : 0) }
  }

  /// Rows of numbers, one to a shift, as one row.
  func combined(_ rows: [[Double]]) -> [Double] {
    var sums = [Double](repeating: 0, count: rows.first?.count ?? 0)
    for (weight, row) in zip(weights, rows) {
      for index in sums.indices { sums[index] += weight * row[index] }
    }
    return sums
  }

  /// What the shifts give together, and the error that is exceeded once in 500.
  func judged(_ values: [Double]) -> (value: Double, error: Double) {
    let center = values.reduce(0, +) / Double(max(values.count, 1))
    var slope = 0.0
    for (value, control) in zip(values, controls) { slope += (value - center) * (control - mean) }
    slope = square > 0 ? slope / square : 0
    var (value, rest, length) = (0.0, 0.0, 0.0)
    for index in values.indices {
      value += weights[index] * values[index]
      length += weights[index] * weights[index]
      let residual = values[index] - center - slope * (controls[index] - mean)
      rest += residual * residual
    }
    // Student's t with eight degrees of freedom, which a line through ten shifts leaves, exceeds 4.501 once in 500.
    return (value, 4.501 * (rest / 8 * length).squareRoot())
  }
}
