import SurveyVocabulary

/// How the difference between two independent groups is judged against a bound.
public enum GroupShiftMethod: Hashable, Sendable {
  /// Student's t with a pooled variance.
  case student
  /// Welch's t, which lets the variances differ.
  case welch
  /// Mann and Whitney's test after the first group has been moved by the bound: the bound is one of a
  /// shift of the whole distribution, in units of the data.
  ///
  /// Moving decimal values rounds them: values that lie no further apart than the tolerance are tied.
  case mannWhitney(MannWhitneyTest.Method = .exact(), tieTolerance: Double = 0)
  /// Welch's t against its values in resamples of each group.
  case bootstrapT(resamples: Int = 9_999, seed: UInt64 = 1)
  /// The share of resamples of each group in which the difference in means is beyond the bound.
  case bootstrapPercentile(resamples: Int = 9_999, seed: UInt64 = 1)
}

/// The variances of two groups that are known by their moments alone.
public enum GroupVariances: String, Hashable, Sendable, Codable, CaseIterable {
  /// Each as it is: Welch's t.
  case separate
  /// One for both groups: Student's t.
  case pooled
}

/// How differences of pairs, or the values of one sample less a number, are judged against a bound.
public enum PairedShiftMethod: Hashable, Sendable {
  /// The t test of the differences.
  case t
  /// Wilcoxon's signed-rank test of the differences less the bound: the bound is one of the centre of
  /// symmetric differences, in units of the data.
  ///
  /// Sizes that lie no further apart than the tolerance are tied, as in ``SignedRankTest``.
  case signedRank(
    zeros: SignedRankTest.ZeroRule = .pratt, method: SignedRankTest.Method = .exact,
    tieTolerance: Double = 0)
  /// t against its values in resamples of the differences.
  case bootstrapT(resamples: Int = 9_999, seed: UInt64 = 1)
  /// The share of resamples in which the mean difference is beyond the bound.
  case bootstrapPercentile(resamples: Int = 9_999, seed: UInt64 = 1)
}

/// The unit of bounds for the difference of two groups.
public enum GroupBoundUnit: String, Hashable, Sendable, Codable, CaseIterable {
  /// The unit of the data.
  case data = "units of the data"
  /// The pooled standard deviation of the two groups.
  case pooledDeviation = "pooled SD"
  /// The root of the mean of the two variances.
  case rootMeanVariance = "root mean variance"
  /// The standard deviation of the second group.
  case baselineDeviation = "SD of the baseline"
}

/// The unit of bounds for the difference of pairs.
public enum PairedBoundUnit: String, Hashable, Sendable, Codable, CaseIterable {
  /// The unit of the data.
  case data = "units of the data"
  /// The standard deviation of the differences.
  case differenceDeviation = "SD of the differences"
  /// The root of the mean of the variances on the two occasions.
  case rootMeanVariance = "root mean variance"
  /// The standard deviation of the second argument, the earlier occasion.
  case baselineDeviation = "SD of the baseline"
}

/// A standard deviation of the data in whose multiples bounds were given.
///
/// It is estimated from the same data as the difference, so that the bounds themselves are uncertain and
/// the error rate of the test is not exactly its level.
public struct BoundUnit: Hashable, Sendable {
  /// The name of the standard deviation, such as "pooled SD".
  public let name: String
  /// Its size, in units of the data.
  public let size: Double
}

/// One of the one-sided tests of a difference against a bound.
public struct BoundTest: Hashable, Sendable {
  /// The bound, in units of the data.
  public let bound: Double
  /// Whether the difference was to be greater or less than the bound.
  public let alternative: Alternative
  /// The statistic with its distribution where the difference equals the bound.
  public let statistic: TestStatistic
  /// The one-sided probability.
  public let pValue: Double

  /// The row of a report.
  var row: Report.Row {
    Report.Row(
      "\(alternative == .greater ? "above" : "below") \(NumberStyle.automatic.text(bound))",
      statistic: statistic, pValue: pValue, alternative: alternative)
  }
}
