import SurveyVocabulary

extension Minimization {
  /// A local minimum of a smooth function of several variables from its gradient, by the method of Broyden,
  /// Fletcher, Goldfarb and Shanno with a line search for the strong Wolfe conditions.
  ///
  /// The Hessian is approximated itself, not its inverse, so that with bounds the step is the quasi-Newton
  /// step of the variables that are free: a variable at its bound whose step would leave it stays, and no
  /// step is longer than to the first bound on its way.
  ///
  /// Reference: Nocedal & Wright (2006), Numerical Optimization, 2nd ed., ch. 3, 6 and 16.7. Where values
  /// differ by their rounding only, slopes decide (Hager & Zhang 2005, doi:10.1137/030601880).
  ///
  /// - Parameters:
  ///   - start: Where to begin, inside the bounds; at most 1,000 variables.
  ///   - bounds: One range for each variable, with infinite ends where wanted; none means no bounds.
  ///   - tolerance: The relative gradient that is tolerated: the largest component, projected on the bounds,
  ///     times max(|x|, 1) over max(|f|, 1).
  ///   - evaluations: The budget for values; gradients are never more.
  ///   - function: The function.
  ///   - gradient: Its gradient, as long as the point; a gradient that is not finite makes its point one
  ///     outside the domain.
  /// - Returns: The minimum; its error estimate is the largest component of the next quasi-Newton step.
  /// - Throws: `InputError` if an argument is outside its range, if value or gradient are not finite at the
  ///   start, if the gradient has another length than the point, or if the function is -infinity somewhere.
  public static func bfgs(
    from start: [Double], in bounds: [ClosedRange<Double>] = [], tolerance: Double = 1e-8,
    evaluations: Int = 10_000, _ function: ([Double]) -> Double, gradient: ([Double]) -> [Double]
  ) throws(InputError) -> Minimum<[Double]> {
    try check(tolerance: tolerance, evaluations: evaluations)
    try check(start: start, bounds: bounds)
    return try withoutActuallyEscaping(function) { function throws(InputError) in
      try withoutActuallyEscaping(gradient) { gradient throws(InputError) in
        let smooth = SmoothFunction(
          BudgetedFunction(budget: evaluations, function), gradient: gradient, bounds: bounds)
        var search = try ProjectedBFGS(from: start, smooth, tolerance: tolerance)
        return try search.run()
      }
    }
  }
}

/// The state of a projected quasi-Newton search.
private struct ProjectedBFGS {
  private var function: SmoothFunction
  private let tolerance: Double
  private var point: [Double]
  private var value: Double
  private var gradient: [Double]
  private var hessian: SecantHessian
  private var iterations = 0

  init(from start: [Double], _ smooth: SmoothFunction, tolerance: Double) throws(InputError) {
    function = smooth
    self.tolerance = tolerance
    point = start
    value = try function.value(at: start)
    guard value.isFinite else {
      throw InputError(
        .notFinite, "start", "the function is not a finite number there", remedy: "begin inside its domain")
    }
    gradient = try function.gradient(at: start)
    guard gradient.allSatisfy(\.isFinite) else {
      throw InputError(
        .notFinite, "start", "the gradient is not finite there", remedy: "begin inside its domain")
    }
    hessian = SecantHessian(order: start.count)
  }

  mutating func run() throws(InputError) -> Minimum<[Double]> {
    var stop: Minimum<[Double]>.Stop?
    var (best, idle) = (value, 0)
    var lowest = relativeGradient()
    while stop == nil {
      if relativeGradient() <= tolerance {
        stop = .tolerance
      } else if function.isExhausted {
        stop = .budget
      } else if try !advance() {
        // Without what was learned about the curvature there may be progress yet.
        if hessian.isFresh { stop = function.isExhausted ? .budget : .noProgress }
        hessian.reset()
      } else {
        iterations += 1
        let measure = relativeGradient()
        idle = value < best || measure < lowest ? 0 : idle + 1
        (best, lowest) = (min(best, value), min(lowest, measure))
        if idle >= 10, measure > tolerance { stop = .noProgress }
      }
    }
    let next = direction()
    var error = 0.0
    for index in point.indices {
      error = max(error, (function.projected(point[index] + next[index], index) - point[index]).magnitude)
    }
    return Minimum(
      point: point, value: value, errorEstimate: error, iterations: iterations,
      evaluations: function.evaluations, gradientEvaluations: function.gradientEvaluations,
      stop: stop ?? .noProgress)
  }

  /// The largest relative component of the gradient that the bounds leave.
  private func relativeGradient() -> Double {
    var largest = 0.0
    for index in point.indices {
      // Downhill, and no farther than to the bound.
      let slope = gradient[index]
      let room = slope > 0 ? point[index] - function.lower(index) : function.upper(index) - point[index]
      largest = max(largest, min(slope.magnitude, room) * max(point[index].magnitude, 1))
    }
    return largest / max(value.magnitude, 1)
  }

  /// Whether a variable lies at a bound and a step would take it out.
  private func leaves(_ index: Int, _ step: Double) -> Bool {
    (step < 0 && point[index] <= function.lower(index)) || (step > 0 && point[index] >= function.upper(index))
  }

  /// The quasi-Newton step of the free variables, 0 for the others.
  private mutating func direction() -> [Double] {
    var free = point.indices.filter { !leaves($0, -gradient[$0]) }
    // Each round takes a variable away that the step would push through its bound; the slope of the
    // others is the more negative.
    while !free.isEmpty {
      guard let step = hessian.step(against: gradient, free) else {
        hessian.reset()
        continue
      }
      let kept = free.filter { !leaves($0, step[$0]) }
      if kept.count == free.count { return step }
      free = kept
    }
    return [Double](repeating: 0, count: point.count)
  }

  /// One line search and one update; false if no step was found.
  private mutating func advance() throws(InputError) -> Bool {
    let step = direction()
    let slope = dotProduct(step, gradient)
    let length = step.reduce(0) { max($0, $1.magnitude) }
    guard slope < 0, slope.isFinite, length.isFinite else { return false }
    var farthest = Double.infinity
    for index in point.indices where step[index] != 0 {
      let bound = step[index] < 0 ? function.lower(index) : function.upper(index)
      farthest = min(farthest, (bound - point[index]) / step[index])
    }
    // A step without knowledge of the curvature has no scale of its own.
    let scale = point.reduce(1) { max($0, $1.magnitude) }
    let first = hessian.isFresh ? min(1, scale / length) : 1
    let search = WolfeSearch(value: value, slope: slope, first: first, farthest: farthest)
    let origin = point
    guard
      let trial = try search.run(
        value: { share throws(InputError) in
          let point = function.point(from: origin, by: share, along: step)
          guard !function.isExhausted else { return nil }
          return point.allSatisfy(\.isFinite) ? try function.value(at: point) : .infinity
        },
        slope: { share throws(InputError) in
          let gradient = try function.gradient(at: function.point(from: origin, by: share, along: step))
          return (dotProduct(gradient, step), gradient)
        })
    else { return false }
    let moved = function.point(from: origin, by: trial.share, along: step)
    hessian.update(
      step: zip(moved, point).map { $0 - $1 }, change: zip(trial.gradient, gradient).map { $0 - $1 })
    (point, value, gradient) = (moved, trial.value, trial.gradient)
    return true
  }
}
