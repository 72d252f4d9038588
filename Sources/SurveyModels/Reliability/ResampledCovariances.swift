/// The covariances of items in samples of their cases, for a bootstrap.
///
/// Answers are kept case by case and taken from their means once, so that plain sums of products lose no
/// digits in any sample of them.
struct ResampledCovariances {
  let order: Int
  private let answers: [Double]

  /// Takes items that were checked: equally long and finite, with sums within the range of `Double`.
  init(_ items: [[Double]]) {
    order = items.count
    let count = items.first?.count ?? 0
    var answers = [Double](repeating: 0, count: order * count)
    for (column, item) in items.enumerated() {
      let mean = item.reduce(0, +) / Double(max(count, 1))
      for (row, value) in item.enumerated() { answers[row * order + column] = value - mean }
    }
    self.answers = answers
  }

  /// The covariances with n - 1 in the denominator, row after row; zero for an item without spread.
  func values(_ rows: UnsafeBufferPointer<Int>) -> [Double] {
    let k = order
    var sums = [Double](repeating: 0, count: k)
    var products = [Double](repeating: 0, count: k * k)
    sums.withUnsafeMutableBufferPointer { sums in
      products.withUnsafeMutableBufferPointer { products in
        answers.withUnsafeBufferPointer { answers in
          for row in rows {
            let start = row * k
            for i in 0..<k {
              let value = answers[start + i]
              sums[i] += value
              for j in 0...i { products[i * k + j] += value * answers[start + j] }
            }
          }
          let count = Double(rows.count)
          for i in 0..<k {
            for j in 0...i {
              let value = (products[i * k + j] - sums[i] * (sums[j] / count)) / (count - 1)
              products[i * k + j] = value
              products[j * k + i] = value
            }
          }
          for i in 0..<k where isConstant(i, rows, answers) {
            for j in 0..<k {
              products[i * k + j] = 0
              products[j * k + i] = 0
            }
          }
        }
      }
    }
    return products
  }

  private func isConstant(
    _ item: Int, _ rows: UnsafeBufferPointer<Int>, _ answers: UnsafeBufferPointer<Double>
  ) -> Bool {
    guard let first = rows.first else { return true }
    let value = answers[first * order + item]
    return rows.allSatisfy { answers[$0 * order + item] == value }
  }
}
