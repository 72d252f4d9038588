/// The sums of deviations of columns from fixed origins, and of their products two by two, in doubled precision.
struct ProductSums: Sendable {
  /// The sums of the deviations, one to a column.
  private(set) var deviations: [DoubledSum]
  /// The sums of products of columns i ≤ j, row after row of the upper triangle.
  private(set) var products: [DoubledSum]

  /// Vectors of four rows to a column and block.
  private static let lanes = 16
  /// Below this products lose digits.
  private static let smallest = 1e-290

  init(columnCount: Int) {
    deviations = [DoubledSum](repeating: DoubledSum(0), count: columnCount)
    products = [DoubledSum](repeating: DoubledSum(0), count: columnCount * (columnCount + 1) / 2)
  }

  init(deviations: [DoubledSum], products: [DoubledSum]) {
    self.deviations = deviations
    self.products = products
  }

  var areZero: Bool { (deviations + products).allSatisfy { $0 == DoubledSum(0) } }

  func deviation(_ column: Int) -> DoubledSum { deviations[column] }

  /// The place of a product in the triangle.
  private func place(_ i: Int, _ j: Int) -> Int {
    let (row, column) = (min(i, j), max(i, j))
    return row * (2 * deviations.count - row + 1) / 2 + column - row
  }

  /// The sum of products of the deviations from the means.
  func central(_ i: Int, _ j: Int, count: Double) -> Double {
    let value = (products[place(i, j)] - deviations[i] * (deviations[j] / count)).value
    return i == j ? max(value, 0) : value
  }

  /// Takes rows in, one array to a column.
  mutating func add(_ columns: [[Double]], rows: Int, around origins: [Double]) {
    let used = min(Self.lanes, (rows + 3) / 4)
    withUnsafeTemporaryAllocation(of: SplitDeviation.self, capacity: columns.count * used) { block in
      var start = 0
      while start < rows {
        let taken = min(4 * used, rows - start)
        let lanes = (taken + 3) / 4
        for column in columns.indices {
          columns[column].withUnsafeBufferPointer { values in
            for lane in 0..<lanes {
              let first = start + 4 * lane
              let deviation = SplitDeviation(
                values, first..<min(first + 4, start + taken), from: origins[column])
              block.initializeElement(at: column * used + lane, to: deviation)
              for index in 0..<4 {
                deviations[column] += DoubledSum(deviation.high[index], deviation.low[index])
              }
            }
          }
        }
        multiply(UnsafeBufferPointer(block), stride: used, lanes, isSingle: taken == 1)
        start += taken
      }
    }
  }

  /// Adds the products of a block; a single row is alone in its vectors.
  private mutating func multiply(
    _ block: UnsafeBufferPointer<SplitDeviation>, stride: Int, _ lanes: Int, isSingle: Bool
  ) {
    let size = deviations.count
    products.withUnsafeMutableBufferPointer { products in
      var place = 0
      for i in 0..<size {
        for j in i..<size {
          // A product in doubled precision of every four rows (Ogita, Rump & Oishi 2005,
          // doi:10.1137/030601818): the roundings of products and of sums are summed beside them.
          var (sum, lost) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
          for lane in 0..<lanes {
            let (a, b) = (block[i * stride + lane], block[j * stride + lane])
            let product = a.high * b.high
            var rest = a.upper * b.upper - product
            rest += a.upper * b.lower
            rest += a.lower * b.upper
            rest += a.lower * b.lower
            rest += a.high * b.low + a.low * b.high
            let next = sum + product
            let part = next - sum
            lost += ((sum - (next - part)) + (product - part)) + rest
            sum = next
          }
          products[place] += DoubledSum.sum(sum[0], lost[0])
          if !isSingle {
            for index in 1..<4 { products[place] += DoubledSum.sum(sum[index], lost[index]) }
          }
          place += 1
        }
      }
    }
  }

  /// Takes the sums of other rows in, whose origins lie higher by shifts.
  mutating func add(_ other: ProductSums, movedBy shifts: [DoubledSum], count: Double) {
    var place = 0
    for i in deviations.indices {
      for j in i..<deviations.count {
        let moved =
          shifts[i] * other.deviations[j] + shifts[j] * other.deviations[i] + shifts[i] * shifts[j] * count
        products[place] += other.products[place] + moved
        place += 1
      }
    }
    for index in deviations.indices { deviations[index] += other.deviations[index] + shifts[index] * count }
  }

  /// Whether deviations between limits can have these sums: means lie between them, variances are at most those
  /// of the limits alone (Popoviciu), covariances at most the product of the standard deviations (Cauchy).
  func arePossible(count: Double, _ limits: [(low: Double, high: Double)]) -> Bool {
    var roots: [Double] = []
    for (index, (low, high)) in limits.enumerated() {
      let mean = deviations[index].value / count
      let slack = 1e-12 * (high - low)
      let square = (products[place(index, index)] - deviations[index] * (deviations[index] / count)).value
      let half = (high - low) / 2
      guard mean >= low - slack, mean <= high + slack, products[place(index, index)].high >= 0,
        square >= -1e-12 * products[place(index, index)].high - Self.smallest,
        square / count <= half * half * (1 + 1e-12) + Self.smallest
      else { return false }
      if low == high, deviations[index] != DoubledSum(0) || square != 0 { return false }
      if count == 1, low != high { return false }
      roots.append(max(square, 0).squareRoot())
    }
    for i in limits.indices {
      for j in i..<limits.count {
        let limit = roots[i] * roots[j] * (1 + 1e-12) + Self.smallest
        guard central(i, j, count: count).magnitude <= limit else { return false }
      }
    }
    return true
  }
}

/// Four deviations from an origin: their exact values as high and low parts, and the high parts cut in halves
/// whose products are exact.
private struct SplitDeviation {
  var high = SIMD4<Double>.zero
  var low = SIMD4<Double>.zero
  let upper: SIMD4<Double>
  let lower: SIMD4<Double>

  /// Fills up with zeros, which add nothing.
  init(_ values: UnsafeBufferPointer<Double>, _ rows: Range<Int>, from origin: Double) {
    for (index, row) in rows.enumerated() {
      let deviation = DoubledSum.sum(values[row], -origin)
      high[index] = deviation.high
      low[index] = deviation.low
    }
    let scaled = high * 134_217_729
    upper = scaled - (scaled - high)
    lower = high - upper
  }
}
