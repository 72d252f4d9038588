/// What alpha and its kin are made of, all from one covariance matrix.
struct ItemAnalysis {
  private let covariances: ItemCovariances
  private let order: Int
  /// The sum of each row of the covariance matrix: an item's covariance with the sum of all.
  private let totals: [Double]
  /// The sum of each row of the correlation matrix, itself included; `nil` if an item is constant.
  private let correlationTotals: [Double]?
  private let sumOfVariances: Double
  /// The variance of the sum of the items, zero where only rounding is left of it.
  let totalVariance: Double

  init(_ covariances: ItemCovariances) {
    let order = covariances.order
    let indices = 0..<order
    self.covariances = covariances
    self.order = order
    totals = indices.map { row in indices.reduce(0) { $0 + covariances[row, $1] } }
    sumOfVariances = indices.reduce(0) { $0 + covariances[$1, $1] }
    totalVariance = Self.clean(totals.reduce(0, +), against: sumOfVariances)
    let deviations = indices.map { covariances[$0, $0].squareRoot() }
    if deviations.contains(0) {
      correlationTotals = nil
    } else {
      correlationTotals = indices.map { row in
        indices.reduce(0) { sum, column in
          sum + (row == column ? 1 : covariances[row, column] / deviations[row] / deviations[column])
        }
      }
    }
  }

  /// A variance that is rounding beside the variances it is made of counts as none.
  private static func clean(_ variance: Double, against size: Double) -> Double {
    variance.isFinite && variance <= 1e-13 * size ? 0 : variance
  }

  /// k/(k - 1)·(1 - sum of variances / variance of the sum).
  private static func alpha(_ order: Int, _ variances: Double, _ total: Double) -> Double? {
    guard order >= 2, total > 0 else { return nil }
    // Alpha cannot exceed one, but the rounding of parallel items can.
    return min(1, Double(order) / Double(order - 1) * ((total - variances) / total))
  }

  /// Spearman-Brown's formula for `order` items of mean correlation r.
  private static func stepUp(_ order: Int, _ mean: Double) -> Double? {
    let denominator = 1 + Double(order - 1) * mean
    guard order >= 2, denominator > 1e-13 else { return nil }
    return min(1, Double(order) * mean / denominator)
  }

  var alpha: Double? { Self.alpha(order, sumOfVariances, totalVariance) }

  var meanCorrelation: Double? {
    correlationTotals.map { totals in
      (totals.reduce(0, +) - Double(order)) / Double(order) / Double(order - 1)
    }
  }

  /// The median of the correlations of two items; `nil` if an item is constant.
  var medianCorrelation: Double? {
    guard correlationTotals != nil else { return nil }
    let deviations = (0..<order).map { covariances[$0, $0].squareRoot() }
    var values: [Double] = []
    values.reserveCapacity(order * (order - 1) / 2)
    for row in 0..<order {
      for column in 0..<row { values.append(covariances[row, column] / deviations[row] / deviations[column]) }
    }
    return Quantiles.quantile(0.5, of: values.sorted(), .seven)
  }

  /// k r̄/(1 - r̄): true over error variance in the sum of standardized items.
  var signalToNoiseRatio: Double? {
    meanCorrelation.flatMap { mean in
      1 - mean > 1e-13 ? Double(order) * mean / (1 - mean) : nil
    }
  }

  var standardizedAlpha: Double? { meanCorrelation.flatMap { Self.stepUp(order, $0) } }

  func item(_ index: Int) -> CronbachAlpha.Item {
    let variance = covariances[index, index]
    let others = sumOfVariances - variance
    let rest = Self.clean(totalVariance - 2 * totals[index] + variance, against: sumOfVariances)
    return CronbachAlpha.Item(
      mean: covariances.means?[index],
      standardDeviation: variance.squareRoot(),
      restCorrelation: Self.ratio(totals[index] - variance, variance, rest),
      totalCorrelation: Self.ratio(totals[index], variance, totalVariance),
      alphaIfDeleted: Self.alpha(order - 1, others, rest),
      standardizedAlphaIfDeleted: standardizedAlpha(without: index))
  }

  private static func ratio(_ covariance: Double, _ first: Double, _ second: Double) -> Double? {
    guard first > 0, second > 0 else { return nil }
    return min(max(covariance / (first.squareRoot() * second.squareRoot()), -1), 1)
  }

  private func standardizedAlpha(without index: Int) -> Double? {
    let kept = (0..<order).filter { $0 != index }
    guard kept.count >= 2, kept.allSatisfy({ covariances[$0, $0] > 0 }) else { return nil }
    let pairs = Double(kept.count) * Double(kept.count - 1)
    if let correlationTotals {
      let sum = correlationTotals.reduce(0, +) - 2 * correlationTotals[index] + 1
      return Self.stepUp(kept.count, (sum - Double(kept.count)) / pairs)
    }
    // The deleted item is the only constant one.
    let deviations = kept.map { covariances[$0, $0].squareRoot() }
    var sum = 0.0
    for (row, first) in kept.enumerated() {
      for (column, second) in kept.enumerated().prefix(row) {
        sum += 2 * covariances[first, second] / deviations[row] / deviations[column]
      }
    }
    return Self.stepUp(kept.count, sum / pairs)
  }
}
