import SurveyVocabulary

/// The reliability of a difference of two scores.
///
/// (ρ - r₁₂) / (1 - r₁₂) for two scores of equal variance and reliability ρ that correlate r₁₂. It is
/// refused where r₁₂ reaches ρ: errors that do not correlate cannot give that.
///
/// Reference: Lord (1956), Educational and Psychological Measurement 16, 421-437.
public struct DifferenceReliability: Finding {
  /// The stable name of the method.
  public static let methodID = "difference-reliability/1"

  /// The share of the variance of the differences that is true.
  public let value: Double
  /// The reliability of each score.
  public let reliability: Double
  /// The correlation of the two scores.
  public let correlation: Double
  /// The names for print.
  public var context: DataContext

  /// The reliability of the difference of two scores of equal variance.
  ///
  /// - Parameters:
  ///   - reliability: The reliability of each of the two scores.
  ///   - correlation: Their correlation, as observed.
  /// - Throws: `InputError` if the reliability is not above 0 and at most 1, the correlation is not
  ///   between -1 and 1, or the correlation is not below the reliability.
  public init(reliability: Double, correlation: Double) throws(InputError) {
    guard reliability > 0, reliability <= 1 else {
      throw .outOfRange("reliability", value: reliability, allowed: "a number above 0 and at most 1")
    }
    guard correlation > -1, correlation < 1 else {
      throw .outOfRange("correlation", value: correlation, allowed: "a number between -1 and 1")
    }
    guard correlation.magnitude <= reliability, correlation < reliability else {
      throw InputError(
        .outOfRange, "correlation",
        "is \(correlation), but two scores of reliability \(reliability) correlate less",
        remedy: "use a reliability that is above the correlation, or take the errors as correlated")
    }
    self.reliability = reliability
    self.correlation = correlation
    value = (reliability - correlation) / (1 - correlation)
    context = DataContext(parts: [], cases: CaseLedger(all: 0))
  }
}

extension DifferenceReliability {
  /// The reliability and what it was made from.
  public var report: Report {
    Report(
      context.title("Reliability of a difference"),
      method: .init(
        Self.methodID,
        citation: Citation("Lord", 1956, "Educational and Psychological Measurement 16, 421-437")),
      rows: [Report.Row("reliability of the difference", Estimate(value), style: .bounded(2))],
      facts: [
        Report.Fact("reliability of a score", .number(reliability, .bounded(2))),
        Report.Fact("correlation of the scores", .number(correlation, .bounded(2))),
      ],
      notes: ["Both scores are taken to have the same variance and reliability, and uncorrelated errors."])
  }
}
