import SurveyLinearAlgebra
import SurveyVocabulary

/// A logistic likelihood with Jeffreys' penalty, some of its coefficients held.
///
/// The columns of held coefficients come last, so that in orthonormal coordinates holding them is holding the
/// last coordinates.
struct FirthProblem: Sendable {
  let problem: GeneralizedProblem
  /// The places of the columns in the order of the caller.
  let order: [Int]
  let free: Int
  /// The log-likelihood of means that are the outcomes.
  let saturated: Double

  init(_ data: GeneralizedData, holding held: [Int] = []) throws(InputError) {
    let names = data.problem.names.indices
    order = names.filter { !held.contains($0) } + held
    free = order.count - held.count
    saturated = data.saturatedKernel
    let arranged = held.isEmpty ? data.problem : try data.problem.choosing(order)
    problem = arranged ?? data.problem
  }
}

/// The penalized likelihood at one place.
struct FirthState: Sendable {
  let state: GeneralizedState
  /// The penalized log-likelihood ℓ + ½·log det(XᵀWX).
  let value: Double
  /// The inverse of the triangular factor of the weighted orthonormal columns.
  let inverse: Matrix
  /// The scores of the cases, w(y - μ) + h(½ - μ) with the leverage h.
  let scores: [Double]
}

struct FirthFit: Sendable {
  /// In the order of the caller.
  let coefficients: [Double]
  let covariance: Matrix
  let state: FirthState
  let iterations: Int
  let lastStep: Double
}

extension FirthProblem {
  /// The second stage: penalized likelihood and modified scores at orthonormal coordinates.
  func state(at place: [Double]) throws(InputError) -> FirthState {
    var predictor = try problem.orthonormal.times(place)
    for row in predictor.indices { predictor[row] += problem.offset[row] }
    let state = problem.state(at: predictor)
    let roots = state.information.map { $0.squareRoot() }
    let squares = try LeastSquares(
      problem.orthonormal.rows(times: roots), outcome: roots, arithmetic: .double)
    guard squares.kept.count == order.count else { throw .notConverged("the information vanishes") }
    let leverages = try squares.leverages()
    var half = -squares.inverse.diagonal.reduce(0) { $0 + naturalLog($1.magnitude) }
    half -= problem.back.diagonal.reduce(0) { $0 + naturalLog($1.magnitude) }
    let scores = state.scores.indices.map { row in
      // ½ - μ as half the difference of both probabilities.
      state.scores[row] - leverages[row] * hyperbolicTangent(predictor[row] / 2) / 2
    }
    return FirthState(
      state: state, value: saturated - state.deviance / 2 + half, inverse: squares.inverse, scores: scores)
  }

  /// The third stage: Fisher scoring of the modified score with step-halving, held coefficients at a value.
  ///
  /// - Parameters:
  ///   - start: Orthonormal coordinates to begin at; zero where there are none.
  ///   - value: What the held coefficients are, whatever the start says of them.
  ///   - tolerance: How short a step ends it, in standard errors; by default as short as rounding allows.
  ///   - limit: The most steps.
  /// - Returns: Coefficients and covariance at the maximum.
  /// - Throws: `InputError` if the steps do not become short.
  func fit(
    from start: [Double]? = nil, held value: Double = 0, tolerance: Double = 0, iterations limit: Int = 1000
  ) throws(InputError) -> FirthFit {
    let held = [Double](repeating: value, count: order.count - free)
    var place = coordinates(from: start ?? [Double](repeating: 0, count: order.count), ending: held)
    var state = try state(at: place)
    for iteration in 1...max(limit, 1) {
      let gradient = problem.orthonormal.transposedTimes(state.scores)
      let direction = direction(state, gradient)
      let decrement = zip(gradient, direction).reduce(0) { $0 + $1.0 * $1.1 }
      guard decrement.isFinite, state.value.isFinite else { throw .notConverged("a step is not finite") }
      let length = max(0, decrement).squareRoot()
      var share = 1.0
      func reached() -> (place: [Double], state: FirthState)? {
        let next = zip(place, direction).map { $0 + share * $1 }
        return possibleState(at: next).map { (next, $0) }
      }
      var next = reached()
      while next.map({ $0.state.value < state.value - 1e-11 * (state.value.magnitude + 1) }) ?? true {
        share /= 2
        guard share > 1e-10 else { throw .notConverged("no step raises the penalized likelihood") }
        next = reached()
      }
      let isWhole = share == 1
      if let found = next {
        // A case that alone determines a coefficient curves the penalized likelihood twice as much as the
        // information says: full steps would go from one side of the maximum to the other for ever.
        let slope = zip(problem.orthonormal.transposedTimes(found.state.scores), direction)
          .reduce(0) { $0 + $1.0 * $1.1 }
        // Where cases are all but certain it is the other way round: many short steps would follow each other.
        if slope < -decrement / 2 || slope > 0.75 * decrement {
          share *= slope < 0.99 * decrement ? decrement / (decrement - slope) : 100
          if let other = reached(), slope < 0 || other.state.value > found.state.value { next = other }
        }
      }
      if let next { (place, state) = next }
      if length <= max(tolerance, GeneralizedProblem.tolerance(state.state)), isWhole {
        return try finding(place, state, iteration, length)
      }
    }
    throw .notConverged("\(limit) iterations do not suffice")
  }

  /// Orthonormal coordinates whose last ones belong to given last coefficients: all of them, or those that are held.
  func coordinates(from start: [Double] = [], ending coefficients: [Double]) -> [Double] {
    let (count, first) = (order.count, order.count - coefficients.count)
    var place = start.isEmpty ? [Double](repeating: 0, count: count) : start
    // The last coefficients are the lower right triangle of `back` times the last coordinates.
    for row in stride(from: count - 1, through: first, by: -1) {
      var rest = coefficients[row - first]
      for column in (row + 1)..<max(count, row + 1) { rest -= problem.back[row, column] * place[column] }
      place[row] = rest / problem.back[row, row]
    }
    return place
  }

  /// The penalized likelihood at a place; `nil` where the weights vanish, and with them the penalty.
  private func possibleState(at place: [Double]) -> FirthState? {
    guard let predictor = try? problem.orthonormal.times(place), predictor.allSatisfy({ $0.magnitude < 600 })
    else { return nil }
    return try? state(at: place)
  }

  /// The step of the free coordinates: their block of the information is that of the leading triangle.
  private func direction(_ state: FirthState, _ gradient: [Double]) -> [Double] {
    var direction = [Double](repeating: 0, count: order.count)
    for middle in 0..<free {
      var projected = 0.0
      for row in 0...middle { projected += state.inverse[row, middle] * gradient[row] }
      for row in 0...middle { direction[row] += state.inverse[row, middle] * projected }
    }
    return direction
  }

  /// The fit that ends at a place.
  func finding(
    _ place: [Double], _ state: FirthState, _ iterations: Int, _ length: Double
  ) throws(InputError) -> FirthFit {
    let found = try problem.back.times(place)
    let root = try problem.back.times(state.inverse)
    let squared = try root.times(root.transposed)
    var coefficients = found
    var covariance = squared
    for (row, target) in order.enumerated() {
      coefficients[target] = found[row]
      for (column, other) in order.enumerated() { covariance[target, other] = squared[row, column] }
    }
    return FirthFit(
      coefficients: coefficients, covariance: covariance, state: state, iterations: iterations,
      lastStep: length)
  }
}
