import SurveyProbability
import SurveyVocabulary

extension AlphaComparison {
  /// Compares the alphas of two scales that the same persons answered, by Feldt's t (1980).
  ///
  /// t = (α₁ - α₂)√(n - 2)/√(4(1 - α₁)(1 - α₂)(1 - r²)) with n - 2 degrees of freedom.
  ///
  /// - Parameters:
  ///   - first: The first alpha.
  ///   - second: The alpha it is compared with, of the same persons.
  ///   - correlation: The correlation of the two total scores.
  ///   - alternative: `.greater` asks whether the first alpha is greater.
  ///   - confidence: The level of the interval of the ratio.
  /// - Throws: `InputError` if an alpha is not below 1, the numbers of cases differ, there are fewer than
  ///   three, or the correlation is not between -1 and 1.
  public init(
    of first: Coefficient, withSamePersons second: Coefficient, correlation: Double,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    try Self.checked([first, second], least: 3)
    try Self.checkEqualCounts([first, second])
    guard correlation > -1, correlation < 1 else {
      throw .outOfRange("correlation", value: correlation, allowed: "a number between -1 and 1")
    }
    let (freedom, unshared) = (Double(first.count - 2), (1 - correlation) * (1 + correlation))
    let (one, two) = (1 - first.alpha, 1 - second.alpha)
    let ratio = two / one
    let t =
      (first.alpha - second.alpha) / (2 * one.squareRoot() * two.squareRoot())
      * (freedom / unshared).squareRoot()
    guard ratio.isFinite, ratio > 0, t.isFinite else {
      throw InputError(.outOfRange, "ratio", "(1 - α₂)/(1 - α₁) exceeds the range of Double")
    }
    let statistic = TestStatistic("t", t, reference: .t(degreesOfFreedom: freedom))
    let quantile = try StudentTDistribution(degreesOfFreedom: freedom)
      .quantile(upperTail: alternative.tailArea(confidence: confidence))
    // The ratios that the test would not reject: the observed one times h ± √(h² - 1), h = 1 + excess.
    let excess = 2 * unshared * quantile * quantile / freedom
    let reach = 1 + excess + (excess * (2 + excess)).squareRoot()
    let interval = alternative.interval(
      ratio / reach, ratio * reach, level: confidence, method: "Feldt t", bounds: (0, .infinity))
    self.init(
      [first, second], ratio: Estimate(ratio, interval: interval), statistic: statistic,
      alternative: alternative, pValue: statistic.pValue(alternative), design: .dependentPair,
      correlation: correlation, cases: first.count)
  }

  /// Compares the alphas of two scales that the same persons answered, from their answers.
  ///
  /// - Parameters:
  ///   - first: The items of the first scale, one array to an item.
  ///   - second: The items of the second scale, the same persons in the same order.
  ///   - alternative: `.greater` asks whether the first alpha is greater.
  ///   - confidence: The level of the interval of the ratio.
  /// - Throws: `InputError` as for alphas and their comparison, or if the sums correlate perfectly.
  public init(
    of first: [[Double]], withSamePersons second: [[Double]], alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(InputError) {
    let (one, two) = (try CronbachAlpha(first), try CronbachAlpha(second))
    try checkEqualLength(one.count, "first scale", two.count, "second scale")
    let sums = [first, second].map { items in
      (0..<one.count).map { row in items.reduce(0) { $0 + $1[row] } }
    }
    guard let r = try PairSums.checked(sums[0], sums[1]).correlation else {
      throw .constant("sum of the items", remedy: "alpha is undefined")
    }
    try self.init(
      of: Coefficient(one), withSamePersons: Coefficient(two), correlation: r, alternative: alternative,
      confidence: confidence)
  }

  /// Compares the alphas of any number of scales that the same persons answered, by the chi-square of
  /// Feldt, Woodruff and Salih (1987), with the harmonic mean of the numbers of items.
  ///
  /// - Parameters:
  ///   - coefficients: The alphas.
  ///   - correlations: The correlations of the total scores, a full symmetric matrix.
  /// - Throws: `InputError` if there are fewer than two alphas, an alpha is not below 1, the numbers of
  ///   cases differ, the matrix is not the alphas' matrix of correlations, or the transformed alphas do
  ///   not vary.
  public init(
    amongSamePersons coefficients: [Coefficient], correlations: [[Double]]
  ) throws(InputError) {
    try Self.checked(coefficients, least: 2)
    try Self.checkEqualCounts(coefficients)
    let matrix = try ItemCovariances(matrix: correlations, count: 2)
    try checkEqualLength(matrix.order, "correlations", coefficients.count, "the list of alphas")
    if let place = (0..<matrix.order).first(where: { (matrix[$0, $0] - 1).magnitude > 1e-12 }) {
      throw .outOfRange(
        "correlation of alpha \(place + 1) with itself", value: matrix[place, place], allowed: "1")
    }
    let number = Double(coefficients.count)
    let items = number / coefficients.reduce(0) { $0 + 1 / Double($1.itemCount) }
    let cases = Double(coefficients[0].count)
    let variances = try coefficients.enumerated().map { index, one throws(InputError) in
      try Self.variance(one.alpha, cases: cases, items: items, "alpha \(index + 1)")
    }
    var shared = 0.0
    for row in 0..<matrix.order {
      for column in 0..<row {
        // The covariance is r² times the geometric mean of the two variances.
        let r = matrix[row, column]
        shared += r * r * variances[row].squareRoot() * variances[column].squareRoot()
      }
    }
    let mean = variances.reduce(0) { $0 + $1 / number }
    let rest = mean - shared / (number * (number - 1) / 2)
    guard rest > 1e-13 * mean else {
      throw .constant(
        "transformed alphas", remedy: "scales whose sums correlate perfectly cannot be compared")
    }
    try self.init(
      coefficients, meanVariance: rest, design: .dependent, cases: coefficients[0].count)
  }

  private static func checkEqualCounts(_ coefficients: [Coefficient]) throws(InputError) {
    for (index, one) in coefficients.enumerated() {
      try checkEqualLength(one.count, "alpha \(index + 1)", coefficients[0].count, "alpha 1")
    }
  }
}
