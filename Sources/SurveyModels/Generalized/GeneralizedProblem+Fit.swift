import SurveyLinearAlgebra
import SurveyVocabulary

/// The third stage's result.
struct GeneralizedFit: Sendable {
  let coefficients: [Double]
  let state: GeneralizedState
  let iterations: Int
  /// The length of the last step in standard errors.
  let lastStep: Double
}

extension GeneralizedProblem {
  /// The longest last step of a fit that has converged, in standard errors: 10⁻¹¹, or what the rounding of
  /// the scores of huge counts leaves.
  static func tolerance(_ state: GeneralizedState) -> Double {
    max(1e-11, 64 * Double.ulpOfOne * state.information.reduce(0, +).squareRoot())
  }

  /// Fisher scoring with step-halving, from the outcome or from a linear predictor.
  ///
  /// The score decides where it ends, and the information matrix only the way there.
  ///
  /// - Throws: `InputError` if the steps do not become short, or if the information vanishes.
  func fit(from start: [Double]? = nil, iterations limit: Int = 100) throws(InputError) -> GeneralizedFit {
    let first = start ?? outcome.indices.map { model.start(outcome[$0], weight: weights[$0]) }
    var state = state(at: first)
    let working = first.indices.map { row in
      state.information[row] * (first[row] - offset[row]) + state.scores[row]
    }
    var place = try step(state, toward: working).step
    state = try self.state(at: predictor(orthonormal: place))
    guard state.deviance.isFinite else {
      throw .notConverged("the first step leaves the range of the family")
    }
    for iteration in 1...max(limit, 1) {
      let (direction, gradient) = try step(state, toward: state.scores)
      let decrement = zip(gradient, direction).reduce(0) { $0 + $1.0 * $1.1 }
      guard decrement.isFinite else { throw .notConverged("a step is not finite") }
      let length = max(0, decrement).squareRoot()
      var share = 1.0
      var (nextPlace, next) = (place, state)
      repeat {
        nextPlace = zip(place, direction).map { $0 + share * $1 }
        next = try self.state(at: predictor(orthonormal: nextPlace))
        let rise = next.deviance - state.deviance
        if rise <= 1e-11 * (state.deviance + 1) || rise <= rounding(state) { break }
        share /= 2
      } while share > 1e-10
      guard next.deviance.isFinite, share > 1e-10 else {
        throw .notConverged("no step lowers the deviance")
      }
      if !model.isCanonical,
        let other = try corrected(place, direction, share, decrement, (nextPlace, next))
      {
        (nextPlace, next) = other
      }
      (place, state) = (nextPlace, next)
      if length <= Self.tolerance(state), share == 1 {
        return GeneralizedFit(
          coefficients: try back.times(place), state: state, iterations: iteration, lastStep: length)
      }
    }
    throw .notConverged("\(limit) iterations do not suffice")
  }

  /// The end of a step whose length the slopes at both its ends correct; `nil` where it may stay as it is.
  ///
  /// With links that are not canonical the expected information can be far from the curvature where cases are all but
  /// certain: steps then go to and fro across the minimum, or follow each other by the hundred.
  private func corrected(
    _ place: [Double], _ direction: [Double], _ share: Double, _ decrement: Double,
    _ reached: (place: [Double], state: GeneralizedState)
  ) throws(InputError) -> (place: [Double], state: GeneralizedState)? {
    let slope = zip(orthonormal.transposedTimes(reached.state.scores), direction).reduce(0) {
      $0 + $1.0 * $1.1
    }
    guard slope < -decrement / 2 || slope > 0.75 * decrement else { return nil }
    let factor = slope < 0.99 * decrement ? decrement / (decrement - slope) : 100
    let next = zip(place, direction).map { $0 + share * factor * $1 }
    let state = try self.state(at: predictor(orthonormal: next))
    return state.deviance < reached.state.deviance ? (next, state) : nil
  }

  /// What rounding leaves undecided of the deviance, which is a difference of terms of the outcome's size.
  private func rounding(_ state: GeneralizedState) -> Double {
    let isCount = model.canSeparate
    return outcome.indices.reduce(0) { sum, row in
      let size = isCount ? outcome[row] + state.means[row] : 1
      return sum + 4 * Double.ulpOfOne * weights[row] * size * (1 + state.predictor[row].magnitude)
    }
  }

  private func predictor(orthonormal place: [Double]) throws(InputError) -> [Double] {
    var predictor = try orthonormal.times(place)
    for row in predictor.indices { predictor[row] += offset[row] }
    return predictor
  }

  /// The orthonormal coordinates of the least squares problem whose weights are the information and whose
  /// right side is `scores` over it, and the products of the orthonormal columns and the scores.
  private func step(
    _ state: GeneralizedState, toward scores: [Double]
  ) throws(InputError) -> (step: [Double], products: [Double]) {
    let roots = state.information.map { $0.squareRoot() }
    let (gram, products) = try orthonormal.equations(rowsTimes: roots, right: scores)
    if let factor = try? CholeskyFactorization(gram), try factor.reciprocalCondition() > 1e-6 {
      return (try factor.solve(products), products)
    }
    // Weights that differ by many orders of magnitude: the factor comes from the rows themselves.
    let working = zip(scores, roots).map { $1 > 0 ? $0 / $1 : 0 }
    let fit = try LeastSquares(orthonormal.rows(times: roots), outcome: working, arithmetic: .double)
    guard fit.kept.count == names.count else { throw .notConverged("the information vanishes") }
    return (fit.coefficients, products)
  }

  /// The inverse of the information matrix of the coefficients.
  ///
  /// In orthonormal coordinates the information is as well conditioned as the weights are even, and Cholesky's
  /// factor loses no digits; the rows themselves are factored where the weights differ much.
  func inverseInformation(_ state: GeneralizedState) throws(InputError) -> Matrix {
    let roots = state.information.map { $0.squareRoot() }
    if let factor = try? CholeskyFactorization(orthonormal.gram(rowsTimes: roots)),
      try factor.reciprocalCondition() > 1e-3
    {
      return try back.times(factor.inverse()).times(back.transposed)
    }
    let inverse = try weightedSquares(state).inverse
    return try inverse.times(inverse.transposed)
  }

  /// The fit of the columns at their final weights by QR: covariance, leverages.
  func weightedSquares(_ state: GeneralizedState) throws(InputError) -> LeastSquares {
    let roots = state.information.map { $0.squareRoot() }
    let working = zip(state.scores, roots).map { $1 > 0 ? $0 / $1 : 0 }
    let fit = try LeastSquares(columns.rows(times: roots), outcome: working, arithmetic: .double)
    guard fit.kept.count == names.count else { throw .notConverged("the information vanishes") }
    return fit
  }
}

extension InputError {
  static func notConverged(_ problem: String) -> InputError {
    InputError(
      .notConverged, "fit", problem, remedy: "look for predictors of nearly no variation or extreme values")
  }
}
