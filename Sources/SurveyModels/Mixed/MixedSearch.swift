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

  /// Searches from given θ, or from effects as large as the residual and uncorrelated where there are none.
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
      iterations += best.descend(design, restricted: restricted)
      if !best.isConverged, let folded = best.folded(design, restricted: restricted) {
        best = folded
        iterations += best.descend(design, restricted: restricted)
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
