import SurveyProbability
import SurveyVocabulary

// The differences of pairs, or of one sample from a number.

extension ShiftTest {
  /// The mean or centre of differences, at least two and all of them finite; `reference` is the number that
  /// one sample is compared with, `nil` for pairs.
  init(
    _ differences: [Double], reference: Double?, _ method: PairedShiftMethod, level: Double
  ) throws(InputError) {
    try Self.checkLevel(level)
    let moments = try Moments(finite: differences)
    var facts: [Report.Fact] = [.init("n", .count(moments.count))]
    switch method {
    case .signedRank: break
    default:
      facts.append(
        .init(reference == nil ? "SD of differences" : "SD", .number(moments.standardDeviation ?? 0)))
    }
    let label = reference == nil ? "mean difference" : "difference of the mean"
    let context = DataContext(
      parts: reference == nil ? ["after", "before"] : ["values"], cases: CaseLedger(all: moments.count))
    let plan: BootstrapPlan
    switch method {
    case .t:
      try self.init(t: moments, level: level, label, facts, reference, context)
      return
    case .signedRank(let zeros, let distribution, let tolerance):
      let ranks = SignedRankChoice(zeros: zeros, method: distribution, tolerance: tolerance)
      try self.init(ranks: differences, ranks, level: level, facts, reference, context)
      return
    case .bootstrapT(let resamples, let seed):
      plan = BootstrapPlan(.basic, resamples: resamples, seed: seed)
    case .bootstrapPercentile(let resamples, let seed):
      plan = BootstrapPlan(.percentile, resamples: resamples, seed: seed)
    }
    _ = try Bootstrap(cases: moments.count, plan: plan)
    let error = try Self.error(moments)
    let unit = DrawnValues.unit(moments)
    let values = DrawnValues(differences, moments, unit: unit)
    let resamples = ResampledShift(
      plan, moments.mean, error: error, unit: unit, plan.interval == .basic
    ) { stream in
      let drawn = values.drawn(&stream)
      return (drawn.mean, drawn.variance / drawn.count)
    }
    try self.init(
      resamples, level: level, label: label, facts: facts, context: context, reference: reference)
  }

  private static func error(_ moments: Moments) throws(InputError) -> Double {
    guard moments.minimum != moments.maximum else {
      throw .constant(
        "differences",
        remedy: "compare the difference itself with the bounds: there is no error to judge it by")
    }
    guard let error = moments.standardErrorOfMean, error > 1e-140 else {
      throw InputError(
        .outOfRange, "differences", "they vary too little for the range of Double",
        remedy: "rescale the values")
    }
    return error
  }

  private init(
    t moments: Moments, level: Double, _ label: String, _ facts: [Report.Fact], _ reference: Double?,
    _ context: DataContext
  ) throws(InputError) {
    let error = try Self.error(moments)
    let freedom = Double(moments.count - 1)
    estimate = try Self.estimate(
      moments.mean, error: error, degreesOfFreedom: freedom, level: level, method: "t")
    judge = Self.t(moments.mean, error: error, degreesOfFreedom: freedom)
    details = ShiftDetails(
      label: label, options: [.init("test", .text(reference == nil ? "paired t" : "one-sample t"))],
      facts: facts, reference: reference)
    self.context = context
    self.level = level
  }

  private struct SignedRankChoice {
    let zeros: SignedRankTest.ZeroRule
    let method: SignedRankTest.Method
    let tolerance: Double
  }

  private init(
    ranks differences: [Double], _ choice: SignedRankChoice, level: Double, _ facts: [Report.Fact],
    _ reference: Double?, _ context: DataContext
  ) throws(InputError) {
    try checkTieTolerance(choice.tolerance)
    estimate = try Pseudomedian.estimate(differences, choice.method, .twoSided, 1 - 2 * level)
    judge = { bound, side throws(InputError) in
      let moved = differences.map { $0 - bound }
      if choice.method == .exact, moved.allSatisfy({ $0.magnitude <= choice.tolerance }) {
        // No difference is left to rank: the sum is zero in every assignment of signs.
        let tails = TailProbabilities(lower: 1, upper: 1, twoSided: 1, definition: "doubled")
        return Judgement(statistic: TestStatistic("V", 0, reference: .exact(tails)))
      }
      let test = try SignedRankTest(
        moved, against: [Double](repeating: 0, count: moved.count), zeros: choice.zeros,
        method: choice.method, tieTolerance: choice.tolerance, alternative: side)
      return Judgement(statistic: test.statistic, nearTies: test.nearTies)
    }
    var notes = ["The bounds are those of the centre of symmetric differences."]
    if estimate.interval == nil {
      notes.append("There are too few differences for an interval of the pseudomedian at this level.")
    }
    if Set(differences).count < differences.count {
      notes.append(
        "Differences are tied: the limits take their ranks from the distribution without ties, the p-values "
          + "theirs from the one with ties.")
    }
    details = ShiftDetails(
      label: "pseudomedian of the differences",
      options: [
        .init("test", .text("signed rank")),
        .init("null distribution", .text(Self.words(choice.method))),
        .init("zeros", .text(choice.zeros.rawValue)),
      ], facts: facts, notes: notes, reference: reference)
    self.context = context
    self.level = level
  }

  private static func words(_ method: SignedRankTest.Method) -> String {
    guard case .asymptotic(let corrected) = method else {
      return method == .exact ? "exact, conditional on ties" : "sampled"
    }
    return "normal, \(corrected ? "with" : "without") continuity correction"
  }
}

extension PairedBoundUnit {
  /// The standard deviation of the data that the bounds are multiples of; `nil` for units of the data.
  func unit(_ values: [Double], _ baseline: [Double], _ differences: [Double]) throws(InputError)
    -> BoundUnit?
  {
    func variance(_ values: [Double]) throws(InputError) -> Double {
      try Moments(finite: values).variance ?? 0
    }
    let square: Double
    switch self {
    case .data: return nil
    case .differenceDeviation: square = try variance(differences)
    case .rootMeanVariance: square = try variance(values) / 2 + variance(baseline) / 2
    case .baselineDeviation: square = try variance(baseline)
    }
    return try BoundUnit(positive: square.squareRoot(), named: rawValue)
  }
}
