import SurveyVocabulary

/// The search for the ratios of variances that the restricted likelihood likes best.
///
/// A grid finds the start, Newton's method the minimum of the criterion. A ratio θ is moved on the scale of
/// log(θ + c), with c the inverse of the ratings that a subject or a rater has on average: the criterion is
/// smooth there down to zero. A step beyond zero ends at zero, where a ratio stays while the criterion does
/// not fall from it.
struct RatingSearch {
  /// Subject and rater variance in units of the error variance.
  let ratios: [Double]
  /// The covariance of the logarithms of the ratios; zero for a ratio that is zero.
  let logCovariance: [[Double]]
  /// The criterion and what belongs to it.
  let value: RatingLikelihood.Value
  /// The steps that were taken.
  let iterations: Int

  private static let largestRatio = 1e8
  private static let mostSteps = 200

  /// Searches both ratios, or with raters left out of the model only that of subjects.
  ///
  /// - Throws: `InputError` if the error variance goes to zero or the search does not end.
  init(_ likelihood: RatingLikelihood, withRaters: Bool) throws(InputError) {
    let criterion = RatingCriterion(likelihood, withRaters: withRaters)
    guard var point = criterion.start() else { throw Self.noError }
    for step in 1...Self.mostSteps {
      point = criterion.freed(point)
      let free = criterion.free(point)
      guard let curvature = criterion.curvature(at: point, free: free) else { throw Self.noError }
      let move = curvature.newtonStep(against: criterion.slopes(point, free))
      let size = curvature.isConvex ? move.map(\.magnitude).max() ?? 0 : .infinity
      if size < 1e-9 {
        let last = criterion.moved(point, free, by: move, share: 1) ?? point
        (ratios, value, iterations) = (last.ratios, last.value, step)
        logCovariance = criterion.logCovariance(curvature, at: last, free: free)
        return
      }
      // So close to the minimum the rounding of the criterion exceeds what a step changes of it.
      let bound = size < 1e-6 ? Double.infinity : point.value.criterion
      var share = 1.0
      var next: RatingCriterion.Point?
      while next == nil, share > 1e-12 {
        let trial = criterion.moved(point, free, by: move, share: share)
        if let trial, trial.value.criterion <= bound { next = trial } else { share /= 2 }
      }
      guard let next else { break }
      point = next
      guard point.ratios.allSatisfy({ $0 < Self.largestRatio }) else { throw Self.noError }
    }
    throw InputError(
      .notConverged, "variance components", "the search did not settle in \(Self.mostSteps) steps",
      remedy: "look for raters or subjects with very few ratings")
  }

  private static let noError = InputError(
    .constant, "error", "the ratings follow subjects and raters without error",
    remedy: "components of variance need ratings that differ by more than subjects and raters explain")
}
