import SurveyProbability
import SurveyVocabulary

/// The spread that a difference of trimmed means is taken in units of.
public enum WinsorizedUnit: String, Hashable, Sendable, Codable, CaseIterable {
  /// The root of the mean of the two winsorized variances, which may differ.
  case rootMeanVariance = "root mean of the winsorized variances"
  /// The root of the pooled winsorized variance, weighted by n - 1, as for groups that vary alike.
  case pooled = "root of the pooled winsorized variance"
  /// The winsorized standard deviation of the first group or occasion.
  case group = "winsorized SD of the first"
  /// The winsorized standard deviation of the second group or occasion, the one that is compared with.
  case baseline = "winsorized SD of the second"

  /// The variance of the unit, from the sizes and winsorized variances of both.
  func variance(_ first: (count: Double, variance: Double), _ second: (count: Double, variance: Double))
    -> Double
  {
    switch self {
    case .rootMeanVariance: first.variance / 2 + second.variance / 2
    case .pooled:
      first.variance * ((first.count - 1) / (first.count + second.count - 2))
        + second.variance * ((second.count - 1) / (first.count + second.count - 2))
    case .group: first.variance
    case .baseline: second.variance
    }
  }
}

/// A standardized difference of trimmed means: c (x̄₁ - x̄₂) / s_w, where c is the winsorized standard
/// deviation of the standard normal distribution, so that for normal data the unit is the ordinary standard
/// deviation.
struct RobustDifference {
  /// c: .642 for a trimming of 20%.
  let factor: Double
  let unit: WinsorizedUnit

  /// - Throws: `InputError` where the normal quantile does not exist, which no share below one half causes.
  init(trim: Double, unit: WinsorizedUnit) throws(InputError) {
    self.unit = unit
    guard trim > 0 else {
      factor = 1
      return
    }
    // The variance of the part left is the integral of x²φ(x), a chi-square probability with 3 degrees of
    // freedom; the rest lies at ±z.
    let z = try NormalDistribution.standard.quantile(upperTail: trim)
    let kept = try ChiSquareDistribution(degreesOfFreedom: 3).lowerTail(z * z)
    factor = (kept + 2 * trim * z * z).squareRoot()
  }

  /// The effect of two summaries; `nil` where the unit is zero or the effect out of range.
  func value(_ first: TrimmedSummary, _ second: TrimmedSummary) -> Double? {
    let largest = max(first.winsorizedVariance, second.winsorizedVariance)
    guard largest > 0 else { return nil }
    let variance = unit.variance(
      (Double(first.count), first.winsorizedVariance / largest),
      (Double(second.count), second.winsorizedVariance / largest))
    let effect =
      factor * ((first.trimmedMean - second.trimmedMean) / largest.squareRoot()) / variance.squareRoot()
    return variance > 0 && effect.isFinite ? effect : nil
  }

  /// The effect of drawn cases.
  func value(_ first: TrimmedDraw.Found, _ second: TrimmedDraw.Found) -> Double? {
    let variance = unit.variance((first.count, first.variance), (second.count, second.variance))
    return variance > 0 ? factor * (first.mean - second.mean) / variance.squareRoot() : nil
  }
}
