import SurveyVocabulary

/// The answers of each case, centred and scaled, for coefficients of resampled cases.
///
/// Deviations from the items' means are taken once, so that sums over any resample keep their digits;
/// they are divided by one number for all items, which changes no coefficient here but keeps their
/// squares within range.
struct ItemResampling {
  /// The number of items.
  let order: Int
  /// The number of cases.
  let cases: Int
  /// The deviations, case after case.
  private let deviations: [Double]

  init(_ items: [[Double]], _ covariances: ItemCovariances) {
    let (order, cases) = (items.count, covariances.count)
    let largest = (0..<order).reduce(0) { max($0, covariances[$1, $1]) }.squareRoot()
    let scale = largest > 0 ? largest : 1
    var deviations = [Double](repeating: 0, count: order * cases)
    for (column, item) in items.enumerated() {
      let center = covariances.means?[column] ?? 0
      for row in 0..<cases { deviations[row * order + column] = (item[row] - center) / scale }
    }
    self.order = order
    self.cases = cases
    self.deviations = deviations
  }

  /// The deviation of an answer.
  subscript(row: Int, column: Int) -> Double { deviations[row * order + column] }

  /// The covariances of the items in some cases; `nil` if there are fewer than two.
  func covariances(of rows: UnsafeBufferPointer<Int>) -> ItemCovariances? {
    guard rows.count >= 2 else { return nil }
    var sums = [Double](repeating: 0, count: order)
    var products = [Double](repeating: 0, count: order * order)
    deviations.withUnsafeBufferPointer { source in
      products.withUnsafeMutableBufferPointer { products in
        for row in rows {
          let start = row * order
          for first in 0..<order {
            let value = source[start + first]
            sums[first] += value
            for second in first..<order { products[first * order + second] += value * source[start + second] }
          }
        }
      }
    }
    let size = Double(rows.count)
    for first in 0..<order {
      let raw = products[first * order + first]
      for second in first..<order {
        products[first * order + second] =
          (products[first * order + second] - sums[first] * (sums[second] / size)) / (size - 1)
      }
      // Of an item that is constant in these cases only rounding is left.
      if products[first * order + first] <= 1e-13 * raw / size {
        for other in 0..<order { products[min(first, other) * order + max(first, other)] = 0 }
      }
      for second in first..<order { products[second * order + first] = products[first * order + second] }
    }
    for first in 0..<order where products[first * order + first] == 0 {
      for other in 0..<order {
        products[first * order + other] = 0
        products[other * order + first] = 0
      }
    }
    return ItemCovariances(unchecked: products, order: order, count: rows.count, means: nil)
  }
}
