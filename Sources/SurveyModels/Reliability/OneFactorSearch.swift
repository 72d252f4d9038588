/// The third stage: the minimum of the discrepancy, by Newton's steps with exact second derivatives.
///
/// Where those are not positive definite the expected ones take their place (Fisher's scoring), whose
/// steps always lead downhill. A step is halved until the discrepancy falls. The search is over all real
/// loadings and error variances: a negative error variance (a Heywood case) is found, not prevented.
struct OneFactorSearch {
  /// Where the search ended.
  struct Minimum {
    /// The free parameters of standardized items.
    let parameters: [Double]
    /// The discrepancy there.
    let discrepancy: Double
    /// The number of steps.
    let iterations: Int
    /// The inverse of the expected second derivatives there, row after row; `nil` where they are singular.
    let inverseInformation: [Double]?
  }

  /// Why there is no minimum.
  enum Failure: Error {
    /// The steps lead off without end; the item with the most negative error variance, if there is one.
    case diverged(item: Int?)
    /// The steps did not settle within the limit.
    case unsettled
  }

  static let mostIterations = 200
  /// The squared length of a step, in the metric of the second derivatives, that counts as none.
  static let tolerance = 1e-20
  /// An error variance of a standardized item below this is on its way to minus infinity.
  static let divergence = -1e3
  /// Below this it was on that way when the search stopped for another reason.
  static let falling = -5.0

  let objective: OneFactorObjective
  let form: OneFactorForm

  init(_ moments: OneFactorMoments, form: OneFactorForm) {
    objective = OneFactorObjective(moments, form: form)
    self.form = form
  }

  /// Searches from the start values of the data.
  func minimum() throws(Failure) -> Minimum {
    let p = objective.parameterCount
    var parameters = start()
    var trial = parameters
    var gradient = [Double](repeating: 0, count: p)
    var step = gradient
    var hessian = [Double](repeating: 0, count: p * p)
    var work = [Double](repeating: 0, count: objective.workCount)
    guard var value = objective.value(parameters, work: &work) else { throw .unsettled }
    for iteration in 1...Self.mostIterations {
      objective.derivatives(work: &work, expected: false, gradient: &gradient, hessian: &hessian)
      if TriangularRoot.factor(&hessian, order: p, tolerance: 1e-10) != nil {
        objective.derivatives(work: &work, expected: true, gradient: &gradient, hessian: &hessian)
        for index in 0..<p { hessian[index * p + index] *= 1 + 1e-6 }
        guard TriangularRoot.factor(&hessian, order: p) == nil else { throw failure(parameters) }
      }
      step = gradient
      TriangularRoot.solve(hessian, order: p, &step)
      var decrement = 0.0
      for index in 0..<p { decrement += step[index] * gradient[index] }
      guard decrement.isFinite else { throw failure(parameters) }
      if decrement <= Self.tolerance {
        // The last step squares an error that is small already.
        for index in 0..<p { trial[index] = parameters[index] - step[index] }
        if let found = objective.value(trial, work: &work) {
          (parameters, value) = (trial, found)
        } else {
          _ = objective.value(parameters, work: &work)
        }
        return finished(parameters, value, iteration, &work, &gradient, &hessian)
      }
      var length = 1.0
      var next: Double?
      // Below the rounding of the discrepancy itself no fall can be seen, and the step is taken as it is.
      let margin = decrement < 1e-12 ? 1e-12 : 0
      for _ in 0..<50 {
        for index in 0..<p { trial[index] = parameters[index] - length * step[index] }
        if let found = objective.value(trial, work: &work),
          found <= value - 1e-4 * length * decrement + margin
        {
          next = found
          break
        }
        length *= 0.5
      }
      guard let next else { throw failure(parameters) }
      parameters = trial
      value = next
      if let item = negativeError(parameters), item.value < Self.divergence {
        throw .diverged(item: item.index)
      }
    }
    throw failure(parameters)
  }

