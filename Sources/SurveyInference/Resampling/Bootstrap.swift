import SurveyProbability
import SurveyVocabulary

/// The engine of bootstrap intervals: resamples of case numbers, and limits from a coefficient's values.
///
/// Resamples come in a fixed number of parts with a random stream each, so that the answer does not
/// depend on how many workers share them. Time grows with the resamples; memory is one number for each.
package struct Bootstrap {
  /// The most resamples of one interval, and the most cases that all of them may draw together.
  package static let mostResamples = 1_000_000
  package static let mostDraws = 10_000_000_000
  static let parts = 16

  private let cases: Int
  private let plan: BootstrapPlan

  /// - Parameters:
  ///   - cases: The number of cases, each of which is drawn with the same probability.
  ///   - plan: How many resamples, from which seed, for which limits.
  /// - Throws: `InputError` if there are fewer than two cases, or none or too many resamples.
  package init(cases: Int, plan: BootstrapPlan) throws(InputError) {
    guard cases >= 2 else { throw .tooFew("bootstrap", found: cases, needed: 2) }
    guard plan.resamples >= 1 else {
      throw InputError(.tooFew, "resamples", "\(plan.resamples) asked for, at least 1 needed")
    }
    guard plan.resamples <= Self.mostResamples, cases <= Self.mostDraws / plan.resamples else {
      throw .infeasible(
        "resamples", "\(plan.resamples) resamples of \(cases) cases are more than can be drawn",
        remedy: "at most 1,000,000 resamples and 10,000,000,000 drawn cases")
    }
    guard plan.interval != .bca || cases <= Self.mostDraws / cases else {
      throw .infeasible(
        "BCa interval", "it needs the coefficient without each of \(cases) cases",
        remedy: "use .percentile or .basic")
    }
    self.cases = cases
    self.plan = plan
  }

  /// The values of a coefficient in all resamples, those left out in which it does not exist.
  ///
  /// - Parameter statistic: The coefficient for the case numbers of a resample; `nil` where it does not
  ///   exist.
  /// - Returns: The values, part after part.
  package func values(_ statistic: (UnsafeBufferPointer<Int>) -> Double?) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(plan.resamples)
    withUnsafeTemporaryAllocation(of: Int.self, capacity: cases) { rows in
      rows.initialize(repeating: 0)
      for part in 0..<Self.parts {
        var stream = RandomStream(seed: plan.seed, stream: UInt64(part))
        let size = plan.resamples / Self.parts + (part < plan.resamples % Self.parts ? 1 : 0)
        for _ in 0..<size {
          for place in rows.indices { rows[place] = stream.index(below: cases) }
          if let value = statistic(UnsafeBufferPointer(rows)), value.isFinite { values.append(value) }
        }
      }
    }
    return values
  }

  /// The limits around an estimate.
  ///
  /// - Parameters:
  ///   - estimate: The coefficient of all cases.
  ///   - confidence: The level, above 0 and below 1.
  ///   - statistic: The coefficient for the case numbers of a resample, or of all cases but one; `nil`
  ///     where it does not exist.
  /// - Returns: The limits, with the spread of the resamples' values.
  /// - Throws: `InputError` if too few resamples have a value for limits at this level, or if the limits
  ///   of the plan do not exist.
  package func interval(
    around estimate: Double, confidence: Double, _ statistic: (UnsafeBufferPointer<Int>) -> Double?
  ) throws(InputError) -> BootstrapFinding {
    try checkConfidence(confidence)
    return try Self.finding(
      plan, around: estimate, values(statistic).sorted(), confidence: confidence,
      acceleration: { () throws(InputError) in try acceleration(statistic) })
  }

  /// The limits that a plan asks for, from the sorted values of its resamples.
  static func finding(
    _ plan: BootstrapPlan, around estimate: Double, _ values: [Double], confidence: Double,
    acceleration: () throws(InputError) -> Double
  ) throws(InputError) -> BootstrapFinding {
    let tail = (1 - confidence) / 2
    guard Double(values.count + 1) * tail >= 1 else {
      let needed = (1 / tail).rounded(.up) - 1
      throw InputError(
        .tooFew, "resamples", "\(values.count) have a value, too few for limits at this level",
        remedy: needed <= Double(mostResamples)
          ? "at least \(Int(needed)) are needed" : "choose a lower level of confidence")
    }
    // Taken from the estimate, values that all equal it have no spread but of rounding.
    let mean = estimate + values.reduce(0) { $0 + ($1 - estimate) / Double(values.count) }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    var areas = (lower: tail, upper: 1 - tail)
    if plan.interval == .bca {
      areas = try adjustedAreas(estimate, values, tail: tail, acceleration)
    }
    let (low, lowIsAtTheEdge) = quantile(values, areas.lower)
    let (high, highIsAtTheEdge) = quantile(values, areas.upper)
    let turns = plan.interval == .basic
    return BootstrapFinding(
      plan: plan,
      interval: ConfidenceInterval(
        lower: turns ? 2 * estimate - high : low, upper: turns ? 2 * estimate - low : high,
        level: confidence, method: "bootstrap \(plan.interval.rawValue)"),
      standardError: (squares / Double(max(values.count - 1, 1))).squareRoot(), bias: mean - estimate,
      undefinedCount: plan.resamples - values.count, isAtTheEdge: lowIsAtTheEdge || highIsAtTheEdge)
  }

  /// The quantile at rank (count + 1)·area of sorted values, with linear interpolation; the extreme value
  /// where the rank lies beyond it.
  private static func quantile(_ sorted: [Double], _ area: Double) -> (value: Double, isAtTheEdge: Bool) {
    let rank = Double(sorted.count + 1) * area
    // A rank that rounding puts next to the first or last value is that value.
    guard rank >= 1 else { return (sorted[0], rank < 1 - 1e-9) }
    guard rank < Double(sorted.count) else {
      return (sorted[sorted.count - 1], rank > Double(sorted.count) + 1e-9)
    }
    let below = Int(rank)
    let share = rank - Double(below)
    let (low, high) = (sorted[below - 1], sorted[below])
    return (share == 0 || low == high ? low : low + share * (high - low), false)
  }
}

extension Bootstrap {
  /// Efron's areas: those of the level, moved by the bias and by the acceleration.
  private static func adjustedAreas(
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
  private func acceleration(
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
}
