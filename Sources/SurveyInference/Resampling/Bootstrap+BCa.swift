import SurveyProbability
import SurveyVocabulary

extension Bootstrap {
  /// Efron's areas: those of the level, moved by the bias and by the acceleration.
  static func adjustedAreas(
    _ estimate: Double, _ sorted: [Double], tail: Double, _ acceleration: () throws(InputError) -> Double
  ) throws(InputError) -> (lower: Double, upper: Double) {
    // Values equal to the estimate count half, so that a coefficient at its bound has no bias. Rounding
    // can part what is equal.
    let margin = 1e-12 * max(1, estimate.magnitude)
    let below = sorted.count { $0 < estimate - margin }
    let above = sorted.count { $0 > estimate + margin }
    let share = 0.5 + 0.5 * (Double(below) - Double(above)) / Double(sorted.count)
    guard share > 0, share < 1 else {
      throw InputError(
        .infeasible, "BCa interval", "every resample lies on one side of the estimate",
        remedy: "use .percentile or .basic, or more resamples")
    }
    let normal = NormalDistribution.standard
    let shift = try normal.quantile(lowerTail: share)
    let acceleration = try acceleration()
    func area(_ z: Double) throws(InputError) -> Double {
      let bottom = 1 - acceleration * (shift + z)
      guard bottom > 0 else {
        throw InputError(
          .infeasible, "BCa interval", "single cases weigh too heavily for it",
          remedy: "use .percentile or .basic")
      }
      return normal.lowerTail(shift + (shift + z) / bottom)
    }
    let quantile = try normal.quantile(upperTail: tail)
    return (try area(-quantile), try area(quantile))
  }

  /// A sixth of the skewness of the coefficient's values without one case each.
  func acceleration(
    _ statistic: (UnsafeBufferPointer<Int>) -> Double?
  ) throws(InputError) -> Double {
    var values: [Double] = []
    values.reserveCapacity(cases)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: cases) { rows in
      for place in rows.indices { rows.initializeElement(at: place, to: place) }
      let all = cases - 1
      // The case left out stands at the end, and comes back to its place afterwards.
      for left in 0..<cases {
        rows.swapAt(left, all)
        if let value = statistic(UnsafeBufferPointer(rebasing: rows[..<all])), value.isFinite {
          values.append(value)
        }
        rows.swapAt(left, all)
      }
    }
    guard values.count == cases else { throw Self.undefinedWithoutOne(cases - values.count, of: cases) }
    let mean = values.reduce(0) { $0 + $1 / Double(cases) }
    let largest = values.reduce(0) { max($0, ($1 - mean).magnitude) }
    // Beside rounding there is no spread, and no skewness.
    guard largest > 1e-13 * max(mean.magnitude, 1e-280) else { return 0 }
    var (squares, cubes) = (0.0, 0.0)
    for value in values {
      let deviation = (mean - value) / largest
      squares += deviation * deviation
      cubes += deviation * deviation * deviation
    }
    return cubes / (6 * squares * squares.squareRoot())
  }

  /// The coefficient does not exist without some of the cases.
  static func undefinedWithoutOne(_ count: Int, of cases: Int) -> InputError {
    InputError(
      .infeasible, "BCa interval",
      "without one of the cases the coefficient does not exist (\(count) of \(cases))",
      remedy: "use .percentile or .basic")
  }

  /// Σ n⁻³ Σ l³ / (6 (Σ n⁻² Σ l²)^{3/2}) over the strata, where l = (n - 1)(mean - value) is the influence
  /// of the unit that a value leaves out (Davison & Hinkley 1997, section 5.3.2).
  static func acceleration(ofStrata values: [[Double?]]) throws(InputError) -> Double {
    let groups = values.map { $0.compactMap { $0 }.filter(\.isFinite) }
    let cases = values.reduce(0) { $0 + $1.count }
    let found = groups.reduce(0) { $0 + $1.count }
    guard found == cases else { throw undefinedWithoutOne(cases - found, of: cases) }
    var influences: [[Double]] = []
    var size = 0.0
    for group in groups {
      let count = Double(group.count)
      let mean = group.reduce(0) { $0 + $1 / count }
      let parts = group.map { (count - 1) / count * (mean - $0) }
      influences.append(parts)
      // Beside rounding there is no spread, and no skewness.
      let largest = parts.reduce(0) { max($0, $1.magnitude) }
      if largest > 1e-13 * max(mean.magnitude, 1e-280) { size = max(size, largest) }
    }
    guard size > 0 else { return 0 }
    var (squares, cubes) = (0.0, 0.0)
    for value in influences.joined() {
      let share = value / size
      squares += share * share
      cubes += share * share * share
    }
    return cubes / (6 * squares * squares.squareRoot())
  }
}
