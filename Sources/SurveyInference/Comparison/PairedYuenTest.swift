import SurveyProbability
import SurveyVocabulary

/// Yuen's test of the difference between the trimmed means of two occasions of the same cases.
///
/// The difference is the first trimmed mean minus the second. Each occasion is trimmed and winsorized by
/// itself, and the error takes in the covariance of the winsorized values. Without trimming the test is the
/// paired t test. The trimmed mean of the differences is another quantity.
///
/// Reference: Yuen (1974), doi:10.1093/biomet/61.1.165; pairs: Wilcox (2012), Introduction to Robust
/// Estimation and Hypothesis Testing, section 5.9.5.
public struct PairedYuenTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "paired-yuen-test/1"

  /// Size, trimmed mean and winsorized variance of the two occasions, in the order given.
  public let occasions: [TrimmedSummary]
  /// The correlation of the winsorized values; `nil` where those of an occasion do not vary.
  public let winsorizedCorrelation: Double?
  /// First trimmed mean minus second, in the units of the data.
  public let difference: Estimate
  /// Robust d: the difference in winsorized standard deviations, rescaled so that for normal values the unit
  /// is the ordinary standard deviation; `nil` where the unit is zero. Without an interval where the
  /// bootstrap gives none.
  public let effect: Estimate?
  /// What the effect is in units of.
  public let unit: WinsorizedUnit
  /// t with h - 1 degrees of freedom, h the number of values left.
  public let statistic: TestStatistic
  /// The side that was tested.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme under the null hypothesis.
  public let pValue: Double
  /// What resampling pairs found about the effect, where it was asked for. For a one-sided alternative its
  /// limits are those of the two-sided level that leaves as much on one side.
  public let bootstrap: BootstrapFinding?
  /// The names of the two occasions for print, and the cases.
  public var context: DataContext
  private let effectNote: String?

  /// Tests the difference of the trimmed means of pairs, `values` minus `baseline`.
  ///
  /// - Parameters:
  ///   - values: The later or first-named values.
  ///   - baseline: The values they are compared with, in the same order of cases.
  ///   - trim: The share of the values that is trimmed at each end of an occasion, from 0 to below one half.
  ///   - unit: What the effect is in units of.
  ///   - alternative: The side to test.
  ///   - bootstrap: Draws pairs for the interval of the effect; `nil` leaves it without one.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there are fewer than two pairs, the lengths differ, a value is not finite,
  ///   trimming leaves fewer than two values, all winsorized values differ from their partners by the same
  ///   amount, or for a plan of resampling that cannot be carried out.
  public init(
    _ values: some Collection<Double>, against baseline: some Collection<Double>, trim: Double = 0.2,
    unit: WinsorizedUnit = .rootMeanVariance, alternative: Alternative = .twoSided,
    bootstrap: BootstrapPlan? = .percentile(), confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let pairs = try pairedDifferences(values, baseline, atLeast: 2).count
    let (later, earlier) = (Array(values), Array(baseline))
    let (one, other) = (
      try TrimmedSummary(finite: later, trim: trim), try TrimmedSummary(finite: earlier, trim: trim)
    )
    let (first, second) = (one.winsorized(later), other.winsorized(earlier))
    let test = try Self.test(one, other, first, second)
    let engine = try bootstrap.map { plan throws(InputError) in try Bootstrap(cases: pairs, plan: plan) }
    let robust = try RobustDifference(trim: trim, unit: unit)
    let found = try RobustEffect(robust.value(one, other), bootstrap, alternative, confidence) {
      value, level throws(InputError) in
      let scale = TrimmedDraw.unit(one, other)
      var draws = (TrimmedDraw(later, one, unit: scale), TrimmedDraw(earlier, other, unit: scale))
      return try engine?.interval(around: value, confidence: level) {
        robust.value(draws.0.found($0), draws.1.found($0))
      }
    }
    occasions = [one, other]
    winsorizedCorrelation = try PairSums(first, second).correlation
    difference = try test.estimate(alternative, confidence: confidence, method: "Yuen t")
    effect = found.estimate
    self.unit = unit
    statistic = test.statistic
    self.alternative = alternative
    pValue = statistic.pValue(alternative)
    self.bootstrap = found.bootstrap
    context = DataContext(parts: ["after", "before"], cases: CaseLedger(all: pairs))
    effectNote = found.note
  }

  /// The winsorized variance of the difference is that of the differences of winsorized partners:
  /// s₁² + s₂² - 2 s₁₂ without the cancellation.
  private static func test(
    _ one: TrimmedSummary, _ other: TrimmedSummary, _ first: [Double], _ second: [Double]
  ) throws(InputError) -> TrimmedMeansTest {
    guard one.effectiveCount >= 2 else {
      throw InputError(
        .tooFew, "pairs", "trimming leaves \(one.effectiveCount) of \(one.count) values, at least 2 needed",
        remedy: "trim a smaller share")
    }
    let differences = try Moments(finite: zip(first, second).map { $0 - $1 })
    let h = Double(one.effectiveCount)
    let error = (differences.sumOfSquares / h / (h - 1)).squareRoot()
    guard differences.minimum != differences.maximum else {
      throw InputError(
        .constant, "differences", "all winsorized values differ from their partners by the same amount",
        remedy: "trim a smaller share; there is no error to judge the difference by")
    }
    return try TrimmedMeansTest(
      one.trimmedMean - other.trimmedMean, error: error, degreesOfFreedom: h - 1, varies: true)
  }
}

extension TrimmedSummary {
  /// The values of the summary in their order, the trimmed ones put at the smallest and the largest left.
  func winsorized(_ values: [Double]) -> [Double] {
    let sorted = values.sorted()
    let (low, high) = (sorted[trimmedPerEnd], sorted[sorted.count - 1 - trimmedPerEnd])
    return values.map { min(max($0, low), high) }
  }
}

extension PairedYuenTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    let n = occasions[0]
    func list(_ values: [Double]) -> Report.Cell { .list(values.map { .number($0) }) }
    return Report(
      context.title("Yuen's test for pairs", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [
          .init("trimmed at each end", .text(DecimalText.level(n.trim))),
          .init("alternative", .text(alternative.rawValue)), .init("unit of robust d", .text(unit.rawValue)),
        ] + (bootstrap.map { $0.namedOptions } ?? []), seed: bootstrap?.plan.seed,
        citation: Citation("Yuen", 1974, "Biometrika 61, 165-170", doi: "10.1093/biomet/61.1.165")),
      rows: [
        .init(
          "difference in trimmed means", difference, statistic: statistic, pValue: pValue,
          alternative: alternative)
      ] + (effect.map { [.init("robust d", $0)] } ?? []),
      facts: [
        .init("n", .count(n.count)), .init("left after trimming", .count(n.effectiveCount)),
        .init("trimmed means", list(occasions.map(\.trimmedMean))),
        .init("winsorized SDs", list(occasions.map(\.winsorizedDeviation))),
      ] + (winsorizedCorrelation.map { [.init("winsorized r", .number($0, .bounded(2)))] } ?? []),
      cases: context.cases, notes: effectNote.map { [$0] } ?? [], warnings: bootstrap?.warnings ?? [])
  }
}
