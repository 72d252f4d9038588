import SurveyModels
import SurveyTestSupport
import Testing

/// The naive twin of `.medianSlope`: the slopes through every two of the residuals nearest to zero, with their losses.
struct ResidualSlopes {
  /// The slopes whose loss is the smallest, times n - k.
  let best: [Double]

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
    best = slopes.filter { $0.loss <= least * (1 + 1e-10) }.map(\.slope)
  }

  var isUnique: Bool { (best.max() ?? 0) - (best.min() ?? 0) < 1e-9 * (best.max() ?? 0) }
}

/// Compares `.medianSlope` with R's "iid" errors. Of several equally good slopes R takes one: then its errors are those
/// of one that is among them.
func expectMedianSlope(
  _ problem: FormulaDesign, tau: Double, _ bandwidth: QuantileBandwidth, _ reference: Fixture.Value,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let found = try QuantileRegression(
    problem.outcome, on: problem.design, tau: tau,
    standardErrors: .residuals(.medianSlope, bandwidth: bandwidth))
  let slopes = try ResidualSlopes(of: found, bandwidth)
  let range = try #require(found.sparsityRange)
  let sparsity = try #require(found.sparsity)
  expectAgreement(range.lowerBound, slopes.best.min() ?? 0, digits: 10)
  expectAgreement(range.upperBound, slopes.best.max() ?? 0, digits: 10)
  #expect(range.contains(sparsity) || slopes.isUnique)
  let errors = found.coefficients.compactMap(\.estimate.standardError)
  let expected = try reference.numbers()
  for (error, other) in zip(errors, expected) {
    let theirs = sparsity * other / error
    let nearest = slopes.best.min { ($0 - theirs).magnitude < ($1 - theirs).magnitude } ?? 0
    expectAgreement(theirs, nearest, digits: 10, sourceLocation: sourceLocation)
    if slopes.isUnique { expectAgreement(error, other, digits: 10, sourceLocation: sourceLocation) }
  }
}
