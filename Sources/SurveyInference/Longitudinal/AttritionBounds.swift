import SurveyProbability
import SurveyVocabulary

/// How low and how high a mean change can be when those who left are counted at their worst and best.
///
/// Whatever the leavers would have answered lies within the declared range of the scale. With their
/// earlier scores known, the mean change of all who began lies between the two bounds, without any
/// assumption about why they left.
///
/// Reference: Horowitz & Manski (2000), doi:10.1080/01621459.2000.10473902.
public struct AttritionBounds: Finding {
  /// The stable name of the method.
  public static let methodID = "attrition-bounds/1"

  /// The mean change if every leaver had ended at the bottom of the range.
  public let worst: Double
  /// The mean change if every leaver had ended at the top of the range.
  public let best: Double
  /// An interval that covers both bounds, and so the mean change between them, at the level or above;
  /// `nil` for a single case.
  public let interval: ConfidenceInterval?
  /// The mean change of those who stayed.
  public let changeOfStayers: Estimate
  /// The earlier scores of those who stayed.
  public let stayersBefore: Moments
  /// The earlier scores of those who left; `nil` if nobody did.
  public let leaversBefore: Moments?
  /// The later mean of the leavers at which the mean change of all is zero; `nil` if nobody left.
  ///
  /// Within the range it says what would have to be true of the leavers for the sign to turn; outside it
  /// nothing can turn the sign.
  public let tippingMean: Double?
  /// The range of the scale.
  public let range: ClosedRange<Double>
  /// The names of the two occasions for print, and the cases.
  public var context: DataContext

  /// Bounds the mean change of all who began.
  ///
  /// - Parameters:
  ///   - values: The later scores of those who stayed.
  ///   - baseline: Their earlier scores, in the same order.
  ///   - leavers: The earlier scores of those who left.
  ///   - range: The lowest and highest possible score, as declared, not as observed.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if nobody stayed, the lengths differ, a score is not finite or outside the
  ///   range, or the range is empty or infinite.
  public init(
    _ values: some Collection<Double>, against baseline: some Collection<Double>,
    leavers: some Collection<Double>, range: ClosedRange<Double>, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let width = range.upperBound - range.lowerBound
    guard width > 0, width.isFinite else {
      throw InputError(.definition, "range", "\(range) has no finite width")
    }
    let changes = try pairedDifferences(values, baseline, atLeast: 1)
    let before = Array(baseline)
    let gone = try finiteValues(leavers, "leavers")
    try Self.check(Array(values), "values", range)
    try Self.check(before, "baseline", range)
    try Self.check(gone, "leavers", range)
    let low = try Moments(finite: changes + gone.map { range.lowerBound - $0 })
    let high = try Moments(finite: changes + gone.map { range.upperBound - $0 })
    worst = low.mean
    best = high.mean
    interval = try Self.covering(low, high, confidence)
    let stayed = try Moments(finite: changes)
    changeOfStayers = try Self.estimate(stayed, confidence)
    stayersBefore = try Moments(finite: before)
    if gone.isEmpty {
      (leaversBefore, tippingMean) = (nil, nil)
    } else {
      let left = try Moments(finite: gone)
      leaversBefore = left
      let tipping = left.mean - stayed.mean * (Double(changes.count) / Double(gone.count))
      tippingMean = tipping.isFinite ? tipping : nil
    }
    self.range = range
    context = DataContext(
      parts: ["after", "before"],
      cases: CaseLedger(
        used: changes.count, exclusions: [CaseLedger.Exclusion("left before the end", count: gone.count)]))
  }

  private static func check(
    _ values: [Double], _ subject: String, _ range: ClosedRange<Double>
  ) throws(InputError) {
    for value in values where !range.contains(value) {
      throw .outOfRange(
        subject, value: value, allowed: "a score from \(range.lowerBound) to \(range.upperBound)")
    }
  }

  private static func estimate(_ moments: Moments, _ confidence: Double) throws(InputError) -> Estimate {
    guard let error = moments.standardErrorOfMean else { return Estimate(moments.mean) }
    let reach = try reach(moments, error, confidence)
    return Estimate(
      moments.mean, standardError: error,
      interval: ConfidenceInterval(
        lower: moments.mean - reach, upper: moments.mean + reach, level: confidence, method: "t"))
  }

  private static func covering(
    _ low: Moments, _ high: Moments, _ confidence: Double
  ) throws(InputError) -> ConfidenceInterval? {
    guard let lowError = low.standardErrorOfMean, let highError = high.standardErrorOfMean else { return nil }
    return ConfidenceInterval(
      lower: low.mean - (try reach(low, lowError, confidence)),
      upper: high.mean + (try reach(high, highError, confidence)), level: confidence,
      method: "t limits of the two bounds")
  }

  private static func reach(
    _ moments: Moments, _ error: Double, _ confidence: Double
  ) throws(InputError) -> Double {
    try StudentTDistribution(degreesOfFreedom: Double(moments.count - 1))
      .quantile(upperTail: (1 - confidence) / 2) * error
  }
}

extension AttritionBounds {
  /// The bounds, the change of those who stayed, and how the leavers differed at the start.
  public var report: Report {
    var rows = [
      Report.Row("mean change of those who stayed", changeOfStayers),
      Report.Row("worst case for all", Estimate(worst)),
      Report.Row("best case for all", Estimate(best)),
    ]
    if let tippingMean {
      rows.append(Report.Row("later mean of leavers for no change", Estimate(tippingMean)))
    }
    var facts = [
      Report.Fact("stayed", .count(stayersBefore.count)),
      Report.Fact("left", .count(leaversBefore?.count ?? 0)),
    ]
    if let interval { facts.append(Report.Fact("interval of the bounds", .interval(interval, .automatic))) }
    facts.append(Report.Fact("mean before, stayed", .number(stayersBefore.mean)))
    if let leaversBefore { facts.append(Report.Fact("mean before, left", .number(leaversBefore.mean))) }
    var notes = ["The bounds assume nothing about why cases left; they hold for any reason."]
    if let tippingMean, !range.contains(tippingMean) {
      notes.append("No answers of the leavers within the range turn the sign of the mean change.")
    }
    return Report(
      context.title("Attrition bounds", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("lowest score", .number(range.lowerBound)),
          Report.Fact("highest score", .number(range.upperBound)),
        ],
        citation: Citation(
          "Horowitz & Manski", 2000, "Journal of the American Statistical Association 95, 77-84",
          doi: "10.1080/01621459.2000.10473902")),
      rows: rows, facts: facts, cases: context.cases, notes: notes)
  }
}
