import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The third stage of a mixed model: the factors at which the criterion is smallest.
///
/// A quasi-Newton search with exact slopes, then Newton's method with exact second derivatives. A factor and its
/// mirror image are the same model, so that no bound is needed: a variance of zero is a stationary point, and
/// whether it is a minimum the curvature says; where it is not, the search begins again beside it.
struct MixedSearch: Sendable {
  let state: MixedState
  let moments: MixedMoments
  let curvature: MixedCurvature
  let iterations: Int
  let evaluations: Int
  /// The largest slope in θ, each in units of its size.
  let slope: Double
  let converged: Bool

  private static let largestTheta = 1e6
  private static let mostRestarts = 3

  /// - Parameter start: θ to begin at; effects as large as the residual and uncorrelated where there is none.
  init(_ design: MixedDesign, restricted: Bool, from start: [Double]? = nil) throws(InputError) {
    var point = start ?? Self.start(design)
    var (iterations, evaluations) = (0, 0)
    for attempt in 0...Self.mostRestarts {
      let cache = StateCache(design, restricted: restricted)
      let minimum = try Minimization.bfgs(
        from: point, evaluations: 500, { cache.value($0) }, gradient: { cache.slopes($0) })
      guard minimum.point.allSatisfy({ $0.magnitude < Self.largestTheta }) else { throw Self.noResidual }
      iterations += minimum.iterations
      evaluations += minimum.evaluations
      guard var best = Stationary(design, Self.canonical(design, minimum.point), restricted: restricted)
      else { throw Self.noResidual }
      for _ in 0..<8 {
        guard let next = best.newtonStep(design, restricted: restricted) else { break }
        iterations += 1
        evaluations += 1
        best = next
      }
      for _ in 0..<30 where !best.isConverged {
        guard let next = best.dampedStep(design, restricted: restricted) else { break }
        iterations += 1
        best = next
      }
      guard best.state.theta.allSatisfy({ $0.magnitude < Self.largestTheta }) else { throw Self.noResidual }
      if attempt < Self.mostRestarts, let descent = best.descent {
        point = zip(best.state.theta, descent).map { $0 + 0.1 * $1 }
        continue
      }
      best = best.withoutTraces(design, restricted: restricted)
      (state, moments, curvature) = (best.state, best.moments, best.curvature)
      self.iterations = iterations
      self.evaluations = evaluations
      slope = best.size
      converged = best.isConverged
      return
    }
    throw Self.noResidual
  }

  /// The end of a search that found a minimum.
  init(
    _ design: MixedDesign, restricted: Bool, at theta: [Double], iterations: Int
  ) throws(InputError) {
    guard let found = Stationary(design, Self.canonical(design, theta), restricted: restricted) else {
      throw Self.noResidual
    }
    (state, moments, curvature) = (found.state, found.moments, found.curvature)
    (self.iterations, evaluations) = (iterations, 1)
    slope = found.size
    converged = found.isConverged
  }

  /// Effects as large as the residual, and uncorrelated.
  static func start(_ design: MixedDesign) -> [Double] {
    design.blocks.flatMap { block in
      (0..<block.width).flatMap { column in (column..<block.width).map { $0 == column ? 1.0 : 0 } }
    }
  }

  /// The same model with diagonals that are not negative.
  static func canonical(_ design: MixedDesign, _ theta: [Double]) -> [Double] {
    var theta = theta
    var place = 0
    for block in design.blocks {
      for column in 0..<block.width {
        let length = block.width - column
        if theta[place] < 0 { for index in place..<place + length { theta[index] = -theta[index] } }
        place += length
      }
    }
    return theta
  }

  static let noResidual = InputError(
    .constant, "residual", "the random terms explain the outcome without residual",
    remedy: "variances of groups need cases that differ within groups")
}

/// Keeps the last state, so that a value and its slopes are one evaluation.
private final class StateCache {
  private let design: MixedDesign
  private let restricted: Bool
  private var last: MixedState?

  init(_ design: MixedDesign, restricted: Bool) {
    self.design = design
    self.restricted = restricted
  }

  func value(_ theta: [Double]) -> Double {
    last = MixedState(design, theta, derivatives: true)
    return last?.criterion(design, restricted: restricted) ?? .infinity
  }

  func slopes(_ theta: [Double]) -> [Double] {
    if last?.theta != theta { last = MixedState(design, theta, derivatives: true) }
    guard let last else { return theta.map { _ in .nan } }
    let moments = MixedMoments(design, last, pairs: false)
    return MixedCurvature(design, last, moments, restricted: restricted).slopes
  }
}

/// A point of the search with its second derivatives.
private struct Stationary {
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

  /// How far a slope may be from zero, relative to the criterion.
  private static let tolerance = 1e-6

  var isConverged: Bool { size <= Self.tolerance * max(1, criterion.magnitude) }

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
    return cleared
  }
}
