import SurveyVocabulary

/// Means, covariances and correlations of columns of numbers that come in parts.
///
/// Sums of the deviations from the first row and of their products, two columns by two, are kept with 31 digits
/// (doubled precision), so that any order of appending and merging gives the same means, variances and
/// covariances to 14 digits, a covariance to 14 digits of the two standard deviations' product. Memory is 8
/// bytes times the square of the number of columns, whatever the number of rows.
public struct CoMomentsAccumulator: StreamingSummary {
  /// The number of rows.
  public private(set) var count = 0
  /// The number of columns.
  public var columnCount: Int { origins.count }
  /// The smallest value of each column; zeros where there is no row.
  private var minima: [Double]
  /// The largest value of each column; zeros where there is no row.
  private var maxima: [Double]
  /// The first row, from which deviations are taken.
  private var origins: [Double]
  private var sums: ProductSums

  /// The most columns that are taken; their products take 32 MB.
  public static let largestColumnCount = 2_000
  /// The largest deviation: the products of 2^53 of them are within the range of `Double`.
  private static let largestDeviation = 1e145

  /// A summary of no row yet.
  ///
  /// - Throws: `InputError` if there is no column, or more than 2,000.
  public init(columnCount: Int) throws(InputError) {
    guard columnCount >= 1 else {
      throw InputError(.tooFew, "columns", "\(columnCount) columns, at least 1 needed")
    }
    guard columnCount <= Self.largestColumnCount else {
      throw .infeasible(
        "columns", "\(columnCount) columns", remedy: "\(Self.largestColumnCount) columns are the most")
    }
    origins = [Double](repeating: 0, count: columnCount)
    (minima, maxima) = (origins, origins)
    sums = ProductSums(columnCount: columnCount)
  }

  /// The summary of columns, one array to a column, equally long.
  ///
  /// - Throws: `InputError` as of ``init(columnCount:)`` and ``append(columns:)``.
  public init(columns: [[Double]]) throws(InputError) {
    try self.init(columnCount: columns.count)
    try append(columns: columns)
  }

  /// Takes a row in.
  ///
  /// - Throws: `InputError` as of ``append(columns:)``.
  public mutating func append(row: some Collection<Double>) throws(InputError) {
    try append(columns: row.map { [$0] })
  }

  /// Takes a block of rows in, one array to a column; all of them or, after an error, none.
  ///
  /// - Throws: `InputError` if the number of columns is another, if they are not equally long, if a value is not
  ///   finite or more than 1e145 away from the first of its column, or if there are more than 2^53 rows.
  public mutating func append(columns: [[Double]]) throws(InputError) {
    try checkEqualLength(columns.count, "the block", columnCount, "the summary")
    let rows = columns[0].count
    var (centers, lows, highs) = (origins, minima, maxima)
    // Single rows come often: no text is made and nothing is copied unless there is an error.
    for (index, column) in columns.enumerated() {
      guard column.count == rows else {
        throw .lengthMismatch("column \(index + 1)", count: column.count, "column 1", count: rows)
      }
      guard let first = column.first else { continue }
      if count == 0 { (centers[index], lows[index], highs[index]) = (first, first, first) }
      var (low, high, isFinite) = (lows[index], highs[index], true)
      for value in column {
        (low, high) = (min(low, value), max(high, value))
        isFinite = isFinite && value.isFinite
      }
      if !isFinite { _ = try finiteValues(column, "column \(index + 1)") }
      try Self.checkRange(index, low, high, around: centers[index])
      (lows[index], highs[index]) = (low, high)
    }
    let total = try Self.mergedCount(count, rows)
    guard rows > 0 else { return }
    sums.add(columns, rows: rows, around: centers)
    (count, origins, minima, maxima) = (total, centers, lows, highs)
  }

  /// Takes the rows of another summary in.
  ///
  /// - Throws: `InputError` if the number of columns is another, if values are more than 1e145 apart, or if there
  ///   are more than 2^53 rows; nothing is changed then.
  public mutating func merge(_ other: CoMomentsAccumulator) throws(InputError) {
    try checkEqualLength(other.columnCount, "the other summary", columnCount, "the summary")
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let total = try Self.mergedCount(count, other.count)
    let lows = zip(minima, other.minima).map { min($0, $1) }
    let highs = zip(maxima, other.maxima).map { max($0, $1) }
    for index in origins.indices {
      try Self.checkRange(index, lows[index], highs[index], around: origins[index])
    }
    let shifts = zip(other.origins, origins).map { DoubledSum.sum($0, -$1) }
    sums.add(other.sums, movedBy: shifts, count: Double(other.count))
    (count, minima, maxima) = (total, lows, highs)
  }

