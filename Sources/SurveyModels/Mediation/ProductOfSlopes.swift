import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// The product of two slopes with the limits and the test that need no data.
struct ProductOfSlopes {
  let value: Double
  private let first: LinearRegression.Coefficient
  private let second: LinearRegression.Coefficient
  private let error: Double

  /// - Throws: `InputError` if the product or its standard error leaves the range of `Double`.
  init(
    _ first: LinearRegression.Coefficient, _ second: LinearRegression.Coefficient
  ) throws(InputError) {
    (self.first, self.second) = (first, second)
    value = first.value * second.value
    guard let error = ProductVariance.sobel.standardError(first, second), value.isFinite, error.isFinite
    else {
      throw Self.outOfRange
    }
    self.error = error
  }

  /// The indirect effect is too large for its type.
  static let outOfRange = InputError(
    .outOfRange, "indirect effect", "it leaves the range of Double", remedy: "rescale the variables")

  /// The product over Sobel's standard error; `nil` where that is zero.
  var sobel: TestStatistic? {
    guard error > 0, (value / error).isFinite else { return nil }
    return TestStatistic("z", value / error, reference: .normal)
  }

  /// The normal interval.
  func normal(confidence: Double) throws(InputError) -> Estimate {
    let reach = error * (try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2))
    guard reach.isFinite else { throw Self.outOfRange }
    return Estimate(
      value, standardError: error,
      interval: ConfidenceInterval(
        lower: value - reach, upper: value + reach, level: confidence, method: "normal, Sobel"))
  }

  /// Limits from products of independent normal numbers, at ranks (draws + 1)·area.
  func monteCarlo(draws: Int, seed: UInt64, confidence: Double) throws(InputError) -> Estimate {
    try Self.checkDraws(draws, confidence: confidence)
    var stream = RandomStream(seed: seed)
    var products: [Double] = []
    products.reserveCapacity(draws)
    for _ in 0..<draws {
      let one = first.value + first.standardError * stream.normal()
      let other = second.value + second.standardError * stream.normal()
      products.append(one * other)
    }
    return try Self.limits(of: products, around: value, confidence: confidence)
  }

  /// Refuses numbers of draws that give no limits, or cannot be drawn.
  static func checkDraws(_ draws: Int, confidence: Double) throws(InputError) {
    let tail = (1 - confidence) / 2
    guard draws >= 1, Double(draws) * tail + tail >= 1 else {
      throw InputError(
        .tooFew, "draws", "\(draws) are too few for limits at this level", remedy: "ask for more draws")
    }
    guard draws <= Bootstrap.mostResamples else {
      throw .infeasible("draws", "\(draws) are more than can be drawn", remedy: "at most 1,000,000")
    }
  }

  /// The estimate with the limits of drawn values.
  static func limits(
    of values: [Double], around value: Double, confidence: Double
  ) throws(InputError) -> Estimate {
    let tail = (1 - confidence) / 2
    let sorted = values.sorted()
    let moments = try Moments(finite: sorted)
    let (lower, upper) = (
      Quantiles.quantile(tail, of: sorted, .six), Quantiles.quantile(1 - tail, of: sorted, .six)
    )
    guard lower.isFinite, upper.isFinite else { throw outOfRange }
    return Estimate(
      value, standardError: moments.standardDeviation,
      interval: ConfidenceInterval(lower: lower, upper: upper, level: confidence, method: "Monte Carlo"))
  }
}
