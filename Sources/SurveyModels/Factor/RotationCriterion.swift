import SurveyVocabulary

/// What a rotation makes small: the value for loadings, with its derivatives by them.
enum RotationCriterion {
  /// The orthomax family: 0 is quartimax, 1 varimax.
  case orthomax(gamma: Double)
  /// The oblimin family: 0 is quartimin.
  case oblimin(gamma: Double)
  /// The sum of the geometric means of the squared loadings of each item, plus a small number.
  case geomin(delta: Double)

  /// Whether the factors may correlate.
  var isOblique: Bool {
    switch self {
    case .orthomax: false
    case .oblimin, .geomin: true
    }
  }

  /// References: Jennrich (2001), doi:10.1007/BF02294840; Jennrich (2002), doi:10.1007/BF02294706; Bernaards
  /// & Jennrich (2005), doi:10.1177/0013164404272507, for the derivatives.
  func value(_ loadings: Matrix) -> (value: Double, gradient: Matrix) {
    let (rows, columns) = (loadings.rowCount, loadings.columnCount)
    let elements = loadings.elements
    var gradient = [Double](repeating: 0, count: elements.count)
    var sum = 0.0
    switch self {
    case .orthomax(let gamma):
      for column in 0..<columns {
        let range = column * rows..<(column + 1) * rows
        let mean = range.reduce(0) { $0 + elements[$1] * elements[$1] } / Double(rows)
        for index in range {
          let excess = elements[index] * elements[index] - gamma * mean
          gradient[index] = -elements[index] * excess
          sum -= elements[index] * elements[index] * excess / 4
        }
      }
    case .oblimin(let gamma):
      // The squares of the other columns, less gamma times their means.
      var totals = [Double](repeating: 0, count: rows)
      var means = [Double](repeating: 0, count: columns)
      for column in 0..<columns {
        for row in 0..<rows {
          let square = elements[column * rows + row] * elements[column * rows + row]
          totals[row] += square
          means[column] += square / Double(rows)
        }
      }
      let mean = means.reduce(0, +)
      for column in 0..<columns {
        for row in 0..<rows {
          let element = elements[column * rows + row]
          let others = totals[row] - element * element - gamma * (mean - means[column])
          gradient[column * rows + row] = element * others
          sum += element * element * others / 4
        }
      }
    case .geomin(let delta):
      for row in 0..<rows {
        var logarithm = 0.0
        for column in 0..<columns {
          let element = elements[column * rows + row]
          logarithm += naturalLog(element * element + delta)
        }
        let mean = exponential(logarithm / Double(columns))
        sum += mean
        for column in 0..<columns {
          let element = elements[column * rows + row]
          gradient[column * rows + row] = 2 / Double(columns) * element / (element * element + delta) * mean
        }
      }
    }
    return (sum, Matrix(rows, columns, gradient))
  }
}
