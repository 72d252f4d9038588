import SurveyVocabulary

extension Minimization {
  /// A local minimum of a function of one variable in a range, by Brent's method: a golden section search
  /// that takes parabolic steps where they are safe.
  ///
  /// The ends of the range are evaluated last, and one of them is the answer where the function is lower
  /// there. If the function has several minima in the range, one of them is found.
  ///
  /// Reference: Brent (1973), Algorithms for Minimization without Derivatives, ch. 5.
  ///
  /// - Parameters:
  ///   - range: The two ends, a finite width apart.
  ///   - tolerance: The distance from the minimum that is tolerated, relative to the point. Below 1.5e-8, the
  ///     root of the rounding unit, most functions are flat.
  ///   - absoluteTolerance: The distance that is tolerated near a minimum at zero, above 0.
  ///   - evaluations: The budget, from 1 to 10,000,000.
  ///   - function: The function.
  /// - Returns: The minimum; its error estimate is the longer side of the last bracket.
  /// - Throws: `InputError` if an argument is outside its range, if the function is nowhere a finite number,
  ///   or if it is -infinity somewhere.
  public static func bracketed(
    in range: ClosedRange<Double>, tolerance: Double = 1.5e-8, absoluteTolerance: Double = 1e-12,
    evaluations: Int = 1_000, _ function: (Double) -> Double
  ) throws(InputError) -> Minimum<Double> {
    try check(tolerance: tolerance, evaluations: evaluations)
    guard absoluteTolerance > 0, absoluteTolerance < .infinity else {
      throw .outOfRange("absoluteTolerance", value: absoluteTolerance, allowed: "a finite number above 0")
    }
    guard (range.upperBound - range.lowerBound).isFinite, range.lowerBound <= range.upperBound else {
      throw InputError(
        .notFinite, "range", "\(range.lowerBound) to \(range.upperBound) is not a range of finite width")
    }
    return try withoutActuallyEscaping(function) { function throws(InputError) in
      var search = BrentSearch(
        range, tolerance: tolerance, absoluteTolerance: absoluteTolerance,
        BudgetedFunction(budget: evaluations, function))
      return try search.run()
    }
  }
}

/// The state of Brent's search; the names of the points are those of his book.
private struct BrentSearch {
  let range: ClosedRange<Double>
  let tolerance: Double
  let absoluteTolerance: Double
  var function: BudgetedFunction<Double>
  /// The bracket.
  var (a, b): (Double, Double)
  /// The best, the second best, and the former second best point with their values.
  var (x, w, v) = (0.0, 0.0, 0.0)
  var (fx, fw, fv) = (Double.infinity, Double.infinity, Double.infinity)
  /// The last step and the one before it.
  var (d, e) = (0.0, 0.0)

  static let golden = 0.3819660112501051  // (3 - √5)/2

  init(
    _ range: ClosedRange<Double>, tolerance: Double, absoluteTolerance: Double,
    _ function: BudgetedFunction<Double>
  ) {
    self.range = range
    self.tolerance = tolerance
    self.absoluteTolerance = absoluteTolerance
    self.function = function
    (a, b) = (range.lowerBound, range.upperBound)
  }

  mutating func run() throws(InputError) -> Minimum<Double> {
    x = a + Self.golden * b - Self.golden * a
    (w, v) = (x, x)
    fx = try function.value(at: x)
    (fw, fv) = (fx, fx)
    var iterations = 0
    var stop = Minimum<Double>.Stop.tolerance
    while true {
      let middle = a / 2 + b / 2
      // Never below the spacing of the doubles, lest a step vanish.
      let reach = max(tolerance, 2.3e-16) * x.magnitude + absoluteTolerance
      if max(x - a, b - x) <= 2 * reach { break }
      if function.isExhausted {
        stop = .budget
        break
      }
      iterations += 1
      step(towards: middle, reach)
      // Not nearer to the best point than the reach.
      let u = d.magnitude >= reach ? x + d : x + (d > 0 ? reach : -reach)
      take(u, try function.value(at: u))
    }
    let error = max(x - a, b - x)
    for end in [range.lowerBound, range.upperBound] where !function.isExhausted {
      let value = try function.value(at: end)
      if value < fx { (x, fx) = (end, value) }
    }
    guard fx < .infinity else {
      throw InputError(
        .notFinite, "function", "is not a finite number at any of \(function.evaluations) points of the range"
      )
    }
    return Minimum(
      point: x, value: fx, errorEstimate: error, iterations: iterations, evaluations: function.evaluations,
      gradientEvaluations: 0, stop: stop)
  }

  /// Sets the next step: to the lowest point of a parabola through the three points if it lies inside the
  /// bracket and the steps shrink, else into the longer side.
  private mutating func step(towards middle: Double, _ reach: Double) {
    if e.magnitude > reach, fv < .infinity, fw < .infinity {
      let r = (x - w) * (fx - fv)
      var q = (x - v) * (fx - fw)
      var p = (x - v) * q - (x - w) * r
      q = 2 * (q - r)
      if q > 0 { p = -p } else { q = -q }
      let former = e
      e = d
      if p.magnitude < (0.5 * q * former).magnitude, p > q * (a - x), p < q * (b - x) {
        d = p / q
        let u = x + d
        if u - a < 2 * reach || b - u < 2 * reach { d = x < middle ? reach : -reach }
        return
      }
    }
    e = x < middle ? b - x : a - x
    d = Self.golden * e
  }

  /// Takes a new point and its value into the state.
  private mutating func take(_ u: Double, _ fu: Double) {
    if fu <= fx {
      if u < x { b = x } else { a = x }
      (v, fv) = (w, fw)
      (w, fw) = (x, fx)
      (x, fx) = (u, fu)
    } else {
      if u < x { a = u } else { b = u }
      if fu <= fw || w == x {
        (v, fv) = (w, fw)
        (w, fw) = (u, fu)
      } else if fu <= fv || v == x || v == w {
        (v, fv) = (u, fu)
      }
    }
  }
}
