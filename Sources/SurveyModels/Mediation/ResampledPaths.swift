import SurveyInference
import SurveyVocabulary

/// The regressions of columns on the columns before them, in resamples of their cases.
///
/// Path models of a few columns are refitted thousands of times, where a factorization of all cases would
/// cost more than the arithmetic. The cross-products of a resample are summed from columns that were centred
/// and divided by their standard deviations, so that normal equations lose few digits, and factored once:
/// L D L′ with ones on the diagonal of L holds the regression of every column on those before it.
struct ResampledPaths: Sendable {
  /// The most cross-products that all resamples may sum: some minutes of one processor.
  static let mostProducts = 1e11

  /// The number of cases.
  let cases: Int
  /// The number of columns with the constant, which comes first.
  private let width: Int
  /// The standardized columns, case after case, without the constant.
  private let values: [Double]
  private let units: [Double]

  /// - Parameter columns: The columns in the order of their regressions; each must vary.
  /// - Throws: `InputError` if the squares of a column leave the range of `Double`.
  init(_ columns: [[Double]]) throws(InputError) {
    cases = columns.first?.count ?? 0
    width = columns.count + 1
    var standardized: [[Double]] = []
    var units: [Double] = []
    for column in columns {
      let moments = try Moments(finite: column)
      let unit = moments.standardDeviation ?? 0
      // Values that differ, whose squares are zero.
      guard unit > 0 else { throw ProductOfSlopes.outOfRange }
      standardized.append(column.map { ($0 - moments.mean) / unit })
      units.append(unit)
    }
    self.units = units
    values = (0..<cases).flatMap { row in standardized.map { $0[row] } }
  }

  /// The unit of a slope: that of one column for each of another.
  func unit(of column: Int, on other: Int) -> Double { units[column] / units[other] }

  /// Refuses a plan whose refits would take too long.
  func check(_ plan: BootstrapPlan, coefficients: Int = 1) throws(InputError) {
    let size = Double(width) * Double(width) / 2
    try plan.checkWork(
      steps: Double(coefficients) * size * (Double(cases) + Double(width)), cases: cases,
      atMost: Self.mostProducts, of: "\(cases) cases and \(width) columns",
      remedy: "ask for fewer resamples, or for .percentile")
  }

  /// A coefficient of the paths of a resample, in standard deviations of all cases.
  ///
  /// - Parameters:
  ///   - rows: The case numbers of the resample.
  ///   - coefficient: What is computed from the factor.
  /// - Returns: The coefficient; `nil` where a column depends on those before it.
  func value(of rows: UnsafeBufferPointer<Int>, _ coefficient: (PathFactor) -> Double) -> Double? {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: width * (width + 1) / 2) { products in
      products.initialize(repeating: 0)
      products[0] = Double(rows.count)
      sum(rows, into: products)
      guard factor(products) else { return nil }
      return coefficient(PathFactor(elements: UnsafeBufferPointer(products)))
    }
  }

  /// Sums the cross-products into a packed lower triangle, row after row.
  private func sum(_ rows: UnsafeBufferPointer<Int>, into products: UnsafeMutableBufferPointer<Double>) {
    let count = width - 1
    values.withUnsafeBufferPointer { values in
      for row in rows {
        let start = row * count
        var place = 1
        for column in 0..<count {
          let value = values[start + column]
          products[place] += value
          place += 1
          for other in 0...column {
            products[place] += value * values[start + other]
            place += 1
          }
        }
      }
    }
  }

  /// Turns cross-products into the factor L; false where a column depends on those before it.
  private func factor(_ elements: UnsafeMutableBufferPointer<Double>) -> Bool {
    for row in 0..<width {
      let start = row * (row + 1) / 2
      for column in 0..<row {
        let other = column * (column + 1) / 2
        var product = elements[start + column]
        for before in 0..<column { product -= elements[start + before] * elements[other + before] }
        elements[start + column] = product
      }
      let square = elements[start + row]
      var rest = square
      for column in 0..<row {
        let product = elements[start + column]
        let slope = product / elements[column * (column + 1) / 2 + column]
        elements[start + column] = slope
        rest -= slope * product
      }
      // Below this share of the square, rounding has taken its digits.
      guard rest > 1e-12 * square else { return false }
      elements[start + row] = rest
    }
    return true
  }
}

/// The regressions of a resample, in standard deviations of all cases.
struct PathFactor {
  /// The packed lower triangle, the constant first.
  fileprivate let elements: UnsafeBufferPointer<Double>

  /// The slope on a column in the regression of another on all columns up to that one.
  func slope(of column: Int, onLast last: Int) -> Double {
    elements[(column + 1) * (column + 2) / 2 + last + 1]
  }

  /// The slopes on columns in the regression of another on all columns up to the last of them.
  func slopes(of column: Int, on range: ClosedRange<Int>) -> [Double] {
    var slopes = range.map { slope(of: column, onLast: $0) }
    for place in slopes.indices.reversed() {
      for later in slopes.indices where later > place {
        slopes[place] -= slopes[later] * slope(of: range.lowerBound + later, onLast: range.lowerBound + place)
      }
    }
    return slopes
  }
}
