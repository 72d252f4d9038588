import SurveyProbability
import SurveyVocabulary

/// Yuen's test of the difference between the trimmed means of two independent groups.
///
/// The difference is the first trimmed mean minus the second. Its error comes from the winsorized variances,
/// which may differ; without trimming the test is Welch's.
///
/// Reference: Yuen (1974), doi:10.1093/biomet/61.1.165; effect: Algina, Keselman & Penfield (2005),
/// doi:10.1037/1082-989X.10.3.317.
public struct YuenTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "yuen-test/1"

  /// Size, trimmed mean and winsorized variance of the two groups, in the order given.
  public let groups: [TrimmedSummary]
  /// First trimmed mean minus second, in the units of the data.
  public let difference: Estimate
  /// Robust d: the difference in winsorized standard deviations, rescaled so that for normal groups the unit
  /// is the ordinary standard deviation; `nil` where the unit is zero. Without an interval for summaries, and
  /// where the bootstrap gives none.
  public let effect: Estimate?
  /// What the effect is in units of.
  public let unit: WinsorizedUnit
  /// t with Welch-Satterthwaite's degrees of freedom, from the numbers of values left.
  public let statistic: TestStatistic
  /// The side on which a difference was looked for.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme under the null hypothesis.
  public let pValue: Double
  /// What resampling found about the effect, where it was asked for. For a one-sided alternative its limits
  /// are those of the two-sided level that leaves as much on one side.
  public let bootstrap: BootstrapFinding?
  /// The names of the groups and the cases behind them.
  public var context: DataContext
  private let effectNote: String?

  /// Compares the trimmed means of two groups.
  ///
  /// - Parameters:
  ///   - group: The values whose trimmed mean is the minuend.
  ///   - baseline: The values whose trimmed mean is subtracted.
  ///   - trim: The share of the values that is trimmed at each end of a group, from 0 to below one half.
  ///   - unit: What the effect is in units of.
  ///   - alternative: The side on which a difference is looked for.
  ///   - bootstrap: Resamples each group for the interval of the effect; `nil` leaves it without one.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a group has fewer than two observations or a value that is not finite, if
  ///   trimming leaves fewer than two values of a group, if the winsorized values of neither group vary, or
  ///   for a plan of resampling that cannot be carried out.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>, trim: Double = 0.2,
    unit: WinsorizedUnit = .rootMeanVariance, alternative: Alternative = .twoSided,
    bootstrap: BootstrapPlan? = .percentile(), confidence: Double = 0.95
  ) throws(InputError) {
    let first = try finiteValues(group, "group", atLeast: 2)
    let second = try finiteValues(baseline, "baseline", atLeast: 2)
    let one = try TrimmedSummary(finite: first, trim: trim)
    let other = try TrimmedSummary(finite: second, trim: trim)
    let engine = try bootstrap.map { plan throws(InputError) in
      try GroupBootstrap(first.count, second.count, plan: plan)
    }
    try self.init(one, other, unit, alternative, bootstrap, confidence) {
      effect, value, level throws(InputError) in
      let scale = TrimmedDraw.unit(one, other)
      var draws = (TrimmedDraw(first, one, unit: scale), TrimmedDraw(second, other, unit: scale))
      return try engine?.interval(around: value, confidence: level) {
        effect.value(draws.0.found($0), draws.1.found($1))
      }
    }
  }

  /// Compares two groups known only by their trimmed means and winsorized variances.
  ///
  /// The effect has no interval, because there are no values to resample.
  ///
  /// - Throws: `InputError` if the groups are trimmed by different shares, if fewer than two values of a
  ///   group are left, or if the winsorized values of neither group vary.
  public init(
    _ group: TrimmedSummary, against baseline: TrimmedSummary, unit: WinsorizedUnit = .rootMeanVariance,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    guard group.trim == baseline.trim else {
      throw InputError(
        .definition, "trim", "the groups are trimmed by \(group.trim) and by \(baseline.trim)",
        remedy: "trim both by the same share")
    }
    try self.init(group, baseline, unit, alternative, nil, confidence) { _, _, _ in nil }
  }

  private init(
    _ first: TrimmedSummary, _ second: TrimmedSummary, _ unit: WinsorizedUnit, _ alternative: Alternative,
    _ plan: BootstrapPlan?, _ confidence: Double,
    _ resample: (RobustDifference, Double, Double) throws(InputError) -> BootstrapFinding?
  ) throws(InputError) {
    try checkConfidence(confidence)
    let test = try TrimmedMeansTest(first, second)
    let robust = try RobustDifference(trim: first.trim, unit: unit)
    let effect = try RobustEffect(robust.value(first, second), plan, alternative, confidence) {
      value, level throws(InputError) in try resample(robust, value, level)
    }
    groups = [first, second]
    difference = try test.estimate(alternative, confidence: confidence, method: "Yuen t")
    self.effect = effect.estimate
    self.unit = unit
    statistic = test.statistic
    self.alternative = alternative
    pValue = statistic.pValue(alternative)
    bootstrap = effect.bootstrap
    effectNote = effect.note
    let (cases, overflow) = first.count.addingReportingOverflow(second.count)
    guard !overflow else {
      throw InputError(.outOfRange, "group", "the number of observations exceeds the range of Int")
    }
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: cases))
  }
}

extension YuenTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    let share = DecimalText.level(groups[0].trim)
    return Report(
      context.title("Yuen's test", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [
          .init("trimmed at each end", .text(share)), .init("alternative", .text(alternative.rawValue)),
          .init("unit of robust d", .text(unit.rawValue)),
        ] + (bootstrap.map { $0.namedOptions } ?? []), seed: bootstrap?.plan.seed,
        citation: Citation("Yuen", 1974, "Biometrika 61, 165-170", doi: "10.1093/biomet/61.1.165")),
      rows: [
        .init(
          "difference in trimmed means", difference, statistic: statistic, pValue: pValue,
          alternative: alternative)
      ] + (effect.map { [.init("robust d", $0)] } ?? []),
      facts: groups.facts, cases: context.cases, notes: effectNote.map { [$0] } ?? [],
      warnings: bootstrap?.warnings ?? [])
  }
}

extension BootstrapFinding {
  /// The choices behind the limits of robust d.
  var namedOptions: [Report.Fact] {
    [.init("interval of robust d", .text(interval.method))] + options.dropFirst()
  }
}
