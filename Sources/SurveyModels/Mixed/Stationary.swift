import SurveyLinearAlgebra

/// A point of the search with its second derivatives.
struct Stationary {
  let state: MixedState
  let moments: MixedMoments
  let curvature: MixedCurvature
  let criterion: Double

  init?(_ design: MixedDesign, _ theta: [Double], restricted: Bool) {
    guard let state = MixedState(design, theta, derivatives: true) else { return nil }
    self.state = state
    moments = MixedMoments(design, state, pairs: true)
    curvature = MixedCurvature(design, state, moments, restricted: restricted)
    criterion = state.criterion(design, restricted: restricted)
  }

  /// The next point of Newton's method, if the slopes there are smaller.
  func newtonStep(_ design: MixedDesign, restricted: Bool) -> Stationary? {
    guard let factor = try? CholeskyFactorization(curvature.profiled),
      let step = try? factor.solve(curvature.slopes)
    else { return nil }
    let theta = MixedSearch.canonical(design, zip(state.theta, step).map { $0 - $1 })
    guard let next = Stationary(design, theta, restricted: restricted),
      next.criterion <= criterion + 1e-9 * max(1, criterion.magnitude),
      next.size < 0.5 * size
    else { return nil }
    return next
  }

  /// A shorter step where Newton's fails, negative curvatures taken by their size: to a point with a smaller criterion,
  /// or with smaller slopes where the criterion differs by its rounding only.
  func dampedStep(_ design: MixedDesign, restricted: Bool) -> Stationary? {
    guard let eigen = try? SymmetricEigen(curvature.profiled) else { return nil }
    let largest = eigen.values.reduce(0) { max($0, $1.magnitude) }
    var step = state.theta.map { _ in 0.0 }
    for (index, value) in eigen.values.enumerated() where value.magnitude > 1e-12 * largest {
      let vector = eigen.vectors[column: index]
      let slope = zip(vector, curvature.slopes).reduce(0) { $0 + $1.0 * $1.1 }
      for place in step.indices { step[place] += vector[place] * slope / value.magnitude }
    }
    let rounding = 1e-11 * max(1, criterion.magnitude)
    var share = 1.0
    while share > 1e-4 {
      let theta = MixedSearch.canonical(design, zip(state.theta, step).map { $0 - share * $1 })
      if let next = Stationary(design, theta, restricted: restricted),
        next.criterion < criterion - rounding
          || (next.criterion <= criterion + rounding && next.size < 0.5 * size)
      {
        return next
      }
      share /= 4
    }
    return nil
  }

  /// Takes shorter steps until the slopes are zero or no step leads on.
  ///
  /// - Returns: The number of steps.
  mutating func descend(_ design: MixedDesign, restricted: Bool) -> Int {
    for count in 0..<30 {
      guard !isConverged, let next = dampedStep(design, restricted: restricted) else { return count }
      self = next
    }
    return 30
  }

  /// The same point with factors whose columns are zero where their diagonals are: beside a diagonal of zero the
  /// columns of a factor can turn into each other, and the criterion is flat in that direction.
  func folded(_ design: MixedDesign, restricted: Bool) -> Stationary? {
    let theta = state.factors.flatMap { factor in
      var cleared = factor
      for index in 0..<factor.rowCount where factor[index, index].magnitude < 1e-5 {
        cleared[index, index] = 0
      }
      let triangle = MixedDeviance.reordered(cleared, Array(0..<factor.rowCount))
      return (0..<factor.rowCount).flatMap { column in
        (column..<factor.rowCount).map { triangle[$0, column] }
      }
    }
    guard theta != state.theta, let folded = Stationary(design, theta, restricted: restricted),
      folded.criterion <= criterion + 1e-9 * max(1, criterion.magnitude)
    else { return nil }
    return folded
  }

  /// How far a slope may be from zero, relative to the criterion.
  private static let tolerance = 1e-6

  /// Whether the slopes are zero for all practical purposes, or a small step of Newton's method would end at the
  /// minimum: with variances far above the residual the slopes themselves have few digits.
  var isConverged: Bool {
    let relative = size / max(1, criterion.magnitude)
    return relative <= Self.tolerance || (relative <= 100 * Self.tolerance && isWithinReach)
  }

  /// Whether the minimum of the quadratic approximation is less than 10⁻³ standard errors away.
  private var isWithinReach: Bool {
    let scales = state.scales
    var hessian = curvature.profiled
    for column in scales.indices {
      for row in scales.indices { hessian[row, column] *= scales[row] * scales[column] }
    }
    guard let eigen = try? SymmetricEigen(hessian), let largest = eigen.values.first else { return false }
    let slopes = zip(curvature.slopes, scales).map { $0 * $1 }
    var distance = 0.0
    for (index, value) in eigen.values.enumerated() {
      let slope = zip(eigen.vectors[column: index], slopes).reduce(0) { $0 + $1.0 * $1.1 }
      // Where the criterion is flat there must be no slope at all.
      if value > 1e-10 * largest {
        distance += slope * slope / (2 * value)
      } else if value < -1e-5 * max(1, largest)
        || slope.magnitude > Self.tolerance * max(1, criterion.magnitude)
      {
        return false
      }
    }
    return distance <= 1e-6
  }

  /// The largest slope, θ in units of its size.
  var size: Double { zip(curvature.slopes, state.scales).reduce(0) { max($0, $1.0.magnitude * $1.1) } }

  /// The direction in which the criterion falls though its slope is zero; `nil` at a minimum.
  var descent: [Double]? {
    guard let eigen = try? SymmetricEigen(curvature.profiled), let least = eigen.values.last,
      let largest = eigen.values.first, least < -1e-5 * max(1, largest)
    else { return nil }
    return eigen.vectors[column: eigen.values.count - 1]
  }

  /// The same point with factors of zero where they are zero but for the end of the search.
  func withoutTraces(_ design: MixedDesign, restricted: Bool) -> Stationary {
    let theta = state.theta.map { $0.magnitude < 1e-5 ? 0 : $0 }
    guard theta != state.theta, let cleared = Stationary(design, theta, restricted: restricted),
      cleared.criterion <= criterion + 1e-9 * max(1, criterion.magnitude)
    else { return self }
    guard !cleared.isConverged else { return cleared }
    if let folded = cleared.folded(design, restricted: restricted), folded.isConverged { return folded }
    return isConverged ? self : cleared
  }
}
