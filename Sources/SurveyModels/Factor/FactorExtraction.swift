import SurveyProbability
import SurveyVocabulary

/// Unrotated loadings with the uniquenesses that they leave.
struct FactorExtraction {
  /// The loadings, one row to an item, one column to a factor, the strongest factor first.
  let loadings: Matrix
  /// The variance of each item that the factors do not explain.
  let uniquenesses: [Double]
  /// The value of what was minimized; for principal axes half the sum of the squared residuals.
  let criterion: Double
  /// The number of steps.
  let iterations: Int
  /// Whether the search met its tolerance.
  let converged: Bool
  /// Whether no other uniquenesses fit as well.
  let isIdentified: Bool

  /// The share of the largest curvature at or below which other uniquenesses fit as well.
  static let leastCurvature = 1e-8
  /// The least uniqueness that minres and maximum likelihood allow.
  static let leastUniqueness = 0.005

  /// Extracts factors; from several starts the extraction with the least criterion.
  init(
    _ correlations: ItemCorrelations, factors: Int, _ method: FactorAnalysis.Extraction, starts: Int,
    seed: UInt64
  ) throws(InputError) {
    let matrix = correlations.matrix
    switch method {
    case .principalAxis:
      self = try PrincipalAxis.extract(matrix, factors: factors)
    case .minres:
      let strongest = Self.strongestCorrelations(matrix)
      self = try Self.best(
        LeastSquaresObjective(correlations: matrix, factors: factors),
        from: strongest.map { 1 - min(max($0, 0.1), 0.95) }, starts: starts, seed: seed)
    case .maximumLikelihood:
      let multiple = try SquaredMultipleCorrelations(correlations)
      let share = 1 - Double(factors) / (2 * Double(matrix.rowCount))
      self = try Self.best(
        MaximumLikelihoodObjective(correlations: matrix, factors: factors),
        from: multiple.values.map { share * (1 - $0) }, starts: starts, seed: seed)
    }
  }

  init(
    loadings: Matrix, uniquenesses: [Double], criterion: Double, iterations: Int, converged: Bool,
    isIdentified: Bool
  ) {
    self.loadings = loadings
    self.uniquenesses = uniquenesses
    self.criterion = criterion
    self.iterations = iterations
    self.converged = converged
    self.isIdentified = isIdentified
  }

  /// The size of the largest correlation of each item.
  static func strongestCorrelations(_ matrix: Matrix) -> [Double] {
    (0..<matrix.rowCount).map { row in
      (0..<matrix.rowCount).reduce(0) { $1 == row ? $0 : max($0, matrix[row, $1].magnitude) }
    }
  }

  /// The best of several searches: the first from the given uniquenesses, the others from random ones.
  private static func best(
    _ objective: some UniquenessObjective, from uniquenesses: [Double], starts: Int, seed: UInt64
  ) throws(InputError) -> FactorExtraction {
    func search(_ start: [Double]) throws(InputError) -> BoundedNewton {
      try BoundedNewton(
        objective, from: start.map { objective.variable(max($0, FactorExtraction.leastUniqueness)) })
    }
    var best = try search(uniquenesses)
    for start in 1..<max(starts, 1) {
      // Streams of even numbers: those of odd ones are for rotations.
      var stream = RandomStream(seed: seed, stream: 2 * UInt64(start))
      let next = try search(uniquenesses.map { _ in 0.1 + 0.8 * stream.uniform() })
      let isBetter = next.end.discrepancy < best.end.discrepancy - 1e-12
      if next.converged && (isBetter || !best.converged) { best = next }
    }
    return FactorExtraction(
      loadings: objective.loadings(best.end), uniquenesses: best.end.point.map(objective.uniqueness),
      criterion: best.end.discrepancy, iterations: best.iterations, converged: best.converged,
      isIdentified: best.leastCurvature > leastCurvature)
  }
}

/// Principal axes: the communalities on the diagonal are replaced by those that the factors give, until
/// they no longer change.
enum PrincipalAxis {
  /// The change of a communality that is tolerated.
  static let tolerance = 1e-10
  static let mostIterations = 10_000

  static func extract(_ correlations: Matrix, factors: Int) throws(InputError) -> FactorExtraction {
    // Thurstone's start, which needs no inverse.
    var communalities = FactorExtraction.strongestCorrelations(correlations)
    var iterations = 0
    while true {
      let objective = LeastSquaresObjective(correlations: correlations, factors: factors)
      let value = try objective.value(at: communalities.map { 1 - $0 })
      let loadings = objective.loadings(value)
      let next = loadings.rowSquares
      let change = zip(next, communalities).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
      iterations += 1
      communalities = next
      guard change > tolerance, iterations < mostIterations else {
        let curvature = try BoundedNewton.leastCurvature(
          objective.derivatives(of: value).hessian, among: Array(communalities.indices))
        return FactorExtraction(
          loadings: loadings, uniquenesses: communalities.map { 1 - $0 }, criterion: value.discrepancy,
          iterations: iterations, converged: change <= tolerance,
          isIdentified: curvature > FactorExtraction.leastCurvature)
      }
    }
  }
}

extension Matrix {
  /// The sum of the squares of each row.
  var rowSquares: [Double] {
    var sums = [Double](repeating: 0, count: rowCount)
    for column in 0..<columnCount {
      for (row, value) in self[columnView: column].enumerated() { sums[row] += value * value }
    }
    return sums
  }
}