  private func finished(
    _ parameters: [Double], _ value: Double, _ iterations: Int, _ work: inout [Double],
    _ gradient: inout [Double], _ hessian: inout [Double]
  ) -> Minimum {
    let p = objective.parameterCount
    objective.derivatives(work: &work, expected: true, gradient: &gradient, hessian: &hessian)
    // In units of its own spread no parameter may be left undetermined by the others.
    let scales = (0..<p).map { hessian[$0 * p + $0].squareRoot() }
    // At loadings of zero the discrepancy has no curvature: the search stops somewhere beside them.
    let isSmall = scales.contains { !($0 > 1e-4) }
    for row in 0..<p { for column in 0..<p { hessian[row * p + column] /= scales[row] * scales[column] } }
    var root = hessian
    let isSingular = isSmall || TriangularRoot.factor(&root, order: p, tolerance: 1e-12) != nil
    var inverse = isSingular ? nil : TriangularRoot.inverse(hessian, order: p)
    for row in 0..<p { for column in 0..<p { inverse?[row * p + column] /= scales[row] * scales[column] } }
    return Minimum(
      parameters: parameters, discrepancy: max(value, 0), iterations: iterations, inverseInformation: inverse)
  }

  /// What a search that stops short says of its last point: an error variance far below zero was falling.
  private func failure(_ parameters: [Double]) -> Failure {
    guard let worst = negativeError(parameters), worst.value < Self.falling else { return .unsettled }
    return .diverged(item: worst.index)
  }

  /// The most negative error variance of standardized items; `nil` where none is negative.
  private func negativeError(_ parameters: [Double]) -> (index: Int, value: Double)? {
    let k = objective.order
    var worst: (index: Int, value: Double)?
    for item in 0..<k {
      let value = objective.weights[k + item] * parameters[objective.places[k + item]]
      if value < min(worst?.value ?? 0, 0) { worst = (item, value) }
    }
    return worst
  }
}

extension OneFactorSearch {
  /// Start values: the first principal axis as loadings and what it leaves as errors; equal loadings by least
  /// squares from those.
  private func start() -> [Double] {
    let k = objective.order
    let loadings = Self.axis(objective.correlations, order: k)
    guard form != .congeneric else { return loadings + loadings.map { 1 - $0 * $0 } }
    let weights = objective.weights
    let (products, squares) = (0..<k).reduce((0.0, 0.0)) {
      ($0.0 + weights[$1] * loadings[$1], $0.1 + weights[$1] * weights[$1])
    }
    let shared = max((products / squares).magnitude, 0.05 / (squares / Double(k)).squareRoot())
    let errors = (0..<k).map { max(1 - weights[$0] * weights[$0] * shared * shared, 0.05) }
    guard form == .parallel else { return [shared] + errors }
    let (shares, units) = (0..<k).reduce((0.0, 0.0)) {
      ($0.0 + errors[$1] * weights[k + $1], $0.1 + weights[k + $1] * weights[k + $1])
    }
    return [shared, max(shares / units, 1e-3)]
  }

  /// Loadings along the first principal axis, none of them near ±1.
  static func axis(_ correlations: [Double], order k: Int) -> [Double] {
    // The row with the most shared variance points towards the axis; products pull it there.
    var (axis, best) = ([Double](repeating: 1, count: k), -1.0)
    for row in 0..<k {
      let own = correlations[(row * k)..<((row + 1) * k)]
      let length = own.reduce(0) { $0 + $1 * $1 }
      if length > best { (axis, best) = (Array(own), length) }
    }
    var next = axis
    var root = 1.0
    for _ in 0..<30 {
      var squares = 0.0
      for row in 0..<k {
        var sum = 0.0
        for column in 0..<k { sum += correlations[row * k + column] * axis[column] }
        next[row] = sum
        squares += sum * sum
      }
      root = squares.squareRoot()
      guard root > 0, root.isFinite else { break }
      for row in 0..<k { axis[row] = next[row] / root }
    }
    // Of the variance along the axis, part of what unrelated items would have there is left out.
    let common = max(root - 0.5, 0.05).squareRoot()
    return axis.map { min(max($0 * common, -0.95), 0.95) }
  }
}
