/// An answer that was given, or the reason why there is none.
///
/// It holds whatever can be asked: an item format (`Answer<Agreement>`), a nominal choice
/// (`Answer<Status>`), options that were ticked (`Answer<MultipleChoice<News>>`), a number
/// (`Answer<Double>`). Where no reasons are recorded, a plain optional of the format does.
public enum Answer<Format: AnswerFormat>: Hashable, Sendable {
  /// The answer that was given.
  case given(Format)
  /// No answer, for this reason.
  case absent(AbsenceReason)

  /// The answer where one was given.
  public var value: Format? {
    if case .given(let format) = self { return format }
    return nil
  }

  /// The reason where there is no answer.
  public var absence: AbsenceReason? {
    if case .absent(let reason) = self { return reason }
    return nil
  }

  /// An answer, or a blank without a recorded reason.
  public init(_ value: Format?) {
    self = value.map(Answer.given) ?? .absent(.skipped)
  }
}

extension Answer: Codable where Format: Codable {}
