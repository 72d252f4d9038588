import SurveyProbability
import SurveyVocabulary

/// The parts of a concordance correlation, in units in which their squares exist.
struct ConcordanceParts {
  let biasCorrection: Double
  let locationShift: Double?
  let scaleShift: Double?
  private let count: Double
  private let r: Double?
  /// The standard deviations with n, and the difference of means.
  private let first: Double
  private let second: Double
  private let shift: Double

  init(_ sums: PairSums) throws(InputError) {
    count = Double(sums.first.count)
    let n = count
    let spread = { (moments: Moments) in
      moments.minimum == moments.maximum ? 0 : (moments.sumOfSquares / n).squareRoot()
    }
    let (one, other) = (spread(sums.first), spread(sums.second))
    let constant = sums.first.minimum == sums.first.maximum && sums.second.minimum == sums.second.maximum
    let difference =
      constant && sums.first.minimum == sums.second.minimum ? 0 : sums.first.mean - sums.second.mean
    let size = max(one, other, difference.magnitude)
    guard size > 0 else {
      throw .constant(
        "both variables", remedy: "a concordance is undefined where all values are one number")
    }
    guard size.isFinite, sums.correlation == nil || (one > 0 && other > 0) else {
      throw InputError(
        .outOfRange, "variables", "their variances leave the range of Double", remedy: "rescale the values")
    }
    (first, second, shift) = (one / size, other / size, difference / size)
    r = sums.correlation
    biasCorrection = 2 * first * second / (first * first + second * second + shift * shift)
    let product = first.squareRoot() * second.squareRoot()
    let location = product > 0 ? shift / product : .infinity
    locationShift = location.isFinite ? location : nil
    let scale = second > 0 ? first / second : .infinity
    scaleShift = scale.isFinite ? scale : nil
  }

  /// The concordance, the squared difference of means multiplied by a factor.
  func concordance(factor: Double) -> Double {
    2 * (r ?? 0) * first * second / (first * first + second * second + factor * shift * shift)
  }

  /// The estimate with Lin's standard error and the interval by Fisher's z.
  func estimate(confidence: Double) throws(InputError) -> Estimate {
    let rho = concordance(factor: 1)
    guard count >= 3, let r, let u = locationShift, rho.magnitude < 1 else {
      return Estimate(rho)
    }
    // ρc/ρ is the bias correction, so that a correlation of zero divides by nothing.
    let c = biasCorrection
    let square = (1 - rho) * (1 + rho)
    let variance =
      ((1 - r) * (1 + r) * c * c * square + 2 * c * rho * rho * (1 - rho) * u * u
        - c * c * rho * rho * u * u * u * u / 2) / (count - 2)
    guard variance > 0, variance.isFinite else { return Estimate(rho) }
    let error = variance.squareRoot()
    let reach = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2) * (error / square)
    let center = libmAtanh(rho)
    return Estimate(
      rho, standardError: error,
      interval: ConfidenceInterval(
        lower: libmTanh(center - reach), upper: libmTanh(center + reach), level: confidence,
        method: "Lin, Fisher z"))
  }
}
