import SurveyLinearAlgebra
import SurveyVocabulary

/// A log likelihood at a point, with its gradient and the negative of its Hessian.
struct LikelihoodPoint: Sendable {
  let value: Double
  let gradient: [Double]
  /// The observed information.
  let information: Matrix
}

/// A concave log likelihood of a model with linear predictors.
protocol LikelihoodObjective {
  /// The log likelihood at a point; `nil` outside its domain.
  func evaluate(_ parameters: [Double]) -> LikelihoodPoint?
  /// The largest change of a linear predictor by a step, against its size plus one.
  func reach(of step: [Double], at parameters: [Double]) -> Double
}

/// The maximum of a concave log likelihood by Newton's method with halved steps.
///
/// It ends where the next step promises a gain of less than 1e-12, and takes that step: the error is then of
/// the order of its square. Where the linear predictors still move by more than 1e-4 of their size then, the
/// likelihood has no maximum; a smaller gain would be rounding and could not tell (Albert & Anderson 1984, doi:10.1093/biomet/71.1.1).
struct LikelihoodSearch: Sendable {
  /// Why there is no maximum.
  enum Failure: Error {
    /// The likelihood grows for ever along a direction.
    case diverging([Double])
    /// No step leads upwards, or there were too many.
    case stuck
  }

  static let iterationLimit = 200

  let parameters: [Double]
  let value: Double
  /// The inverse of the information.
  let covariance: Matrix
  let iterations: Int

  init(parameters: [Double], value: Double, covariance: Matrix, iterations: Int) {
    (self.parameters, self.value, self.covariance) = (parameters, value, covariance)
    self.iterations = iterations
  }

  init(_ objective: some LikelihoodObjective, from start: [Double]) throws(Failure) {
    var parameters = start
    guard var point = objective.evaluate(start) else { throw .stuck }
    var direction = [Double](repeating: 0, count: start.count)
    for iteration in 0..<Self.iterationLimit {
      guard let factor = ScaledInformation(point.information), let step = factor.solve(point.gradient) else {
        throw iteration == 0 ? .stuck : .diverging(direction)
      }
      direction = step
      let gain = zip(point.gradient, step).reduce(0) { $0 + $1.0 * $1.1 }
      guard gain > 1e-12 else {
        guard objective.reach(of: step, at: parameters) <= 1e-4 else { throw .diverging(step) }
        let last = zip(parameters, step).map { $0 + $1 }
        if let end = objective.evaluate(last) { (parameters, point) = (last, end) }
        guard let factor = ScaledInformation(point.information), let covariance = factor.inverse() else {
          throw .diverging(step)
        }
        self.parameters = parameters
        value = point.value
        self.covariance = covariance
        iterations = iteration + 1
        return
      }
      (parameters, point) = try Self.ascend(objective, from: parameters, point, along: step, gain: gain)
    }
    guard objective.reach(of: direction, at: parameters) <= 1e-4 else { throw .diverging(direction) }
    throw .stuck
  }

  /// The first of the halved steps that gains what the slope promises, but for rounding.
  private static func ascend(
    _ objective: some LikelihoodObjective, from parameters: [Double], _ point: LikelihoodPoint,
    along step: [Double], gain: Double
  ) throws(Failure) -> ([Double], LikelihoodPoint) {
    let rounding = 1e-13 * (1 + point.value.magnitude)
    var share = 1.0
    for _ in 0..<60 {
      let next = zip(parameters, step).map { $0 + share * $1 }
      if let found = objective.evaluate(next), found.value >= point.value + 1e-4 * share * gain - rounding {
        return (next, found)
      }
      share /= 2
    }
    throw .stuck
  }
}

/// An information matrix whose diagonal was scaled to one, factored.
struct ScaledInformation {
  private let factor: CholeskyFactorization
  private let roots: [Double]

  /// `nil` where the matrix is not positive definite.
  init?(_ information: Matrix) {
    let roots = information.diagonal.map { $0.squareRoot() }
    guard roots.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    var scaled = information
    for column in roots.indices {
      for row in roots.indices { scaled[row, column] /= roots[row] * roots[column] }
    }
    guard let factor = try? CholeskyFactorization(scaled) else { return nil }
    self.factor = factor
    self.roots = roots
  }

  func solve(_ gradient: [Double]) -> [Double]? {
    guard let solution = try? factor.solve(zip(gradient, roots).map { $0 / $1 }) else { return nil }
    return zip(solution, roots).map { $0 / $1 }
  }

  func inverse() -> Matrix? {
    guard var inverse = try? factor.inverse() else { return nil }
    for column in roots.indices {
      for row in roots.indices { inverse[row, column] /= roots[row] * roots[column] }
    }
    return inverse
  }
}
