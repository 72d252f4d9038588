import SurveyProbability
import SurveyVocabulary

/// The absolute deviations of the scores of a group from a measure of its centre.
///
/// The scores are taken from their own middle first, so that a large common part costs no digits.
struct CenteredScores {
  /// The centre, in the units of the data.
  let center: Double
  /// The absolute deviations, in the order of the scores and the units of the data.
  let deviations: [Double]
  /// The deviations with their signs.
  let signed: [Double]

  /// - Parameters:
  ///   - scores: Finite scores, at least one.
  ///   - center: What the deviations are taken from.
  ///   - name: What an error calls the group.
  /// - Throws: `InputError` if a deviation exceeds the range of `Double`.
  init(_ scores: [Double], from center: LeveneTest.Center, _ name: String) throws(InputError) {
    let sorted = scores.sorted()
    let origin = sorted[sorted.count / 2]
    let shifted = sorted.map { $0 - origin }
    guard shifted.allSatisfy(\.isFinite) else { throw Self.tooWide(name) }
    let middle: Double
    switch center {
    case .mean: middle = Self.mean(shifted[...])
    case .median: middle = shifted[(shifted.count - 1) / 2] / 2 + shifted[shifted.count / 2] / 2
    case .trimmedMean(let share):
      let cut = min(Int(share * Double(shifted.count)), (shifted.count - 1) / 2)
      middle = Self.mean(shifted[cut..<(shifted.count - cut)])
    }
    self.center = origin + middle
    signed = scores.map { ($0 - origin) - middle }
    deviations = signed.map(\.magnitude)
    guard deviations.allSatisfy(\.isFinite) else { throw Self.tooWide(name) }
  }

  /// The mean of values whose sum may exceed the range, corrected for its own rounding.
  private static func mean(_ values: ArraySlice<Double>) -> Double {
    let size = Double(values.count)
    let rough = values.reduce(0) { $0 + $1 / size }
    return rough + values.reduce(0) { $0 + ($1 - rough) / size }
  }

  private static func tooWide(_ name: String) -> InputError {
    InputError(
      .outOfRange, name, "the deviations exceed the range of Double", remedy: "rescale the scores")
  }

  /// Deviations in units of a power of two near the largest, which changes no digit; `nil` where all are 0.
  static func inCommonUnit(_ groups: [CenteredScores]) -> [[Double]]? {
    let largest = groups.reduce(0) { $1.deviations.reduce($0, max) }
    guard largest > 0 else { return nil }
    let unit = Double(sign: .plus, exponent: largest.exponent, significand: 1)
    return groups.map { $0.deviations.map { $0 / unit } }
  }
}

/// The mean absolute deviation of a group from its median, and how well it is known.
///
/// Reference: Bonett & Seier (2003), doi:10.1198/0003130032323.
struct MeanAbsoluteDeviation {
  /// Σ|x - median|/(n - 1), in the units of the data.
  let value: Double
  /// The variance of its logarithm: (δ² + γ² - 1)/n, with δ the distance from the median to the mean and γ
  /// the standard deviation, both over Σ|x - median|/n.
  let logVariance: Double

  /// - Returns: `nil` where all scores are equal.
  init?(_ scores: CenteredScores) {
    let n = Double(scores.deviations.count)
    let plain = scores.deviations.reduce(0) { $0 + $1 / n }
    guard n > 1, plain > 0 else { return nil }
    let ratios = scores.signed.map { $0 / plain }
    let mean = ratios.reduce(0) { $0 + $1 / n }
    let variance = ratios.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    value = plain * (n / (n - 1))
    logVariance = max(0, (mean * mean + variance - 1) / n)
  }

  /// The ratio of two mean absolute deviations, with limits on the logarithmic scale.
  ///
  /// - Throws: `InputError` if the ratio or a limit exceeds the range of `Double`.
  static func ratio(
    _ first: MeanAbsoluteDeviation, _ second: MeanAbsoluteDeviation, _ alternative: Alternative = .twoSided,
    confidence: Double
  ) throws(InputError) -> Estimate {
    let z = try NormalDistribution.standard.quantile(upperTail: alternative.tailArea(confidence: confidence))
    let factor = libmExp(z * (first.logVariance + second.logVariance).squareRoot())
    let ratio = first.value / second.value
    guard (ratio * factor).isFinite, ratio / factor > 0 else {
      throw InputError(
        .outOfRange, "groups", "the ratio of the deviations exceeds the range of Double",
        remedy: "rescale the scores")
    }
    return Estimate(
      ratio,
      interval: alternative.interval(
        ratio / factor, ratio * factor, level: confidence, method: "Bonett-Seier", bounds: (0, .infinity)))
  }
}
