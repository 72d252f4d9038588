/// Why an answer is absent.
public enum AbsenceReason: String, Hashable, Sendable, Codable, CaseIterable {
  /// Left blank; no reason was recorded. Also what a plain `nil` means.
  case skipped
  /// The respondent declined to answer.
  case refused
  /// The question does not apply to the respondent.
  case notApplicable = "not applicable"
  /// The question was not put to the respondent.
  case notShown = "not shown"
  /// An answer was given and cannot be recovered.
  case lost

  /// The reason in words that follow a number: "3 not applicable".
  public var words: String { rawValue }
}
