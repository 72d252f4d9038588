import SurveyVocabulary

/// The mean of the values that are left after a share of the smallest and of the largest has been cut off.
///
/// Standard error and interval are Tukey and McLaughlin's: the sum of squares is that of the winsorized
/// values, and Student's distribution has one degree of freedom less than there are values left.
///
/// Reference: Tukey & McLaughlin (1963), Sankhyā A 25, 331-352.
public struct TrimmedMean: Finding {
  /// The stable name of the method.
  public static let methodID = "trimmed-mean/1"

  /// The trimmed mean; without standard error and interval where fewer than two values are left.
  public let mean: Estimate
  /// The share that is cut off at each end.
  public let share: Double
  /// The number of values.
  public let count: Int
  /// The number of values cut off at each end.
  public let cut: Int
  /// The number of values left.
  public let kept: Int
  /// The variance of the winsorized values, with n - 1 in the denominator; `nil` for a single value.
  public let winsorizedVariance: Double?
  /// The name of the variable for print, and the cases.
  public var context: DataContext

  /// Takes the mean of the middle of values.
  ///
  /// - Parameters:
  ///   - values: The values.
  ///   - share: The share to cut off at each end: at least 0, below one half.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there is no value, one is not finite, the share is out of range, or squared
  ///   deviations exceed the range of `Double`.
  public init(
    _ values: some Collection<Double>, share: Double = 0.2, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let tails = try SortedTails(values, share: share)
    let winsorized = try Moments(finite: tails.winsorized)
    let middle = try Moments(finite: tails.middle)
    let left = Double(tails.kept)
    mean = try .student(
      middle.mean,
      error: tails.kept > 1 ? (winsorized.sumOfSquares / left / (left - 1)).squareRoot() : nil,
      degreesOfFreedom: left - 1, confidence: confidence, method: "Tukey-McLaughlin t")
    self.share = share
    count = tails.sorted.count
    cut = tails.cut
    kept = tails.kept
    winsorizedVariance = winsorized.variance
    context = DataContext(parts: [], cases: CaseLedger(all: tails.sorted.count))
  }
}

extension TrimmedMean {
  /// The mean with its interval, and how many values it rests on.
  public var report: Report {
    var facts = [
      Report.Fact("n", .count(count)), Report.Fact("cut off at each end", .count(cut)),
      Report.Fact("left", .count(kept)),
    ]
    if let error = mean.standardError { facts.append(.init("SE", .number(error))) }
    if let winsorizedVariance {
      facts.append(.init("winsorized SD", .number(winsorizedVariance.squareRoot())))
    }
    return Report(
      context.title("Trimmed mean"),
      method: .init(
        Self.methodID, options: [.init("share at each end", .number(share, .percent(0)))],
        citation: Citation("Tukey & McLaughlin", 1963, "Sankhyā A 25, 331-352")),
      rows: [.init("trimmed mean", mean)], facts: facts, cases: context.cases,
      notes: mean.interval == nil ? ["Fewer than two values are left: there is no standard error."] : [])
  }
}
