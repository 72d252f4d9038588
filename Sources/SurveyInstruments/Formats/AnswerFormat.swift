/// What an answer can be made of: an ``ItemFormat``, a ``Factor``, a ``MultipleChoice``, a number, a text.
///
/// Conform to one of these, not to this protocol itself.
public protocol AnswerFormat: Hashable, AnswerProperty where Format == Self {}

/// An answer format with an order, in which "at least" means something: numbers and item formats.
public protocol OrderedFormat: AnswerFormat {}

/// What a property of a respondent may be: an ``Answer``, an optional format, or the plain format.
public protocol AnswerProperty: Sendable {
  /// What is answered.
  associatedtype Format: AnswerFormat
  /// Whether the property tells the reasons of absence apart.
  static var keepsReasons: Bool { get }
  /// What a property holds: an answer, or why there is none; a plain `nil` is skipped.
  static func answer(of property: Self) -> Answer<Format>
  /// A property that holds an answer.
  static func holding(_ format: Format) -> Self
}

extension AnswerFormat {
  /// A plain format is always answered.
  public static var keepsReasons: Bool { false }
  /// The answer itself.
  public static func answer(of property: Self) -> Answer<Self> { .given(property) }
  /// The answer itself.
  public static func holding(_ format: Self) -> Self { format }
}

extension Answer: AnswerProperty {
  /// Reasons are what an answer is for.
  public static var keepsReasons: Bool { true }
  /// The answer itself.
  public static func answer(of property: Answer) -> Answer { property }
  /// An answer that was given.
  public static func holding(_ format: Format) -> Answer { .given(format) }
}

extension Optional: AnswerProperty where Wrapped: AnswerFormat {
  /// A plain `nil` has no reason.
  public static var keepsReasons: Bool { false }
  /// The answer, or a blank without a recorded reason.
  public static func answer(of property: Wrapped?) -> Answer<Wrapped> { Answer(property) }
  /// An answer that was given.
  public static func holding(_ format: Wrapped) -> Wrapped? { format }
}

extension Double: OrderedFormat {}
extension Int: OrderedFormat {}
extension String: AnswerFormat {}
