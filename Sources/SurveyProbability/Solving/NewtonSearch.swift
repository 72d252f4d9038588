/// Quantiles as roots of log tail - log p: Newton's steps inside a bracket that always shrinks.
enum NewtonSearch {
  /// Where a monotone log tail reaches a goal.
  ///
  /// - Parameters:
  ///   - support: The bracket to begin with.
  ///   - start: A guess; it costs only time when it is bad.
  ///   - goal: The logarithm of the probability.
  ///   - isLower: Whether the tail increases.
  ///   - isPower: Whether the steps are made in log x, for tails that are powers of x and x > 0.
  ///   - logTail: The logarithm of the tail.
  ///   - logDensity: The logarithm of the density.
  ///   - logDensitySlope: The derivative of the logarithm of the density, where it is known: steps are then
  ///     Halley's, whose error is of the order of the cube of a step.
  /// - Returns: The root to the last digits, or the double where the tail passes the goal.
  static func solve(
    support: ClosedRange<Double>, start: Double, goal: Double, isLower: Bool, isPower: Bool,
    logTail: (Double) -> Double, logDensity: (Double) -> Double,
    logDensitySlope: ((Double) -> Double)? = nil
  ) -> Double {
    // After a step this small nothing is left but rounding, and further steps would only follow its noise.
    let small = logDensitySlope == nil ? 1e-10 : 1e-6
    var low = support.lowerBound
    var high = support.upperBound
    var x = start > low && start < high ? start : OrderedSearch.middle(low, high)
    var previous = Double.infinity
    for _ in 0..<200 {
      let tail = logTail(x)
      let excess = tail - goal
      if excess == 0 || excess.isNaN { return x }
      if (excess < 0) == isLower { low = x } else { high = x }
      if OrderedSearch.areNeighbours(low, high) { return x }
      // d log tail / dx = ± density / tail
      let ratio = libmExp(tail - logDensity(x))
      var change = (isLower ? -excess : excess) * ratio
      if let logDensitySlope {
        // The second derivative over the first, of the log tail in x, or in log x.
        let bend = logDensitySlope(x) + (isLower ? -1 : 1) / ratio + (isPower ? 1 / x : 0)
        let divisor = 1 + 0.5 * change * bend
        if divisor > 0.5, divisor < 2 { change /= divisor }
      }
      let next = isPower ? x * libmExp(change / x) : x + change
      // The error is of the order of the square of the step, or of the cube of Halley's, taken against the
      // distance to the ends of the support.
      if change.magnitude <= small * min(x.magnitude, support.upperBound - x) {
        return min(max(next, low), high)
      }
      let isProgress = excess.magnitude < 0.5 * previous
      previous = excess.magnitude
      if next > low, next < high, isProgress || previous == .infinity {
        x = next
      } else {
        x = OrderedSearch.middle(low, high)
        previous = .infinity
      }
    }
    // Where 200 steps have not been enough, bisection ends in at most 64 more.
    guard low < high else { return x }
    return OrderedSearch.first(in: low...high) { (logTail($0) < goal) != isLower }
  }
}
