/// Skewness and excess kurtosis of a sample, by the three definitions in use.
public enum ShapeDefinition: Int, Hashable, Sendable, Codable, CaseIterable {
  /// Moments with n in the denominator: g₁ and g₂.
  case one = 1
  /// Corrected to be unbiased for normal data, as SPSS, SAS and spreadsheets: G₁ and G₂.
  case two
  /// Central moments with n over the standard deviation with n - 1: b₁ and b₂.
  case three
}

/// Standardized third and fourth moments.
struct SampleShape {
  /// The skewness; `nil` if it is not defined.
  let skewness: Double?
  /// The kurtosis in excess of the normal distribution's; `nil` if it is not defined.
  let kurtosis: Double?

  /// Takes the shape of finite values with these moments.
  init(_ values: [Double], _ moments: Moments, _ definition: ShapeDefinition) {
    let count = Double(values.count)
    let deviation = (moments.sumOfSquares / count).squareRoot()
    guard values.count >= 2, deviation > 0 else {
      self.init()
      return
    }
    // Sums over values already in standard deviations stay within range.
    var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0)
    for value in values { first += (value - moments.mean) / deviation }
    let rest = first / count
    for value in values {
      let score = (value - moments.mean) / deviation - rest
      let square = score * score
      second += square
      third += square * score
      fourth += square * square
    }
    let variance = second / count
    self.init(
      skew: third / count / (variance * variance.squareRoot()),
      excess: fourth / count / (variance * variance) - 3, count: values.count, definition)
  }

  /// No shape.
  private init() { (skewness, kurtosis) = (nil, nil) }

  /// Takes the shape from the moments with n in the denominator.
  init(skew: Double, excess: Double, count size: Int, _ definition: ShapeDefinition) {
    let count = Double(size)
    switch definition {
    case .one:
      (skewness, kurtosis) = (skew, excess)
    case .two:
      skewness = count > 2 ? skew * (count * (count - 1)).squareRoot() / (count - 2) : nil
      kurtosis =
        count > 3
        ? ((count + 1) * excess + 6) * ((count - 1) / ((count - 2) * (count - 3))) : nil
    case .three:
      let shrink = 1 - 1 / count
      skewness = skew * shrink * shrink.squareRoot()
      kurtosis = (excess + 3) * (shrink * shrink) - 3
    }
  }
}
