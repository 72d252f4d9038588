import SurveyProbability
import SurveyVocabulary

/// The correlation of a normal score with the normal variable behind an ordered answer.
///
/// Scores are in units of their standard deviation with n in the denominator, so that their mean and
/// standard deviation are the most likely ones.
struct PolyserialFit {
  let correlation: Double
  let standardError: Double?
  let thresholds: [Double]
  /// The log-likelihood of the answers given the scores.
  let logLikelihood: Double
  /// Whether the data are most likely at a correlation of ±1.
  let isAtBound: Bool

  /// The most correlation that the search itself visits.
  private static let reach = 1 - 1e-10

  /// Thresholds from the answers, the most likely correlation given them.
  init(twoSteps scores: [Double], _ codes: OrdinalCodes) throws(InputError) {
    let margin = codes.margin
    let edges = [-Double.infinity] + margin.thresholds + [.infinity]
    func cells(_ r: Double) -> [PolyserialCell] {
      zip(scores, codes.codes).map { score, code in
        PolyserialCell(score, lower: edges[Int(code)], upper: edges[Int(code) + 1], correlation: r)
      }
    }
    thresholds = margin.thresholds
    var (low, high) = (-Self.reach, Self.reach)
    var r = min(max(Self.moments(scores, codes).correlation, -0.9), 0.9)
    var isDone = false
    // Newton's steps, held between the signs of the slope.
    for _ in 0..<200 where !isDone {
      var (slope, curvature) = (0.0, 0.0)
      for cell in cells(r) {
        slope += cell.slope
        curvature += cell.curvature
      }
      if slope > 0 { low = r } else { high = r }
      var next = curvature < 0 ? r - slope / curvature : .nan
      if !(next > low && next < high) { next = low + 0.5 * (high - low) }
      isDone = slope == 0 || (next - r).magnitude <= 4e-16 || high - low <= 4e-16
      if slope != 0 { r = next }
    }
    let found = cells(r)
    let inside = found.reduce(0) { $0 + $1.logProbability }
    for bound in [1.0, -1.0] {
      let limit = Self.staircase(scores, codes, edges, bound)
      if limit > -.infinity, limit >= inside - 1e-9 * max(1, inside.magnitude) {
        (correlation, standardError, logLikelihood, isAtBound) = (bound, nil, limit, true)
        return
      }
    }
    guard isDone else {
      throw InputError(.notConverged, "polyserial correlation", "the search did not settle in 200 steps")
    }
    (correlation, logLikelihood, isAtBound) = (r, inside, false)
    standardError = Self.twoStepError(scores, codes, found)
  }

  /// The log-likelihood where the normal variable behind the answer is the score itself, or its negative: a
  /// score at a threshold falls on either side of it.
  private static func staircase(
    _ scores: [Double], _ codes: OrdinalCodes, _ edges: [Double], _ bound: Double
  ) -> Double {
    var sum = 0.0
    for (score, code) in zip(scores, codes.codes) {
      let (low, high) = (edges[Int(code)], edges[Int(code) + 1])
      guard bound * score >= low, bound * score <= high else { return -.infinity }
      if bound * score == low || bound * score == high { sum -= 0.6931471805599453 }
    }
    return sum
  }

  /// The spread of the influence of a case on the correlation of two steps: its score, less what its part in
  /// the thresholds, the mean and the standard deviation takes away, over the bend of the likelihood.
  private static func twoStepError(
    _ scores: [Double], _ codes: OrdinalCodes, _ cells: [PolyserialCell]
  ) -> Double? {
    let margin = codes.margin
    let count = Double(scores.count)
    var byThreshold = [Double](repeating: 0, count: margin.thresholds.count)
    var (bend, byMean, byDeviation) = (0.0, 0.0, 0.0)
    for (place, cell) in cells.enumerated() {
      let code = Int(codes.codes[place])
      if code > 0 { byThreshold[code - 1] += cell.slopeByLower / count }
      if code < byThreshold.count { byThreshold[code] += cell.slopeByUpper / count }
      bend -= cell.curvature / count
      byMean -= cell.slopeByScore / count
      byDeviation -= cell.slopeByScore * scores[place] / count
    }
    guard bend > 0 else { return nil }
    let moved = ThresholdInfluence(margin).values
    // What a case in each category adds by the thresholds.
    let byCategory = margin.shares.indices.map { category in
      byThreshold.indices.reduce(0) { $0 + byThreshold[$1] * moved[$1][category] }
    }
    var variance = 0.0
    for (place, cell) in cells.enumerated() {
      let z = scores[place]
      let influence =
        cell.slope + byCategory[Int(codes.codes[place])] + byMean * z + byDeviation * (z * z - 1) / 2
      variance += influence * influence / count
    }
    return (variance / count).squareRoot() / bend
  }
}

/// How a case in each category moves each threshold: (1[category is below] - share below)/density.
struct ThresholdInfluence {
  let values: [[Double]]

  init(_ margin: OrdinalMargin) {
    values = margin.thresholds.indices.map { place in
      let density = NormalDistribution.standard.density(margin.thresholds[place])
      return margin.shares.indices.map { ((($0 <= place) ? 1 : 0) - margin.cumulative[place]) / density }
    }
  }
}

extension PolyserialFit {
  /// The correlation of scores and whole numbers for the answers, over the largest that thresholds leave:
  /// r s / Σφ(τ), with its spread by the influence of each case.
  static func moments(
    _ scores: [Double], _ codes: OrdinalCodes
  ) -> (correlation: Double, standardError: Double) {
    let margin = codes.margin
    let count = Double(scores.count)
    let densities = margin.thresholds.map { NormalDistribution.standard.density($0) }
    let whole = densities.reduce(0, +)
    let mean = codes.codes.reduce(0) { $0 + Double($1) / count }
    let covariance = zip(scores, codes.codes).reduce(0) { $0 + $1.0 * (Double($1.1) - mean) / count }
    let correlation = covariance / whole
    // A density moves with its threshold by -τφ(τ), and a threshold with a case by its influence.
    let byCategory = margin.shares.indices.map { category in
      margin.thresholds.indices.reduce(0) { sum, place in
        sum - margin.thresholds[place] * ((category <= place ? 1 : 0) - margin.cumulative[place])
      }
    }
    var variance = 0.0
    for (score, code) in zip(scores, codes.codes) {
      let product = score * (Double(code) - mean) - covariance
      let influence =
        product / whole - correlation * ((score * score - 1) / 2 + byCategory[Int(code)] / whole)
      variance += influence * influence / count
    }
    return (correlation, (variance / count).squareRoot())
  }
}
