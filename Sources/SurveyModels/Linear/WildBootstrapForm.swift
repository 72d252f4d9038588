import SurveyLinearAlgebra
import SurveyVocabulary

/// The t statistic of a weighted sum of coefficients in wild bootstrap samples, as a function of the value that is
/// tested.
///
/// All is in coordinates in which the design is orthonormal and the sum has a direction of length one, in units
/// of the root of the observed sum of squares over clusters. There the observed statistic is τ itself, residuals
/// under the null hypothesis are linear in τ, and a sample's statistic is
/// (n₀ + n₁τ)/√(q₀ + q₁τ + q₂τ²), so that one pass over the samples serves every value (Roodman, MacKinnon,
/// Nielsen & Webb 2019). What multiplies all sums of squares alike, such as G/(G - 1), drops out.
struct WildBootstrapForm {
  /// A sample's statistic as a function of τ.
  struct Sample {
    var (n0, n1) = (0.0, 0.0)
    var (q0, q1, q2) = (0.0, 0.0, 0.0)
    /// The sizes of what was summed, for telling zero from rounding.
    var (size0, size2) = (0.0, 0.0)

    /// The statistic; infinite where only the standard error is zero, `nil` where the numerator is too.
    func statistic(_ tau: Double) -> Double? {
      let numerator = n0 + n1 * tau
      let square = q0 + tau * (q1 + tau * q2)
      let size = size0 + tau * tau * size2
      if square > 1e-20 * size { return numerator / square.squareRoot() }
      guard numerator * numerator > 1e-20 * size else { return nil }
      return numerator < 0 ? -.infinity : .infinity
    }
  }

  let clusterCount: Int
  private let order: Int
  /// For each cluster, one after another: its scores, its share of the direction, and what it takes of a sample's
  /// coefficients.
  private var scores: [Double] = []
  private var shares: [Double] = []
  private var taken: [Double] = []
  private var scoreTerms: [Double] = []
  private var shareTerms: [Double] = []
  private let direction: [Double]
  private let isImposed: Bool

  /// - Parameters:
  ///   - regression: The clusters and the estimator of the standard error.
  ///   - contrast: The weights of the coefficients.
  ///   - isImposed: Whether residuals are those under the null hypothesis.
  /// - Throws: `InputError` if the clusters leave the sum no variance.
  init(_ regression: ClusteredRegression, _ contrast: [Double], isImposed: Bool) throws(InputError) {
    let adjusted = try ClusterScores(regression.regression, codes: regression.codes, regression.estimator)
    let plain = try ClusterScores(regression.regression, codes: regression.codes, .cr0)
    let raw = adjusted.direction(of: contrast)
    let largest = raw.reduce(0) { max($0, $1.magnitude) }
    let length = raw.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
    guard largest > 0, largest.isFinite, length.isFinite else { throw .noVarianceOfSum }
    let direction = raw.map { $0 / largest / length }
    order = direction.count
    clusterCount = adjusted.scores.count
    self.direction = direction
    self.isImposed = isImposed
    var unit = 0.0
    let dot = { (left: [Double], right: [Double]) in zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }
    // In units of the largest score, so that no square leaves the range of doubles.
    let scale = plain.scores.joined().reduce(0) { max($0, $1.magnitude) }
    guard scale > 0 else { throw .noVarianceOfSum }
    for cluster in 0..<clusterCount {
      let (share, adjustment) = (adjusted.shares[cluster], adjusted.adjustments[cluster])
      let own = plain.scores[cluster].map { $0 / scale }
      let weight = try adjustment.times(direction)
      let part = try share.times(direction)
      scores += own
      shares += part
      taken += try share.times(weight)
      scoreTerms.append(dot(weight, own))
      shareTerms.append(dot(weight, part))
      unit += dot(weight, own) * dot(weight, own)
    }
    guard unit > 0 else { throw .noVarianceOfSum }
    let root = unit.squareRoot()
    scores = scores.map { $0 / root }
    scoreTerms = scoreTerms.map { $0 / root }
  }

  /// The statistic of the sample in which the residuals of each cluster are multiplied with a number.
  func sample(_ multipliers: [Double]) -> Sample {
    var (a, b) = ([Double](repeating: 0, count: order), [Double](repeating: 0, count: order))
    for (cluster, multiplier) in multipliers.enumerated() {
      let start = cluster * order
      for column in 0..<order { a[column] += multiplier * scores[start + column] }
      guard isImposed else { continue }
      for column in 0..<order { b[column] += multiplier * shares[start + column] }
    }
    var sample = Sample()
    for column in 0..<order {
      sample.n0 += direction[column] * a[column]
      sample.n1 += direction[column] * b[column]
    }
    for (cluster, multiplier) in multipliers.enumerated() {
      let start = cluster * order
      var (left, right) = (0.0, 0.0)
      for column in 0..<order { left += taken[start + column] * a[column] }
      let one = multiplier * scoreTerms[cluster]
      sample.q0 += (one - left) * (one - left)
      sample.size0 += one * one + left * left
      guard isImposed else { continue }
      for column in 0..<order { right += taken[start + column] * b[column] }
      let other = multiplier * shareTerms[cluster]
      sample.q1 += 2 * (one - left) * (other - right)
      sample.q2 += (other - right) * (other - right)
      sample.size2 += other * other + right * right
    }
    return sample
  }
}

extension InputError {
  static var noVarianceOfSum: InputError {
    InputError(
      .infeasible, "weights", "the clusters leave the sum no variance: one cluster alone determines it",
      remedy: "take the clusters as they differ in it, or other weights")
  }
}
