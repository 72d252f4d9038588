import SurveyVocabulary

/// Weighted sums of the coefficients of a fit, in coordinates in which the design is orthonormal.
///
/// A sum c′b has there the direction v = R⁻ᵀc, and its variance is v′Mv, with M the covariance matrix of the coefficients
/// in these coordinates: σ²·I where the errors are alike. The covariance matrix of the coefficients themselves loses
/// twice the digits of the ratio of a column's distance from zero to its spread. Of a sum that weighs the intercept
/// columns are taken from their means, so that the distance costs no digits of the direction and of the value
/// either: R⁻ᵀ times the means is the direction of the first column.
package struct CoefficientCoordinates: Sendable {
  private let inverse: Matrix
  private let coefficients: [Double]
  /// The means of the kept columns, that of the first being 1, and of the outcome, each in two parts.
  private let means: (columns: [DoubleDouble], outcome: DoubleDouble)?

  /// - Parameters:
  ///   - fit: The fit.
  ///   - isCentred: Whether the first kept column is the intercept and a sum may weigh it, which takes a pass over the
  ///     data.
  package init(of fit: LeastSquares, isCentred: Bool) {
    inverse = fit.inverse
    coefficients = fit.coefficients
    means = isCentred ? fit.means() : nil
  }

  /// The weighted sum of the coefficients.
  package func value(_ weights: [Double]) -> Double {
    let direct = CautiousSum(zip(weights, coefficients))
    guard let means, let deviations = deviations(weights), let first = weights.first else {
      return direct.total
    }
    var centred = CautiousSum(zip(deviations, coefficients).dropFirst())
    centred.add(first * means.outcome.low)
    centred.add(first * means.outcome.high)
    return direct.better(than: centred)
  }

  /// The direction R⁻ᵀc of a sum.
  package func direction(_ weights: [Double]) -> [Double] {
    let deviations = deviations(weights)
    return (0..<inverse.columnCount).map { column in
      // The inverse is upper triangular.
      let elements = inverse[columnView: column].prefix(column + 1)
      let direct = CautiousSum(zip(weights, elements))
      guard let deviations, column > 0 else { return direct.total }
      return direct.better(than: CautiousSum(zip(deviations, elements).dropFirst()))
    }
  }

  /// The weights minus that of the intercept times the means; `nil` where the intercept has none.
  private func deviations(_ weights: [Double]) -> [Double]? {
    guard let means, let first = weights.first, first != 0 else { return nil }
    return zip(weights, means.columns).map { weight, mean in
      let product = DoubleDouble.product(first, mean.high)
      return ((weight - product.high) - product.low) - first * mean.low
    }
  }
}

/// A sum of products with the sum of their sizes, which says how much of it rounding can take.
private struct CautiousSum {
  private(set) var total = 0.0
  private var size = 0.0

  init(_ pairs: some Sequence<(Double, Double)>) {
    for (left, right) in pairs { add(left * right) }
  }

  mutating func add(_ value: Double) {
    total += value
    size += value.magnitude
  }

  /// The total of the sum that adds up smaller numbers, this one where neither does.
  func better(than other: CautiousSum) -> Double { other.size < size ? other.total : total }
}

extension LeastSquares {
  /// The means of the kept columns and of the outcome, by the weights where there are some.
  fileprivate func means() -> (columns: [DoubleDouble], outcome: DoubleDouble) {
    let largest = roots?.max() ?? 1
    let shares = roots.map { $0.map { root in (root / largest) * (root / largest) } }
    let columns = kept.map { column in
      Self.mean(
        plainRows.values(column: column),
        arithmetic == .doubleDouble ? plainRows.lowPart(column: column) : nil,
        shares)
    }
    return (columns, Self.mean(outcome, nil, shares))
  }

  /// A mean by two passes, of which the second takes the values from the first's result and is kept apart.
  private static func mean(_ values: [Double], _ low: [Double]?, _ shares: [Double]?) -> DoubleDouble {
    let total = shares.map { $0.reduce(0, +) } ?? Double(values.count)
    var first = 0.0
    for (index, value) in values.enumerated() { first += (shares?[index] ?? 1) * value }
    first /= total
    var rest = 0.0
    for (index, value) in values.enumerated() {
      // A case with the weight zero takes no part, however far it is.
      let share = shares?[index] ?? 1
      if share > 0 { rest += share * ((value - first) + (low?[index] ?? 0)) }
    }
    return DoubleDouble.sum(first, rest / total)
  }
}
