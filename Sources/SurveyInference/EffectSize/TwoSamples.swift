import SurveyProbability
import SurveyVocabulary

/// Two independent groups whose effect can be resampled.
struct TwoSamples {
  let first: [Double]
  let second: [Double]
  let moments: GroupMoments

  init(_ group: some Collection<Double>, _ baseline: some Collection<Double>) throws(InputError) {
    first = try finiteValues(group, "group", atLeast: 2)
    second = try finiteValues(baseline, "baseline", atLeast: 2)
    moments = try GroupMoments(Moments(finite: first), Moments(finite: second))
  }

  /// The bootstrap limits of an effect that the moments of the groups determine and that does not depend
  /// on their unit.
  func bootstrap(
    _ plan: BootstrapPlan?, around estimate: Double, alternative: Alternative = .twoSided, confidence: Double,
    _ statistic: (DrawnMoments, DrawnMoments) -> Double?
  ) throws(InputError) -> BootstrapFinding? {
    guard let plan else { return nil }
    let unit = DrawnValues.unit(moments.first, moments.second)
    return try BootstrapFinding.oneSided(alternative, confidence: confidence) { level throws(InputError) in
      try GroupBootstrap(first.count, second.count, plan: plan).interval(
        around: estimate, confidence: level, DrawnValues(first, moments.first, unit: unit),
        DrawnValues(second, moments.second, unit: unit), statistic)
    }
  }

  /// The bootstrap limits of an effect that needs the values themselves.
  func bootstrapOfValues(
    _ plan: BootstrapPlan?, around estimate: Double, alternative: Alternative = .twoSided,
    bounds: (lower: Double, upper: Double) = (-.infinity, .infinity), confidence: Double,
    _ statistic: ([Double], [Double]) -> Double?
  ) throws(InputError) -> BootstrapFinding? {
    guard let plan else { return nil }
    return try BootstrapFinding.oneSided(alternative, confidence: confidence, bounds: bounds) {
      level throws(InputError) in
      try GroupBootstrap(first.count, second.count, plan: plan).interval(
        around: estimate, confidence: level
      ) { one, other in statistic(one.map { first[$0] }, other.map { second[$0] }) }
    }
  }
}

/// The difference of two groups in units of the pooled standard deviation, and what follows from it.
struct PooledDifference {
  let d: Estimate
  let bootstrap: BootstrapFinding?

  /// - Throws: `InputError` if neither group varies, or if the difference is beyond the noncentral t
  ///   distribution and no bootstrap is asked for.
  init(
    _ samples: TwoSamples, _ plan: BootstrapPlan?, _ alternative: Alternative, _ confidence: Double
  ) throws(InputError) {
    let root = samples.moments.rootOfReciprocalSizes
    let t = try samples.moments.statistic(
      standardError: samples.moments.pooledStandardDeviation * root)
    let value = t * root
    let found = try samples.bootstrap(
      plan, around: value, alternative: alternative, confidence: confidence, Self.d)
    bootstrap = found
    let sizes = Double(samples.first.count) + Double(samples.second.count)
    d = try found.estimate(value) { () throws(InputError) in
      try Estimate(
        value, standardError: (root * root + value * value / (2 * sizes)).squareRoot(),
        interval: NoncentralLimits.interval(
          t, degreesOfFreedom: sizes - 2, scale: root, alternative: alternative, confidence: confidence))
    }
  }

  /// Cohen's d of drawn cases; `nil` where neither group varies.
  static func d(_ first: DrawnMoments, _ second: DrawnMoments) -> Double? {
    let squares = (first.count - 1) * first.variance + (second.count - 1) * second.variance
    guard squares > 0 else { return nil }
    return (first.mean - second.mean) / (squares / (first.count + second.count - 2)).squareRoot()
  }
}

extension Estimate {
  /// A function of a standardized difference that rises with it, and its limits.
  func rising(_ function: (Double) -> Double) -> Estimate {
    Estimate(
      function(value),
      interval: interval.map {
        ConfidenceInterval(
          lower: function($0.lower), upper: function($0.upper), level: $0.level, method: $0.method)
      })
  }

  /// A function of the size of a standardized difference that rises with it, or falls, and its limits.
  /// Where the limits of the difference lie on both sides of zero, zero is a limit of its size.
  func ofSize(_ function: (Double) -> Double) -> Estimate {
    Estimate(
      function(value.magnitude),
      interval: interval.map {
        let spansZero = $0.lower <= 0 && $0.upper >= 0
        let low = spansZero ? 0 : min($0.lower.magnitude, $0.upper.magnitude)
        let ends = [function(low), function(max($0.lower.magnitude, $0.upper.magnitude))]
        return ConfidenceInterval(
          lower: min(ends[0], ends[1]), upper: max(ends[0], ends[1]), level: $0.level, method: $0.method)
      })
  }
}

extension Estimate {
  /// The estimate with two-sided limits made one-sided ones of a higher level.
  func opened(_ alternative: Alternative, level: Double, bounds: (lower: Double, upper: Double)) -> Estimate {
    guard alternative != .twoSided else { return self }
    return Estimate(
      value, standardError: standardError,
      interval: interval.map {
        alternative.interval($0.lower, $0.upper, level: level, method: $0.method, bounds: bounds)
      })
  }
}
