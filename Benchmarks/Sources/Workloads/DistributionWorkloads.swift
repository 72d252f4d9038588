import SurveyStatistics

/// Density and upper tail of a thousand points a hundred times over, quantiles ten times over; the noncentral
/// t once, the studentized range at fifty points once, the binomial masses and tails at 0 to 100 a thousand
/// times. The peers' scripts, distributions.py and distributions.R, use the same grids.
func distributionWorkloads(_ harness: Harness) throws {
  try continuous(harness, "normal", NormalDistribution.standard, from: -6, to: 6)
  try continuous(harness, "t", StudentTDistribution(degreesOfFreedom: 24.7), from: -6, to: 6)
  try continuous(harness, "chi2", ChiSquareDistribution(degreesOfFreedom: 9), from: 0.1, to: 40)
  try continuous(harness, "f", FDistribution(numerator: 3, denominator: 57), from: 0.01, to: 12)
  try continuous(harness, "beta", BetaDistribution(alpha: 2.5, beta: 9), from: 0.001, to: 0.999)
  try continuous(harness, "gamma", GammaDistribution(shape: 4.7), from: 0.1, to: 25)
  try continuous(
    harness, "nct", NoncentralTDistribution(degreesOfFreedom: 24.7, noncentrality: 2), from: -3, to: 9,
    rounds: 1)
  try continuous(
    harness, "tukey", StudentizedRangeDistribution(groups: 4, degreesOfFreedom: 60), from: 0.1, to: 9,
    points: 50, rounds: 1)
  let binomial = try BinomialDistribution(trials: 100, probability: 0.3)
  harness.bench("pdf-binomial") {
    (0..<1000).reduce(0.0) { sum, _ in (0...100).reduce(sum) { $0 + binomial.mass($1) } }
  }
  harness.bench("cdf-binomial") {
    (0..<1000).reduce(0.0) { sum, _ in (0...100).reduce(sum) { $0 + binomial.upperTail($1) } }
  }
  try harness.bench("quantile-binomial") {
    var sum = 0.0
    for _ in 0..<10 {
      for index in 0..<1000 { sum += Double(try binomial.quantile(lowerTail: (Double(index) + 0.5) / 1000)) }
    }
    return sum
  }
}

private func continuous(
  _ harness: Harness, _ name: String, _ distribution: some ContinuousDistribution, from low: Double,
  to high: Double, points: Int = 1000, rounds: Int = 100
) throws {
  let step = (high - low) / Double(points - 1)
  let grid = (0..<points).map { low + Double($0) * step }
  let probabilities = (0..<points).map { (Double($0) + 0.5) / Double(points) }
  harness.bench("pdf-\(name)") {
    (0..<rounds).reduce(0.0) { sum, _ in grid.reduce(sum) { $0 + distribution.density($1) } }
  }
  harness.bench("cdf-\(name)") {
    (0..<rounds).reduce(0.0) { sum, _ in grid.reduce(sum) { $0 + distribution.upperTail($1) } }
  }
  try harness.bench("quantile-\(name)") {
    var sum = 0.0
    // A tenth of the rounds: a quantile is a search.
    for _ in 0..<max(1, rounds / 10) {
      for p in probabilities { sum += try distribution.quantile(lowerTail: p) }
    }
    return sum
  }
}
