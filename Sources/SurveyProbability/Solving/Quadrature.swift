import SurveyVocabulary

/// Integrals of functions of one variable over finite and infinite ranges.
public enum Quadrature {
  /// The most evaluations that can be asked for; they bound the time and the memory, about 40 MB of panels.
  public static let largestBudget = 10_000_000

  /// The integral of a function by adaptive Gauss-Kronrod quadrature.
  ///
  /// The panel with the largest estimated error is halved until the sum of the errors is at most the larger
  /// of the two tolerances, as in QUADPACK's QAG (Piessens et al. 1983, doi:10.1007/978-3-642-61786-7). An
  /// infinite end is mapped to 0 by x = start ± (1 - t)/t, from the outermost split or from 0. The function
  /// is never evaluated at the ends of the range, so that an integrable singularity may lie there; one
  /// that lies at 0 is resolved best, because doubles are densest there. Nothing extrapolates. A peak that
  /// is narrow beside the range can be missed by every point: split the range at it.
  ///
  /// Where the budget ends first, or only rounding is left to reduce, the result says `converged == false`;
  /// ``Integral/orNotConverged(_:)`` makes an error of that.
  ///
  /// - Parameters:
  ///   - range: The range, with infinite ends where wanted.
  ///   - splits: Points inside the range at which panels end: peaks, kinks, singularities.
  ///   - rule: The rule of a panel.
  ///   - tolerance: The error relative to the integral that is tolerated, from 0 to below 1. Below 1e-14
  ///     rounding is in the way.
  ///   - absoluteTolerance: The absolute error that is tolerated, at least 0.
  ///   - evaluations: The budget, from 1 to 10,000,000; the first panels must fit in it.
  ///   - function: The integrand; NaN or an infinity at a point is refused.
  /// - Returns: The integral with its estimated error and what it took.
  /// - Throws: `InputError` if an argument is outside its range, if the function gives NaN or an infinity,
  ///   or if the integral exceeds the range of `Double`.
  public static func adaptive(
    over range: ClosedRange<Double>, splitAt splits: [Double] = [], rule: GaussKronrodRule = .points21,
    tolerance: Double = 1e-10, absoluteTolerance: Double = 0, evaluations: Int = 100_000,
    _ function: (Double) -> Double
  ) throws(InputError) -> Integral {
    guard tolerance >= 0, tolerance < 1 else {
      throw .outOfRange("tolerance", value: tolerance, allowed: "from 0 to below 1")
    }
    guard absoluteTolerance >= 0, absoluteTolerance < .infinity else {
      throw .outOfRange(
        "absoluteTolerance", value: absoluteTolerance, allowed: "a finite number of at least 0")
    }
    guard (1...largestBudget).contains(evaluations) else {
      throw .outOfRange("evaluations", value: Double(evaluations), allowed: "from 1 to \(largestBudget)")
    }
    let pieces = try pieces(of: range, splits)
    let (needed, overflow) = pieces.count.multipliedReportingOverflow(by: rule.evaluations)
    guard !overflow, needed <= evaluations else {
      throw .outOfRange(
        "evaluations", value: Double(evaluations),
        allowed: "at least \(needed), \(rule.evaluations) to a panel")
    }
    var heap = QuadratureHeap()
    // Doubled precision keeps the running sums exact while large errors give way to small ones.
    var (sum, error) = (DoubleDouble.zero, DoubleDouble.zero)
    var (used, panels) = (0, 0)
    // The error of panels that nothing improves.
    var finalError = 0.0
    func add(_ panel: QuadraturePanel) throws(InputError) {
      sum = sum + panel.integral
      error = error + panel.error
      guard sum.high.isFinite, error.high.isFinite else {
        throw InputError(.outOfRange, "integrand", "its integral exceeds the range of Double")
      }
      if panel.isFinal { finalError += panel.error } else { heap.insert(panel) }
      used += rule.evaluations
      panels += 1
    }
    for (map, lower, upper) in pieces { try add(QuadraturePanel(map, lower, upper, rule, function)) }
    func isTolerated(_ error: Double) -> Bool {
      error <= max(absoluteTolerance, tolerance * sum.value.magnitude)
    }
    while !isTolerated(error.value), isTolerated(finalError), evaluations - used >= 2 * rule.evaluations,
      let worst = heap.removeLargest()
    {
      let middle = worst.lower / 2 + worst.upper / 2
      sum = sum - worst.integral
      error = error - worst.error
      panels -= 1
      try add(QuadraturePanel(worst.map, worst.lower, middle, rule, function))
      try add(QuadraturePanel(worst.map, middle, worst.upper, rule, function))
    }
    return Integral(
      value: sum.value, errorEstimate: max(error.value, 0), evaluations: used, panels: panels,
      converged: isTolerated(error.value))
  }

  /// The first panels: between the splits, and from the outermost of them to an infinite end.
  private static func pieces(
    of range: ClosedRange<Double>, _ splits: [Double]
  ) throws(InputError) -> [(QuadratureMap, Double, Double)] {
    let (lower, upper) = (range.lowerBound, range.upperBound)
    guard lower <= upper, lower < .infinity, upper > -.infinity else {
      throw InputError(.outOfRange, "range", "\(lower) to \(upper) is no range of numbers")
    }
    for split in splits where !(split > lower && split < upper) {
      throw .outOfRange("split", value: split, allowed: "a number inside \(lower) to \(upper)")
    }
    guard lower < upper else { return [] }
    var edges = (splits + [lower, upper].filter(\.isFinite)).sorted()
    if edges.isEmpty { edges = [0] }
    var pieces: [(QuadratureMap, Double, Double)] = []
    if lower == -.infinity { pieces.append((.downward(from: edges[0]), 0, 1)) }
    for (left, right) in zip(edges, edges.dropFirst()) where left < right {
      pieces.append((.identity, left, right))
    }
    if upper == .infinity { pieces.append((.upward(from: edges[edges.count - 1]), 0, 1)) }
    return pieces
  }
}
