import SurveyProbability
import SurveyVocabulary

/// Two correlations of the same cases and the covariance of their estimates.
struct CorrelationPair {
  /// The side of the test and the level of the intervals.
  struct Sides {
    let alternative: Alternative
    let confidence: Double
  }

  static let impossible = InputError(
    .outOfRange, "correlations", "no data have all of them: their matrix is not positive definite",
    remedy: "take them from the same cases, unrounded")

  private let first: FisherLimits
  private let second: FisherLimits
  private let count: Int

  init(_ first: Double, _ second: Double, count: Int, _ sides: Sides) throws(InputError) {
    try checkConfidence(sides.confidence)
    self.first = try FisherLimits(
      first, count: count, "first correlation", sides.alternative, sides.confidence)
    self.second = try FisherLimits(
      second, count: count, "second correlation", sides.alternative, sides.confidence)
    self.count = count
  }

  var estimates: [Estimate] { [first.estimate, second.estimate] }

  static func checkLinks(_ links: [Double]) throws(InputError) {
    for link in links where !(link.magnitude < 1) {
      throw .outOfRange("linking correlation", value: link, allowed: "a number above -1 and below 1")
    }
  }

  /// The determinant of the correlations of three variables.
  static func determinant(_ a: Double, _ b: Double, _ c: Double) -> Double {
    1 - a * a - b * b - c * c + 2 * a * b * c
  }

  /// Whether four variables can have these correlations: r₁₂, r₃₄ and r₁₃, r₁₄, r₂₃, r₂₄.
  static func isPossible(_ first: Double, _ second: Double, _ links: [Double]) -> Bool {
    let matrix = [
      [1, first, links[0], links[1]], [first, 1, links[2], links[3]], [links[0], links[2], 1, second],
      [links[1], links[3], second, 1],
    ]
    // Cholesky's pivots must all be positive.
    var factor = [[Double]](repeating: [Double](repeating: 0, count: 4), count: 4)
    for row in 0..<4 {
      for column in 0...row {
        var sum = matrix[row][column]
        for inner in 0..<column { sum -= factor[row][inner] * factor[column][inner] }
        if row == column {
          guard sum > 0 else { return false }
          factor[row][row] = sum.squareRoot()
        } else {
          factor[row][column] = sum / factor[column][column]
        }
      }
    }
    return true
  }

  /// n times the asymptotic covariance of two correlations without a common variable (Pearson & Filon 1898, in
  /// the form of Steiger 1980, equation 3).
  static func covariance(_ r12: Double, _ r34: Double, _ links: [Double]) -> Double {
    let (r13, r14, r23, r24) = (links[0], links[1], links[2], links[3])
    let one = (r13 - r12 * r23) * (r24 - r23 * r34)
    let two = (r14 - r13 * r34) * (r23 - r12 * r13)
    let three = (r13 - r14 * r34) * (r24 - r12 * r14)
    let four = (r14 - r12 * r24) * (r23 - r24 * r34)
    return (one + two + three + four) / 2
  }

  /// Steiger's Z with n times the covariance at the pooled correlation.
  func steiger(_ covariance: Double, mean: Double) throws(InputError) -> TestStatistic {
    let rest = 1 - mean * mean
    let spread = 2 - 2 * covariance / (rest * rest)
    guard spread > 0 else { throw Self.impossible }
    let z = (libmAtanh(first.value) - libmAtanh(second.value)) * (Double(count - 3) / spread).squareRoot()
    return TestStatistic("z", z, reference: .normal)
  }

  /// The difference with Zou's interval, from n times the covariance at the two correlations.
  func difference(_ covariance: Double, _ sides: Sides) -> Estimate {
    let (a, b) = (first.value, second.value)
    let correlation = covariance / ((1 - a * a) * (1 - b * b))
    return Estimate(
      a - b,
      interval: FisherLimits.zou(
        first, second, correlation: min(max(correlation, -1), 1), sides.alternative, sides.confidence))
  }
}