  private static func checkRange(
    _ index: Int, _ low: Double, _ high: Double, around center: Double
  ) throws(InputError) {
    guard max(high - center, center - low) <= largestDeviation else {
      throw InputError(
        .outOfRange, "column \(index + 1)", "\(low) and \(high) are too far apart for their products",
        remedy: "rescale the values")
    }
  }
}

extension CoMomentsAccumulator {
  /// The arithmetic means of the columns; `nil` where there is no row.
  public var means: [Double]? {
    guard count > 0 else { return nil }
    return origins.indices.map {
      (DoubledSum(origins[$0]) + sums.deviation($0) / Double(count)).value
    }
  }

  /// Size, mean, sum of squares and range of each column, for methods that take summaries.
  ///
  /// - Throws: `InputError` if there is no row.
  public func moments() throws(InputError) -> [Moments] {
    guard let means else { throw .tooFew("rows", found: 0, needed: 1) }
    return means.enumerated().map { index, mean in
      Moments(
        count: count, mean: mean, sumOfSquares: sums.central(index, index, count: Double(count)),
        minimum: minima[index], maximum: maxima[index])
    }
  }

  /// The covariances with n - 1 in the denominator, for methods that take them, such as `CronbachAlpha`.
  ///
  /// - Throws: `InputError` if there are fewer than two rows.
  public func covariances() throws(InputError) -> ItemCovariances {
    guard count >= 2 else { throw .tooFew("rows", found: count, needed: 2) }
    return try ItemCovariances(
      matrix: origins.indices.map { row in
        origins.indices.map { sums.central(row, $0, count: Double(count)) / Double(count - 1) }
      }, count: count, means: means)
  }

  /// Pearson's correlations of the columns, one array to a row.
  ///
  /// - Throws: `InputError` if there are fewer than two rows, or if a column is constant.
  public func correlations() throws(InputError) -> [[Double]] {
    guard count >= 2 else { throw .tooFew("rows", found: count, needed: 2) }
    let deviations = origins.indices.map { sums.central($0, $0, count: Double(count)).squareRoot() }
    for (index, deviation) in deviations.enumerated() where deviation == 0 {
      throw .constant("column \(index + 1)")
    }
    return origins.indices.map { row in
      origins.indices.map { column in
        // The larger first, so that nothing underflows, and the same both ways.
        let (one, other) = (deviations[row], deviations[column])
        let quotient = sums.central(row, column, count: Double(count)) / max(one, other) / min(one, other)
        return row == column ? 1 : min(max(quotient, -1), 1)
      }
    }
  }
}

extension CoMomentsAccumulator: Codable {
  private enum CodingKeys: String, CodingKey {
    case count, origins, minima, maxima, sums, products
  }

  /// Writes the sums with both parts of their doubled precision.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(count, forKey: .count)
    try container.encode(origins, forKey: .origins)
    try container.encode(minima, forKey: .minima)
    try container.encode(maxima, forKey: .maxima)
    try container.encode(sums.deviations.parts, forKey: .sums)
    try container.encode(sums.products.parts, forKey: .products)
  }

  /// Reads a summary that was written, and refuses numbers that no rows have.
  ///
  /// - Throws: `DecodingError` if a part is absent, has the wrong size, is not finite or contradicts another.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    count = try container.decode(Int.self, forKey: .count)
    origins = try container.decode([Double].self, forKey: .origins)
    minima = try container.decode([Double].self, forKey: .minima)
    maxima = try container.decode([Double].self, forKey: .maxima)
    let size = origins.count
    let deviations = [DoubledSum](parts: try container.decode([Double].self, forKey: .sums))
    let products = [DoubledSum](parts: try container.decode([Double].self, forKey: .products))
    guard (1...Self.largestColumnCount).contains(size), minima.count == size, maxima.count == size,
      let deviations, deviations.count == size, let products, products.count == size * (size + 1) / 2
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .origins, in: container, debugDescription: "the parts do not have one size, or are not finite"
      )
    }
    sums = ProductSums(deviations: deviations, products: products)
    guard isPossible else {
      throw DecodingError.dataCorruptedError(
        forKey: .count, in: container, debugDescription: "no rows have these moments")
    }
  }

  /// Whether there are rows with these sums, as far as the inequalities of two columns tell.
  private var isPossible: Bool {
    guard (0...Self.largestCount).contains(count) else { return false }
    if count == 0 { return (minima + maxima + origins).allSatisfy { $0 == 0 } && sums.areZero }
    for index in origins.indices {
      let (low, high, origin) = (minima[index], maxima[index], origins[index])
      guard low.isFinite, high.isFinite, low <= origin, origin <= high,
        max(high - origin, origin - low) <= Self.largestDeviation
      else { return false }
    }
    let limits = origins.indices.map { (minima[$0] - origins[$0], maxima[$0] - origins[$0]) }
    return sums.arePossible(count: Double(count), limits)
  }
}
