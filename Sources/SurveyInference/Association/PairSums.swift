import SurveyVocabulary

/// Means, standard deviations and correlation of pairs, by two passes corrected for rounding.
package struct PairSums {
  /// The moments of the first variable.
  package let first: Moments
  /// The moments of the second variable.
  package let second: Moments
  /// Pearson's r; `nil` if a variable is constant.
  package let correlation: Double?

  /// Takes the sums of pairs of finite values, equally long and at least one.
  package init(_ first: [Double], _ second: [Double]) throws(InputError) {
    self.first = try Moments(finite: first)
    self.second = try Moments(finite: second)
    // Not the sum of squares, which is zero for tiny deviations too.
    guard self.first.minimum != self.first.maximum, self.second.minimum != self.second.maximum else {
      correlation = nil
      return
    }
    // Deviations in units of their own size keep their products within range.
    let (firstSize, secondSize) = (Self.size(self.first), Self.size(self.second))
    var (product, firstRest, secondRest) = (0.0, 0.0, 0.0)
    var (firstSquares, secondSquares) = (0.0, 0.0)
    for index in first.indices {
      let x = (first[index] - self.first.mean) / firstSize
      let y = (second[index] - self.second.mean) / secondSize
      product += x * y
      firstRest += x
      secondRest += y
      firstSquares += x * x
      secondSquares += y * y
    }
    let count = Double(first.count)
    product -= firstRest * secondRest / count
    firstSquares -= firstRest * firstRest / count
    secondSquares -= secondRest * secondRest / count
    // One root of the product: equal sums of squares give back themselves, so that a line gives one.
    let ratio = product / (firstSquares * secondSquares).squareRoot()
    correlation = min(max(ratio, -1), 1)
  }

  /// A power of two near the largest deviation, so that dividing by it does not round.
  private static func size(_ moments: Moments) -> Double {
    let spread = max(
      (moments.maximum ?? 0) - moments.mean, moments.mean - (moments.minimum ?? 0))
    return Double(sign: .plus, exponent: min(max(spread.exponent, -1000), 1000), significand: 1)
  }
}
