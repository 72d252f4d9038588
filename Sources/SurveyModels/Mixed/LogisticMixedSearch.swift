import SurveyLinearAlgebra
import SurveyVocabulary

/// The third stage: the maximum of the log likelihood by Newton's method in orthonormal coefficients and σ.
///
/// The log likelihood depends on σ², so that σ = 0 is no bound: a maximum there is one inside. The curvature is from
/// central differences of the exact gradient, which at the end are refined by Richardson's extrapolation.
struct LogisticMixedSearch: Sendable {
  static let iterationLimit = 100
  /// The standard deviation, in logits, beyond which the variance is taken to grow without bound.
  static let largestDeviation = 50.0

  /// The coefficients of the orthonormal columns, then σ: zero where groups do not differ.
  let parameters: [Double]
  /// The log likelihood without the numbers of orders.
  let value: Double
  /// The inverse of the observed information; `nil` where σ is zero.
  let covariance: Matrix?
  let iterations: Int
  /// The length of the last step in standard errors.
  let lastStep: Double

  /// - Parameters:
  ///   - objective: The log likelihood.
  ///   - first: Where the search begins; the slope by σ vanishes at zero whatever the data, so that it begins at 0.1
  ///     at least. At the fit without groups and σ = 1 where there is none.
  ///   - limit: The most steps.
  /// - Throws: `InputError` if σ grows without bound or the search does not end.
  init(
    _ objective: LogisticMixedObjective, from first: [Double]? = nil, limit: Int = iterationLimit
  ) throws(InputError) {
    let width = objective.problem.width
    let flat = objective.problem.start + [0]
    let flatValue = objective.evaluate(flat).value
    var place = first ?? objective.problem.start + [1]
    place[width] = max(place[width].magnitude, 0.1)
    var point = objective.evaluate(place)
    for iteration in 1...max(limit, 1) {
      let spectrum = try SymmetricEigen(Self.information(objective, at: place, refined: false))
      let step = Self.step(spectrum, point.gradient)
      let gain = zip(step, point.gradient).reduce(0) { $0 + $1.0 * $1.1 }
      guard gain.isFinite else { throw Self.stuck(iteration) }
      let isEnd = gain <= 1e-16
      var share = 1.0
      var next = zip(place, step).map { $0 + $1 }
      var found = objective.evaluate(next)
      let rounding = 1e-13 * (1 + point.value.magnitude)
      while !(found.value >= point.value + 1e-4 * share * gain - rounding), share > 1e-8 {
        share /= 2
        next = zip(place, step).map { $0 + share * $1 }
        found = objective.evaluate(next)
      }
      guard share > 1e-8 else { throw Self.stuck(iteration) }
      (place, point) = (next, found)
      guard place[width].magnitude <= Self.largestDeviation else {
        throw InputError(
          .infeasible, objective.problem.grouping,
          "the standard deviation between groups grows beyond \(Int(Self.largestDeviation)) logits",
          remedy: "look for predictors that separate the outcome within groups, or for groups that end alike")
      }
      guard isEnd else { continue }
      let gained = point.value - flatValue
      guard place[width].magnitude > 1e-4, gained > 1e-11 * (1 + flatValue.magnitude) else {
        (parameters, value, covariance) = (flat, flatValue, nil)
        (iterations, lastStep) = (iteration, gain.squareRoot())
        return
      }
      place[width] = place[width].magnitude
      guard
        let inverse = ScaledInformation(try Self.information(objective, at: place, refined: true))?.inverse()
      else { throw Self.stuck(iteration) }
      (parameters, value, covariance) = (place, point.value, inverse)
      (iterations, lastStep) = (iteration, gain.squareRoot())
      return
    }
    throw Self.stuck(limit)
  }

  /// The end of a search that was made before.
  ///
  /// - Throws: `InputError` if the log likelihood rises from there by more than a step of 10⁻⁴ standard errors does.
  init(_ objective: LogisticMixedObjective, at place: [Double], iterations: Int) throws(InputError) {
    let point = objective.evaluate(place)
    let spectrum = try SymmetricEigen(Self.information(objective, at: place, refined: false))
    let step = Self.step(spectrum, point.gradient)
    let gain = zip(step, point.gradient).reduce(0) { $0 + $1.0 * $1.1 }
    guard gain <= 1e-8 else {
      throw InputError(
        .definition, "minimum", "the likelihood is larger elsewhere",
        remedy: "give the minimum of this very problem")
    }
    (parameters, value, self.iterations, lastStep) = (place, point.value, iterations, 0)
    guard place[objective.problem.width] != 0 else {
      covariance = nil
      return
    }
    guard
      let inverse = ScaledInformation(try Self.information(objective, at: place, refined: true))?.inverse()
    else { throw Self.stuck(iterations) }
    covariance = inverse
  }

  private static func stuck(_ iterations: Int) -> InputError {
    InputError(
      .notConverged, "fit", "no maximum was found in \(iterations) iterations",
      remedy: "look for predictors that nearly determine the outcome, or use more points")
  }

  /// Newton's step; along directions of the wrong curvature as far, but upwards.
  private static func step(_ spectrum: SymmetricEigen, _ gradient: [Double]) -> [Double] {
    let largest = spectrum.values.reduce(0) { max($0, $1.magnitude) }
    var step = gradient.map { _ in 0.0 }
    for (column, value) in spectrum.values.enumerated() {
      let vector = spectrum.vectors[column: column]
      let slope = zip(vector, gradient).reduce(0) { $0 + $1.0 * $1.1 }
      let share = slope / max(value.magnitude, 1e-10 * largest)
      for row in step.indices { step[row] += share * vector[row] }
    }
    // A step of more than 5 in the mean predictor or in σ leaves the region that the curvature describes.
    let length = step.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 5 ? step.map { $0 * 5 / length } : step
  }

  /// Minus the second derivatives, by differences of the gradient.
  static func information(
    _ objective: LogisticMixedObjective, at place: [Double], refined: Bool
  ) throws(InputError) -> Matrix {
    let order = place.count
    var result = Matrix(zeros: order, order)
    for column in 0..<order {
      func slope(_ distance: Double) -> [Double] {
        var (up, down) = (place, place)
        up[column] += distance
        down[column] -= distance
        return zip(objective.evaluate(up).gradient, objective.evaluate(down).gradient)
          .map { ($1 - $0) / (2 * distance) }
      }
      let distance = refined ? 8e-3 : 1e-3
      var found = slope(distance)
      if refined {
        let (half, quarter) = (slope(distance / 2), slope(distance / 4))
        for row in 0..<order {
          let (one, two) = ((4 * half[row] - found[row]) / 3, (4 * quarter[row] - half[row]) / 3)
          found[row] = (16 * two - one) / 15
        }
      }
      for row in 0..<order {
        result[row, column] += found[row] / 2
        result[column, row] += found[row] / 2
      }
    }
    return result
  }
}
