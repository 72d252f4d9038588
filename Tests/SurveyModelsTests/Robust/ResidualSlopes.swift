import SurveyModels
import SurveyTestSupport
import Testing

/// The naive twin of `.medianSlope`: the slopes through every two of the residuals nearest to zero, with their losses.
struct ResidualSlopes {
  /// The slopes whose loss is the smallest, times n - k.
  let best: [Double]
  /// The slope that the simplex of Barrodale & Roberts meets first, places counted on from the exact fits.
  let first: Double?

  init(of regression: QuantileRegression, _ bandwidth: QuantileBandwidth) throws {
    let (n, k) = (regression.residuals.count, regression.coefficients.count)
    let rest = regression.residuals.filter { $0.magnitude > 1e-9 }
    let width = try bandwidth.width(tau: regression.tau, cases: n)
    let count = min(max(k + 1, Int((Double(n) * width).rounded(.up))) + 1, rest.count)
    let nearest = rest.sorted { $0.magnitude < $1.magnitude }.prefix(count).sorted()
    let slopes = nearest.indices.flatMap { i in
      (0..<i).map { j in
        let slope = (nearest[i] - nearest[j]) / Double(i - j)
        let loss = nearest.indices.reduce(0.0) {
          $0 + (nearest[$1] - nearest[i] - slope * Double($1 - i)).magnitude
        }
        return (slope: slope * Double(n - k), loss: loss)
      }
    }
    let least = slopes.map(\.loss).min() ?? 0
    let places = nearest.indices.map { Double(n - rest.count + 1 + $0) / Double(n - k) }
    first = MedianLineTableau.slope(nearest, on: places)
    best = slopes.filter { $0.loss <= least * (1 + 1e-10) }.map(\.slope)
  }
}

/// Compares `.medianSlope` with R's "iid" errors, and its range with a naive enumeration.
func expectMedianSlope(
  _ problem: FormulaDesign, tau: Double, _ bandwidth: QuantileBandwidth, _ reference: Fixture.Value,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let found = try QuantileRegression(
    problem.outcome, on: problem.design, tau: tau,
    standardErrors: .residuals(.medianSlope, bandwidth: bandwidth))
  try expectAgreement(
    found.coefficients.compactMap(\.estimate.standardError), reference, digits: 10, "error",
    sourceLocation: sourceLocation)
  let slopes = try ResidualSlopes(of: found, bandwidth)
  let range = try #require(found.sparsityRange)
  try expectAgreement(
    #require(found.sparsity), #require(slopes.first), digits: 10, sourceLocation: sourceLocation)
  expectAgreement(range.lowerBound, slopes.best.min() ?? 0, digits: 10, sourceLocation: sourceLocation)
  expectAgreement(range.upperBound, slopes.best.max() ?? 0, digits: 10, sourceLocation: sourceLocation)
}
