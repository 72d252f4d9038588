import SurveyVocabulary

/// The covariances of items with their means and the number of cases: all that alpha and its item
/// analysis need of the data.
///
/// Deviations are taken from the means before they are multiplied, and the sums are corrected for the
/// rounding of the means, never raw sums of products.
public struct ItemCovariances: Hashable, Sendable {
  /// The number of cases.
  public let count: Int
  /// The number of items.
  public let order: Int
  /// The means of the items; `nil` where only covariances are known.
  public let means: [Double]?
  /// The covariances with n - 1 in the denominator, row after row.
  package let values: [Double]

  /// How many cases answered both items of a pair, row after row; `nil` where every case answered all.
  package let pairCounts: [Int]?

  /// The most items that are taken; more would ask for a matrix of more than 32 MB.
  static let largestOrder = 2_000

  /// The covariances of items, one array to an item, equally long; names are for errors.
  ///
  /// - Throws: `InputError` if there is no item, an item has fewer than two cases or a value that is
  ///   not finite, the items are not equally long, or a sum exceeds the range of `Double`.
  public init(_ items: [[Double]], names: [String] = []) throws(InputError) {
    let name = { (index: Int) in names.indices.contains(index) ? names[index] : "item \(index + 1)" }
    try Self.checkOrder(items.count)
    count = items[0].count
    order = items.count
    guard count >= 2 else { throw .tooFew(name(0), found: count, needed: 2) }
    for (index, item) in items.enumerated() where item.count != count {
      throw .lengthMismatch(name(index), count: item.count, name(0), count: count)
    }
    var centers: [Double] = []
    centers.reserveCapacity(order)
    for (index, item) in items.enumerated() { centers.append(try Self.center(item, name(index))) }
    let sums = CrossProducts(items, around: centers)
    let cases = Double(count)
    var values = [Double](repeating: 0, count: order * order)
    for row in 0..<order {
      for column in row..<order {
        let product = sums[row, column] - sums.rests[row] * (sums.rests[column] / cases)
        values[row * order + column] = product / (cases - 1)
        values[column * order + row] = product / (cases - 1)
      }
      // Equal values have no spread, whatever the rounding of their mean.
      if items[row].allSatisfy({ $0 == items[row][0] }) {
        for column in 0..<order {
          values[row * order + column] = 0
          values[column * order + row] = 0
        }
      }
    }
    guard values.allSatisfy(\.isFinite) else {
      throw InputError(
        .outOfRange, "items", "their products exceed the range of Double", remedy: "rescale the items")
    }
    means = zip(centers, sums.rests).map { $0 + $1 / cases }
    self.values = values
    pairCounts = nil
  }

  /// Covariances that are known without the data.
  ///
  /// - Parameters:
  ///   - matrix: The covariance matrix, one array to a row.
  ///   - count: The number of cases it was computed from.
  ///   - means: The means of the items, where they are known.
  /// - Throws: `InputError` if the matrix is not square, not symmetric to 12 digits, holds a value that
  ///   is not finite, a negative variance, or a covariance beyond what its variances allow.
  public init(matrix: [[Double]], count: Int, means: [Double]? = nil) throws(InputError) {
    try Self.checkOrder(matrix.count)
    guard count >= 2 else { throw .tooFew("count", found: count, needed: 2) }
    var flat: [Double] = []
    for (index, row) in matrix.enumerated() {
      try checkEqualLength(row.count, "row \(index + 1) of the matrix", matrix.count, "the matrix")
      flat += try finiteValues(row, "row \(index + 1) of the matrix")
    }
    if let means {
      try checkEqualLength(means.count, "means", matrix.count, "the matrix")
      _ = try finiteValues(means, "means")
    }
    let size = matrix.count
    for row in 0..<size {
      guard flat[row * size + row] >= 0 else {
        throw .outOfRange(
          "variance of item \(row + 1)", value: flat[row * size + row], allowed: "a number of at least 0")
      }
      for column in 0..<row {
        let (lower, upper) = (flat[row * size + column], flat[column * size + row])
        let bound = flat[row * size + row].squareRoot() * flat[column * size + column].squareRoot()
        guard (lower - upper).magnitude <= 1e-12 * bound, lower.magnitude <= bound * (1 + 1e-12) else {
          throw InputError(
            .definition, "matrix",
            "the covariances of items \(column + 1) and \(row + 1) are \(upper) and \(lower), "
              + "which no data have")
        }
      }
    }
    self.count = count
    self.means = means
    order = size
    values = flat
    pairCounts = nil
  }

  /// Covariances that are known to be sound.
  init(unchecked values: [Double], order: Int, count: Int, means: [Double]?, pairCounts: [Int]? = nil) {
    self.values = values
    self.order = order
    self.count = count
    self.means = means
    self.pairCounts = pairCounts
  }

  /// The covariance of two items; a variance where they are the same.
  public subscript(row: Int, column: Int) -> Double { values[row * order + column] }

  /// How many cases answered both items; for one item, how many answered it. There are none for a place
  /// without an item.
  public func cases(_ row: Int, _ column: Int) -> Int {
    guard (0..<order).contains(row), (0..<order).contains(column) else { return 0 }
    return pairCounts?[row * order + column] ?? count
  }

  static func checkOrder(_ order: Int) throws(InputError) {
    guard order >= 1 else {
      throw InputError(.tooFew, "items", "0 items found, at least 1 needed")
    }
    guard order <= largestOrder else {
      throw .infeasible("items", "\(order) items found", remedy: "\(largestOrder) items are the most")
    }
  }

  /// The mean of an item, or the error that its sum betrays.
  private static func center(_ item: [Double], _ name: String) throws(InputError) -> Double {
    // Four chains of additions hide the latency of one.
    var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0)
    item.withUnsafeBufferPointer { values in
      var index = 0
      while index + 4 <= values.count {
        first += values[index]
        second += values[index + 1]
        third += values[index + 2]
        fourth += values[index + 3]
        index += 4
      }
      while index < values.count {
        first += values[index]
        index += 1
      }
    }
    let sum = (first + second) + (third + fourth)
    guard sum.isFinite else {
      _ = try finiteValues(item, name)
      throw InputError(.outOfRange, name, "its sum exceeds the range of Double", remedy: "rescale the items")
    }
    return sum / Double(item.count)
  }
}
