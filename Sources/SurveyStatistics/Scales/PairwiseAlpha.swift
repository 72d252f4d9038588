import SurveyVocabulary

/// Cronbach's alpha of items with absent answers, from the covariances of the cases that each pair of
/// items shares.
enum PairwiseAlpha {
  /// Alpha of some of the cases.
  ///
  /// - Parameters:
  ///   - items: The answers, one array to an item; NaN where there is none.
  ///   - rows: The cases.
  /// - Returns: Alpha; `nil` for fewer than two items, a pair with fewer than two cases in common, or
  ///   covariances whose sum is not above zero.
  static func value(_ items: [[Double]], rows: [Int]) -> Double? {
    let count = Double(items.count)
    guard items.count >= 2 else { return nil }
    let columns = items.map { item in rows.map { item[$0] } }
    var (variances, total) = (0.0, 0.0)
    for first in columns.indices {
      for second in first..<columns.count {
        guard let covariance = covariance(columns[first], columns[second]) else { return nil }
        total += first == second ? covariance : 2 * covariance
        if first == second { variances += covariance }
      }
    }
    // What is rounding beside the variances it is made of counts as none.
    guard total.isFinite, total > 1e-13 * variances else { return nil }
    return count / (count - 1) * ((total - variances) / total)
  }

  /// The covariance over the cases that have both, with n - 1 in the denominator.
  private static func covariance(_ first: [Double], _ second: [Double]) -> Double? {
    var (count, meanFirst, meanSecond) = (0.0, 0.0, 0.0)
    for (x, y) in zip(first, second) where !x.isNaN && !y.isNaN {
      count += 1
      meanFirst += (x - meanFirst) / count
      meanSecond += (y - meanSecond) / count
    }
    guard count >= 2 else { return nil }
    var (products, restFirst, restSecond) = (0.0, 0.0, 0.0)
    for (x, y) in zip(first, second) where !x.isNaN && !y.isNaN {
      products += (x - meanFirst) * (y - meanSecond)
      restFirst += x - meanFirst
      restSecond += y - meanSecond
    }
    // The rests are what the rounding of the means leaves.
    return (products - restFirst * restSecond / count) / (count - 1)
  }
}
