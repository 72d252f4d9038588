import SurveyVocabulary

/// The mean of values whose extreme shares have been drawn in to the nearest value between them.
///
/// Standard error and interval are Dixon and Tukey's: the winsorized standard deviation over the root of n,
/// times (n - 1)/(h - 1), with h - 1 degrees of freedom, where h values are left as they were.
///
/// Reference: Dixon & Tukey (1968), Technometrics 10, 83-98.
public struct WinsorizedMean: Finding {
  /// The stable name of the method.
  public static let methodID = "winsorized-mean/1"

  /// The winsorized mean; without standard error and interval where fewer than two values are left as they
  /// were.
  public let mean: Estimate
  /// The variance of the winsorized values, with n - 1 in the denominator; `nil` for a single value.
  public let variance: Double?
  /// The root of the variance.
  public let standardDeviation: Double?
  /// The share that is drawn in at each end.
  public let share: Double
  /// The number of values.
  public let count: Int
  /// The number of values drawn in at each end.
  public let drawn: Int
  /// The value to which the lowest are drawn in.
  public let lowest: Double
  /// The value to which the highest are drawn in.
  public let highest: Double
  /// The name of the variable for print, and the cases.
  public var context: DataContext

  /// Takes the mean of values with their ends drawn in.
  ///
  /// - Parameters:
  ///   - values: The values.
  ///   - share: The share to draw in at each end: at least 0, below one half.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there is no value, one is not finite, the share is out of range, or squared
  ///   deviations exceed the range of `Double`.
  public init(
    _ values: some Collection<Double>, share: Double = 0.2, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let tails = try SortedTails(values, share: share)
    let moments = try Moments(finite: tails.winsorized)
    let (size, left) = (Double(tails.sorted.count), Double(tails.kept))
    mean = try .student(
      moments.mean,
      error: tails.kept > 1 ? moments.standardErrorOfMean.map { $0 * ((size - 1) / (left - 1)) } : nil,
      degreesOfFreedom: left - 1, confidence: confidence, method: "Dixon-Tukey t")
    variance = moments.variance
    standardDeviation = moments.standardDeviation
    self.share = share
    count = tails.sorted.count
    drawn = tails.cut
    lowest = tails.sorted[tails.cut]
    highest = tails.sorted[tails.sorted.count - 1 - tails.cut]
    context = DataContext(parts: [], cases: CaseLedger(all: tails.sorted.count))
  }
}

extension WinsorizedMean {
  /// The mean with its interval, and how far the ends were drawn in.
  public var report: Report {
    var facts = [
      Report.Fact("n", .count(count)), Report.Fact("drawn in at each end", .count(drawn)),
      Report.Fact("lowest", .number(lowest)), Report.Fact("highest", .number(highest)),
    ]
    if let standardDeviation { facts.append(.init("winsorized SD", .number(standardDeviation))) }
    if let error = mean.standardError { facts.append(.init("SE", .number(error))) }
    return Report(
      context.title("Winsorized mean"),
      method: .init(
        Self.methodID, options: [.init("share at each end", .number(share, .percent(0)))],
        citation: Citation("Dixon & Tukey", 1968, "Technometrics 10, 83-98")),
      rows: [.init("winsorized mean", mean)], facts: facts, cases: context.cases,
      notes: mean.interval == nil
        ? ["Fewer than two values are left as they were: there is no standard error."] : [])
  }
}
