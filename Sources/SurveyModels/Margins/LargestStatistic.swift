import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// The distribution of the largest of several t or normal statistics in size.
struct LargestStatistic {
  private enum Way {
    /// A single statistic.
    case single
    /// Correlations that are products: an integral of one or two dimensions.
    case products(DunnettIntegral, loadings: [Double])
    /// Any correlations.
    case general(MultivariateTRange)
  }

  let degreesOfFreedom: Double
  private let way: Way

  private init(_ way: Way, _ degreesOfFreedom: Double) {
    (self.way, self.degreesOfFreedom) = (way, degreesOfFreedom)
  }

  /// The same statistics with other degrees of freedom.
  func with(degreesOfFreedom: Double) throws(InputError) -> LargestStatistic {
    switch way {
    case .single: Self(.single, degreesOfFreedom)
    case .products(_, let loadings):
      Self(.products(try Self.integral(loadings, degreesOfFreedom), loadings: loadings), degreesOfFreedom)
    case .general(let range):
      Self(.general(try range.with(degreesOfFreedom: degreesOfFreedom)), degreesOfFreedom)
    }
  }

  private static func integral(
    _ loadings: [Double], _ degreesOfFreedom: Double
  ) throws(InputError) -> DunnettIntegral {
    try DunnettIntegral(
      loadings: loadings, residuals: loadings.map { ((1 - $0) * (1 + $0)).squareRoot() },
      degreesOfFreedom: degreesOfFreedom, twoSided: true)
  }

  init(_ correlations: [[Double]], degreesOfFreedom: Double, seed: UInt64) throws(InputError) {
    self.degreesOfFreedom = degreesOfFreedom
    if correlations.count == 1 {
      way = .single
    } else if let loadings = Self.loadings(correlations),
      let integral = try? Self.integral(loadings, degreesOfFreedom)
    {
      way = .products(integral, loadings: loadings)
    } else {
      way = .general(
        try MultivariateTRange(correlations: correlations, degreesOfFreedom: degreesOfFreedom, seed: seed))
    }
  }

  /// The λ with ρᵢⱼ = ±λᵢλⱼ, the signs those of turned statistics, which do not matter for sizes; `nil` where there are
  /// none.
  private static func loadings(_ correlations: [[Double]]) -> [Double]? {
    let count = correlations.count
    guard count > 2 else {
      let root = correlations[0][1].magnitude.squareRoot()
      return [root, root]
    }
    var loadings: [Double] = []
    for own in 0..<count {
      // From the two others with the largest correlations.
      let others = (0..<count).filter { $0 != own }
        .sorted { correlations[own][$0].magnitude > correlations[own][$1].magnitude }
      let (a, b) = (others[0], others[1])
      let divisor = correlations[a][b].magnitude
      let product = correlations[own][a].magnitude * correlations[own][b].magnitude
      guard divisor > 1e-9 || product == 0 else { return nil }
      loadings.append(product == 0 ? 0 : (product / divisor).squareRoot())
    }
    let signs = (0..<count).map { correlations[0][$0] < 0 ? -1.0 : 1 }
    for row in 0..<count where loadings[row] < 1 {
      for column in 0..<row {
        let wanted = signs[row] * signs[column] * loadings[row] * loadings[column]
        guard (correlations[row][column] - wanted).magnitude < 1e-10 else { return nil }
      }
    }
    return loadings.allSatisfy({ $0 < 1 }) ? loadings : nil
  }

  /// The probability that the largest exceeds a limit.
  func upperTail(_ limit: Double) -> Double {
    switch way {
    case .single:
      degreesOfFreedom == .infinity
        ? 2 * NormalDistribution.standard.upperTail(limit)
        : 2 * ((try? StudentTDistribution(degreesOfFreedom: degreesOfFreedom))?.upperTail(limit) ?? 0.5)
    case .products(let integral, _): integral.upperTail(limit)
    case .general(let range): range.outside(limit)
    }
  }

  /// The error of that probability, which is exceeded once in 500; zero where it is exact.
  func error(upperTail limit: Double) -> Double {
    if case .general(let range) = way { range.error(outside: limit) } else { 0 }
  }

  /// The limit that is exceeded with a probability.
  func limit(upperTail p: Double) throws(InputError) -> Double {
    switch way {
    case .single:
      try MarginalMeans.quantile(
        upperTail: p / 2, degreesOfFreedom == .infinity ? nil : degreesOfFreedom)
    case .products(let integral, _): try integral.quantile(upperTail: p)
    case .general(let range): try range.limit(outside: p)
    }
  }
}
