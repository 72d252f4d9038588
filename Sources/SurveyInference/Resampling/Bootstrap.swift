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
  package static let parts = 16

  let cases: Int
  private let plan: BootstrapPlan

  /// - Parameters:
  ///   - cases: The number of cases, each of which is drawn with the same probability.
  ///   - plan: How many resamples, from which seed, for which limits.
  /// - Throws: `InputError` if there are fewer than two cases, or none or too many resamples.
  package init(cases: Int, plan: BootstrapPlan) throws(InputError) {
    guard cases >= 2 else { throw .tooFew("bootstrap", found: cases, needed: 2) }
    guard plan.interval != .studentized else {
      throw InputError(
        .definition, "studentized interval", "it needs a standard error of each resample",
        remedy: "use .bca or another interval, or BootstrapEstimate")
    }
    try plan.checkDraws(of: cases)
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

  /// The limits that a plan asks for, from the sorted values of its resamples; studentized ones from the
  /// sorted deviations in units of the resamples' standard errors, and that of the estimate.
  package static func finding(
    _ plan: BootstrapPlan, around estimate: Double, _ values: [Double], confidence: Double,
    pivots: (sorted: [Double], standardError: Double)? = nil,
    acceleration: () throws(InputError) -> Double
  ) throws(InputError) -> BootstrapFinding {
    let tail = (1 - confidence) / 2
    try check(plan, values.count, tail: tail)
    // Taken from the estimate, values that all equal it have no spread but of rounding.
    let mean = estimate + values.reduce(0) { $0 + ($1 - estimate) / Double(values.count) }
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = (squares / Double(max(values.count - 1, 1))).squareRoot()
    var limits: (lower: Double, upper: Double)
    var isAtTheEdge = false
    func quantiles(_ sorted: [Double], _ lower: Double, _ upper: Double) -> (lower: Double, upper: Double) {
      let (low, high) = (quantile(sorted, lower), quantile(sorted, upper))
      isAtTheEdge = low.isAtTheEdge || high.isAtTheEdge
      return (low.value, high.value)
    }
    switch plan.interval {
    case .percentile: limits = quantiles(values, tail, 1 - tail)
    case .basic:
      let (low, high) = quantiles(values, tail, 1 - tail)
      limits = (2 * estimate - high, 2 * estimate - low)
    case .bca:
      let areas = try adjustedAreas(estimate, values, tail: tail, acceleration)
      limits = quantiles(values, areas.lower, areas.upper)
    case .normal:
      let reach = error * (try NormalDistribution.standard.quantile(upperTail: tail))
      limits = (2 * estimate - mean - reach, 2 * estimate - mean + reach)
    case .studentized:
      let (low, high) = quantiles(pivots?.sorted ?? [], tail, 1 - tail)
      let unit = pivots?.standardError ?? error
      limits = (estimate - unit * high, estimate - unit * low)
    }
    guard error.isFinite, limits.lower.isFinite, limits.upper.isFinite else {
      throw InputError(
        .outOfRange, "resamples", "their values exceed the range of Double", remedy: "rescale the values")
    }
    return BootstrapFinding(
      plan: plan,
      interval: ConfidenceInterval(
        lower: limits.lower, upper: limits.upper, level: confidence,
        method: "bootstrap \(plan.interval.rawValue)"),
      standardError: error, bias: mean - estimate, undefinedCount: plan.resamples - values.count,
      isAtTheEdge: isAtTheEdge)
  }

  /// Refuses too few values for limits with this area outside on each side.
  private static func check(_ plan: BootstrapPlan, _ count: Int, tail: Double) throws(InputError) {
    if plan.interval == .normal {
      guard count >= 2 else {
        throw InputError(
          .tooFew, "resamples", "\(count) have a value, too few for a standard error",
          remedy: "at least 2 are needed")
      }
      return
    }
    guard Double(count + 1) * tail >= 1 else {
      let needed = (1 / tail).rounded(.up) - 1
      throw InputError(
        .tooFew, "resamples", "\(count) have a value, too few for limits at this level",
        remedy: needed <= Double(mostResamples)
          ? "at least \(Int(needed)) are needed" : "choose a lower level of confidence")
    }
  }

  /// The quantile at rank (count + 1)·area of sorted values, with linear interpolation; the extreme value
  /// where the rank lies beyond it.
  private static func quantile(_ sorted: [Double], _ area: Double) -> (value: Double, isAtTheEdge: Bool) {
    guard !sorted.isEmpty else { return (0, true) }
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
