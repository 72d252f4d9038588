import SurveyVocabulary

/// A summary of data that grows by parts and merges with the summary of other data.
///
/// A summary has a size that does not depend on the number of cases, can be written and read, and can cross
/// threads: parts of large data are summarised where they lie, and only the summaries travel. Merging
/// is associative and commutative, of counts exactly, of numbers to 14 digits.
public protocol StreamingSummary: Codable, Sendable {
  /// The number of cases.
  var count: Int { get }

  /// Takes the cases of another summary in.
  ///
  /// - Throws: `InputError` if the two do not fit together; nothing is changed then.
  mutating func merge(_ other: Self) throws(InputError)
}

extension StreamingSummary {
  /// The summary of the cases of both.
  ///
  /// - Throws: `InputError` if the two do not fit together.
  public func merging(_ other: Self) throws(InputError) -> Self {
    var merged = self
    try merged.merge(other)
    return merged
  }

  /// The number of cases of two summaries, at most 2^53, so that it is a `Double` too.
  static func mergedCount(_ first: Int, _ second: Int) throws(InputError) -> Int {
    let (sum, overflow) = first.addingReportingOverflow(second)
    guard !overflow, sum <= largestCount else {
      throw .infeasible("count", "more than 2^53 cases", remedy: "keep the summaries apart")
    }
    return sum
  }

  /// 2^53.
  static var largestCount: Int { 1 << 53 }
}
