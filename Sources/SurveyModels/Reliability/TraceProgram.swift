/// The largest sum of error variances that leaves a covariance matrix positive semidefinite: the
/// semidefinite programme behind the greatest lower bound.
///
/// Maximises Σ wᵢτᵢ over τ ≥ 0 with R - diag(τ) positive semidefinite, by following the central path of a
/// logarithmic barrier of tightness t with Newton's steps δ. Near the path, with M = (R - diag τ)⁻¹, the
/// matrix Y = t⁻¹(M + M·diag(δ)·M) is feasible for the dual programme (minimise tr(R·Y) over positive
/// semidefinite Y with a diagonal of at least w), so that tr(R·Y) - Σwτ bounds how far the sum is from the
/// largest possible one.
struct TraceProgram {
  /// The solution.
  struct Solution {
    /// The error variances τ of standardized items.
    let errors: [Double]
    /// Σ wᵢτᵢ, a sum that is reached.
    let value: Double
    /// The sum of the dual programme less the value: no sum is larger than the value by more.
    let gap: Double
    /// The number of Newton's steps.
    let iterations: Int
  }

  /// The gap, in units of the sum of weights, at which the search ends.
  static let tolerance = 1e-10
  /// The gap that is enough where rounding ends the search before.
  static let sufficient = 1e-9
  static let mostIterations = 400

  /// Solves the programme.
  ///
  /// - Parameters:
  ///   - correlations: A positive definite matrix R with a diagonal of ones, row after row.
  ///   - weights: The weights w, none of them zero or negative.
  /// - Returns: `nil` where the steps do not settle.
  static func solve(_ correlations: [Double], weights: [Double]) -> Solution? {
    let k = weights.count
    let scale = weights.reduce(0, +) / Double(max(k, 1))
    let weights = weights.map { $0 / scale }
    guard let start = TriangularRoot.inverse(correlations, order: k) else { return nil }
    // The smallest eigenvalue is at least one over the trace of the inverse.
    let trace = (0..<k).reduce(0.0) { $0 + start[$1 * k + $1] }
    var errors = [Double](repeating: 0.5 / trace, count: k)
    var inverse = start
    guard invert(correlations, less: errors, &inverse) else { return nil }
    var tightness = 2.0 * Double(k)
    var best: Solution?
    var stepsHere = 0
    for iteration in 1...mostIterations {
      let before = errors
      guard let (decrement, gap) = step(correlations, weights, tightness, &errors, &inverse) else { break }
      stepsHere += 1
      if gap < best?.gap ?? .infinity {
        let value = zip(weights, before).reduce(0) { $0 + $1.0 * $1.1 }
        best = Solution(errors: before, value: value, gap: max(gap, 0), iterations: iteration)
        if gap <= tolerance * Double(k) { break }
      }
      // Near the edge rounding keeps the last steps from settling; the gap is a bound all the same.
      if decrement < 0.05 || stepsHere >= 30 {
        tightness *= 8
        stepsHere = 0
      }
    }
    guard let best, best.gap <= sufficient * Double(k) else { return nil }
    return Solution(
      errors: best.errors, value: scale * best.value, gap: scale * best.gap, iterations: best.iterations)
  }

  /// One damped step of Newton towards the point of the path for a tightness.
  ///
  /// - Returns: The squared length of the whole step in the metric of the barrier, and how far the sum at
  ///   the point before the step can be from the largest one; `nil` where no step helps.
  private static func step(
    _ correlations: [Double], _ weights: [Double], _ tightness: Double, _ errors: inout [Double],
    _ inverse: inout [Double]
  ) -> (decrement: Double, gap: Double)? {
    let k = weights.count
    var hessian = [Double](repeating: 0, count: k * k)
    var direction = [Double](repeating: 0, count: k)
    for i in 0..<k {
      direction[i] = tightness * weights[i] - inverse[i * k + i] + 1 / errors[i]
      for j in 0..<k { hessian[i * k + j] = inverse[i * k + j] * inverse[i * k + j] }
      hessian[i * k + i] += 1 / errors[i] / errors[i]
    }
    let gradient = direction
    // The diagonal is brought to one: barriers differ by many powers of ten near the edge.
    let scales = (0..<k).map { hessian[$0 * k + $0].squareRoot() }
    for i in 0..<k {
      for j in 0..<k { hessian[i * k + j] /= scales[i] * scales[j] }
      direction[i] /= scales[i]
    }
    guard TriangularRoot.factor(&hessian, order: k) == nil else { return nil }
    TriangularRoot.solve(hessian, order: k, &direction)
    var decrement = 0.0
    for i in 0..<k {
      direction[i] /= scales[i]
      decrement += direction[i] * gradient[i]
    }
    guard decrement.isFinite, decrement >= 0 else { return nil }
    // The matrix of the dual programme is positive semidefinite as long as the whole step stays inside.
    let gap =
      decrement < 0.5 ? gap(weights, tightness, errors, inverse, gradient, direction) : Double.infinity
    // A step of this length stays inside and raises the function of the barrier, which is
    // self-concordant; it is halved only where rounding stands against that.
    var length = decrement < 0.0625 ? 1 : 1 / (1 + decrement.squareRoot())
    var trial = errors
    for _ in 0..<60 {
      for i in 0..<k { trial[i] = errors[i] + length * direction[i] }
      if trial.allSatisfy({ $0 > 0 }), invert(correlations, less: trial, &inverse) {
        errors = trial
        return (decrement, gap)
      }
      length *= 0.5
    }
    return nil
  }

  /// Writes the inverse of R - diag(τ); whether the matrix is positive definite.
  private static func invert(
    _ correlations: [Double], less errors: [Double], _ inverse: inout [Double]
  ) -> Bool {
    let k = errors.count
    var matrix = correlations
    for i in 0..<k { matrix[i * k + i] -= errors[i] }
    guard TriangularRoot.factor(&matrix, order: k) == nil else { return false }
    TriangularRoot.invert(matrix, order: k, into: &inverse)
    return inverse.allSatisfy(\.isFinite)
  }

  /// The sum of the dual programme less that of the programme itself, both at a point near the path.
  private static func gap(
    _ weights: [Double], _ tightness: Double, _ errors: [Double], _ inverse: [Double],
    _ gradient: [Double], _ direction: [Double]
  ) -> Double {
    let k = weights.count
    var (excess, least, primal) = (Double(k), 1.0, 0.0)
    for i in 0..<k {
      // What the diagonal of the dual matrix has above the weight, by the equations that the step solves,
      // corrected for what rounding left of them.
      let barrier = (1 - direction[i] / errors[i]) / errors[i]
      var rest = gradient[i] - direction[i] / errors[i] / errors[i]
      for j in 0..<k { rest -= inverse[i * k + j] * inverse[i * k + j] * direction[j] }
      let surplus = barrier - rest
      excess += direction[i] * inverse[i * k + i] + errors[i] * surplus
      least = min(least, 1 + surplus / tightness / weights[i])
      primal += weights[i] * errors[i]
    }
    guard least > 0 else { return .infinity }
    return (primal + excess / tightness) / least - primal
  }
}
