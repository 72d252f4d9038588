import SurveyProbability
import SurveyVocabulary

/// A group known by its size, trimmed mean and winsorized variance.
///
/// Of n values in order, the g = ⌊γn⌋ smallest and as many largest are trimmed: the trimmed mean is that of
/// the h = n - 2g values left. For the winsorized variance the trimmed values are put at the smallest and
/// the largest value left, and all n count. A product γn within 10⁻⁹ of a whole number is that number, so
/// that 29% of 100 values are 29, whatever the binary fraction of .29.
///
/// Reference: Tukey & McLaughlin (1963); Yuen (1974), doi:10.1093/biomet/61.1.165.
public struct TrimmedSummary: Hashable, Sendable, Codable {
  /// The number of observations, the trimmed ones included: n.
  public let count: Int
  /// The share of the values that is trimmed at each end, from 0 to below one half.
  public let trim: Double
  /// The mean of the values left, in the units of the data.
  public let trimmedMean: Double
  /// The variance of the winsorized values with n - 1 in the denominator, in squared units of the data.
  public let winsorizedVariance: Double

  /// Summarizes values.
  ///
  /// - Throws: `InputError` if there are fewer than two values, one is not finite, the share is not from 0 to
  ///   below one half, or the squared deviations exceed the range of `Double`.
  public init(_ values: some Collection<Double>, trim: Double = 0.2) throws(InputError) {
    try self.init(finite: try finiteValues(values, "values", atLeast: 2), trim: trim)
  }

  /// A summary of observations that are not at hand.
  ///
  /// - Throws: `InputError` if the count is below 2, the share is not from 0 to below one half, a number is
  ///   not finite, or the variance is negative.
  public init(
    count: Int, trim: Double, trimmedMean: Double, winsorizedVariance: Double
  ) throws(InputError) {
    guard count >= 2 else { throw .tooFew("count", found: count, needed: 2) }
    try Self.check(trim: trim)
    guard trimmedMean.isFinite else { throw .notFinite("trimmed mean", value: trimmedMean, at: 0) }
    guard winsorizedVariance >= 0, winsorizedVariance.isFinite else {
      throw .outOfRange(
        "winsorized variance", value: winsorizedVariance, allowed: "a finite number of at least 0")
    }
    (self.count, self.trim) = (count, trim)
    (self.trimmedMean, self.winsorizedVariance) = (trimmedMean, winsorizedVariance)
  }

  /// Summarizes values already known to be finite and at least two.
  init(finite values: [Double], trim: Double) throws(InputError) {
    try Self.check(trim: trim)
    let sorted = values.sorted()
    let cut = Self.trimmed(values.count, trim)
    let kept = Array(sorted[cut..<(sorted.count - cut)])
    let low = [Double](repeating: kept[0], count: cut)
    let high = [Double](repeating: kept[kept.count - 1], count: cut)
    (count, self.trim) = (values.count, trim)
    trimmedMean = try Moments(finite: kept).mean
    winsorizedVariance = try Moments(finite: low + kept + high).variance ?? 0
  }

  /// How many of `count` values are trimmed at each end; at least one is left.
  static func trimmed(_ count: Int, _ trim: Double) -> Int {
    min(Int(Double(count) * trim + 1e-9), (count - 1) / 2)
  }

  static func check(trim: Double) throws(InputError) {
    guard trim >= 0, trim < 0.5 else {
      throw .outOfRange("trim", value: trim, allowed: "a share from 0 to below 0.5")
    }
  }
}

extension TrimmedSummary {
  /// The number of values trimmed at each end: g.
  public var trimmedPerEnd: Int { Self.trimmed(count, trim) }

  /// The number of values left: h.
  public var effectiveCount: Int { count - 2 * trimmedPerEnd }

  /// The root of the winsorized variance, in the units of the data.
  public var winsorizedDeviation: Double { winsorizedVariance.squareRoot() }

  /// The standard error of the trimmed mean, √((n - 1) s_w² / (h (h - 1))); `nil` where one value is left.
  public var standardErrorOfMean: Double? {
    guard effectiveCount >= 2 else { return nil }
    let h = Double(effectiveCount)
    return winsorizedDeviation * ((Double(count) - 1) / h / (h - 1)).squareRoot()
  }

  private enum CodingKeys: String, CodingKey {
    case count, trim, trimmedMean, winsorizedVariance
  }

  /// Reads a summary that was written, and refuses numbers that no observations have.
  ///
  /// - Throws: `DecodingError` if a part is absent, not finite or out of its range.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      count: container.decode(Int.self, forKey: .count), trim: container.decode(Double.self, forKey: .trim),
      trimmedMean: container.decode(Double.self, forKey: .trimmedMean),
      winsorizedVariance: container.decode(Double.self, forKey: .winsorizedVariance))
  }
}

extension [TrimmedSummary] {
  /// Sizes, trimmed means and winsorized deviations of the groups as facts of a report.
  var facts: [Report.Fact] {
    func list(_ values: [Double]) -> Report.Cell { .list(values.map { .number($0) }) }
    return [
      .init("n", .counts(map(\.count))), .init("left after trimming", .counts(map(\.effectiveCount))),
      .init("trimmed means", list(map(\.trimmedMean))),
      .init("winsorized SDs", list(map(\.winsorizedDeviation))),
    ]
  }
}
