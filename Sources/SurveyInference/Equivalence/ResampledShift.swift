import SurveyProbability
import SurveyVocabulary

/// A difference with its values in resamples: studentized deviations, or the differences themselves.
struct ResampledShift: Sendable {
  let plan: BootstrapPlan
  let difference: Double
  let error: Double
  let studentized: Bool
  /// In ascending order: t of each resample, or its difference in the unit.
  let values: [Double]
  private let unit: Double

  /// Draws the resamples: `draw` gives the difference of one and its squared standard error, in `unit`, a
  /// power of two; `difference` and `error` are those of all cases, in units of the data.
  init(
    _ plan: BootstrapPlan, _ difference: Double, error: Double, unit: Double, _ studentized: Bool,
    _ draw: (inout RandomStream) -> (difference: Double, squaredError: Double)
  ) {
    self.plan = plan
    self.difference = difference
    self.error = error
    self.unit = unit
    self.studentized = studentized
    var values: [Double] = []
    values.reserveCapacity(plan.resamples)
    for part in 0..<Bootstrap.parts {
      var stream = RandomStream(seed: plan.seed, stream: UInt64(part))
      let size = plan.resamples / Bootstrap.parts + (part < plan.resamples % Bootstrap.parts ? 1 : 0)
      for _ in 0..<size {
        let drawn = draw(&stream)
        guard studentized else {
          values.append(drawn.difference)
          continue
        }
        let t = (drawn.difference - difference / unit) / drawn.squaredError.squareRoot()
        if t.isFinite { values.append(t) }
      }
    }
    self.values = values.sorted()
  }

  /// Resamples without a standard error.
  var undefinedCount: Int { plan.resamples - values.count }

  /// The limits of both one-sided tests: values of resamples, none between them.
  func limits(level: Double) throws(InputError) -> ConfidenceInterval {
    let share = Double(values.count + 1) * level
    guard share >= 1 - 1e-9 else {
      throw InputError(
        .tooFew, "resamples", "\(values.count) have a value, too few for this level",
        remedy: level > 2e-6
          ? "at least \(Int((1 / level).rounded(.up)) - 1) are needed" : "choose a higher level")
    }
    // What rounding takes from a whole number is given back.
    let rank = Int((share + 1e-9).rounded(.down))
    let (low, high) = (values[rank - 1], values[values.count - rank])
    return ConfidenceInterval(
      lower: studentized ? difference - high * error : low * unit,
      upper: studentized ? difference - low * error : high * unit, level: 1 - 2 * level,
      method: studentized ? "bootstrap t" : "bootstrap percentile")
  }

  /// The shares of resamples as far from the bound as the difference, the data counted as one of them.
  func judge(_ bound: Double) -> TestStatistic {
    let statistic = (difference - bound) / (studentized ? error : 1)
    // A resampled t as large as the observed one; or a resampled difference at the bound or beyond it.
    let mark = studentized ? statistic : bound / unit
    let below = values.partitioningIndex { $0 >= mark }
    let notAbove = values.partitioningIndex { $0 > mark }
    let all = Double(values.count + 1)
    let atMost = (Double(notAbove) + 1) / all
    let atLeast = (Double(values.count - below) + 1) / all
    let (lower, upper) = studentized ? (atMost, atLeast) : (atLeast, atMost)
    return TestStatistic(
      studentized ? "t" : "distance", statistic,
      reference: .monteCarlo(
        TailProbabilities(
          lower: lower, upper: upper, twoSided: min(1, 2 * min(lower, upper)), definition: "doubled"),
        draws: plan.resamples, seed: plan.seed))
  }
}

extension [Double] {
  /// The first index at which a condition holds that holds from there on.
  fileprivate func partitioningIndex(_ holds: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension ShiftTest {
  init(
    _ resamples: ResampledShift, level: Double, label: String, facts: [Report.Fact], context: DataContext,
    reference: Double? = nil
  ) throws(InputError) {
    estimate = Estimate(
      resamples.difference, standardError: resamples.studentized ? resamples.error : nil,
      interval: try resamples.limits(level: level))
    judge = { bound, _ throws(InputError) in
      let statistic = resamples.judge(bound)
      guard statistic.value.isFinite else {
        throw InputError(
          .outOfRange, "bounds", "the distance to \(bound) is beyond the range of Double in standard errors",
          remedy: "rescale the values")
      }
      return Judgement(statistic: statistic)
    }
    let kind = resamples.studentized ? "bootstrap t" : "bootstrap percentile"
    let undefined = resamples.undefinedCount
    details = ShiftDetails(
      label: label,
      options: [.init("test", .text(kind)), .init("resamples", .count(resamples.plan.resamples))],
      facts: facts,
      warnings: undefined == 0
        ? []
        : ["\(undefined) of \(resamples.plan.resamples) resamples do not vary and are left out."],
      reference: reference)
    self.context = context
    self.level = level
  }
}
