import SurveyVocabulary

extension ItemCovariances {
  /// Covariances of items with missing answers, each from the cases that answered both items.
  ///
  /// The variance and the mean of an item come from all who answered it, a covariance from those who
  /// answered both, around their own means. The matrix need not be one that complete data can have; the
  /// estimates are sound if answers are missing completely at random. ``count`` is the number of cases
  /// with at least one answer, which makes intervals optimistic where much is missing.
  ///
  /// - Parameters:
  ///   - items: The items, one array to an item, `nil` where an answer is missing.
  ///   - names: The names of the items, for errors.
  /// - Throws: `InputError` if there is no item, the items are not equally long, a value is not finite,
  ///   two items have fewer than two cases in common, or a product exceeds the range of `Double`.
  public init(pairwise items: [[Double?]], names: [String] = []) throws(InputError) {
    let name = { (index: Int) in names.indices.contains(index) ? names[index] : "item \(index + 1)" }
    try Self.checkOrder(items.count)
    let (order, cases) = (items.count, items[0].count)
    for (index, item) in items.enumerated() {
      try checkEqualLength(item.count, name(index), cases, name(0))
      for (row, value) in item.enumerated() {
        if let value, !value.isFinite { throw .notFinite(name(index), value: value, at: row) }
      }
    }
    var values = [Double](repeating: 0, count: order * order)
    var counts = [Int](repeating: 0, count: order * order)
    var means = [Double](repeating: 0, count: order)
    for row in 0..<order {
      for column in row..<order {
        let pair = PairwiseProduct(items[row], items[column])
        guard pair.count >= 2 else {
          let subject = row == column ? name(row) : "\(name(row)) and \(name(column))"
          throw .tooFew(subject, found: pair.count, needed: 2, remedy: "leave one of the items out")
        }
        guard pair.covariance.isFinite else {
          throw InputError(
            .outOfRange, "items", "their products exceed the range of Double", remedy: "rescale the items")
        }
        for place in [row * order + column, column * order + row] {
          values[place] = pair.covariance
          counts[place] = pair.count
        }
        if row == column { means[row] = pair.mean }
      }
    }
    let answered = (0..<cases).count { row in items.contains { $0[row] != nil } }
    self.init(unchecked: values, order: order, count: answered, means: means, pairCounts: counts)
  }
}

/// The covariance of two items over the cases that answered both.
private struct PairwiseProduct {
  private(set) var count = 0
  private(set) var mean = 0.0
  private(set) var covariance = 0.0

  init(_ first: [Double?], _ second: [Double?]) {
    var (x, y): ([Double], [Double]) = ([], [])
    for (one, other) in zip(first, second) {
      if let one, let other {
        x.append(one)
        y.append(other)
      }
    }
    count = x.count
    guard count >= 2 else { return }
    let size = Double(count)
    mean = Self.mean(x)
    let center = Self.mean(y)
    // Equal values have no spread, whatever the rounding of their mean.
    guard x.contains(where: { $0 != x[0] }), y.contains(where: { $0 != y[0] }) else { return }
    var (product, firstRest, secondRest) = (0.0, 0.0, 0.0)
    for (one, other) in zip(x, y) {
      product += (one - mean) * (other - center)
      firstRest += one - mean
      secondRest += other - center
    }
    covariance = (product - firstRest * (secondRest / size)) / (size - 1)
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0) { $0 + $1 / Double(values.count) }
  }
}
