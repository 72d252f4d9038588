import SurveyProbability
import SurveyVocabulary

// The difference of two independent groups.

extension ShiftTest {
  init(_ samples: TwoSamples, _ method: GroupShiftMethod, level: Double) throws(InputError) {
    try Self.checkLevel(level)
    switch method {
    case .student, .welch: try self.init(t: samples.moments, pools: method == .student, level: level)
    case .mannWhitney(let distribution, let tolerance):
      try self.init(ranks: samples, distribution, tolerance, level: level)
    case .bootstrapT(let resamples, let seed):
      let plan = BootstrapPlan(.basic, resamples: resamples, seed: seed)
      try self.init(resampling: samples, plan, studentized: true, level: level)
    case .bootstrapPercentile(let resamples, let seed):
      let plan = BootstrapPlan(.percentile, resamples: resamples, seed: seed)
      try self.init(resampling: samples, plan, studentized: false, level: level)
    }
  }

  /// A difference in means that is judged by t, from the moments of the groups alone.
  init(t moments: GroupMoments, pools: Bool, level: Double) throws(InputError) {
    try Self.checkLevel(level)
    let error: Double
    let freedom: Double
    if pools {
      freedom = Double(moments.first.count + moments.second.count - 2)
      error = moments.pooledStandardDeviation * moments.rootOfReciprocalSizes
      _ = try moments.statistic(standardError: error)
    } else {
      (error, freedom) = try Self.welch(moments)
    }
    estimate = try Self.estimate(
      moments.difference, error: error, degreesOfFreedom: freedom, level: level,
      method: pools ? "Student t" : "Welch t")
    judge = Self.t(moments.difference, error: error, degreesOfFreedom: freedom)
    details = ShiftDetails(
      label: "difference in means", options: [.init("test", .text(pools ? "Student's t" : "Welch's t"))],
      facts: [moments.first, moments.second].facts,
      notes: pools ? ["The tests assume that both groups have the same variance."] : [])
    context = moments.context
    self.level = level
  }

  /// Welch's standard error with its degrees of freedom.
  private static func welch(
    _ moments: GroupMoments
  ) throws(InputError) -> (error: Double, degreesOfFreedom: Double) {
    let (first, second) = (moments.first, moments.second)
    let (e1, e2) = (first.standardErrorOfMean ?? 0, second.standardErrorOfMean ?? 0)
    let variance = e1 * e1 + e2 * e2
    let error = variance.squareRoot()
    _ = try moments.statistic(standardError: error)
    let (share, rest) = (e1 * e1 / variance, e2 * e2 / variance)
    return (error, 1 / (share * share / Double(first.count - 1) + rest * rest / Double(second.count - 1)))
  }

  private init(
    ranks samples: TwoSamples, _ distribution: MannWhitneyTest.Method, _ tolerance: Double, level: Double
  ) throws(InputError) {
    try checkTieTolerance(tolerance)
    let (first, second) = (samples.first, samples.second)
    // The test itself says how its probability is found, and refuses what it cannot find.
    let plain = try MannWhitneyTest(first, against: second, alternative: .greater, method: distribution)
    let options = (plain.report.method?.options ?? []).filter {
      $0.label != "alternative" && $0.label != "two-sided p"
    }
    let shift = PairwiseDifferences(first, minus: second)
    var ranks = ShiftLimits.Distribution.exact
    if case .asymptotic(let corrects) = plain.method { ranks = .normal(continuityCorrection: corrects) }
    var limits: ConfidenceInterval?
    if let rank = try ShiftLimits(differences: shift).rank(ranks, level, isOpen: true), rank >= 1 {
      limits = ConfidenceInterval(
        lower: shift.orderStatistic(rank - 1), upper: shift.orderStatistic(shift.count - rank),
        level: 1 - 2 * level, method: "ordered differences")
    }
    estimate = Estimate(shift.median, interval: limits)
    judge = { bound, side throws(InputError) in
      let moved = first.map { $0 - bound }
      let tied = TiedValues(moved, second, tolerance: tolerance)
      let test = try MannWhitneyTest(
        tied.first, against: tied.second, alternative: side, method: distribution)
      return Judgement(statistic: test.statistic, nearTies: tied.nearTies)
    }
    var notes = ["The bounds are those of a shift of the whole distribution."]
    if limits == nil { notes.append("There is no interval of the shift for these sizes at this level.") }
    if [first, second].contains(where: { Set($0).count < $0.count }) {
      notes.append(
        "Values are tied: the limits take their ranks from the distribution without ties, the p-values theirs "
          + "from the one with ties.")
    }
    details = ShiftDetails(
      label: "Hodges-Lehmann shift", options: [.init("test", .text("Mann-Whitney"))] + options,
      facts: [.init("n", .counts([first.count, second.count]))], notes: notes)
    context = samples.moments.context
    self.level = level
  }

  private init(
    resampling samples: TwoSamples, _ plan: BootstrapPlan, studentized: Bool, level: Double
  ) throws(InputError) {
    let moments = samples.moments
    let (error, _) = try Self.welch(moments)
    _ = try GroupBootstrap(moments.first.count, moments.second.count, plan: plan)
    let unit = DrawnValues.unit(moments.first, moments.second)
    let first = DrawnValues(samples.first, moments.first, unit: unit)
    let second = DrawnValues(samples.second, moments.second, unit: unit)
    let resamples = ResampledShift(plan, moments.difference, error: error, unit: unit, studentized) {
      stream in
      let (one, other) = (first.drawn(&stream), second.drawn(&stream))
      return (one.mean - other.mean, one.variance / one.count + other.variance / other.count)
    }
    try self.init(
      resamples, level: level, label: "difference in means", facts: [moments.first, moments.second].facts,
      context: moments.context)
  }
}

/// Refuses a tolerance of ties that is negative or not finite.
func checkTieTolerance(_ tolerance: Double) throws(InputError) {
  guard tolerance >= 0, tolerance.isFinite else {
    throw .outOfRange("tie tolerance", value: tolerance, allowed: "a finite number of at least 0")
  }
}

extension GroupBoundUnit {
  /// The standard deviation of the data that the bounds are multiples of; `nil` for units of the data.
  func unit(_ moments: GroupMoments) throws(InputError) -> BoundUnit? {
    let size: Double
    switch self {
    case .data: return nil
    case .pooledDeviation: size = moments.pooledStandardDeviation
    case .rootMeanVariance:
      size = ((moments.first.variance ?? 0) / 2 + (moments.second.variance ?? 0) / 2).squareRoot()
    case .baselineDeviation: size = moments.second.standardDeviation ?? 0
    }
    return try BoundUnit(positive: size, named: rawValue)
  }
}

extension BoundUnit {
  /// - Throws: `InputError` if the standard deviation is zero.
  init(positive size: Double, named name: String) throws(InputError) {
    guard size > 0, size.isFinite else {
      throw InputError(
        .constant, "unit of the bounds", "the \(name) is \(size)",
        remedy: "give the bounds in units of the data")
    }
    self.init(name: name, size: size)
  }
}
