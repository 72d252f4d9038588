import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// The variance of the sum of ordered answers, and the part of it that one factor behind them explains.
///
/// An answer is its lowest value plus a step for each threshold that its normal variable exceeds, so that the
/// covariance of two answers is the sum over pairs of thresholds of the two steps times
/// Φ₂(τ, τ′; ρ) - Φ(τ)Φ(τ′).
struct OrdinalSum {
  /// The most thresholds of all items together: each pair of them is a bivariate normal probability.
  static let mostThresholds = 5_000

  let loadings: [Double]
  private let correlations: PolychoricMatrix

  init(_ correlations: PolychoricMatrix, names: [String]) throws(InputError) {
    let order = correlations.correlations.order
    guard
      let loadings = OneFactorLeastSquares.loadings(correlations.correlations.values, order: order)
    else {
      throw InputError(
        .notConverged, "one-factor model", "the polychoric correlations do not determine loadings",
        remedy: "look for items that share nothing with the others, or that go with one other item only")
    }
    if let item = loadings.firstIndex(where: { $0.magnitude >= 1 }) {
      let name = names.indices.contains(item) ? names[item] : "item \(item + 1)"
      throw InputError(
        .outOfRange, "loading of \(name)",
        "it is \(DecimalText.fixed(loadings[item], places: 3)), and that of a standardized variable lies between "
          + "-1 and 1 (a Heywood case)", remedy: "look for an item that nearly repeats another")
    }
    let count = correlations.thresholds.reduce(0) { $0 + $1.count }
    guard count <= Self.mostThresholds else {
      throw .infeasible(
        "items", "they have \(count) thresholds together",
        remedy: "at most \(Self.mostThresholds) can be used; OmegaTotal takes items with many values")
    }
    self.loadings = loadings
    self.correlations = correlations
  }

  /// The share of the variance of the sum that the factor explains.
  func reliability(_ totalVariance: OmegaTotal.TotalVariance) throws(InputError) -> Double {
    let order = loadings.count
    // Steps in units of the widest range of an item, so that products stay within the range of Double.
    let ranges = correlations.categories.map { ($0.last ?? 0) - ($0.first ?? 0) }
    let unit = ranges.max() ?? 1
    guard unit > 0, unit.isFinite else {
      throw InputError(
        .outOfRange, "items", "their values leave the range of Double", remedy: "rescale the items")
    }
    let steps = correlations.categories.map { values in
      zip(values.dropFirst(), values).map { ($0 - $1) / unit }
    }
    let below = correlations.thresholds.map { $0.map { NormalDistribution.standard.lowerTail($0) } }
    func covariance(_ first: Int, _ second: Int, _ correlation: Double) throws(InputError) -> Double {
      let normal = try BivariateNormalDistribution(correlation: correlation)
      var sum = 0.0
      for (c, left) in correlations.thresholds[first].enumerated() {
        for (d, right) in correlations.thresholds[second].enumerated() {
          let excess = normal.lowerTail(left, right) - below[first][c] * below[second][d]
          sum += steps[first][c] * steps[second][d] * excess
        }
      }
      return sum
    }
    var (common, total) = (0.0, 0.0)
    for row in 0..<order {
      common += try covariance(row, row, loadings[row] * loadings[row])
      total += try covariance(row, row, 1)
      for column in 0..<row {
        let implied = try covariance(row, column, loadings[row] * loadings[column])
        common += 2 * implied
        switch totalVariance {
        case .implied: total += 2 * implied
        case .observed: total += 2 * (try covariance(row, column, correlations[row, column]))
        }
      }
    }
    guard total > 1e-12 else {
      throw .constant(
        "sum of the items", remedy: "its reliability is undefined; look for items keyed against each other")
    }
    return common / total
  }
}
